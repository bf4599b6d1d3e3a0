#include "workflows/pairing/pairing_session.h"

#include "domain/unknown_value.h"
#include "workflows/base/waiting.h"
#include "workflows/journal/workflow_run.h"
#include "workflows/pairing/pairing_errors.h"
#include "workflows/writes/server_deletion.h"
#include "workflows/writes/server_writer.h"

#include <QRandomGenerator>

#include <algorithm>

namespace steward {
namespace {

using Phase = PairingStatus::Phase;

// After a scan the server's connection closes and opens again within 1.6 s (EVOLUTION_API 4): only a state that stays
// closed for so many looks ends the pairing.
constexpr int looksThatMeanClosed = 3;
// Asked for so often within one code's life, where its age is not known.
constexpr int asksPerLife = 15;
// A code that came up within this part of its life was seen to appear.
constexpr int partOfLife = 6;
constexpr std::chrono::milliseconds longestBackoff{10'000};

/// Errors that waiting does not mend.
bool isFinal(ErrorKind kind)
{
    return isOneOf(
        kind, ErrorKind::WrongKey, ErrorKind::UnreachableName, ErrorKind::InvalidSettings, ErrorKind::InsecureRefused,
        ErrorKind::TlsUntrusted, ErrorKind::TlsChain, ErrorKind::TlsExpired, ErrorKind::TlsWrongHost,
        ErrorKind::TlsPlain, ErrorKind::TlsClient, ErrorKind::LoginInFront, ErrorKind::Redirected, ErrorKind::NoIpv6);
}

/// Nothing arrived, and it may be better in a moment.
bool isPassing(ErrorKind kind)
{
    return kind == ErrorKind::TimedOut || kind == ErrorKind::Refused || kind == ErrorKind::NameNotFound ||
           kind == ErrorKind::ConnectionLost || kind == ErrorKind::TlsFailed;
}

} // namespace

PairingSession::PairingSession(
    ServerPort& server, WorkflowRun& run, const PairingRequest& request, const PairingTimes& times,
    PairingObserver& observer, PairingStatus status)
    : m_server(server)
    , m_run(run)
    , m_request(request)
    , m_times(times)
    , m_observer(observer)
    , m_status(std::move(status))
{
    m_clock.start();
}

const PairingStatus& PairingSession::run(const CallContext& limits)
{
    tell();
    while (!m_status.isOver() && !isInterrupted(limits)) {
        if (const std::optional<MemoryState> state = look(limits))
            act(*state, limits);
        if (!m_status.isOver())
            waitFor(nextPause(), limits);
    }
    wakeWebhook();
    return m_status;
}

bool PairingSession::isInterrupted(const CallContext& limits)
{
    if (limits.stopped())
        end(Phase::Stopped, stoppedError());
    else if (limits.expired())
        end(Phase::TimedOut, PairingErrors::timedOut());
    return m_status.isOver();
}

void PairingSession::end(Phase phase, std::optional<Error> error)
{
    m_status.phase = phase;
    m_status.error = std::move(error);
    m_status.expires.reset();
    tell();
}

std::chrono::milliseconds PairingSession::nextPause()
{
    const std::chrono::milliseconds pause = std::max(m_times.poll, m_backoff);
    // Several workstations that pair at once do not ask in step.
    const auto fifth = static_cast<int>(pause.count() / 5);
    return pause + std::chrono::milliseconds(QRandomGenerator::global()->bounded(-fifth, fifth + 1));
}

std::optional<MemoryState> PairingSession::look(const CallContext& limits)
{
    m_lookedAt = m_clock.elapsed();
    const auto states = m_server.memoryStates({m_request.name}, oneCall(m_times.call, limits));
    if (isInterrupted(limits))
        return {};
    if (!states || states->front() == MemoryState::Unknown) {
        notAnswered(
            states ? Error{ErrorKind::BadAnswer, {}, QStringLiteral("a state that is not known")} : states.error());
        return {};
    }
    m_answeredAt = m_clock.elapsed();
    m_backoff = {};
    return states->front();
}

void PairingSession::notAnswered(const Error& error)
{
    m_backoff = std::min(longestBackoff, std::max(m_times.poll, m_backoff * 2));
    if (isFinal(error.kind) || m_clock.elapsed() - m_answeredAt > m_times.lostAfter.count())
        end(Phase::Lost, PairingErrors::lost(error));
}

void PairingSession::act(MemoryState state, const CallContext& limits)
{
    if (state != MemoryState::Close)
        m_closedSince.reset();
    switch (state) {
    case MemoryState::Open:
        return end(Phase::Open);
    case MemoryState::NotFound:
        return end(Phase::Absent, PairingErrors::absent());
    case MemoryState::Missing:
        return end(Phase::Failed, PairingErrors::missingInMemory());
    case MemoryState::Connecting:
        return actWhileConnecting(limits);
    case MemoryState::Close:
        return actWhileClosed(limits);
    case MemoryState::NotAsked:
    case MemoryState::Unknown:
        break;
    }
}

void PairingSession::actWhileConnecting(const CallContext& limits)
{
    const qint64 now = m_clock.elapsed();
    if (m_closingSince) {
        if (now - *m_closingSince > m_times.closing.count())
            end(Phase::Failed, PairingErrors::doesNotClose());
    } else if (!m_hasAsked && m_request.byNumber) {
        logOutFirst(limits);
    } else if (m_noCodeSince && now - *m_noCodeSince > m_times.lostAfter.count()) {
        endWithoutCode(true);
    } else if (isCodeDue()) {
        ask(false, limits);
    }
}

void PairingSession::actWhileClosed(const CallContext& limits)
{
    const qint64 now = m_clock.elapsed();
    m_closingSince.reset();
    wakeWebhook();
    if (!m_hasAsked)
        return ask(true, limits);
    if (m_noCodeSince && !m_hasShownCode)
        return endWithoutCode(false);
    if (m_lostAskAt && !m_hasShownCode) { // it may still be starting
        if (now - *m_lostAskAt > m_times.lostAfter.count())
            end(Phase::Failed, PairingErrors::askedWithoutTrace());
        return;
    }
    if (!m_closedSince)
        m_closedSince = now;
    if (now - *m_closedSince >= m_times.poll.count() * (looksThatMeanClosed - 1))
        sayWhyClosed(limits);
}

// After the server's limit its memory is closed while its list stays connecting (EVOLUTION_API 4).
void PairingSession::sayWhyClosed(const CallContext& limits)
{
    const auto listed = m_server.find(m_request.name, oneCall(m_times.call, limits));
    const bool staysConnecting = listed && *listed && (*listed)->connection == Connection::Connecting;
    if (isInterrupted(limits))
        return;
    if (staysConnecting || m_status.number >= m_status.limit)
        end(Phase::LimitReached, PairingErrors::limitReached());
    else
        end(Phase::Refused, PairingErrors::refused());
}

/// Only quietly: the phone is linked under this name in a moment (WORKFLOWS, "Deletion").
void PairingSession::logOutFirst(const CallContext& limits)
{
    m_status.phase = Phase::Closing;
    tell();
    const ServerDeletionTimes times{.call = m_times.call, .closing = m_times.closing};
    if (!m_quietness)
        m_quietness = Quieting(m_server, m_run, times).quieten(m_request.name, limits);
    if (isInterrupted(limits))
        return;
    if (!m_quietness->isQuiet)
        return end(Phase::Failed, notQuietError(m_quietness->trouble));
    const bool wasSent = std::exchange(m_hasSent, true);
    const auto answer = ServerWriter(m_server, m_run, m_times.call).logOut(m_request.name, true, limits);
    // 2.3.7 says 500 after it has logged out (EVOLUTION_API 8); a lost answer shows in the state, too.
    const bool showsInState =
        answer || answer.error().kind == ErrorKind::OutcomeUnknown || answer.error().kind == ErrorKind::ServerError;
    if (!showsInState)
        m_hasSent = wasSent;
    if (isInterrupted(limits))
        return;
    if (showsInState)
        m_closingSince = m_clock.elapsed();
    else if (!isPassing(answer.error().kind))
        end(Phase::Failed, answer.error());
}

/// The instance stays: once it is closed, or the pairing over, its webhook is as it was.
void PairingSession::wakeWebhook()
{
    if (!m_quietness)
        return;
    const ServerDeletionTimes times{.call = m_times.call, .closing = m_times.closing};
    // Where it fails, the pairing goes on all the same: what was taken out stands in the journal.
    (void)Quieting(m_server, m_run, times).wake(m_request.name, *m_quietness, CallContext::within(m_times.call));
    m_quietness.reset();
}

bool PairingSession::isCodeDue() const
{
    const qint64 now = m_clock.elapsed();
    if (m_status.code.isEmpty() || !m_askedAt)
        return !m_noCodeSince || !m_askedAt || now - *m_askedAt >= m_times.codeLife.count() / asksPerLife;
    // By a look from before the code's end the session may be over by now, and connect would begin another.
    return m_expiresAt ? m_lookedAt >= m_endsBy : now - *m_askedAt >= m_times.codeLife.count() / asksPerLife;
}

void PairingSession::ask(bool fromClose, const CallContext& limits)
{
    if (m_status.phase != Phase::Code && m_status.phase != Phase::Asking) {
        m_status.phase = Phase::Asking;
        tell();
    }
    const qint64 sentAt = m_clock.elapsed();
    const bool wasSent = std::exchange(m_hasSent, true);
    const auto phone = fromClose ? m_request.byNumber : std::nullopt;
    const auto answer = ServerWriter(m_server, m_run, m_times.call)
                            .connect(m_request.name, phone, m_request.byNumber.has_value(), limits);
    if (answer) {
        m_hasAsked = true;
        takeAnswer(*answer, fromClose, sentAt);
        m_askedAt = sentAt;
        return;
    }
    if (answer.error().kind != ErrorKind::OutcomeUnknown)
        m_hasSent = wasSent;
    takeFailedAsk(answer.error(), limits);
}

void PairingSession::takeFailedAsk(const Error& error, const CallContext& limits)
{
    if (error.kind == ErrorKind::OutcomeUnknown) {
        m_hasAsked = true;
        m_lostAskAt = m_clock.elapsed();
    }
    if (isInterrupted(limits) || error.kind == ErrorKind::OutcomeUnknown || isPassing(error.kind))
        return; // the next looks tell
    if (error.kind == ErrorKind::NotFound)
        return end(Phase::Absent, PairingErrors::absent());
    end(isFinal(error.kind) ? Phase::Lost : Phase::Failed, error);
}

void PairingSession::takeAnswer(const PairingAnswer& answer, bool fromClose, qint64 sentAt)
{
    switch (answer.kind) {
    case PairingAnswer::Kind::Code:
        return takeCode(answer, fromClose, sentAt);
    case PairingAnswer::Kind::Open: // the next look says so
        return;
    case PairingAnswer::Kind::NoCode: // also where the first code has not come yet: then the state is connecting
        return noteNoCode();
    case PairingAnswer::Kind::Failed:
        return end(Phase::Failed, PairingErrors::failed());
    }
}

void PairingSession::noteNoCode()
{
    if (!m_noCodeSince)
        m_noCodeSince = m_clock.elapsed();
}

void PairingSession::endWithoutCode(bool isConnecting)
{
    const bool lacksCharacters = isConnecting && m_request.byNumber;
    end(Phase::NoCode, lacksCharacters ? PairingErrors::noCharacters() : PairingErrors::noCode());
}

/// The latest moment before which the code cannot have come up; nothing where that was too long ago to count from.
std::optional<qint64> PairingSession::appearedAt(bool fromClose, qint64 sentAt) const
{
    if (fromClose)
        return sentAt;
    if (m_status.code.isEmpty() || !m_askedAt)
        return {};
    // Neither before it was last seen not to be there, nor before the one before it ended.
    const qint64 earliest = std::max(*m_askedAt, m_expiresAt.value_or(0));
    const qint64 timeout = std::max(m_times.codeLife / partOfLife, m_times.poll * 3).count();
    return m_clock.elapsed() - earliest <= timeout ? std::optional(earliest) : std::nullopt;
}

void PairingSession::noteLife(int number, std::optional<qint64> appeared)
{
    const qint64 life = m_times.codeLife.count();
    const bool follows = m_expiresAt && number == m_status.number + 1; // it came up when the one before it ended
    m_endsBy = (follows ? std::min(m_endsBy, m_clock.elapsed()) : m_clock.elapsed()) + life;
    m_expiresAt = appeared ? std::optional(*appeared + life) : std::nullopt;
}

void PairingSession::takeCode(const PairingAnswer& answer, bool fromClose, qint64 sentAt)
{
    if (answer.code == m_status.code && answer.number == m_status.number)
        return; // the next one has not come up yet
    if (m_request.byNumber && answer.pairingCode.isEmpty())
        return noteNoCode(); // the characters come about a second after the code
    // Counted anew only after the limit (EVOLUTION_API 4): that session was over, and this is another one.
    if (m_hasShownCode && answer.number <= m_status.number)
        return end(Phase::LimitReached, PairingErrors::limitReached());
    m_noCodeSince.reset();
    noteLife(answer.number, appearedAt(fromClose, sentAt));
    m_hasShownCode = true;
    m_status.phase = Phase::Code;
    m_status.code = answer.code;
    m_status.pairingCode = m_request.byNumber ? answer.pairingCode : QString();
    m_status.number = answer.number;
    m_status.expires.reset();
    if (m_expiresAt)
        m_status.expires = QDeadlineTimer(std::max<qint64>(0, *m_expiresAt - m_clock.elapsed()));
    tell();
}

} // namespace steward
