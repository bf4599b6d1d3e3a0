#pragma once

#include <QStyledItemDelegate>

namespace steward {

/// Draws a line of the journal: icon, title, who, how it ended, when; or the heading of a day. Measures are those of
/// the design.
class JournalDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace steward
