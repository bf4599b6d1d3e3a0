#include "app/activity/activity_page.h"

#include "app/activity/activity_delegate.h"
#include "app/components/empty_state.h"
#include "app/components/list_and_detail.h"
#include "app/operations/activity_log.h"
#include "app/operations/operation_service.h"
#include "app/operations/operation_view.h"
#include "app/style/icons.h"
#include "app/style/painting.h"
#include "ui_activity_page.h"

#include <QKeyEvent>

namespace steward {
namespace {

// In the design's pixels, of the page beside the rail.
constexpr int wideList = 1168;
constexpr int listBeside = 948;
constexpr int listWidth = 300;
constexpr int narrowListWidth = 240;

} // namespace

ActivityPage::ActivityPage(OperationService& operations, QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ActivityPage>())
    , m_lines(operations.activities())
{
    m_ui->setupUi(this);
    layOut();
    m_ui->operation->start(operations);
    connectParts(operations);
    chooseAgain();
}

ActivityPage::~ActivityPage() = default;

void ActivityPage::layOut()
{
    auto* empty = new EmptyState(
        Icon::Activity, tr("Nothing was done in this session yet"),
        tr("What you create, pair, clean, repair or delete is listed here with its steps."));
    auto* journal = new QPushButton(tr("Open the journal"));
    journal->setObjectName(QStringLiteral("openJournal"));
    connect(journal, &QPushButton::clicked, this, &ActivityPage::journalWanted);
    empty->addButton(journal);
    m_ui->emptyLayout->addWidget(empty);
    m_ui->side->setLook(&Tokens::side, Qt::RightEdge);
    m_ui->sideLayout->setContentsMargins(scaled(8), scaled(4), scaled(8) + 1, scaled(8));
    m_ui->operations->setModel(&m_lines);
    m_ui->operations->setItemDelegate(new ActivityDelegate(this));
    m_ui->operations->viewport()->setAutoFillBackground(false);
    m_ui->backPlace->setLook(&Tokens::side, Qt::BottomEdge);
    m_ui->backLayout->setContentsMargins(scaled(12), scaled(4), scaled(12), scaled(4));
}

void ActivityPage::connectParts(OperationService& operations)
{
    connect(m_ui->operations->selectionModel(), &QItemSelectionModel::currentChanged, this, &ActivityPage::takeCurrent);
    connect(&m_lines, &ActivityLines::rearranged, this, &ActivityPage::chooseAgain);
    connectListAndDetail(*m_ui->operations, *m_ui->back, *this, [this](bool isDetailWanted) {
        m_isDetailWanted = isDetailWanted;
        showParts();
        if (!isDetailWanted)
            focusList();
    });
    // What has just begun is what the person looks for, unless something else that runs is looked at.
    connect(
        &operations.activities(), &QAbstractItemModel::rowsInserted, this,
        [this, &operations](const QModelIndex&, int first) {
            if (first == 0 && (!m_chosen || !m_chosen->isUnderWay()))
                choose(operations.activities().at(first));
        });
}

OperationView& ActivityPage::shown() const
{
    return *m_ui->operation;
}

void ActivityPage::choose(const Operation* operation)
{
    const int row = m_lines.rowOf(operation);
    if (row < 0)
        return;
    m_isDetailWanted = true;
    m_ui->operations->setCurrentIndex(m_lines.index(row));
    showParts();
}

void ActivityPage::chooseAgain()
{
    int row = m_lines.rowOf(m_chosen);
    for (int place = 0; row < 0 && place < m_lines.rowCount(); ++place)
        row = m_lines.operation(place) ? place : -1;
    m_ui->operations->setCurrentIndex(row < 0 ? QModelIndex() : m_lines.index(row));
    takeCurrent(); // a reset takes the current one without a word
    showParts();
}

void ActivityPage::takeCurrent()
{
    Operation* current = m_lines.operation(m_ui->operations->currentIndex().row());
    if (current == m_chosen && current == m_ui->operation->operation())
        return;
    m_chosen = current;
    m_ui->operation->follow(current);
}

void ActivityPage::focusList()
{
    if (m_lines.rowCount() > 0)
        m_ui->operations->setFocus();
}

bool ActivityPage::isNarrow() const
{
    return width() < scaled(listBeside);
}

void ActivityPage::showParts()
{
    m_ui->pages->setCurrentWidget(m_lines.rowCount() > 0 ? m_ui->listPage : m_ui->emptyPage);
    m_ui->side->setVisible(!isNarrow() || !m_isDetailWanted);
    m_ui->chosen->setVisible(!isNarrow() || m_isDetailWanted);
    m_ui->backPlace->setVisible(isNarrow());
    const int beside = scaled(width() >= scaled(wideList) ? listWidth : narrowListWidth);
    m_ui->side->setMinimumWidth(isNarrow() ? 0 : beside);
    m_ui->side->setMaximumWidth(isNarrow() ? QWIDGETSIZE_MAX : beside);
}

void ActivityPage::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), Tokens::of(palette()).surface);
}

void ActivityPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    showParts();
}

void ActivityPage::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && isNarrow() && m_isDetailWanted)
        return m_ui->back->click();
    QWidget::keyPressEvent(event);
}

} // namespace steward
