#include "app/desk.h"
#include "app/keyring_session.h"
#include "domain/doctor_advice.h"
#include "support/test_registry.h"

#include "app/profiles/doctor_panel.h"
#include "app/profiles/profile_dialog.h"
#include "app/profiles/secrets_dialog.h"

#include <QAction>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDirIterator>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>

#include <csignal>
#include <unistd.h>

using namespace steward;
using namespace steward::test;

namespace {

QString visibleTexts(const QWidget& widget)
{
    QStringList texts;
    for (const QLabel* label : widget.findChildren<QLabel*>())
        texts << label->text();
    return texts.join(QLatin1Char('\n'));
}

void type(QDialog& dialog, const char* field, const QString& text)
{
    auto* edit = dialog.findChild<QLineEdit*>(QLatin1String(field));
    QVERIFY2(edit, field);
    edit->setText(text);
}

void fillIn(QDialog& dialog)
{
    type(dialog, "name", QStringLiteral("Clinics"));
    type(dialog, "serverUrl", QStringLiteral("https://evolution.example.org"));
    type(dialog, "apiKey", QStringLiteral("key-in-no-file"));
    type(dialog, "databaseHost", QStringLiteral("db.example.org"));
    type(dialog, "databaseName", QStringLiteral("postgres"));
    type(dialog, "databaseUser", QStringLiteral("steward"));
    type(dialog, "databasePassword", QStringLiteral("password-in-no-file"));
    type(dialog, "cacheHost", QStringLiteral("redis.example.org"));
    type(dialog, "integrationsTable", QStringLiteral("other_integrations"));
    dialog.findChild<QComboBox*>(QStringLiteral("environment"))->setCurrentIndex(1);
    dialog.findChild<QPlainTextEdit*>(QStringLiteral("ignore"))->setPlainText(QStringLiteral("test-*\n\nbot-?"));
}

void save(QDialog& dialog)
{
    dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save)->click();
}

} // namespace

class ProfileDialogTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void savesAndShowsAgain();
    void anIncompleteProfileIsNotSaved();
    void theDoctorSaysCauseAndCure();
    void withoutAKeychainItSaysSo();
    void openingAsksForWhatNoKeychainKeeps();
    void aRealKeyringKeepsTheSecrets();
};

void ProfileDialogTest::savesAndShowsAgain()
{
    Desk workstation(false);
    ProfileDialog dialog(Profile{}, workstation.profiles);
    fillIn(dialog);
    QSignalSpy saved(&dialog, &ProfileDialog::saved);
    save(dialog);
    QTRY_COMPARE(saved.size(), 1);

    std::optional<Profile> loaded;
    workstation.profiles.list(this, [&](const Result<std::vector<ProfileStore::Entry>>& entries) {
        if (entries && entries->size() == 1 && entries->front().profile)
            loaded = *entries->front().profile;
    });
    QTRY_VERIFY(loaded);
    QCOMPARE(loaded->name, QStringLiteral("Clinics"));
    QCOMPARE(loaded->environment, Environment::Staging);
    QCOMPARE(loaded->ignore.texts(), QStringList({QStringLiteral("test-*"), QStringLiteral("bot-?")}));
    QCOMPARE(loaded->names.integrationsTable, QStringLiteral("other_integrations"));
    QCOMPARE(loaded->names.schema, StoreNames().schema);

    QFile file(workstation.folder.filePath(QStringLiteral("profiles/%1.json").arg(loaded->id)));
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
    const QByteArray document = file.readAll();
    QVERIFY(!document.contains("in-no-file"));

    ProfileDialog again(*loaded, workstation.profiles);
    QCOMPARE(again.profile(), *loaded);
    QTRY_COMPARE(again.secrets().apiKey, Secret("key-in-no-file"));
    QCOMPARE(again.secrets().databasePassword, Secret("password-in-no-file"));
    QVERIFY(again.findChild<QLineEdit*>(QStringLiteral("apiKey"))->text().isEmpty()); // kept, never shown
}

void ProfileDialogTest::anIncompleteProfileIsNotSaved()
{
    Desk workstation(false);
    ProfileDialog dialog(Profile{}, workstation.profiles);
    fillIn(dialog);
    type(dialog, "databaseHost", QString());
    QSignalSpy saved(&dialog, &ProfileDialog::saved);
    save(dialog);
    auto* trouble = dialog.findChild<QLabel*>(QStringLiteral("trouble"));
    QVERIFY(!trouble->isHidden());
    QVERIFY(!trouble->text().isEmpty());
    QTest::qWait(50);
    QCOMPARE(saved.size(), 0);
    QVERIFY(!QFile::exists(workstation.folder.filePath(QStringLiteral("profiles/clinics.json"))));
}

