#pragma once

#include "app/operations/operation_service.h"

#include <QDialog>
#include <QObject>
#include <QPointer>

namespace steward {

class WorkspaceView;

/// What a person does in an opened workspace beside looking: shows the dialogs it needs over the window. They go with
/// the workspace.
class WorkspaceActions final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WorkspaceActions)

public:
    WorkspaceActions(OperationService& operations, WorkspaceView& view);

    void showGuards();

private:
    void show(QDialog* dialog);

    OperationService& m_operations;
    WorkspaceView& m_view;
    QPointer<QDialog> m_guards;
};

} // namespace steward
