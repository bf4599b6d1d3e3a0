#include "app/operations/operation_view.h"

#include "app/operations/activity_log.h"
#include "app/operations/activity_words.h"
#include "app/operations/checklist_delegate.h"
#include "app/operations/operation_service.h"
#include "app/operations/report_file.h"
#include "app/operations/result_section.h"
#include "app/operations/undo_offer.h"
#include "app/style/button_painting.h"
#include "app/style/icons.h"
#include "app/style/painting.h"
#include "app/style/plain_text.h"
#include "ui_operation_view.h"
#include "wording/workspace_words.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLocale>

#include <algorithm>
#include <array>

namespace steward {
namespace {

constexpr int itemColumns = 6;
constexpr std::array itemWidths{190, 104, 104, 104, 110}; ///< in the design's pixels, after the first
constexpr std::array wideItemWidths{190, 140, 140, 140, 140};
constexpr qreal wideItems = 1000; ///< from there on whole words such as "was not there" have room
constexpr std::array stepWidths{110, 420};
constexpr qreal itemHeight = 34;
constexpr int leastRowsShown = 8; ///< of the table below the result, before the page scrolls
constexpr qreal viewPadding = 24;
constexpr qreal narrowResult = 880; ///< below it the buttons stand under the sentence

/// One that is off says why.
void set(QPushButton& button, bool isShown, const QString& obstacle = {}, const QString& tip = {})
{
    button.setVisible(isShown);
    button.setEnabled(obstacle.isEmpty());
    button.setToolTip(obstacle.isEmpty() ? tip : obstacle);
}

} // namespace

OperationView::OperationView(QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::OperationView>())
{
    m_ui->setupUi(this);
    layOut();
    connectParts();
    follow(nullptr);
}

OperationView::~OperationView() = default;

void OperationView::layOut()
{
    const int side = scaled(viewPadding);
    m_ui->head->setLook(&Tokens::surface, {});
    m_ui->headLayout->setContentsMargins(side, scaled(20), side - ringRoom(), scaled(14));
    m_ui->headLayout->setSpacing(scaled(12));
    m_ui->title->setLook(TextSize::Page, QFont::DemiBold, &Tokens::text);
    m_ui->sentence->setLook(TextSize::Body, QFont::Normal, &Tokens::quiet);
    m_ui->bar->setFixedHeight(scaled(8));
    m_ui->pace->setLook(TextSize::Body, QFont::Normal, &Tokens::quiet);
    m_ui->detail->setContentsMargins(scaled(6), scaled(8), scaled(6), scaled(8));
    m_ui->pause->setIcon(makeIcon(Icon::Pause));
    m_ui->runningLayout->setContentsMargins(side - scaled(6), 0, side - scaled(6), 0); // a cell has six more
    layOutResult();
    for (QTableView* table : {m_ui->items, m_ui->done}) {
        table->setItemDelegate(new ChecklistDelegate(this));
        table->setModel(&m_items);
        table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
        table->verticalHeader()->setDefaultSectionSize(scaled(itemHeight));
        table->horizontalHeader()->setHighlightSections(false);
        table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    }
}

void OperationView::layOutResult()
{
    const int side = scaled(viewPadding);
    m_ui->endedLayout->setContentsMargins(side, scaled(20), side, scaled(20));
    m_ui->endedLayout->setSpacing(scaled(16));
    m_ui->endedLayout->addStretch(); // takes the room where there is no table below
    m_ui->sections->setSpacing(scaled(16));
    m_ui->resultLayout->setContentsMargins(scaled(20), scaled(16), scaled(20) - ringRoom(), scaled(16));
    m_ui->resultLayout->setSpacing(scaled(16));
    m_ui->outcome->setLook(TextSize::Page, QFont::DemiBold, &Tokens::text);
    m_ui->notes->setLook(TextSize::Body, QFont::Normal, &Tokens::text2);
    m_ui->note->setLook(TextSize::Body, QFont::Normal, &Tokens::text2);
    m_ui->copy->setIcon(makeIcon(Icon::Copy));
    m_ui->report->setIcon(makeIcon(Icon::BookText));
    m_ui->retry->setIcon(makeIcon(Icon::Refresh, &Tokens::onFill));
    m_ui->restLayout->setContentsMargins(scaled(10), 1, scaled(10), scaled(8)); // a cell has six more
    m_ui->restHead->setContentsMargins(scaled(6), scaled(12), scaled(6) - ringRoom(), scaled(10));
    m_ui->restTitle->setLook(TextSize::Section, QFont::DemiBold, &Tokens::text);
    m_ui->restCount->setLook(TextSize::Body, QFont::Normal, &Tokens::quiet);
    m_ui->ended->setAutoFillBackground(false);
    m_ui->endedPage->viewport()->setAutoFillBackground(false);
}

void OperationView::connectParts()
{
    connect(m_ui->resume, &QPushButton::clicked, this, &OperationView::resumeWanted);
    connect(m_ui->report, &QPushButton::clicked, this, &OperationView::keepReport);
    connect(m_ui->copy, &QPushButton::clicked, this, &OperationView::copyReport);
    connect(m_ui->restore, &QPushButton::clicked, this, [this] { Q_EMIT undoWanted(m_undo, false); });
    connect(m_ui->restoreWhole, &QPushButton::clicked, this, [this] { Q_EMIT undoWanted(m_undo, true); });
    const auto onPress = [this](QPushButton* button, const std::function<void(Operation&)>& act) {
        connect(button, &QPushButton::clicked, this, [this, act] {
            if (m_operation)
                act(*m_operation);
        });
    };
    onPress(m_ui->journal, [this](const Operation& operation) {
        if (const std::optional<OperationId> journaled = m_operations->activities().journaled(&operation))
            Q_EMIT journalWanted(*journaled);
    });
    onPress(m_ui->retry, [this](Operation& operation) { Q_EMIT retryWanted(&operation); });
    onPress(m_ui->open, [](Operation& operation) { operation.openDialog(); });
    onPress(m_ui->stop, [](Operation& operation) { operation.stop(); });
    onPress(m_ui->pause, [](Operation& operation) { operation.pause(operation.state() != Operation::State::Paused); });
    connect(m_ui->items->selectionModel(), &QItemSelectionModel::currentChanged, this, &OperationView::showDetail);
}

void OperationView::start(OperationService& operations)
{
    m_operations = &operations;
}

void OperationView::setOnItsPage()
{
    m_isOnItsPage = true;
    m_ui->title->hide();
    m_ui->headLayout->setContentsMargins(scaled(viewPadding), scaled(12), scaled(viewPadding) - ringRoom(), scaled(12));
}

void OperationView::follow(Operation* operation)
{
    if (m_operation)
        disconnect(m_operation, nullptr, this, nullptr);
    m_operation = operation;
    m_isEndShown = false;
    m_undo.clear();
    tell({});
    m_ui->head->setVisible(operation);
    m_ui->pages->setVisible(operation);
    showChecklist();
    if (!operation)
        return;
    connect(operation, &Operation::changed, this, &OperationView::refresh);
    connect(operation, &Operation::checklistChanged, this, &OperationView::showChecklist);
    connect(operation, &QObject::destroyed, this, [this] { follow(nullptr); });
    refresh();
}

void OperationView::showChecklist()
{
    QAbstractItemModel* checklist = m_operation ? m_operation->checklist() : nullptr;
    m_items.showAll(checklist);
    setUpTable(*m_ui->items);
    setUpTable(*m_ui->done);
    showDetail();
}

void OperationView::setUpTable(QTableView& table) const
{
    QHeaderView& header = *table.horizontalHeader();
    if (header.count() == 0)
        return;
    header.setSectionResizeMode(QHeaderView::Interactive);
    header.setStretchLastSection(false);
    header.setSectionResizeMode(0, QHeaderView::Stretch);
    const bool isOfItems = header.count() == itemColumns;
    const auto& widths = m_isWide ? wideItemWidths : itemWidths;
    for (int column = 1; column < header.count(); ++column) {
        const auto place = static_cast<size_t>(column - 1);
        const int width = isOfItems ? widths.at(std::min(place, widths.size() - 1))
                                    : stepWidths.at(std::min(place, stepWidths.size() - 1));
        table.setColumnWidth(column, scaled(width));
    }
}

void OperationView::refresh()
{
    const Operation& operation = *m_operation;
    m_ui->title->setText(breakable(operation.what().title));
    const bool isEnded = operation.ending().has_value();
    m_ui->head->setVisible(!isEnded || (operation.dialog() && !m_isOnItsPage));
    m_ui->sentence->setText(isEnded ? QString() : breakable(underWaySentence(operation)));
    m_ui->sentence->setVisible(!isEnded);
    showNumbers();
    showHeadButtons();
    m_ui->pages->setCurrentWidget(isEnded ? static_cast<QWidget*>(m_ui->endedPage) : m_ui->runningPage);
    if (isEnded)
        showEnd();
    showDetail();
}

void OperationView::showNumbers()
{
    const Operation::Progress& progress = m_operation->progress();
    const bool isCounted = m_operation->isUnderWay() && progress.all > 0;
    const double all = std::max(progress.all, 1);
    m_ui->bar->setVisible(isCounted);
    m_ui->bar->setAccessibleName(progressText(progress));
    m_ui->bar->setParts(
        {{(progress.ended - progress.trouble) / all, &Tokens::accent}, {progress.trouble / all, &Tokens::bad}});
    m_ui->counts->setVisible(isCounted && !progress.parts.empty());
    m_ui->counts->setCounts(progress.parts);
    QStringList pace{progress.parts.empty() ? progressText(progress) : QString(), progress.pace, progress.left};
    pace.removeAll(QString());
    m_ui->pace->setText(pace.join(QStringLiteral(" · ")));
    m_ui->pace->setVisible(isCounted && !pace.isEmpty());
}

void OperationView::showHeadButtons()
{
    const Operation& operation = *m_operation;
    const bool isStopping = operation.state() == Operation::State::Stopping;
    const QString stopping = isStopping ? activitySentence(operation.state()) : QString();
    const bool isPaused = operation.state() == Operation::State::Paused;
    m_ui->pause->setText(isPaused ? tr("&Continue") : tr("&Pause"));
    m_ui->pause->setAccessibleName(isPaused ? tr("Continue") : tr("Pause"));
    m_ui->stop->setText(operation.stopWords());
    m_ui->stop->setAccessibleName(QString(operation.stopWords()).remove(QLatin1Char('&')));
    set(*m_ui->pause, operation.canPause(), stopping);
    set(*m_ui->stop, operation.canStop(), stopping);
    const ProfileContext& stores = m_operations->stores();
    const bool isOthers = !mayBegin(stores.role, operation.what().kind);
    set(*m_ui->resume, operation.state() == Operation::State::LeftOpen,
        stores.readOnly ? WorkspaceWords::isReadOnly()
        : isOthers      ? administratorsOnly().sentence
                        : QString(),
        tr("Bring to its end what was interrupted"));
    set(*m_ui->open, operation.canBeOpened() && !m_isOnItsPage, {}, tr("Show the page from which it was begun"));
}

void OperationView::showEnd()
{
    showResult();
    showResultButtons();
    if (std::exchange(m_isEndShown, true))
        return;
    showSections();
    askUndo();
}

void OperationView::showResult()
{
    const Operation::Ending& ending = *m_operation->ending();
    const Operation::Progress& progress = m_operation->progress();
    const Tone tone = ending.line.mark.tone;
    m_ui->result->setTone(tone);
    const int done = std::max(progress.ended - progress.trouble, 0);
    m_ui->ring->setVisible(!progress.parts.empty() && progress.all > 0);
    m_ui->ring->setPart(static_cast<double>(done) / std::max(progress.all, 1), QLocale().toString(done), &Tokens::good);
    m_ui->outcome->setText(breakable(ending.line.title));
    QStringList notes = ending.line.notes;
    notes << tookSentence(*m_operation);
    notes.removeAll(QString());
    m_ui->notes->setText(breakable(notes.join(QLatin1Char(' '))));
}

void OperationView::showResultButtons()
{
    const Operation::Ending& ending = *m_operation->ending();
    const bool isPlan = ending.again && std::holds_alternative<PlanRequest>(*ending.again);
    m_ui->retry->setText(ending.againItems > 0 ? tr("&Try %n again", nullptr, ending.againItems) : tr("&Try again"));
    m_ui->retry->setAccessibleName(m_ui->retry->text().remove(QLatin1Char('&')));
    set(*m_ui->retry, ending.again.has_value(), {},
        isPlan ? tr("Make a new plan for what was not done") : tr("Begin it once more, with what was entered"));
    set(*m_ui->journal, m_operations->activities().journaled(m_operation).has_value(), {},
        tr("Show its steps in the journal, and undo it there"));
    m_ui->report->setVisible(ending.report.has_value());
    m_ui->copy->setVisible(ending.report.has_value());
}

void OperationView::showSections()
{
    while (QLayoutItem* former = m_ui->sections->takeAt(0)) {
        former->widget()->hide();
        former->widget()->deleteLater(); // its own button may be what was pressed
        delete former;
    }
    for (const OperationItems::Section& section : m_items.takeTrouble()) {
        auto* shown = new ResultSection(section.title, section.all, section.lines);
        connect(shown, &ResultSection::instanceWanted, this, &OperationView::instanceWanted);
        m_ui->sections->addWidget(shown);
    }
    showRest();
}

/// What is left of the checklist: what was proven in which store, or the steps.
void OperationView::showRest()
{
    const int rows = m_items.rowCount();
    m_ui->restTitle->setText(m_items.restTitle());
    m_ui->restCount->setText(QLocale().toString(rows));
    m_ui->done->setMinimumHeight(
        m_ui->done->horizontalHeader()->sizeHint().height() + scaled(itemHeight) * std::min(rows, leastRowsShown) + 2);
    m_ui->done->setVisible(rows > 0);
    m_ui->restore->hide();
    m_ui->restoreWhole->hide();
    m_ui->rest->setVisible(rows > 0);
}

void OperationView::askUndo()
{
    const std::optional<OperationId> journaled = m_operations->activities().journaled(m_operation);
    if (!journaled)
        return;
    askWhatCanBeUndone(
        *m_operations, *journaled, this, [this, asked = m_operation](const std::vector<DeletedRow>& rows) {
            if (!asked || asked != m_operation)
                return; // another is shown by now
            m_undo = rows;
            m_ui->restore->setVisible(!rows.empty());
            m_ui->restoreWhole->setVisible(hasDeleted(rows));
            m_ui->rest->setVisible(!rows.empty() || m_items.rowCount() > 0);
        });
}

void OperationView::showDetail()
{
    const QModelIndex current = m_ui->items->currentIndex();
    const QString detail = breakable(current.isValid() ? current.data(DetailRole).toString() : QString());
    if (m_ui->detail->text() != detail)
        m_ui->detail->setText(detail);
    m_ui->detail->setVisible(!detail.isEmpty());
}

void OperationView::takeFocus()
{
    if (m_ui->stop->isVisibleTo(this))
        m_ui->stop->setFocus();
    else if (m_ui->done->isVisibleTo(this))
        m_ui->done->setFocus();
}

void OperationView::tell(const QString& sentence)
{
    m_ui->note->setText(breakable(sentence));
    m_ui->note->setToolTip(escapedToolTip(sentence));
    m_ui->note->setVisible(!sentence.isEmpty());
}

void OperationView::keepReport()
{
    if (m_operation && m_operation->ending() && m_operation->ending()->report)
        saveReport(
            *m_operations, *m_operation->ending()->report, this, [this](const QString& sentence) { tell(sentence); });
}

void OperationView::copyReport()
{
    if (!m_operation || !m_operation->ending() || !m_operation->ending()->report)
        return;
    QGuiApplication::clipboard()->setText(QString::fromUtf8(m_operation->ending()->report->csv()));
    tell(tr("The report is copied, as CSV."));
}

void OperationView::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), Tokens::of(palette()).surface);
}

void OperationView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool isNarrow = width() < scaled(narrowResult);
    m_ui->resultLayout->setDirection(isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    const bool isWide = width() >= scaled(wideItems);
    if (std::exchange(m_isWide, isWide) == isWide)
        return;
    setUpTable(*m_ui->items);
    setUpTable(*m_ui->done);
}

} // namespace steward
