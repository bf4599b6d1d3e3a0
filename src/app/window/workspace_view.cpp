#include "app/window/workspace_view.h"

#include "app/findings/findings_bar.h"
#include "app/organizations/organizations_panel.h"
#include "app/status/trouble_banner.h"
#include "app/table/instance_table.h"
#include "ui_workspace_view.h"

#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

namespace steward {

WorkspaceView::WorkspaceView(const WorkspaceSpec& spec, BackgroundRunner& runner, QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::WorkspaceView>())
    , m_workspace(spec.stores, spec.settings, runner)
{
    m_ui->setupUi(this);
    m_ui->table->setInstanceModel(&m_model);
    m_ui->splitter->setStretchFactor(0, 0);
    m_ui->splitter->setStretchFactor(1, 1);
    auto* overlay = new QVBoxLayout(m_ui->table->viewport());
    m_emptiness = new QLabel(m_ui->table->viewport());
    m_emptiness->setTextFormat(Qt::PlainText);
    m_emptiness->setAlignment(Qt::AlignCenter);
    m_emptiness->setWordWrap(true);
    m_emptiness->setForegroundRole(QPalette::PlaceholderText);
    m_emptiness->setAttribute(Qt::WA_TransparentForMouseEvents);
    overlay->addWidget(m_emptiness);
    connectPanels();
    tellEmptiness();
}

WorkspaceView::~WorkspaceView() = default;

InstanceTable& WorkspaceView::table()
{
    return *m_ui->table;
}

void WorkspaceView::connectPanels()
{
    connect(m_ui->search, &QLineEdit::textChanged, this, &WorkspaceView::applyFilter);
    connect(m_ui->organizations, &OrganizationsPanel::organizationChanged, this, &WorkspaceView::applyFilter);
    connect(m_ui->findings, &FindingsBar::chosenChanged, this, &WorkspaceView::applyFilter);
    connect(&m_workspace, &Workspace::indexChanged, this, &WorkspaceView::takeIndex);
    connect(&m_workspace, &Workspace::readingChanged, this, &WorkspaceView::tellEmptiness);
    connect(&m_workspace, &Workspace::storeChanged, this, [this](Store store) {
        m_ui->trouble->setState(store, m_workspace.store(store));
    });
    connect(m_ui->table, &InstanceTable::currentRowChanged, this, &WorkspaceView::inspect);
    connect(m_ui->table, &InstanceTable::onScreenChanged, this, [this] {
        m_workspace.setOnScreen(m_ui->table->namesOnScreen());
    });
    connect(&m_model, &InstanceModel::checksChanged, this, &WorkspaceView::tellSummary);
}

void WorkspaceView::takeIndex()
{
    m_ui->organizations->setIndex(m_workspace.index());
    m_model.setIndex(m_workspace.index());
    m_ui->findings->setCounts(m_model.counts());
    m_ui->trouble->setServerStarting(m_workspace.index()->audit().snapshot().serverStarting);
    tellSummary();
    tellEmptiness();
}

void WorkspaceView::applyFilter()
{
    RowFilter filter;
    filter.query = RowQuery::fromText(m_ui->search->text());
    filter.organization = m_ui->organizations->organization();
    filter.finding = m_ui->findings->finding();
    filter.health = m_ui->findings->health();
    m_model.setFilter(filter);
    m_ui->findings->setCounts(m_model.counts());
    tellSummary();
    tellEmptiness();
}

void WorkspaceView::clearFilter()
{
    m_ui->search->clear();
    m_ui->findings->setChosen({}, RowFilter::Health::Any);
    m_ui->organizations->choose({});
    applyFilter();
}

void WorkspaceView::focusSearch()
{
    m_ui->search->setFocus(Qt::ShortcutFocusReason);
    m_ui->search->selectAll();
}

void WorkspaceView::tellSummary()
{
    //: %n is how many rows the table shows, %1 how many there are
    QString summary = tr("%n of %1 shown", nullptr, m_model.rowCount()).arg(QLocale().toString(m_model.totalRows()));
    if (m_model.checks().count() > 0)
        summary += QStringLiteral("  ·  ") + tr("%n checked", nullptr, m_model.checks().count());
    Q_EMIT summaryChanged(summary);
}

void WorkspaceView::tellEmptiness()
{
    QString words;
    if (m_model.rowCount() == 0) {
        if (!m_workspace.index())
            words = m_workspace.isReading() ? tr("Reading the three stores…")
                                            : tr("Nothing has been read yet. Press F5 to read.");
        else if (m_model.totalRows() > 0)
            words = tr("No instance matches. Press Esc to show all.");
        else if (m_workspace.index()->audit().allStoresRead())
            words = tr("There is no instance in any of the three stores.");
        else
            words = tr("No instance could be read. The notice above says why.");
    }
    m_emptiness->setText(words);
    m_emptiness->setVisible(!words.isEmpty());
}

void WorkspaceView::inspect()
{
    const AuditRow* row = m_ui->table->currentRow();
    const bool canBeAsked = row && row->kind == RowKind::Instance && row->server;
    m_workspace.setInspected(canBeAsked ? std::optional(row->name) : std::nullopt);
}

} // namespace steward
