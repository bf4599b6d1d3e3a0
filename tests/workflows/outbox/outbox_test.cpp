#include "stores/practice/practice_stores.h"
#include "stores/practice/practice_world.h"
#include "stores/redis/redis_cache_adapter.h"
#include "support/any_id.h"
#include "support/redis_server.h"
#include "support/scratch_directory.h"
#include "support/test_registry.h"
#include "support/worker.h"
#include "workflows/journal/journal.h"
#include "workflows/journal/workflow_run.h"
#include "workflows/outbox/listening_worker.h"
#include "workflows/outbox/outbox.h"
#include "workflows/writes/worker_notifier.h"

#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace std::chrono_literals;
using namespace steward;
using namespace steward::test;

namespace steward::outbox_test {

namespace {

const QString profile = QStringLiteral("clinic-profile");
const OrganizationId organization = anId(QLatin1String("7f3a5c1e-0000-4000-8000-00000000a001"));

WorkerMessage removedOf(const QString& name)
{
    return {WorkerChannel::Removed, InstanceName::fromText(name), organization};
}

WorkerMessage addedOf(const QString& name)
{
    return {WorkerChannel::Added, InstanceName::fromText(name), {}};
}

QStringList wordsOf(const std::vector<OutboxMessage>& messages)
{
    QStringList words;
    for (const OutboxMessage& one : messages)
        words << workerChannelWord(one.message.channel) + QLatin1Char(' ') + one.message.instance.text();
    return words;
}

/// What a workflow works with, on the worker thread that makes it.
struct Opened {
    std::unique_ptr<Journal> journal;
    std::unique_ptr<Outbox> outbox;
    NewsJudge judge = [](const std::vector<WorkerMessage>& messages, const CallContext&) {
        return std::vector<KeptNews>(messages.size(), KeptNews::Tell);
    };

    static Opened in(const QString& path, const QString& profileId = profile)
    {
        auto journal = Journal::open(path, Role::Administrator);
        auto outbox = Outbox::open(path, profileId);
        Opened opened;
        if (journal && outbox) {
            opened.journal = std::move(*journal);
            opened.outbox = std::move(*outbox);
        }
        return opened;
    }
    QStringList kept() const { return wordsOf(*outbox->list()); }
    Result<qint64> deliver(CachePort& cache) const
    {
        return outbox->deliver(cache, *journal, QStringLiteral("reception"), judge, CallContext::within(10s));
    }
};

/// Each name's messages, in the order in which somebody heard them for the last time.
bool isOrderKept(const QStringList& heard, const QString& name)
{
    return heard.lastIndexOf(QStringLiteral("removed ") + name) < heard.lastIndexOf(QStringLiteral("added ") + name);
}

} // namespace

/// What no worker heard is told again until one does.
class OutboxTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_scratch = std::make_unique<rig::ScratchDirectory>(); }
    void keepsWhatItIsGiven();
    void profilesAreApart();
    void nobodyListensNothingIsSent();
    void manyAreToldInBatches();
    void whatFollowsAnUnheardOneWaits();
    void anUnreachableCacheLosesNothing();
    void newsComeAfterWhatIsKept();
    void isJournaled();
    void whatIsNotSoAnyMoreIsDropped();
    void whatIsNotKnownWaits();
    void newsThatSayTheContraryDropWhatIsKept();
    void everyOneIsHeardWhoeverComesAndGoes();

private:
    QString path() const { return m_scratch->path() + QStringLiteral("/journal"); }
    /// Runs on a worker thread with a practice cache of its own.
    template<class Use>
    void onPractice(Use&& use)
    {
        rig::onWorker([&] {
            const auto world = std::make_shared<PracticeWorld>();
            const auto cache = PracticeStores(world).makeCache();
            Opened opened = Opened::in(path());
            QVERIFY(opened.journal && opened.outbox);
            use(opened, *cache, *world);
        });
    }
    static void setWorkers(PracticeWorld& world, qint64 added, qint64 removed)
    {
        world.visit([&](PracticeState& state, Timestamp) {
            state.addedSubscribers = added;
            state.removedSubscribers = removed;
            state.published.clear();
        });
    }
    static QStringList publishedIn(PracticeWorld& world)
    {
        return world.visit([](PracticeState& state, Timestamp) {
            std::vector<OutboxMessage> told;
            for (const WorkerMessage& message : state.published)
                told.push_back({0, message, {}, {}, {}});
            return wordsOf(told);
        });
    }

    std::unique_ptr<rig::ScratchDirectory> m_scratch;
};

