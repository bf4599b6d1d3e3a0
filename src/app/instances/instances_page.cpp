#include "app/instances/instances_page.h"

#include "app/inspector/inspector_panel.h"
#include "app/instances/bulk_outlook.h"
#include "app/instances/inspector_actions.h"
#include "app/instances/page_menus.h"
#include "app/instances/page_words.h"
#include "app/operations/offered_actions.h"
#include "app/operations/offered_plans.h"
#include "app/style/button_painting.h"
#include "app/style/painting.h"
#include "app/style/plain_text.h"
#include "app/table/instance_table.h"
#include "ui_instances_page.h"
#include "wording/query_words.h"

#include <QItemSelectionModel>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QResizeEvent>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace steward {
namespace {

// In the design's pixels.
constexpr int toolsHeight = 49;
constexpr int searchWidth = 340;

} // namespace

InstancesPage::InstancesPage(Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::InstancesPage>())
    , m_workspace(workspace)
    , m_pair(new QAction(tr("&Pair…"), this))
{
    m_ui->setupUi(this);
    m_ui->table->setInstanceModel(&m_model);
    layOut();
    connectParts();
    m_severalTimer.setSingleShot(true);
    m_severalTimer.setInterval(40);
    connect(&m_severalTimer, &QTimer::timeout, this, &InstancesPage::inspectSeveral);
    tellView();
    tellEmptiness();
    m_panes->setWidth(width(), 0);
}

InstancesPage::~InstancesPage() = default;

void InstancesPage::layOut()
{
    m_panes = std::make_unique<PagePanes>(*m_ui);
    m_kept = std::make_unique<KeptSelection>(*m_ui->table, m_model);
    m_ui->tools->setFixedHeight(scaled(toolsHeight));
    m_ui->toolsLayout->setContentsMargins(scaled(12), 0, scaled(12), 1);
    m_ui->search->setMaximumWidth(scaled(searchWidth));
    m_ui->search->setMinimumWidth(scaled(120));
    m_ui->columns->setIcon(makeIcon(Icon::Sliders));
    m_ui->viewTitle->setFont(textFont(TextSize::Section, QFont::DemiBold));
    m_ui->viewCount->setForegroundRole(QPalette::PlaceholderText);
    auto* overlay = new QVBoxLayout(m_ui->table->viewport());
    overlay->setContentsMargins(0, 0, 0, 0);
    m_emptiness = new EmptyRows(m_ui->table->viewport());
    overlay->addWidget(m_emptiness);
}

void InstancesPage::connectParts()
{
    connect(m_ui->search, &QLineEdit::textChanged, this, &InstancesPage::applyFilter);
    connect(m_ui->search, &FilterField::rowsWanted, this, [this] {
        m_ui->content->currentWidget()->setFocus(Qt::OtherFocusReason);
        if (!m_ui->table->currentIndex().isValid() && m_model.rowCount() > 0)
            m_ui->table->setCurrentIndex(m_model.index(0, 0));
    });
    connect(m_ui->views, &ViewsPanel::viewChanged, this, [this] {
        applyFilter();
        Q_EMIT viewsChanged();
    });
    connect(m_ui->views, &ViewsPanel::savedChanged, this, &InstancesPage::viewsChanged);
    connect(m_ui->views, &ViewsPanel::saveWanted, this, &InstancesPage::saveView);
    connect(m_ui->columns, &QPushButton::clicked, this, &InstancesPage::showColumns);
    connect(m_ui->viewButton, &QPushButton::clicked, this, &InstancesPage::showViews);
    connect(&m_workspace, &Workspace::indexChanged, this, &InstancesPage::takeIndex);
    connect(&m_workspace, &Workspace::readingChanged, this, &InstancesPage::tellEmptiness);
    connect(&m_workspace, &Workspace::checkChanged, this, &InstancesPage::tellSummary);
    connect(m_ui->table, &InstanceTable::currentRowChanged, this, &InstancesPage::inspect);
    connect(m_ui->table, &InstanceTable::currentRowChanged, this, &InstancesPage::chosenChanged);
    connect(m_ui->table, &InstanceTable::released, this, &InstancesPage::takeWaiting);
    connect(m_ui->table, &InstanceTable::inspectWanted, this, &InstancesPage::inspectCurrent);
    connect(m_ui->table, &InstanceTable::onScreenChanged, this, [this] {
        m_workspace.setOnScreen(m_ui->table->namesOnScreen());
    });
    connect(m_ui->table, &InstanceTable::chosenChanged, this, &InstancesPage::tellChosen);
    connect(m_ui->waiting, &WaitingBar::showWanted, this, &InstancesPage::takeWaiting);
    connect(m_ui->bulk, &BulkBar::clearWanted, this, &InstancesPage::clearChosen);
    connect(m_ui->bulk, &BulkBar::allWanted, this, [this](bool isSelected) {
        isSelected ? selectShown() : m_ui->table->deselectAll();
    });
    connect(m_emptiness, &EmptyRows::readWanted, &m_workspace, &Workspace::refresh);
    connect(m_emptiness, &EmptyRows::filterClearWanted, m_ui->search, &QLineEdit::clear);
    connect(m_emptiness, &EmptyRows::allWanted, this, &InstancesPage::clearFilter);
    m_ui->table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_ui->table, &QWidget::customContextMenuRequested, this, &InstancesPage::showTableMenu);
    auto* copy = new QAction(this);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    m_ui->table->addAction(copy);
    connect(copy, &QAction::triggered, this, [this] { copySelected(*m_ui->table); });
}

