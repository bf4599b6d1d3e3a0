#include "local/log.h"
#include "local/log_queue.h"
#include "local/profile_samples.h"
#include "support/test_registry.h"

#include <QSemaphore>
#include <QTemporaryDir>
#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::log_queue_test {

/// Lines on their way to a disk that may hang.
class LogQueueTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nobodyWaitsForTheDisk();
    void whatIsDroppedIsCounted();
    void flushWaitsForTheFile();
    void whatWritingSaysIsNotQueued();
    void theEndWritesWhatIsLeft();
};

void LogQueueTest::nobodyWaitsForTheDisk()
{
    QSemaphore disk;
    QByteArrayList written;
    {
        LogQueue queue([&](const QByteArray& line, qint64) {
            disk.acquire();
            written << line;
        });
        for (int line = 0; line < 100; ++line)
            queue.add(QByteArray::number(line)); // comes back although nothing can be written
        QVERIFY(written.isEmpty());
        disk.release(1000);
    }
    QCOMPARE(written.size(), 100);
    for (int line = 0; line < 100; ++line)
        QCOMPARE(written[line], QByteArray::number(line));
}

void LogQueueTest::whatIsDroppedIsCounted()
{
    QSemaphore disk;
    qint64 lines = 0;
    qint64 dropped = 0;
    const auto tooMany = static_cast<qint64>(LogQueue::longest) + 500;
    {
        LogQueue queue([&](const QByteArray&, qint64 before) {
            disk.acquire();
            ++lines;
            dropped += before;
        });
        for (qint64 line = 0; line < tooMany; ++line)
            queue.add("x");
        disk.release(static_cast<int>(tooMany));
        queue.flush();
        disk.release(1);
        queue.add("afterwards");
    }
    QVERIFY(dropped >= 499); // one line may have been with the disk
    QCOMPARE(lines + dropped, tooMany + 1);
}

void LogQueueTest::flushWaitsForTheFile()
{
    const QTemporaryDir folder;
    const auto log = Log::open(folder.path(), Log::Writing::OnWorker);
    QVERIFY(log);
    for (int line = 0; line < 200; ++line) {
        (*log)->info(QStringLiteral("line %1 end").arg(line));
        (*log)->flush();
        QVERIFY(contentOf((*log)->path()).endsWith(QStringLiteral("line %1 end\n").arg(line).toUtf8()));
    }
}

void LogQueueTest::whatWritingSaysIsNotQueued()
{
    LogQueue* self = nullptr;
    int written = 0;
    LogQueue queue([&](const QByteArray&, qint64) {
        ++written;
        self->add("the disk is full");
        self->flush();
    });
    self = &queue;
    queue.add("first");
    queue.flush();
    QCOMPARE(written, 1);
}

void LogQueueTest::theEndWritesWhatIsLeft()
{
    const QTemporaryDir folder;
    {
        const auto log = Log::open(folder.path(), Log::Writing::OnWorker);
        QVERIFY(log);
        (*log)->redactor().addSecret(Secret("QueuedCanary5x7Qz"));
        for (int line = 0; line < 2000; ++line)
            (*log)->info(QStringLiteral("line %1 QueuedCanary5x7Qz").arg(line));
    }
    const QByteArray content = contentOf(folder.filePath(QStringLiteral("steward.log")));
    QCOMPARE(content.count('\n'), 2000);
    QVERIFY(content.contains("line 1999 "));
    QVERIFY(!content.contains("QueuedCanary"));
}

STEWARD_TEST(LogQueueTest)
} // namespace steward::log_queue_test

#include "log_queue_test.moc"
