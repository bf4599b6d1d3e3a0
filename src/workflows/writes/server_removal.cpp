#include "workflows/writes/server_removal.h"

#include "workflows/base/patience.h"
#include "workflows/journal/workflow_run.h"
#include "workflows/writes/quieting.h"
#include "workflows/writes/removal_watch.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct AskingText {
    Q_DECLARE_TR_FUNCTIONS(steward::ServerRemoval)
};

/// Answered by something in front of the server that did not let it through. What a gateway says of a server that does
/// not answer is no refusal: it may have been handed on.
bool isRefusedInFront(const Error& error)
{
    return error.inFront && error.status != 0 && (error.status < 500 || error.status == 501);
}

Error refusedInFrontError(const Error& error)
{
    return {
        ErrorKind::Rejected,
        //: %1 is a status such as 405
        AskingText::tr(
            "A proxy or firewall in front of the server refused the deletion (status %1), so instance, row and cache "
            "entry are still there. Ask its administrator to let DELETE requests through, then delete it again.")
            .arg(error.status),
        error.detail, error.status, true};
}

/// 2.3.7 of an open instance: logged out, and not deleted (EVOLUTION_API 8).
Error stumbledError(MemoryState state, const Error& error)
{
    const QString sentence =
        state == MemoryState::Close
            ? AskingText::tr(
                  "The phone was logged out, but the server could not delete the instance in two attempts. Row and "
                  "cache entry were left as they were; restart the instance or the server, then delete it again.")
            : AskingText::tr("The server could not delete the instance in two attempts. Row and cache entry were left "
                             "as they were; restart the instance or the server, then delete it again.");
    return {ErrorKind::Rejected, sentence, error.detail, error.status, false};
}

JournalStep stepFor(const QString& action, const InstanceName& name)
{
    return {Store::Server, action, name.text(), {}};
}

} // namespace

bool awaitClosed(ServerPort& server, const InstanceName& name, const RemovalTimes& times, const Limits& limits)
{
    const Limits within = oneCall(times.closing, limits);
    GrowingPause pause(times.firstPause, times.longestPause);
    do {
        const auto states = server.memoryStates({name}, oneCall(times.call, within));
        if (states && states->front() != MemoryState::Open && states->front() != MemoryState::Unknown)
            return true;
    } while (waitFor(pause.next(), within));
    return false;
}

bool hasGone(
    ServerPort& server, const InstanceName& name, const Error& failure, const RemovalTimes& times, const Limits& limits)
{
    if (failure.kind == ErrorKind::NotFound)
        return true;
    const auto states = server.memoryStates({name}, oneCall(times.call, limits));
    return states && states->front() == MemoryState::NotFound;
}

AfterDelete afterDelete(
    ServerPort& server, const InstanceName& name, bool isSecond, Error& error, const RemovalTimes& times,
    const Limits& limits)
{
    if (error.kind == ErrorKind::Rejected)
        return isSecond ? AfterDelete::Refused : AfterDelete::LogOutFirst;
    const bool isStumble = error.kind == ErrorKind::ServerError;
    if (!isStumble && !isRefusedInFront(error))
        return stepOutcomeOf(error) == StepOutcome::Failed ? AfterDelete::Refused : AfterDelete::Prove;
    const auto states = server.memoryStates({name}, oneCall(times.call, limits));
    const MemoryState state = states ? states->front() : MemoryState::Unknown;
    const auto listing = server.list(oneCall(times.call, limits));
    const bool isListed =
        listing && std::ranges::find(listing->instances, name, &ServerInstance::name) != listing->instances.end();
    const bool isInMemory =
        state == MemoryState::Open || state == MemoryState::Connecting || state == MemoryState::Close;
    const bool isGoing = state == MemoryState::Missing && !isStumble;
    if ((!isListed && !isInMemory) || isGoing) // or gone, or not known
        return AfterDelete::Prove;
    if (isStumble && !isSecond)
        return AfterDelete::Again;
    error = isStumble ? stumbledError(state, error) : refusedInFrontError(error);
    return AfterDelete::Refused;
}

Result<Removal> ServerRemoval::ask(const InstanceName& name, QuietNeed need, const Limits& limits)
{
    Quieting quieting(m_server, m_run, m_times);
    const Quietness quietness = quieting.quieten(name, limits);
    if (!quietness.isQuiet && need == QuietNeed::Always) {
        (void)quieting.wake(name, quietness, limits);
        return std::unexpected(notQuietError(quietness.trouble));
    }
    Result<Removal> removed = remove(name, quietness.isQuiet, limits);
    if (!removed)
        removed = askAgain(name, quietness.isQuiet, removed.error(), limits);
    if (!removed && stepOutcomeOf(removed.error()) == StepOutcome::Failed)
        (void)quieting.wake(name, quietness, limits); // it stays
    return removed;
}

Result<Removal> ServerRemoval::askAgain(const InstanceName& name, bool isQuiet, Error error, const Limits& limits)
{
    switch (afterDelete(m_server, name, false, error, m_times, limits)) {
    case AfterDelete::Prove:
    case AfterDelete::Refused:
        return std::unexpected(error);
    case AfterDelete::LogOutFirst:
        if (const auto out = logOut(name, isQuiet, limits); !out)
            return std::unexpected(out.error());
        break;
    case AfterDelete::Again:
        break;
    }
    const Result<Removal> again = remove(name, isQuiet, limits);
    if (again)
        return again;
    error = again.error();
    (void)afterDelete(m_server, name, true, error, m_times, limits); // says what it came to
    return std::unexpected(error);
}

Result<Removal> ServerRemoval::remove(const InstanceName& name, bool isQuiet, const Limits& limits)
{
    JournalStep step = stepFor(QStringLiteral("delete"), name);
    noteQuiet(step.before, isQuiet);
    return m_run.write<Removal>(step, [&] { return m_server.remove(name, oneCall(m_times.call, limits)); });
}

Result<void> ServerRemoval::logOut(const InstanceName& name, bool isQuiet, const Limits& limits)
{
    JournalStep step = stepFor(QStringLiteral("log-out"), name);
    noteQuiet(step.before, isQuiet);
    const auto out =
        m_run.write<LogoutAnswer>(step, [&] { return m_server.logOut(name, oneCall(m_times.call, limits)); });
    const bool isLost = !out && stepOutcomeOf(out.error()) == StepOutcome::Unknown;
    if (!out && !isLost)
        return std::unexpected(out.error());
    // 2.3.7 says 500 after it has logged out (EVOLUTION_API 8): what the state says counts.
    const bool isClosed = awaitClosed(m_server, name, m_times, limits);
    return isLost && !isClosed ? std::unexpected(out.error()) : Result<void>();
}

std::map<InstanceName, RemovalProof>
ServerRemoval::prove(const std::vector<InstanceName>& names, const StayingInstances& staying, const Limits& limits)
{
    RemovalWatch watch(m_times, staying);
    for (const InstanceName& name : names)
        watch.add(name);
    watch.noMore();
    return watch.watch(m_server, limits);
}

} // namespace steward
