#pragma once

#include "domain/error.h"
#include "domain/instance_name.h"
#include "stores/call_context.h"
#include "stores/server_port.h"

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace steward {

class StayingInstances;
struct Quietness;
class StoreFactory;
class WorkflowRun;
struct ServerDeletionRequest;

/// Waits of a removal; the defaults are the rules' (WORKFLOWS, "Deletion"), tests shorten them.
struct ServerDeletionTimes {
    std::chrono::milliseconds call{30'000};            ///< for one call of the server
    std::chrono::milliseconds closing{15'000};         ///< until a logout has to show
    std::chrono::milliseconds proving{60'000};         ///< after the last 200 …
    std::chrono::milliseconds perInstance{1'000 / 15}; ///< … and so much more for each instance of the batch
    std::chrono::milliseconds secondLook{15'000};      ///< after the first, where one look at the list proves nothing
    std::chrono::milliseconds firstPause{250};         ///< between two looks; grows
    std::chrono::milliseconds longestPause{4'000};
};

/// What was proven of an instance that was asked to go.
enum class ServerDeletionVerdict : quint8 {
    Gone,       ///< connectionState says 404, and the whole list does not have it
    StillThere, ///< listed when the time was over
    Unknown,    ///< the server could not be read
};

struct ServerDeletionProof {
    ServerDeletionVerdict verdict = ServerDeletionVerdict::Unknown;
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
struct DeletionLook {
    AfterDelete next = AfterDelete::Refused;
    bool hasLoggedOut = false; ///< the phone, although it was not deleted
};
/// Looked into once and at once (WORKFLOWS, "Deletion"). Where it stays, `error` says so. `isSecond`: it was sent again
/// already. Blocks.
DeletionLook afterDelete(
    ServerPort& server, const ServerDeletionRequest& request, bool isSecond, Error& error,
    const ServerDeletionTimes& times, const CallContext& limits);

/// Whether a name is used again afterwards: then nothing is deleted that could not be made quiet (WORKFLOWS,
/// "Deletion").
enum class QuietNeed : quint8 { WherePossible, Always };

/// One instance's deletion on the server: asked as ServerDeletionPool asks many, and believed only when proven
/// (EVOLUTION_API 5.3). Blocks.
class ServerDeletion final {
    Q_DISABLE_COPY_MOVE(ServerDeletion)

public:
    ServerDeletion(const StoreFactory& stores, WorkflowRun& run, ServerDeletionTimes times = {})
        : m_stores(stores)
        , m_run(run)
        , m_times(times)
    {
    }

    /// Makes the server quiet, logs out first where the version needs it, and asks to delete. An error: it was not
    /// asked, or refused (then its webhook is as before), or the answer was lost; prove() tells. `earlier`: what an
    /// earlier run took out of the webhook.
    Result<Removal> ask(const InstanceName& name, QuietNeed need, const Quietness& earlier, const CallContext& limits);

    /// Looks until each is gone or the time is over. Every name has its proof, whatever goes wrong.
    std::map<InstanceName, ServerDeletionProof>
    prove(const std::vector<InstanceName>& names, const StayingInstances& staying, const CallContext& limits);

private:
    const StoreFactory& m_stores;
    WorkflowRun& m_run;
    const ServerDeletionTimes m_times;
};

/// Waits until a logout shows, as long as the times allow. True: it does; what comes of it is proven elsewhere. Blocks.
bool awaitClosed(
    ServerPort& server, const InstanceName& name, const ServerDeletionTimes& times, const CallContext& limits);
/// Of those for which a call failed (404, or of a webhook "status 500" for one that goes meanwhile) the ones that are
/// not there any more, by both witnesses: connectionState says 404, and a list that has others does not have it. Asked
/// only after the failure. Blocks.
std::set<InstanceName> goneAmong(
    ServerPort& server, const std::vector<InstanceName>& names, const ServerDeletionTimes& times,
    const CallContext& limits);
bool hasGone(ServerPort& server, const InstanceName& name, const ServerDeletionTimes& times, const CallContext& limits);

} // namespace steward
