#pragma once

#include "domain/audit/audit.h"
#include "domain/plans/plan.h"
#include "workflows/execute/apply_times.h"
#include "workflows/session/change_result.h"
#include "workflows/session/session.h"
#include "workflows/writes/quieting.h"
#include "workflows/writes/server_writer.h"

namespace steward {

class WorkflowRun;
struct ItemTrail;

/// The server's steps of one item, one at a time; a bulk deletion has its ServerDeletionPool. Each may be repeated
/// after an interruption. Blocks.
class ServerSteps final {
    Q_DISABLE_COPY_MOVE(ServerSteps)

public:
    /// `earlier`: what an earlier run took out of the item's webhook and did not add again. `choice`: what a person
    /// wants the webhook to be; nothing: the profile's template.
    ServerSteps(
        const Session& session, ServerPort& server, WorkflowRun& run, const ApplyTimes& times, Quietness earlier,
        std::optional<WebhookChoice> choice)
        : m_session(session)
        , m_server(server)
        , m_run(run)
        , m_times(times)
        , m_earlier(std::move(earlier))
        , m_choice(std::move(choice))
        , m_writer(server, run, times.call)
    {
    }

    /// `row`: whose token the webhook carries; null where the item has none. `trail`: what an earlier run has sent, so
    /// that it may still come about; null where there was none.
    Result<StoreOutcome> write(
        const PlanItem& item, const PlanStep& step, const Audit& now, const Integration* row, const ItemTrail* trail,
        const CallContext& limits);
    /// What is to be said of an instance that was asked to go, or a phone to be logged out, and is not proven so;
    /// nothing: none is.
    std::optional<StoreOutcome> unproven() const { return m_unproven; }

private:
    Result<StoreOutcome> logOut(const PlanItem& item, const InstanceName& name, const CallContext& limits);
    Result<StoreOutcome>
    remove(const PlanItem& item, const Audit& now, const ItemTrail* trail, const CallContext& limits);
    Result<StoreOutcome>
    create(const InstanceName& name, const Integration* row, bool isSent, const CallContext& limits);
    Result<StoreOutcome> setWebhook(const InstanceName& name, const Integration* row, const CallContext& limits);
    Result<StoreOutcome> setChosen(const PlanStep& step, const Integration* row, const CallContext& limits);
    Result<StoreOutcome> restart(const InstanceName& name, const ItemTrail* trail, const CallContext& limits);
    Result<bool> lookFor(const InstanceName& name, const CallContext& limits);
    Result<bool> isListed(const InstanceName& name, const CallContext& limits);
    std::optional<SecretUrl> urlFor(const InstanceName& name, const Integration* row) const;

    const Session& m_session;
    ServerPort& m_server;
    WorkflowRun& m_run;
    const ApplyTimes& m_times;
    const Quietness m_earlier;
    const std::optional<WebhookChoice> m_choice;
    ServerWriter m_writer;
    std::optional<StoreOutcome> m_unproven;
};

} // namespace steward
