#include "app/window/workspace_view.h"

#include "app/findings/findings_bar.h"
#include "app/inspector/inspector_panel.h"
#include "app/operations/workspace_actions.h"
#include "app/organizations/organizations_panel.h"
#include "app/plans/plan_actions.h"
#include "app/table/instance_table.h"
#include "app/work/background_runner.h"
#include "ui_workspace_view.h"
#include "workflows/read/audit_json.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QVBoxLayout>

namespace steward {
namespace {

struct FootText {
    Q_DECLARE_TR_FUNCTIONS(steward::WorkspaceView)
};

/// How far the questions in the background are: progress while they run, else how old the answers are.
QString checkText(const Workspace& workspace)
{
    const CheckingState& check = workspace.check();
    if (check.isRunning && check.all > 0) {
        //: %1 of %2 instances were asked whether they work
        return FootText::tr("checking %1 of %2").arg(QLocale().toString(check.asked), QLocale().toString(check.all));
    }
    const auto& index = workspace.index();
    const qint64 waiting = index ? index->audit().counts().verdicts.value(Verdict::NotChecked) : 0;
    if (waiting > 0)
        return FootText::tr("%n not checked", nullptr, static_cast<int>(waiting));
    if (!index || !index->oldestAnswer())
        return {};
    const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    //: %1 is a time such as "3 min": how old the oldest answer is
    return FootText::tr("checked within %1")
        .arg(durationText(std::chrono::duration_cast<std::chrono::seconds>(now - *index->oldestAnswer())));
}

} // namespace

WorkspaceView::WorkspaceView(const StoreSet& stores, BackgroundRunner& runner, QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::WorkspaceView>())
    , m_workspace(stores.stores, stores.settings, runner)
    , m_operations(*new OperationService(stores, runner, this))
    , m_runner(runner)
    , m_post(this)
{
    m_ui->setupUi(this);
    m_actions = new WorkspaceActions(m_operations, *this);
    m_ui->table->setInstanceModel(&m_model);
    m_plans = new PlanActions(m_operations, *this);
    m_ui->splitter->setStretchFactor(0, 0);
    m_ui->splitter->setStretchFactor(1, 1);
    m_ui->splitter->setStretchFactor(2, 0);
    const int letter = fontMetrics().averageCharWidth();
    m_ui->splitter->setSizes({34 * letter, 150 * letter, 72 * letter});
    auto* overlay = new QVBoxLayout(m_ui->table->viewport());
    m_emptiness = new QLabel(m_ui->table->viewport());
    m_emptiness->setTextFormat(Qt::PlainText);
    m_emptiness->setAlignment(Qt::AlignCenter);
    m_emptiness->setWordWrap(true);
    m_emptiness->setForegroundRole(QPalette::PlaceholderText);
    m_emptiness->setAttribute(Qt::WA_TransparentForMouseEvents);
    overlay->addWidget(m_emptiness);
    connectPanels();
    connectActions();
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
    connect(&m_workspace, &Workspace::checkChanged, this, &WorkspaceView::tellSummary);
    connect(m_ui->table, &InstanceTable::currentRowChanged, this, &WorkspaceView::inspect);
    connect(m_ui->table, &InstanceTable::onScreenChanged, this, [this] {
        m_workspace.setOnScreen(m_ui->table->namesOnScreen());
    });
    connect(&m_model, &InstanceModel::checksChanged, this, &WorkspaceView::tellSummary);
    connect(&m_operations, &OperationService::written, &m_workspace, &Workspace::forgetAnswers);
    connect(&m_operations, &OperationService::changed, &m_workspace, &Workspace::refresh);
}

void WorkspaceView::connectActions()
{
    m_ui->table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_ui->organizations->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_ui->table, &QWidget::customContextMenuRequested, this, &WorkspaceView::showTableMenu);
    connect(m_ui->organizations, &QWidget::customContextMenuRequested, this, &WorkspaceView::showOrganizationMenu);
    connect(
        m_ui->inspector, &InspectorPanel::pairWanted, m_actions,
        qOverload<const InstanceName&>(&WorkspaceActions::pair));
    connect(this, &WorkspaceView::chosenChanged, m_plans, &PlanActions::update);
    connect(m_ui->inspector, &InspectorPanel::repairWanted, m_plans, &PlanActions::repair);
    m_ui->inspector->setObstacle(m_plans->standingObstacle());
    m_ui->inspector->setChangeMenu([this](QMenu& menu, const AuditRow& row) { m_plans->fillMenu(menu, row); });
    connect(m_ui->table, &InstanceTable::currentRowChanged, this, &WorkspaceView::chosenChanged);
    connect(m_ui->table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &WorkspaceView::chosenChanged);
    connect(&m_model, &InstanceModel::checksChanged, this, &WorkspaceView::chosenChanged);
}

void WorkspaceView::showTableMenu(const QPoint& place)
{
    const AuditRow* row = rowAt(place);
    if (!row)
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_actions->fillMenu(*menu, *row);
    menu->addSeparator();
    m_plans->fillTableMenu(*menu, *row);
    menu->popup(m_ui->table->viewport()->mapToGlobal(place));
}

