#pragma once

#include "domain/plans/step_maker.h"

#include <QSet>

namespace steward {

/// One step or one sentence for every finding of the rows asked for (issue of a finding: CONTRACT, "Findings").
class RepairPlanner final {
    Q_DISABLE_COPY_MOVE(RepairPlanner)

public:
    RepairPlanner(const PlanFacts& facts, const PlanRequest& request, const PlanSink& sink);
    void plan();
    /// One row of the table; no steps and nothing left where it has no finding that is asked for.
    PlanItem repairOf(const AuditRow& row);

private:
    bool isWanted(FindingCode code) const;
    bool isNamed(const AuditRow& row) const; ///< by the person, one by one
    /// Removals that nobody named are not chosen while the stores do not seem to belong together.
    bool mayRemove(const AuditRow& row) const { return isNamed(row) || !m_facts.removalTrouble(); }
    void leave(PlanItem& item, FindingCode code, SkipReason reason, const QString& subject) const;
    /// True: a person has decided what is to be done here, and nothing else is.
    bool decide(PlanItem& item, const AuditRow& row) const;
    static void forgetWhatIsMended(PlanItem& item);

    /// Once; of two writes to one key the first stands.
    static void add(PlanItem& item, PlanStep step);
    void mend(PlanItem& item, const AuditRow& row, FindingCode code);

    void adopt(PlanItem& item, const AuditRow& row);
    bool saysTwoOrganizations(const AuditRow& row) const;
    OrganizationId organizationToAdoptFor(const AuditRow& row) const;
    bool seemsToBeAnothers(const AuditRow& row, const OrganizationId& organization) const;
    std::optional<Skipped> troubleAdopting(const AuditRow& row, const OrganizationId& organization) const;
    const AuditRow* waitingForARow(const OrganizationId& organization) const;
    bool isAdoptedHere(const AuditRow& row) const;
    void removeOrphanedRow(PlanItem& item, const AuditRow& row);
    void removeNamelessRow(PlanItem& item, const AuditRow& row);
    void writeBack(PlanItem& item, const AuditRow& row, FindingCode code);

    void dropStale(PlanItem& item, const AuditRow& row);
    void rewriteEntries(PlanItem& item, const AuditRow& row, FindingCode code);
    void limitLifetimes(PlanItem& item, const AuditRow& row);
    void clearResidue(PlanItem& item, const AuditRow& row);

    void disconnect(PlanItem& item, const AuditRow& row);
    void resetPairing(PlanItem& item, const AuditRow& row);
    void setWebhook(PlanItem& item, const AuditRow& row);

    const PlanFacts& m_facts;
    const PlanRequest& m_request;
    const PlanSink& m_sink;
    const StepMaker m_make;
    QSet<InstanceName> m_names;
    QSet<QByteArray> m_others;
    QHash<OrganizationId, const AuditRow*> m_adoptedFor; ///< whose row names this instance from this plan on
};

/// Deletes the instance and makes it again under the same name for the same row, or says why not.
void planReset(PlanItem& item, const AuditRow& row, const PlanFacts& facts, std::optional<FindingCode> finding);

} // namespace steward
