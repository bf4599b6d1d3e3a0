#pragma once

#include <QStyledItemDelegate>

namespace steward {

/// Draws a line of ActivityLines: what kind of work it is, its title, where it stands or what came of it, how far it
/// is; or a heading. Measures are those of the design.
class ActivityDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace steward
