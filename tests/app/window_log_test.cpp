#include "local/profile_contexts.h"
#include "support/test_registry.h"

#include "app/profiles/profile_service.h"
#include "app/work/background_runner.h"
#include "app/work/error_log.h"
#include "app/workspace/workspace.h"
#include "local/environment_settings.h"
#include "local/log.h"
#include "local/log_message_handler.h"
#include "local/session_keychain.h"
#include "stores/practice/practice_fleet.h"
#include "stores/practice/practice_stores.h"
#include "workflows/creation/creation_request.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace steward;

namespace steward::window_log_test {

namespace {

const QByteArrayList canaries{"CanaryApiKey1x7Qz", "CanaryDatabase2x7Qz", "CanaryRedis3x7Qz"};
const QByteArray ownersCanary = "CanaryOwner4x7Qz";

/// Nothing listens at port 1.
Profile unreachableProfile()
{
    Profile profile;
    profile.name = QStringLiteral("Unreachable");
    profile.serverUrl = QStringLiteral("http://127.0.0.1:1");
    profile.database.host = QStringLiteral("127.0.0.1");
    profile.database.port = 1;
    profile.database.database = QStringLiteral("clinics");
    profile.database.user = QStringLiteral("reader");
    profile.cache.host = QStringLiteral("127.0.0.1");
    profile.cache.port = 1;
    return profile;
}

ProfileSecrets secrets()
{
    return {Secret(canaries[0]), Secret(canaries[1]), Secret(canaries[2])};
}

/// A data directory with its log and profiles, as the window has them.
struct Logged {
    QTemporaryDir folder;
    DataDirectory directory = *DataDirectory::open(folder.path());
    std::unique_ptr<Log> log = *Log::open(directory.logsPath(), Log::Writing::OnWorker);
    LogMessageHandler messages{*log};
    BackgroundRunner runner;
    ProfileService profiles{
        {directory, std::make_shared<SessionKeychain>(), QProcessEnvironment(),
         [](const ConnectionSettings&) { return practiceContext().stores; },
         [this](const ConnectionSettings& connection) { log->registerSecrets(connection); }},
        runner};
    QObject asker;

    QByteArray text() const
    {
        log->flush();
        QFile file(log->path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// What a store says back may hold what it was asked with.
    int leaked(const QByteArrayList& asked) const
    {
        int found = 0;
        for (const QByteArray& secret : asked) {
            log->info(QStringLiteral("said <%1>").arg(QLatin1String(secret)));
            found += static_cast<int>(text().count(secret));
        }
        return found;
    }
};

} // namespace

/// What goes wrong in the window stands in the log with its detail, and no secret does.
class WindowLogTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySecretIsToldBeforeItsUse();
    void questionsAndProfilesThatFailAreLogged();
    void refusalsAndBrokenProfilesAreErrors();
};

void WindowLogTest::everySecretIsToldBeforeItsUse()
{
    QCOMPARE(Logged().leaked(canaries), 3); // nobody was told: a canary would be found
    {
        Logged saving;
        bool isSaved = false;
        saving.profiles.save(
            {unreachableProfile(), {}}, secrets(), &saving.asker, [&](const auto&) { isSaved = true; });
        QTRY_VERIFY(isSaved);
        QCOMPARE(saving.leaked(canaries), 0);
    }
    {
        Logged diagnosing;
        bool isDiagnosed = false;
        diagnosing.profiles.diagnose(
            unreachableProfile(), secrets(), Store::Server, &diagnosing.asker,
            [&](const auto&) { isDiagnosed = true; });
        QTRY_VERIFY(isDiagnosed);
        QCOMPARE(diagnosing.leaked(canaries), 0);
    }
    Logged opening;
    const auto tell = [&opening](const ConnectionSettings& connection) { opening.log->registerSecrets(connection); };
    const auto opened = contextOfProfile({unreachableProfile(), secrets()}, opening.directory, {}, tell);
    QVERIFY(opened);
    QCOMPARE(opening.leaked(canaries), 0);
    QCOMPARE(opening.leaked({ownersCanary}), 1);
    opened->asDatabaseOwner(QStringLiteral("owner"), Secret(ownersCanary));
    QCOMPARE(opening.leaked({ownersCanary}), 1); // that of before
}

void WindowLogTest::questionsAndProfilesThatFailAreLogged()
{
    Logged logged;
    bool isAnswered = false;
    logged.profiles.openProfile(QStringLiteral("none-such"), &logged.asker, [&](const auto&) { isAnswered = true; });
    QTRY_VERIFY(isAnswered);
    QVERIFY2(logged.text().contains("Use the profiles… not-found ("), logged.text().constData());

    const auto world = makePracticeFleet();
    Workspace workspace(std::make_shared<PracticeStores>(world), {}, logged.runner);
    workspace.refresh();
    QTRY_VERIFY(workspace.index() && !workspace.isReading());
    QVERIFY(!logged.text().contains("Ask for details…"));
    world->setFault(Store::Server, {ErrorKind::ConnectionLost, {}});
    for (const AuditRow& row : workspace.index()->audit().rows()) {
        if (row.server && row.memory == MemoryState::NotAsked && row.name.isReachable() && row.isPhone())
            workspace.setInspected(row.name);
    }
    QTRY_VERIFY(logged.text().contains("Ask for details… connection-lost ("));
}

void WindowLogTest::refusalsAndBrokenProfilesAreErrors()
{
    const Error error{ErrorKind::BadAnswer, {}, QStringLiteral("detail")};
    CreationCheck check;
    QVERIFY(errorsIn(check).empty());
    check.refusal = error;
    QCOMPARE(errorsIn(check), std::vector<Error>{error});
    const std::vector<ProfileStore::Entry> entries{
        {QStringLiteral("a"), Profile()}, {QStringLiteral("b"), std::unexpected(error)}};
    QCOMPARE(errorsIn(Result<std::vector<ProfileStore::Entry>>(entries)), std::vector<Error>{error});
}

STEWARD_TEST(WindowLogTest)
} // namespace steward::window_log_test

#include "window_log_test.moc"
