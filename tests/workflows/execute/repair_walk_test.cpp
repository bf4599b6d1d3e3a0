#include "stores/practice/practice_fleet.h"
#include "stores/practice/practice_stores.h"
#include "stores/practice/practice_tenant.h"
#include "stores/server_port.h"
#include "support/campaign.h"
#include "support/practice_loader.h"
#include "support/scratch_directory.h"
#include "support/test_registry.h"
#include "support/worker.h"
#include "wording/finding_words.h"
#include "wording/skip_words.h"
#include "workflows/agreed.h"
#include "workflows/apply_rig.h"
#include "workflows/read/audit_reader.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace steward;
using namespace steward::test;
using namespace std::chrono_literals;

namespace steward::repair_walk_test {

namespace {

/// What a repair comes to where a person has to do it: to whom it is said, and in which words.
struct Told {
    SkipReason reason;
    const char* sentence; ///< with %1, the instance
};

constexpr Told cleanFirst{
    SkipReason::CleanFirst, "%1 has duplicates. Clean them up first: that also repairs row, cache and webhook (in the "
                            "window: Clean up…; on the command line: clean)."};
constexpr Told sharedPhone{
    SkipReason::SharedPhone, "Another instance has the number of %1 too. Find out which one the clinic uses, then "
                             "disable or delete the other (on the command line: disable NAME or delete NAME)."};
constexpr Told tellOfGhost{
    SkipReason::Ghost,
    "The server lists %1 but does not run it. Tell the server's administrator: “Restart the Evolution API server. If "
    "the instance still has no state then, delete it from the table Instance of its database.”"};
constexpr Told tellOfName{
    SkipReason::UnreachableName,
    "No address can reach an instance named “%1”. Tell the server's administrator: “Delete the instance with exactly "
    "this name from the table Instance of the Evolution API's database, then restart the server.”"};
constexpr Told tellOfUnlisted{
    SkipReason::Unlisted,
    "The server runs %1 but does not list it. Tell the server's administrator: “See which clientName this instance has "
    "in the table Instance of the Evolution API's database. If it is this server's, restart the server.”"};
constexpr Told wasConnected{
    SkipReason::WasConnected, "The server has no instance %1, but its row was connected once. Enable it by name to "
                              "create the instance, or delete it by name to remove the row."};
constexpr Told listBehindMemory{
    SkipReason::StateMismatch, "The server lists %1 as disconnected but runs it connected. Its row is left as it is: "
                               "restart the instance on the server, then read again."};
constexpr Told pairAgain{
    SkipReason::PairAgain, "The phone of %1 is not connected any more. Pair it again with the phone at hand (on the "
                           "command line: pair NAME)."};
constexpr Told decideOrganization{
    SkipReason::DecideOrganization,
    "The name of %1 and its row point to different organizations. Find out whose it is, then assign that organization "
    "(on the command line: repair NAME --organization UUID)."};

/// The end of one finding's repair; without words it is gone afterwards.
struct Case {
    FindingCode code;
    std::optional<Told> told;
};

constexpr Case cases[] = {
    {FindingCode::DuplicateInstance, cleanFirst},
    {FindingCode::DuplicateIntegration, cleanFirst},
    {FindingCode::DuplicatePhone, sharedPhone},
    {FindingCode::GhostInstance, tellOfGhost},
    {FindingCode::UnlistedInstance, tellOfUnlisted},
    {FindingCode::OrphanedInstance, {}},
    {FindingCode::OrphanedIntegration, wasConnected},
    {FindingCode::StaleCache, {}},
    {FindingCode::CacheMismatch, {}},
    {FindingCode::UnreadableCache, {}},
    {FindingCode::CacheWithoutExpiry, {}},
    {FindingCode::StatusDrift, {}},
    {FindingCode::StateMismatch, listBehindMemory},
    {FindingCode::PhoneMismatch, {}},
    {FindingCode::OrganizationMismatch, decideOrganization},
    {FindingCode::ConnectionLost, pairAgain},
    {FindingCode::StuckPairing, {}},
    {FindingCode::DisabledButConnected, {}},
    {FindingCode::NamelessIntegration, {}},
    {FindingCode::UnreachableName, tellOfName},
    {FindingCode::WebhookMismatch, {}},
    {FindingCode::NotCached, {}},
    {FindingCode::Residue, {}},
};
static_assert(std::size(cases) == findingCodeCount, "every finding has its case");

/// All that a finding stands at, and the finding: compared before and after.
struct FoundAt {
    QByteArray identity;
    FindingCode code;
    bool operator<(const FoundAt& other) const
    {
        return identity != other.identity ? identity < other.identity : code < other.code;
    }
};

std::set<FoundAt> findingsIn(const Audit& audit)
{
    std::set<FoundAt> all;
    for (const AuditRow& row : audit.rows()) {
        for (const Finding& finding : row.findings)
            all.insert({row.identity(), finding.code});
    }
    return all;
}

} // namespace

/// Every finding of CONTRACT, where it occurs: repaired it is gone, or the plan says whose it is, in the right words.
class RepairWalkTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCode_data();
    void everyCode();
    void everythingAtOnceOnRealStores();
    void adoptedForTheChosenOrganization();

private:
    ProfileContext parts(const std::shared_ptr<const StoreFactory>& stores) const;
    static Audit audited(const StoreFactory& stores);
    static MadePlan made(const ProfileContext& parts, const PlanRequest& request);
    static ChangeResult applied(const ProfileContext& parts, const Plan& plan);
    static PlanRequest repairOf(const Audit& audit, std::optional<FindingCode> code);
    static QString judged(const FoundAt& standing, const Plan& plan, const std::set<FoundAt>& after);

