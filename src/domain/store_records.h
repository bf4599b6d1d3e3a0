#pragma once

#include "domain/ids.h"
#include "domain/instance_name.h"
#include "domain/phone_number.h"
#include "domain/secret.h"

#include <QString>

#include <chrono>
#include <optional>
#include <vector>

namespace steward {

using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

enum class Store { Server, Database, Cache };

/// An instance's connection. Other: a word of the server that we do not know; it never leads to a finding.
enum class Connection : quint8 { Open, Connecting, Close, Other };

/// What the server's memory (connectionState) says of an instance.
enum class MemoryState : quint8 {
    NotAsked,
    Open,
    Connecting,
    Close,
    Missing,  ///< 200 without a state: the instance stands in the server's database only
    NotFound, ///< 404
    Unknown,  ///< asked without an answer, or the server is still starting
};

/// The kind of an instance. Only Baileys instances are phones that a person pairs.
enum class InstanceKind : quint8 { Baileys, Business, Evolution, Other };

/// One instance as the Evolution API server lists it. Only the fields in use: its token is never copied.
struct ServerInstance {
    InstanceName name;
    std::optional<InstanceId> id; ///< nothing where the server gave none
    Connection connection = Connection::Other;
    InstanceKind kind = InstanceKind::Baileys;
    std::optional<PhoneNumber> phone; ///< from ownerJid; stays after a logout
    QString oddPhone;                 ///< what stands there and is no number; shown, never written or compared
    QString profileName;
    int disconnectionReason = 0; ///< stays after a new login, so it says nothing of an open instance
    std::optional<Timestamp> createdAt;
    std::optional<Timestamp> updatedAt; ///< v1 has none
    qint64 messages = -1;               ///< −1: not said
    qint64 contacts = -1;
    qint64 chats = -1;
};

/// Something in a list that was read whole, and yet is not as it should be: nothing is concluded about this name.
struct OddEntry {
    enum class What : quint8 {
        Twice,    ///< the name stands in the list more than once
        Damaged,  ///< a value of the entry is not JSON, or text that had to be mended
        OddName,  ///< the name itself had to be mended
        Nameless, ///< an entry without a name that is text; `name` is empty
    };
    InstanceName name;
    What what = What::Damaged;
    bool operator==(const OddEntry&) const = default;
};

struct ServerListing {
    int majorVersion = 0; ///< 1 or 2; 0 where an empty list does not tell
    std::vector<ServerInstance> instances;
    std::vector<OddEntry> odd;           ///< at most one for a name
    std::optional<Timestamp> answeredAt; ///< the answer's Date, by the server's clock; nothing: it told none
};

/// What the reading says of it, for people.
QString oddEntrySentence(const OddEntry& odd);

/// What a server's webhook is set to. Whoever sets one anew changes what was found (webhook_events.h) and writes the
/// rest back as it was.
struct WebhookSettings {
    bool enabled = false;
    SecretUrl url;
    std::vector<QString> events;
    bool byEvents = false; ///< posts to url + "/messages-upsert" and so on
    bool base64 = true;
    /// A JSON object's text, as it was found; empty: none, or a version that has none. May hold credentials: stays in
    /// memory, and is written down nowhere.
    Secret headers = {};
};

/// A workstation at work on an organization's rows (WORKFLOWS, "Cleaning duplicates").
struct RowLease {
    OperationId operation;
    QString workstation;
    Timestamp until{};
    bool operator==(const RowLease&) const = default;
};

/// What stands in a row's config (WORKFLOWS, "Undo"). Only an object, or NULL, which counts as an empty one, is ever
/// written to; a string that holds an object (encoded twice) is read.
enum class ConfigShape : quint8 { Object, TextOfObject, Other };

/// One whatsapp/evolution row of healthcare.integrations. Rows of other kinds are never read.
struct Integration {
    IntegrationId id;
    OrganizationId organizationId;
    ClinicId clinicId; ///< null: the organization's first active clinic is meant
    QString status;
    bool enabled = false;
    bool isProtected = false;  ///< config.steward_protected: no plan changes what the row names (WORKFLOWS, "Plans")
    InstanceName instanceName; ///< config.instance_name; empty where missing
    InstanceName legacyName;   ///< config.instance; empty where missing
    std::optional<PhoneNumber> phoneColumn; ///< where it is odd, phoneConfig is not looked at
    std::optional<PhoneNumber> phoneConfig;
    std::optional<PhoneNumber> expectedPhone; ///< config.expected_phone: whose phone is to be paired
    QString oddPhone; ///< what stands as its number and is none; shown, never written or compared
    QString displayName;
    QString maskedWebhookUrl; ///< only where one instance was asked for
    WebhookToken webhookToken;
    std::optional<Timestamp> createdAt;
    std::optional<Timestamp> updatedAt;
    std::optional<Timestamp> connectedAt;
    bool hasOddConnectedAt = false; ///< something stands there that is no time
    std::optional<Timestamp> lastSeenAt;
    std::optional<RowLease> lease; ///< config.steward_lease, while it has not run out by the database's clock

