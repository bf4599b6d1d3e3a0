#pragma once

#include "domain/error.h"
#include "domain/instance_name.h"
#include "stores/limits.h"
#include "stores/server_port.h"

#include <chrono>
#include <map>
#include <optional>
#include <vector>

namespace steward {

class WorkflowRun;

/// Waits of a removal; the defaults are the rules' (WORKFLOWS, "Deletion"), tests shorten them.
struct RemovalTimes {
    std::chrono::milliseconds call{30'000};            ///< for one call of the server
    std::chrono::milliseconds closing{15'000};         ///< until a logout has to show
    std::chrono::milliseconds proving{60'000};         ///< after the last 200 …
    std::chrono::milliseconds perInstance{1'000 / 15}; ///< … and so much more for each instance of the batch
    std::chrono::milliseconds firstPause{250};         ///< between two looks; grows
    std::chrono::milliseconds longestPause{4'000};
};

/// What was proven of an instance that was asked to go.
enum class RemovalVerdict : quint8 {
    Gone,       ///< connectionState says 404, and the whole list does not have it
    StillThere, ///< listed when the time was over
    Unknown,    ///< the server could not be read
};

struct RemovalProof {
    RemovalVerdict verdict = RemovalVerdict::Unknown;
    std::optional<Error> error; ///< why it is not gone, and what to do
};

/// The server's part of every deletion: asked with care, and believed only when proven (EVOLUTION_API 5.3). Blocks.
class ServerRemoval final {
    Q_DISABLE_COPY_MOVE(ServerRemoval)

public:
    ServerRemoval(ServerPort& server, WorkflowRun& run, RemovalTimes times = {})
        : m_server(server)
        , m_run(run)
        , m_times(times)
    {
    }

    /// Takes REMOVE_INSTANCE out of its webhook where it stands, logs out first where the version needs it, and asks to
    /// delete. An error: it was not asked, or the answer was lost; prove() tells.
    Result<Removal> ask(const InstanceName& name, const Limits& limits);

    /// Looks until each is gone or the time is over. Every name has its proof, whatever goes wrong.
    std::map<InstanceName, RemovalProof> prove(const std::vector<InstanceName>& names, const Limits& limits);

private:
    Result<void> calmWebhook(const InstanceName& name, const Limits& limits);
    Result<Removal> remove(const InstanceName& name, const Limits& limits);
    Result<void> logOut(const InstanceName& name, const Limits& limits);

    ServerPort& m_server;
    WorkflowRun& m_run;
    const RemovalTimes m_times;
};

/// The events that an instance of ours sends (WORKFLOWS, "Creation" 3): none of them holds up a deletion.
std::vector<QString> instanceEvents();
/// The same webhook without what would hold a deletion up.
WebhookSettings calmed(const WebhookSettings& webhook);
/// Waits until a logout shows, as long as the times allow; what comes of it is proven elsewhere. Blocks.
void awaitClosed(ServerPort& server, const InstanceName& name, const RemovalTimes& times, const Limits& limits);
/// True where a call failed because its instance is not there any more: the server says 404, or of a webhook "status
/// 500" for one that goes meanwhile. Asked only after the failure. Blocks.
bool hasGone(
    ServerPort& server, const InstanceName& name, const Error& failure, const RemovalTimes& times,
    const Limits& limits);
/// True where the server would post REMOVE_INSTANCE before it deletes, and wait for that.
bool holdsUpDeletion(const WebhookSettings& webhook);

} // namespace steward