void ProfileDialogTest::theDoctorSaysCauseAndCure()
{
    Desk workstation(false);
    workstation.world->setFault(Store::Cache, {.failure = ErrorKind::WrongPassword});
    ProfileDialog dialog(Profile{}, workstation.profiles);
    type(dialog, "cacheHost", QStringLiteral("redis.example.org")); // the other stores are still empty
    dialog.findChild<QTabWidget*>()->setCurrentIndex(3);
    auto* doctor = dialog.findChild<DoctorPanel*>(QStringLiteral("cacheDoctor"));
    auto* test = doctor->findChild<QPushButton*>();
    test->click();
    QVERIFY(!test->isEnabled());
    QTRY_VERIFY(test->isEnabled());
    const Advice advice = adviceFor(ErrorKind::WrongPassword, Store::Cache);
    QVERIFY2(visibleTexts(*doctor).contains(advice.cause), qPrintable(visibleTexts(*doctor)));
    QVERIFY(visibleTexts(*doctor).contains(advice.cure));

    workstation.world->setFault(Store::Cache, {});
    test->click();
    QTRY_VERIFY(test->isEnabled());
    QVERIFY2(!visibleTexts(*doctor).contains(advice.cure), qPrintable(visibleTexts(*doctor)));
}

void ProfileDialogTest::withoutAKeychainItSaysSo()
{
    Desk workstation(false); // its keychain keeps nothing beyond the session
    ProfileDialog dialog(Profile{}, workstation.profiles);
    const auto* words = dialog.findChild<QLabel*>(QStringLiteral("keychain"));
    QTRY_VERIFY2(words->text().contains(QStringLiteral("session")), qPrintable(words->text()));
}

void ProfileDialogTest::openingAsksForWhatNoKeychainKeeps()
{
    Desk workstation(false);
    Profile profile;
    {
        BackgroundRunner runner; // another session, whose end forgets the secrets
        ProfileService former(
            {*DataDirectory::open(workstation.folder.path()),
             std::make_shared<SessionKeychain>(),
             QProcessEnvironment(),
             {}},
            runner);
        ProfileDialog dialog(Profile{}, former);
        fillIn(dialog);
        QSignalSpy saved(&dialog, &ProfileDialog::saved);
        save(dialog);
        QTRY_COMPARE(saved.size(), 1);
        profile = saved.front().front().value<Profile>();
    }
    auto* edit = workstation.window.findChild<QAction*>(QStringLiteral("actionEditProfile"));
    QVERIFY(!edit->isEnabled() && edit->toolTip().contains(QStringLiteral("Open a workspace of your own first")));
    workstation.window.show();
    workstation.window.openProfile(profile.id);
    QTRY_VERIFY(workstation.window.findChild<SecretsDialog*>());
    QPointer<SecretsDialog> asked = workstation.window.findChild<SecretsDialog*>();
    QVERIFY2(visibleTexts(*asked).contains(QStringLiteral("until Steward ends")), qPrintable(visibleTexts(*asked)));
    const auto* open = asked->findChild<QDialogButtonBox*>()->buttons().front();
    QVERIFY(!open->isEnabled() && !open->toolTip().isEmpty());

    // Left alone, the profile can still be put right.
    asked->reject();
    QTRY_VERIFY(!asked);
    QVERIFY(!workstation.window.view());
    QVERIFY(edit->isEnabled());

    workstation.window.openProfile(profile.name);
    QTRY_VERIFY(workstation.window.findChild<SecretsDialog*>());
    asked = workstation.window.findChild<SecretsDialog*>();
    type(*asked, "apiKey", QStringLiteral("key-in-no-file"));
    type(*asked, "databasePassword", QStringLiteral("password-in-no-file"));
    asked->accept();
    QTRY_VERIFY(workstation.window.view());
    QVERIFY(edit->isEnabled());
    QVERIFY(!workstation.window.findChild<SecretsDialog*>() || !asked);

    // For this session: it is not asked for again, and stands in no file.
    workstation.window.showFirstRun();
    workstation.window.openProfile(profile.id);
    QTRY_VERIFY(workstation.window.view());
    QDirIterator files(workstation.folder.path(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains("in-no-file"), qPrintable(file.fileName()));
    }
}

void ProfileDialogTest::aRealKeyringKeepsTheSecrets()
{
    const QTemporaryDir home;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString& name : environment.keys()) {
        if (name.startsWith(QLatin1String("XDG_")) || name == QLatin1String("DISPLAY") ||
            name == QLatin1String("DBUS_SESSION_BUS_ADDRESS"))
            environment.remove(name);
    }
    environment.insert(QStringLiteral("HOME"), home.path());
    QProcess session;
    session.setProcessEnvironment(environment);
    session.setProcessChannelMode(QProcess::MergedChannels);
    session.setChildProcessModifier([] { ::setsid(); });
    session.start(
        QStringLiteral("dbus-run-session"),
        {QStringLiteral("--"), QStringLiteral("sh"), QStringLiteral("-c"),
         QStringLiteral("printf pass | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec \"$@\""),
         QStringLiteral("sh"), QCoreApplication::applicationFilePath(), QString::fromLatin1(keyringSessionArgument)});
    QVERIFY(session.waitForStarted());
    const qint64 group = session.processId();
    const bool finished = session.waitForFinished(120'000);
    if (!finished) {
        ::kill(static_cast<pid_t>(-group), SIGTERM); // the bus and the keyring below it too
        session.waitForFinished(5000);
    }
    const QByteArray output = session.readAll();
    QVERIFY2(finished && session.exitStatus() == QProcess::NormalExit && session.exitCode() == 0, output.constData());
    QVERIFY2(output.contains("PASS   : steward::test"), output.constData());
}

STEWARD_TEST(ProfileDialogTest)
#include "profile_dialog_test.moc"
