#include "app/overview/overview_page.h"

#include "app/components/empty_state.h"
#include "app/inspector/problem_actions.h"
#include "app/inspector/summary_view.h"
#include "app/operations/offered_actions.h"
#include "app/operations/offered_plans.h"
#include "app/operations/operation_service.h"
#include "app/overview/overview_words.h"
#include "app/style/button_painting.h"
#include "app/style/painting.h"
#include "app/style/plain_text.h"
#include "app/workspace/workspace.h"
#include "domain/iso_time.h"
#include "local/history/history_file.h"
#include "ui_overview_page.h"
#include "wording/workspace_words.h"

#include <QAction>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace steward {
namespace {

// In the design's pixels, of the page beside the rail.
constexpr int wideNeeds = 1169; ///< the wide right column, and sentences
constexpr int twoColumnsNeed = 949;
constexpr int rightWide = 384;
constexpr int rightNarrow = 300;
constexpr int cardGap = 16;

const QString attentionQuery = QStringLiteral("problem:any");
/// Where a change leads that leaves no row behind.
const QString toJournal = QStringLiteral("journal");

QDate todayOf(const Workspace& workspace)
{
    if (!workspace.index())
        return QDate::currentDate();
    return localTime(workspace.index()->audit().snapshot().takenAt).date();
}

std::vector<std::optional<qint64>> lineOf(InstanceState state, const KeptPast& past, const std::optional<qint64>& now)
{
    std::vector<std::optional<qint64>> line;
    line.reserve(past.days.size());
    for (const std::optional<ReadingCounts>& day : past.days)
        line.push_back(day ? std::optional(day->states[static_cast<size_t>(state)]) : std::nullopt);
    if (!line.empty())
        line.back() = now;
    return line;
}

QAction* actionNamed(const QList<QAction*>& actions, const char* name)
{
    const auto found = std::ranges::find(actions, QLatin1String(name), &QObject::objectName);
    return found == actions.end() ? nullptr : *found;
}

} // namespace

OverviewPage::OverviewPage(
    Workspace& workspace, OperationService& operations, OfferedActions& actions, OfferedPlans& plans, QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::OverviewPage>())
    , m_workspace(workspace)
    , m_operations(operations)
    , m_history(new HistoryKeeper(workspace, operations, this))
    , m_problems(new ProblemActions(actions, plans, this))
    , m_hasJournal(actions.hasJournal())
{
    m_ui->setupUi(this);
    setAccessibleName(tr("Overview"));
    layOut();
    layOutCards();
    connectParts();
    connectPlans(plans);
    addEmptyState();
    showReading();
    showPast();
    readActivity();
}

OverviewPage::~OverviewPage() = default;

std::vector<CountTile*> OverviewPage::tiles() const
{
    return {m_ui->connected, m_ui->disconnected, m_ui->pairing, m_ui->notOnServer};
}

void OverviewPage::layOut()
{
    m_ui->scroll->viewport()->setAutoFillBackground(false);
    m_ui->content->setAutoFillBackground(false);
    m_ui->contentLayout->setContentsMargins(
        readingMargins(scaled(24) - TextButton::inset(), scaled(18), scaled(24), scaled(20)));
    m_ui->title->setContentsMargins(readingMargins(TextButton::inset(), 0, 0, 0));
    m_ui->columns->setContentsMargins(readingMargins(TextButton::inset(), 0, 0, 0));
    m_ui->contentLayout->setSpacing(scaled(9)); // the line above is as high as what can be hit
    m_ui->title->setFont(textFont(TextSize::Page, QFont::DemiBold));
    for (TextButton* words : {m_ui->allRows, m_ui->ghosts, m_ui->notRead, m_ui->unknownState})
        words->setLook(TextSize::Body, QFont::Normal, &Tokens::quiet);
    m_ui->reading->setLook(TextSize::Body, QFont::Normal, &Tokens::quiet);
    m_ui->pairPhones->setIcon(makeIcon(Icon::QrCode));
    m_ui->cleanDuplicates->setIcon(makeIcon(Icon::CopyCheck));
    m_ui->repairAll->setIcon(makeIcon(Icon::Wrench, &Tokens::onFill));
    for (QLayout* gaps : QList<QLayout*>{m_ui->columns, m_ui->left, m_ui->right})
        gaps->setSpacing(scaled(cardGap));
    m_ui->left->setStretchFactor(m_ui->problemCard, 1);
    m_ui->right->setStretchFactor(m_ui->activityCard, 1);
    m_ui->columns->setStretchFactor(m_ui->left, 1);
}

