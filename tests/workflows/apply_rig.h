#pragma once

#include "domain/plans/plan.h"
#include "workflows/base/pause_control.h"
#include "workflows/creation_rig.h"
#include "workflows/execute/plan_application.h"

namespace steward::test {

/// What keeps them from their end.
QString troubleIn(const std::vector<ChangeResult>& results);

/// One instance to be put into the three stores by hand, without a workflow.
struct StoredInstance {
    NewClinic clinic;
    QString name;
    QString connection = QStringLiteral("close");
    QString ownerJid;
    bool hasRow = true;
    bool isEnabled = true;
    bool isCached = true;
};

/// Plans and their application on the real stores of a CreationRig, with short waits.
class ApplyRig final {
    Q_DISABLE_COPY_MOVE(ApplyRig)

public:
    explicit ApplyRig(CreationRig& rig)
        : m_rig(rig)
    {
    }

    static ApplyTimes times();
    /// For what has to succeed, however busy the machine is.
    static ApplyTimes unhurried();

    void store(const StoredInstance& instance);
    /// A new organization with one instance; its name.
    QString storeOne(const QString& connection = QStringLiteral("close"));

    MadePlan make(const PlanRequest& request);
    static PlanRequest request(PlanKind kind, const QStringList& names);
    ChangeResult apply(const Plan& plan, const std::optional<QString>& typed, ApplyObserver& observer);
    /// With the text that the plan asks for.
    ChangeResult apply(const Plan& plan);
    ChangeResult apply(PlanKind kind, const QStringList& names);
    ChangeResult remove(const QStringList& names) { return apply(PlanKind::Delete, names); }
    /// What became of everything that was interrupted.
    std::vector<ChangeResult> resume() { return resume(applyTimes); }
    std::vector<ChangeResult> resume(const ApplyTimes& times);

    /// "server row cache": where something of the name still stands; empty: nowhere.
    QString remains(const QString& name);
    QByteArray value(const QString& sql);
    void execute(const QString& sql);
    bool hasKey(const QByteArray& key);

    ApplyTimes applyTimes = times();
    PauseControl pauseControl;
    size_t mostItemsInMemory = ItemPaging::usual; ///< of a plan

private:
    ProfileContext parts() const;

    CreationRig& m_rig;
};

} // namespace steward::test
