#include "support/campaign.h"
#include "support/test_registry.h"
#include "workflows/apply_rig.h"

#include <QDir>
#include <QRandomGenerator>
#include <QTest>

using namespace steward;
using namespace steward::test;
using namespace steward::rig;
using namespace std::chrono_literals;

namespace steward::unlisted_campaign_test {

namespace {

/// What the server says, asked for the one instance by its name.
enum class Said : quint8 { Open, Close, WithoutState, Absent, ForeignNotFound, NoAnswer };
/// What comes of its list.
enum class Listed : quint8 { Whole, Empty, Starting };
constexpr PlanKind kinds[] = {
    PlanKind::Repair, PlanKind::Delete, PlanKind::Disable, PlanKind::Replace, PlanKind::Clean};

constexpr auto statePath = "/instance/connectionState/";

struct Case {
    PlanKind kind = PlanKind::Repair;
    Said said = Said::Absent;
    Listed listed = Listed::Whole;
    QString name;
    StoredInstance instance;

    QString title() const
    {
        return QStringLiteral("%1, said %2, list %3: ")
            .arg(planKindWord(kind))
            .arg(static_cast<int>(said))
            .arg(static_cast<int>(listed));
    }
    bool isAlive() const { return said != Said::Absent; }
    bool answers() const { return said == Said::Open || said == Said::Close || said == Said::WithoutState; }
};

bool isOpen(const EvolutionInstance& instance)
{
    return instance.memory == EvolutionMemory::Open ||
           (instance.memory == EvolutionMemory::AsListed && instance.connectionStatus == QLatin1String("open"));
}

} // namespace

/// Real stores, and a server whose list does not show what it holds: nothing is called absent, removed or made a second
/// time by one witness, whatever a person or the program chose.
class UnlistedCampaignTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nothingIsDoneByOneWitness();

private:
    Case caseOf(int number);
    void prepare(Case& one);
    void clear(const Case& one);
    PlanRequest requestOf(const Case& one) const;
    QStringList violationsOf(const Case& one);
    bool isEnabled(const QString& name)
    {
        return m_apply.value(QStringLiteral("select count(*) from healthcare.integrations where enabled and "
                                            "config->>'instance_name' = '%1'")
                                 .arg(name)) != "0";
    }

    CreationRig m_rig;
    ApplyRig m_apply{m_rig};
    QRandomGenerator m_random{20'261'129};
    int m_removed = 0; ///< cases in which something went, by both witnesses or by our own deletion
};

void UnlistedCampaignTest::initTestCase()
{
    const auto started = m_rig.start();
    QVERIFY2(started, started ? "" : qPrintable(started.error()));
    for (int number = 0; number < 10; ++number) // for a control sample
        m_apply.storeOne();
    m_apply.applyTimes.call = 5s;
    m_apply.applyTimes.removal.call = 5s;
}

Case UnlistedCampaignTest::caseOf(int number)
{
    Case one;
    one.kind = kinds[static_cast<size_t>(number) % std::size(kinds)];
    one.said = static_cast<Said>(number / static_cast<int>(std::size(kinds)) % 6);
    one.listed = static_cast<Listed>(number / static_cast<int>(std::size(kinds) * 6) % 3);
    one.instance.clinic = m_rig.addOrganization();
    one.instance.isEnabled = one.kind != PlanKind::Replace || m_random.bounded(2) == 0;
    one.instance.isCached = m_random.bounded(3) > 0;
    one.instance.connection = one.said == Said::Open ? QStringLiteral("open") : QStringLiteral("close");
    one.name = QLatin1String("clinic-") + one.instance.clinic.organization.toString();
    one.instance.name = one.name;
    return one;
}

void UnlistedCampaignTest::prepare(Case& one)
{
    m_rig.forgetCases();
    EvolutionServer& server = m_rig.fleet.server;
    m_apply.store(one.instance);
    // Others of the organization, of which a cleaning or an adoption would choose one.
    StoredInstance other = one.instance;
    other.hasRow = false;
    other.connection = QStringLiteral("close");
    other.name = one.name + QStringLiteral("-2");
    if (one.kind == PlanKind::Repair || one.kind == PlanKind::Clean)
        m_apply.store(other);
    if (one.kind == PlanKind::Clean) {
        other.name = one.name + QStringLiteral("-3");
        other.connection = QStringLiteral("open");
        m_apply.store(other);
    }
    if (one.said == Said::Absent)
        server.removeInstance(one.name);
    else
        server.setUnlisted(one.name, true);
    const QByteArray path = statePath + one.name.toUtf8();
    if (one.said == Said::WithoutState)
        server.setMemory(one.name, EvolutionMemory::Missing);
    if (one.said == Said::ForeignNotFound)
        server.addFault(
            {.kind = HttpFault::Kind::Status, .status = 404, .body = "<h1>Not Found</h1>", .pathPrefix = path});
    if (one.said == Said::NoAnswer)
        server.addFault({.kind = HttpFault::Kind::Status, .status = 502, .pathPrefix = path});
    if (one.listed == Listed::Empty)
        server.addFault({.kind = HttpFault::Kind::Body, .body = "[]", .pathPrefix = "/instance/fetchInstances"});
    if (one.listed == Listed::Starting)
        server.setStarting(true);
    server.clearRequests();
}