void OverviewPage::layOutCards()
{
    for (QLayout* card : QList<QLayout*>{
             m_ui->tilesLayout, m_ui->problemLayout, m_ui->storeLayout, m_ui->sinceLayout, m_ui->activityLayout})
        card->setContentsMargins(1, 1, 1, 1);
    for (QLabel* heading : {m_ui->problemTitle, m_ui->storeTitle, m_ui->sinceTitle, m_ui->activityTitle})
        heading->setFont(textFont(TextSize::Section, QFont::DemiBold));
    for (QHBoxLayout* head : {m_ui->problemHead, m_ui->storeHeadLayout, m_ui->sinceHead, m_ui->activityHead}) {
        head->setContentsMargins(scaled(16), scaled(12), scaled(16), scaled(10));
        head->setSpacing(scaled(8));
    }
    m_ui->sinceHead->setContentsMargins(scaled(16), scaled(12), scaled(16), scaled(6));
    m_ui->activityHead->setContentsMargins(readingMargins(scaled(16), scaled(9), scaled(6), scaled(3)));
    m_ui->anewLayout->setContentsMargins(scaled(16), 0, scaled(16), 0);
    m_ui->needAttention->setLook(TextSize::Body, QFont::Normal, &Tokens::quiet);
    m_ui->sinceDetail->setLook(TextSize::Body, QFont::Normal, &Tokens::quiet);
    const std::array states{
        InstanceState::Connected, InstanceState::Disconnected, InstanceState::Pairing, InstanceState::NotOnServer};
    const std::vector<CountTile*> all = tiles();
    for (size_t place = 0; place < states.size(); ++place)
        all[place]->setState(states[place], place == 0);
    m_ui->storePill->setAccessibleName(tr("Stores"));
}

void OverviewPage::connectParts()
{
    connect(&m_workspace, &Workspace::indexChanged, this, &OverviewPage::showReading);
    connect(&m_workspace, &Workspace::readingChanged, this, &OverviewPage::showReading);
    connect(&m_workspace, &Workspace::storeChanged, this, &OverviewPage::showStores);
    connect(m_history, &HistoryKeeper::changed, this, &OverviewPage::showPast);
    connect(&m_operations, &OperationService::changed, this, &OverviewPage::readActivity);
    for (CountTile* tile : tiles())
        connect(tile, &CountTile::queryWanted, this, &OverviewPage::queryWanted);
    connect(m_ui->stores, &StoreList::queryWanted, this, &OverviewPage::queryWanted);
    connect(m_ui->problems, &ProblemList::queryWanted, this, &OverviewPage::queryWanted);
    connect(m_ui->problems, &ProblemList::rowsWanted, this, [this](FindingCode code) { Q_EMIT rowsWanted(code, {}); });
    connect(m_ui->allRows, &QAbstractButton::clicked, this, [this] { Q_EMIT queryWanted({}); });
    for (const auto& [words, state] :
         {std::pair(m_ui->ghosts, InstanceState::Ghost), std::pair(m_ui->notRead, InstanceState::NotRead),
          std::pair(m_ui->unknownState, InstanceState::Other)})
        connect(words, &QAbstractButton::clicked, this, [this, state] { Q_EMIT queryWanted(queryOf(state)); });
    connect(m_ui->needAttention, &QAbstractButton::clicked, this, [this] { Q_EMIT queryWanted(attentionQuery); });
    connect(m_ui->changes, &EventList::wanted, this, [this](const QString& to) {
        if (to == toJournal)
            Q_EMIT journalWanted({});
        else
            Q_EMIT queryWanted(to);
    });
    connect(m_ui->activity, &EventList::wanted, this, &OverviewPage::journalWanted);
    connect(m_ui->beginAnew, &QPushButton::clicked, m_history, &HistoryKeeper::beginAnew);
    m_ui->journal->setVisible(m_hasJournal);
    connect(m_ui->journal, &QPushButton::clicked, this, [this] { Q_EMIT journalWanted({}); });
}

