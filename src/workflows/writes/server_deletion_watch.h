#pragma once

#include "workflows/writes/server_deletion.h"
#include "workflows/writes/staying_instances.h"

#include <QDeadlineTimer>

#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <vector>

namespace steward {

/// Looks at instances that were asked to go until each is proven gone or the time is over (WORKFLOWS, "Deletion"): from
/// the moment it is told of each, while others are still being asked. watch() blocks on the thread that `server`
/// belongs to; the rest may be called from any.
class ServerDeletionWatch final {
    Q_DISABLE_COPY_MOVE(ServerDeletionWatch)

public:
    /// `staying`: what the server's list is believed by.
    ServerDeletionWatch(const ServerDeletionTimes& times, StayingInstances staying)
        : m_times(times)
        , m_staying(std::move(staying))
    {
    }

    /// Its request was answered, or the answer lost.
    void add(const InstanceName& name);
    /// All were told of: the time of the batch begins.
    void noMore();
    /// Every name that was added has its proof, whatever goes wrong.
    std::map<InstanceName, ServerDeletionProof> watch(ServerPort& server, const CallContext& limits);

private:
    bool takeAdded(std::vector<InstanceName>& fresh);
    bool askStates(ServerPort& server, const std::vector<InstanceName>& names, const CallContext& limits);
    void readList(ServerPort& server, const CallContext& limits);
    void judgeAbsent(const ServerListing& listing);
    bool isSeenGoneAgain(const InstanceName& name);
    bool awaitsSecondLook() const;
    bool awaitMore(const QDeadlineTimer& again, bool wasComplete, const CallContext& limits);
    void giveUp(const CallContext& limits);

    const ServerDeletionTimes m_times;
    const StayingInstances m_staying;
    std::set<InstanceName> m_open;       ///< connectionState has not said 404
    std::set<InstanceName> m_unanswered; ///< of them, without an answer
    std::set<InstanceName> m_absent;     ///< 404; the list has the last word
    /// Gone by both witnesses, where one look proves nothing: since when, with no other answer since.
    std::map<InstanceName, std::chrono::steady_clock::time_point> m_goneSince;
    bool m_isListShort = false;     ///< the last list lacked most of what stays
    std::optional<Error> m_trouble; ///< of the last reading
    std::map<InstanceName, ServerDeletionProof> m_proofs;

    std::mutex m_mutex; ///< of what follows
    std::condition_variable m_told;
    std::vector<InstanceName> m_added;
    int m_count = 0;
    bool m_isComplete = false;
    QDeadlineTimer m_end;
};

} // namespace steward
