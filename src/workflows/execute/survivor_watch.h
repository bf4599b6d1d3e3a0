#pragma once

#include "domain/audit/audit.h"
#include "domain/ids.h"
#include "domain/plans/plan.h"
#include "workflows/execute/apply_times.h"
#include "workflows/journal/journal_action.h"
#include "workflows/session/session.h"

#include <functional>
#include <map>
#include <optional>
#include <set>

namespace steward {

class RowWriter;
class WorkflowRun;
struct StorePorts;

/// The survivors of a cleaning: before each deletion of a group its survivor is proven present, and its row read for
/// this operation's lease (WORKFLOWS, "Cleaning duplicates"). Made on the caller's thread; the checks run on any.
class SurvivorWatch final {
    Q_DISABLE_COPY_MOVE(SurvivorWatch)

public:
    SurvivorWatch(const Session& session, StorePorts& ports, WorkflowRun& run, const ApplyTimes& times)
        : m_session(session)
        , m_ports(ports)
        , m_run(run)
        , m_times(times)
    {
    }

    /// Before the group's row is written: holds it as it stands, then proves the survivor. In this order: a program
    /// that deleted the survivor since it was read has ended its lease by now, and none can begin.
    std::optional<Error>
    hold(const PlanItem& item, const PlanGroup& planned, const Audit& now, const CallContext& limits);
    /// The group's row names its survivor and carries the lease from now on.
    void taken(int group, const PlanGroup& planned);
    /// Why the group's survivor was not taken.
    void refused(int group, const Error& error, bool isOpen)
    {
        m_refused[group] = error;
        if (isOpen)
            m_open.insert(group);
    }
    /// Whether it was taken is not known, or is for resume to finish.
    bool isOpen(int group) const { return m_open.contains(group); }
    const Error* refusal(int group) const;
    /// Gives leases that are getting old their time anew. Those that are lost are refused from now on.
    void renew(const CallContext& limits);
    /// To be asked just before each deletion of the group.
    std::function<std::optional<Error>(StorePorts& ports, const CallContext& limits)> guardOf(int group) const;
    /// Takes the leases out of the rows. `hasEarlierOnes`: an earlier run of the operation may have left some.
    void release(bool hasEarlierOnes, const CallContext& limits);

private:
    struct Held {
        InstanceName survivor;
        OrganizationId organizationId;
        bool isPicked = false;
        std::chrono::steady_clock::time_point since;
    };
    std::optional<Error> renewOne(Held& held, const CallContext& limits);
    std::optional<Error>
    holdRow(JournalAction action, const Integration& row, const InstanceName& survivor, const CallContext& limits);
    RowWriter writer() const;

    const Session& m_session;
    StorePorts& m_ports;
    WorkflowRun& m_run;
    const ApplyTimes& m_times;
    std::map<int, Held> m_held;
    std::map<int, Error> m_refused;
    std::set<int> m_open;
    bool m_hasLeases = false; ///< or may have, where an answer was lost
};

} // namespace steward