void OutboxTest::keepsWhatItIsGiven()
{
    const InstanceName hostile = InstanceName::fromUtf8("cl\xc3\xadnica\n\"'; DROP TABLE messages; --\xff");
    const OperationId operation = newId();
    QVERIFY(readOutbox(path()) && readOutbox(path())->empty());
    QVERIFY2(!QFile::exists(path()), "reading makes nothing");
    onPractice([&](const Opened& opened, CachePort&, PracticeWorld&) {
        QVERIFY(opened.outbox->add({WorkerChannel::Added, hostile, organization}, operation));
        QVERIFY(opened.outbox->add({WorkerChannel::Removed, hostile, {}}, operation));
    });
    onPractice([&](const Opened& opened, CachePort&, PracticeWorld&) {
        const auto kept = opened.outbox->list();
        QVERIFY(kept && kept->size() == 2);
        QCOMPARE((*kept)[0].message.instance, hostile);
        QCOMPARE((*kept)[0].message.organizationId, organization);
        QVERIFY((*kept)[1].message.organizationId.isNull());
        QVERIFY((*kept)[0].operation == operation && (*kept)[0].profile == profile);
        QVERIFY((*kept)[0].message.channel == WorkerChannel::Added && (*kept)[0].number < (*kept)[1].number);
        QVERIFY((*kept)[0].since.time_since_epoch().count() > 0);
    });
    const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFile::permissions(path() + QStringLiteral("/outbox.sqlite")) & others));
}

void OutboxTest::profilesAreApart()
{
    onPractice([&](const Opened& mine, CachePort& cache, PracticeWorld& world) {
        const Opened other = Opened::in(path(), QString()); // the environment's, which has no id
        QVERIFY(other.outbox->add(removedOf(QStringLiteral("theirs")), newId()));
        QVERIFY(mine.outbox->add(removedOf(QStringLiteral("mine")), newId()));
        QCOMPARE(mine.kept(), QStringList{QStringLiteral("removed mine")});
        QCOMPARE(wordsOf(*readOutbox(path())).size(), 2);
        QCOMPARE(*mine.deliver(cache), 1);
        QCOMPARE(publishedIn(world), QStringList{QStringLiteral("removed mine")});
        QCOMPARE(other.kept(), QStringList{QStringLiteral("removed theirs")});
        QCOMPARE(*other.deliver(cache), 1);
        QVERIFY(other.kept().isEmpty());
    });
}

void OutboxTest::nobodyListensNothingIsSent()
{
    onPractice([](const Opened& opened, CachePort& cache, PracticeWorld& world) {
        setWorkers(world, 0, 0);
        QVERIFY(opened.outbox->add(removedOf(QStringLiteral("a")), newId()));
        QCOMPARE(*opened.deliver(cache), 0);
        QVERIFY(publishedIn(world).isEmpty());
        QVERIFY2(opened.journal->read()->operations.empty(), "nothing was sent, so nothing was announced");
        QCOMPARE(opened.kept().size(), 1);
        setWorkers(world, 1, 1);
        QCOMPARE(*opened.deliver(cache), 1);
        QVERIFY(opened.kept().isEmpty());
    });
}

void OutboxTest::manyAreToldInBatches()
{
    onPractice([](const Opened& opened, CachePort& cache, PracticeWorld& world) {
        QStringList all;
        for (int i = 0; i < 120; ++i) {
            QVERIFY(opened.outbox->add(removedOf(QString::number(i)), newId()));
            all << QStringLiteral("removed %1").arg(i);
        }
        QCOMPARE(*opened.deliver(cache), 120);
        QCOMPARE(publishedIn(world), all);
        const auto content = opened.journal->read();
        QCOMPARE(content->operations.front().results, 120);
        QVERIFY2(content->records < 20, "one commit for many");
    });
}

void OutboxTest::whatFollowsAnUnheardOneWaits()
{
    onPractice([](const Opened& opened, CachePort& cache, PracticeWorld& world) {
        setWorkers(world, 1, 0);
        const OperationId operation = newId();
        for (const QString& name : {QStringLiteral("a"), QStringLiteral("b")})
            QVERIFY(opened.outbox->add(removedOf(name), operation));
        QVERIFY(opened.outbox->add(addedOf(QStringLiteral("a")), operation));
        QVERIFY(opened.outbox->add(addedOf(QStringLiteral("c")), operation));
        QCOMPARE(*opened.deliver(cache), 1);
        // An instance that was made again would else be heard of as made, then as removed.
        QCOMPARE(publishedIn(world), QStringList{QStringLiteral("added c")});
        setWorkers(world, 1, 1);
        QCOMPARE(*opened.deliver(cache), 3);
        const QStringList expected{QStringLiteral("removed a"), QStringLiteral("removed b"), QStringLiteral("added a")};
        QCOMPARE(publishedIn(world), expected);
    });
}