void OverviewPage::connectPlans(OfferedPlans& plans)
{
    connect(m_problems, &ProblemActions::searchWanted, this, &OverviewPage::queryWanted);
    connect(m_problems, &ProblemActions::rowsWanted, this, &OverviewPage::rowsWanted);
    connect(m_ui->problems, &ProblemList::wayWanted, this, [this](ProblemWay way, FindingCode code) {
        if (m_workspace.index())
            m_problems->goForAll(way, code, *m_workspace.index());
    });
    m_obstacles = plans.standingObstacles();
    m_repairAll = actionNamed(plans.ofAll(), "actionRepairAll");
    connect(m_repairAll, &QAction::changed, this, &OverviewPage::showObstacles);
    connect(m_ui->repairAll, &QPushButton::clicked, m_repairAll, &QAction::trigger);
    showObstacles();
    m_ui->cleanDuplicates->setEnabled(m_obstacles.plans.isEmpty());
    m_ui->cleanDuplicates->setToolTip(escapedToolTip(m_obstacles.plans));
    connect(m_ui->cleanDuplicates, &QPushButton::clicked, this, &OverviewPage::duplicatesWanted);
    m_ui->pairPhones->setEnabled(m_obstacles.making.isEmpty());
    m_ui->pairPhones->setToolTip(escapedToolTip(m_obstacles.making));
    connect(m_ui->pairPhones, &QPushButton::clicked, this, &OverviewPage::pairingWanted);
}

/// What stands there before anything was read.
void OverviewPage::addEmptyState()
{
    m_empty = new EmptyState(Icon::LayoutGrid, tr("Overview"), {});
    auto* again = new QPushButton(makeIcon(Icon::Refresh), tr("Read again"));
    again->setObjectName(QStringLiteral("readAgain"));
    m_empty->addButton(again);
    connect(again, &QPushButton::clicked, &m_workspace, &Workspace::refresh);
    m_ui->states->addWidget(m_empty);
}

void OverviewPage::takeFocus()
{
    setFocus(Qt::OtherFocusReason);
}

void OverviewPage::showReading()
{
    const bool hasIndex = m_workspace.index() != nullptr;
    if (!hasIndex) {
        m_empty->setSentence(
            m_workspace.isReading() ? WorkspaceWords::storesAreRead() : tr("The stores were not read."));
        m_empty->findChild<QPushButton*>()->setEnabled(!m_workspace.isReading());
    }
    m_ui->states->setCurrentWidget(hasIndex ? static_cast<QWidget*>(m_ui->scroll) : m_empty);
    showStores();
    if (m_shown == m_workspace.index())
        return; // a reading has begun, or was stopped
    m_shown = m_workspace.index();
    showCounts();
    m_ui->problems->setIndex(*m_shown);
    showObstacles();
    showPast();
}

/// What needs a plan is off while a store is unread; a phone is paired at the server alone.
void OverviewPage::showObstacles()
{
    StandingObstacles obstacles = m_obstacles;
    if (m_shown) {
        const QString unread = unreadText(m_shown->audit());
        if (obstacles.plans.isEmpty())
            obstacles.plans = unread;
        if (obstacles.making.isEmpty() && !m_shown->audit().snapshot().server.isWhole())
            obstacles.making = unread;
    }
    m_ui->problems->setObstacles(obstacles);
    const QString reason = m_repairAll->isEnabled() ? obstacles.plans : m_repairAll->toolTip();
    m_ui->repairAll->setEnabled(m_repairAll->isEnabled() && reason.isEmpty());
    m_ui->repairAll->setToolTip(escapedToolTip(reason));
}

