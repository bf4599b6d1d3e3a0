#include "support/campaign.h"
#include "support/pace.h"
#include "support/test_registry.h"
#include "workflows/execute/bulk_fleet.h"

#include <QDir>
#include <QRandomGenerator>
#include <QTest>

#include <thread>

using namespace steward;
using namespace steward::test;
using namespace steward::rig;
using namespace std::chrono_literals;

namespace steward::lying_server_test {

namespace {

enum class Lie : quint8 { DoesNothing, IsLate, BringsBack, WaitsForAWebhook, FailsHalfWay, ListsHalf };
constexpr int lies = 6;

QString lieWord(Lie lie)
{
    static const QStringList words{QStringLiteral("does nothing"),   QStringLiteral("is late"),
                                   QStringLiteral("brings it back"), QStringLiteral("waits for a webhook"),
                                   QStringLiteral("fails half way"), QStringLiteral("lists half")};
    return words.at(static_cast<qsizetype>(lie));
}

/// Puts back what was proven gone, as a server does that restarts.
class BringingBack final : public ApplyObserver {
public:
    BringingBack(CreationRig& rig, const BulkFleet& fleet)
        : m_rig(rig)
    {
        for (const QString& name : fleet.names())
            m_instances.insert(name, *rig.fleet.server.instance(name));
    }
    void planKnown(const Plan& plan) override
    {
        for (const PlanItem& item : plan.items)
            m_names.insert(item.identity, item.name.text());
    }
    void itemMoved(const QByteArray& identity, ItemStage stage) override
    {
        if (stage == ItemStage::Gone && m_number++ % 2 == 0)
            m_rig.fleet.server.addInstance(m_instances.value(m_names.value(identity)));
    }

private:
    CreationRig& m_rig;
    QHash<QString, EvolutionInstance> m_instances;
    QHash<QByteArray, QString> m_names;
    int m_number = 0;
};

} // namespace

/// Servers whose 200 means nothing: what is called gone is gone, and nothing is taken of what is still there.
class LyingServerTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void noGoneThatIsNotSo();
    void failsHalfWayThroughManyHundreds();
    void aReaderThatWritesEntriesBack();

private:
    void lie(Lie kind, BulkFleet& fleet);
    void tellTheTruth(BulkFleet& fleet);
    std::optional<QString> violationOf(Lie kind, int organizations, int each);
    std::optional<QString> violationOfWriter();
    void forget() { QDir(m_rig.journalPath()).removeRecursively(); }

    CreationRig m_rig;
    ApplyRig m_apply{m_rig};
    int m_inTrouble = 0; ///< cases in which the lie came between
    QRandomGenerator m_random{20'260'614};
};

void LyingServerTest::initTestCase()
{
    const auto started = m_rig.start();
    QVERIFY2(started, started ? "" : qPrintable(started.error()));
    m_apply.applyTimes.call = 2s;
    m_apply.applyTimes.removal.call = atThisPace(300ms);
    m_apply.applyTimes.removal.perInstance = 10ms;
}

void LyingServerTest::lie(Lie kind, BulkFleet& fleet)
{
    EvolutionServer& server = m_rig.fleet.server;
    server.setDeletionDelay(20ms);
    const int half = static_cast<int>(fleet.names().size()) / 2;
    for (qsizetype place = 0; place < fleet.names().size(); ++place) {
        const QString& name = fleet.names().at(place);
        if (kind == Lie::DoesNothing && m_random.bounded(2) == 0)
            fleet.setDeletionDelay(name, -1ms);
        if (kind == Lie::IsLate)
            fleet.setDeletionDelay(name, std::chrono::milliseconds(m_random.bounded(900)));
        if (kind == Lie::WaitsForAWebhook && !fleet.isSurvivor(place))
            server.setWebhook(
                name, EvolutionWebhook{
                          .url = QStringLiteral("http://127.0.0.1:9/dead"),
                          .events = {QStringLiteral("REMOVE_INSTANCE"), QStringLiteral("MESSAGES_UPSERT")}});
    }
    if (kind == Lie::WaitsForAWebhook)
        server.addFault(
            {.kind = HttpFault::Kind::Silent,
             .method = "DELETE",
             .skip = m_random.bounded(half),
             .carriedOut = m_random.bounded(2) == 0});
    if (kind == Lie::FailsHalfWay)
        server.addFault(
            {.kind = m_random.bounded(2) == 0 ? HttpFault::Kind::Reset : HttpFault::Kind::Status,
             .method = "DELETE",
             .skip = half,
             .carriedOut = m_random.bounded(2) == 0});
    if (kind == Lie::ListsHalf)
        server.addFault(
            {.kind = m_random.bounded(2) == 0 ? HttpFault::Kind::CutBody : HttpFault::Kind::ShortBody,
             .bytes = 2'000,
             .pathPrefix = "/instance/fetchInstances",
             .skip = 1 + m_random.bounded(2)});
}

