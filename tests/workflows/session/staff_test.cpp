#include "stores/practice/practice_fleet.h"
#include "stores/practice/practice_stores.h"
#include "support/campaign.h"
#include "support/test_registry.h"
#include "support/worker.h"
#include "workflows/agreed.h"
#include "workflows/creation/creation_workflow.h"
#include "workflows/creation/pairing_reset.h"
#include "workflows/creation/replacing.h"
#include "workflows/guards/guards_apply.h"
#include "workflows/journal/apply_words.h"
#include "workflows/journal/journal.h"
#include "workflows/journal/workflow_run.h"
#include "workflows/outbox/outbox.h"
#include "workflows/pairing/pairing.h"
#include "workflows/pairing/pairing_resume.h"
#include "workflows/restore/row_restore.h"
#include "workflows/resume/resume.h"
#include "workflows/watched_stores.h"

#include <QMap>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <set>

using namespace steward;
using namespace steward::test;
using namespace std::chrono_literals;

namespace steward::staff_test {
using steward::rig::onWorker;

namespace {

const QString profileId = QStringLiteral("desk-profile");

/// A kind that is added does not compile without its place here.
bool isPlanKind(PlanKind kind)
{
    switch (kind) {
    case PlanKind::Delete:
    case PlanKind::Clean:
    case PlanKind::Repair:
    case PlanKind::Disable:
    case PlanKind::Enable:
    case PlanKind::Protect:
    case PlanKind::Unprotect:
    case PlanKind::Replace:
    case PlanKind::ResetPairing:
    case PlanKind::Unlink:
    case PlanKind::SetWebhook:
    case PlanKind::Restart:
        return true;
    }
    return false;
}

const std::vector<PlanKind> allPlanKinds = [] {
    std::vector<PlanKind> kinds;
    for (int value = 0; isPlanKind(static_cast<PlanKind>(value)); ++value)
        kinds.push_back(static_cast<PlanKind>(value));
    return kinds;
}();

/// With what a plan of its kind needs to have something to do.
PlanRequest requestOf(PlanKind kind, const InstanceName& name)
{
    PlanRequest request;
    request.kind = kind;
    if (kind != PlanKind::Clean)
        request.names = {name};
    if (kind == PlanKind::SetWebhook)
        request.webhook = WebhookChoice{QStringLiteral("https://new.example.org/{instance_name}"), {}};
    return request;
}

/// Else there is nothing whose protection could be taken away.
void protectAll(PracticeState& state, bool areProtected)
{
    for (PracticeRow& row : state.rows)
        row.row.isProtected = areProtected && row.isOurs();
}

CallContext patient()
{
    return CallContext::within(30s);
}

ApplyTimes quickly()
{
    ApplyTimes times;
    times.removal.firstPause = 5ms;
    times.removal.longestPause = 20ms;
    times.removal.secondLook = 20ms;
    times.backAgain = 5ms;
    return times;
}

CreationTimes quickCreation()
{
    CreationTimes times;
    times.betweenProofs = times.betweenLooks = times.lookAgain = 5ms;
    times.secondLook = 20ms;
    return times;
}

PairingTimes quickPairing()
{
    PairingTimes times;
    times.poll = times.secondProof = 5ms;
    return times;
}

class SilentPairing final : public PairingObserver {
public:
    void changed(const PairingStatus&) override {}
};

/// The calls that change something, in their order: "database.remove".
class Writes final {
public:
    void tell(Store store, const char* call, CallMoment moment)
    {
        static const std::set<std::string> reads{"list",    "find",      "memoryStates", "webhook", "diagnose",
                                                 "image",   "images",    "claimOf",      "scan",    "read",
                                                 "residue", "mayChange", "listening"};
        if (moment == CallMoment::Before && !reads.contains(call))
            m_calls << storeWord(store) + QLatin1Char('.') + QLatin1String(call);
    }
    QStringList take() { return std::exchange(m_calls, {}); }

private:
    QStringList m_calls;
};

QString sentenceIn(const std::optional<Error>& error)
{
    return error ? error->sentence : QString();
}

/// Of the operation, or else of its items.
QString reasonOf(const ChangeResult& result)
{
    QStringList reasons{sentenceIn(result.error)};
    for (const ChangeItem& item : result.items)
        reasons << sentenceIn(item.error);
    reasons.removeAll(QString());
    return reasons.join(QLatin1Char(' '));
}

/// What creating and pairing are made of. Whatever else is called changes what others have made.
bool isOfStaff(const QString& call)
{
    static const QStringList own{
        QStringLiteral("server.create"),  QStringLiteral("server.connect"),  QStringLiteral("server.setWebhook"),
        QStringLiteral("database.claim"), QStringLiteral("database.insert"), QStringLiteral("database.recordPairing"),
        QStringLiteral("cache.write"),    QStringLiteral("cache.publish"),   QStringLiteral("cache.publishAll")};
    return own.contains(call);
}

template<typename T>
constexpr bool opensWithoutARole = requires(const QString& path)
{
    T::open(path);
};
static_assert(!opensWithoutARole<Journal>);

} // namespace

/// A profile for staff: whatever a person or a script tries, nothing is deleted, cleaned, repaired, disabled, taken
/// back or guarded, and instances are created and phones paired all the same.
class StaffTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theJournalBeginsNothingElse();
    void whoseRoleNobodySaidIsStaff();
    void anotherVersionsOperationTakesAnAdministrator();
    void staffCreateAndPair();
    void everyPlanForEveryInstanceIsRefused();
    void whatAnAdministratorLeftWaitsForOne();
    void aFewRandomDays();

private:
    ProfileContext context(Role role);
    Session session(Role role);
    std::vector<InstanceName> names();
    std::optional<AgreedPlan> agreedByAdministrator(const PlanRequest& request);
    ChangeResult applyAs(Role role, const AgreedPlan& agreed);
    CreationRequest newOrganization();
    /// One thing that somebody tries; empty: nothing but what is staff's was done, else what was.
    QString attempt(int kind, QRandomGenerator& random);
    QString violationOf(const QString& reason, int exitCode);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<PracticeWorld> m_world;
    Writes m_writes;
    std::vector<AgreedPlan> m_agreed;  ///< by an administrator, for the random days
    std::vector<DeletedRow> m_deleted; ///< what an administrator's deletion took
};

void StaffTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_world = makePracticeFleet();
    m_world->visit([](PracticeState& state, Timestamp) {
        state.deletionTime = 1ms;
        state.scanTime = 1ms;
    });
    m_writes.take();
    m_agreed.clear();
    m_deleted.clear();
}

ProfileContext StaffTest::context(Role role)
{
    ProfileContext context;
    context.stores = watchedStores(
        std::make_shared<PracticeStores>(m_world),
        [this](Store store, const char* call, CallMoment moment) { m_writes.tell(store, call, moment); });
    context.settings.webhookTemplate = practiceWebhookTemplate();
    context.settings.secondLook = 0ms;
    context.profileId = profileId;
    context.environment = Environment::Development;
    context.role = role;
    context.journalPath = m_folder->path() + QStringLiteral("/journal");
    context.protectInProfile = [this](const InstanceName&, bool) -> Result<void> {
        m_writes.tell(Store::Database, "protectInProfile", CallMoment::Before);
        return {};
    };
    return context;
}

Session StaffTest::session(Role role)
{
    auto opened = Session::open(context(role));
    if (!opened)
        qFatal("%s", qPrintable(opened.error().sentence));
    return std::move(*opened);
}

std::vector<InstanceName> StaffTest::names()
{
    return m_world->visit([](const PracticeState& state, Timestamp) {
        std::vector<InstanceName> names;
        for (const PracticeInstance& instance : state.instances)
            names.push_back(instance.listed.name);
        return names;
    });
}

std::optional<AgreedPlan> StaffTest::agreedByAdministrator(const PlanRequest& request)
{
    const MadePlan made = PlanMaker(Session::reading(context(Role::Administrator))).make(request, patient());
    auto agreed = AgreedPlan::from(std::make_shared<const Plan>(made.plan), made.verdict, made.verdict.confirm);
    return agreed ? std::optional(*std::move(agreed)) : std::nullopt;
}

ChangeResult StaffTest::applyAs(Role role, const AgreedPlan& agreed)
{
    ApplyObserver silent;
    const PauseControl free;
    return PlanApplication(session(role), quickly()).apply(agreed, silent, free, patient());
}

CreationRequest StaffTest::newOrganization()
{
    CreationRequest request;
    request.organizationId = OrganizationId::create();
    request.name = InstanceName::fromText(QStringLiteral("clinic-") + request.organizationId.toString());
    m_world->visit([&request](PracticeState& state, Timestamp) {
        state.organizations.push_back({request.organizationId, QStringLiteral("Clínica Nova"), true});
        state.clinics.push_back({ClinicId::create(), request.organizationId, QStringLiteral("Centro"), true});
    });
    return request;
}