void UnlistedCampaignTest::clear(const Case& one)
{
    EvolutionServer& server = m_rig.fleet.server;
    server.clearFaults();
    server.setStarting(false);
    for (const QString& suffix : {QString(), QStringLiteral("-2"), QStringLiteral("-3")})
        server.removeInstance(one.name + suffix);
    m_apply.execute(QStringLiteral("delete from healthcare.integrations where organization_id = '%1'")
                        .arg(one.instance.clinic.organization.toString()));
    (void)m_rig.fleet.redis.command({"DEL", "whatsapp:instance:" + one.name.toUtf8()});
    QDir(m_rig.journalPath()).removeRecursively();
}

PlanRequest UnlistedCampaignTest::requestOf(const Case& one) const
{
    if (one.kind == PlanKind::Repair)
        return ApplyRig::request(one.kind, {});
    if (one.kind != PlanKind::Clean)
        return ApplyRig::request(one.kind, {one.name});
    PlanRequest request;
    request.kind = PlanKind::Clean;
    request.organizations = {one.instance.clinic.organization};
    return request;
}

QStringList UnlistedCampaignTest::violationsOf(const Case& one)
{
    QStringList wrong;
    const QByteArray path = one.name.toUtf8();
    const bool wasEnabled = isEnabled(one.name);
    const bool hadEntry = m_apply.hasKey("whatsapp:instance:" + path);
    const MadePlan made = m_apply.make(requestOf(one));
    const ChangeResult result = m_apply.apply(made.plan);
    const EvolutionServer& server = m_rig.fleet.server;
    const auto expect = [&](bool holds, const char* what) {
        if (!holds)
            wrong << one.title() + QString::fromLatin1(what) + QLatin1String(": ") +
                         (result.error ? result.error->sentence : QString());
    };
    const bool stands = server.instance(one.name).has_value();
    const QString remains = m_apply.remains(one.name);
    const bool hasRow = remains.contains(QLatin1String("row"));
    const bool isChosen = one.kind == PlanKind::Repair || one.kind == PlanKind::Clean;
    const bool isUnknown = !one.answers() && one.said != Said::Absent;
    expect(server.requestCount("POST", "/instance/create") == 0, "a second one was made");
    expect(!stands || hasRow, "row gone, instance there");
    expect(
        !stands || !hadEntry || one.kind == PlanKind::Disable || m_apply.hasKey("whatsapp:instance:" + path),
        "entry gone, instance there");
    if (isChosen) {
        expect(stands == one.isAlive(), "it was deleted");
        expect(one.listed == Listed::Whole || hasRow, "removed on a suspect list");
    }
    if (isUnknown || one.listed == Listed::Starting) {
        expect(hasRow && isEnabled(one.name) == wasEnabled, "changed by one witness");
        expect(stands == one.isAlive(), "deleted by one witness");
    }
    if (one.kind == PlanKind::Disable && stands && !isEnabled(one.name) && wasEnabled)
        expect(!isOpen(*server.instance(one.name)), "disabled and not logged out");
    m_removed += !hasRow || (one.isAlive() && !stands) ? 1 : 0;
    return wrong;
}

void UnlistedCampaignTest::nothingIsDoneByOneWitness()
{
    Campaign campaign(QStringLiteral("Unlisted instances and one witness, on real stores"));
    const int wanted = Campaign::count(100, 720);
    for (int number = 0; number < wanted; ++number) {
        Case one = caseOf(number);
        prepare(one);
        const QStringList violations = violationsOf(one);
        for (const QString& violation : violations)
            campaign.violate(QStringLiteral("%1: ").arg(number) + violation);
        clear(one);
        campaign.addCase();
        campaign.showProgress(wanted);
    }
    QVERIFY(campaign.finish());
    QVERIFY(m_removed > 3); // where both witnesses said so, it went
}

STEWARD_TEST(UnlistedCampaignTest)
} // namespace steward::unlisted_campaign_test

#include "unlisted_campaign_test.moc"
