#pragma once

#include "domain/instance_name.h"
#include "stores/call_context.h"
#include "workflows/pairing/pairing_status.h"
#include "workflows/session/change_result.h"
#include "workflows/session/session.h"

#include <chrono>

namespace steward {

struct PairingRequest {
    InstanceName name;
    std::optional<PhoneNumber> byNumber; ///< pair by eight characters instead of the QR code
};

/// Waits; the defaults are the rules', tests shorten them.
struct PairingTimes {
    std::chrono::milliseconds codeLife{45'000}; ///< EVOLUTION_API 4
    std::chrono::milliseconds poll{1'500};      ///< between two looks at connectionState, with jitter
    std::chrono::milliseconds call{30'000};
    std::chrono::milliseconds closing{15'000};    ///< until a logout has to show
    std::chrono::milliseconds number{20'000};     ///< until ownerJid has to be in the list once open
    std::chrono::milliseconds lostAfter{20'000};  ///< without an answer
    std::chrono::milliseconds secondProof{2'000}; ///< after which a linked phone is looked at again
};

class PairingObserver {
public:
    virtual ~PairingObserver() = default;
    /// On the pairing's worker thread, at every change.
    virtual void changed(const PairingStatus& status) = 0;
};

struct PairingResult : ChangeResult {
    PairingStatus last;

    /// CONTRACT, "Exit codes": 3 where the phone is linked and row or cache not written, 1 where it is not linked or
    /// another.
    int exitCode() const;
};

/// Pairs a phone: asks for codes as WORKFLOWS, "Pairing", allows, and once open writes the number to the row and the
/// cache. Blocks until it is over; on a worker thread. CallContext: the person's stop and the whole time allowed.
///
/// Outcome: Done, linked and the number written and read back, also where the phone was linked already; Partial, linked
/// but not all of it written (another phone than expected: none of it), or codes were shown and nobody scanned; Failed,
/// asked without a code; Refused, before anything was sent.
class Pairing final {
    Q_DISABLE_COPY_MOVE(Pairing)

public:
    explicit Pairing(Session session, PairingTimes times = {});

    PairingResult pair(const PairingRequest& request, PairingObserver& observer, const CallContext& limits);

private:
    const Session m_session;
    const PairingTimes m_times;
};

} // namespace steward
