#include "app/desk.h"
#include "support/campaign.h"
#include "support/evolution_server.h"
#include "support/fake_stores.h"
#include "support/test_registry.h"
#include "support/worker.h"

#include "app/status/trouble_banner.h"
#include "app/table/instance_table.h"
#include "app/workspace/workspace.h"
#include "stores/live_stores.h"
#include "workflows/read/background_check.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QTest>

#include <algorithm>
#include <mutex>
#include <thread>

using namespace steward;
using namespace steward::test;

namespace steward::background_check_test {
using steward::rig::onWorker;

namespace {

/// Counts what is asked of a server, when, and how many at once; answers after a while.
struct Counter {
    std::chrono::milliseconds delay{0};
    bool answers = true;

    std::mutex mutex;
    QElapsedTimer clock;
    std::vector<qint64> askedAt; ///< ms
    int atOnce = 0;
    int mostAtOnce = 0;

    Counter() { clock.start(); }
    void question()
    {
        {
            const std::scoped_lock lock(mutex);
            askedAt.push_back(clock.elapsed());
            mostAtOnce = std::max(mostAtOnce, ++atOnce);
        }
        std::this_thread::sleep_for(delay);
        const std::scoped_lock lock(mutex);
        --atOnce;
    }
    /// The most questions that began within any second.
    qsizetype mostInASecond() const
    {
        qsizetype most = 0;
        for (auto first = askedAt.begin(); first != askedAt.end(); ++first) {
            const auto end =
                std::ranges::find_if(first, askedAt.end(), [first](qint64 at) { return at - *first >= 1000; });
            most = std::max<qsizetype>(most, end - first);
        }
        return most;
    }
};

class CountingServer final : public ServerPort {
public:
    CountingServer(std::unique_ptr<ServerPort> server, Counter& counter)
        : m_server(std::move(server))
        , m_counter(counter)
    {
    }
    Result<ServerListing> list(const CallContext& limits) override { return m_server->list(limits); }
    Result<std::optional<ServerInstance>> find(const InstanceName& name, const CallContext& limits) override
    {
        return m_server->find(name, limits);
    }
    Result<std::vector<MemoryState>>
    memoryStates(const std::vector<InstanceName>& names, const CallContext& limits) override
    {
        for (size_t each = 0; each < names.size(); ++each)
            m_counter.question();
        if (!m_counter.answers)
            return std::unexpected(Error{ErrorKind::TimedOut, QStringLiteral("Too slow."), {}});
        return m_server->memoryStates(names, limits);
    }
    Result<std::optional<WebhookSettings>> webhook(const InstanceName& name, const CallContext& limits) override
    {
        m_counter.question();
        if (!m_counter.answers)
            return std::unexpected(Error{ErrorKind::TimedOut, QStringLiteral("Too slow."), {}});
        return m_server->webhook(name, limits);
    }
    Result<CreatedInstance> create(const NewInstance& instance, const CallContext& limits) override
    {
        return m_server->create(instance, limits);
    }
    Result<PairingAnswer>
    connect(const InstanceName& name, const std::optional<PhoneNumber>& phone, const CallContext& limits) override
    {
        return m_server->connect(name, phone, limits);
    }
    Result<RestartAnswer> restart(const InstanceName& name, const CallContext& limits) override
    {
        return m_server->restart(name, limits);
    }
    Result<LogoutAnswer> logOut(const InstanceName& name, const CallContext& limits) override
    {
        return m_server->logOut(name, limits);
    }
    Result<Removal> remove(const InstanceName& name, const CallContext& limits) override
    {
        return m_server->remove(name, limits);
    }
    Result<void>
    setWebhook(const InstanceName& name, const WebhookSettings& settings, const CallContext& limits) override
    {
        return m_server->setWebhook(name, settings, limits);
    }
    StoreDiagnosis diagnose(const CallContext& limits) override { return m_server->diagnose(limits); }

private:
    std::unique_ptr<ServerPort> m_server;
    Counter& m_counter;
};

class CountingStores final : public StoreFactory {
public:
    explicit CountingStores(const StoreFactory& stores)
        : m_stores(stores)
    {
    }
    std::unique_ptr<ServerPort> makeServer() const override
    {
        return std::make_unique<CountingServer>(m_stores.makeServer(), counter);
    }
    std::unique_ptr<DatabasePort> makeDatabase() const override { return m_stores.makeDatabase(); }
    std::unique_ptr<CachePort> makeCache() const override { return m_stores.makeCache(); }
    std::unique_ptr<GuardsPort> makeGuards() const override { return {}; }