QString OverviewPage::readingText(const AuditIndex& index) const
{
    const Snapshot& snapshot = index.audit().snapshot();
    const QString time = shortTimeText(snapshot.takenAt, QDate::currentDate());
    if (snapshot.serverStarting) {
        //: %1 is a time of day
        return tr("The server was still starting at %1.").arg(time);
    }
    if (index.audit().allStoresRead()) {
        //: %1 is a time of day
        return tr("All three stores were read at %1.").arg(time);
    }
    const std::array read{snapshot.server.isWhole(), snapshot.database.isWhole(), snapshot.cache.isWhole()};
    //: %n of three stores; %1 is a time of day
    return tr("%n of 3 stores were read at %1.", nullptr, static_cast<int>(std::ranges::count(read, true))).arg(time);
}

void OverviewPage::showCounts()
{
    const AuditIndex& index = *m_workspace.index();
    const bool isAll = index.audit().allStoresRead();
    const auto organizations = std::ranges::count_if(
        index.organizations(), [](const OrganizationSummary& each) { return !each.id.isNull() && each.rows > 0; });
    const QString instances = tr("%n instance(s)", nullptr, static_cast<int>(index.counts().all));
    //: %1 is "264 instances"
    const QString known = tr("%1 of %n organization(s).", nullptr, static_cast<int>(organizations)).arg(instances);
    //: A store that was not read may hold more: %1 is "264 instances of 214 organizations."
    const QString words = isAll ? known : tr("At least %1").arg(known);
    m_ui->allRows->setWords(words, words);
    m_ui->reading->setText(readingText(index));
    const QString attention = tr("%n instance(s) need attention", nullptr, static_cast<int>(index.counts().attention));
    //: A store that was not read may hold more: %1 is "34 instances need attention"
    const QString attentionWords = isAll ? attention : tr("At least %1").arg(attention);
    m_ui->needAttention->setWords(attentionWords, attentionWords);
    m_ui->needAttention->setVisible(index.counts().attention > 0);
    m_ui->repairAll->setVisible(index.counts().attention > 0);
    const bool isServerRead = index.audit().snapshot().server.isWhole();
    const std::pair<CountTile*, InstanceState> counted[]{
        {m_ui->connected, InstanceState::Connected},
        {m_ui->disconnected, InstanceState::Disconnected},
        {m_ui->pairing, InstanceState::Pairing},
        {m_ui->notOnServer, InstanceState::NotOnServer}};
    for (const auto& [tile, state] : counted) {
        const bool isKnown = state == InstanceState::NotOnServer ? isAll : isServerRead;
        tile->setCount(isKnown ? std::optional(index.counts().states[static_cast<size_t>(state)]) : std::nullopt);
    }
    showOtherStates(isServerRead);
}

/// What is in none of the four numbers, so that they and the sum agree.
void OverviewPage::showOtherStates(bool isServerRead)
{
    const auto show = [&](TextButton* button, InstanceState state, QString (*words)(int)) {
        const auto count = static_cast<int>(m_workspace.index()->counts().states[static_cast<size_t>(state)]);
        button->setWords(words(count), words(count));
        button->setVisible(isServerRead && count > 0);
    };
    show(m_ui->ghosts, InstanceState::Ghost, [](int n) { return tr("%n of them ghost(s).", nullptr, n); });
    show(m_ui->notRead, InstanceState::NotRead, [](int n) { return tr("%n of them not read.", nullptr, n); });
    show(m_ui->unknownState, InstanceState::Other, [](int n) {
        return tr("%n of them in an unknown state.", nullptr, n);
    });
}

