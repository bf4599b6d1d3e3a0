#include "app/desk.h"
#include "app/keyring_session.h"
#include "domain/doctor_advice.h"
#include "local/profile_store.h"
#include "support/test_registry.h"

#include "app/profiles/doctor_panel.h"
#include "app/profiles/profile_editor.h"
#include "app/profiles/secrets_dialog.h"
#include "app/shell/workspace_pages.h"

#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDirIterator>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QUrl>

#include <csignal>
#include <unistd.h>

using namespace steward;
using namespace steward::test;

namespace steward::profile_editor_test {

namespace {

QPushButton& button(const QWidget& widget, const char* name)
{
    auto* found = widget.findChild<QPushButton*>(QLatin1String(name));
    if (!found)
        qFatal("there is no button %s", name);
    return *found;
}

QString noticeOf(const QWidget& editor)
{
    auto* trouble = editor.findChild<QLabel*>(QStringLiteral("trouble"));
    return trouble->parentWidget()->isHidden() ? QString() : trouble->text().remove(QChar(0x200b));
}

QString visibleTexts(const QWidget& widget)
{
    QStringList texts;
    for (const QLabel* label : widget.findChildren<QLabel*>())
        texts << label->text();
    return texts.join(QLatin1Char('\n'));
}

void type(QWidget& dialog, const char* field, const QString& text)
{
    auto* edit = dialog.findChild<QLineEdit*>(QLatin1String(field));
    QVERIFY2(edit, field);
    edit->setText(text);
}

void fillIn(QWidget& dialog)
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

void save(QWidget& dialog)
{
    button(dialog, "save").click();
}

/// Every file below the folder, in one text.
QByteArray allFiles(const QString& folder)
{
    QByteArray all;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly))
            all += file.readAll();
    }
    return all;
}

/// As a person saves a new one; nothing: not within the time.
std::optional<Profile> savedAnew(Desk& workstation)
{
    ProfileEditor editor(Profile{}, workstation.profiles);
    fillIn(editor);
    QSignalSpy saved(&editor, &ProfileEditor::saved);
    save(editor);
    const bool isSaved = QTest::qWaitFor([&] { return saved.size() == 1; });
    return isSaved ? std::optional(saved.front().front().value<Profile>()) : std::nullopt;
}

} // namespace

class ProfileEditorTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void savesAndShowsAgain();
    void whoOpensItIsSwitched();
    void anIncompleteProfileIsNotSaved();
    void theDoctorSaysCauseAndCure();
    void testsAllThreeAtOnce();
    void aTestCanBeStopped();
    void aPastedAddressFillsTheFields();
    void aPastedEnvFileFillsTheFields();
    void aPastedTextThatMeansNothingChangesNothing();
    void anotherAddressAsksForItsSecretAnew();
    void aPastedSecretIsNowhere();
    void leavingAsksForWhatIsNotSaved();
    void savingKeepsWhatIsProtectedByNow();
    void whatWasChangedMeanwhileIsNotOverwritten();
    void aKeyThatWasChangedMeanwhileStays();
    void whatWasRemovedMeanwhileStaysRemoved();
    void nothingIsLockedWithoutSecrets();
    void withoutAKeychainItSaysSo();
    void openingAsksForWhatNoKeychainKeeps();
    void aRealKeyringKeepsTheSecrets();
};

void ProfileEditorTest::savesAndShowsAgain()
{
    Desk workstation(false);
    ProfileEditor dialog(Profile{}, workstation.profiles);
    fillIn(dialog);
    QSignalSpy saved(&dialog, &ProfileEditor::saved);
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

    ProfileEditor again(*loaded, workstation.profiles);
    QCOMPARE(again.profile(), *loaded);
    QTRY_COMPARE(again.secrets().apiKey, Secret("key-in-no-file"));
    QCOMPARE(again.secrets().databasePassword, Secret("password-in-no-file"));
    QVERIFY(again.findChild<QLineEdit*>(QStringLiteral("apiKey"))->text().isEmpty()); // kept, never shown
}

void ProfileEditorTest::whoOpensItIsSwitched()
{
    Desk workstation(false);
    ProfileEditor dialog(Profile{}, workstation.profiles);
    fillIn(dialog);
    QCOMPARE(dialog.profile().role, Role::Administrator);
    auto* forStaff = dialog.findChild<QCheckBox*>(QStringLiteral("forStaff"));
    QVERIFY(forStaff && !forStaff->isChecked());
    forStaff->click();
    QVERIFY(dialog.isDirty());
    QCOMPARE(dialog.profile().role, Role::Staff);
    QSignalSpy saved(&dialog, &ProfileEditor::saved);
    save(dialog);
    QTRY_COMPARE(saved.size(), 1);
    const ProfileEditor again(saved.front().front().value<Profile>(), workstation.profiles);
    QVERIFY(again.findChild<QCheckBox*>(QStringLiteral("forStaff"))->isChecked());
}

