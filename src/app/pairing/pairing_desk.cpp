#include "app/pairing/pairing_desk.h"

#include "app/operations/activity_words.h"
#include "app/pairing/pairing_words.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct DeskText {
    Q_DECLARE_TR_FUNCTIONS(steward::PairingDesk)
};

/// `isLeft`: the person went on to something else.
void tellEnd(StepOperation& told, const Result<PairingResult>& result, bool isLeft)
{
    const bool isLinked = result && result->last.phase == PairingStatus::Phase::Open;
    if (!result || (isLeft && !isLinked)) {
        const QString why = result ? QString() : result.error().sentence;
        const StatusList::Line line{
            {MarkShape::Square, Tone::Quiet}, DeskText::tr("The pairing was stopped."), {why}, true};
        return told.end(result ? Operation::State::Stopped : Operation::State::Failed, {line});
    }
    const PairingWords words = pairingWords(lastOf(*result));
    told.end(activityStateOf(result), {{words.mark, words.headline, {words.sentence}, true}}, reportOf(*result));
}

/// Carries the pairing's states here; lives on the worker.
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

} // namespace

PairingDesk::PairingDesk(OperationService& operations, QObject* parent)
    : PairingDesk(operations, Times(), parent)
{
}

PairingDesk::PairingDesk(OperationService& operations, Times times, QObject* parent)
    : QObject(parent)
    , m_operations(operations)
    , m_times(times)
{
}

PairingDesk::~PairingDesk()
{
    if (m_activity && m_isRunning)
        m_activity->operation().stop();
}

void PairingDesk::pair(const std::vector<PairingTarget>& targets)
{
    m_queue.keepDay(QDate::currentDate());
    std::vector<int> places;
    for (const PairingTarget& target : targets)
        places.push_back(m_queue.add(target));
    if (!places.empty())
        begin(places.front());
    Q_EMIT changed(); // also where the first is at it already
    Q_EMIT wanted();
}

void PairingDesk::add(const std::vector<PairingTarget>& targets)
{
    if (!m_isRunning)
        return pair(targets);
    m_queue.keepDay(QDate::currentDate());
    for (const PairingTarget& target : targets)
        m_queue.add(target);
    Q_EMIT changed();
    Q_EMIT wanted();
}

void PairingDesk::begin(int place)
{
    if (place < 0 || (place == m_queue.current() && m_isRunning && !m_afterStop))
        return;
    if (const PairingQueue::Entry* left = m_queue.now(); left && left->state == PairingQueue::State::Now)
        m_queue.mark(m_queue.current(), PairingQueue::State::Waiting);
    m_queue.goTo(place);
    pair(std::nullopt);
}

void PairingDesk::startNext()
{
    begin(m_queue.next());
}

void PairingDesk::startAgain()
{
    if (m_queue.now())
        pair(m_byNumber);
}

void PairingDesk::pairByNumber(const PhoneNumber& number)
{
    if (m_queue.now())
        pair(number);
}

void PairingDesk::pairByCode()
{
    if (m_queue.now())
        pair(std::nullopt);
}

void PairingDesk::pair(const std::optional<PhoneNumber>& byNumber)
{
    m_byNumber = byNumber;
    m_status = {};
    m_status.expectedPhone = m_queue.now()->target.expected;
    m_written.reset();
    m_note.clear();
    m_queue.mark(m_queue.current(), PairingQueue::State::Now);
    stop([this] { run(); });
    Q_EMIT changed();
}

/// Then is now where nothing runs.
void PairingDesk::stop(const std::function<void()>& then)
{
    if (!m_isRunning)
        return then();
    m_afterStop = then;
    if (m_activity)
        m_activity->operation().stop();
}

void PairingDesk::run()
{
    m_isRunning = true;
    const InstanceName name = m_queue.now()->target.name;
    const QPointer<PairingDesk> desk(this);
    m_activity = StepOperation::begin(
        //: %1 is an organization, or an instance's name
        m_operations.activities(), {tr("Pair %1").arg(m_queue.now()->target.title), QStringLiteral("pair")}, nullptr,
        {.stopWords = tr("S&top"), .again = PairingAgain{name}, .needsDialog = true, .show = [desk] {
             if (desk)
                 Q_EMIT desk->wanted();
         }});
    const QPointer<StepOperation> told = m_activity;
    told->operation().setWork(m_operations.run<PairingResult, PairingStatus>(
        told,
        [request = PairingRequest{name, m_byNumber}, times = m_times](
            const Session& session, const OperationService::Tell<PairingStatus>& tell, const std::stop_token& stop) {
            StatusReporter reporter(tell);
            return Pairing(session, times.pairing).pair(request, reporter, CallContext::within(times.whole, stop));
        },
        [told, desk](const PairingStatus& status) {
            if (!desk || desk->m_afterStop)
                return; // of what is being left
            const PairingWords words = pairingWords(status);
            told->say({{words.mark, words.headline, {words.sentence}, false}, {}, false});
            desk->hear(status);
        },
        [told, desk, name](const Result<PairingResult>& result) {
            tellEnd(*told, result, desk && desk->m_afterStop);
            if (desk)
                desk->take(name, result);
        }));
}

void PairingDesk::hear(const PairingStatus& status)
{
    m_status = status;
    Q_EMIT changed();
}

void PairingDesk::take(const InstanceName& name, const Result<PairingResult>& result)
{
    m_isRunning = false;
    const auto next = std::exchange(m_afterStop, {});
    if (!next) {
        takeEnd(result);
    } else {
        // A phone that was linked just then is linked, whatever the person went on to.
        const bool isLinked = result && result->last.phase == PairingStatus::Phase::Open && !result->last.isOtherPhone;
        const int place = m_queue.placeOf(name);
        if (isLinked && place != m_queue.current())
            m_queue.mark(place, PairingQueue::State::Paired);
        next();
    }
    Q_EMIT changed();
}

void PairingDesk::takeEnd(const Result<PairingResult>& result)
{
    if (result) {
        m_status = lastOf(*result);
        if (!result->items.empty())
            m_written = result->items.front();
    } else {
        m_status = {};
        m_status.phase = PairingStatus::Phase::Failed;
        m_status.error = result.error();
        m_status.isUnasked = true;
    }
    const bool isPaired = m_status.phase == PairingStatus::Phase::Open && !m_status.isOtherPhone;
    m_queue.mark(
        m_queue.current(), isPaired ? PairingQueue::State::Paired : PairingQueue::State::Stopped,
        isPaired ? QString() : pairingWords(m_status).headline);
}

void PairingDesk::skip()
{
    m_queue.mark(m_queue.current(), PairingQueue::State::Skipped);
    finish();
}

void PairingDesk::finish()
{
    m_status = {.phase = PairingStatus::Phase::Stopped};
    m_written.reset();
    m_note.clear();
    m_byNumber.reset();
    m_queue.goTo(-1);
    stop([] {});
    Q_EMIT changed();
}

void PairingDesk::keep()
{
    m_queue.mark(m_queue.current(), PairingQueue::State::Paired);
    finish();
}

void PairingDesk::standAside(const std::function<void()>& then)
{
    stop([this, then] {
        m_status = {.phase = PairingStatus::Phase::Stopped};
        m_queue.mark(m_queue.current(), PairingQueue::State::Stopped);
        then();
    });
    Q_EMIT changed();
}

void PairingDesk::tell(const QString& note)
{
    m_note = note;
    Q_EMIT changed();
}

} // namespace steward
