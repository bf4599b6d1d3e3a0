#pragma once

#include "stores/cache_port.h"
#include "stores/call_context.h"
#include "workflows/creation/creation.h"
#include "workflows/creation/creation_record.h"

#include <optional>
#include <vector>

namespace steward {

class WorkflowRun;
struct CreatedInstance;
struct StorePorts;

/// Steps 2 to 7 of a creation, each once, in their order (WORKFLOWS, "Creation"). What they find out goes into the
/// record, which undo and resume go by. Blocks.
class CreationSteps final {
    Q_DISABLE_COPY_MOVE(CreationSteps)

public:
    CreationSteps(
        const Session& session, const CreationTimes& times, StorePorts& ports, WorkflowRun& run, CreationRecord& record)
        : m_session(session)
        , m_times(times)
        , m_ports(ports)
        , m_run(run)
        , m_record(record)
    {
    }

    /// The rows in the way; none: claimed.
    Result<std::vector<Integration>> claim(const CallContext& limits);
    /// For an operation that was taken over: reads the claimed row again. False: it is not there.
    Result<bool> reloadClaim(const CallContext& limits);
    /// Whatever the answer: created, for certain or by looking. An error: not made, or not known (see the record).
    Result<void> create(const CallContext& limits);
    /// For a create that was not answered 201: looks for as long as the rule asks, at its name and at the one that a
    /// trimming server would give it. False: it counts as not made. An error also where it stands under another name,
    /// or another instance under this one (see the record).
    Result<bool> lookForLost(std::chrono::milliseconds time, const CallContext& limits);
    Result<void> prove(const CallContext& limits);
    Result<WorkersOutcome> tell(const CallContext& limits);
    Result<void> warm(const CallContext& limits);
    /// All three stores as they should be, and the row still ours.
    Result<void> verify(const CallContext& limits);
    /// The claimed row is enabled, names the instance alone and has our token. Rejected (rowTakenError()): it is not.
    Result<void> rowIsOurs(const CallContext& limits) { return verifyRow(limits); }

private:
    void takeClaim(const ClaimedRow& claimed);
    Result<std::vector<Integration>> claimAfterLostAnswer(const Error& lost, const CallContext& limits);
    Result<void> takeCreated(const CreatedInstance& created);
    Result<bool> lookAfterRefusal(const Error& refusal, const CallContext& limits);
    /// Unlisted: the memory knows it, the list does not.
    enum class Look : quint8 { Made, Absent, Unlisted, Unclear };
    Result<Look> lookOnce(const CallContext& limits);
    Result<std::optional<ServerInstance>> listed(const CallContext& limits);
    Result<bool> seenOnce(const CallContext& limits);
    Result<void> verifyRow(const CallContext& limits);
    Result<void> verifyCache(const CallContext& limits);
    Result<void> verifyWebhook(const CallContext& limits);
    SecretUrl webhookUrl() const;
    std::vector<CacheValue> cacheValues() const;

    const Session& m_session;
    const CreationTimes& m_times;
    StorePorts& m_ports;
    WorkflowRun& m_run;
    CreationRecord& m_record;
    std::optional<Integration> m_row; ///< the claimed one, with its token
};

/// The server answered, and has it.
bool isInMemory(MemoryState state);

} // namespace steward