void ProfileEditorTest::anIncompleteProfileIsNotSaved()
{
    Desk workstation(false);
    ProfileEditor dialog(Profile{}, workstation.profiles);
    fillIn(dialog);
    type(dialog, "databaseHost", QString());
    QSignalSpy saved(&dialog, &ProfileEditor::saved);
    save(dialog);
    QVERIFY(!noticeOf(dialog).isEmpty());
    QTest::qWait(50);
    QCOMPARE(saved.size(), 0);
    QVERIFY(!QFile::exists(workstation.folder.filePath(QStringLiteral("profiles/clinics.json"))));
}

void ProfileEditorTest::theDoctorSaysCauseAndCure()
{
    Desk workstation(false);
    workstation.world->setFault(Store::Cache, {.failure = ErrorKind::WrongPassword});
    ProfileEditor dialog(Profile{}, workstation.profiles);
    type(dialog, "cacheHost", QStringLiteral("redis.example.org")); // the other stores are still empty
    auto* doctor = dialog.findChild<DoctorPanel*>(QStringLiteral("cacheDoctor"));
    QPushButton& test = button(dialog, "cacheTest");
    test.click();
    QVERIFY(!test.isEnabled());
    QTRY_VERIFY(test.isEnabled());
    const Advice advice = adviceFor(ErrorKind::WrongPassword, Store::Cache);
    QVERIFY2(visibleTexts(*doctor).contains(advice.cause), qPrintable(visibleTexts(*doctor)));
    QVERIFY(visibleTexts(*doctor).contains(advice.cure));

    workstation.world->setFault(Store::Cache, {});
    test.click();
    QTRY_VERIFY(test.isEnabled());
    QVERIFY2(!visibleTexts(*doctor).contains(advice.cure), qPrintable(visibleTexts(*doctor)));
}

void ProfileEditorTest::testsAllThreeAtOnce()
{
    Desk workstation(false);
    workstation.world->setFault(Store::Server, {.failure = ErrorKind::Refused});
    ProfileEditor dialog(Profile{}, workstation.profiles);
    fillIn(dialog);
    const auto state = [&dialog](const char* store) {
        return dialog.findChild<QWidget*>(QLatin1String(store))->accessibleName();
    };
    QCOMPARE(state("serverState"), QStringLiteral("Server: Not tested"));
    button(dialog, "testAll").click();
    QVERIFY(button(dialog, "testAll").text().contains(QLatin1String("top")));
    QTRY_COMPARE(state("serverState"), QStringLiteral("Server: Cannot be read"));
    QTRY_VERIFY(state("databaseState").startsWith(QLatin1String("Database: Works")));
    QTRY_VERIFY(state("cacheState").startsWith(QLatin1String("Cache: Works")));
    QVERIFY(dialog.findChild<QLineEdit*>(QStringLiteral("serverUrl"))->property("error").toBool());
    // What was found is not true any more of what is entered now.
    type(dialog, "databaseHost", QStringLiteral("other.example.org"));
    QCOMPARE(state("databaseState"), QStringLiteral("Database: Not tested"));
    QVERIFY(state("cacheState").startsWith(QLatin1String("Cache: Works")));
}

void ProfileEditorTest::aTestCanBeStopped()
{
    Desk workstation(false);
    ProfileEditor dialog(Profile{}, workstation.profiles);
    fillIn(dialog);
    button(dialog, "testAll").click();
    QVERIFY(!button(dialog, "serverTest").isEnabled());
    button(dialog, "testAll").click();
    QVERIFY(button(dialog, "serverTest").isEnabled());
    QTest::qWait(50); // an answer that comes all the same is not heard
    for (const char* store : {"serverState", "databaseState", "cacheState"})
        QVERIFY(
            dialog.findChild<QWidget*>(QLatin1String(store))->accessibleName().endsWith(QLatin1String("Not tested")));
}

