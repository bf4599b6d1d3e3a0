#include "stores/limited_file.h"
#include "support/scratch_directory.h"
#include "support/test_registry.h"

#include <QFile>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace std::chrono_literals;
using namespace steward;
using namespace steward::rig;

namespace steward::limited_file_test {

/// A file that somebody names may be a pipe, and a pipe may have nobody at its other end.
class LimitedFileTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aPipeThatIsWrittenIsRead();
    void aPipeThatSaysNothingIsLeft();
    void aStopEndsTheWaiting();
    void whatIsTooLongOrNoFileIsRefused();

private:
    Result<QByteArray> read(std::chrono::milliseconds silence, std::stop_token stop = {}) const
    {
        return readLimitedFile(
            QFile::decodeName(m_pipe), {.limit = 1'000, .stop = std::move(stop), .silence = silence});
    }

    std::unique_ptr<ScratchDirectory> m_folder;
    QByteArray m_pipe;
};

void LimitedFileTest::init()
{
    m_folder = std::make_unique<ScratchDirectory>();
    m_pipe = QFile::encodeName(m_folder->filePath(QStringLiteral("pipe")));
    QCOMPARE(::mkfifo(m_pipe.constData(), 0600), 0);
}

/// Slowly, and by one who comes late.
void LimitedFileTest::aPipeThatIsWrittenIsRead()
{
    std::jthread writer([this] {
        std::this_thread::sleep_for(100ms);
        QFile end(QFile::decodeName(m_pipe));
        if (!end.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            return;
        for (const char* piece : {"one ", "two ", "three"}) {
            end.write(piece);
            std::this_thread::sleep_for(100ms);
        }
    });
    const auto content = read(30s);
    QVERIFY2(content, content ? "" : qPrintable(content.error().detail));
    QCOMPARE(*content, QByteArray("one two three"));
}

void LimitedFileTest::aPipeThatSaysNothingIsLeft()
{
    const auto nobody = read(200ms);
    QVERIFY(!nobody);
    QCOMPARE(nobody.error().kind, ErrorKind::TimedOut);
    const int reader = ::open(m_pipe.constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    const int writer = ::open(m_pipe.constData(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
    QVERIFY(reader >= 0 && writer >= 0);
    const auto silent = read(200ms);
    ::close(writer);
    ::close(reader);
    QVERIFY(!silent);
    QCOMPARE(silent.error().kind, ErrorKind::TimedOut);
}

void LimitedFileTest::aStopEndsTheWaiting()
{
    std::stop_source stop;
    std::jthread person([&stop] {
        std::this_thread::sleep_for(100ms);
        stop.request_stop();
    });
    const auto stopped = read(5min, stop.get_token());
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().kind, ErrorKind::Stopped);
}

void LimitedFileTest::whatIsTooLongOrNoFileIsRefused()
{
    QFile file(m_folder->filePath(QStringLiteral("long")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(1'001, 'x')) == 1'001);
    file.close();
    const auto tooLong = readLimitedFile(file.fileName(), {.limit = 1'000});
    QVERIFY(!tooLong && tooLong.error().kind == ErrorKind::InvalidSettings);
    QCOMPARE(readLimitedFile(file.fileName(), {.limit = 1'001})->size(), 1'001);
    for (const QString& path : {m_folder->path(), m_folder->filePath(QStringLiteral("nowhere"))}) {
        const auto unread = readLimitedFile(path, {.limit = 1'000});
        QVERIFY(!unread && unread.error().kind == ErrorKind::LocalFailure);
    }
}

STEWARD_TEST(LimitedFileTest)
} // namespace steward::limited_file_test

#include "limited_file_test.moc"
