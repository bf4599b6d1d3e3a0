#include "app/shell/workspace_view.h"

#include "app/shell/plan_actions.h"
#include "app/shell/window_settings.h"
#include "app/shell/workspace_actions.h"
#include "app/table/instance_table.h"
#include "app/work/background_runner.h"
#include "workflows/read/audit_json.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QVBoxLayout>

namespace steward {

WorkspaceView::WorkspaceView(
    const ProfileContext& stores, BackgroundRunner& runner, OperationService* operations, QWidget* parent)
    : QWidget(parent)
    , m_workspace(stores.stores, stores.settings, runner)
    , m_live(new LiveReading(m_workspace, stores.stores, runner, {.every = stores.readEvery}, this))
    , m_alerts(new AlertCenter(m_workspace, runner, this))
    , m_operations(operations ? *operations : *new OperationService(stores, runner))
    , m_page(new InstancesPage(m_workspace))
    , m_runner(runner)
    , m_post(this)
{
    m_operations.setParent(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_page);
    m_actions = new WorkspaceActions(m_operations, *this);
    m_plans = new PlanActions(m_operations, *this);
    m_export = new ViewExport(m_operations, *this);
    connect(m_export, &ViewExport::told, this, &WorkspaceView::told);
    m_page->setActions(m_operations, *m_actions, *m_plans);
    connectParts();
}

void WorkspaceView::connectParts()
{
    connect(&m_workspace, &Workspace::indexChanged, m_plans, &PlanActions::update);
    connect(m_page, &InstancesPage::summaryChanged, this, &WorkspaceView::summaryChanged);
    connect(m_page, &InstancesPage::chosenChanged, this, &WorkspaceView::chosenChanged);
    connect(&m_operations, &OperationService::written, &m_workspace, &Workspace::forgetAnswers);
    connect(&m_operations, &OperationService::changed, &m_workspace, &Workspace::refresh);
}

void WorkspaceView::setInSight(bool isInSight)
{
    m_isInSight = isInSight;
    Q_EMIT m_page->chosenChanged();
}

void WorkspaceView::restoreLayout(const WindowSettings& settings, const QString& profileId)
{
    table().restoreColumns(settings.columns());
    m_page->panes().restore(settings.splitter());
    m_page->restoreViews(settings.views(profileId));
    m_page->selection().restore(settings.selection(profileId));
}

void WorkspaceView::keepLayout(WindowSettings& settings, const QString& profileId)
{
    settings.setColumns(table().columnState());
    settings.setSplitter(m_page->panes().state());
    if (shownIndex())
        settings.setSelection(profileId, m_page->selection().identities());
}

void WorkspaceView::copyJson()
{
    const std::shared_ptr<const AuditIndex> index = shownIndex();
    if (!index)
        return;
    std::vector<int> rows = m_actions->chosenRows();
    if (rows.empty())
        return;
    // Thousands of rows take a while to write.
    m_runner.run([this, index, rows = std::move(rows), box = m_post.box()](const std::stop_token& stop) {
        std::vector<const AuditRow*> chosen;
        chosen.reserve(rows.size());
        for (const int row : rows)
            chosen.push_back(&index->row(row));
        QByteArray array;
        const bool isWhole = writeRowsJson(index->audit(), chosen, [&array, &stop](const QByteArray& part) {
            array += part;
            return !stop.stop_requested();
        });
        if (!isWhole)
            return;
        box->post([this, count = chosen.size(), text = QString::fromUtf8(array)] {
            QGuiApplication::clipboard()->setText(text);
            Q_EMIT told(tr("%n row(s) copied as JSON.", nullptr, static_cast<int>(count)));
        });
    });
}

ShownRows WorkspaceView::shownRows()
{
    ShownRows shown{shownIndex(), {}, table().shownColumns(), {}, {}};
    const RowView view = m_page->shownView();
    shown.query = view.query;
    shown.title = view.title;
    for (int row = 0; row < model().rowCount(); ++row)
        shown.rows.push_back(model().auditRow(row));
    return shown;
}

void WorkspaceView::exportShown()
{
    if (shownIndex())
        m_export->ask(shownRows());
}

} // namespace steward
