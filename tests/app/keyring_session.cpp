#include "app/keyring_session.h"

#include "app/profiles/profile_editor.h"
#include "app/profiles/profile_service.h"
#include "app/work/background_runner.h"
#include "local/system_keychain.h"

#include <QDirIterator>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace steward::test {
namespace {

class KeyringSession final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void secretsOutliveTheProgram();
};

/// What one start of the program has.
struct Program {
    explicit Program(const QString& folder)
        : service({*DataDirectory::open(folder), std::make_shared<SystemKeychain>(), {}, {}}, runner)
    {
    }
    BackgroundRunner runner;
    ProfileService service;
};

void KeyringSession::secretsOutliveTheProgram()
{
    const QTemporaryDir folder;
    Profile saved;
    {
        Program program(folder.path());
        Profile profile;
        profile.name = QStringLiteral("Clinics");
        profile.serverUrl = QStringLiteral("https://evolution.example.org");
        profile.database.host = profile.database.database = profile.database.user = QStringLiteral("d");
        profile.cache.host = QStringLiteral("redis.example.org");
        ProfileEditor dialog(profile, program.service);
        const auto* words = dialog.findChild<QLabel*>(QStringLiteral("keychain"));
        QTRY_VERIFY2_WITH_TIMEOUT(
            words->text().contains(QStringLiteral("this computer's keychain")), qPrintable(words->text()), 20'000);
        dialog.findChild<QLineEdit*>(QStringLiteral("apiKey"))->setText(QStringLiteral("canarysecret"));
        QSignalSpy spy(&dialog, &ProfileEditor::saved);
        dialog.findChild<QPushButton*>(QStringLiteral("save"))->click();
        QTRY_COMPARE_WITH_TIMEOUT(spy.size(), 1, 20'000);
        saved = spy.front().front().value<Profile>();
    }
    Program next(folder.path());
    const ProfileEditor dialog(saved, next.service);
    QTRY_COMPARE_WITH_TIMEOUT(dialog.secrets().apiKey, Secret("canarysecret"), 20'000);
}

} // namespace

int runKeyringSession(int argc, char** argv)
{
    KeyringSession session;
    return QTest::qExec(&session, argc, argv);
}

} // namespace steward::test

#include "keyring_session.moc"
