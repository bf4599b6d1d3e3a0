#include "workflows/writes/server_deletion_watch.h"

#include "workflows/base/waiting.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace steward {
namespace {

struct ServerDeletionText {
    Q_DECLARE_TR_FUNCTIONS(steward::ServerDeletion)
};

Error stillThere()
{
    return {
        ErrorKind::Rejected,
        ServerDeletionText::tr(
            "The server was asked to delete the instance but still has it; row and cache entry were left as they "
            "were. It may be waiting for a webhook that does not answer, or the request was lost on its way: try "
            "again later, or ask the server's administrator for a restart."),
        QStringLiteral("still listed after the time for its deletion")};
}

Error notKnown()
{
    return {
        ErrorKind::OutcomeUnknown,
        ServerDeletionText::tr(
            "The server did not say whether the instance is gone, so row and cache entry were left as they "
            "were. Try again."),
        QStringLiteral("not listed, and connectionState without an answer")};
}

Error listShort()
{
    return {
        ErrorKind::OutcomeUnknown,
        ServerDeletionText::tr(
            "The server's list lacks most of the instances that nobody deleted, so it does not prove that "
            "this one is gone. Row and cache entry were left as they were; read again, and ask for a "
            "restart of the server if it happens again."),
        QStringLiteral("the list holds fewer than half of the instances known to stay")};
}

} // namespace

void ServerDeletionWatch::add(const InstanceName& name)
{
    const std::lock_guard lock(m_mutex);
    m_added.push_back(name);
    ++m_count;
    m_told.notify_all();
}

void ServerDeletionWatch::noMore()
{
    const std::lock_guard lock(m_mutex);
    m_isComplete = true;
    m_end = QDeadlineTimer(m_times.proving + m_times.perInstance * m_count);
    m_told.notify_all();
}

std::map<InstanceName, ServerDeletionProof> ServerDeletionWatch::watch(ServerPort& server, const CallContext& limits)
{
    Backoff pause(m_times.firstPause, m_times.longestPause);
    QDeadlineTimer again(0);
    bool wasComplete = false;
    while (true) {
        std::vector<InstanceName> asked;
        const bool isComplete = takeAdded(asked);
        if (isComplete && !std::exchange(wasComplete, true)) {
            pause = Backoff(m_times.firstPause, m_times.longestPause);
            again = QDeadlineTimer(0);
        }
        const bool isLast = isComplete && m_end.hasExpired() && !awaitsSecondLook();
        if (isLast || again.hasExpired()) { // the others as well
            asked.assign(m_open.begin(), m_open.end());
            again = QDeadlineTimer(pause.next());
        }
        const bool isAnswered = askStates(server, asked, limits);
        // One list for the batch, or at the end, when no more will go.
        if (isAnswered && isComplete && (m_open.empty() || isLast))
            readList(server, limits);
        const bool isProven = isComplete && m_open.empty() && m_absent.empty();
        if (isProven || isLast || !awaitMore(again, isComplete, limits))
            break;
    }
    giveUp(limits);
    return std::move(m_proofs);
}

/// True: no more will come.
bool ServerDeletionWatch::takeAdded(std::vector<InstanceName>& fresh)
{
    const std::lock_guard lock(m_mutex);
    fresh = std::exchange(m_added, {});
    m_open.insert(fresh.begin(), fresh.end());
    return m_isComplete;
}

/// connectionState, since it is cheap. False: it was asked, and nobody answered.
bool ServerDeletionWatch::askStates(
    ServerPort& server, const std::vector<InstanceName>& names, const CallContext& limits)
{
    if (names.empty())
        return true;
    const auto states = server.memoryStates(names, oneCall(m_times.call, limits));
    if (!states) {
        m_trouble = states.error();
        return false;
    }
    m_trouble.reset();
    for (size_t place = 0; place < names.size(); ++place) {
        const InstanceName& name = names[place];
        const MemoryState state = (*states)[place];
        m_unanswered.erase(name);
        if (state == MemoryState::Unknown)
            m_unanswered.insert(name);
        if (state == MemoryState::NotFound) {
            m_open.erase(name);
            m_absent.insert(name);
        } else if (state != MemoryState::Unknown) {
            m_goneSince.erase(name);
        }
    }
    return true;
}

void ServerDeletionWatch::readList(ServerPort& server, const CallContext& limits)
{
    const auto listing = server.list(oneCall(m_times.call, limits));
    if (!listing) {
        m_trouble = listing.error();
        return;
    }
    m_trouble.reset();
    for (const ServerInstance& instance : listing->instances) {
        m_unanswered.erase(instance.name); // it is there
        m_goneSince.erase(instance.name);
        if (m_absent.erase(instance.name) > 0)
            m_open.insert(instance.name);
    }
    for (const OddEntry& odd : listing->odd) { // nothing is concluded about its name
        if (m_absent.erase(odd.name) > 0)
            m_open.insert(odd.name);
    }
    judgeAbsent(*listing);
}

/// Of those that both witnesses call gone. A list that has lost what stays proves nothing; neither does one look at a
/// list by which nothing can be told.
void ServerDeletionWatch::judgeAbsent(const ServerListing& listing)
{
    const bool isBelieved = !listing.instances.empty() && m_staying.believes(listing);
    m_isListShort = !isBelieved && !listing.instances.empty() && !m_staying.isEmpty();
    for (const InstanceName& name : std::exchange(m_absent, {})) {
        if (isBelieved || (!m_isListShort && isSeenGoneAgain(name)))
            m_proofs[name] = {ServerDeletionVerdict::Gone, {}, listing.answeredAt};
        else
            m_open.insert(name); // asked again
    }
}

bool ServerDeletionWatch::isSeenGoneAgain(const InstanceName& name)
{
    const auto now = std::chrono::steady_clock::now();
    const auto since = m_goneSince.try_emplace(name, now).first->second;
    return now - since >= m_times.secondLook;
}

bool ServerDeletionWatch::awaitsSecondLook() const
{
    const auto now = std::chrono::steady_clock::now();
    return std::ranges::any_of(m_goneSince, [&](const auto& gone) {
        return m_open.contains(gone.first) && now - gone.second < m_times.secondLook;
    });
}

/// Until another is added, all were told of, or it is time to look again. False: out of time, or stopped.
bool ServerDeletionWatch::awaitMore(const QDeadlineTimer& again, bool wasComplete, const CallContext& limits)
{
    std::unique_lock lock(m_mutex);
    const auto isNews = [&] { return !m_added.empty() || m_isComplete != wasComplete; };
    while (!again.hasExpired() && !isNews()) {
        if (limits.stopped() || limits.expired())
            return false;
        m_told.wait_for(lock, std::chrono::milliseconds(std::clamp<qint64>(again.remainingTime(), 1, 20)), isNews);
    }
    return !limits.stopped() && !limits.expired();
}

/// What was not proven until now.
void ServerDeletionWatch::giveUp(const CallContext& limits)
{
    m_open.merge(m_absent);
    {
        const std::lock_guard lock(m_mutex);
        m_open.insert(m_added.begin(), m_added.end());
    }
    for (const InstanceName& name : m_open) {
        ServerDeletionProof& proof = m_proofs[name];
        if (limits.stopped())
            proof.error = stoppedError();
        else if (m_trouble)
            proof.error = m_trouble;
        else if (m_unanswered.contains(name) || m_goneSince.contains(name))
            proof.error = notKnown(); // neither there nor gone, for all that was answered
        else if (m_isListShort)
            proof.error = listShort();
        else
            proof = {ServerDeletionVerdict::StillThere, stillThere()};
    }
}

} // namespace steward