void ProfileEditorTest::aPastedAddressFillsTheFields()
{
    Desk workstation(false);
    ProfileEditor dialog(Profile{}, workstation.profiles);
    dialog.show();
    type(dialog, "databaseHost", QStringLiteral("old.example.org"));
    auto* host = dialog.findChild<QLineEdit*>(QStringLiteral("databaseHost"));
    host->setFocus();
    host->selectAll();
    QGuiApplication::clipboard()->setText(QStringLiteral("postgresql://who:canarypass@db.example.org:6543/clinics"));
    QTest::keySequence(host, QKeySequence::Paste);
    QCOMPARE(host->text(), QStringLiteral("db.example.org"));
    QCOMPARE(dialog.profile().database.port, 6543);
    QCOMPARE(dialog.profile().database.database, QStringLiteral("clinics"));
    QCOMPARE(dialog.secrets().databasePassword, Secret("canarypass"));
    QVERIFY2(
        noticeOf(dialog).startsWith(QLatin1String("Filled in: database address, database password.")),
        qPrintable(noticeOf(dialog)));
    // By mouse too, which tells the field alone.
    QGuiApplication::clipboard()->setText(QStringLiteral("redis://:canarypass@r.example.org/6"));
    host->selectAll();
    host->paste();
    QCOMPARE(host->text(), QStringLiteral("db.example.org"));
    QCOMPARE(dialog.profile().cache.host, QStringLiteral("r.example.org"));
    QCOMPARE(dialog.profile().cache.database, 6);
    host->undo();
    for (const QLineEdit* field : dialog.findChildren<QLineEdit*>()) {
        QVERIFY2(
            field->echoMode() == QLineEdit::Password || !field->text().contains(QLatin1String("canary")),
            qPrintable(field->objectName()));
    }
    QVERIFY2(!visibleTexts(dialog).contains(QLatin1String("canary")), qPrintable(visibleTexts(dialog)));
}

void ProfileEditorTest::aPastedEnvFileFillsTheFields()
{
    Desk workstation(false);
    ProfileEditor dialog(Profile{}, workstation.profiles);
    const QString text =
        QStringLiteral("STEWARD_EVOLUTION_URL=https://wa.example.org\nAUTHENTICATION_API_KEY=canarykey\n"
                       "DATABASE_URL=postgresql://u:canarypass@db/x\nREDIS_URL=redis://r\nPORT=1\nNODE_ENV=2\n");
    QGuiApplication::clipboard()->setText(text);
    button(dialog, "paste").click();
    QCOMPARE(dialog.profile().serverUrl, QStringLiteral("https://wa.example.org"));
    QCOMPARE(dialog.profile().database.host, QStringLiteral("db"));
    QCOMPARE(dialog.secrets().apiKey, Secret("canarykey"));
    QVERIFY2(
        noticeOf(dialog).contains(QLatin1String("2 other variables were left out.")), qPrintable(noticeOf(dialog)));

    // The file itself, as a file manager copies it.
    ProfileEditor other(Profile{}, workstation.profiles);
    QFile file(workstation.folder.filePath(QStringLiteral("stores.env")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) > 0);
    file.close();
    auto* data = new QMimeData;
    data->setUrls({QUrl::fromLocalFile(file.fileName())});
    QGuiApplication::clipboard()->setMimeData(data);
    button(other, "paste").click();
    QTRY_COMPARE(other.profile().serverUrl, QStringLiteral("https://wa.example.org"));
}

void ProfileEditorTest::aPastedTextThatMeansNothingChangesNothing()
{
    Desk workstation(false);
    ProfileEditor dialog(Profile{}, workstation.profiles);
    fillIn(dialog);
    const Profile before = dialog.profile();
    const ProfileSecrets secrets = dialog.secrets();
    for (const char* text : {"", "a shopping list", "PORT=1", "postgresql://canary", "https://u:canary@h"}) {
        dialog.paste(QLatin1String(text));
        QVERIFY2(noticeOf(dialog).endsWith(QLatin1String("Nothing was changed.")), qPrintable(noticeOf(dialog)));
        QVERIFY(!noticeOf(dialog).contains(QLatin1String("canary")));
        QCOMPARE(dialog.profile(), before);
        QCOMPARE(dialog.secrets(), secrets);
    }
}