QString StaffTest::violationOf(const QString& reason, int exitCode)
{
    const QStringList written = m_writes.take();
    if (!written.isEmpty())
        return QStringLiteral("wrote ") + written.join(QLatin1Char(' '));
    if (exitCode != exitCodeOf(OperationOutcome::Refused))
        return QStringLiteral("ended with %1: ").arg(exitCode) + reason;
    return reason.contains(administratorsOnly().sentence) ? QString() : QStringLiteral("says: ") + reason;
}

void StaffTest::theJournalBeginsNothingElse()
{
    onWorker([&] {
        const Session staff = session(Role::Staff);
        const Session administrator = session(Role::Administrator);
        QStringList kinds{
            unlinkingKind(),
            resetKind(),
            replacingKind(),
            restoringKind(),
            guardsKind(),
            QString(),
            QStringLiteral("created"),
            QStringLiteral("Create"),
            QStringLiteral("of-another-version")};
        for (const PlanKind kind : allPlanKinds)
            kinds << applyKind(kind);
        for (const QString& kind : kinds) {
            const JournalTask task{kind, profileId, QStringLiteral("desk"), QStringLiteral("title")};
            const auto refused = staff.journal->begin(task);
            QVERIFY2(!refused, qPrintable(kind));
            QCOMPARE(refused.error().sentence, administratorsOnly().sentence);
            QVERIFY2(administrator.journal->begin(task), qPrintable(kind));
        }
        QVERIFY(staff.started().empty());
        for (const QString& kind : {creationKind(), pairingKind(), tellingKind()})
            QVERIFY2(staff.journal->begin({kind, profileId, {}, {}}), qPrintable(kind));
        const auto content = staff.journal->read();
        QVERIFY(content);
        for (JournalEntry entry : content->unfinished())
            QCOMPARE(static_cast<bool>(staff.journal->takeOver(entry)), mayBegin(Role::Staff, entry.task.kind));
    });
}

void StaffTest::whoseRoleNobodySaidIsStaff()
{
    QCOMPARE(BreakerFacts().role, Role::Staff);
    onWorker([&] {
        ProfileContext stores;
        stores.journalPath = m_folder->path() + QStringLiteral("/journal");
        const auto session = Session::open(stores);
        QVERIFY(session);
        for (const PlanKind kind : allPlanKinds)
            QVERIFY2(!session->journal->begin({applyKind(kind), profileId, {}, {}}), qPrintable(applyKind(kind)));
        QVERIFY(session->journal->begin({creationKind(), profileId, {}, {}}));
    });
}

void StaffTest::anotherVersionsOperationTakesAnAdministrator()
{
    QVERIFY(!mayBegin(Role::Staff, QStringLiteral("apply-something")));
    QVERIFY(mayBegin(Role::Administrator, QStringLiteral("apply-something")));
    QVERIFY(!mayApplyPlans(Role::Staff));
    QVERIFY(!mayApplyPlans(static_cast<Role>(7)));
    QVERIFY(!roleFromWord(u"admin") && !roleFromWord(u"") && !roleFromWord(u"Administrator"));
    for (const Role role : {Role::Staff, Role::Administrator})
        QCOMPARE(roleFromWord(roleWord(role)), std::optional(role));
}

void StaffTest::staffCreateAndPair()
{
    onWorker([&] {
        const CreationRequest request = newOrganization();
        WorkflowObserver silent;
        const CreationResult created =
            Creation(session(Role::Staff), quickCreation()).create(request, silent, patient());
        QVERIFY2(created.exitCode() == 0, qPrintable(created.error ? created.error->sentence : QString()));
        SilentPairing watching;
        const PairingResult paired =
            Pairing(session(Role::Staff), quickPairing()).pair({request.name, {}}, watching, patient());
        QVERIFY2(paired.exitCode() == 0, qPrintable(paired.last.error ? paired.last.error->sentence : QString()));
        const QStringList written = m_writes.take();
        QVERIFY(
            written.contains(QStringLiteral("server.create")) && written.contains(QStringLiteral("server.connect")));
        for (const QString& call : written)
            QVERIFY2(isOfStaff(call), qPrintable(call));
    });
}

