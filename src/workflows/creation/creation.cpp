#include "workflows/creation/creation.h"

#include "workflows/base/store_ports.h"
#include "workflows/base/waiting.h"
#include "workflows/creation/creation_errors.h"
#include "workflows/creation/creation_steps.h"
#include "workflows/creation/creation_workflow.h"
#include "workflows/journal/journal.h"
#include "workflows/journal/workflow_run.h"
#include "workflows/read/audit_reader.h"
#include "workflows/read/own_removals.h"
#include "workflows/read/plan_rights.h"
#include "workflows/read/unquiet_names.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct CreationText {
    Q_DECLARE_TR_FUNCTIONS(steward::Creation)
};

CreationResult refusedBy(const CreationRequest& request, CreationCheck check)
{
    CreationResult result;
    result.operation = QStringLiteral("create");
    ChangeItem item{.instanceName = request.name, .organizationId = request.organizationId};
    if (check.refusal) {
        item.error = check.refusal;
    } else if (!check.standing.empty()) {
        const Conflict& first = check.standing.front();
        item.error = Error{ErrorKind::NameInUse, first.because, QStringLiteral("found by the check")};
    }
    result.items.push_back(item);
    result.error = item.error;
    result.check = std::move(check);
    return result;
}

CreationResult refusedBy(const CreationRequest& request, const Error& error)
{
    CreationCheck check;
    check.refusal = error;
    return refusedBy(request, std::move(check));
}

/// By a reading that asked the server for the name.
CreationCheck checked(const Audit& audit, const CreationRequest& request)
{
    CreationCheck check = checkCreation(audit, request);
    if (!check.refusal)
        check.refusal = nameNotConcluded(audit, request);
    return check;
}

/// What this profile's operations removed is looked up only where it could explain something: the journal is long.
/// Once for a file's lines.
class ListTrouble final {
public:
    ListTrouble(const Audit& audit, const Session& session)
        : m_audit(audit)
        , m_session(session)
    {
    }
    std::optional<Error> of(const CreationRequest& request)
    {
        const auto grace = m_session.settings.pendingGrace;
        auto trouble = listNotBelieved(m_audit, request, grace, {});
        if (!trouble || m_session.journalPath.isEmpty())
            return trouble;
        if (!m_removed)
            m_removed = ownRemovals({m_session.journalPath}, m_session.profileId);
        return listNotBelieved(m_audit, request, grace, *m_removed);
    }

private:
    const Audit& m_audit;
    const Session& m_session;
    std::optional<RemovedByUs> m_removed;
};

/// The healthy one that stands, where it is the only thing that does.
const Conflict* onlyHealthy(const CreationCheck& check, const OrganizationId& organization)
{
    if (check.refusal || check.standing.size() != 1)
        return nullptr;
    const Conflict& only = check.standing.front();
    return only.isHealthy && only.organizationId == organization ? &only : nullptr;
}

} // namespace

/// What the check read.
struct Creation::Looked {
    CreationCheck check;
    QString organizationName;
    bool hadCacheEntries = false;
    bool isConclusive = false;         ///< the stores were read whole, and answered for the name
    std::optional<Timestamp> listedAt; ///< see CreationRecord
    std::optional<Error> listTrouble;  ///< see listNotBelieved()
};

Creation::Creation(Session session, CreationTimes times)
    : m_session(std::move(session))
    , m_times(times)
{
}

Audit Creation::readAll(const std::vector<CreationRequest>& requests, const CallContext& limits)
{
    AuditRequest reading;
    reading.timePerStore = m_times.reading;
    reading.onlyMemoryAsked = true;
    reading.furtherUntil = limits.deadline;
    reading.further = [&requests](const Audit& audit) {
        return ServerQuestions{withControls(namesForCreation(audit, requests), audit), {}};
    };
    AuditProgress silent;
    return AuditReader(*m_session.stores, m_session.settings).read(reading, silent, limits.stop);
}

/// What claim, cache or workers would be refused for, before anything is made.
std::optional<Error> Creation::missingRight(const CallContext& limits) const
{
    const std::vector<Error> missing = missingRights(*m_session.stores, rightsToCreate(), limits);
    return missing.empty() ? std::nullopt : std::optional(missing.front());
}

