#include "local/system_console.h"
#include "local/system_files.h"
#include "local/system_signals.h"
#include "support/test_registry.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_WIN
#include <windows.h>
#else
#include <csignal>
#endif

using namespace steward;

namespace steward::system_files_test {

/// What systems differ in, as this computer's files and the terminal show it, on whichever system this runs.
class SystemFilesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFileIsAppendedTo();
    void aLinkIsNotFollowed();
    void aFolderIsItsOwnersAlone();
    void longAndForeignNames();
    void noConsoleIsNoTerminal();
    void theSystemsSignIsAStop();
};

void SystemFilesTest::aFileIsAppendedTo()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("steward.log"));
    for (const char* line : {"one\n", "two\n"}) {
        QFile file;
        QVERIFY(openToAppend(file, path) && file.write(line) == 4);
    }
    QFile written(path);
    QVERIFY(written.open(QIODevice::ReadOnly));
    QCOMPARE(written.readAll(), QByteArray("one\ntwo\n"));
#ifndef Q_OS_WIN
    QVERIFY(!(written.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther)));
#endif
    QFile none;
    QVERIFY(!openToAppend(none, folder.filePath(QStringLiteral("none/steward.log"))));
}

void SystemFilesTest::aLinkIsNotFollowed()
{
#ifdef Q_OS_WIN
    QSKIP("A link of Windows is a file with another name");
#endif
    const QTemporaryDir folder;
    const QString target = folder.filePath(QStringLiteral("of somebody else"));
    const QString link = folder.filePath(QStringLiteral("steward.log"));
    QVERIFY(QFile::link(target, link));
    QFile file;
    QVERIFY(!openToAppend(file, link));
    QVERIFY(!QFile::exists(target));
}

void SystemFilesTest::aFolderIsItsOwnersAlone()
{
    const QTemporaryDir folder;
    const QString own = folder.filePath(QStringLiteral("own"));
    QVERIFY(makeOwnFolder(own));
    QVERIFY(!makeOwnFolder(own)); // it is there
    QVERIFY(QFileInfo(own).isDir());
    QVERIFY(!othersMayChange(own));
    QVERIFY(QDir(own).mkdir(QStringLiteral("within")));
    QVERIFY(!othersMayChange(own + QStringLiteral("/within")));
#ifndef Q_OS_WIN
    const auto everybody = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner |
                           QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;
    QVERIFY(QFile::setPermissions(own, everybody));
    QVERIFY(othersMayChange(own));
#endif
}

void SystemFilesTest::longAndForeignNames()
{
    const QTemporaryDir folder;
    QString path = folder.path();
    for (int depth = 0; depth < 5; ++depth) {
        path += QStringLiteral("/José 診所 ") + QString(60, QLatin1Char('x'));
        QVERIFY2(makeOwnFolder(path), qPrintable(path));
    }
    QVERIFY(path.size() > 260);
    QFile file;
    QVERIFY(openToAppend(file, path + QStringLiteral("/steward.log")) && file.write("x") == 1);
    QVERIFY(!othersMayChange(path));
}

void SystemFilesTest::noConsoleIsNoTerminal()
{
    const SystemConsole console; // leaves alone what is none
    if (outIsTerminal())
        QSKIP("Run from a terminal");
    QCOMPARE(terminalWidth(), 0);
    QVERIFY(!canAskOnTerminal());
    std::stop_source stopped;
    stopped.request_stop();
    QVERIFY(!readTypedLine(stopped.get_token()));
}

void SystemFilesTest::theSystemsSignIsAStop()
{
    const Interruption interruption;
    QVERIFY(!interruption.token().stop_requested());
#ifdef Q_OS_WIN
    if (!GenerateConsoleCtrlEvent(CTRL_C_EVENT, 0))
        QSKIP("There is no console");
#else
    QCOMPARE(std::raise(SIGTERM), 0);
#endif
    QTRY_VERIFY(interruption.token().stop_requested());
}

STEWARD_TEST(SystemFilesTest)
} // namespace steward::system_files_test

#include "system_files_test.moc"