    mutable Counter counter;

private:
    const StoreFactory& m_stores;
};

/// `count` that work, each with a webhook.
Fleet fleetOf(int count)
{
    Fleet fleet;
    for (int place = 0; place < count; ++place) {
        const QByteArray number = QByteArray::number(5'511'988'000'000 + place);
        fleet.healthy("clinic-" + QByteArray::number(place), org(static_cast<uint>(place + 1)), number.constData())
            .memory(MemoryState::Open)
            .webhook(QStringLiteral("https://hook.example.org/x"));
    }
    return fleet;
}

std::vector<CheckQuestion> questionsFor(int count)
{
    std::vector<CheckQuestion> questions;
    for (int place = 0; place < count; ++place)
        questions.push_back({InstanceName::fromUtf8("clinic-" + QByteArray::number(place)), true, true});
    return questions;
}

struct Round {
    std::vector<BackgroundCheck::News> news;
    qint64 elapsed = 0;
    qsizetype memory() const
    {
        QSet<InstanceName> names;
        for (const BackgroundCheck::News& each : news)
            names.unite(QSet<InstanceName>(each.answers.memory.keyBegin(), each.answers.memory.keyEnd()));
        return names.size();
    }
    qsizetype webhooks() const
    {
        qsizetype count = 0;
        for (const BackgroundCheck::News& each : news)
            count += each.answers.webhooks.size();
        return count;
    }
};

Round run(
    const StoreFactory& stores, const std::vector<CheckQuestion>& questions, BackgroundCheck::Settings settings = {},
    const QSet<InstanceName>& listedClosed = {})
{
    Round round;
    QElapsedTimer timer;
    timer.start();
    onWorker([&] {
        BackgroundCheck(stores, settings)
            .run(
                questions, listedClosed, [&round](const BackgroundCheck::News& news) { round.news.push_back(news); },
                {});
    });
    round.elapsed = timer.elapsed();
    return round;
}

} // namespace

/// What asks memory and webhook of every instance, so that green means that it works.
class BackgroundCheckTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fourAtOnceAndFiftyASecond();
    void theServerCountsNoMore();
    void slowerWhereTheServerIsSlow();
    void pausesGrowWhereNobodyAnswers();
    void onlyWhatIsNotKnownStillIsAsked();
    void aStopEndsItAtOnce();
    void theRatesOfManyServers();
    void theWindowSaysWhatWorksAndWhatWasNotAsked();
    void greenNeverStandsAboveWhatIsNotThere();
    void oddEntriesAreSaid();
};

void BackgroundCheckTest::fourAtOnceAndFiftyASecond()
{
    const FakeStores fake(fleetOf(60));
    // Fifty go out in a second; the four that are on their way may arrive late, together with the next.
    constexpr int mostArriving = 50 + 4;
    CountingStores stores(fake);
    stores.counter.delay = std::chrono::milliseconds(100); // slow enough that four are at it
    const Round round = run(stores, questionsFor(60), {.tellEvery = std::chrono::milliseconds(300)});
    QCOMPARE(stores.counter.askedAt.size(), size_t{120});
    QCOMPARE(stores.counter.mostAtOnce, 4);
    QVERIFY2(
        stores.counter.mostInASecond() <= mostArriving, qPrintable(QString::number(stores.counter.mostInASecond())));
    QCOMPARE(round.memory(), 60);
    QCOMPARE(round.webhooks(), 60);
    QVERIFY(round.news.size() > 2); // with progress
    QCOMPARE(round.news.back().asked, 60);
    QVERIFY(std::ranges::is_sorted(round.news, {}, &BackgroundCheck::News::asked));

    CountingStores quick(fake); // one that answers at once is not asked faster
    run(quick, questionsFor(60));
    QVERIFY2(quick.counter.mostInASecond() <= mostArriving, qPrintable(QString::number(quick.counter.mostInASecond())));
    QVERIFY(quick.counter.askedAt.back() - quick.counter.askedAt.front() >= 2300);
}