void OverviewPage::showPast()
{
    showChanges();
    const auto& index = m_workspace.index();
    const auto& past = m_history->past();
    if (!index)
        return;
    const bool isComplete = isCompleteReading(index->audit());
    const std::array states{
        InstanceState::Connected, InstanceState::Disconnected, InstanceState::Pairing, InstanceState::NotOnServer};
    const std::vector<CountTile*> all = tiles();
    for (size_t place = 0; place < states.size(); ++place) {
        const auto state = static_cast<size_t>(states[place]);
        const qint64 now = index->counts().states[state];
        all[place]->setPast(
            past ? lineOf(states[place], *past, isComplete ? std::optional(now) : std::nullopt)
                 : std::vector<std::optional<qint64>>{});
        if (isComplete && past && past->before) {
            all[place]->setChange(
                now - past->before->states[state], sinceText(past->before->at, todayOf(m_workspace)),
                queryOfRows(changesOf(states[place], past->changes)));
        } else {
            all[place]->setNote({}, {});
        }
    }
    const auto stuck = static_cast<int>(index->counts().findings[static_cast<size_t>(FindingCode::StuckPairing)]);
    if (stuck > 0) {
        m_ui->pairing->setNote(tr("%n of them stuck", nullptr, stuck), queryOf(FindingCode::StuckPairing));
    }
    showStores();
}

std::vector<ListedEvent> OverviewPage::changeEvents() const
{
    const auto& past = m_history->past();
    const Audit& audit = m_workspace.index()->audit();
    const ToldChanges told = toldChanges(past->changes);
    std::vector<ListedEvent> events;
    const auto add = [&](const std::vector<const InstanceChange*>& changes, Icon icon, Tone tone, const QString& title,
                         const QString& ifTooMany) {
        if (changes.empty())
            return;
        const QString query = queryOfRows(changes);
        const QString to = query.isEmpty() ? ifTooMany : query;
        events.push_back({icon, tone, title, someOf(organizationsOf(changes, audit)), {}, to});
    };
    const auto count = [](const auto& changes) { return static_cast<int>(changes.size()); };
    const auto organizations = static_cast<int>(organizationsOf(told.duplicate, audit).size());
    add(told.connected, Icon::Link, Tone::Good, tr("%n connected", nullptr, count(told.connected)),
        queryOf(InstanceState::Connected));
    add(told.lostPhone, Icon::LinkOff, Tone::Warning, tr("%n lost their phone", nullptr, count(told.lostPhone)),
        queryOf(InstanceState::Disconnected));
    if (past->lostThisWeek.size() > told.lostPhone.size()) {
        std::vector<const InstanceChange*> lost;
        for (const InstanceChange& change : past->lostThisWeek)
            lost.push_back(&change);
        add(lost, Icon::LinkOff, Tone::Warning, tr("%n lost this week, without a phone still", nullptr, count(lost)),
            queryOf(InstanceState::Disconnected));
    }
    add(told.duplicate, Icon::Copy, Tone::Error, tr("%n organization(s) have new duplicates", nullptr, organizations),
        queryOf(FindingCode::DuplicateInstance));
    add(told.added, Icon::Plus, Tone::Quiet, tr("%n new", nullptr, count(told.added)), queryOfAll());
    add(told.removed, Icon::ServerOff, Tone::Quiet, tr("%n not on the server any more", nullptr, count(told.removed)),
        queryOf(InstanceState::NotOnServer));
    add(told.gone, Icon::Trash, Tone::Quiet, tr("%n in no store any more", nullptr, count(told.gone)),
        m_hasJournal ? toJournal : QString());
    return events;
}

void OverviewPage::showChanges()
{
    const auto& past = m_history->past();
    const auto& trouble = m_history->trouble();
    m_ui->beginAnew->setVisible(trouble && isDamagedHistory(*trouble));
    const bool hasBefore = m_workspace.index() && past && past->before;
    m_ui->sinceTitle->setText(hasBefore ? sinceTitle(past->before->at, todayOf(m_workspace)) : tr("Since yesterday"));
    m_ui->sinceDetail->setText(hasBefore ? sinceDetail(past->before->at, todayOf(m_workspace)) : QString());
    QString sentence;
    std::vector<ListedEvent> events;
    if (!m_history->isKept())
        sentence = tr("Practice keeps no history. In a workspace of your own you see here what has changed.");
    else if (trouble)
        sentence = trouble->sentence;
    else if (m_workspace.index() && !isCompleteReading(m_workspace.index()->audit()))
        sentence = tr("Not everything was read, so nothing is said about what has changed.");
    else if (!hasBefore)
        sentence = tr("No earlier reading is kept. After the next ones you see here what has changed.");
    else
        events = changeEvents();
    if (sentence.isEmpty() && events.empty())
        sentence = tr("Nothing has changed.");
    m_ui->changes->setEvents(events, sentence);
}

