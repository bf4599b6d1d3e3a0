#include "stores/postgres/libpq_files.h"
#include "stores/system_library.h"
#include "stores/system_lock.h"
#include "stores/system_paths.h"
#include "stores/system_poll.h"
#include "stores/system_resolver.h"
#include "stores/system_sync.h"
#include "support/test_registry.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace steward;

namespace steward::system_test {

/// What systems differ in, as the stores and the journal rely on it, on whichever system this runs.
class SystemTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLockedFileKeepsOthersOut();
    void aLockThatCannotBeIsAnError();
    void filesAndFoldersReachTheDisk();
    void aSocketIsWaitedFor();
    void hostsWithOtherAddressesAreNotIpv6Only();
    void aLocalFolderIsOnNoRemoteDrive();
    void theFileOfALibraryIsTold();
    void programAndDriverUseOneLibpq();
    void twoOfThemAreRefusedAndNamed();
};

void SystemTest::aLockedFileKeepsOthersOut()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("Ärzte 診所.lock"));
    const auto first = openLockedFile(path, true);
    QVERIFY(first && *first);
    const auto second = openLockedFile(path, false);
    QVERIFY(second && !*second);
    closeLockedFile(**first);
    const auto third = openLockedFile(path, false);
    QVERIFY(third && *third);
    closeLockedFile(**third);
}

void SystemTest::aLockThatCannotBeIsAnError()
{
    const QTemporaryDir folder;
    const auto missing = openLockedFile(folder.filePath(QStringLiteral("none.lock")), false);
    QVERIFY(!missing && !missing.error().isEmpty());
    QVERIFY(!QFileInfo::exists(folder.filePath(QStringLiteral("none.lock"))));
    QVERIFY(!openLockedFile(folder.filePath(QStringLiteral("none/a.lock")), true));
}

void SystemTest::filesAndFoldersReachTheDisk()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("head")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("1") == 1 && file.flush());
    QVERIFY(syncFile(file.handle()));
    QVERIFY(!syncFile(-1));
    QVERIFY(syncFolder(folder.path()));
    QVERIFY(!syncFolder(folder.filePath(QStringLiteral("none"))));
}

void SystemTest::aSocketIsWaitedFor()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QTcpSocket here;
    here.connectToHost(QHostAddress::LocalHost, server.serverPort());
    QVERIFY(here.waitForConnected() && server.waitForNewConnection(5000));
    QTcpSocket* const there = server.nextPendingConnection();
    const qintptr socket = here.socketDescriptor();
    QElapsedTimer clock;
    clock.start();
    QVERIFY(!isSocketReady(socket, SocketWait::Read, 50));
    QVERIFY(clock.elapsed() >= 45);
    QVERIFY(isSocketReady(socket, SocketWait::ReadOrWrite, 5000));
    QVERIFY(there->write("x") == 1 && there->waitForBytesWritten());
    QVERIFY(isSocketReady(socket, SocketWait::Read, 5000));
    QVERIFY(here.waitForReadyRead() && here.read(1) == "x");
    there->abort();
    QVERIFY(isSocketReady(socket, SocketWait::Read, 5000)); // the end is something to be read
}

void SystemTest::hostsWithOtherAddressesAreNotIpv6Only()
{
    QVERIFY(!resolvesToIpv6Only("127.0.0.1"));
    QVERIFY(resolvesToIpv6Only("::1"));
    QVERIFY(!resolvesToIpv6Only("no-such-host.invalid"));
}

void SystemTest::aLocalFolderIsOnNoRemoteDrive()
{
    QVERIFY(!isRemoteDrive(QDir::rootPath()));
#ifdef Q_OS_WIN
    QVERIFY(QDir(roamingFolder()).exists() && !roamingFolder().contains(QLatin1Char('\\')));
#else
    QVERIFY(roamingFolder().isEmpty());
#endif
}

void SystemTest::theFileOfALibraryIsTold()
{
    const QString path = libraryCalledBy({}, "PQclear");
    QVERIFY2(QFileInfo::exists(path), qPrintable(path));
    QCOMPARE(
        QFileInfo(loadedLibrary(QStringLiteral("libpq."))).canonicalFilePath(), QFileInfo(path).canonicalFilePath());
    QCOMPARE(libraryCalledBy({}, "PQnosuchfunction"), QString());
    QCOMPARE(libraryCalledBy(QStringLiteral("/nowhere/libnone.so"), "PQclear"), QString());
    QCOMPARE(loadedLibrary(QStringLiteral("no-such-library")), QString());
}

void SystemTest::programAndDriverUseOneLibpq()
{
    const LibpqFiles& files = libpqFiles();
    QVERIFY2(QFileInfo::exists(files.program), qPrintable(files.program));
    QVERIFY2(QFileInfo::exists(files.driver), qPrintable(files.driver));
    QCOMPARE(files.driver, files.program);
    QVERIFY(checkLibpqFiles());
    const Check check = libpqCheck();
    QCOMPARE(check.state, CheckState::Ok);
    QCOMPARE(check.said.count(QDir::toNativeSeparators(files.program)), 2);
}

void SystemTest::twoOfThemAreRefusedAndNamed()
{
    const LibpqFiles two{QStringLiteral("/opt/steward/libpq.so.5"), QStringLiteral("/usr/lib/libpq.so.5")};
    const Result<void> refused = checkLibpqFiles(two);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::LocalFailure);
    const Check check = libpqCheck(two);
    QCOMPARE(check.id, CheckId::Library);
    QCOMPARE(check.state, CheckState::Failed);
    QVERIFY(!check.cause.isEmpty() && !check.cure.isEmpty());
    for (const QString& path : {two.program, two.driver}) {
        QVERIFY(refused.error().sentence.contains(QDir::toNativeSeparators(path)));
        QVERIFY(check.said.contains(QDir::toNativeSeparators(path)));
    }
    // Where the driver is built in there is no second one.
    QVERIFY(checkLibpqFiles({two.program, {}}));
}

STEWARD_TEST(SystemTest)
} // namespace steward::system_test

#include "system_test.moc"