    ConfigShape configShape = ConfigShape::Object;
    QByteArray configDigest; ///< of a config that is a string: hexadecimal SHA-256 of its text; else empty

    /// The current key's name, else the legacy key's; empty where the row names no instance.
    const InstanceName& name() const { return instanceName.isEmpty() ? legacyName : instanceName; }
    bool isNamed() const { return !name().isEmpty(); }
    bool names(const InstanceName& other) const
    {
        return !other.isEmpty() && (instanceName == other || legacyName == other);
    }
    std::optional<PhoneNumber> phone() const { return phoneColumn ? phoneColumn : phoneConfig; }
    /// A phone was linked once, as far as the row tells; what is odd there tells it too.
    bool wasConnected() const { return phone() || !oddPhone.isEmpty() || connectedAt || hasOddConnectedAt; }
    /// What is shown as its number: also one that is none.
    QString phoneText() const { return phone() ? phone()->text() : oddPhone; }
};

struct Organization {
    OrganizationId id;
    QString name;
    bool active = true;
};

struct Clinic {
    ClinicId id;
    OrganizationId organizationId;
    QString name;
    bool active = true;
};

struct DatabaseListing {
    std::vector<Integration> integrations;
    /// Empty and not `…Known` where the table is missing or forbidden: then ids are shown and nothing is concluded.
    std::vector<Organization> organizations;
    std::vector<Clinic> clinics;
    bool organizationsKnown = false;
    bool clinicsKnown = false;
    std::optional<Timestamp> answeredAt; ///< by the database's clock; nothing: it told none
};

enum class CacheKeyKind : quint8 { Instance, Token };

/// What a cache value is. Readers of the backend fall back to Python pickle: such bytes are never decoded.
enum class CacheValueState : quint8 { Readable, NotJson, NotObject, OtherType };

struct CacheEntry {
    CacheKeyKind kind = CacheKeyKind::Instance;
    InstanceName name;  ///< instance key: from the key; token key: the value's instance_name, empty where missing
    WebhookToken token; ///< token key only; the key itself is a secret
    CacheValueState state = CacheValueState::Readable;
    QString redisType; ///< where state is OtherType
    /// The value's fields; null where missing. A text that is not a UUID stands in the …Text field instead.
    OrganizationId organizationId;
    ClinicId clinicId;
    QString organizationText;
    QString clinicText;
    QString displayName;
    std::optional<PhoneNumber> phone;
    QString oddPhone;        ///< what stands as its number and is none; shown, never compared
    qint64 ttlSeconds = 0;   ///< −1: never expires
    quint64 fingerprint = 0; ///< of the value's bytes: another value has another; 0 where state is OtherType
};

/// What an instance left in Redis beside its cache entry (DOMAIN, 3).
struct Residue {
    InstanceName name;
    qint64 streamMessages = -1; ///< wa:{name}:stream; −1: no such key
    qint64 undelivered = -1;    ///< of them not yet delivered to, or not acknowledged by, wa_workers; −1: not known
    qint64 deadMessages = -1;   ///< wa:{name}:dlq; −1: no such key
    bool bucket = false;
    bool bucketTimestamp = false;
    bool any() const { return streamMessages >= 0 || deadMessages >= 0 || bucket || bucketTimestamp; }
};

struct CacheListing {
    std::vector<CacheEntry> entries;
    std::vector<Residue> residues; ///< only where asked for
    bool residueAsked = false;
};

/// The words of CONTRACT for JSON and exports.
QString storeWord(Store store);
QString connectionWord(Connection connection);
std::optional<Connection> connectionFromWord(QStringView word);
QString memoryWord(MemoryState state);
QString kindWord(InstanceKind kind);

} // namespace steward
