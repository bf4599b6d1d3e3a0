#pragma once

#include "workflows/apply_rig.h"

#include <optional>

namespace steward::test {

/// What an operation of a campaign is about.
enum class Deed : quint8 { Delete, Clean, Disable, Enable, Warm, Adopt };
constexpr Deed allDeeds[] = {Deed::Delete, Deed::Clean, Deed::Disable, Deed::Enable, Deed::Warm, Deed::Adopt};
QString deedWord(Deed deed);

/// Instances put into the three stores for one operation, and what must hold of them whatever came between.
class ApplySubject final {
    Q_DISABLE_COPY_MOVE(ApplySubject)

public:
    ApplySubject(CreationRig& rig, ApplyRig& apply, Deed deed);
    /// Takes out of the stores what is left of it.
    ~ApplySubject();

    const PlanRequest& request() const { return m_request; }
    const QStringList& names() const { return m_names; }

    /// What an answer claims against what stands: "gone" only what is gone, "done" only what is.
    std::optional<QString> violationOfAnswer(const ChangeResult& result);
    /// At any moment at which nobody writes: nothing of a listed instance is missing, the survivor stands, nobody
    /// else's has changed.
    std::optional<QString> violationAtRest();
    /// After everything interrupted was resumed: each instance as it was, or wholly done.
    std::optional<QString> violationOfEnd();
    bool isDone();

private:
    bool isOfDeed(const QString& name);
    bool isUntouched(const QString& name);
    void look();
    QString stateOf(const QString& name) const { return m_states.value(name); }
    bool isListed(const QString& name) { return m_rig.fleet.server.instance(name).has_value(); }
    std::optional<QString> violationOfSurvivor();
    bool bystandersStand();

    CreationRig& m_rig;
    ApplyRig& m_apply;
    const Deed m_deed;
    std::vector<NewClinic> m_clinics;
    QStringList m_names;
    QString m_keeper;
    QUuid m_keeperId;
    PlanRequest m_request;
    StorePicture m_bystanders;
    QHash<QString, QString> m_states; ///< as last looked at
    QHash<QString, QString> m_before;
};

} // namespace steward::test
