#pragma once

#include "domain/diagnosis.h"
#include "domain/error.h"
#include "domain/store_records.h"
#include "stores/call_context.h"

#include <optional>
#include <vector>

namespace steward {

/// What create is told (EVOLUTION_API 3.1; WORKFLOWS, Creation 3). Always WHATSAPP-BAILEYS, never with a QR code.
struct NewInstance {
    InstanceName name;
    SecretUrl webhookUrl; ///< empty: no webhook
};

struct CreatedInstance {
    InstanceName name;            ///< as the server made it: newer ones trim what they are asked for
    std::optional<InstanceId> id; ///< nothing where the server's version gives none
};

/// What connect answered (EVOLUTION_API 3 and 5.5).
struct PairingAnswer {
    enum class Kind : quint8 {
        Code,   ///< a QR code to scan, and eight characters where a number was given
        Open,   ///< paired already
        NoCode, ///< {"count":0} or {}: WhatsApp not reached, or nothing to pair
        Failed, ///< {"error":true} with status 200; v1: an empty body
    };
    Kind kind = Kind::NoCode;
    QString code;        ///< what the QR code holds; lives 45 s and is never logged
    QString pairingCode; ///< eight characters; empty where none was given
    int number = 0;      ///< the server's "count"
};

/// What restart answered (EVOLUTION_API 3 and 5.5): accepted, while the connection drops for half a second; refused
/// with status 200, as by an instance that is closed.
enum class RestartAnswer { Accepted, Refused };

/// What an idempotent removal found.
enum class Removal { Accepted, AlreadyAbsent };
enum class LogoutAnswer { Accepted, NotConnected, AlreadyAbsent };

/// The Evolution API server. Every call is synchronous, runs on one worker thread (the one that made the first call),
/// and ends by its CallContext. A 200 is a promise: nothing here proves that a change happened.
class ServerPort {
public:
    virtual ~ServerPort() = default;

    /// The whole list, or an error: Truncated, BadAnswer, …, never a part of it.
    virtual Result<ServerListing> list(const CallContext& limits) = 0;
    /// One instance by name; nothing where the server says 404 (which it says too early while deleting: trap 3).
    virtual Result<std::optional<ServerInstance>> find(const InstanceName& name, const CallContext& limits) = 0;
    /// connectionState of each, in the order asked, at most 8 at once. One without an answer is Unknown; the call
    /// itself fails only when stopped or when not one answer came.
    virtual Result<std::vector<MemoryState>>
    memoryStates(const std::vector<InstanceName>& names, const CallContext& limits) = 0;
    /// The webhook as set; nothing where none is. NotFound where the instance is not there.
    virtual Result<std::optional<WebhookSettings>> webhook(const InstanceName& name, const CallContext& limits) = 0;

    // Changes. Each request arrives once (TOOLCHAIN, HTTP); a lost answer is OutcomeUnknown. Refused when read-only.
    virtual Result<CreatedInstance> create(const NewInstance& instance, const CallContext& limits) = 0;
    /// Starts a session and burns codes, so it is a change (WORKFLOWS, "Sending" and "Pairing"). A number counts only
    /// while the instance is closed.
    virtual Result<PairingAnswer>
    connect(const InstanceName& name, const std::optional<PhoneNumber>& phone, const CallContext& limits) = 0;
    virtual Result<LogoutAnswer> logOut(const InstanceName& name, const CallContext& limits) = 0;
    virtual Result<Removal> remove(const InstanceName& name, const CallContext& limits) = 0;
    virtual Result<void>
    setWebhook(const InstanceName& name, const WebhookSettings& settings, const CallContext& limits) = 0;
    /// NotFound where it is not there.
    virtual Result<RestartAnswer> restart(const InstanceName& name, const CallContext& limits) = 0;

    virtual StoreDiagnosis diagnose(const CallContext& limits) = 0;
};

} // namespace steward
