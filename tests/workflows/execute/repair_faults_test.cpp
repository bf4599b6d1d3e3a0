#include "support/any_id.h"
#include "support/pace.h"
#include "support/side_by_side.h"
#include "support/test_registry.h"
#include "support/worker.h"
#include "workflows/apply_rig.h"
#include "workflows/execute/permuted_fleet.h"
#include "workflows/fault_matrix.h"

#include <QTest>

#include <algorithm>

using namespace steward;
using namespace steward::test;
using namespace std::chrono_literals;

namespace steward::repair_faults_test {

namespace {

/// All that is left of it is its queues.
void leftResidue(PracticeTenant& tenant)
{
    story::healthyWithQueues(tenant);
    story::withoutAnything(tenant);
}

/// The row names nothing, and what it named stands.
void forgottenName(PracticeTenant& tenant)
{
    tenant.row().instanceName = {};
    tenant.entries.clear();
}

/// What only a person decides.
enum class Decision : quint8 { None, UsePhone, Organization, SetName, Remove };

/// An organization that has nothing yet.
const OrganizationId emptyOrganization(QUuid{0x0e0e0e0e, 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 0x0e});

/// One kind of repair, and what it is for.
struct Repair {
    const char* word;
    PracticeStory happened;
    std::optional<FindingCode> finding; ///< nothing: protected
    PlanKind kind = PlanKind::Repair;
    Decision decision = Decision::None;
};

const Repair repairs[] = {
    {"rewrites entries", story::otherValuesCached, FindingCode::CacheMismatch},
    {"rewrites unreadable entries", story::unreadableCache, FindingCode::UnreadableCache},
    {"drops entries", story::staleKeys, FindingCode::StaleCache},
    {"limits a lifetime", story::eternalCache, FindingCode::CacheWithoutExpiry},
    {"writes the status of an open one", story::openButPending, FindingCode::StatusDrift},
    {"writes the status of a closed one", story::closedButActive, FindingCode::StatusDrift},
    {"writes the number", story::otherPhone, FindingCode::PhoneMismatch},
    {"disconnects", story::disabledButConnected, FindingCode::DisabledButConnected},
    {"switches the webhook on", story::webhookOff, FindingCode::WebhookMismatch},
    {"sets the webhook anew", story::webhookMissing, FindingCode::WebhookMismatch},
    {"resets a pairing", story::stuckPairing, FindingCode::StuckPairing},
    {"clears residue", leftResidue, FindingCode::Residue},
    {"removes an orphaned row", neverPairedOrphan, FindingCode::OrphanedIntegration},
    {"removes a nameless row", story::namelessRow, FindingCode::NamelessIntegration},
    {"protects", story::healthy, {}, PlanKind::Protect},
    {"takes the protection off", story::healthy, {}, PlanKind::Unprotect},
    {"unlinks", story::healthy, {}, PlanKind::Unlink},
    {"takes the phone for the right one", story::otherPhone, {}, PlanKind::Repair, Decision::UsePhone},
    {"gives it another organization", story::healthy, {}, PlanKind::Repair, Decision::Organization},
    {"lets the row name it", forgottenName, {}, PlanKind::Repair, Decision::SetName},
    {"removes the row that was chosen", story::namelessRow, {}, PlanKind::Repair, Decision::Remove},
};

/// What a repair begins with and what it ends with where nothing goes wrong.
struct Course {
    FleetPicture before;
    FleetPicture after;
};

QStringList ofKind(const QStringList& pieces, std::initializer_list<const char*> words)
{
    QStringList some;
    for (const QString& piece : pieces) {
        if (std::ranges::any_of(words, [&](const char* word) { return piece.startsWith(QLatin1String(word)); }))
            some << piece;
    }
    return some;
}

struct Case {
    const Repair* repair = nullptr;
    FaultPoint point;
};

using Courses = std::map<const Repair*, Course>;

/// The stores with a watch on every call, and a case on them.
class RepairBench final {
    Q_DISABLE_COPY_MOVE(RepairBench)

public:
    RepairBench()
    {
        if (const auto started = m_rig.start(); !started)
            qFatal("%s", qPrintable(started.error()));
        m_rig.fleet.server.setDeletionDelay(20ms);
        m_apply.applyTimes.call = atThisPace(300ms);
        m_apply.applyTimes.removal.call = atThisPace(300ms);
        m_apply.applyTimes.removal.proving = 400ms;
        m_apply.applyTimes.removal.closing = 200ms;
        m_maker = std::make_unique<TroubleMaker>(m_rig);
    }

