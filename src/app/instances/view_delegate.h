#pragma once

#include <QStyledItemDelegate>

namespace steward {

/// What a line of the sidebar is.
enum class ViewLine : quint8 { Heading, SavedHeading, NoneSaved, View, Group, Problem, Saved };

/// What the sidebar's items tell beside Qt's own roles.
enum ViewRole {
    ViewLineRole = Qt::UserRole + 100,
    ViewIdRole,
    ViewQueryRole,
    ViewCountRole, ///< QString; "?" where a store was not read
    ViewIconRole,  ///< int, an Icon
    ViewMarkRole,  ///< Mark, the worst of a group or a problem's own
};

/// Draws a line of the sidebar: icon or shape, title, and to the right its count. NoneSaved is a widget of its own.
class ViewDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void
    updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    /// Where a press opens a group, or saves a view.
    static QRect buttonZone(const QRect& line, ViewLine kind, Qt::LayoutDirection direction);
};

} // namespace steward