void InstancesPage::setActions(OperationService& operations, OfferedActions& actions, OfferedPlans& plans)
{
    m_actions = &actions;
    m_plans = &plans;
    connect(m_pair, &QAction::triggered, &actions, &OfferedActions::pairChosen);
    connect(this, &InstancesPage::chosenChanged, &plans, &OfferedPlans::update);
    connect(this, &InstancesPage::chosenChanged, m_pair, [this] { m_pair->setEnabled(m_actions->canPairChosen()); });
    connect(
        m_ui->without, &OrganizationsWithout::createWanted, &actions,
        [&actions](const OrganizationId& organization) { actions.create(organization); });
    m_emptiness->setObstacle(plans.standingObstacles().making);
    connect(m_emptiness, &EmptyRows::createWanted, &actions, [&actions] { actions.create({}); });
    connect(m_emptiness, &EmptyRows::fileWanted, &actions, &OfferedActions::createFromFile);
    connectInspector(operations);
    connectBulk();
    tellChosen();
}

void InstancesPage::connectInspector(OperationService& operations)
{
    auto* wiring = new InspectorActions(*m_ui->inspector, operations, *m_actions, *m_plans, this);
    connect(wiring, &InspectorActions::searchWanted, this, &InstancesPage::search);
    connect(m_ui->inspector, &InspectorPanel::closeWanted, this, &InstancesPage::closeInspector);
    connect(m_ui->inspector, &InspectorPanel::tabChanged, this, [this](InspectorPanel::Tab tab) {
        m_panes->widenFor(tab == InspectorPanel::Tab::Compare);
    });
}

void InstancesPage::connectBulk()
{
    QList<QAction*> rest = m_plans->ofChosen();
    const auto taken = [&rest](const char* name) {
        const auto found = std::ranges::find(rest, QLatin1String(name), &QObject::objectName);
        QAction* action = *found;
        rest.erase(found);
        return action;
    };
    QAction* repair = taken("actionRepair");
    QAction* disable = taken("actionDisable");
    QAction* remove = taken("actionDelete");
    rest.removeIf([](const QAction* action) { return action->isSeparator(); });
    m_ui->bulk->setActions(repair, m_pair, disable, remove, rest);
}

InstanceTable& InstancesPage::table()
{
    return *m_ui->table;
}

InspectorPanel& InstancesPage::inspector()
{
    return *m_ui->inspector;
}

void InstancesPage::takeIndex()
{
    const std::shared_ptr<const AuditIndex>& index = m_workspace.index();
    m_ui->views->setIndex(index);
    m_ui->search->setIndex(index);
    m_ui->without->setIndex(index);
    const bool isHeld = m_ui->table->isHeld() && m_model.auditIndex();
    const auto takeInPlace = [this, &index] {
        const QSignalBlocker once(m_ui->table); // takeWaiting() tells it
        return m_model.setIndexInPlace(index);
    };
    if (isHeld && !takeInPlace()) {
        m_ui->waiting->setCount(m_ui->table->selection().count() > 1 ? m_model.changesIn(*index) : 0);
        return;
    }
    takeWaiting();
}

/// Shows the reading that came last.
void InstancesPage::takeWaiting()
{
    m_ui->waiting->setCount(0);
    if (m_model.auditIndex() != m_workspace.index()) {
        const QSignalBlocker once(m_ui->table); // what is chosen by then is told below
        m_model.setIndex(m_workspace.index());
    }
    m_kept->take();
    tellView();
    tellEmptiness();
    tellChosen();
}

bool InstancesPage::isListOfOrganizations() const
{
    return m_ui->views->view().id == QLatin1String(withoutInstanceId);
}