void OutboxTest::anUnreachableCacheLosesNothing()
{
    onPractice([](const Opened& opened, CachePort& cache, PracticeWorld& world) {
        QVERIFY(opened.outbox->add(removedOf(QStringLiteral("a")), newId()));
        world.setFault(Store::Cache, {.failure = ErrorKind::Refused});
        QVERIFY(!opened.deliver(cache));
        QCOMPARE(opened.kept().size(), 1);
        world.setFault(Store::Cache, {});
        QCOMPARE(*opened.deliver(cache), 1);
    });
}

void OutboxTest::newsComeAfterWhatIsKept()
{
    onPractice([](const Opened& opened, CachePort& cache, PracticeWorld& world) {
        auto run = WorkflowRun::begin(opened.journal.get(), {QStringLiteral("create"), profile, {}, {}});
        QVERIFY(run);
        WorkerNotifier news(cache, *run, opened.outbox.get());
        setWorkers(world, 0, 0);
        const auto unheard = news.tell(removedOf(QStringLiteral("a")), {});
        QVERIFY(unheard && unheard->pending && unheard->receivers == 0);
        const auto other = news.tell(removedOf(QStringLiteral("b")), {});
        QVERIFY(other && other->pending);
        WorkerMessage otherOrganization = removedOf(QStringLiteral("a"));
        otherOrganization.organizationId = {};
        const auto again = news.tell(otherOrganization, {});
        QVERIFY(again && again->pending);
        const auto repeated = news.tell(removedOf(QStringLiteral("a")), {}); // as by a resume: kept once is enough
        QVERIFY(repeated && repeated->pending);
        QCOMPARE(opened.kept().size(), 3);
        setWorkers(world, 2, 2);
        const auto told = news.tell(removedOf(QStringLiteral("a")), {});
        QVERIFY(told && !told->pending && told->receivers == 2);
        const QStringList expected{
            QStringLiteral("removed a"), QStringLiteral("removed a"), QStringLiteral("removed a")};
        QCOMPARE(publishedIn(world), expected);
        QCOMPARE(opened.kept(), QStringList{QStringLiteral("removed b")});
        // What is told for an earlier operation is none of this one's own steps.
        const auto content = readJournal(opened.journal->folder(), {.ours = run->id()});
        QVERIFY(content && content->unfinished().size() == 1);
        QStringList actions;
        const auto unfinished = content->unfinished();
        for (const JournaledStep& step : unfinished.front().trail)
            actions << step.word;
        const QString own = QStringLiteral("tell-workers");
        const QString kept = QStringLiteral("tell-kept");
        QCOMPARE(actions, (QStringList{own, own, kept, kept, kept, kept, own}));
        QVERIFY(run->finish(OperationOutcome::Done));
    });
}

void OutboxTest::isJournaled()
{
    onPractice([](const Opened& opened, CachePort& cache, PracticeWorld&) {
        for (const QString& name : {QStringLiteral("a"), QStringLiteral("b")})
            QVERIFY(opened.outbox->add(removedOf(name), newId()));
        QCOMPARE(*opened.deliver(cache), 2);
        const auto content = opened.journal->read();
        QVERIFY(content && !content->damage && content->operations.size() == 1);
        const JournalEntry& entry = content->operations.front();
        QCOMPARE(entry.task.kind, QStringLiteral("tell-workers"));
        QVERIFY(entry.task.profile == profile && entry.outcome == OperationOutcome::Done);
        QVERIFY(entry.steps == 2 && entry.results == 2);
        QCOMPARE(*opened.deliver(cache), 0);
        QCOMPARE(opened.journal->read()->operations.size(), size_t(1));
    });
}

/// X was made again before anybody heard that it was removed.
void OutboxTest::whatIsNotSoAnyMoreIsDropped()
{
    onPractice([](Opened& opened, CachePort& cache, PracticeWorld& world) {
        for (const QString& name : {QStringLiteral("stands-again"), QStringLiteral("gone")})
            QVERIFY(opened.outbox->add(removedOf(name), newId()));
        opened.judge = [](const std::vector<WorkerMessage>& messages, const CallContext&) {
            std::vector<KeptNews> verdicts;
            for (const WorkerMessage& message : messages)
                verdicts.push_back(message.instance.text() == QLatin1String("gone") ? KeptNews::Tell : KeptNews::Drop);
            return verdicts;
        };
        QCOMPARE(*opened.deliver(cache), 1);
        QCOMPARE(publishedIn(world), QStringList{QStringLiteral("removed gone")});
        QVERIFY(opened.kept().isEmpty());
        // It is noted all the same.
        const auto content = opened.journal->read();
        QVERIFY(content && content->operations.size() == 1);
        QVERIFY(content->operations.front().steps == 2 && content->operations.front().results == 2);
    });
}