void OverviewPage::showStores()
{
    int read = 0;
    bool isReading = false;
    const auto& past = m_history->past();
    for (const Store store : {Store::Server, Store::Database, Store::Cache}) {
        const StoreState& state = m_workspace.store(store);
        read += state.phase == StoreState::Phase::Read ? 1 : 0;
        isReading = isReading || state.phase == StoreState::Phase::Reading;
        const auto& index = m_workspace.index();
        const bool hasVersion = store == Store::Server && index && index->audit().snapshot().server.isWhole();
        StoreButton& button = m_ui->stores->store(store);
        button.setState(state, hasVersion ? index->audit().snapshot().server->majorVersion : 0);
        std::vector<double> times;
        for (const ReadingCounts& reading : past ? past->latest : std::vector<ReadingCounts>{})
            times.push_back(static_cast<double>(reading.milliseconds[static_cast<size_t>(store)]));
        button.setPast(std::move(times));
    }
    const Mark mark = isReading   ? Mark{MarkShape::DottedRing, Tone::Busy}
                      : read == 3 ? Mark{MarkShape::Dot, Tone::Good}
                                  : Mark{MarkShape::Triangle, Tone::Error};
    //: How many of the three stores were read
    const QString words = isReading ? tr("Reading…") : read == 3 ? tr("All read") : tr("%n of 3 read", nullptr, read);
    m_ui->storePill->setPill({mark, words, true});
    m_ui->storePill->setAccessibleName(words);
}

void OverviewPage::readActivity()
{
    m_operations.ask<RecentActivity>(
        this,
        [today = QDate::currentDate()](const ProfileContext& stores, const std::stop_token&) {
            return readRecentActivity(stores, today);
        },
        [this](const RecentActivity& recent) {
            m_recent = recent;
            showActivity();
        });
}

void OverviewPage::showActivity()
{
    m_ui->activity->setEvents(m_recent.events, m_recent.sentence);
}

void OverviewPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    applyWidth();
}

void OverviewPage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        applyWidth();
}

void OverviewPage::applyWidth()
{
    const bool isWide = width() >= scaled(wideNeeds);
    const bool isOne = width() < scaled(twoColumnsNeed);
    setColumns(isOne);
    const int right = scaled(isWide ? rightWide : rightNarrow);
    for (QWidget* card : {m_ui->storeCard, m_ui->sinceCard, m_ui->activityCard}) {
        card->setMinimumWidth(isOne ? 0 : right);
        card->setMaximumWidth(isOne ? QWIDGETSIZE_MAX : right);
    }
    for (CountTile* tile : tiles())
        tile->setCompact(!isWide);
    for (const Store store : {Store::Server, Store::Database, Store::Cache})
        m_ui->stores->store(store).setShort(!isWide);
    m_ui->problems->setShort(!isWide && !isOne);
}

/// In one column the stores stand on top, and what happened below the problems.
void OverviewPage::setColumns(bool isOne)
{
    if (isOne == m_isOneColumn)
        return;
    m_isOneColumn = isOne;
    QBoxLayout* other = isOne ? m_ui->left : m_ui->right;
    for (QWidget* card : {m_ui->storeCard, m_ui->sinceCard, m_ui->activityCard}) {
        m_ui->left->removeWidget(card);
        m_ui->right->removeWidget(card);
        if (card == m_ui->storeCard)
            other->insertWidget(0, card);
        else
            other->addWidget(card, !isOne && card == m_ui->activityCard ? 1 : 0);
    }
    m_ui->storeHead->setVisible(!isOne);
    m_ui->stores->setSideBySide(isOne);
    m_ui->columns->setSpacing(isOne ? 0 : scaled(cardGap));
}

} // namespace steward
