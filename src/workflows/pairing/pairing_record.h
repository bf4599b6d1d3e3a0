#pragma once

#include "workflows/base/store_ports.h"
#include "workflows/pairing/pairing.h"
#include "workflows/pairing/pairing_subject.h"
#include "workflows/session/change_result.h"
#include "workflows/session/session.h"

#include <optional>

namespace steward {

class WorkflowRun;

/// Writes a linked phone's number to its row, then to both cache keys, and reads all three stores back (WORKFLOWS,
/// "Pairing"; DOMAIN, "What goes wrong" 3). Blocks.
class PairingRecord final {
    Q_DISABLE_COPY_MOVE(PairingRecord)

public:
    PairingRecord(
        StorePorts& ports, WorkflowRun& run, const Session& session, const PairingTimes& times,
        const PairingSubject& subject)
        : m_ports(ports)
        , m_run(run)
        , m_session(session)
        , m_times(times)
        , m_subject(subject)
    {
    }

    /// Whose phone it is, once the list says that the instance is open; nothing where it does not in time, was stopped
    /// or was not read.
    std::optional<PhoneNumber> waitForNumber(const CallContext& limits);
    /// What came of the database and the cache goes into the item; an error: what was not written or reads otherwise.
    /// Goes on to its end whatever the person does meanwhile: each call has its own time.
    std::optional<Error> write(const PhoneNumber& phone, ChangeItem& item);

    /// Another phone was linked: config.expected_phone says whose it was to be, so that no repair writes the other's
    /// number (WORKFLOWS, "Pairing"). False: the row does not say it.
    bool keepExpected(const PhoneNumber& linked, const PhoneNumber& expected, ChangeItem& item);

private:
    std::optional<Error> writeRow(const PhoneNumber& phone, ChangeItem& item);
    std::optional<Error> writeEntries(const PhoneNumber& phone, ChangeItem& item);
    std::optional<Error> readBack(const PhoneNumber& phone, ChangeItem& item);
    std::optional<Error> proveAgain(ChangeItem& item);
    std::optional<Integration> rowWith(const PhoneNumber& phone);
    QString displayName();
    CallContext call() const { return CallContext::within(m_times.call); }

    StorePorts& m_ports;
    WorkflowRun& m_run;
    const Session& m_session;
    const PairingTimes m_times;
    PairingSubject m_subject; ///< its row as it was written, once it was
};

} // namespace steward
