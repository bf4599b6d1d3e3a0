#include "app/operations/workspace_actions.h"

#include "app/guards/guards_dialog.h"
#include "app/window/workspace_view.h"

namespace steward {

WorkspaceActions::WorkspaceActions(OperationService& operations, WorkspaceView& view)
    : QObject(&view)
    , m_operations(operations)
    , m_view(view)
{
}

void WorkspaceActions::show(QDialog* dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

void WorkspaceActions::showGuards()
{
    if (!m_guards) {
        const auto organizationName = [this](const QUuid& id) {
            const auto& index = m_view.workspace().index();
            return index ? index->audit().organizationName(id) : id.toString(QUuid::WithoutBraces);
        };
        m_guards = new GuardsDialog(m_operations, organizationName, &m_view);
    }
    show(m_guards);
}

} // namespace steward
