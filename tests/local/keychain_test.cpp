#include "local/keychain_session.h"
#include "local/profile_samples.h"
#include "local/session_keychain.h"
#include "local/system_keychain.h"
#include "support/test_registry.h"
#include "support/worker.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <unistd.h>

using namespace steward;
using namespace std::chrono_literals;

namespace steward::keychain_test {

class KeychainTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sessionKeychainForgets();
    void withoutABusItSaysSo();
    void endsWhenStopped();
    void realKeyring();
};

void KeychainTest::sessionKeychainForgets()
{
    const QUuid id = QUuid::createUuid();
    const ProfileSecrets secrets{Secret("a"), Secret("b"), Secret("c")};
    {
        SessionKeychain keychain;
        const auto availability = keychain.probe({});
        QCOMPARE(availability.state, KeychainState::SessionOnly);
        QVERIFY(!availability.persistent());
        QVERIFY(availability.sentence.contains(QLatin1String("this session only")));
        QVERIFY(keychain.writeAll(id, secrets, {}).has_value());
        QVERIFY(keychain.readAll(id, {}) == secrets);
        QVERIFY(keychain.readAll(QUuid::createUuid(), {}) == ProfileSecrets());
        QVERIFY(keychain.write(id, SecretKind::ApiKey, Secret(), {}).has_value());
        QVERIFY(test::isNothing(keychain.read(id, SecretKind::ApiKey, {})));
        QVERIFY(keychain.removeAll(id, {}).has_value());
        QVERIFY(keychain.readAll(id, {}) == ProfileSecrets());
        QVERIFY(keychain.writeAll(id, secrets, {}).has_value());
    }
    SessionKeychain next;
    QVERIFY(next.readAll(id, {}) == ProfileSecrets());
}

void KeychainTest::withoutABusItSaysSo()
{
    // An address at which nothing listens: what the library does on a computer without a desktop.
    const QTemporaryDir home;
    const QByteArray bus = qgetenv("DBUS_SESSION_BUS_ADDRESS");
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + home.filePath(QStringLiteral("none")).toUtf8());
    SystemKeychain keychain;
    const CallContext limits = CallContext::within(60s);
    const auto availability = rig::onWorker([&] { return keychain.probe(limits); });
    const auto stored = rig::onWorker([&] { return keychain.read(QUuid::createUuid(), SecretKind::ApiKey, limits); });
    const auto written = rig::onWorker(
        [&] { return keychain.write(QUuid::createUuid(), SecretKind::ApiKey, Secret("canarysecret"), limits); });
    const auto removed =
        rig::onWorker([&] { return keychain.remove(QUuid::createUuid(), SecretKind::ApiKey, limits); });
    bus.isEmpty() ? qunsetenv("DBUS_SESSION_BUS_ADDRESS") : qputenv("DBUS_SESSION_BUS_ADDRESS", bus);

    QVERIFY(!limits.expired()); // it said so by itself, not by the deadline
    QCOMPARE(availability.state, KeychainState::Unavailable);
    QVERIFY(availability.sentence.contains(QLatin1String("session only")));
    QVERIFY(!stored.has_value());
    QVERIFY(!written.has_value());
    QVERIFY(!removed.has_value());
    QCOMPARE(stored.error().kind, ErrorKind::LocalFailure);
    QVERIFY(!(written.error().sentence + written.error().detail).contains(QLatin1String("canarysecret")));
}

void KeychainTest::endsWhenStopped()
{
    SystemKeychain keychain;
    std::stop_source stop;
    stop.request_stop();
    const auto stored = rig::onWorker(
        [&] { return keychain.read(QUuid::createUuid(), SecretKind::ApiKey, {.stop = stop.get_token()}); });
    QVERIFY(!stored.has_value());
    QCOMPARE(stored.error().kind, ErrorKind::Stopped);
}

void KeychainTest::realKeyring()
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
    // The keyring ends with its bus, and the bus with the program that it was made for.
    session.start(
        QStringLiteral("dbus-run-session"),
        {QStringLiteral("--"), QStringLiteral("sh"), QStringLiteral("-c"),
         QStringLiteral("printf pass | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec \"$@\""),
         QStringLiteral("sh"), QCoreApplication::applicationFilePath(),
         QString::fromLatin1(test::keychainSessionArgument)});
    QVERIFY(session.waitForStarted());
    const qint64 group = session.processId();
    const bool finished = session.waitForFinished(120000);
    if (!finished) {
        ::kill(static_cast<pid_t>(-group), SIGTERM); // the bus and the tests below it too
        session.waitForFinished(5000);
    }
    const QByteArray output = session.readAll();
    QVERIFY2(finished && session.exitStatus() == QProcess::NormalExit && session.exitCode() == 0, output.constData());
    QVERIFY2(output.contains("Totals:"), output.constData());
    QVERIFY(!output.contains("canarysecret"));
    QCOMPARE(test::filesWith(home.path(), "canarysecret"), QStringList()); // the keyring's file is encrypted
}

STEWARD_TEST(KeychainTest)
} // namespace steward::keychain_test

#include "keychain_test.moc"