void InstancesPage::applyFilter()
{
    if (isListOfOrganizations()) {
        m_ui->without->setFilterText(m_ui->search->text());
        clearChosen(); // it is not in sight
    } else {
        const QSignalBlocker once(m_ui->table); // what is chosen by then is told below
        const ProblemNames names = problemNames();
        m_model.setFilter(
            {RowQuery::fromText(m_ui->views->view().query, names), RowQuery::fromText(m_ui->search->text(), names)});
    }
    m_ui->content->setCurrentIndex(isListOfOrganizations() ? 1 : 0);
    tellView();
    tellEmptiness();
    tellChosen(); // what is hidden by now is chosen no more
}

void InstancesPage::clearFilter()
{
    m_ui->search->clear();
    m_ui->views->choose(QLatin1String(builtInViews().front().id));
}

void InstancesPage::search(const QString& text)
{
    clearFilter();
    m_ui->search->setText(text);
    m_ui->table->setFocus();
}

QString InstancesPage::filterText() const
{
    return m_ui->search->text();
}

void InstancesPage::filterBy(FindingCode finding)
{
    m_ui->views->choose(viewOf(finding).id);
}

void InstancesPage::showProblem(FindingCode finding, const InstanceName& first)
{
    takeWaiting();
    clearFilter();
    filterBy(finding);
    if (!first.isEmpty() && m_ui->table->showInstance(first)) {
        m_ui->inspector->choose(InspectorPanel::Tab::Summary);
        return inspectCurrent();
    }
    m_ui->table->setFocus();
}

void InstancesPage::showInstance(const InstanceName& name)
{
    takeWaiting();
    clearFilter();
    m_ui->table->showInstance(name);
    m_ui->table->setFocus();
}

bool InstancesPage::clearChosen()
{
    if (m_ui->table->selection().count() == 0)
        return false;
    m_ui->table->deselectAll();
    tellChosen();
    return true;
}

void InstancesPage::escape()
{
    if (m_panes->isInspectorInPlace())
        closeInspector();
    else if (!clearChosen())
        clearFilter();
}

std::optional<OrganizationId> InstancesPage::chosenOrganization() const
{
    const std::vector<int>& rows = m_ui->table->selectedRows();
    if (rows.size() != 1 || index()->row(rows.front()).organizationId.isNull())
        return {};
    return index()->row(rows.front()).organizationId;
}

void InstancesPage::selectShown()
{
    m_ui->table->selectAll();
}

void InstancesPage::focusSearch()
{
    m_ui->search->setFocus(Qt::ShortcutFocusReason);
    m_ui->search->selectAll();
}

void InstancesPage::saveView()
{
    const QString query = shownView().query;
    m_ui->search->clear(); // the view says it from now on
    m_ui->views->save(query);
}

std::vector<RowView> InstancesPage::savedViews() const
{
    return m_ui->views->saved();
}

RowView InstancesPage::shownView() const
{
    RowView view = m_ui->views->view();
    view.query = QStringList{view.query, m_ui->search->text().trimmed()}.join(QLatin1Char(' ')).trimmed();
    return view;
}

QVariant InstancesPage::viewsState() const
{
    return QVariantList{rowViewsValue(m_ui->views->saved()), m_ui->views->view().id};
}

void InstancesPage::restoreViews(const QVariant& state)
{
    const QVariantList parts = state.toList();
    if (parts.size() != 2)
        return;
    m_ui->views->setSaved(rowViewsFrom(parts[0]));
    m_ui->views->choose(parts[1].toString());
}

void InstancesPage::tellView()
{
    const QString title = m_ui->views->view().title;
    m_ui->viewTitle->setText(title);
    m_ui->viewButton->setText(withoutMnemonics(title));
    const bool isList = isListOfOrganizations();
    const int shown = isList ? m_ui->without->shown() : m_model.rowCount();
    m_ui->viewCount->setText(isList ? QLocale().toString(shown) : shownText(shown, m_model));
}

void InstancesPage::tellChosen()
{
    const auto selected = static_cast<int>(m_ui->table->selectedRows().size());
    m_ui->tools->setCurrentWidget(selected > 1 ? static_cast<QWidget*>(m_ui->bulk) : m_ui->usualTools);
    m_ui->bulk->setCounts(selected, m_model.rowCount(), m_ui->table->selection().count() - selected);
    inspect();
    Q_EMIT chosenChanged();
    tellSummary();
}

void InstancesPage::tellSummary()
{
    const auto selected = static_cast<int>(m_ui->table->selectedRows().size());
    Q_EMIT summaryChanged(
        summaryText(m_model.rowCount(), selected, m_ui->table->selection().count() - selected, m_workspace));
}

