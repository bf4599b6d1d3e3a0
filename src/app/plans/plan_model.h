#pragma once

#include "domain/plans/plan.h"
#include "domain/plans/plan_text.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace steward {

/// A plan to be read, line by line: each item with its steps, what is lost with it, what is left and why. The texts are
/// made when they are looked at, so that thousands of items cost little. GUI thread only.
class PlanModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PlanModel)

public:
    enum Column { PlaceColumn, LineColumn, ColumnCount };

    explicit PlanModel(QObject* parent = nullptr);

    void setPlan(std::shared_ptr<const Plan> plan, OrganizationNames organizations);
    void clear() { setPlan(nullptr, {}); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    enum class Kind : quint8 { Group, GroupNote, Item, Step, Lost, Left, Nothing };
    struct Line {
        Kind kind;
        int place; ///< of the item, or of the group
        int part;  ///< of the step, of what is left, or of the group's lines
    };

    void addGroup(int group);
    void addItem(int place);
    QString placeText(const Line& line) const;
    QString lineText(const Line& line) const;
    QVariant foreground(const Line& line, int column) const;

    std::shared_ptr<const Plan> m_plan;
    OrganizationNames m_organizations;
    std::vector<Line> m_lines;
};

} // namespace steward
