#pragma once

#include "workflows/apply_rig.h"

#include <optional>
#include <set>

namespace steward::test {

/// Many instances in the three stores at once, for a bulk deletion or a bulk cleaning.
class BulkFleet final {
    Q_DISABLE_COPY_MOVE(BulkFleet)

public:
    /// `each`: how many of one organization; more than one: the third is open, and the row names the first.
    BulkFleet(CreationRig& rig, int organizations, int each);
    /// Takes out of the stores what is left of it.
    ~BulkFleet();

    const QStringList& names() const { return m_names; }
    PlanRequest request() const;
    bool isSurvivor(qsizetype place) const { return m_each > 1 && place % m_each == 2; }

    /// At any moment at which nobody writes: what is listed has its row and its entry, and every survivor stands.
    std::optional<QString> violationAtRest();
    /// Everything that was to go is gone from all three, and every survivor holds in all three.
    std::optional<QString> violationOfDone();
    bool isUntouched();
    /// "Gone" only what is gone, "done" only what is.
    std::optional<QString> violationOfAnswer(const ChangeResult& result);
    /// The instance as it is, but from its DELETE until it goes so much time passes; nothing: the server's.
    void setDeletionDelay(const QString& name, const std::optional<std::chrono::milliseconds>& delay);

private:
    struct Picture {
        std::set<QString> listed;
        std::set<QString> rows; ///< names of enabled rows
        std::set<QString> entries;
        int leases = 0;
    };
    Picture look();

    CreationRig& m_rig;
    const int m_each;
    QStringList m_organizations;
    QStringList m_names;
};

} // namespace steward::test
