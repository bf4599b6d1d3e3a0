#include "app/journal/journal_page.h"

#include "app/components/list_and_detail.h"
#include "app/journal/journal_delegate.h"
#include "app/journal/journal_report.h"
#include "app/operations/journal_words.h"
#include "app/operations/report_file.h"
#include "app/style/appearance.h"
#include "app/style/painting.h"
#include "app/style/plain_text.h"
#include "stores/database_port.h"
#include "stores/profile_context.h"
#include "stores/store_factory.h"
#include "ui_journal_page.h"
#include "wording/workspace_words.h"

#include <QKeyEvent>
#include <QLocale>

#include <algorithm>
#include <utility>

namespace steward {
namespace {

constexpr std::chrono::seconds historyTime{20};
constexpr int mostElsewhere = 1'000; // older ones are looked up in the database by whoever needs them

// In the design's pixels, of the page beside the rail.
constexpr int wideDetail = 1168;
constexpr int detailBeside = 948;
constexpr int detailWidth = 400;
constexpr int narrowDetailWidth = 340;
constexpr int paneWidth = 380;
constexpr int leastDetailWidth = 320;

} // namespace

JournalPage::JournalPage(OperationService& operations, QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::JournalPage>())
    , m_operations(operations)
    , m_model(operations.stores().profileId)
{
    m_ui->setupUi(this);
    layOut();
    fillChoices();
    connectParts();
    m_ui->detail->start(operations);
    if (operations.stores().journalPath.isEmpty())
        m_ui->emptiness->setWords(Icon::BookText, EmptyState::Look::Quiet, WorkspaceWords::keepsNoJournal(), {});
    else
        m_ui->emptiness->setWords(Icon::Clock, EmptyState::Look::Quiet, tr("Reading the journal…"), {});
    m_ui->content->setCurrentWidget(m_ui->emptiness);
    m_ui->readAgain->setEnabled(!operations.stores().journalPath.isEmpty());
}

JournalPage::~JournalPage() = default;

void JournalPage::layOut()
{
    m_ui->heading->setFont(textFont(TextSize::Page, QFont::DemiBold));
    m_ui->headLayout->setContentsMargins(scaled(24), scaled(14), scaled(24), scaled(10));
    m_ui->filterLayout->setContentsMargins(scaled(24), 0, scaled(24), scaled(12));
    m_ui->rangeLayout->setContentsMargins(scaled(24), 0, scaled(24), scaled(12));
    m_ui->range->hide();
    m_ui->elsewhere->hide();
    m_ui->elsewhere->setForegroundRole(QPalette::PlaceholderText);
    m_clear = new QPushButton(tr("Clear filter"));
    m_clear->setObjectName(QStringLiteral("clearFilter"));
    m_clear->hide();
    m_ui->emptiness->addButton(m_clear);
    m_ui->filter->addAction(makeIcon(Icon::Search, &Tokens::quiet), QLineEdit::LeadingPosition);
    m_ui->operations->setModel(&m_model);
    m_ui->operations->setItemDelegate(new JournalDelegate(this));
    m_ui->splitter->setStretchFactor(0, 1);
    m_ui->splitter->setStretchFactor(1, 0);
    m_ui->pane->setMinimumWidth(scaled(paneWidth));
    m_ui->detail->setMinimumWidth(scaled(leastDetailWidth));
    m_ui->backPlace->setLook(&Tokens::side, Qt::BottomEdge);
    m_ui->backLayout->setContentsMargins(scaled(12), scaled(4), scaled(12), scaled(4));
    m_ui->backPlace->hide();
}

void JournalPage::fillChoices()
{
    using State = JournalFilter::State;
    using Origin = JournalFilter::Origin;
    const std::pair<QString, Period> times[] = {
        {tr("Any time"), Period::Any},
        {tr("Today"), Period::Today},
        {tr("Yesterday"), Period::Yesterday},
        {tr("The last 7 days"), Period::Week},
        {tr("A range…"), Period::Range}};
    for (const auto& [text, period] : times)
        m_ui->times->addItem(text, static_cast<int>(period));
    const std::pair<QString, State> states[] = {{tr("Any result"), State::Any},  {tr("Not finished"), State::Open},
                                                {tr("Done"), State::Done},       {tr("Done in part"), State::Partial},
                                                {tr("Refused"), State::Refused}, {tr("Failed"), State::Failed}};
    for (const auto& [text, state] : states)
        m_ui->states->addItem(text, static_cast<int>(state));
    const std::pair<QString, Origin> origins[] = {
        {tr("Everybody's"), Origin::Any},
        {tr("This profile"), Origin::ThisProfile},
        {tr("Other profiles"), Origin::OtherProfiles},
        {tr("Other computers"), Origin::Others}};
    for (const auto& [text, origin] : origins)
        m_ui->origins->addItem(text, static_cast<int>(origin));
    const QDate today = QDate::currentDate();
    m_ui->from->setDate(today.addDays(-6));
    m_ui->to->setDate(today);
    listKinds();
}

void JournalPage::connectParts()
{
    connect(m_ui->filter, &QLineEdit::textChanged, this, &JournalPage::filter);
    for (QComboBox* choice : {m_ui->times, m_ui->states, m_ui->kinds, m_ui->origins})
        connect(choice, &QComboBox::currentIndexChanged, this, &JournalPage::filter);
    for (QDateEdit* day : {m_ui->from, m_ui->to})
        connect(day, &QDateEdit::dateChanged, this, &JournalPage::filter);
    connect(m_ui->operations->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        const int row = m_ui->operations->currentIndex().row();
        if (const std::optional<OperationId> chosen = m_model.idOf(row))
            m_chosen = *chosen;
        showChosen();
    });
    connectListAndDetail(*m_ui->operations, *m_ui->back, *this, [this](bool isDetailWanted) {
        m_isDetailWanted = isDetailWanted;
        showParts();
        if (!isDetailWanted)
            focusList();
    });
    connect(m_clear, &QPushButton::clicked, this, [this] {
        clearFilter();
        filter();
        focusList();
    });
    connect(m_ui->readAgain, &QPushButton::clicked, this, &JournalPage::read);
    connect(m_ui->detail, &JournalDetail::resumeWanted, this, &JournalPage::resumeWanted);
    connect(m_ui->detail, &JournalDetail::undoWanted, this, &JournalPage::undoWanted);
    connect(m_ui->detail, &JournalDetail::reportWanted, this, &JournalPage::saveReport);
    connect(&m_operations, &OperationService::changed, this, [this] {
        m_isStale = true;
        if (isVisible())
            refresh();
    });
}