void ProfileEditorTest::anotherAddressAsksForItsSecretAnew()
{
    Desk workstation(false);
    ProfileEditor made(Profile{}, workstation.profiles);
    fillIn(made);
    type(made, "cachePassword", QStringLiteral("cache-secret"));
    std::optional<Profile> saved;
    connect(&made, &ProfileEditor::saved, this, [&saved](const Profile& profile) { saved = profile; });
    save(made);
    QTRY_VERIFY(saved);

    ProfileEditor editor(*saved, workstation.profiles);
    QTRY_COMPARE(editor.secrets().cachePassword, Secret("cache-secret"));
    const auto words = [&editor](const char* field) {
        return editor.findChild<QLineEdit*>(QLatin1String(field))->placeholderText();
    };
    QVERIFY2(words("databasePassword").contains(QStringLiteral("kept")), qPrintable(words("databasePassword")));
    editor.paste(QStringLiteral("postgresql://steward@other.example.org/clinics"));
    QCOMPARE(editor.secrets().databasePassword, Secret());
    QCOMPARE(editor.secrets().apiKey, Secret("key-in-no-file")); // of another store
    QVERIFY2(words("databasePassword").contains(QStringLiteral("anew")), qPrintable(words("databasePassword")));
    QVERIFY2(noticeOf(editor).contains(QStringLiteral("entered anew")), qPrintable(noticeOf(editor)));
    // By hand the same, and what comes back to the former address has its secret again.
    type(editor, "serverUrl", QStringLiteral("https://elsewhere.example.org"));
    QCOMPARE(editor.secrets().apiKey, Secret());
    type(editor, "serverUrl", saved->serverUrl);
    QCOMPARE(editor.secrets().apiKey, Secret("key-in-no-file"));
    // What is saved so keeps no secret for the new address, and none of the former.
    saved.reset();
    connect(&editor, &ProfileEditor::saved, this, [&saved](const Profile& profile) { saved = profile; });
    save(editor);
    QTRY_VERIFY(saved);
    ProfileEditor again(*saved, workstation.profiles);
    QTRY_COMPARE(again.secrets().apiKey, Secret("key-in-no-file"));
    QCOMPARE(again.secrets().databasePassword, Secret());
    // A password that was typed for one host is not taken to the next that is pasted.
    type(again, "databasePassword", QStringLiteral("for-other"));
    again.paste(QStringLiteral("postgresql://steward@third.example.org/clinics"));
    QCOMPARE(again.secrets().databasePassword, Secret());
}

void ProfileEditorTest::aPastedSecretIsNowhere()
{
    Desk workstation(false);
    workstation.world->setFault(Store::Server, {.failure = ErrorKind::Refused});
    workstation.window.show();
    workstation.window.findChild<QAction*>(QStringLiteral("actionNewProfile"))->trigger();
    auto* editor = workstation.window.findChild<ProfileEditor*>();
    QVERIFY(editor);
    QTRY_VERIFY(editor->isVisible());
    fillIn(*editor);
    editor->paste(
        QStringLiteral("STEWARD_EVOLUTION_API_KEY=canarykey\npostgresql://u:canarypass@db/x\nredis://:canarycache@r"));
    button(*editor, "testAll").click();
    QTRY_VERIFY(button(*editor, "serverTest").isEnabled() && button(*editor, "cacheTest").isEnabled());
    QGuiApplication::clipboard()->setText(QStringLiteral("before"));
    const QList<QPushButton*> buttons = editor->findChildren<QPushButton*>();
    for (QPushButton* one : buttons) {
        if (one->accessibleName().startsWith(QLatin1String("Copy for support")))
            one->click();
    }
    QVERIFY(QGuiApplication::clipboard()->text() != QLatin1String("before"));
    QVERIFY(!QGuiApplication::clipboard()->text().contains(QLatin1String("canary")));
    save(*editor);
    QTRY_VERIFY(workstation.window.view());
    QTRY_VERIFY(workstation.window.pages()->editor());
    QVERIFY(!visibleTexts(workstation.window).contains(QLatin1String("canary")));
    QVERIFY(QFile::exists(workstation.folder.filePath(QStringLiteral("profiles/clinics.json"))));
    QVERIFY(!allFiles(workstation.folder.path()).contains("canary"));
}

