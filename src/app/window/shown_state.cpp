#include "app/window/shown_state.h"

#include "app/instances/instances_page.h"
#include "app/shell/workspace_pages.h"
#include "app/shell/workspace_view.h"
#include "app/table/instance_table.h"

namespace steward {

ShownState::ShownState(WorkspacePages& pages)
    : m_section(pages.settings().section())
    , m_filter(pages.view().instances().filterText())
    , m_views(pages.view().instances().viewsState())
{
    InstanceTable& table = pages.view().table();
    for (const int row : table.selectedRows())
        m_selected.push_back(pages.view().shownIndex()->row(row).identity());
    if (const AuditRow* row = table.currentRow())
        m_current = row->name;
}

void ShownState::restore(WorkspacePages& pages) const
{
    WorkspaceView& view = pages.view();
    pages.settings().choose(m_section);
    if (!m_filter.isEmpty()) {
        view.instances().search(m_filter); // among all
        view.instances().restoreViews(m_views);
    }
    if (m_selected.empty() && m_current.isEmpty())
        return; // also where nothing was read yet: what is kept is selected
    QObject::connect(
        &view.workspace(), &Workspace::indexChanged, &view,
        [&table = view.table(), selected = m_selected, current = m_current] {
            if (!current.isEmpty())
                table.showInstance(current);
            table.selectOnly(selected);
        },
        Qt::SingleShotConnection);
}

} // namespace steward
