#include "support/campaign.h"
#include "support/test_registry.h"
#include "support/worker.h"
#include "workflows/apply_rig.h"
#include "workflows/outbox/listening_worker.h"
#include "workflows/outbox/outbox.h"

#include <QRandomGenerator>
#include <QSet>
#include <QTcpSocket>
#include <QTest>

#include <thread>

using namespace steward;
using namespace steward::test;
using namespace std::chrono_literals;

namespace steward::outbox_removals_test {

namespace {

/// A worker of the backend that comes and goes until it is told to stop. In a thread of its own.
class RestlessWorker final {
    Q_DISABLE_COPY_MOVE(RestlessWorker)

public:
    RestlessWorker(int port, quint32 seed)
        : m_thread([this, port, seed](const std::stop_token& stop) { live(port, seed, stop); })
    {
    }
    /// All that it heard. Afterwards it is gone.
    QStringList heard()
    {
        m_thread.request_stop();
        m_thread.join();
        return m_heard;
    }
    int visits() const { return m_visits; }

private:
    void live(int port, quint32 seed, const std::stop_token& stop)
    {
        QRandomGenerator random(seed);
        while (!stop.stop_requested()) {
            ListeningWorker worker(port);
            if (!worker.isListening())
                qFatal("Redis does not let a worker listen");
            for (int looks = random.bounded(1, 30); looks > 0; --looks)
                worker.listen(random.bounded(1, 15));
            worker.leave();
            m_heard += worker.heard();
            ++m_visits;
            std::this_thread::sleep_for(std::chrono::milliseconds(random.bounded(1, 60)));
        }
    }

    QStringList m_heard;
    int m_visits = 0;
    std::jthread m_thread; ///< the last: it uses the others
};

/// A window of Steward: it hears what the workers hear, and says so in a channel of its own, so that nobody counts it.
class OpenWindow final {
    Q_DISABLE_COPY_MOVE(OpenWindow)

public:
    explicit OpenWindow(int port)
    {
        m_socket.connectToHost(QStringLiteral("127.0.0.1"), static_cast<quint16>(port));
        const QByteArray words = "SUBSCRIBE wa:instances:added wa:instances:removed steward:desks\r\n";
        if (!m_socket.waitForConnected() || m_socket.write(words) != words.size() || !m_socket.waitForReadyRead())
            qFatal("Redis does not let a window listen");
    }
    void look(int milliseconds)
    {
        m_socket.waitForReadyRead(milliseconds);
        m_socket.readAll();
    }

private:
    QTcpSocket m_socket;
};

/// Windows that are opened and closed until it is told to stop; one stays open all the time.
void openAndCloseWindows(int port, quint32 seed, const std::stop_token& stop)
{
    QRandomGenerator random(seed);
    OpenWindow always(port);
    while (!stop.stop_requested()) {
        OpenWindow other(port);
        other.look(random.bounded(1, 40));
        always.look(1);
    }
}

} // namespace

/// Removals by plan, while a worker comes and goes and windows are open: each is heard by a worker in the end.
class OutboxRemovalsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyRemovalIsHeard();

private:
    QStringList removeBatch(int size);
    qint64 deliver();
    qsizetype waiting() { return static_cast<qsizetype>(readOutbox(m_rig.journalPath())->size()); }

    CreationRig m_rig;
    ApplyRig m_apply{m_rig};
};

void OutboxRemovalsTest::initTestCase()
{
    const auto started = m_rig.start();
    QVERIFY2(started, started ? "" : qPrintable(started.error()));
    m_rig.fleet.server.setDeletionDelay(5ms);
}

QStringList OutboxRemovalsTest::removeBatch(int size)
{
    QStringList names;
    for (int number = 0; number < size; ++number)
        names << m_apply.storeOne();
    const ChangeResult result = m_apply.remove(names);
    if (result.exitCode() != 0)
        qFatal("a removal failed");
    return names;
}

qint64 OutboxRemovalsTest::deliver()
{
    return rig::onWorker([this]() -> qint64 {
        const auto session = Session::open(m_rig.parts());
        const auto cache = session->stores->makeCache();
        return session->outbox
            ->deliver(
                *cache, *session->journal, session->workstation,
                [](const std::vector<WorkerMessage>& messages, const CallContext&) {
                    return std::vector<KeptNews>(messages.size(), KeptNews::Tell);
                },
                CallContext::within(10s))
            .value_or(-1);
    });
}

void OutboxRemovalsTest::everyRemovalIsHeard()
{
    const int removals = Campaign::count(120, 500);
    const int port = m_rig.fleet.redis.port();
    QRandomGenerator random(20'261'122);
    QStringList removed;
    qsizetype mostWaiting = 0;
    RestlessWorker worker(port, random.generate());
    const quint32 seed = random.generate();
    std::jthread windows([port, seed](const std::stop_token& stop) { openAndCloseWindows(port, seed, stop); });
    // A few more where the worker happened to be there each time.
    const int most = removals * 4;
    while (removed.size() < removals || (mostWaiting == 0 && removed.size() < most)) {
        removed += removeBatch(random.bounded(1, 25));
        mostWaiting = std::max(mostWaiting, waiting());
        if (random.bounded(3) == 0)
            QVERIFY(deliver() >= 0);
    }
    const QDeadlineTimer deadline(60s);
    while (waiting() > 0 && !deadline.hasExpired())
        QVERIFY(deliver() >= 0);
    windows.request_stop();
    windows.join();
    const QStringList all = worker.heard();
    const QSet<QString> heard(all.begin(), all.end());
    Campaign campaign(QStringLiteral("Removals heard by a worker that comes and goes"));
    for (const QString& name : removed) {
        campaign.addCase();
        if (!heard.contains(QStringLiteral("removed ") + name))
            campaign.violate(name);
    }
    std::printf(
        "    %d visits of the worker, at most %lld waited\n", worker.visits(), static_cast<long long>(mostWaiting));
    QCOMPARE(waiting(), 0);
    QVERIFY(campaign.finish());
    QVERIFY2(mostWaiting > 0 && worker.visits() > 5, "the worker has to come and go");
}

STEWARD_TEST(OutboxRemovalsTest)
} // namespace steward::outbox_removals_test

#include "outbox_removals_test.moc"
