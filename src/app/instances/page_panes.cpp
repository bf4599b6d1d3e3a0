#include "app/instances/page_panes.h"

#include "app/style/type.h"
#include "ui_instances_page.h"

#include <utility>

namespace steward {
namespace {

// In the design's pixels, of the page beside the rail.
constexpr int viewsNeed = 1168;
constexpr int inspectorNeeds = 948;
constexpr int viewsWidth = 196;
constexpr int tableWidth = 828;
constexpr int inspectorWidth = 344;
constexpr int compareWidth = 424;

} // namespace

PagePanes::PagePanes(const Ui::InstancesPage& ui)
    : m_ui(ui)
{
    m_ui.splitter->setStretchFactor(0, 0);
    m_ui.splitter->setStretchFactor(1, 1);
    m_ui.splitter->setStretchFactor(2, 0);
    m_ui.splitter->setSizes({scaled(viewsWidth), scaled(tableWidth), scaled(inspectorWidth)});
    m_ui.views->setMinimumWidth(scaled(150));
    m_ui.inspector->setMinimumWidth(scaled(280));
}

QByteArray PagePanes::state() const
{
    return m_ui.splitter->saveState();
}

void PagePanes::restore(const QByteArray& state)
{
    if (!state.isEmpty())
        m_ui.splitter->restoreState(state);
    m_ui.splitter->setHandleWidth(1);
}

void PagePanes::setWidth(int width, int former)
{
    m_width = width;
    if (former >= scaled(inspectorNeeds))
        m_isInspectorOpened = false;
    apply();
}

void PagePanes::openInspector()
{
    m_isInspectorClosed = false;
    m_isInspectorOpened = true;
    apply();
}

void PagePanes::closeInspector()
{
    m_isInspectorClosed = m_isInspectorClosed || !isInspectorInPlace();
    m_isInspectorOpened = false;
    apply();
}

bool PagePanes::isInspectorInPlace() const
{
    return m_isInspectorOpened && m_width < scaled(inspectorNeeds);
}

void PagePanes::widenFor(bool isCompare)
{
    QList<int> sizes = m_ui.splitter->sizes();
    const int wanted = isCompare ? scaled(compareWidth) : std::exchange(m_usualInspectorWidth, 0);
    const int more = wanted - sizes[2];
    if (wanted == 0 || (isCompare && more <= 0))
        return;
    if (isCompare)
        m_usualInspectorWidth = sizes[2];
    sizes[1] -= more;
    sizes[2] += more;
    m_ui.splitter->setSizes(sizes);
}

void PagePanes::apply()
{
    const bool hasViews = m_width >= scaled(viewsNeed);
    const bool hasBoth = m_width >= scaled(inspectorNeeds);
    m_ui.views->setVisible(hasViews);
    m_ui.viewButton->setVisible(!hasViews);
    m_ui.viewTitle->setVisible(hasViews);
    m_ui.inspector->setVisible(hasBoth ? !m_isInspectorClosed : m_isInspectorOpened);
    m_ui.pane->setVisible(!isInspectorInPlace());
}

} // namespace steward