/// Shown as staff, and applied as staff where an administrator has agreed to it.
void StaffTest::everyPlanForEveryInstanceIsRefused()
{
    Campaign campaign(QStringLiteral("Staff: every kind of plan for every instance"));
    QMap<PlanKind, int> agreedTo;
    onWorker([&] {
        const std::vector<InstanceName> all = names();
        const size_t each = static_cast<size_t>(Campaign::count(12, static_cast<int>(all.size())));
        for (const PlanKind kind : allPlanKinds) {
            const bool isOfAll = kind == PlanKind::Clean;
            m_world->visit([kind](PracticeState& state, Timestamp) { protectAll(state, kind == PlanKind::Unprotect); });
            // Some of them; then all, until an administrator has agreed to one.
            const size_t some = isOfAll ? 1 : std::min(each, all.size());
            const auto isTried = [&](size_t place) {
                return place < some || (!isOfAll && !agreedTo.contains(kind) && place < some + all.size());
            };
            for (size_t place = 0; isTried(place); ++place) {
                const PlanRequest request =
                    requestOf(kind, place < some ? all[place * (all.size() / some)] : all[place - some]);
                const QString what = planKindWord(kind) + QLatin1Char(' ') +
                                     (isOfAll ? QStringLiteral("of all") : request.names.front().text());
                const MadePlan shown = PlanMaker(Session::reading(context(Role::Staff))).make(request, patient());
                campaign.addCase();
                if (!shown.verdict.isRefused() ||
                    AgreedPlan::from(std::make_shared<const Plan>(shown.plan), shown.verdict, shown.plan.confirm))
                    campaign.violate(what + QStringLiteral(": can be agreed to"));
                const auto agreed = agreedByAdministrator(request);
                if (!agreed)
                    continue;
                ++agreedTo[kind];
                campaign.addCase();
                const ChangeResult result = applyAs(Role::Staff, *agreed);
                if (const QString violation = violationOf(reasonOf(result), result.exitCode()); !violation.isEmpty())
                    campaign.violate(what + QStringLiteral(": ") + violation);
            }
        }
        QVERIFY(!Resume(session(Role::Staff)).interrupted()->size());
        // That nothing was written is the role's doing: the same is written for an administrator.
        PlanRequest deletion;
        deletion.names = {all.front()};
        const auto agreed = agreedByAdministrator(deletion);
        QVERIFY(agreed);
        QCOMPARE(applyAs(Role::Administrator, *agreed).exitCode(), 0);
        QVERIFY(m_writes.take().contains(QStringLiteral("server.remove")));
    });
    for (const PlanKind kind : allPlanKinds)
        QVERIFY2(agreedTo.value(kind) > 0, qPrintable(planKindWord(kind)));
    QVERIFY(campaign.finish());
    QVERIFY(campaign.cases() >= 100);
}

void StaffTest::whatAnAdministratorLeftWaitsForOne()
{
    onWorker([&] {
        QStringList kinds{unlinkingKind(), resetKind(), replacingKind(), restoringKind(), guardsKind()};
        for (const PlanKind kind : allPlanKinds)
            kinds << applyKind(kind);
        {
            const Session administrator = session(Role::Administrator);
            for (const QString& kind : kinds)
                QVERIFY(administrator.journal->begin({kind, profileId, {}, kind})); // and goes, as if it were killed
        }
        WorkflowObserver silent;
        const auto resumed = Resume(session(Role::Staff), quickCreation(), quickly()).resumeAll(silent, patient());
        QVERIFY(resumed);
        QCOMPARE(resumed->size(), static_cast<size_t>(kinds.size()));
        for (const ResumedOperation& one : *resumed) {
            QVERIFY2(one.result.outcome == OperationOutcome::Refused, qPrintable(one.entry.task.kind));
            QVERIFY(one.result.error && one.result.error->sentence == administratorsOnly().sentence);
        }
        QCOMPARE(exitCodeOf(*resumed), exitCodeOf(OperationOutcome::Refused));
        QCOMPARE(m_writes.take(), QStringList());
        QCOMPARE(Resume(session(Role::Staff)).interrupted()->size(), static_cast<size_t>(kinds.size()));
        // Beside what staff may bring to its end.
        QVERIFY(session(Role::Administrator).journal->begin({creationKind(), profileId, {}, {}}));
        QVERIFY(Resume(session(Role::Staff), quickCreation(), quickly()).resumeAll(silent, patient()));
        QCOMPARE(Resume(session(Role::Staff)).interrupted()->size(), static_cast<size_t>(kinds.size()));
    });
}

