#pragma once

#include "stores/server_port.h"
#include "workflows/journal/workflow_run.h"

#include <chrono>

namespace steward {

/// One write to the server at a time; what asks many to go is ServerDeletionPool, what makes a webhook quiet is
/// Quieting. What came of it is for the caller to look at: a 200 is a promise. Blocks.
class ServerWriter final {
    Q_DISABLE_COPY_MOVE(ServerWriter)

public:
    ServerWriter(ServerPort& server, WorkflowRun& run, std::chrono::milliseconds call)
        : m_server(server)
        , m_run(run)
        , m_call(call)
    {
    }

    /// Sent once. `isQuiet`: see Quietness.
    Result<LogoutAnswer> logOut(const InstanceName& name, bool isQuiet, const CallContext& limits);
    /// Again where its answer was lost: one that is logged out already says so.
    Result<LogoutAnswer> logOutRepeated(const InstanceName& name, bool isQuiet, const CallContext& limits);
    /// Sent once: a lost answer is looked into, and never sent again.
    Result<CreatedInstance> create(const NewInstance& wanted, const CallContext& limits);
    /// The same settings again do no harm. `before`: noted with its events and whether it was on; addresses and headers
    /// are written down nowhere.
    Result<void> setWebhook(
        const InstanceName& name, const WebhookSettings& wanted, const CallContext& limits,
        const std::optional<WebhookSettings>& before = {});
    /// Sent once.
    Result<RestartAnswer> restart(const InstanceName& name, const CallContext& limits);
    /// Sent once: it burns a code. The journal learns the code's number alone, since the code is a key to the phone.
    /// `phone` is sent; `byNumber`: the pairing is by number.
    Result<PairingAnswer> connect(
        const InstanceName& name, const std::optional<PhoneNumber>& phone, bool byNumber, const CallContext& limits);

private:
    ServerPort& m_server;
    WorkflowRun& m_run;
    const std::chrono::milliseconds m_call;
};

} // namespace steward