/// The same over real connections, as the server counts them.
void BackgroundCheckTest::theServerCountsNoMore()
{
    rig::EvolutionServer server;
    RIG_VERIFY(server.start());
    server.setLatency(std::chrono::milliseconds(60)); // slow enough that several are in work
    std::vector<rig::EvolutionInstance> instances;
    for (int place = 0; place < 60; ++place) {
        rig::EvolutionInstance& one = instances.emplace_back();
        one.name = QStringLiteral("clinic-%1").arg(place);
        one.connectionStatus = QStringLiteral("open");
        one.webhook = rig::EvolutionWebhook{.url = QStringLiteral("https://hook.example.org/x")};
    }
    server.addInstances(instances);
    ConnectionSettings settings;
    settings.server.url = QUrl(server.url());
    settings.server.apiKey = Secret(server.apiKey());
    const LiveStores stores(settings);
    const Round round = run(stores, questionsFor(60));
    QCOMPARE(round.memory(), 60);
    QCOMPARE(round.webhooks(), 60);
    QCOMPARE(server.requestCount(), 120); // one for each question, and nothing else
    QVERIFY2(
        server.peakConcurrency() > 1 && server.peakConcurrency() <= 4,
        qPrintable(QString::number(server.peakConcurrency())));
    QVERIFY2(round.elapsed * 50 / 1000 + 4 >= 120, qPrintable(QString::number(round.elapsed)));
}

void BackgroundCheckTest::slowerWhereTheServerIsSlow()
{
    const FakeStores fake(fleetOf(8));
    CountingStores stores(fake);
    stores.counter.delay = std::chrono::milliseconds(400);
    const Round round = run(stores, questionsFor(8)); // 16 questions, four at once
    QCOMPARE(round.memory(), 8);
    // Four rounds of 400 ms, with as long a pause between them.
    QVERIFY2(round.elapsed >= 4 * 400 + 3 * 400 - 50, qPrintable(QString::number(round.elapsed)));
}

