#pragma once

#include <QStyledItemDelegate>

namespace steward {

/// What a line of the welcome page's list holds beside its text, the name.
enum WorkspaceRole { WorkspaceIdRole = Qt::UserRole, EnvironmentWordRole, EnvironmentColorRole, OpenedRole };

/// A workspace in the list: its environment on its colour, its name, when it was opened last. One whose file cannot be
/// read has a triangle instead of the environment.
class WorkspaceDelegate final : public QStyledItemDelegate {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WorkspaceDelegate)

public:
    explicit WorkspaceDelegate(QObject* parent = nullptr);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// The height of one line, for as many as are in sight.
int workspaceLineHeight();

} // namespace steward