Creation::Looked Creation::look(const CreationRequest& request, const CallContext& limits)
{
    const Audit audit = readAll({request}, limits);
    std::vector<CreationCheck> checks{checked(audit, request)};
    holdBack(checks, {request});
    Looked looked{.check = std::move(checks.front())};
    looked.isConclusive =
        audit.allStoresRead() && !audit.snapshot().serverStarting && !nameNotConcluded(audit, request);
    if (audit.snapshot().server.isWhole())
        looked.listedAt = audit.snapshot().server->answeredAt;
    if (audit.snapshot().database.isWhole())
        looked.organizationName = audit.organizationName(request.organizationId);
    if (looked.check.isGreen())
        looked.listTrouble = ListTrouble(audit, m_session).of(request);
    const AuditRow* row = audit.find(request.name);
    looked.hadCacheEntries = row && row->inCache == Presence::Present;
    return looked;
}

std::vector<CreationCheck> Creation::checkAll(const std::vector<CreationRequest>& requests, const CallContext& limits)
{
    const Audit audit = readAll(requests, limits);
    std::vector<CreationCheck> checks;
    checks.reserve(requests.size());
    ListTrouble listTrouble(audit, m_session);
    for (const CreationRequest& request : requests) {
        checks.push_back(checked(audit, request));
        if (checks.back().isGreen())
            checks.back().refusal = listTrouble.of(request);
    }
    holdBack(checks, requests);
    if (m_session.readOnly || !audit.allStoresRead())
        return checks;
    if (const auto missing = missingRight(limits)) {
        for (CreationCheck& check : checks)
            check.refusal = check.refusal.value_or(*missing);
    }
    return checks;
}

/// A name that the server may still clean up after is not used again yet (WORKFLOWS, "Deletion").
void Creation::holdBack(std::vector<CreationCheck>& checks, const std::vector<CreationRequest>& requests) const
{
    if (std::ranges::none_of(checks, &CreationCheck::isGreen))
        return;
    const auto unquiet = UnquietNames::read(m_session.journalPath, m_session.profileId, currentTime());
    for (size_t place = 0; place < checks.size(); ++place) {
        if (checks[place].isGreen())
            checks[place].refusal = unquiet ? unquiet->refusal(requests[place].name) : unquiet.error();
    }
}

CreationResult Creation::create(const CreationRequest& request, WorkflowObserver& observer, const CallContext& limits)
{
    observer.stepsKnown(creationStepTitles());
    if (m_session.readOnly)
        return refusedBy(request, readOnlyCreationError());
    observer.stepChanged(static_cast<int>(CreationStep::Check), StepState::Running, {});
    return createAfter(look(request, limits), request, observer, limits);
}

CreationResult
Creation::createOrReuse(const CreationRequest& request, WorkflowObserver& observer, const CallContext& limits)
{
    observer.stepsKnown(creationStepTitles());
    observer.stepChanged(static_cast<int>(CreationStep::Check), StepState::Running, {});
    Looked looked = look(request, limits);
    const Conflict* standing = onlyHealthy(looked.check, request.organizationId);
    if (!standing) {
        return m_session.readOnly ? refusedBy(request, readOnlyCreationError())
                                  : createAfter(looked, request, observer, limits);
    }
    const auto memory = m_session.stores->makeServer()->memoryStates({standing->name}, oneCall(m_times.call, limits));
    if (!memory)
        return refusedBy(request, memory.error());
    if (!isInMemory(memory->front()))
        return refusedBy(request, std::move(looked.check)); // a ghost, or one of which too little is known
    CreationResult result;
    result.operation = QStringLiteral("create");
    result.outcome = OperationOutcome::Done;
    result.integrationId = standing->integrationId;
    result.items.push_back(
        {standing->name, standing->organizationId, StoreOutcome::Kept, StoreOutcome::Kept, StoreOutcome::Kept, {}, {}});
    result.check = std::move(looked.check);
    observer.stepChanged(static_cast<int>(CreationStep::Check), StepState::Done, standing->because);
    return result;
}

std::optional<CreationResult> Creation::refusal(
    const Looked& looked, const CreationRequest& request, WorkflowObserver& observer, const CallContext& limits) const
{
    const auto failed = [&](CreationResult refused) {
        observer.stepChanged(static_cast<int>(CreationStep::Check), StepState::Failed, refused.error->sentence);
        return refused;
    };
    if (!looked.check.isGreen())
        return failed(refusedBy(request, looked.check));
    if (const auto missing = missingRight(limits))
        return failed(refusedBy(request, *missing));
    if (limits.stopped())
        return refusedBy(request, stoppedError());
    return {};
}