    void
    addCasesOf(const Repair& repair, const std::vector<Trouble>& troubles, std::vector<Case>& cases, Courses& courses);
    std::optional<QString> violationOf(const Case& one, const Course& course);

private:
    MadePlan prepared(const Repair& repair, const PermutedFleet& fleet);
    PlanRequest requestFor(const Repair& repair, const PermutedFleet& fleet);
    void decide(PlanRequest& request, Decision decision, const PermutedFleet::Member& member);
    FleetPicture look(const PermutedFleet& fleet);

    CreationRig m_rig;
    ApplyRig m_apply{m_rig};
    std::unique_ptr<TroubleMaker> m_maker;
};

QStringList piecesOf(const FleetPicture& picture, const PermutedFleet& fleet)
{
    const auto found = picture.pieces.find(fleet.members().front().organization);
    return found == picture.pieces.end() ? QStringList() : found->second;
}

void RepairBench::decide(PlanRequest& request, Decision decision, const PermutedFleet::Member& member)
{
    const QString ofMember = QStringLiteral("select id from healthcare.integrations where organization_id = '%1'")
                                 .arg(member.organization.toString());
    switch (decision) {
    case Decision::None:
        return;
    case Decision::UsePhone:
        request.usePhone = true;
        return;
    case Decision::Organization:
        request.adopt.emplace(member.names.front(), emptyOrganization);
        return;
    case Decision::SetName:
    case Decision::Remove:
        request.row = RowChoice{anId(m_apply.value(ofMember)), {}};
        if (decision == Decision::SetName)
            request.row->name = member.names.front();
        request.names.clear();
        return;
    }
}

PlanRequest RepairBench::requestFor(const Repair& repair, const PermutedFleet& fleet)
{
    PlanRequest request;
    request.kind = repair.kind;
    request.names = fleet.members().front().names;
    decide(request, repair.decision, fleet.members().front());
    if (repair.kind != PlanKind::Repair || repair.decision != Decision::None)
        return request;
    request.others = fleet.members().front().others;
    request.findings = {*repair.finding};
    return request;
}

MadePlan RepairBench::prepared(const Repair& repair, const PermutedFleet& fleet)
{
    m_rig.forgetCases();
    fleet.load(m_rig.fleet);
    m_apply.execute(QStringLiteral("insert into core.organizations (id, name, is_active) values ('%1', 'Empty', true)")
                        .arg(emptyOrganization.toString()));
    PlanRequest request = requestFor(repair, fleet);
    if (repair.kind == PlanKind::Unprotect) {
        PlanRequest first = request;
        first.kind = PlanKind::Protect;
        if (m_apply.apply(m_apply.make(first).plan).exitCode() != 0)
            qFatal("cannot be protected");
    }
    return m_apply.make(request);
}

FleetPicture RepairBench::look(const PermutedFleet& fleet)
{
    return rig::onWorker([&] { return fleet.look(LiveStores(m_rig.fleet.settings())); });
}

void RepairBench::addCasesOf(
    const Repair& repair, const std::vector<Trouble>& troubles, std::vector<Case>& cases, Courses& courses)
{
    const PermutedFleet fleet({repair.happened}, 2);
    const MadePlan made = prepared(repair, fleet);
    Course& course = courses[&repair];
    course.before = look(fleet);
    m_maker->arm(nullptr);
    const ChangeResult result = m_apply.apply(made.plan);
    const auto points = m_maker->points(troubles);
    course.after = look(fleet);
    if (result.exitCode() != 0 || course.before.pieces == course.after.pieces)
        qFatal("\"%s\" fails without any fault, or does nothing", repair.word);
    for (const FaultPoint& point : points)
        cases.push_back({&repair, point});
}

/// A store that is said to be written holds what it is to hold at the end.
std::optional<QString> violationOfAnswer(const ChangeResult& result, const QStringList& now, const QStringList& after)
{
    if (result.outcome == OperationOutcome::Done && now != after)
        return QStringLiteral("says done, and is not");
    const auto isDone = [](StoreOutcome outcome) {
        return outcome == StoreOutcome::Written || outcome == StoreOutcome::Gone;
    };
    // Of several items another one may be behind.
    const bool isAlone = result.items.size() == 1;
    const bool serverDone = isAlone && isDone(result.items.front().server);
    const bool databaseDone = isAlone && isDone(result.items.front().database);
    const bool cacheDone = isAlone && isDone(result.items.front().cache);
    const auto differs = [&](std::initializer_list<const char*> words) {
        return ofKind(now, words) != ofKind(after, words);
    };
    const bool isUnexplained =
        result.outcome == OperationOutcome::Partial && !result.error &&
        std::ranges::none_of(result.items, [](const ChangeItem& item) { return item.error.has_value(); });
    if (isUnexplained)
        return QStringLiteral("not done, and says not why");
    if (databaseDone && differs({"row"}))
        return QStringLiteral("says that the row is written, and it is not");
    if (cacheDone && differs({"entry", "residue"}))
        return QStringLiteral("says that the cache is written, and it is not");
    if (serverDone && differs({"instance"}))
        return QStringLiteral("says that the server did it, and it did not");
    return {};
}

/// Nothing of what stays is taken, nothing is there that belongs to neither end, and nobody else's has changed.
std::optional<QString> violationAtRest(const Course& course, const FleetPicture& now)
{
    for (const auto& [owner, pieces] : course.before.pieces) {
        const auto after = course.after.pieces.find(owner);
        const auto found = now.pieces.find(owner);
        const QStringList last = after == course.after.pieces.end() ? QStringList() : after->second;
        const QStringList standing = found == now.pieces.end() ? QStringList() : found->second;
        for (const QString& piece : pieces) {
            if (last.contains(piece) && !standing.contains(piece))
                return QStringLiteral("was taken, and is to stay: ") + piece;
        }
        for (const QString& piece : standing) {
            if (!last.contains(piece) && !pieces.contains(piece))
                return QStringLiteral("belongs to neither end: ") + piece;
        }
    }
    return {};
}

std::optional<QString> RepairBench::violationOf(const Case& one, const Course& course)
{
    const PermutedFleet fleet({one.repair->happened}, 2);
    const QStringList after = piecesOf(course.after, fleet);
    const MadePlan made = prepared(*one.repair, fleet);
    m_maker->arm(&one.point);
    const ChangeResult result = m_apply.apply(made.plan);
    m_maker->disarm();
    QThread::msleep(40); // what the server accepted goes within its time
    const FleetPicture now = look(fleet);
    if (const auto violation = violationOfAnswer(result, piecesOf(now, fleet), after))
        return violation;
    if (const auto violation = violationAtRest(course, now))
        return violation;
    bool endedInPart = false;
    std::vector<ChangeResult> answers;
    for (int times = 0; times < 2 && m_rig.hasUnfinished(); ++times) {
        answers = m_apply.resume(ApplyRig::unhurried());
        for (const ChangeResult& resumed : answers) {
            if (const auto violation = violationOfAnswer(resumed, piecesOf(look(fleet), fleet), after))
                return QStringLiteral("resumed: ") + *violation;
            const bool namesCommand = resumed.error && resumed.error->sentence.contains(QStringLiteral("plan repair"));
            endedInPart = endedInPart || (resumed.exitCode() == 1 && namesCommand);
        }
    }
    if (m_rig.hasUnfinished())
        return QStringLiteral("never comes to an end: ") + troubleIn(answers);
    const FleetPicture last = look(fleet);
    if (const auto violation = violationAtRest(course, last))
        return QStringLiteral("resumed: ") + *violation;
    if (last.pieces == course.after.pieces)
        return {};
    // It was refused, or ended in part: asked for again, as the sentence of what ended in part names it, it is done.
    PlanRequest again = requestFor(*one.repair, fleet);
    if (endedInPart)
        again.findings.clear();
    m_apply.apply(m_apply.make(again).plan);
    return look(fleet).pieces == course.after.pieces
               ? std::nullopt
               : std::optional(QStringLiteral("asked for again, it does not come to its end"));
}

} // namespace

/// Every repair, every step of it, with every fault of the store it uses: what belongs to nobody's repair stays,
/// nothing is called written or gone that is not, and once the fault is over it comes to the same end as without one.
class RepairFaultsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyStepWithEveryFault();
};