/// The row under the pointer. A key asks at the current one, which may be scrolled away, but never hidden.
const AuditRow* WorkspaceView::rowAt(const QPoint& place) const
{
    if (const QModelIndex under = m_ui->table->indexAt(place); under.isValid())
        return &m_model.row(under.row());
    if (m_ui->table->viewport()->rect().contains(place))
        return nullptr;
    const AuditRow* current = m_ui->table->currentRow();
    return current && m_model.shownRow(placeOf(*current)) >= 0 ? current : nullptr;
}

void WorkspaceView::showOrganizationMenu(const QPoint& place)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(tr("&New Instance…")), &QAction::triggered, m_actions, [this] { m_actions->create(); });
    menu->popup(m_ui->organizations->mapToGlobal(place));
}

std::optional<QUuid> WorkspaceView::chosenOrganization() const
{
    const std::optional<QUuid> chosen = m_ui->organizations->organization();
    return chosen && !chosen->isNull() ? chosen : std::nullopt;
}

void WorkspaceView::takeIndex()
{
    m_ui->organizations->setIndex(m_workspace.index());
    m_model.setIndex(m_workspace.index());
    m_plans->update();
    m_ui->findings->setCounts(m_model.counts());
    tellSummary();
    tellEmptiness();
}

void WorkspaceView::applyFilter()
{
    RowFilter filter;
    filter.query = RowQuery::fromText(m_ui->search->text());
    filter.organization = m_ui->organizations->organization();
    filter.finding = m_ui->findings->finding();
    filter.verdict = m_ui->findings->verdict();
    m_model.setFilter(filter);
    m_ui->findings->setCounts(m_model.counts());
    Q_EMIT chosenChanged(); // what is hidden by now is chosen no more
    tellSummary();
    tellEmptiness();
}

void WorkspaceView::clearFilter()
{
    m_ui->search->clear();
    m_ui->findings->setChosen({}, {});
    m_ui->organizations->choose({});
    applyFilter();
}

void WorkspaceView::filterBy(FindingCode finding)
{
    m_ui->findings->setChosen(finding, {});
    applyFilter();
}

void WorkspaceView::search(const QString& text)
{
    clearFilter();
    m_ui->search->setText(text);
    m_ui->table->setFocus();
}

void WorkspaceView::showInstance(const InstanceName& name)
{
    clearFilter();
    m_ui->table->showInstance(name);
    m_ui->table->setFocus();
}

bool WorkspaceView::clearChosen()
{
    if (m_ui->table->selection().count() == 0 && m_model.checks().count() == 0)
        return false;
    m_model.clearChecks();
    m_ui->table->selectOnly({});
    Q_EMIT chosenChanged();
    return true;
}

QByteArray WorkspaceView::splitterState() const
{
    return m_ui->splitter->saveState();
}

void WorkspaceView::restoreSplitter(const QByteArray& state)
{
    if (!state.isEmpty())
        m_ui->splitter->restoreState(state);
}

void WorkspaceView::copyJson()
{
    const std::shared_ptr<const AuditIndex> index = m_workspace.index();
    if (!index)
        return;
    std::vector<int> rows = m_actions->chosenRows();
    if (rows.empty())
        return;
    // Thousands of rows take a while to write.
    m_runner.run([this, index, rows = std::move(rows), box = m_post.box()](const std::stop_token& stop) {
        QJsonArray array;
        for (const int row : rows) {
            if (stop.stop_requested())
                return;
            array.append(auditRowJson(index->audit(), index->row(row)));
        }
        box->post([this, count = array.size(), text = QString::fromUtf8(QJsonDocument(array).toJson())] {
            QGuiApplication::clipboard()->setText(text);
            Q_EMIT told(tr("%n row(s) copied as JSON.", nullptr, static_cast<int>(count)));
        });
    });
}

void WorkspaceView::setInSight(bool isInSight)
{
    m_isInSight = isInSight;
    Q_EMIT chosenChanged();
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
    if (const int checked = m_model.checks().count(); checked > 0) {
        summary += QStringLiteral("  ·  ") + tr("%n checked", nullptr, checked);
        const int hidden = checked - static_cast<int>(m_model.shownOf(m_model.checks().rows()).size());
        if (hidden > 0) {
            //: %n is how many of the checked rows the filter hides; it follows "5 checked"
            summary += QStringLiteral(", ") + tr("%n hidden and left alone", nullptr, hidden);
        }
    }
    if (const QString checking = checkText(m_workspace); !checking.isEmpty())
        summary += QStringLiteral("  ·  ") + checking;
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

int WorkspaceView::placeOf(const AuditRow& row) const
{
    return static_cast<int>(&row - m_workspace.index()->audit().rows().data());
}

void WorkspaceView::inspect()
{
    const AuditRow* row = m_ui->table->currentRow();
    m_ui->inspector->setRow(m_workspace.index(), row ? placeOf(*row) : -1);
    const bool canBeAsked = row && row->kind == RowKind::Instance && row->server;
    m_workspace.setInspected(canBeAsked ? std::optional(row->name) : std::nullopt);
}

} // namespace steward