CreationResult Creation::createAfter(
    const Looked& looked, const CreationRequest& request, WorkflowObserver& observer, const CallContext& limits)
{
    if (auto refused = refusal(looked, request, observer, limits))
        return *std::move(refused);
    // Not of a second half: what it was made room for was read and agreed to, and the list may be empty without it.
    if (looked.listTrouble) {
        observer.stepChanged(static_cast<int>(CreationStep::Check), StepState::Failed, looked.listTrouble->sentence);
        return refusedBy(request, *looked.listTrouble);
    }
    //: %1 is an organization's name
    const QString title = CreationText::tr("Create an instance for %1").arg(looked.organizationName);
    auto run = WorkflowRun::begin(
        m_session.journal.get(), {creationKind(), m_session.profileId, m_session.workstation, title});
    if (!run)
        return refusedBy(request, run.error());
    CreationRecord record;
    record.request = request;
    return createLooked(*run, looked, std::move(record), observer, limits);
}

CreationResult Creation::createLooked(
    WorkflowRun& run, const Looked& looked, CreationRecord record, WorkflowObserver& observer,
    const CallContext& limits)
{
    observer.stepChanged(
        static_cast<int>(CreationStep::Check), StepState::Done,
        QStringList(looked.check.notices.begin(), looked.check.notices.end()).join(QLatin1Char(' ')));
    record.organizationName = looked.organizationName;
    record.hadCacheEntries = looked.hadCacheEntries;
    record.listedAt = looked.listedAt;
    CreationWorkflow journey(m_session, m_times, run, std::move(record), observer);
    CreationResult result = journey.run(limits);
    result.check.notices = looked.check.notices;
    return result;
}

CreationResult Creation::createWithin(
    WorkflowRun& run, const CreationRequest& request, WorkflowObserver& observer, const CallContext& limits)
{
    observer.stepChanged(static_cast<int>(CreationStep::Check), StepState::Running, {});
    Looked looked;
    if (m_session.readOnly)
        looked.check.refusal = readOnlyCreationError();
    else
        looked = look(request, limits);
    auto refused = refusal(looked, request, observer, limits);
    if (!refused) {
        CreationRecord record;
        record.request = request;
        record.isSecondHalf = true;
        return createLooked(run, looked, std::move(record), observer, limits);
    }
    const bool waits = !looked.isConclusive || (limits.stopped() && run.isTakenOver());
    refused->outcome = OperationOutcome::Partial;
    if (waits)
        refused->leaveOpen();
    else if (const auto ended = run.finish(OperationOutcome::Partial); !ended)
        refused->leaveOpen(ended.error());
    return *std::move(refused);
}

bool endsRun(const CreationResult& result)
{
    if (!result.error || result.outcome == OperationOutcome::Done)
        return false;
    const int status = result.error->status;
    return result.error->kind == ErrorKind::WrongKey || status == 401 || status == 407 || status == 429 ||
           status >= 500;
}

Error notStartedError(const Error& why)
{
    return {
        ErrorKind::Stopped,
        //: %1 is a sentence that says what went wrong with an earlier line
        CreationText::tr("Not begun, because an earlier line met a problem that concerns all of them: %1")
            .arg(why.sentence),
        QStringLiteral("the run ended before: ") + why.detail};
}

ChangeResult creationsTogether(const std::vector<CreationResult>& results)
{
    ChangeResult combined;
    combined.operation = QStringLiteral("create");
    const auto has = [&results](OperationOutcome outcome) {
        return std::ranges::any_of(results, [outcome](const CreationResult& one) { return one.outcome == outcome; });
    };
    for (const CreationResult& result : results)
        combined.items.insert(combined.items.end(), result.items.begin(), result.items.end());
    const bool isAnyDone = has(OperationOutcome::Done);
    const bool isAnyNot = has(OperationOutcome::Refused) || has(OperationOutcome::Failed);
    if (has(OperationOutcome::Partial) || (isAnyDone && isAnyNot))
        combined.outcome = OperationOutcome::Partial;
    else if (has(OperationOutcome::Failed))
        combined.outcome = OperationOutcome::Failed;
    else if (isAnyDone || results.empty())
        combined.outcome = OperationOutcome::Done;
    combined.isOpen = std::ranges::any_of(results, [](const CreationResult& one) { return one.isOpen; });
    return combined;
}

} // namespace steward