void JournalPage::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), Tokens::of(palette()).surface);
}

bool JournalPage::isNarrow() const
{
    return width() < scaled(detailBeside);
}

/// Where there is room for both, beside each other; as wide as was drawn, until a person moves the line between them.
void JournalPage::showParts()
{
    m_ui->pane->setVisible(!isNarrow() || !m_isDetailWanted);
    m_ui->chosen->setVisible(!isNarrow() || m_isDetailWanted);
    m_ui->backPlace->setVisible(isNarrow());
    const int beside = isNarrow() ? 0 : scaled(width() >= scaled(wideDetail) ? detailWidth : narrowDetailWidth);
    if (std::exchange(m_beside, beside) != beside && beside > 0)
        m_ui->splitter->setSizes({width() - beside, beside});
}

void JournalPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    showParts();
}

void JournalPage::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && isNarrow() && m_isDetailWanted)
        return m_ui->back->click();
    QWidget::keyPressEvent(event);
}

void JournalPage::setNaming(JournalModel::NameOrganization naming)
{
    m_model.setNaming(std::move(naming));
}

void JournalPage::search(const QString& text)
{
    m_ui->filter->setText(text);
}

void JournalPage::choose(const OperationId& operation)
{
    clearFilter();
    m_chosen = operation;
    m_isDetailWanted = true;
    showParts();
    filter();
}

void JournalPage::clearFilter()
{
    m_ui->filter->clear();
    for (QComboBox* choice : {m_ui->times, m_ui->states, m_ui->kinds, m_ui->origins})
        choice->setCurrentIndex(0);
}

void JournalPage::focusList()
{
    m_ui->operations->setFocus();
}

void JournalPage::refresh()
{
    if (m_isStale && !m_operations.stores().journalPath.isEmpty())
        read();
}

void JournalPage::read()
{
    m_isStale = false;
    m_ui->readAgain->setEnabled(false);
    m_operations.ask<Result<JournalContent>>(
        this, [](const ProfileContext& stores, const std::stop_token&) { return readJournal({stores.journalPath}); },
        [this, number = ++m_number](const Result<JournalContent>& content) {
            if (number == m_number) // an older reading may come later
                take(content);
        });
    readElsewhere();
}

void JournalPage::readElsewhere()
{
    using Recorded = Result<std::vector<RecordedOperation>>;
    m_operations.ask<Recorded>(
        this,
        [](const ProfileContext& stores, const std::stop_token& stop) {
            return stores.stores->makeDatabase()->recorded(mostElsewhere, CallContext::within(historyTime, stop));
        },
        [this](const Recorded& recorded) { takeElsewhere(recorded); });
}

void JournalPage::take(const Result<JournalContent>& content)
{
    m_ui->readAgain->setEnabled(true);
    m_isRead = true;
    m_isWhole = content && !content->damage;
    m_entries = content ? content->operations : std::vector<JournalEntry>();
    tellState(content);
    showLines();
}

void JournalPage::takeElsewhere(const Result<std::vector<RecordedOperation>>& recorded)
{
    m_ui->elsewhere->setVisible(!recorded);
    if (!recorded)
        //: %1 is a sentence that says why
        m_ui->elsewhere->setText(
            breakable(tr("What other computers did could not be read. %1").arg(recorded.error().sentence)));
    m_elsewhere = recorded.value_or(std::vector<RecordedOperation>());
    if (m_isRead)
        showLines();
}

