#pragma once

#include "stores/server_port.h"
#include "workflows/pairing/pairing.h"
#include "workflows/writes/quieting.h"

#include <QElapsedTimer>

#include <optional>

namespace steward {

class WorkflowRun;

/// The server's side of a pairing, from the first question to an open instance or whatever else ends it (WORKFLOWS,
/// "Pairing"). Asks connectionState again and again, and connect only when that allows it. Blocks; used once.
class PairingSession final {
    Q_DISABLE_COPY_MOVE(PairingSession)

public:
    /// `status`: as it begins. All are used by run() and outlive it.
    PairingSession(
        ServerPort& server, WorkflowRun& run, const PairingRequest& request, const PairingTimes& times,
        PairingObserver& observer, PairingStatus status);

    /// Over: open, or with the error that says why not and what to do.
    const PairingStatus& run(const CallContext& limits);

    bool hasSent() const { return m_hasSent; } ///< something may have reached the server
    bool hasShownCode() const { return m_hasShownCode; }

private:
    std::optional<MemoryState> look(const CallContext& limits);
    void act(MemoryState state, const CallContext& limits);
    void actWhileConnecting(const CallContext& limits);
    void actWhileClosed(const CallContext& limits);
    void logOutFirst(const CallContext& limits);
    void wakeWebhook();
    void ask(bool fromClose, const CallContext& limits);
    void takeAnswer(const PairingAnswer& answer, bool fromClose, qint64 sentAt);
    void takeCode(const PairingAnswer& answer, bool fromClose, qint64 sentAt);
    void noteLife(int number, std::optional<qint64> appeared);
    void noteNoCode();
    void endWithoutCode(bool isConnecting);
    void takeFailedAsk(const Error& error, const CallContext& limits);
    void sayWhyClosed(const CallContext& limits);
    bool isCodeDue() const;
    std::optional<qint64> appearedAt(bool fromClose, qint64 sentAt) const;
    void notAnswered(const Error& error);
    bool isInterrupted(const CallContext& limits);
    void end(PairingStatus::Phase phase, std::optional<Error> error = {});
    void tell() { m_observer.changed(m_status); }
    std::chrono::milliseconds nextPause();

    ServerPort& m_server;
    WorkflowRun& m_run;
    const PairingRequest m_request;
    const PairingTimes m_times;
    PairingObserver& m_observer;
    PairingStatus m_status;

    std::optional<Quietness> m_quietness; ///< of the logout, until its webhook is as before
    QElapsedTimer m_clock;                ///< all moments are milliseconds of it
    qint64 m_answeredAt = 0;              ///< the last state that was told
    std::chrono::milliseconds m_backoff{0};
    std::optional<qint64> m_closingSince; ///< logged out first, and not closed yet
    std::optional<qint64> m_closedSince;  ///< closed although a session was asked for
    std::optional<qint64> m_noCodeSince;
    std::optional<qint64> m_lostAskAt; ///< connect's answer was lost
    std::optional<qint64> m_askedAt;   ///< when the last connect that was answered was sent
    std::optional<qint64> m_expiresAt; ///< of the code shown, at the earliest; nothing: its age is unknown
    qint64 m_endsBy = 0;               ///< of the code shown, at the latest
    qint64 m_lookedAt = 0;             ///< when the last look began
    bool m_hasAsked = false;           ///< a session was asked for
    bool m_hasSent = false;
    bool m_hasShownCode = false;
};

} // namespace steward