void BackgroundCheckTest::pausesGrowWhereNobodyAnswers()
{
    CheckPauses pauses(CheckRate{});
    using std::chrono::milliseconds;
    QCOMPARE(pauses.after(milliseconds(10), true), milliseconds(0));
    QCOMPARE(pauses.after(milliseconds(800), true), milliseconds(800));
    QCOMPARE(pauses.after(milliseconds(10), false), milliseconds(1000));
    QCOMPARE(pauses.after(milliseconds(10), false), milliseconds(2000));
    for (int more = 0; more < 10; ++more)
        pauses.after(milliseconds(10), false);
    QCOMPARE(pauses.after(milliseconds(10), false), milliseconds(30'000));
    QCOMPARE(pauses.after(milliseconds(10), true), milliseconds(0));

    const FakeStores fake(fleetOf(4));
    CountingStores stores(fake);
    stores.counter.answers = false;
    const CheckRate rate{.afterError = milliseconds(200)};
    const Round round = run(stores, questionsFor(4), {.rate = rate});
    QCOMPARE(round.memory(), 0); // what nobody answered is not known, and not asked again in this round
    QCOMPARE(round.webhooks(), 0);
    QCOMPARE(stores.counter.askedAt.size(), size_t{8});
    QVERIFY(round.elapsed >= 180);
}

void BackgroundCheckTest::onlyWhatIsNotKnownStillIsAsked()
{
    Fleet fleet = fleetOf(20);
    const AuditSettings settings = fleet.settings;
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->takenAt = fleet.takenAt;
    snapshot->server = fleet.server;
    snapshot->database = fleet.database;
    snapshot->cache = fleet.cache;
    const Audit unasked = evaluateAudit(snapshot, settings);
    QCOMPARE(checkQuestions(unasked, settings, fleet.takenAt).size(), size_t{20});
    QCOMPARE(unasked.counts().verdicts.value(Verdict::NotChecked), 20);
    QVERIFY(!oldestAnswer(unasked));

    CheckAnswers answers;
    answers.at = fleet.takenAt;
    for (const ServerInstance& instance : fleet.server.instances) {
        answers.memory.insert(instance.name, MemoryState::Open);
        answers.webhooks.insert(instance.name, fleet.webhooks.value(instance.name));
    }
    auto asked = std::make_shared<Snapshot>(*snapshot);
    addAnswers(*asked, answers);
    const Audit known = evaluateAudit(asked, settings);
    QCOMPARE(known.counts().verdicts.value(Verdict::Working), 20);
    QCOMPARE(oldestAnswer(known), std::optional(fleet.takenAt));
    QVERIFY(checkQuestions(known, settings, fleet.takenAt + std::chrono::minutes(30)).empty());
    // Before it counts no more: memory after three quarters of an hour, the webhook after 18.
    const auto later = checkQuestions(known, settings, fleet.takenAt + std::chrono::minutes(50));
    QCOMPARE(later.size(), size_t{20});
    QVERIFY(later.front().memory && !later.front().webhook);
    QVERIFY(checkQuestions(known, settings, fleet.takenAt + std::chrono::hours(20)).front().webhook);

    auto unread = std::make_shared<Snapshot>(*snapshot);
    unread->server = Reading<ServerListing>();
    QVERIFY(checkQuestions(evaluateAudit(unread, settings), settings, fleet.takenAt).empty());
}

void BackgroundCheckTest::aStopEndsItAtOnce()
{
    const FakeStores fake(fleetOf(200));
    CountingStores stores(fake);
    QElapsedTimer timer;
    timer.start();
    std::stop_source stop;
    onWorker([&] {
        const std::jthread stopping([&stop] {
            std::this_thread::sleep_for(std::chrono::milliseconds(150));
            stop.request_stop();
        });
        BackgroundCheck(stores, {})
            .run(
                questionsFor(200), {}, [](const BackgroundCheck::News&) {}, stop.get_token());
    });
    QVERIFY2(timer.elapsed() < 1500, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(stores.counter.askedAt.size() < 50);
}

/// Whatever the rate and however slow the server: never more at once, never faster, and everything is answered.
void BackgroundCheckTest::theRatesOfManyServers()
{
    Campaign campaign(QStringLiteral("background questions"));
    const FakeStores fake(fleetOf(12));
    const int cases = Campaign::count(108, 1000);
    for (int number = 0; campaign.cases() < cases; ++number) {
        campaign.addCase();
        const int count = 1 + number % 12;
        CountingStores stores(fake);
        stores.counter.delay = std::chrono::milliseconds(number % 4);
        CheckRate rate;
        rate.atOnce = 1 + number % 5;
        rate.between = std::chrono::milliseconds(1 + number % 3);
        const Round round = run(stores, questionsFor(count), {.rate = rate, .tellEvery = std::chrono::milliseconds(5)});
        const qint64 took = stores.counter.askedAt.back() - stores.counter.askedAt.front();
        const qint64 least = (2 * count - 1) * rate.between.count();
        const bool isRight = stores.counter.mostAtOnce <= rate.atOnce && round.memory() == count &&
                             round.webhooks() == count && took >= least - 3 && round.news.back().asked == count;
        if (!isRight) {
            campaign.violate(QStringLiteral("case %1: %2 at once, %3 of %4, %5 ms of %6")
                                 .arg(number)
                                 .arg(stores.counter.mostAtOnce)
                                 .arg(round.memory())
                                 .arg(count)
                                 .arg(took)
                                 .arg(least));
        }
    }
    QVERIFY(campaign.finish());
}

void BackgroundCheckTest::theWindowSaysWhatWorksAndWhatWasNotAsked()
{
    Desk workstation(false);
    workstation.window.show();
    workstation.window.openStores(workstation.practice());
    Workspace& workspace = workstation.window.view()->workspace();
    workspace.setChecking(
        {.rate = {.between = std::chrono::milliseconds(10)}, .tellEvery = std::chrono::milliseconds(50)},
        std::chrono::milliseconds(300));
    QTRY_VERIFY(workspace.index());
    const auto count = [&workspace](Verdict verdict) {
        return workspace.index()->audit().counts().verdicts.value(verdict);
    };
    QVERIFY(count(Verdict::NotChecked) > 5);
    const InstanceModel& model = workstation.window.view()->model();
    QStringList verdicts;
    for (int row = 0; row < model.rowCount(); ++row)
        verdicts << model.index(row, static_cast<int>(Column::Verdict)).data().toString();
    QVERIFY(verdicts.contains(QStringLiteral("Not checked")));
    QString summary;
    connect(workstation.window.view(), &WorkspaceView::summaryChanged, this, [&summary](const QString& text) {
        summary = text;
    });
    bool wasProgressSaid = false;
    QTRY_VERIFY_WITH_TIMEOUT(
        (wasProgressSaid = wasProgressSaid || summary.contains(QStringLiteral("checking")),
         count(Verdict::NotChecked) == 0 && !workspace.check().isRunning),
        20'000);
    QVERIFY2(wasProgressSaid, qPrintable(summary));
    QVERIFY(count(Verdict::Working) > 5);
    QTRY_VERIFY2(summary.contains(QStringLiteral("checked within")), qPrintable(summary));

    // The next reading keeps the answers; what was written to is asked again.
    InstanceName working;
    for (const AuditRow& row : workspace.index()->audit().rows())
        working = row.verdict == Verdict::Working ? row.name : working;
    const qint64 before = count(Verdict::Working);
    workspace.setChecking({}, std::chrono::minutes(10));
    workspace.forgetAnswers(std::vector<InstanceName>{working});
    workspace.setOnScreen({});
    workspace.setInspected({});
    workspace.refresh();
    QTRY_VERIFY(!workspace.isReading());
    QCOMPARE(workspace.index()->audit().find(working)->verdict, Verdict::NotChecked);
    QVERIFY(count(Verdict::Working) >= before - 1);
}

/// Absent everywhere, disabled, never paired, or with the server unread: none of them is green or called working.
void BackgroundCheckTest::greenNeverStandsAboveWhatIsNotThere()
{
    const auto isGreen = [](const AuditRow& row) {
        for (int column = 0; column < columnCount; ++column) {
            if (cellMark(row, static_cast<Column>(column)).tone == Tone::Good)
                return true;
        }
        return false;
    };
    for (const bool isServerRead : {true, false}) {
        Desk workstation(false);
        if (!isServerRead)
            workstation.world->setFault(Store::Server, {.failure = ErrorKind::Refused});
        workstation.window.openStores(workstation.practice());
        Workspace& workspace = workstation.window.view()->workspace();
        QTRY_VERIFY(workspace.index());
        int rows = 0;
        for (const AuditRow& row : workspace.index()->audit().rows()) {
            ++rows;
            QCOMPARE(isGreen(row), row.verdict == Verdict::Working);
            const bool isThere = row.inServer == Presence::Present && row.enabledIntegration();
            if (!isThere || !isServerRead)
                QVERIFY2(!isGreen(row), qPrintable(row.title()));
        }
        QVERIFY(rows > 20);
    }
}

void BackgroundCheckTest::oddEntriesAreSaid()
{
    TroubleBanner banner;
    OddEntry odd;
    odd.name = InstanceName::fromText(QStringLiteral("clinic-twice"));
    banner.setOdd({odd});
    QVERIFY(!banner.isHidden());
    QStringList words;
    for (const QLabel* label : banner.findChildren<QLabel*>())
        words << label->text().remove(QChar(0x200b)).remove(QChar(0x00ad));
    QVERIFY2(words.join(QLatin1Char('\n')).contains(oddEntrySentence(odd)), qPrintable(words.join(QLatin1Char('\n'))));
    banner.setOdd({});
    QVERIFY(banner.isHidden());
}

STEWARD_TEST(BackgroundCheckTest)
} // namespace steward::background_check_test

#include "background_check_test.moc"