void LyingServerTest::tellTheTruth(BulkFleet& fleet)
{
    m_rig.heal();
    QThread::msleep(30);
    for (qsizetype place = 0; place < fleet.names().size(); ++place) {
        if (!fleet.isSurvivor(place))
            fleet.setDeletionDelay(fleet.names().at(place), {});
    }
}

std::optional<QString> LyingServerTest::violationOf(Lie kind, int organizations, int each)
{
    forget();
    BulkFleet fleet(m_rig, organizations, each);
    const MadePlan made = m_apply.make(fleet.request());
    BringingBack bringing(m_rig, fleet);
    ApplyObserver silent;
    lie(kind, fleet);
    m_apply.applyTimes.removal.proving = 300ms;
    const bool bringsBack = kind == Lie::BringsBack;
    const ChangeResult result =
        m_apply.apply(made.plan, made.plan.confirm, bringsBack ? bringing : static_cast<ApplyObserver&>(silent));
    m_inTrouble += result.exitCode() == 3 ? 1 : 0;
    if (const auto violation = fleet.violationOfAnswer(result))
        return *violation;
    // Of what came back after its proof the row is gone already.
    const auto atRest = bringsBack ? std::nullopt : fleet.violationAtRest();
    if (atRest)
        return *atRest;
    tellTheTruth(fleet);
    m_apply.applyTimes.removal.proving = 10s; // from here on it tells the truth
    std::vector<ChangeResult> answers;
    for (int times = 0; times < 2 && m_rig.hasUnfinished(); ++times) {
        answers = m_apply.resume();
        for (const ChangeResult& resumed : answers) {
            if (const auto violation = fleet.violationOfAnswer(resumed))
                return QStringLiteral("resumed: ") + *violation;
        }
    }
    if (m_rig.hasUnfinished())
        return QStringLiteral("never comes to an end: ") + troubleIn(answers);
    return fleet.isUntouched() ? std::nullopt : fleet.violationOfDone();
}

void LyingServerTest::noGoneThatIsNotSo()
{
    Campaign campaign(QStringLiteral("Servers that say what is not so"));
    for (int round = 0; round < Campaign::count(102, 1'200); ++round) {
        const Lie kind = static_cast<Lie>(round % lies);
        const bool cleans = round / lies % 2 != 0;
        campaign.addCase();
        if (const auto violation = violationOf(kind, cleans ? 2 : 6, cleans ? 4 : 1))
            campaign.violate(
                lieWord(kind) + (cleans ? QStringLiteral(", cleaning: ") : QStringLiteral(": ")) + *violation);
    }
    QVERIFY(campaign.finish());
    QVERIFY2(m_inTrouble > campaign.cases() / 2, "most lies have to come between");
}

void LyingServerTest::failsHalfWayThroughManyHundreds()
{
    Campaign campaign(QStringLiteral("A server that fails half way through 500"));
    for (int round = 0; round < Campaign::count(1, 6); ++round) {
        campaign.addCase();
        if (const auto violation = violationOf(Lie::FailsHalfWay, 500, 1))
            campaign.violate(*violation);
    }
    QVERIFY(campaign.finish());
}

std::optional<QString> LyingServerTest::violationOfWriter()
{
    forget();
    BulkFleet fleet(m_rig, 3, 1);
    const QByteArray key = "whatsapp:instance:" + fleet.names().front().toUtf8();
    const MadePlan made = m_apply.make(fleet.request());
    const auto entry = m_rig.fleet.redis.command({"GET", key});
    if (!entry)
        return QStringLiteral("no entry");
    std::jthread writer([&](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            static_cast<void>(m_rig.fleet.redis.command({"SETEX", key, "3600", entry->text}));
            QThread::msleep(2);
        }
    });
    const ChangeResult result = m_apply.apply(made.plan);
    writer.request_stop();
    writer.join();
    for (const ChangeItem& item : result.items) {
        const bool isWrittenBack = item.instanceName.text() == fleet.names().front();
        if (item.server != StoreOutcome::Gone || item.database != StoreOutcome::Gone)
            return QStringLiteral("not gone from server and database");
        if (item.cache != (isWrittenBack ? StoreOutcome::Failed : StoreOutcome::Gone) ||
            item.error.has_value() != isWrittenBack)
            return QStringLiteral("what is written back is not named, or another is");
    }
    return m_rig.hasUnfinished() ? std::optional(QStringLiteral("never comes to an end")) : std::nullopt;
}

void LyingServerTest::aReaderThatWritesEntriesBack()
{
    m_rig.fleet.server.setDeletionDelay(20ms);
    Campaign campaign(QStringLiteral("A reader that writes entries back all the time"));
    for (int round = 0; round < Campaign::count(5, 100); ++round) {
        campaign.addCase();
        if (const auto violation = violationOfWriter())
            campaign.violate(*violation);
    }
    QVERIFY(campaign.finish());
}

STEWARD_TEST(LyingServerTest)
} // namespace steward::lying_server_test

#include "lying_server_test.moc"