/// Why no row is shown.
EmptyRows::Reason InstancesPage::emptiness() const
{
    using enum EmptyRows::Reason;
    if (m_model.rowCount() > 0)
        return None;
    if (!index())
        return m_workspace.isReading() ? Reading : NotRead;
    const Audit& audit = index()->audit();
    if (m_model.totalRows() == 0)
        return audit.allStoresRead() ? NoInstances : NothingUnread;
    if (!m_ui->search->text().trimmed().isEmpty())
        return NothingFound;
    const bool isHealthy = audit.allStoresRead() && index()->counts().attention == 0;
    return isHealthy && m_ui->views->view().id == QLatin1String("attention") ? AllAgree : EmptyView;
}

void InstancesPage::tellEmptiness()
{
    const EmptyRows::Reason reason = emptiness();
    const bool isTyped = reason == EmptyRows::Reason::NothingFound;
    m_emptiness->setReason(
        reason, isTyped ? m_ui->search->text().trimmed() : m_ui->views->view().title, m_model.totalRows(),
        index() && index()->audit().allStoresRead());
}

void InstancesPage::inspect()
{
    if (m_ui->table->selectedRows().size() > 1) {
        m_workspace.setInspected({});
        m_severalTimer.start();
        return;
    }
    m_severalTimer.stop();
    const AuditRow* row = m_ui->table->currentRow();
    int place = row ? static_cast<int>(row - index()->audit().rows().data()) : -1;
    if (place >= 0 && m_model.shownRow(place) < 0)
        place = -1; // what a filter hides is not acted on
    m_ui->inspector->setRow(index(), place);
    const bool canBeAsked = place >= 0 && row->kind == RowKind::Instance && row->server;
    m_workspace.setInspected(canBeAsked ? std::optional(row->name) : std::nullopt);
}

void InstancesPage::inspectSeveral()
{
    const std::vector<int>& rows = m_ui->table->selectedRows();
    if (rows.size() < 2)
        return inspect();
    m_ui->inspector->setRows(index(), rows, outlooksFor(*index(), rows, m_plans->standingObstacles()));
}

void InstancesPage::inspectCurrent()
{
    m_panes->openInspector();
    m_ui->inspector->setFocus(Qt::OtherFocusReason);
}

void InstancesPage::closeInspector()
{
    m_panes->closeInspector();
    m_ui->table->setFocus();
}

void InstancesPage::showColumns()
{
    makeColumnsMenu(*m_ui->table, *this)->popup(m_ui->columns->mapToGlobal(QPoint(0, m_ui->columns->height())));
}

/// What the sidebar holds, where there is no room for it.
void InstancesPage::showViews()
{
    QMenu* menu = makeViewsMenu(*m_ui->views, *this);
    connect(menu->addAction(tr("&Save what is shown…")), &QAction::triggered, this, &InstancesPage::saveView);
    menu->popup(m_ui->viewButton->mapToGlobal(QPoint(0, m_ui->viewButton->height())));
}

void InstancesPage::showTableMenu(const QPoint& place)
{
    const AuditRow* row = rowAt(place);
    if (!row || !m_actions)
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_actions->fillMenu(*menu, *row);
    const QModelIndex cell = m_ui->table->indexAt(place);
    addCopies(*menu, *m_ui->table, cell.isValid() ? cell : m_ui->table->currentIndex());
    menu->addSeparator();
    m_plans->fillTableMenu(*menu, *row);
    menu->popup(m_ui->table->viewport()->mapToGlobal(place));
}

/// The row under the pointer. A key asks at the current one, which may be scrolled away, but never hidden.
const AuditRow* InstancesPage::rowAt(const QPoint& place) const
{
    if (const QModelIndex under = m_ui->table->indexAt(place); under.isValid())
        return &m_model.row(under.row());
    if (m_ui->table->viewport()->rect().contains(place))
        return nullptr;
    const AuditRow* current = m_ui->table->currentRow();
    const bool isShown = current && m_model.shownRow(static_cast<int>(current - index()->audit().rows().data())) >= 0;
    return isShown ? current : nullptr;
}

void InstancesPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_panes->setWidth(width(), event->oldSize().width());
}

void InstancesPage::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    painter.fillRect(rect(), tokens.surface);
    const QRect tools(m_ui->tools->mapTo(this, QPoint()), m_ui->tools->size());
    painter.fillRect(QRect(tools.left(), tools.bottom(), tools.width(), 1), tokens.line);
}

} // namespace steward
