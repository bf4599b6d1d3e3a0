#include "workflows/pairing/pairing.h"

#include "workflows/base/waiting.h"
#include "workflows/journal/workflow_run.h"
#include "workflows/pairing/pairing_end.h"
#include "workflows/pairing/pairing_errors.h"
#include "workflows/pairing/pairing_resume.h"
#include "workflows/pairing/pairing_session.h"
#include "workflows/read/plan_rights.h"
#include "workflows/read/unquiet_names.h"
#include "workflows/writes/row_image_notes.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct PairingText {
    Q_DECLARE_TR_FUNCTIONS(steward::Pairing)
};

using Phase = PairingStatus::Phase;

/// Whether the instance is there, before anything else of it is known.
Phase phaseOf(const Error& error)
{
    if (error.kind == ErrorKind::Stopped)
        return Phase::Stopped;
    return error == PairingErrors::absent() ? Phase::Absent : Phase::Failed;
}

PairingResult refused(const InstanceName& name, PairingObserver& observer, const Error& error)
{
    PairingResult result;
    ChangeItem item{.instanceName = name};
    item.error = error;
    static_cast<ChangeResult&>(result) = pairingResultOf(pairingKind(), item, OperationOutcome::Refused);
    result.last.phase = phaseOf(error);
    result.last.error = error;
    result.last.isUnasked = true;
    observer.changed(result.last);
    return result;
}

/// What would be written into the row has to be taken back one day.
std::optional<Error> imageRefusal(RowReading& database, const IntegrationId& row, const CallContext& limits)
{
    JournalStep unused{JournalAction::RecordPairing, row.toString()};
    const auto noted = RowImageNotes::noteBefore(unused, database, row, limits);
    return noted ? std::nullopt : std::optional(noted.error());
}

OperationOutcome outcomeWithoutPhone(const PairingSession& session)
{
    if (session.hasShownCode())
        return OperationOutcome::Partial;
    return session.hasSent() ? OperationOutcome::Failed : OperationOutcome::Refused;
}

} // namespace

Pairing::Pairing(Session session, PairingTimes times)
    : m_session(std::move(session))
    , m_times(times)
{
}

PairingResult Pairing::pair(const PairingRequest& request, PairingObserver& observer, const CallContext& limits)
{
    if (m_session.readOnly)
        return refused(request.name, observer, PairingErrors::readOnly());
    // A session linked now would be lost where the server still cleans up by this name.
    if (const auto unquiet = unquietRefusal(m_session, request.name))
        return refused(request.name, observer, *unquiet);
    StorePorts ports(*m_session.stores);
    auto subject = readPairingSubject(ports, request.name, m_times.call, limits);
    if (!subject)
        return refused(request.name, observer, subject.error());
    subject->typed = request.byNumber;
    // A code that is scanned and could be written nowhere is none.
    if (const auto missing = missingRights(*m_session.stores, rightsToPair(), limits); !missing.empty())
        return refused(request.name, observer, missing.front());
    if (const auto unkept = imageRefusal(*ports.database, subject->row.id, oneCall(m_times.call, limits)))
        return refused(request.name, observer, *unkept);
    const QString& whose = subject->row.displayName;
    //: %1 is the name that the instance's row shows, or the instance's own
    const QString title = PairingText::tr("Pair %1").arg(whose.isEmpty() ? request.name.text() : whose);
    auto run =
        WorkflowRun::begin(m_session.journal.get(), {pairingKind(), m_session.profileId, m_session.workstation, title});
    if (!run)
        return refused(request.name, observer, run.error());

    if (const auto noted = noteSubject(*run, *subject); !noted)
        return refused(request.name, observer, noted.error());
    PairingStatus begin;
    begin.expectedPhone = subject->expected();
    PairingSession session(*ports.server, *run, request, m_times, observer, begin);
    PairingResult result;
    result.last = session.run(limits);
    ChangeItem item{.instanceName = request.name, .organizationId = subject->row.organizationId};
    OperationOutcome outcome = OperationOutcome::Done;
    if (result.last.phase == Phase::Open) {
        item.server = session.hasSent() ? StoreOutcome::Written : StoreOutcome::Kept;
        result.last.error = concludeOpen(ports, *run, m_session, m_times, *subject, result.last, item, limits);
        outcome = result.last.error ? OperationOutcome::Partial : OperationOutcome::Done;
    } else {
        outcome = outcomeWithoutPhone(session);
        item.server = outcome == OperationOutcome::Refused ? StoreOutcome::Skipped : StoreOutcome::Kept;
    }
    item.error = result.last.error;
    static_cast<ChangeResult&>(result) = pairingResultOf(pairingKind(), item, outcome);
    // Linked, and not written or not proven: resume goes on with it.
    const bool isForResume = result.last.phase == Phase::Open && item.error && !result.last.isOtherPhone;
    if (!isForResume)
        finishOperation(*run, result);
    if (result.last.phase == Phase::Open)
        observer.changed(result.last);
    return result;
}

int PairingResult::exitCode() const
{
    const bool isLinked = last.phase == Phase::Open && !last.isOtherPhone;
    return exitCodeOf(outcome, isOpen || isLinked);
}

} // namespace steward
