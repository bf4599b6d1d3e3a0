#pragma once

#include "app/style/mark_delegate.h"

namespace steward {

class InstanceModel;

/// Draws the cells of the table of instances (DESIGN, "Components"): organization and short name with the row's check,
/// the state's pill, three stores in one cell, the problem's shape. Other columns are MarkDelegate's.
class InstanceDelegate final : public MarkDelegate {
    Q_OBJECT

public:
    InstanceDelegate(const InstanceModel& model, QObject* parent);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    /// Where the check of a row is pressed, in its organization's cell.
    static QRect checkZone(const QRect& cell, Qt::LayoutDirection direction);
    /// What stands in a section of the header begins so far from its edge.
    static int textInset(int column);

private:
    void paintOrganization(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintProblem(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintWords(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;

    const InstanceModel& m_model;
};

} // namespace steward
