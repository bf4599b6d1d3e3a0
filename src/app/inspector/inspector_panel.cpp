#include "app/inspector/inspector_panel.h"

#include "app/components/empty_state.h"
#include "app/inspector/problem_meaning.h"
#include "app/operations/plan_fit.h"
#include "app/style/icons.h"
#include "app/style/painting.h"
#include "app/style/plain_text.h"
#include "ui_inspector_panel.h"
#include "wording/workspace_words.h"
#include "workflows/read/audit_json.h"

#include <QClipboard>
#include <QEvent>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QLabel>
#include <QMenu>
#include <QSet>
#include <QShortcut>

namespace steward {

InspectorPanel::InspectorPanel(QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::InspectorPanel>())
{
    m_ui->setupUi(this);
    layOut();
    connectButtons();
    show();
}

InspectorPanel::~InspectorPanel() = default;

void InspectorPanel::layOut()
{
    const QString tabs[] = {tr("Summary"), tr("Compare"), tr("History"), tr("Raw")};
    for (const QString& title : tabs)
        m_ui->tabs->addTab(title);
    m_ui->tabs->setDrawBase(false);
    m_ui->tabs->setExpanding(false);
    m_ui->title->setFont(textFont(TextSize::Section, QFont::DemiBold));
    m_ui->name->setFont(textFont(TextSize::Small));
    m_ui->copyName->setFont(textFont(TextSize::Small, QFont::Medium));
    m_ui->empty->setWords(
        Icon::Layers, EmptyState::Look::Quiet, tr("No instance chosen"),
        tr("Select one to see what each store says about it."));
    //: Keys stand in brackets and are drawn as such
    m_ui->empty->setKeys(tr("[↑] [↓] to move, [Space] to check"));
    for (QLabel* label : {m_ui->clinic, m_ui->name})
        label->setForegroundRole(QPalette::PlaceholderText);
    m_ui->headLayout->setContentsMargins(readingMargins(scaled(16), scaled(12), scaled(8), scaled(6)));
    m_ui->footLayout->setContentsMargins(scaled(16) - ringRoom(), scaled(8), scaled(16) - ringRoom(), scaled(8));
    m_ui->json->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_ui->close->setIcon(makeIcon(Icon::X));
    m_ui->repair->setIcon(makeIcon(Icon::Wrench));
    m_ui->journal->setIcon(makeIcon(Icon::BookText));
    m_ui->copyJson->setIcon(makeIcon(Icon::Copy));
    m_ui->pair->setIcon(makeIcon(Icon::QrCode));
    m_ui->disable->setIcon(makeIcon(Icon::PowerOff));
    m_ui->protect->setIcon(makeIcon(Icon::Lock));
    m_ui->remove->setIcon(makeIcon(Icon::Trash, &Tokens::bad));
    for (QScrollArea* area : {m_ui->summaryPage, m_ui->comparePage, m_ui->historyPage, m_ui->severalPage}) {
        area->viewport()->installEventFilter(this);
        area->viewport()->setAutoFillBackground(false);
        area->widget()->setAutoFillBackground(false);
    }
}

void InspectorPanel::connectButtons()
{
    connect(m_ui->tabs, &QTabBar::currentChanged, this, [this] {
        showTab();
        Q_EMIT tabChanged(tab());
    });
    auto* next = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Tab), this);
    connect(next, &QShortcut::activated, this, [this] {
        if (row())
            m_ui->tabs->setCurrentIndex((m_ui->tabs->currentIndex() + 1) % m_ui->tabs->count());
    });
    connect(m_ui->close, &QPushButton::clicked, this, &InspectorPanel::closeWanted);
    connect(m_ui->journal, &QPushButton::clicked, this, &InspectorPanel::journalWanted);
    connect(m_ui->copyName, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(row()->name.text());
    });
    connect(m_ui->repair, &QPushButton::clicked, this, [this] { Q_EMIT repairWanted(*row()); });
    connect(m_ui->pair, &QPushButton::clicked, this, [this] { Q_EMIT pairWanted(row()->name); });
    connect(m_ui->disable, &QPushButton::clicked, this, [this] { Q_EMIT planWanted(PlanKind::Disable, *row()); });
    connect(m_ui->protect, &QPushButton::clicked, this, [this] {
        Q_EMIT planWanted(row()->isProtected ? PlanKind::Unprotect : PlanKind::Protect, *row());
    });
    connect(m_ui->remove, &QPushButton::clicked, this, [this] { Q_EMIT planWanted(PlanKind::Delete, *row()); });
    connect(m_ui->copyJson, &QPushButton::clicked, this, [this] {
        const QJsonObject object = auditRowJson(m_index->audit(), *row());
        QGuiApplication::clipboard()->setText(QString::fromUtf8(QJsonDocument(object).toJson()));
    });
    connect(m_ui->summary, &SummaryView::wayWanted, this, [this](ProblemWay way, FindingCode code) {
        const auto found = std::ranges::find(row()->findings, code, &Finding::code);
        if (found == row()->findings.end())
            return;
        if (way == ProblemWay::CopySteps)
            return QGuiApplication::clipboard()->setText(stepsText(*found, *row()));
        Q_EMIT wayWanted(way, *found, *row());
    });
}

