#include "local/keychain_session.h"

#include "local/keychain_jobs.h"
#include "local/profile_samples.h"
#include "local/system_keychain.h"
#include "support/word_list.h"
#include "support/worker.h"

#include <QProcess>
#include <QTest>

using namespace steward;
using namespace std::chrono_literals;

namespace {

CallContext limits()
{
    return CallContext::within(20s);
}

} // namespace

/// Runs inside the session only.
class KeychainSession final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nothingIsStoredAtFirst();
    void roundTrips_data();
    void roundTrips();
    void kindsAndProfilesAreApart();
    void entriesKeepTheirNames();
    void anotherObjectAndThreadReadsIt();
    void tooLongIsRefused();
    void removingTwice();
    void probingLeavesNothingBehind();
    void aLockedKeyringIsNoAbsence();
};

void KeychainSession::initTestCase()
{
    SystemKeychain keychain;
    KeychainAvailability availability;
    // The keyring takes its name on the bus a moment after it was started.
    const bool came = rig::eventually(
        [&] {
            availability = rig::onWorker([&] { return keychain.probe(limits()); });
            return availability.persistent();
        },
        20000);
    QVERIFY2(came, qPrintable(availability.detail));
    QVERIFY(availability.sentence.isEmpty());
}

void KeychainSession::nothingIsStoredAtFirst()
{
    SystemKeychain keychain;
    const auto secrets = rig::onWorker([&] { return keychain.readAll(QUuid::createUuid(), limits()); });
    QVERIFY(secrets.has_value());
    QVERIFY(*secrets == ProfileSecrets());
}

void KeychainSession::roundTrips_data()
{
    QTest::addColumn<QByteArray>("secret");
    QTest::newRow("plain") << QByteArray("canarysecret");
    QTest::newRow("text") << QByteArray("p@ss w\xc3\xb6rd\n\"'\\");
    QTest::newRow("bytes") << QByteArray("\xff\xfe\x01\x80", 4);
    QTest::newRow("longest") << QByteArray(SystemKeychain::largestSecret, 'x');
}

void KeychainSession::roundTrips()
{
    QFETCH(QByteArray, secret);
    SystemKeychain keychain;
    const QUuid id = QUuid::createUuid();
    const auto stored = rig::onWorker([&]() -> Result<std::optional<Secret>> {
        if (const auto written = keychain.write(id, SecretKind::ApiKey, Secret("before"), limits()); !written)
            return std::unexpected(written.error());
        if (const auto written = keychain.write(id, SecretKind::ApiKey, Secret(secret), limits()); !written)
            return std::unexpected(written.error());
        return keychain.read(id, SecretKind::ApiKey, limits());
    });
    QVERIFY2(stored.has_value(), stored ? "" : qPrintable(stored.error().detail));
    QVERIFY(stored->has_value());
    QVERIFY((*stored)->reveal() == secret);
}

void KeychainSession::kindsAndProfilesAreApart()
{
    SystemKeychain keychain;
    const QUuid first = QUuid::createUuid();
    const QUuid second = QUuid::createUuid();
    const ProfileSecrets mine{Secret("a"), Secret("b"), Secret("c")};
    const ProfileSecrets yours{Secret("d"), Secret(), Secret("f")};
    const bool apart = rig::onWorker([&] {
        return keychain.writeAll(first, mine, limits()) && keychain.writeAll(second, yours, limits()) &&
               keychain.readAll(first, limits()) == mine && keychain.readAll(second, limits()) == yours &&
               keychain.removeAll(first, limits()) && keychain.readAll(first, limits()) == ProfileSecrets() &&
               keychain.readAll(second, limits()) == yours;
    });
    QVERIFY(apart);
}

/// What an earlier version stored is found by the entry's name alone.
void KeychainSession::entriesKeepTheirNames()
{
    using enum SecretKind;
    const auto entryOf = [](SecretKind kind) -> QString {
        const QUuid id = QUuid::createUuid();
        SystemKeychain keychain;
        if (!keychain.write(id, kind, Secret("kept"), limits()))
            return {};
        KeychainJobs jobs;
        for (const char* word : {"api-key", "database-password", "cache-password", "unknown"}) {
            const QString key =
                QStringLiteral("steward/%1/%2").arg(id.toString(QUuid::WithoutBraces), QLatin1String(word));
            if (jobs.read(key, limits()).data == "kept")
                return QString::fromLatin1(word);
        }
        return {};
    };
    const QStringList troubles = rig::onWorker([&] {
        return test::wordTroubles<SecretKind>(
            entryOf, {{ApiKey, "api-key"}, {DatabasePassword, "database-password"}, {CachePassword, "cache-password"}});
    });
    QVERIFY2(troubles.isEmpty(), qPrintable(troubles.join(QLatin1Char('\n'))));
}

