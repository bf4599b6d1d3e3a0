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

class StayingInstances;
class WorkflowRun;

/// Waits of a removal; the defaults are the rules' (WORKFLOWS, "Deletion"), tests shorten them.
struct RemovalTimes {
    std::chrono::milliseconds call{30'000};            ///< for one call of the server
    std::chrono::milliseconds closing{15'000};         ///< until a logout has to show
    std::chrono::milliseconds proving{60'000};         ///< after the last 200 …
    std::chrono::milliseconds perInstance{1'000 / 15}; ///< … and so much more for each instance of the batch
    std::chrono::milliseconds secondLook{15'000};      ///< after the first, where one look at the list proves nothing
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
    /// The Date of the list that proved it, by the server's clock; nothing: it told none.
    std::optional<Timestamp> listedAt = {};
};

/// What is to be done after a DELETE that was not answered 200.
enum class AfterDelete : quint8 {
    Prove,       ///< it may be going: only looking on tells
    Again,       ///< still there after an error of the server's own without words: once more (EVOLUTION_API 8)
    LogOutFirst, ///< this version deletes no open instance (EVOLUTION_API 5.8)
    Refused,     ///< it stays
};
/// Looked into once and at once (WORKFLOWS, "Deletion"). Where it stays, `error` says so. `isSecond`: it was sent again
/// already. Blocks.
AfterDelete afterDelete(
    ServerPort& server, const InstanceName& name, bool isSecond, Error& error, const RemovalTimes& times,
    const Limits& limits);

/// Whether a name is used again afterwards: then nothing is deleted that could not be made quiet (WORKFLOWS,
/// "Deletion").
enum class QuietNeed : quint8 { WherePossible, Always };

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

    /// Makes the server quiet, logs out first where the version needs it, and asks to delete. An error: it was not
    /// asked, or refused (then its webhook is as before), or the answer was lost; prove() tells.
    Result<Removal> ask(const InstanceName& name, QuietNeed need, const Limits& limits);

    /// Looks until each is gone or the time is over. Every name has its proof, whatever goes wrong.
    std::map<InstanceName, RemovalProof>
    prove(const std::vector<InstanceName>& names, const StayingInstances& staying, const Limits& limits);

private:
    Result<Removal> askAgain(const InstanceName& name, bool isQuiet, Error error, const Limits& limits);
    Result<Removal> remove(const InstanceName& name, bool isQuiet, const Limits& limits);
    Result<void> logOut(const InstanceName& name, bool isQuiet, const Limits& limits);

    ServerPort& m_server;
    WorkflowRun& m_run;
    const RemovalTimes m_times;
};

/// Waits until a logout shows, as long as the times allow. True: it does; what comes of it is proven elsewhere. Blocks.
bool awaitClosed(ServerPort& server, const InstanceName& name, const RemovalTimes& times, const Limits& limits);
/// True where a call failed because its instance is not there any more: the server says 404, or of a webhook "status
/// 500" for one that goes meanwhile. Asked only after the failure. Blocks.
bool hasGone(
    ServerPort& server, const InstanceName& name, const Error& failure, const RemovalTimes& times,
    const Limits& limits);

} // namespace steward
