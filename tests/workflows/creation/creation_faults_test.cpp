#include "support/campaign.h"
#include "support/test_registry.h"
#include "workflows/creation_rig.h"

#include <QTest>

#include <optional>
#include <utility>

using namespace steward;
using namespace steward::test;
using namespace steward::rig;
using namespace std::chrono_literals;

namespace steward::creation_faults_test {

namespace {

/// Something that goes wrong in one store.
struct Trouble {
    QString name;
    std::function<void(CreationRig&)> begin;
};

struct Case {
    CreationStep step;
    Trouble trouble;
    bool endsWithTheStep; ///< else only when the creation has ended: what is left is resume's
};

void addHttp(std::vector<Trouble>& troubles, const QString& name, HttpFault fault)
{
    for (const bool carriedOut : {false, true}) {
        for (const int skip : {0, 1}) { // the step's first request, or the one after it was answered
            HttpFault one = fault;
            one.carriedOut = carriedOut;
            one.skip = skip;
            const QString title = QStringLiteral("server %1, %2, %3")
                                      .arg(
                                          name, carriedOut ? QStringLiteral("carried out") : QStringLiteral("not seen"),
                                          skip ? QStringLiteral("after an answer") : QStringLiteral("at once"));
            troubles.push_back({title, [one](CreationRig& rig) { rig.fleet.server.addFault(one); }});
        }
    }
}

std::vector<Trouble> serverTroubles()
{
    std::vector<Trouble> troubles;
    addHttp(troubles, QStringLiteral("resets"), {.kind = HttpFault::Kind::Reset});
    addHttp(troubles, QStringLiteral("is silent"), {.kind = HttpFault::Kind::Silent});
    addHttp(
        troubles, QStringLiteral("says 500"),
        {.kind = HttpFault::Kind::Status,
         .status = 500,
         .body = R"({"status":500,"error":"Internal Server Error","response":{"message":"broken"}})"});
    addHttp(
        troubles, QStringLiteral("says an error with 200"),
        {.kind = HttpFault::Kind::Status, .status = 200, .body = R"({"error":true,"message":"[object Object]"})"});
    addHttp(troubles, QStringLiteral("says garbage"), {.kind = HttpFault::Kind::Body, .body = "\x01\xff{]"});
    addHttp(troubles, QStringLiteral("is slow"), {.kind = HttpFault::Kind::Delay, .delay = 300ms});
    return troubles;
}

/// `proxy`: whose. The wire breaks after so many bytes of the store.
std::vector<Trouble>
wireTroubles(const QString& store, std::unique_ptr<FaultProxy> LiveFleet::*proxy, const QList<qint64>& bytes)
{
    std::vector<Trouble> troubles;
    const auto add = [&](const QString& name, const ProxyMode& mode, bool drops) {
        troubles.push_back({store + QLatin1Char(' ') + name, [proxy, mode, drops](CreationRig& rig) {
                                (rig.fleet.*proxy)->setMode(mode);
                                if (drops)
                                    (rig.fleet.*proxy)->dropAll();
                            }});
    };
    using Kind = ProxyMode::Kind;
    for (const qint64 after : bytes) {
        add(QStringLiteral("resets after %1").arg(after), {Kind::Reset, after, {}}, false);
        add(QStringLiteral("ends after %1").arg(after), {Kind::Cut, after, {}}, false);
        add(QStringLiteral("garbles after %1").arg(after), {Kind::Garbage, after, {}}, false);
    }
    add(QStringLiteral("is silent"), {Kind::Silent, 0, {}}, false);
    add(QStringLiteral("is slow"), {Kind::Delay, 0, 40ms}, false);
    add(QStringLiteral("is gone"), {Kind::Refuse, 0, {}}, true);
    return troubles;
}

std::vector<Trouble> databaseTroubles()
{
    auto troubles = wireTroubles(QStringLiteral("database"), &LiveFleet::postgresProxy, {0, 60, 200, 500, 900, 1500});
    const auto refusing = [](const char* timing) {
        return [timing](CreationRig& rig) {
            static_cast<void>(rig.fleet.postgres.execute(
                QStringLiteral(
                    "create or replace function public.refuse() returns trigger language plpgsql as $$ begin "
                    "raise exception 'refused'; end $$; create constraint trigger refusing after insert or "
                    "update or delete on healthcare.integrations deferrable initially %1 for each row execute "
                    "function public.refuse()")
                    .arg(QLatin1String(timing)),
                rig.fleet.database()));
        };
    };
    troubles.push_back({QStringLiteral("database refuses the row"), refusing("immediate")});
    troubles.push_back({QStringLiteral("database refuses the commit"), refusing("deferred")});
    return troubles;
}

std::vector<Trouble> cacheTroubles()
{
    auto troubles = wireTroubles(QStringLiteral("cache"), &LiveFleet::redisProxy, {0, 5, 40});
    troubles.push_back({QStringLiteral("cache refuses to write"), [](CreationRig& rig) {
                            static_cast<void>(rig.fleet.redis.command({"CONFIG", "SET", "min-replicas-to-write", "1"}));
                        }});
    return troubles;
}

void heal(CreationRig& rig)
{
    rig.heal();
    static_cast<void>(rig.fleet.redis.command({"CONFIG", "SET", "min-replicas-to-write", "0"}));
    static_cast<void>(rig.fleet.postgres.execute(
        QStringLiteral("set client_min_messages = warning; drop trigger if exists refusing on healthcare.integrations"),
        rig.fleet.database()));
}

std::vector<Case> allCases()
{
    std::vector<Case> cases;
    const auto add = [&cases](std::initializer_list<CreationStep> steps, const std::vector<Trouble>& troubles) {
        for (const CreationStep step : steps) {
            for (const Trouble& trouble : troubles) {
                for (const bool ends : {true, false})
                    cases.push_back({step, trouble, ends});
            }
        }
    };
    add({CreationStep::Create, CreationStep::Prove, CreationStep::Verify}, serverTroubles());
    add({CreationStep::Claim, CreationStep::Verify}, databaseTroubles());
    add({CreationStep::Tell, CreationStep::Warm, CreationStep::Verify}, cacheTroubles());
    return cases;
}

/// Begins the trouble with its step, and ends it with the step where it is told to.
class TroubleMaker final : public WorkflowObserver {
public:
    TroubleMaker(CreationRig& rig, const Case& one)
        : m_rig(rig)
        , m_case(one)
    {
    }
    void stepChanged(int step, StepState state, const QString&) override
    {
        if (step != static_cast<int>(m_case.step))
            return;
        if (state == StepState::Running)
            m_case.trouble.begin(m_rig);
        else if (m_case.endsWithTheStep)
            heal(m_rig);
    }

private:
    CreationRig& m_rig;
    const Case& m_case;
};

bool holds(const QByteArray& whole, const QByteArray& part)
{
    const QByteArrayList lines = whole.split('\n');
    for (const QByteArray& line : part.split('\n')) {
        if (!lines.contains(line))
            return false;
    }
    return true;
}

/// What the run came to, against what it says.
std::optional<QString> violationOf(CreationRig& rig, const Case& one)
{
    const NewClinic clinic = rig.addOrganization();
    const CreationRequest request = rig.requestFor(clinic);
    const StorePicture before = rig.picture();
    TroubleMaker maker(rig, one);
    const CreationResult result = rig.create(request, maker);
    heal(rig);
    const bool saysDone = result.outcome == OperationOutcome::Done;
    const bool isWhole = rig.holdsInAllThree(clinic.organization, request.name);
    if (saysDone != isWhole && saysDone)
        return QStringLiteral("says done, and is not");
    if (result.outcome == OperationOutcome::Failed && !(rig.picture() == before))
        return QStringLiteral("says that all is as before, and is not");
    if (result.outcome == OperationOutcome::Partial && result.left.empty())
        return QStringLiteral("names nothing that is left");
    for (int times = 0; times < 3 && rig.hasUnfinished(); ++times) {
        if (rig.resume() < 0)
            return QStringLiteral("cannot be resumed");
    }
    if (rig.hasUnfinished())
        return QStringLiteral("never comes to an end");
    if (const int creates = rig.createsSent(request.name); creates > 1)
        return QStringLiteral("%1 creates were sent").arg(creates);
    const StorePicture after = rig.picture();
    if (after == before)
        return {};
    if (!rig.holdsInAllThree(clinic.organization, request.name) || rig.enabledRows(clinic.organization) != 1)
        return QStringLiteral("neither done nor as before: %1").arg(result.error ? result.error->sentence : QString());
    if (!holds(after.server, before.server) || !holds(after.cache, before.cache) ||
        !holds(after.database, before.database))
        return QStringLiteral("something else was changed");
    return {};
}

} // namespace

/// Every step of a creation with every fault of the store it uses: done, or all three stores byte for byte as before
/// (after resume, where something was left), and never two creates.
class CreationFaultsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyStepWithEveryFault();
};

void CreationFaultsTest::everyStepWithEveryFault()
{
    CreationRig rig;
    const auto started = rig.start();
    QVERIFY2(started, started ? "" : qPrintable(started.error()));
    const std::vector<Case> cases = allCases();
    const size_t stride = Campaign::isLong() ? 1 : (cases.size() + 109) / 110;
    Campaign campaign(QStringLiteral("Creation, every step with every fault"));
    for (size_t place = 0; place < cases.size(); place += stride) {
        const Case& one = cases[place];
        rig.fleet.server.clearRequests();
        campaign.addCase();
        if (const auto violation = violationOf(rig, one)) {
            campaign.violate(QStringLiteral("step %1, %2, %3: %4")
                                 .arg(
                                     QString::number(static_cast<int>(one.step)), one.trouble.name,
                                     one.endsWithTheStep ? QStringLiteral("healed") : QStringLiteral("staying"),
                                     *violation));
        }
    }
    QVERIFY(campaign.finish());
}

STEWARD_TEST(CreationFaultsTest)
} // namespace steward::creation_faults_test

#include "creation_faults_test.moc"