QString StaffTest::attempt(int kind, QRandomGenerator& random)
{
    const std::vector<InstanceName> all = names();
    const auto any = [&](const auto& of) -> decltype(auto) {
        return of[static_cast<size_t>(random.bounded(static_cast<int>(of.size())))];
    };
    WorkflowObserver steps;
    ApplyObserver items;
    const PauseControl free;
    switch (kind) {
    case 0: {
        const ChangeResult result = applyAs(Role::Staff, any(m_agreed));
        return violationOf(reasonOf(result), result.exitCode());
    }
    case 1: {
        const PlanKind planned = any(allPlanKinds);
        PlanRequest request = requestOf(planned, any(all));
        if (random.bounded(4) == 0)
            request.names.clear();
        request.withResidue = random.bounded(2) == 0;
        const MadePlan made = PlanMaker(Session::reading(context(Role::Staff))).make(request, patient());
        return violationOf(sentenceIn(made.verdict.refusal(made.plan.confirm)), made.verdict.isRefused() ? 4 : 0);
    }
    case 2: {
        ResetPlan plan =
            PairingReset(Session::reading(context(Role::Administrator)), quickCreation()).plan(any(all), patient());
        plan.refusal.reset();
        const CreationResult result =
            PairingReset(session(Role::Staff), quickCreation()).reset(plan, plan.name.text(), steps, patient());
        // What cannot be reset by anybody is refused for that.
        return m_writes.take().isEmpty() && result.exitCode() != 0 ? QString() : QStringLiteral("was reset");
    }
    case 3: {
        const ChangeResult result = RowRestore(session(Role::Staff)).restore(m_deleted, patient());
        return violationOf(reasonOf(result), result.exitCode());
    }
    case 4: {
        const Session staff = session(Role::Staff);
        const auto port = staff.stores->makeGuards();
        GuardsApply guards(*port, staff.journal.get(), {guardsKind(), profileId, {}, {}});
        const auto plan = guards.plan({}, patient());
        if (!plan)
            return plan.error().sentence;
        const auto standing = [this] {
            return m_world->visit([](const PracticeState& state, Timestamp) { return state.guards; });
        };
        const auto before = standing();
        const GuardsResult result = guards.apply(*plan, patient());
        return before != standing() ? QStringLiteral("a guard was made")
                                    : violationOf(sentenceIn(result.error), result.exitCode());
    }
    case 5: {
        CreationRequest request = newOrganization();
        const ReplacingResult result = Replacing(session(Role::Staff), quickCreation(), quickly())
                                           .replace(any(m_agreed), request, items, steps, free, patient());
        return m_writes.take().isEmpty() && result.exitCode() != 0 ? QString() : QStringLiteral("was replaced");
    }
    case 6: {
        const auto resumed = Resume(session(Role::Staff), quickCreation(), quickly()).resumeAll(steps, patient());
        const QStringList written = m_writes.take();
        return resumed && std::ranges::all_of(written, isOfStaff) ? QString() : written.join(QLatin1Char(' '));
    }
    default:
        break;
    }
    const CreationRequest request = newOrganization();
    const CreationResult created = Creation(session(Role::Staff), quickCreation()).create(request, steps, patient());
    const QStringList written = m_writes.take();
    if (created.exitCode() != 0)
        return created.error ? created.error->sentence : QStringLiteral("was not created");
    return std::ranges::all_of(written, isOfStaff) ? QString() : written.join(QLatin1Char(' '));
}

void StaffTest::aFewRandomDays()
{
    Campaign campaign(QStringLiteral("Staff: random events"));
    const int events = Campaign::count(150, 10'000);
    onWorker([&] {
        const std::vector<InstanceName> all = names();
        const Session administrator = session(Role::Administrator);
        for (size_t place = 0; place < all.size() && m_deleted.empty(); ++place) { // one that had a row
            PlanRequest deletion;
            deletion.names = {all[place]};
            const auto agreed = agreedByAdministrator(deletion);
            if (!agreed || applyAs(Role::Administrator, *agreed).exitCode() != 0)
                continue;
            const auto kept = readJournal({administrator.journalPath});
            QVERIFY(kept && !kept->operations.empty());
            m_deleted =
                RowRestore(administrator).archivedBy(kept->operations.back().id).value_or(std::vector<DeletedRow>());
        }
        QVERIFY(!m_deleted.empty());
        for (const PlanKind kind : allPlanKinds) {
            for (const size_t place : {size_t(1), size_t(7), size_t(20)}) {
                if (auto plan = agreedByAdministrator(requestOf(kind, all[place])))
                    m_agreed.push_back(*std::move(plan));
            }
        }
        QVERIFY(m_agreed.size() > 5);
        QVERIFY(administrator.journal->begin({applyKind(PlanKind::Delete), profileId, {}, {}}));
        m_writes.take();
        QRandomGenerator random(1711);
        for (int event = 0; event < events; ++event) {
            const int kind = random.bounded(8);
            campaign.addCase();
            if (const QString violation = attempt(kind, random); !violation.isEmpty())
                campaign.violate(QStringLiteral("event %1 of kind %2: %3").arg(event).arg(kind).arg(violation));
            if (event % 500 == 499)
                campaign.showProgress(events);
        }
    });
    QVERIFY(campaign.finish());
}

STEWARD_TEST(StaffTest)
} // namespace steward::staff_test

#include "staff_test.moc"
