#include "app/pairing/pairing_dialog.h"

#include "app/activity/activity_words.h"
#include "app/pairing/pairing_words.h"
#include "app/pairing/qr_exporter.h"
#include "app/style/appearance.h"
#include "app/style/plain_text.h"
#include "ui_pairing_dialog.h"
#include "workflows/creation/creation_request.h"

#include <QEvent>
#include <QFontDatabase>
#include <QShortcut>

namespace steward {
namespace {

constexpr std::chrono::milliseconds unlinkTime{60'000};

Mark queueMark(PairingQueue::State state)
{
    switch (state) {
    case PairingQueue::State::Waiting:
        return {MarkShape::Ring, Tone::Quiet};
    case PairingQueue::State::Now:
        return {MarkShape::FilledRing, Tone::Busy};
    case PairingQueue::State::Paired:
        return {MarkShape::Dot, Tone::Good};
    case PairingQueue::State::Skipped:
        return {MarkShape::Dash, Tone::Quiet};
    case PairingQueue::State::Stopped:
        return {MarkShape::Diamond, Tone::Warning};
    }
    return {MarkShape::Question, Tone::Warning};
}

struct PairingEndText {
    Q_DECLARE_TR_FUNCTIONS(steward::PairingDialog)
};

/// `isLeft`: the person went on to something else.
void tellEnd(StepOperation& told, const Result<PairingResult>& result, bool isLeft)
{
    if (isLeft || !result) {
        const QString why = result ? QString() : result.error().sentence;
        const StatusList::Line line{
            {MarkShape::Square, Tone::Quiet}, PairingEndText::tr("The pairing was stopped."), {why}, true};
        return told.end(result ? Operation::State::Stopped : Operation::State::Failed, {line});
    }
    PairingStatus last = result->last;
    if (!last.error)
        last.error = result->error;
    const PairingWords words = pairingWords(last);
    told.end(activityStateOf(result), {{words.mark, words.headline, {words.sentence}, true}}, reportOf(*result));
}

QString unlinkedWords(const Result<ChangeResult>& result)
{
    if (result && result->outcome == OperationOutcome::Done)
        return PairingEndText::tr("The phone is unlinked. Try again with the clinic's own phone.");
    const std::optional<Error> error = result ? result->error : std::optional(result.error());
    return error ? error->sentence
                 : PairingEndText::tr("The phone was not unlinked. Look at the instance, then try again.");
}

/// Carries the pairing's states to the dialog; lives on the worker.
class StatusReporter final : public PairingObserver {
public:
    explicit StatusReporter(const OperationService::Tell<PairingStatus>& tell)
        : m_tell(tell)
    {
    }
    void changed(const PairingStatus& status) override { m_tell(status); }

private:
    const OperationService::Tell<PairingStatus>& m_tell;
};

void setLarger(QLabel& label, double factor, bool bold)
{
    QFont font = label.font();
    font.setPointSizeF(font.pointSizeF() * factor);
    font.setBold(bold);
    label.setFont(font);
}

} // namespace

PairingDialog::PairingDialog(
    OperationService& operations, std::vector<PairingTarget> targets, Times times, QWidget* parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::PairingDialog>())
    , m_operations(operations)
    , m_times(times)
    , m_queue(std::move(targets))
    , m_outlet(new QrExporter(operations, this))
{
    m_ui->setupUi(this);
    setLarger(*m_ui->title, 1.4, true);
    setLarger(*m_ui->headline, 1.3, true);
    m_ui->instance->setForegroundRole(QPalette::PlaceholderText);
    m_ui->characters->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setLarger(*m_ui->characters, 4, true);
    m_ui->queuePanel->setVisible(m_queue.entries().size() > 1);
    if (m_queue.entries().size() > 1)
        resize(width() + 240, height());
    connectParts();
    begin(0);
}

/// A code that nobody sees is no use.
PairingDialog::~PairingDialog()
{
    stop();
}

void PairingDialog::reject()
{
    stop();
    QDialog::reject();
}

void PairingDialog::stop()
{
    if (m_activity && m_isRunning)
        m_activity->operation().stop();
}

void PairingDialog::connectParts()
{
    connect(m_ui->close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_ui->again, &QPushButton::clicked, this, [this] { pair(m_byNumber); });
    connect(m_ui->byNumber, &QPushButton::clicked, this, &PairingDialog::pairByNumber);
    connect(m_ui->phone, &QLineEdit::returnPressed, this, &PairingDialog::pairByNumber);
    connect(m_ui->phone, &QLineEdit::textChanged, this, &PairingDialog::showButtons);
    connect(m_ui->unlink, &QPushButton::clicked, this, &PairingDialog::unlink);
    connect(m_ui->keep, &QPushButton::clicked, this, &PairingDialog::goOn);
    connect(m_ui->skip, &QPushButton::clicked, this, &PairingDialog::skip);
    connect(m_ui->reset, &QPushButton::clicked, this, &PairingDialog::reset);
    connect(m_ui->queue, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) {
        const int place = m_ui->queue->row(item);
        if (place != m_queue.current())
            begin(place);
    });
    connect(m_ui->fullScreen, &QPushButton::clicked, m_outlet, &QrExporter::toScreen);
    connect(new QShortcut(Qt::Key_F11, this), &QShortcut::activated, m_outlet, &QrExporter::toScreen);
    connect(m_ui->copy, &QPushButton::clicked, m_outlet, &QrExporter::toClipboard);
    connect(m_ui->save, &QPushButton::clicked, m_outlet, &QrExporter::toFile);
    connect(m_outlet, &QrExporter::told, m_ui->note, &QLabel::setText);
    m_second.setInterval(std::chrono::milliseconds(250));
    connect(&m_second, &QTimer::timeout, this, &PairingDialog::showCountdown);
    m_moment.setSingleShot(true);
    m_moment.setInterval(m_times.moment);
    connect(&m_moment, &QTimer::timeout, this, &PairingDialog::goOn);
}

void PairingDialog::begin(int place)
{
    if (m_queue.entries()[static_cast<size_t>(m_queue.current())].state == PairingQueue::State::Now)
        m_queue.mark(PairingQueue::State::Waiting);
    m_queue.goTo(place);
    m_ui->phone->clear();
    pair({});
}

void PairingDialog::pair(const std::optional<PhoneNumber>& byNumber)
{
    m_byNumber = byNumber;
    m_moment.stop();
    m_status = {};
    m_ui->note->clear();
    m_queue.mark(PairingQueue::State::Now);
    if (m_isRunning) {
        m_afterStop = [this] { run(); };
        stop();
    } else {
        run();
    }
    showStatus();
}

void PairingDialog::run()
{
    m_isRunning = true;
    const PairingTarget target = m_queue.target();
    m_ui->title->setText(breakable(target.title));
    m_ui->instance->setText(breakable(target.name.text()));
    m_outlet->setTitle(target.title);
    m_activity = StepOperation::begin(
        //: %1 is an instance's name
        m_operations.activities(), {tr("Pair %1").arg(target.name.text()), QStringLiteral("pair")}, this,
        {.stopWords = tr("S&top"), .again = PairingAgain{target.name}, .needsDialog = true});
    const QPointer<PairingDialog> window(this);
    const QPointer<StepOperation> told = m_activity;
    told->operation().setWork(m_operations.run<PairingResult, PairingStatus>(
        told,
        [request = PairingRequest{target.name, m_byNumber}, times = m_times](
            const Session& session, const OperationService::Tell<PairingStatus>& tell, const std::stop_token& stop) {
            StatusReporter reporter(tell);
            return Pairing(session, times.pairing).pair(request, reporter, CallContext::within(times.whole, stop));
        },
        [told, window](const PairingStatus& status) {
            if (!window || window->m_afterStop)
                return; // of what is being left
            const PairingWords words = pairingWords(status);
            told->say({{words.mark, words.headline, {words.sentence}, false}, {}, false});
            window->hear(status);
        },
        [told, window](const Result<PairingResult>& result) {
            tellEnd(*told, result, window && window->m_afterStop);
            if (window)
                window->take(result);
        }));
}

void PairingDialog::hear(const PairingStatus& status)
{
    m_status = status;
    showStatus();
}

void PairingDialog::take(const Result<PairingResult>& result)
{
    m_isRunning = false;
    if (const auto next = std::exchange(m_afterStop, {}))
        return next();
    if (result) {
        m_status = result->last;
        if (!m_status.error)
            m_status.error = result->error;
    } else {
        m_status.phase = PairingStatus::Phase::Failed;
        m_status.error = result.error();
    }
    const bool isOpen = m_status.phase == PairingStatus::Phase::Open;
    const QString phone = m_status.phone ? m_status.phone->text() : QString();
    m_queue.mark(
        isOpen ? PairingQueue::State::Paired : PairingQueue::State::Stopped,
        isOpen ? phone : pairingWords(m_status).headline);
    if (isOpen && !m_status.isOtherPhone && !m_status.error)
        m_moment.start();
    showStatus();
}

void PairingDialog::goOn()
{
    m_moment.stop();
    if (const int next = m_queue.next(); next >= 0)
        return begin(next);
    const auto& entries = m_queue.entries();
    const bool allPaired = std::all_of(entries.begin(), entries.end(), [](const PairingQueue::Entry& entry) {
        return entry.state == PairingQueue::State::Paired;
    });
    if (allPaired || entries.size() == 1)
        accept();
}

void PairingDialog::skip()
{
    m_queue.mark(PairingQueue::State::Skipped);
    const int next = m_queue.next();
    if (next < 0)
        return reject();
    begin(next);
}

void PairingDialog::pairByNumber()
{
    const std::optional<PhoneNumber> number = PhoneNumber::fromText(m_ui->phone->text());
    if (number && !validatePhone(m_ui->phone->text()))
        pair(number);
}

void PairingDialog::unlink()
{
    if (!m_status.phone)
        return;
    m_isUnlinking = true;
    m_ui->note->setText(tr("Unlinking the phone…"));
    showButtons();
    const InstanceName instance = m_queue.target().name;
    m_activity = StepOperation::begin(
        //: %1 is an instance's name
        m_operations.activities(), {tr("Unlink the phone from %1").arg(instance.text()), QStringLiteral("unlink")},
        this, {.stopWords = {}, .again = PairingAgain{instance}});
    const QPointer<PairingDialog> window(this);
    const QPointer<StepOperation> told = m_activity;
    m_operations.run<ChangeResult, std::monostate>(
        told,
        [name = instance, phone = *m_status.phone, times = m_times.pairing](
            const Session& session, const OperationService::Tell<std::monostate>&, const std::stop_token& stop) {
            return Pairing(session, times).unlink(name, phone, CallContext::within(unlinkTime, stop));
        },
        [](const std::monostate&) {},
        [told, window](const Result<ChangeResult>& result) {
            const QString words = unlinkedWords(result);
            const Operation::State state = activityStateOf(result);
            told->end(
                state, {{activityMark(state), words, {}, true}},
                result ? std::optional(reportOf(*result)) : std::nullopt);
            if (window)
                window->takeUnlinked(result, words);
        });
}

void PairingDialog::takeUnlinked(const Result<ChangeResult>& result, const QString& words)
{
    m_isUnlinking = false;
    if (result && result->outcome == OperationOutcome::Done) {
        m_status = {.phase = PairingStatus::Phase::Stopped};
        m_queue.mark(PairingQueue::State::Stopped, tr("unlinked"));
    }
    m_ui->note->setText(words);
    showStatus();
}

void PairingDialog::reset()
{
    const InstanceName name = m_queue.target().name;
    const auto ask = [this, name] {
        Q_EMIT resetWanted(name);
        showStatus();
    };
    if (!m_isRunning)
        return ask();
    m_afterStop = [this, ask] {
        m_status = {.phase = PairingStatus::Phase::Stopped};
        m_queue.mark(PairingQueue::State::Stopped);
        ask();
    };
    stop();
}

void PairingDialog::showStatus()
{
    showCode();
    showButtons();
    showQueue();
}

void PairingDialog::showCode()
{
    const PairingWords words = pairingWords(m_status);
    const bool isCode = m_status.phase == PairingStatus::Phase::Code;
    const bool isCharacters = isCode && !m_status.pairingCode.isEmpty();
    std::optional<QrCode> code;
    if (isCode && !isCharacters)
        code = QrCode::fromText(m_status.code);
    m_ui->code->setCode(code);
    m_outlet->setCode(code, m_status);
    m_ui->characters->setText(groupedCharacters(m_status.pairingCode));
    const int side = fontMetrics().height() * 3;
    m_ui->mark->setPixmap(shapeIcon(words.mark, palette()).pixmap(QSize(side, side), devicePixelRatio()));
    m_ui->headline->setText(words.headline);
    m_ui->sentence->setText(words.sentence);
    m_ui->sentence->setVisible(!words.sentence.isEmpty());
    m_ui->pages->setCurrentWidget(isCharacters ? m_ui->charactersPage : code ? m_ui->codePage : m_ui->messagePage);
    if (isCode && m_status.expires)
        m_second.start();
    else
        m_second.stop();
    showCountdown();
}

void PairingDialog::showCountdown()
{
    m_ui->number->setText(codeNumberText(m_status));
    m_ui->countdown->setText(countdownText(m_status));
    m_outlet->setWords(countdownText(m_status));
}

void PairingDialog::showButtons()
{
    const bool isOpen = m_status.phase == PairingStatus::Phase::Open;
    const bool isOver = m_status.isOver() && !m_isRunning;
    const bool hasCode = m_ui->code->code().has_value();
    for (QWidget* widget : {m_ui->fullScreen, m_ui->copy, m_ui->save})
        widget->setVisible(hasCode);
    m_ui->phone->setVisible(!isOpen);
    m_ui->byNumber->setVisible(!isOpen);
    const QString typed = m_ui->phone->text();
    m_ui->byNumber->setEnabled(!typed.trimmed().isEmpty() && !validatePhone(typed));
    m_ui->again->setVisible(isOver && !isOpen);
    m_ui->unlink->setVisible(isOver && isOpen && m_status.isOtherPhone);
    m_ui->keep->setVisible(isOver && isOpen && m_status.isOtherPhone);
    m_ui->unlink->setEnabled(!m_isUnlinking);
    m_ui->keep->setEnabled(!m_isUnlinking);
    m_ui->reset->setVisible(!isOpen);
    m_ui->skip->setEnabled(!m_isUnlinking);
    if (!typed.trimmed().isEmpty())
        m_ui->note->setText(validatePhone(typed).value_or(QString()));
}

void PairingDialog::showQueue()
{
    const auto& entries = m_queue.entries();
    int paired = 0;
    while (m_ui->queue->count() < static_cast<int>(entries.size()))
        m_ui->queue->addItem(QString());
    for (size_t place = 0; place < entries.size(); ++place) {
        const PairingQueue::Entry& entry = entries[place];
        paired += entry.state == PairingQueue::State::Paired ? 1 : 0;
        QListWidgetItem* item = m_ui->queue->item(static_cast<int>(place));
        const QString state = entry.note.isEmpty() ? queueStateText(entry.state) : entry.note;
        item->setText(entry.target.title + QLatin1Char('\n') + state);
        item->setToolTip(escapedToolTip(entry.target.name.text()));
        item->setIcon(shapeIcon(queueMark(entry.state), palette()));
        QFont font = m_ui->queue->font();
        font.setBold(static_cast<int>(place) == m_queue.current());
        item->setFont(font);
    }
    m_ui->queue->scrollToItem(m_ui->queue->item(m_queue.current()));
    //: %1 is how many are connected, %n of how many
    m_ui->queueTitle->setText(tr("%1 of %n connected", nullptr, static_cast<int>(entries.size())).arg(paired));
    Q_EMIT queueChanged();
}

void PairingDialog::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_ui->mark)
        showStatus();
}

} // namespace steward