void InspectorPanel::setChangeMenu(FillMenu fill)
{
    auto* menu = new QMenu(m_ui->change);
    connect(menu, &QMenu::aboutToShow, this, [this, menu, fill = std::move(fill)] {
        menu->clear();
        if (row())
            fill(*menu, *row());
    });
    m_ui->change->setMenu(menu);
}

void InspectorPanel::setObstacles(const StandingObstacles& obstacles)
{
    m_obstacles = obstacles;
    m_ui->summary->setObstacles(obstacles);
    showFoot();
}

void InspectorPanel::setHasJournal(bool hasJournal)
{
    m_ui->journal->setEnabled(hasJournal);
    m_ui->journal->setToolTip(hasJournal ? QString() : WorkspaceWords::keepsNoJournal());
}

InspectorPanel::Tab InspectorPanel::tab() const
{
    return static_cast<Tab>(std::max(m_ui->tabs->currentIndex(), 0));
}

void InspectorPanel::choose(Tab tab)
{
    m_ui->tabs->setCurrentIndex(static_cast<int>(tab));
}

void InspectorPanel::setRow(std::shared_ptr<const AuditIndex> index, int row)
{
    if (index == m_index && row == m_row && !m_isSeveral)
        return;
    const auto takenAt = [](const AuditIndex* of) { return of ? of->audit().snapshot().takenAt : Timestamp(); };
    if (takenAt(m_index.get()) != takenAt(index.get()))
        m_historyOf.clear(); // there may be more of it by now
    m_index = std::move(index);
    m_row = row;
    m_isSeveral = false;
    show();
}

void InspectorPanel::setRows(
    std::shared_ptr<const AuditIndex> index, const std::vector<int>& rows, const std::vector<ActionOutlook>& outlooks)
{
    m_index = std::move(index);
    m_row = -1;
    m_isSeveral = true;
    m_ui->title->setText(tr("%n selected", nullptr, static_cast<int>(rows.size())));
    m_ui->clinic->setText(
        tr("%n organization(s). The list stands still while you choose.", nullptr, m_index->organizationsOf(rows)));
    m_ui->several->setRows(*m_index, rows, outlooks);
    show();
}

void InspectorPanel::show()
{
    const AuditRow* shown = row();
    m_ui->head->setVisible(shown || m_isSeveral);
    m_ui->tabs->setVisible(shown);
    m_ui->state->setVisible(shown);
    m_ui->name->setVisible(shown);
    m_ui->copyName->setVisible(shown);
    if (shown) {
        showHead(*shown);
        m_ui->summary->setRow(*m_index, *shown);
        if (shown->identity() != m_historyOf)
            m_history = {};
    }
    showTab();
}

void InspectorPanel::showHead(const AuditRow& row)
{
    const Audit& audit = m_index->audit();
    m_ui->title->setText(breakable(cellText(audit, row, Column::Organization)));
    m_ui->state->setPill(statePill(row));
    const Integration* integration = row.integration();
    m_ui->clinic->setText(breakable(integration ? audit.clinicName(integration->clinicId) : QString()));
    m_ui->name->setText(breakable(row.title()));
    m_ui->copyName->setEnabled(row.kind == RowKind::Instance);
}