void ProfileEditorTest::leavingAsksForWhatIsNotSaved()
{
    Desk workstation(false);
    workstation.window.show();
    workstation.window.findChild<QAction*>(QStringLiteral("actionNewProfile"))->trigger();
    QPointer<ProfileEditor> editor = workstation.window.findChild<ProfileEditor*>();
    QVERIFY(!button(*editor, "save").isEnabled() && !button(*editor, "save").toolTip().isEmpty());
    type(*editor, "name", QStringLiteral("Clinics"));
    QVERIFY(editor->isDirty() && button(*editor, "save").isEnabled());
    button(*editor, "cancel").click();
    const auto* banner = workstation.window.findChild<QWidget*>(QStringLiteral("leaving"));
    QVERIFY(banner && banner->isVisible());
    button(*banner, "stay").click();
    QTRY_VERIFY(editor->isVisible());
    QCOMPARE(editor->profile().name, QStringLiteral("Clinics"));
    QVERIFY(!workstation.window.close());
    QVERIFY(workstation.window.isVisible());
    banner = workstation.window.findChild<QWidget*>(QStringLiteral("leaving"));
    button(*banner, "stay").click();
    workstation.window.showWelcome();
    banner = workstation.window.findChild<QWidget*>(QStringLiteral("leaving"));
    button(*banner, "discard").click();
    QTRY_VERIFY(!editor);
    QVERIFY(workstation.window.close());
}

void ProfileEditorTest::savingKeepsWhatIsProtectedByNow()
{
    Desk workstation(false);
    const ProfileStore store(*DataDirectory::open(workstation.folder.path()));
    ProfileEditor first(Profile{}, workstation.profiles);
    fillIn(first);
    QSignalSpy saved(&first, &ProfileEditor::saved);
    save(first);
    QTRY_COMPARE(saved.size(), 1);
    const auto profile = saved.front().front().value<Profile>();
    ProfileEditor editor(profile, workstation.profiles);
    QVERIFY(store.setProtected(profile.id, InstanceName::fromText(u"clinic-7"), true)); // by another action
    type(editor, "serverUrl", QStringLiteral("https://other.example.org"));
    editor.findChild<QSpinBox*>(QStringLiteral("stuckPairing"))->setValue(25);
    editor.findChild<QSpinBox*>(QStringLiteral("readEvery"))->setValue(0);
    QSignalSpy again(&editor, &ProfileEditor::saved);
    save(editor);
    QTRY_COMPARE(again.size(), 1);
    const Result<Profile> kept = store.load(profile.id);
    QVERIFY(kept && kept->protects(InstanceName::fromText(u"clinic-7")));
    QCOMPARE(kept->serverUrl, QStringLiteral("https://other.example.org"));
    QCOMPARE(kept->stuckPairingAfter, std::chrono::minutes(25));
    QCOMPARE(kept->readEvery, std::chrono::minutes(0));
}

/// As in two windows, or by another program.
void ProfileEditorTest::whatWasChangedMeanwhileIsNotOverwritten()
{
    Desk workstation(false);
    const ProfileStore store(*DataDirectory::open(workstation.folder.path()));
    const auto profile = savedAnew(workstation);
    QVERIFY(profile);
    ProfileEditor first(*profile, workstation.profiles);
    ProfileEditor second(*profile, workstation.profiles);
    ProfileEditor third(*profile, workstation.profiles);
    QSignalSpy savedFirst(&first, &ProfileEditor::saved);
    type(first, "databaseName", QStringLiteral("other"));
    save(first);
    QTRY_COMPARE(savedFirst.size(), 1);

    for (ProfileEditor* editor : {&second, &third}) {
        QSignalSpy saved(editor, &ProfileEditor::saved);
        type(*editor, "name", QStringLiteral("Clinics Brazil"));
        save(*editor);
        QTRY_VERIFY2(noticeOf(*editor).contains(QStringLiteral("changed elsewhere")), qPrintable(noticeOf(*editor)));
        QCOMPARE(saved.size(), 0);
        QCOMPARE(store.load(profile->id)->database.database, QStringLiteral("other"));
        QCOMPARE(store.load(profile->id)->name, profile->name);
        QCOMPARE(editor->profile().name, QStringLiteral("Clinics Brazil")); // nothing that was entered is lost
    }
    // Whoever discards sees the change; whoever saves once more has decided.
    QTRY_VERIFY([&] {
        third.discard();
        return third.profile().database.database == QLatin1String("other") && !third.isDirty();
    }());
    QSignalSpy savedSecond(&second, &ProfileEditor::saved);
    QTRY_VERIFY([&] {
        save(second);
        return savedSecond.size() == 1;
    }());
    QCOMPARE(store.load(profile->id)->name, QStringLiteral("Clinics Brazil"));
    QCOMPARE(store.load(profile->id)->database.database, profile->database.database);
}