void JournalPage::tellState(const Result<JournalContent>& content)
{
    const std::optional<Error> trouble = content ? content->damage : std::optional(content.error());
    QPalette colored = palette();
    colored.setColor(QPalette::WindowText, toneColor(trouble ? Tone::Error : Tone::Good, palette()));
    m_ui->state->setPalette(colored);
    m_ui->state->setText(
        trouble ? breakable(trouble->sentence)
                : tr("Complete and unchanged: %n record(s), kept for 400 days on this computer.", nullptr,
                     static_cast<int>(content->records)));
}

void JournalPage::listKinds()
{
    const QSignalBlocker quiet(m_ui->kinds);
    const QString chosen = m_ui->kinds->currentData().toString();
    m_ui->kinds->clear();
    m_ui->kinds->addItem(tr("Any kind"), QString());
    for (const QString& kind : m_model.kinds())
        m_ui->kinds->addItem(journalKindText(kind), kind);
    m_ui->kinds->setCurrentIndex(std::max(0, m_ui->kinds->findData(chosen)));
}

void JournalPage::showLines()
{
    const QSignalBlocker quiet(m_ui->operations->selectionModel()); // the chosen one is chosen again below
    m_model.setEntries(m_entries, m_elsewhere);
    listKinds();
    filter();
}

void JournalPage::filter()
{
    JournalFilter wanted;
    wanted.text = m_ui->filter->text().trimmed();
    wanted.state = static_cast<JournalFilter::State>(m_ui->states->currentData().toInt());
    wanted.kind = m_ui->kinds->currentData().toString();
    wanted.origin = static_cast<JournalFilter::Origin>(m_ui->origins->currentData().toInt());
    const auto period = static_cast<Period>(m_ui->times->currentData().toInt());
    const QDate today = QDate::currentDate();
    switch (period) {
    case Period::Any:
        break;
    case Period::Today:
        wanted.from = wanted.to = today;
        break;
    case Period::Yesterday:
        wanted.from = wanted.to = today.addDays(-1);
        break;
    case Period::Week:
        wanted.from = today.addDays(-6);
        break;
    case Period::Range:
        wanted.from = m_ui->from->date();
        wanted.to = m_ui->to->date();
        break;
    }
    m_ui->range->setVisible(period == Period::Range);
    const OperationId chosen = m_chosen;
    m_model.setFilter(wanted);
    if (m_model.shown() == 0 && m_isRead)
        tellEmptiness();
    m_ui->content->setCurrentWidget(m_model.shown() > 0 ? static_cast<QWidget*>(m_ui->operations) : m_ui->emptiness);
    int row = m_model.rowOf(chosen);
    if (row < 0 && chosen.isNull())
        row = m_model.firstEntry();
    m_ui->operations->setCurrentIndex(row < 0 ? QModelIndex() : m_model.index(row, 0));
    if (const std::optional<OperationId> now = m_model.idOf(row))
        m_chosen = *now; // one that is hidden, or not read yet, is still the one that is meant
    showChosen();        // a reset of the model takes the current one without a word
}

/// Of a journal that is damaged or was not read it is not said that it is empty.
void JournalPage::tellEmptiness()
{
    using enum EmptyState::Look;
    m_clear->setVisible(!m_model.isEmpty());
    if (!m_model.isEmpty())
        m_ui->emptiness->setWords(Icon::Search, Quiet, tr("Nothing matches the filter."), {});
    else if (!m_isWhole)
        m_ui->emptiness->setWords(Icon::Alert, Quiet, tr("The journal could not be read whole."), {});
    else
        m_ui->emptiness->setWords(
            Icon::BookText, Quiet, tr("The journal is empty"),
            tr("Steward writes down every change before it makes it. There was none yet."));
}

void JournalPage::showChosen()
{
    const int row = m_model.rowOf(m_chosen);
    if (const JournalEntry* entry = m_model.entry(row))
        return m_ui->detail->show(*entry);
    if (const RecordedOperation* recorded = m_model.elsewhere(row))
        return m_ui->detail->show(*recorded, m_model.index(row, 0).data().toString());
    m_ui->detail->clear();
}

void JournalPage::saveReport(const JournalEntry& entry)
{
    chooseFileToSave(
        this, tr("Save the report"), tr("CSV files (*.csv);;JSON files (*.json)"),
        QStringLiteral("journal-") + entry.id.toString().left(8), [this, id = entry.id](const QString& path) {
            const bool isJson = path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
            m_operations.ask<Result<QByteArray>>(
                this,
                [id, isJson](const ProfileContext& stores, const std::stop_token&) {
                    return journalReport({stores.journalPath}, id, isJson);
                },
                [this, path](const Result<QByteArray>& report) {
                    if (!report)
                        return Q_EMIT told(report.error().sentence);
                    m_operations.save(path, *report, this, [this, path](const Result<void>& saved) {
                        Q_EMIT told(reportSavedWords(path, saved));
                    });
                });
        });
}

} // namespace steward