void InspectorPanel::showTab()
{
    showFoot();
    if (m_isSeveral)
        return m_ui->pages->setCurrentWidget(m_ui->severalPage);
    if (!row())
        return m_ui->pages->setCurrentWidget(m_ui->emptyPage);
    switch (tab()) {
    case Tab::Summary:
        return m_ui->pages->setCurrentWidget(m_ui->summaryPage);
    case Tab::Compare:
        m_ui->compare->setFields(recordFields(m_index->audit(), *row()));
        return m_ui->pages->setCurrentWidget(m_ui->comparePage);
    case Tab::History:
        showHistory();
        return m_ui->pages->setCurrentWidget(m_ui->historyPage);
    case Tab::Raw:
        m_ui->json->setPlainText(QString::fromUtf8(QJsonDocument(auditRowJson(m_index->audit(), *row())).toJson()));
        return m_ui->pages->setCurrentWidget(m_ui->json);
    }
}

void InspectorPanel::showHistory()
{
    const AuditRow& shown = *row();
    if (shown.identity() != m_historyOf) {
        m_historyOf = shown.identity();
        Q_EMIT historyWanted(shown.name, shown.identity());
    }
    std::vector<HistoryEvent> events = historyInStores(shown);
    events.insert(events.end(), m_history.events.begin(), m_history.events.end());
    m_ui->history->setEvents(newestFirst(std::move(events)), m_history.trouble, m_history.summary);
}

void InspectorPanel::setHistory(const JournaledHistory& history)
{
    m_history = history;
    if (row() && tab() == Tab::History)
        showHistory();
}

void InspectorPanel::showFoot()
{
    const AuditRow* shown = row();
    m_ui->foot->setVisible(shown);
    if (!shown)
        return;
    const auto offer = [this](QPushButton* button, Tab where, bool isMeant, bool isPossible) {
        button->setVisible(tab() == where && isMeant);
        const QString& obstacle = button == m_ui->pair ? m_obstacles.making : m_obstacles.plans;
        button->setEnabled(isPossible && obstacle.isEmpty());
        if (!obstacle.isEmpty())
            button->setToolTip(escapedToolTip(obstacle));
    };
    const bool isOpen = shown->connection() == Connection::Open;
    offer(m_ui->repair, Tab::Compare, !shown->findings.empty(), true);
    offer(m_ui->pair, Tab::Summary, usesOf(*shown).canBePaired && !isOpen, true);
    offer(m_ui->disable, Tab::Summary, !m_ui->pair->isVisibleTo(this), isFor(PlanKind::Disable, *shown));
    offer(m_ui->protect, Tab::Summary, true, shown->kind == RowKind::Instance);
    offer(m_ui->change, Tab::Summary, true, true);
    offer(m_ui->remove, Tab::Summary, true, isFor(PlanKind::Delete, *shown));
    // The foot has no room for the longer words, in no language.
    const QString unsaid = shown->isProtected ? tr("Remove protection…") : QString();
    m_ui->protect->setText(shown->isProtected ? QString() : tr("Pro&tect"));
    m_ui->protect->setAccessibleName(unsaid);
    if (m_obstacles.plans.isEmpty())
        m_ui->protect->setToolTip(unsaid);
    m_ui->protect->setIcon(makeIcon(shown->isProtected ? Icon::LockOpen : Icon::Lock));
    m_ui->journal->setVisible(tab() == Tab::History);
    m_ui->copyJson->setVisible(tab() == Tab::Compare || tab() == Tab::Raw);
}

bool InspectorPanel::eventFilter(QObject* watched, QEvent* event)
{
    // Long names wrap; they never make the content wider than what is seen of it.
    if (event->type() == QEvent::Resize) {
        for (QScrollArea* area : {m_ui->summaryPage, m_ui->comparePage, m_ui->historyPage, m_ui->severalPage}) {
            if (watched == area->viewport())
                area->widget()->setMaximumWidth(area->viewport()->width());
        }
    }
    return QWidget::eventFilter(watched, event);
}

void InspectorPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && row())
        show();
}

void InspectorPanel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    painter.fillRect(rect(), tokens.surface);
    if (m_ui->tabs->isVisible())
        painter.fillRect(QRect(0, m_ui->tabs->geometry().bottom(), width(), 1), tokens.line);
    if (!m_ui->foot->isVisible())
        return;
    painter.fillRect(m_ui->foot->geometry(), tokens.side);
    painter.fillRect(QRect(0, m_ui->foot->geometry().top(), width(), 1), tokens.line);
}

} // namespace steward