void ProfileEditorTest::aKeyThatWasChangedMeanwhileStays()
{
    Desk workstation(false);
    const auto profile = savedAnew(workstation);
    QVERIFY(profile);
    ProfileEditor first(*profile, workstation.profiles);
    ProfileEditor second(*profile, workstation.profiles);
    QTRY_COMPARE(second.secrets().apiKey, Secret("key-in-no-file"));
    QSignalSpy savedFirst(&first, &ProfileEditor::saved);
    type(first, "apiKey", QStringLiteral("newer-key"));
    save(first);
    QTRY_COMPARE(savedFirst.size(), 1);
    QSignalSpy savedSecond(&second, &ProfileEditor::saved);
    type(second, "name", QStringLiteral("Clinics Brazil"));
    save(second);
    QTRY_COMPARE(savedSecond.size(), 1);
    const ProfileEditor again(savedSecond.front().front().value<Profile>(), workstation.profiles);
    QTRY_COMPARE(again.secrets().apiKey, Secret("newer-key"));
}

void ProfileEditorTest::whatWasRemovedMeanwhileStaysRemoved()
{
    Desk workstation(false);
    const ProfileStore store(*DataDirectory::open(workstation.folder.path()));
    const auto profile = savedAnew(workstation);
    QVERIFY(profile);
    ProfileEditor editor(*profile, workstation.profiles);
    QSignalSpy saved(&editor, &ProfileEditor::saved);
    QVERIFY(store.remove(profile->id));
    type(editor, "name", QStringLiteral("Clinics Brazil"));
    save(editor);
    QTRY_VERIFY(!noticeOf(editor).isEmpty());
    QVERIFY(saved.isEmpty() && !store.load(profile->id));
}

void ProfileEditorTest::nothingIsLockedWithoutSecrets()
{
    Desk workstation(false);
    const ProfileStore store(*DataDirectory::open(workstation.folder.path()));
    Profile profile;
    profile.name = QStringLiteral("Clinics");
    profile.serverUrl = QStringLiteral("https://evolution.example.org");
    profile.database = {QStringLiteral("db"), 5432, QStringLiteral("d"), QStringLiteral("u"), {}, {}};
    profile.cache.host = QStringLiteral("r");
    const Result<Profile> saved = store.save(profile); // no keychain knows its secrets
    QVERIFY(saved);
    workstation.window.show();
    workstation.window.showWelcome();
    const auto list = [&] {
        for (auto* one : workstation.window.findChildren<QListWidget*>(QStringLiteral("profiles"))) {
            if (one->isVisible() && one->count() == 1)
                return one;
        }
        return static_cast<QListWidget*>(nullptr);
    };
    QTRY_VERIFY(list());
    button(*list()->parentWidget(), "edit").click();
    QTRY_VERIFY(workstation.window.findChild<ProfileEditor*>());
    auto* editor = workstation.window.findChild<ProfileEditor*>();
    QVERIFY(!workstation.window.findChild<SecretsDialog*>());
    QCOMPARE(editor->profile().serverUrl, profile.serverUrl);
    QVERIFY(button(*editor, "exportProfile").isEnabled() && button(*editor, "remove").isEnabled());
    button(*editor, "cancel").click();
    QTRY_VERIFY(list());
    button(*list()->parentWidget(), "remove").click();
    QTRY_VERIFY(workstation.window.findChild<QMessageBox*>());
    auto* box = workstation.window.findChild<QMessageBox*>();
    for (QAbstractButton* one : box->buttons()) {
        if (box->buttonRole(one) == QMessageBox::DestructiveRole)
            one->click();
    }
    QTRY_VERIFY(!store.load(saved->id));
}

void ProfileEditorTest::withoutAKeychainItSaysSo()
{
    Desk workstation(false); // its keychain keeps nothing beyond the session
    ProfileEditor dialog(Profile{}, workstation.profiles);
    const auto* words = dialog.findChild<QLabel*>(QStringLiteral("keychain"));
    QTRY_VERIFY2(words->text().contains(QStringLiteral("session")), qPrintable(words->text()));
}

void ProfileEditorTest::openingAsksForWhatNoKeychainKeeps()
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
        ProfileEditor dialog(Profile{}, former);
        fillIn(dialog);
        QSignalSpy saved(&dialog, &ProfileEditor::saved);
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
    workstation.window.showWelcome();
    workstation.window.openProfile(profile.id);
    QTRY_VERIFY(workstation.window.view());
    QDirIterator files(workstation.folder.path(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains("in-no-file"), qPrintable(file.fileName()));
    }
}

void ProfileEditorTest::aRealKeyringKeepsTheSecrets()
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

STEWARD_TEST(ProfileEditorTest)
} // namespace steward::profile_editor_test

#include "profile_editor_test.moc"
