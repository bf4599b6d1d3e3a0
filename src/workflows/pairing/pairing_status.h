#pragma once

#include "domain/error.h"
#include "domain/instance_name.h"
#include "domain/phone_number.h"

#include <QDeadlineTimer>
#include <QString>

#include <optional>
#include <vector>

namespace steward {

/// Where a pairing stands: the states of its dialog, by the server's real answers (EVOLUTION_API 3, 4 and 5.5).
struct PairingStatus {
    enum class Phase : quint8 {
        Asking,       ///< a code is being asked for
        Closing,      ///< pairing by number is impossible while connecting: logged out, waiting for close
        Code,         ///< a code to scan or to type
        Open,         ///< paired
        LimitReached, ///< the server's last code has expired: it stops and asks
        Refused,      ///< it went to close: refused on the phone, or given up; it stops and asks
        NoCode,       ///< {"count":0}: the server does not reach WhatsApp
        Failed,       ///< error:true with status 200, or an answer that is none
        Lost,         ///< the server is not reached any more
        Absent,       ///< the server has no such instance
        TimedOut,     ///< nobody scanned within the time given
        Stopped,      ///< by the person
    };
    Phase phase = Phase::Asking;
    QString code;        ///< for the QR code; never logged
    QString pairingCode; ///< eight characters; empty when pairing by QR
    int number = 0;      ///< code `number` of `limit`
    int limit = 30;      ///< the server's QRCODE_LIMIT, which it does not tell: its default
    /// When the code stops being valid; nothing: it was not seen to appear, so its age is unknown and nothing counts
    /// down.
    std::optional<QDeadlineTimer> expires;
    std::optional<PhoneNumber> phone;         ///< once open: whose phone it is, from ownerJid
    std::optional<PhoneNumber> expectedPhone; ///< of the row
    std::vector<InstanceName> alsoOpenAt;     ///< other instances at which the same number is connected
    bool isOtherPhone = false;                ///< both are known and differ: unlinking is to be offered
    bool isUnasked = false;                   ///< refused here, before a code was asked for
    std::optional<Error> error;               ///< cause and next step, where it stopped

    bool isOver() const { return phase != Phase::Asking && phase != Phase::Closing && phase != Phase::Code; }
};

} // namespace steward