void KeychainSession::anotherObjectAndThreadReadsIt()
{
    const QUuid id = QUuid::createUuid();
    QVERIFY(rig::onWorker([&] {
        SystemKeychain keychain;
        return keychain.write(id, SecretKind::CachePassword, Secret("kept"), limits()).has_value();
    }));
    for (int round = 0; round < 3; ++round) {
        SystemKeychain keychain;
        const auto stored = rig::onWorker([&] { return keychain.read(id, SecretKind::CachePassword, limits()); });
        QVERIFY2(stored.has_value(), stored ? "" : qPrintable(stored.error().detail));
        QVERIFY(stored->has_value());
    }
}

void KeychainSession::tooLongIsRefused()
{
    SystemKeychain keychain;
    const Secret secret(QByteArray(SystemKeychain::largestSecret + 1, 'x'));
    const auto written =
        rig::onWorker([&] { return keychain.write(QUuid::createUuid(), SecretKind::ApiKey, secret, limits()); });
    QVERIFY(!written.has_value());
    QCOMPARE(written.error().kind, ErrorKind::InvalidSettings);
}

void KeychainSession::removingTwice()
{
    SystemKeychain keychain;
    const QUuid id = QUuid::createUuid();
    QVERIFY(rig::onWorker([&] {
        return keychain.write(id, SecretKind::ApiKey, Secret("gone"), limits()) &&
               keychain.remove(id, SecretKind::ApiKey, limits()) && keychain.remove(id, SecretKind::ApiKey, limits()) &&
               test::isNothing(keychain.read(id, SecretKind::ApiKey, limits()));
    }));
}

void KeychainSession::probingLeavesNothingBehind()
{
    QProcess find;
    find.start(
        QStringLiteral("dbus-send"),
        {QStringLiteral("--session"), QStringLiteral("--print-reply"), QStringLiteral("--dest=org.freedesktop.secrets"),
         QStringLiteral("/org/freedesktop/secrets"), QStringLiteral("org.freedesktop.Secret.Service.SearchItems"),
         QStringLiteral("dict:string:string:server,Steward")});
    QVERIFY(find.waitForFinished(20000));
    QCOMPARE(find.exitCode(), 0);
    const qsizetype before = find.readAllStandardOutput().count("object path");
    SystemKeychain keychain;
    QVERIFY(rig::onWorker([&] { return keychain.probe(limits()); }).persistent());
    find.start();
    QVERIFY(find.waitForFinished(20000));
    QVERIFY(before > 0); // the tests before this one left entries: the search finds what is there
    QCOMPARE(find.readAllStandardOutput().count("object path"), before);
}

void KeychainSession::aLockedKeyringIsNoAbsence()
{
    const QUuid id = QUuid::createUuid();
    SystemKeychain keychain;
    QVERIFY(rig::onWorker([&] { return keychain.write(id, SecretKind::ApiKey, Secret("locked"), limits()); }));
    QProcess lock;
    lock.start(
        QStringLiteral("dbus-send"),
        {QStringLiteral("--session"), QStringLiteral("--print-reply"), QStringLiteral("--dest=org.freedesktop.secrets"),
         QStringLiteral("/org/freedesktop/secrets"), QStringLiteral("org.freedesktop.Secret.Service.Lock"),
         QStringLiteral("array:objpath:/org/freedesktop/secrets/collection/login")});
    QVERIFY(lock.waitForFinished(20000));
    QCOMPARE(lock.exitCode(), 0);
    const auto shortly = [] { return CallContext::within(5s); }; // nobody is there to answer the prompt
    const auto availability = rig::onWorker([&] { return keychain.probe(shortly()); });
    QCOMPARE(availability.state, KeychainState::Unavailable);
    QVERIFY(!availability.sentence.isEmpty());
    const auto stored = rig::onWorker([&] { return keychain.read(id, SecretKind::ApiKey, shortly()); });
    QVERIFY(!stored.has_value());
    const auto never = rig::onWorker([&] { return keychain.read(QUuid::createUuid(), SecretKind::ApiKey, shortly()); });
    QVERIFY(!never.has_value());
    QVERIFY(!rig::onWorker([&] { return keychain.remove(id, SecretKind::ApiKey, shortly()); }).has_value());
}

int steward::test::runKeychainSession(int argc, char** argv)
{
    KeychainSession session;
    return QTest::qExec(&session, argc, argv);
}

#include "keychain_session.moc"