    rig::ScratchDirectory m_folder;
};

ProfileContext RepairWalkTest::parts(const std::shared_ptr<const StoreFactory>& stores) const
{
    ProfileContext parts;
    parts.role = Role::Administrator;
    parts.stores = stores;
    parts.settings.webhookTemplate = practiceWebhookTemplate();
    parts.settings.secondLook = 0ms;
    parts.profileId = QStringLiteral("practice");
    parts.environment = steward::Environment::Development;
    parts.journalPath = m_folder.filePath(QStringLiteral("journal"));
    return parts;
}

/// Asked for everything that an audit can ask.
Audit RepairWalkTest::audited(const StoreFactory& stores)
{
    return rig::onWorker([&] {
        AuditSettings settings;
        settings.webhookTemplate = practiceWebhookTemplate();
        settings.secondLook = 0ms;
        AuditRequest request;
        request.withResidue = true;
        request.allMemory = true;
        const auto listing = stores.makeServer()->list(CallContext::within(10s));
        for (const ServerInstance& instance : listing->instances)
            request.askWebhooks.push_back(instance.name);
        AuditProgress silent;
        return AuditReader(stores, settings).read(request, silent);
    });
}

MadePlan RepairWalkTest::made(const ProfileContext& parts, const PlanRequest& request)
{
    return rig::onWorker([&] {
        const auto session = Session::open(parts);
        return PlanMaker(*session).make(request, CallContext::within(30s));
    });
}

ChangeResult RepairWalkTest::applied(const ProfileContext& parts, const Plan& plan)
{
    return rig::onWorker([&] {
        const auto session = Session::open(parts);
        ApplyObserver silent;
        return applyShown(
            *session, ApplyRig::times(), plan, plan.confirm, silent, PauseControl(), CallContext::within(60s));
    });
}

/// Of everything at which it stands, chosen one by one, as a selection in the table is.
PlanRequest RepairWalkTest::repairOf(const Audit& audit, std::optional<FindingCode> code)
{
    PlanRequest request;
    request.kind = PlanKind::Repair;
    if (code)
        request.findings = {*code};
    for (const AuditRow& row : audit.rows()) {
        if (code ? !row.has(*code) : row.findings.empty())
            continue;
        if (row.kind == RowKind::Instance)
            request.names.push_back(row.name);
        else
            request.others.push_back(row.identity());
    }
    return request;
}

/// What is wrong with the end of one finding; empty: nothing.
QString RepairWalkTest::judged(const FoundAt& standing, const Plan& plan, const std::set<FoundAt>& after)
{
    const PlanItemRef item = plan.find(standing.identity);
    if (!item)
        return QStringLiteral("no item");
    const auto left = std::ranges::find(item->left, std::optional(standing.code), &Skipped::finding);
    if (left != item->left.end()) {
        if (sentenceOf(*left).isEmpty() || sentenceOf(*left).contains(QLatin1String("%1")))
            return QStringLiteral("left without words");
        return after.contains(standing) ? QString() : QStringLiteral("left, and gone all the same");
    }
    return after.contains(standing) ? QStringLiteral("not left, and still there") : QString();
}

void RepairWalkTest::everyCode_data()
{
    QTest::addColumn<int>("place");
    for (size_t place = 0; place < std::size(cases); ++place)
        QTest::addRow("%s", qPrintable(findingWord(cases[place].code))) << static_cast<int>(place);
}