void RepairFaultsTest::everyStepWithEveryFault()
{
    const std::vector<Trouble> troubles = allTroubles();
    std::vector<Case> cases;
    Courses courses;
    {
        RepairBench bench;
        for (const Repair& repair : repairs)
            bench.addCasesOf(repair, troubles, cases, courses);
    }
    const size_t inShort = 110;
    const size_t stride = Campaign::isLong() ? 1 : (cases.size() + inShort - 1) / inShort;
    qInfo("%d cases there are", static_cast<int>(cases.size()));
    Campaign campaign(QStringLiteral("Repairs, every step with every fault"));
    sideBySide<RepairBench>(
        campaign, (cases.size() + stride - 1) / stride, Campaign::count(2, 4),
        [] { return std::make_unique<RepairBench>(); },
        [&](RepairBench& bench, size_t place) -> std::optional<QString> {
            const Case& one = cases[place * stride];
            const auto violation = bench.violationOf(one, courses.at(one.repair));
            if (!violation)
                return {};
            return QString::fromLatin1(one.repair->word) + QStringLiteral(", ") + one.point.text() +
                   QStringLiteral(": ") + *violation;
        });
    QVERIFY(campaign.finish());
}

STEWARD_TEST(RepairFaultsTest)
} // namespace steward::repair_faults_test

#include "repair_faults_test.moc"
