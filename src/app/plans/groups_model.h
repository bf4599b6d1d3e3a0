#pragma once

#include "domain/audit/audit.h"
#include "domain/plans/plan.h"

#include <QAbstractListModel>
#include <QSet>

#include <memory>
#include <vector>

namespace steward {

/// The groups of duplicates of a cleaning, first those that can be cleaned, then those that a person has to decide:
/// which instance is kept and why, and whether the group is chosen. What the filter hides is not chosen. The texts are
/// made when they are looked at. GUI thread only.
class GroupsModel final : public QAbstractListModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GroupsModel)

public:
    enum Role { NoteRole = Qt::UserRole + 100, SectionRole };

    explicit GroupsModel(QObject* parent = nullptr);

    void setPlan(std::shared_ptr<const Audit> audit, std::shared_ptr<const Plan> plan);
    void setFilter(const QString& text);
    /// Null where there is no such row.
    const PlanGroup* group(int row) const;
    /// Its place in the plan.
    int placeOf(int row) const { return m_shown[static_cast<size_t>(row)]; }
    /// Where the group stands by now; −1 where it does not, or is not shown.
    int rowOf(const PlanGroup& group) const;
    QString title(const PlanGroup& group) const;
    /// Of a group by phone, whose instances they are: "Clínica Aurora, Rede Sorriso". Empty for any other.
    QString organizations(const PlanGroup& group) const;
    /// The score of its survivor, or why it is left.
    static QString why(const PlanGroup& group);

    /// It can be cleaned, and the person has not left it out.
    bool isChosen(int row) const;
    void setChosen(int row, bool isChosen);
    void setAllChosen(bool isChosen); ///< of those that are shown
    struct Counts {
        int all = 0;
        int ready = 0;  ///< of those that are shown
        int chosen = 0; ///< and shown
        int hidden = 0; ///< would be chosen
    };
    Counts counts() const;
    std::vector<const PlanGroup*> chosenGroups() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

Q_SIGNALS:
    void chosenChanged();

private:
    static QByteArray keyOf(const PlanGroup& group);
    bool isWanted(const PlanGroup& group) const { return !group.left && !m_leftOut.contains(keyOf(group)); }
    bool isFound(const PlanGroup& group, const QList<QByteArray>& words) const;
    QString note(const PlanGroup& group) const;
    QString readAloud(const PlanGroup& group) const;
    void show();

    std::shared_ptr<const Audit> m_audit;
    std::shared_ptr<const Plan> m_plan;
    QString m_filter;
    QSet<QByteArray> m_leftOut;
    std::vector<int> m_shown; ///< places in the plan
};

} // namespace steward