void RepairWalkTest::everyCode()
{
    QFETCH(int, place);
    const Case& expected = cases[place];
    QCOMPARE(static_cast<int>(expected.code), place); // none twice, so none is missing
    const auto stores = std::make_shared<PracticeStores>(makePracticeFleet());
    const Audit before = audited(*stores);
    QVERIFY2(before.counts().findings.value(expected.code) > 0, "the fixture has no such finding");
    const MadePlan plan = made(parts(stores), repairOf(before, expected.code));
    const ChangeResult result = applied(parts(stores), plan.plan);
    QVERIFY2(!result.error, result.error ? qPrintable(result.error->sentence) : "");
    const std::set<FoundAt> after = findingsIn(audited(*stores));
    bool isAsExpected = false;
    for (const AuditRow& row : before.rows()) {
        if (!row.has(expected.code))
            continue;
        const FoundAt standing{row.identity(), expected.code};
        const QString wrong = judged(standing, plan.plan, after);
        QVERIFY2(wrong.isEmpty(), qPrintable(row.title() + QStringLiteral(": ") + wrong));
        const PlanItem& item = *plan.plan.find(row.identity());
        if (!expected.told) {
            isAsExpected = isAsExpected || item.left.empty();
            continue;
        }
        QVERIFY(!item.left.empty() && item.steps.empty());
        if (item.left.front().reason != expected.told->reason)
            continue;
        isAsExpected = true;
        const QString subject = expected.code == FindingCode::UnreachableName ? row.name.text() : row.title();
        QCOMPARE(
            sentenceOf(item.left.front()),
            QString::fromUtf8(expected.told->sentence).replace(QLatin1String("%1"), subject));
    }
    QVERIFY2(isAsExpected, "nowhere did it end as it should");
}

void RepairWalkTest::everythingAtOnceOnRealStores()
{
    rig::LiveFleet fleet({0, 0});
    RIG_VERIFY(fleet.start());
    const auto world = makePracticeFleet();
    const rig::PracticeLoader loader(*world);
    fleet.server.clearInstances();
    loader.load(fleet.server);
    RIG_VERIFY(loader.load(fleet.postgres, fleet.database()));
    RIG_VERIFY(loader.load(fleet.redis));
    fleet.server.setDeletionDelay(20ms);
    const rig::ScratchDirectory folder;
    ProfileContext live = parts(std::make_shared<LiveStores>(fleet.settings()));
    live.journalPath = folder.filePath(QStringLiteral("journal"));
    const Audit before = audited(*live.stores);
    QVERIFY(before.allStoresRead());
    for (const Case& each : cases)
        QVERIFY2(before.counts().findings.value(each.code) > 0, qPrintable(findingWord(each.code)));
    const MadePlan plan = made(live, repairOf(before, {}));
    const ChangeResult result = applied(live, plan.plan);
    QVERIFY2(!result.error, result.error ? qPrintable(result.error->sentence) : "");
    const std::set<FoundAt> after = findingsIn(audited(*live.stores));
    Campaign campaign(QStringLiteral("Findings repaired or left with words, at once, on real stores"));
    for (const FoundAt& standing : findingsIn(before)) {
        campaign.addCase();
        const QString wrong = judged(standing, plan.plan, after);
        // What is left because of another finding goes with that one's repair.
        if (!wrong.isEmpty() && !wrong.startsWith(QLatin1String("left, and gone")))
            campaign.violate(
                QString::fromUtf8(standing.identity) + QLatin1Char(' ') + findingWord(standing.code) +
                QLatin1String(": ") + wrong);
    }
    QVERIFY(campaign.finish());
    for (const ChangeItem& item : result.items) {
        if (item.error && plan.plan.find("name:" + item.instanceName.utf8())->left.empty())
            QFAIL(qPrintable(item.instanceName.text() + QStringLiteral(": ") + item.error->sentence));
    }
}

void RepairWalkTest::adoptedForTheChosenOrganization()
{
    const auto stores = std::make_shared<PracticeStores>(makePracticeFleet());
    const InstanceName loose = InstanceName::fromText(u"teste-recepcao");
    const auto chosen = practiceOrganizationId(u"Clínica Boa Semente");
    PlanRequest request;
    request.kind = PlanKind::Repair;
    request.names = {loose};
    request.findings = {FindingCode::OrphanedInstance};
    const Plan unchosen = made(parts(stores), request).plan;
    QVERIFY(unchosen.items.front().isLeft(SkipReason::ChooseOrganization));
    QVERIFY(unchosen.items.front().steps.empty());
    request.adopt[loose] = chosen;
    const Plan plan = made(parts(stores), request).plan;
    const ChangeResult result = applied(parts(stores), plan);
    QVERIFY2(result.exitCode() == 0, result.error ? qPrintable(result.error->sentence) : "");
    const Audit after = audited(*stores);
    const AuditRow* row = after.find(loose);
    QVERIFY(row && row->organizationId == chosen && row->enabledIntegration());
    QVERIFY(row->instanceEntry && row->instanceEntry->organizationId == chosen);
    QVERIFY2(row->findings.empty(), row->findings.empty() ? "" : qPrintable(sentenceOf(row->findings.front())));
    // Taken by then: the organization has its instance.
    PlanRequest second = request;
    second.names = {InstanceName::fromText(u"site-chat")};
    second.adopt = {{second.names.front(), chosen}};
    QVERIFY(made(parts(stores), second).plan.items.front().steps.empty());
}

STEWARD_TEST(RepairWalkTest)
} // namespace steward::repair_walk_test

#include "repair_walk_test.moc"
