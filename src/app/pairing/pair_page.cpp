#include "app/pairing/pair_page.h"

#include "app/components/empty_state.h"
#include "app/lock/secret_clipboard.h"
#include "app/operations/standing_obstacles.h"
#include "app/pairing/pairing_words.h"
#include "app/pairing/qr_exporter.h"
#include "app/style/button_painting.h"
#include "app/style/icons.h"
#include "app/style/plain_text.h"
#include "app/table/cells.h"
#include "ui_pair_page.h"

#include <QEvent>
#include <QKeyEvent>
#include <QKeySequence>
#include <QLineEdit>
#include <QLocale>
#include <QShortcut>

namespace steward {
namespace {

using Phase = PairingStatus::Phase;

// In the design's pixels, of the page beside the rail.
constexpr int wideNeeds = 1169;
constexpr int threeColumnsNeed = 949;
constexpr int largeCode = 440;
constexpr int smallCode = 360;
constexpr int aroundCode = 250;    ///< what stands above and below it
constexpr int aroundSentence = 44; ///< and practice's sentence
constexpr std::chrono::milliseconds eighth{125};
constexpr qreal troubleDisc = 52;
constexpr qreal troubleIcon = 24;
constexpr int troubleWidth = 420;
constexpr double codeSeconds = 45;
constexpr qreal titleFactor = 1.2; ///< 24 to the 20 of a page's title

} // namespace

PairPage::PairPage(PairingDesk& desk, OperationService& operations, QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::PairPage>())
    , m_desk(desk)
    , m_outlet(new QrExporter(operations, this))
    , m_obstacle(StandingObstacles::of(operations.stores()).plans)
    , m_isPractice(operations.stores().isPractice)
{
    m_ui->setupUi(this);
    m_ui->paired->setObstacle(m_obstacle);
    for (QPushButton* button : {m_ui->unlink, m_ui->reset}) {
        button->setEnabled(m_obstacle.isEmpty());
        button->setToolTip(escapedToolTip(m_obstacle));
    }
    layOut();
    addIdle();
    connectParts();
    m_ui->queuePanel->follow(desk);
    m_ui->side->follow(desk);
    showDesk();
}

PairPage::~PairPage() = default;

void PairPage::layOut()
{
    m_ui->center->setLook(&Tokens::surface, {});
    m_ui->centerScroll->viewport()->setAutoFillBackground(false);
    m_ui->states->setAutoFillBackground(false);
    m_ui->title->setLook(TextSize::Page, QFont::DemiBold, &Tokens::text);
    QFont title = m_ui->title->font();
    if (title.pixelSize() > 0)
        title.setPixelSize(qRound(title.pixelSize() * titleFactor));
    else
        title.setPointSizeF(title.pointSizeF() * titleFactor);
    m_ui->title->setFont(title);
    m_ui->place->setLook(TextSize::Body, QFont::Normal, &Tokens::quiet);
    m_ui->headline->setLook(TextSize::Section, QFont::DemiBold, &Tokens::text);
    m_ui->countdown->setLook(TextSize::Body, QFont::Normal, &Tokens::quiet);
    m_ui->sentence->setLook(TextSize::Body, QFont::Normal, &Tokens::text2);
    m_ui->sentence->setFixedWidth(scaled(troubleWidth));
    m_ui->waitRow->setSpacing(scaled(14));
    m_ui->actions->setSpacing(scaled(8));
    m_ui->note->setLook(TextSize::Small, QFont::Normal, &Tokens::text2);
    m_ui->note->setContentsMargins(0, scaled(8), 0, 0);
    m_ui->fullScreen->setIcon(makeIcon(Icon::Maximize));
    setButtonKey(*m_ui->fullScreen, QKeySequence(Qt::Key_F11).toString(QKeySequence::NativeText));
    m_ui->copy->setIcon(makeIcon(Icon::Image));
    m_ui->copyCharacters->setIcon(makeIcon(Icon::Copy));
    m_ui->save->setIcon(makeIcon(Icon::Download));
    m_ui->byCode->setIcon(makeIcon(Icon::QrCode));
    m_ui->reset->setIcon(makeIcon(Icon::RotateBack));
    m_ui->unlink->setIcon(makeIcon(Icon::Unlink));
}

void PairPage::addIdle()
{
    m_idle = new EmptyState(
        Icon::QrCode, tr("No phone is being paired"),
        tr("Choose the instances whose phones are at hand, and press Pair. Their codes are shown here, one after the "
           "other."));
    auto* choose = new QPushButton(tr("Choose instances"));
    choose->setObjectName(QStringLiteral("chooseInstances"));
    setButtonKind(*choose, ButtonKind::Primary);
    m_idle->addButton(choose);
    connect(choose, &QPushButton::clicked, this, &PairPage::instancesWanted);
    m_ui->idleLayout->addWidget(m_idle);
}

void PairPage::connectParts()
{
    connect(&m_desk, &PairingDesk::changed, this, &PairPage::showDesk);
    connect(m_ui->again, &QPushButton::clicked, &m_desk, &PairingDesk::startAgain);
    connect(m_ui->keep, &QPushButton::clicked, &m_desk, &PairingDesk::keep);
    connect(m_ui->unlink, &QPushButton::clicked, this, &PairPage::leaveForUnlinking);
    connect(m_ui->byCode, &QPushButton::clicked, &m_desk, &PairingDesk::pairByCode);
    connect(m_ui->reset, &QPushButton::clicked, this, [this] {
        if (const PairingQueue::Entry* now = m_desk.queue().now())
            m_desk.standAside([this, name = now->target.name] { Q_EMIT resetWanted(name); });
    });
    connect(m_ui->paired, &PairedView::unlinkWanted, this, [this] {
        if (const PairingQueue::Entry* now = m_desk.queue().now())
            Q_EMIT unlinkWanted(now->target.name);
    });
    connect(m_ui->queuePanel, &QueuePanel::addWanted, this, &PairPage::instancesWanted);
    connect(m_ui->copyCharacters, &QPushButton::clicked, this, [this] {
        copySecret(m_ui->characters->characters());
        m_desk.tell(tr("The characters are on the clipboard."));
    });
    connect(m_ui->fullScreen, &QPushButton::clicked, m_outlet, &QrExporter::toScreen);
    auto* alone = new QShortcut(Qt::Key_F11, this);
    alone->setContext(Qt::WindowShortcut);
    connect(alone, &QShortcut::activated, m_outlet, &QrExporter::toScreen);
    connect(m_ui->copy, &QPushButton::clicked, m_outlet, &QrExporter::toClipboard);
    connect(m_ui->save, &QPushButton::clicked, m_outlet, &QrExporter::toFile);
    connect(m_outlet, &QrExporter::told, &m_desk, &PairingDesk::tell);
    m_tick.setInterval(eighth);
    connect(&m_tick, &QTimer::timeout, this, &PairPage::showTime);
}

void PairPage::leaveForUnlinking()
{
    const PairingQueue::Entry* now = m_desk.queue().now();
    if (!now)
        return;
    m_desk.standAside([this, name = now->target.name] {
        m_desk.tell(tr("Once the phone is unlinked, try again with the clinic's own phone."));
        Q_EMIT unlinkWanted(name);
    });
}

PairPage::State PairPage::state() const
{
    const PairingQueue::Entry* now = m_desk.queue().now();
    if (!now)
        return State::Idle;
    if (now->state == PairingQueue::State::Paired)
        return State::Paired;
    const PairingStatus& status = m_desk.status();
    switch (status.phase) {
    case Phase::Asking:
    case Phase::Closing:
        return State::Asking;
    case Phase::Code:
        return status.pairingCode.isEmpty() ? State::Code : State::Characters;
    case Phase::Open:
        return m_desk.isRunning() ? State::Asking : State::OtherPhone; // what it is, is being written
    case Phase::LimitReached:
    case Phase::Refused:
    case Phase::NoCode:
    case Phase::Failed:
    case Phase::Lost:
    case Phase::Absent:
    case Phase::TimedOut:
    case Phase::Stopped:
        break;
    }
    return m_desk.isRunning() ? State::Asking : State::Trouble; // not before it has ended
}

void PairPage::showDesk()
{
    const State now = state();
    const bool isNew = std::exchange(m_shown, now) != now;
    const QWidget* focus = window()->focusWidget(); // before what has it is hidden, and it goes to the head
    m_ui->queuePanel->setVisible(!m_desk.queue().entries().empty());
    m_ui->side->setVisible(now != State::Idle || m_desk.queue().next() >= 0);
    if (now == State::Paired)
        m_ui->paired->showPaired(m_desk.queue().now()->target, m_desk.status(), m_desk.written());
    else if (now != State::Idle)
        showWork(now);
    if (now == State::Paired || now == State::Idle)
        showCode(now);
    m_ui->states->setCurrentWidget(
        now == State::Idle     ? m_ui->idleState
        : now == State::Paired ? static_cast<QWidget*>(m_ui->paired)
                               : m_ui->workState);
    const bool isTyping = qobject_cast<const QLineEdit*>(focus) && focus->isVisible();
    if (isNew && isVisible() && !isTyping && (!focus || isAncestorOf(focus)))
        takeFocus();
}

void PairPage::showWork(State state)
{
    const PairingTarget& target = m_desk.queue().now()->target;
    m_ui->title->setText(breakable(target.title));
    QStringList place{target.clinic, target.note};
    if (m_desk.byNumber()) {
        //: %1 is a phone number
        place.last() = tr("for %1 only").arg(phoneInGroups(*m_desk.byNumber()));
    }
    place.removeAll(QString());
    m_ui->place->setText(breakable(place.join(QStringLiteral(" · "))));
    showCode(state);
    showWords(state);
    showButtons(state);
    m_ui->note->setText(breakable(m_desk.note()));
    m_ui->note->setVisible(!m_desk.note().isEmpty());
}

/// A code that was used or has expired is shown nowhere.
void PairPage::showCode(State state)
{
    const PairingStatus& status = m_desk.status();
    const PairingQueue::Entry* now = m_desk.queue().now();
    std::optional<QrCode> code;
    if (state == State::Code)
        code = QrCode::fromText(status.code);
    m_outlet->setTitle(now ? now->target.wholeTitle() : QString());
    m_outlet->setCode(code, status);
    m_ui->card->setCode(code);
    m_ui->card->setVisible(state == State::Code || state == State::Asking);
    m_ui->characters->setCharacters(state == State::Characters ? status.pairingCode : QString());
    m_ui->characters->setVisible(state == State::Characters);
    if (state == State::Code || state == State::Characters || state == State::Asking)
        m_tick.start();
    else
        m_tick.stop();
}

void PairPage::showWords(State state)
{
    const PairingWords words = pairingWords(m_desk.status());
    const bool isAtWork = state == State::Code || state == State::Characters || state == State::Asking;
    const bool isBad = words.mark.tone == Tone::Error;
    m_ui->disc->setLook(
        Icon::Alert, troubleDisc, troubleIcon, isBad ? &Tokens::badSoft : &Tokens::warnSoft,
        isBad ? &Tokens::bad : &Tokens::warn);
    m_ui->disc->setVisible(!isAtWork && words.mark.tone != Tone::Quiet);
    m_ui->ring->setVisible(isAtWork);
    m_ui->headline->setText(
        m_desk.status().phase == Phase::Open && isAtWork ? tr("The phone is linked. Writing it down…")
                                                         : breakable(words.headline));
    QString sentence = words.sentence;
    if (state == State::OtherPhone && !m_obstacle.isEmpty())
        sentence += QLatin1Char(' ') + tr("Only an administrator can unlink it here. On the phone itself it can be "
                                          "logged out under Linked devices.");
    // Who practises has no phone at hand, and would look for one.
    if (m_isPractice && (state == State::Code || state == State::Characters))
        sentence = tr("This is practice: the phone connects by itself in a few seconds.");
    m_ui->sentence->setText(breakable(sentence));
    m_ui->sentence->setVisible(!sentence.isEmpty() && !(isAtWork && m_desk.status().phase == Phase::Open));
    m_ui->countdown->setVisible(state == State::Code || state == State::Characters);
    showTime();
}

void PairPage::showButtons(State state)
{
    const bool isCode = state == State::Code && m_ui->card->view().code();
    for (QWidget* widget : QList<QWidget*>{m_ui->fullScreen, m_ui->copy, m_ui->save})
        widget->setVisible(isCode);
    m_ui->copyCharacters->setVisible(state == State::Characters);
    m_ui->byCode->setVisible(state == State::Characters);
    m_ui->again->setVisible(state == State::Trouble);
    for (QPushButton* button : {m_ui->keep, m_ui->unlink})
        button->setVisible(state == State::OtherPhone);
    // What was refused before anything was asked is refused for a reset too.
    const bool isUnasked = state == State::Trouble && m_desk.status().isUnasked;
    m_ui->reset->setVisible(state != State::OtherPhone && state != State::Characters && !isUnasked);
}

/// Once a second is enough for what is read, eight times for what only turns.
void PairPage::showTime()
{
    const std::optional<int> seconds = secondsLeft(m_desk.status());
    if (m_shown == State::Code && seconds)
        m_ui->ring->setPart(std::min(*seconds / codeSeconds, 1.0), QLocale().toString(*seconds), &Tokens::accent);
    else
        m_ui->ring->setTurn(++m_turn, &Tokens::info);
    const QString sentence = m_shown == State::Characters ? tr("Steward sees by itself when the phone is linked.")
                                                          : codeSentence(m_desk.status());
    if (m_ui->countdown->text() == sentence)
        return;
    m_ui->countdown->setText(sentence);
    m_outlet->setWords(sentence);
}

void PairPage::takeFocus()
{
    const State now = state();
    if (now == State::Paired || (now == State::Idle && m_desk.queue().next() >= 0))
        m_ui->side->focusGoOn();
    else if (now == State::Trouble)
        m_ui->again->setFocus();
    else if (now == State::Code)
        m_ui->fullScreen->setFocus();
    else if (now == State::Asking || now == State::OtherPhone)
        setFocus(); // what had it goes; nothing is pressed by it
    else if (now == State::Idle)
        m_idle->findChild<QPushButton*>()->setFocus();
}

void PairPage::keyPressEvent(QKeyEvent* event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!isEnter)
        return QWidget::keyPressEvent(event);
    // The button that has the focus; from anywhere else what is offered next.
    if (auto* button = qobject_cast<QPushButton*>(focusWidget()); button && button->hasFocus())
        return button->click();
    m_ui->side->pressGoOn();
}

void PairPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool isWide = width() >= scaled(wideNeeds);
    const bool isThree = width() >= scaled(threeColumnsNeed);
    m_ui->queuePanel->setShort(!isThree);
    setTight(!isThree);
    m_ui->queuePanel->setMinimumWidth(isThree ? scaled(isWide ? 272 : 220) : 0);
    m_ui->queuePanel->setMaximumWidth(isThree ? scaled(isWide ? 272 : 220) : QWIDGETSIZE_MAX);
    m_ui->side->setFixedWidth(scaled(isWide ? 364 : isThree ? 300 : 268));
    m_ui->side->setNarrow(!isWide);
    m_ui->characters->setSmall(!isThree);
    setCodeSide();
}

/// The queue is a line above; and what stands around the code takes less.
void PairPage::setTight(bool isTight)
{
    if (m_isTight == isTight)
        return;
    m_isTight = isTight;
    m_ui->layout->removeWidget(m_ui->queuePanel);
    m_ui->layout->addWidget(m_ui->queuePanel, isTight ? 0 : 1, 0, 1, isTight ? 3 : 1);
    const int margin = scaled(isTight ? 6 : 12);
    m_ui->workLayout->setContentsMargins(scaled(16), margin, scaled(16), margin);
    m_ui->place->setContentsMargins(0, scaled(2), 0, scaled(isTight ? 8 : 18));
    m_ui->waitRow->setContentsMargins(0, scaled(isTight ? 8 : 16), 0, 0);
    m_ui->actions->setContentsMargins(0, scaled(isTight ? 8 : 22), 0, 0);
}

/// As large as the height lets it be.
void PairPage::setCodeSide()
{
    const int around = aroundCode + (m_isPractice ? aroundSentence : 0);
    const bool isLarge = width() >= scaled(wideNeeds) && height() >= scaled(largeCode + around);
    m_ui->card->setSide(isLarge ? largeCode : smallCode);
}

void PairPage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_idle)
        showDesk();
}

} // namespace steward
