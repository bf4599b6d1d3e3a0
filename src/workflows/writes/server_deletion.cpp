#include "workflows/writes/server_deletion.h"

#include "workflows/base/pause_control.h"
#include "workflows/base/waiting.h"
#include "workflows/journal/workflow_run.h"
#include "workflows/writes/server_deletion_pool.h"
#include "workflows/writes/server_deletion_watch.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct AskingText {
    Q_DECLARE_TR_FUNCTIONS(steward::ServerDeletion)
};

/// Answered by something in front of the server that did not let it through. What a gateway says of a server that does
/// not answer is no refusal: it may have been handed on.
bool isRefusedInFront(const Error& error)
{
    return error.inFront && error.status != 0 && (error.status < 500 || error.status == 501);
}

Error refusedInFrontError(const Error& error)
{
    if (error.status < 300) {
        return {
            ErrorKind::Rejected,
            //: %1 is a status such as 200
            AskingText::tr(
                "What answered the deletion is not the Evolution API server's own answer (status %1), and instance, "
                "row and cache entry are still there. See what stands in front of the server, then delete it again.")
                .arg(error.status),
            error.detail, error.status, true};
    }
    return {
        ErrorKind::Rejected,
        //: %1 is a status such as 405
        AskingText::tr(
            "A proxy or firewall in front of the server refused the deletion (status %1), so instance, row and cache "
            "entry are still there. Ask its administrator to let DELETE requests through, then delete it again.")
            .arg(error.status),
        error.detail, error.status, true};
}

/// By the server's own words, others than that a phone has to be logged out first.
Error refusedByServerError(const Error& error)
{
    return {
        ErrorKind::Rejected,
        //: %1 is a status such as 403
        AskingText::tr("The server refused the deletion (status %1), so instance, row and cache entry are still there. "
                       "Ask its administrator why, then delete it again.")
            .arg(error.status),
        error.detail, error.status, false};
}

/// 1.8 and 2.2.0: "needs to be disconnected" (EVOLUTION_API 5.8). No other refusal asks for the phone to be logged out.
bool asksForLogOut(const Error& error)
{
    return error.kind == ErrorKind::Rejected && error.status == 400 &&
           error.detail.contains(QLatin1String("disconnected"));
}

/// 2.3.7 of an open instance: logged out, and not deleted (EVOLUTION_API 8).
Error stumbledError(bool hasLoggedOut, const Error& error)
{
    const QString sentence =
        hasLoggedOut
            ? AskingText::tr(
                  "The phone was logged out, but the server could not delete the instance in two attempts. Row and "
                  "cache entry were left as they were; restart the instance or the server, then delete it again.")
            : AskingText::tr("The server could not delete the instance in two attempts. Row and cache entry were left "
                             "as they were; restart the instance or the server, then delete it again.");
    return {ErrorKind::Rejected, sentence, error.detail, error.status, false};
}

} // namespace

bool awaitClosed(
    ServerPort& server, const InstanceName& name, const ServerDeletionTimes& times, const CallContext& limits)
{
    const CallContext within = oneCall(times.closing, limits);
    Backoff pause(times.firstPause, times.longestPause);
    do {
        const auto states = server.memoryStates({name}, oneCall(times.call, within));
        if (states && states->front() != MemoryState::Open && states->front() != MemoryState::Unknown)
            return true;
    } while (waitFor(pause.next(), within));
    return false;
}

std::set<InstanceName> goneAmong(
    ServerPort& server, const std::vector<InstanceName>& names, const ServerDeletionTimes& times,
    const CallContext& limits)
{
    const auto states = server.memoryStates(names, oneCall(times.call, limits));
    std::set<InstanceName> gone;
    for (size_t place = 0; states && place < names.size(); ++place) {
        if (states->at(place) == MemoryState::NotFound)
            gone.insert(names[place]);
    }
    if (gone.empty())
        return {};
    const auto listing = server.list(oneCall(times.call, limits));
    if (!listing || listing->instances.empty())
        return {};
    for (const ServerInstance& instance : listing->instances)
        gone.erase(instance.name);
    for (const OddEntry& odd : listing->odd) // nothing is concluded about its name
        gone.erase(odd.name);
    return gone;
}

bool hasGone(ServerPort& server, const InstanceName& name, const ServerDeletionTimes& times, const CallContext& limits)
{
    return goneAmong(server, {name}, times, limits).contains(name);
}

DeletionLook afterDelete(
    ServerPort& server, const ServerDeletionRequest& request, bool isSecond, Error& error,
    const ServerDeletionTimes& times, const CallContext& limits)
{
    if (asksForLogOut(error) && !isSecond)
        return {AfterDelete::LogOutFirst};
    const bool isStumble = error.kind == ErrorKind::ServerError;
    const bool isOwnRefusal = error.kind == ErrorKind::Rejected;
    if (!isStumble && !isOwnRefusal && !isRefusedInFront(error))
        return {stepOutcomeOf(error) == StepOutcome::Failed ? AfterDelete::Refused : AfterDelete::Prove};
    const auto states = server.memoryStates({request.name}, oneCall(times.call, limits));
    const MemoryState state = states ? states->front() : MemoryState::Unknown;
    const auto listing = server.list(oneCall(times.call, limits));
    const bool isListed = listing && std::ranges::find(listing->instances, request.name, &ServerInstance::name) !=
                                         listing->instances.end();
    const bool isInMemory =
        state == MemoryState::Open || state == MemoryState::Connecting || state == MemoryState::Close;
    const bool isGoing = state == MemoryState::Missing && !isStumble;
    if ((!isListed && !isInMemory) || isGoing) // or gone, or not known
        return {AfterDelete::Prove};
    // Either by the deletion itself, or before it was asked for once more.
    const bool hasLoggedOut = (isStumble || isSecond) && request.mayBeOpen && state == MemoryState::Close;
    if (isStumble && !isSecond)
        return {AfterDelete::Again, hasLoggedOut};
    if (isStumble || hasLoggedOut)
        error = stumbledError(hasLoggedOut, error);
    else
        error = isOwnRefusal ? refusedByServerError(error) : refusedInFrontError(error);
    return {AfterDelete::Refused, hasLoggedOut};
}

Result<Removal>
ServerDeletion::ask(const InstanceName& name, QuietNeed need, const Quietness& earlier, const CallContext& limits)
{
    const PauseControl untouched;
    ServerDeletionPool pool(m_stores, m_run, m_times, 1, untouched);
    ServerDeletionRequest request;
    request.name = name;
    request.need = need;
    request.webhook = pool.webhooks({name}, limits).front();
    request.earlier = earlier;
    const ServerDeletionAnswer answer = pool.ask({request}, {}, limits).front();
    if (answer.error)
        return std::unexpected(*answer.error);
    return answer.wasAbsent ? Removal::AlreadyAbsent : Removal::Accepted;
}

std::map<InstanceName, ServerDeletionProof> ServerDeletion::prove(
    const std::vector<InstanceName>& names, const StayingInstances& staying, const CallContext& limits)
{
    ServerDeletionWatch watch(m_times, staying);
    for (const InstanceName& name : names)
        watch.add(name);
    watch.noMore();
    return watch.watch(*m_stores.makeServer(), limits);
}

} // namespace steward