void OutboxTest::whatIsNotKnownWaits()
{
    onPractice([](Opened& opened, CachePort& cache, PracticeWorld& world) {
        QVERIFY(opened.outbox->add(removedOf(QStringLiteral("a")), newId()));
        opened.judge = [](const std::vector<WorkerMessage>& messages, const CallContext&) {
            return std::vector<KeptNews>(messages.size(), KeptNews::Wait);
        };
        QCOMPARE(*opened.deliver(cache), 0);
        QVERIFY(publishedIn(world).isEmpty());
        QCOMPARE(opened.kept().size(), 1);
    });
}

void OutboxTest::newsThatSayTheContraryDropWhatIsKept()
{
    onPractice([](Opened& opened, CachePort& cache, PracticeWorld& world) {
        auto run = WorkflowRun::begin(opened.journal.get(), {QStringLiteral("create"), profile, {}, {}});
        QVERIFY(run);
        WorkerNotifier news(cache, *run, opened.outbox.get());
        setWorkers(world, 0, 0);
        QVERIFY(news.tell(removedOf(QStringLiteral("a")), {}));
        setWorkers(world, 2, 2);
        const auto told = news.tell(addedOf(QStringLiteral("a")), {});
        QVERIFY(told && !told->pending && told->receivers == 2);
        QCOMPARE(publishedIn(world), QStringList{QStringLiteral("added a")});
        QVERIFY(opened.kept().isEmpty());
        QVERIFY(run->finish(OperationOutcome::Done));
    });
}

void OutboxTest::everyOneIsHeardWhoeverComesAndGoes()
{
    constexpr int instances = 250; // two messages each
    rig::RedisServer server;
    RIG_VERIFY(server.start());
    rig::onWorker([&] {
        const Opened opened = Opened::in(path());
        for (int i = 0; i < instances; ++i)
            QVERIFY(opened.outbox->add(removedOf(QString::number(i)), newId()));
        for (int i = 0; i < instances; ++i)
            QVERIFY(opened.outbox->add(addedOf(QString::number(i)), newId()));
    });
    std::vector<std::unique_ptr<QProcess>> deliverers(3);
    const auto start = [&](std::unique_ptr<QProcess>& deliverer) {
        deliverer = std::make_unique<QProcess>();
        deliverer->start(
            qEnvironmentVariable("STEWARD_TEST_BIN_DIR") + QStringLiteral("/outbox-deliverer"),
            {path(), profile, QString::number(server.port())});
        return deliverer->waitForStarted();
    };
    for (auto& deliverer : deliverers)
        QVERIFY(start(deliverer));
    QRandomGenerator random(20'260'504);
    QStringList heard;
    int visits = 0;
    int kills = 0;
    const auto waiting = [this] { return readOutbox(path())->size(); };
    const QDeadlineTimer deadline(120s);
    while (waiting() > 0 && !deadline.hasExpired()) {
        ListeningWorker worker(server.port());
        QVERIFY(worker.isListening());
        worker.listen(random.bounded(1, 15));
        if (visits++ % 3 == 0) { // in the middle of something
            auto& deliverer = deliverers.at(random.bounded(static_cast<quint32>(deliverers.size())));
            deliverer->kill();
            QVERIFY(deliverer->waitForFinished());
            QVERIFY(start(deliverer));
            ++kills;
        }
        worker.leave();
        heard += worker.heard();
        QTest::qWait(random.bounded(0, 10));
    }
    for (auto& deliverer : deliverers) {
        deliverer->kill();
        QVERIFY(deliverer->waitForFinished());
    }
    int violations = 0;
    for (int i = 0; i < instances; ++i) {
        const QString name = QString::number(i);
        const bool all = heard.contains(QStringLiteral("removed ") + name) &&
                         heard.contains(QStringLiteral("added ") + name) && isOrderKept(heard, name);
        violations += all ? 0 : 1;
    }
    qInfo(
        "%d cases, %d violations (heard %d times in all, in %d visits of a worker, %d deliverers killed)",
        instances * 2, violations, static_cast<int>(heard.size()), visits, kills);
    QCOMPARE(waiting(), size_t(0));
    QCOMPARE(violations, 0);
    QVERIFY2(visits > 2, "the worker has to come and go");
    QVERIFY2(heard.size() <= instances * 2 + kills * 50, "told again only where a deliverer was killed");
    const auto content = readJournal({path()});
    QVERIFY(content && !content->damage);
}

STEWARD_TEST(OutboxTest)

} // namespace steward::outbox_test

#include "outbox_test.moc"
