#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>
#include <QUuid>

#include <chrono>
#include <optional>

namespace steward::rig {

/// An instance's webhook as the server keeps it. `headers` is a JSON object's text; empty: null.
struct EvolutionWebhook {
    QString url;
    bool enabled = true;
    QStringList events;
    bool byEvents = false;
    bool base64 = false;
    QByteArray headers;
    QString id;
    QDateTime createdAt;
    QDateTime updatedAt;
};

struct EvolutionProxy {
    bool enabled = true;
    QString host;
    QString port;
    QString protocol = QStringLiteral("http");
    QString username;
    QString password;
};

struct EvolutionSettings {
    bool rejectCall = false;
    QString msgCall;
    bool groupsIgnore = false;
    bool alwaysOnline = false;
    bool readMessages = false;
    bool readStatus = false;
    bool syncFullHistory = false;
    QString wavoipToken;
};

/// What the server's memory holds of an instance, apart from its list.
enum class EvolutionMemory {
    AsListed, ///< what connectionStatus says
    Open,
    Connecting,
    Close,
    Missing, ///< connectionState is 200 without a state
};

/// One instance of the stand-in, with every field of the list (EVOLUTION_API 3.2). A null text is null in JSON.
struct EvolutionInstance {
    QString name;
    QUuid id;                                           ///< null: made
    QString connectionStatus = QStringLiteral("close"); ///< what the list says
    EvolutionMemory memory = EvolutionMemory::AsListed;
    QString ownerJid;
    QString profileName;
    QString profilePicUrl;
    QString integration = QStringLiteral("WHATSAPP-BAILEYS");
    QString number;
    QString businessId;
    QString token; ///< null: made
    QString clientName = QStringLiteral("evolution_exchange");
    std::optional<int> disconnectionReasonCode;
    QString disconnectionObject; ///< JSON as text, within the JSON
    QDateTime disconnectionAt;
    QDateTime createdAt; ///< invalid: now
    QDateTime updatedAt; ///< invalid: createdAt
    std::optional<EvolutionProxy> proxy;
    std::optional<EvolutionWebhook> webhook;
    EvolutionSettings settings;
    std::optional<QStringList> websocketEvents; ///< set: the Websocket object is there
    int messages = 0;
    int contacts = 0;
    int chats = 0;
    bool hidden = false; ///< of another clientName: not listed, its name taken, deleted by name (trap 14)
    /// From the DELETE's 200 until the row goes, instead of the server's; negative: it stays for good (trap 3).
    std::optional<std::chrono::milliseconds> deletionDelay;
    bool unlisted = false;  ///< in memory alone: its row was deleted behind the server's back
    QString phoneThatScans; ///< the ownerJid of one that scans each code it is shown; empty: nobody does
    std::chrono::milliseconds scansAfter{0};
    int qrCount = 0; ///< codes shown so far
    QString qrCode;
    QString pairingCode;
};

} // namespace steward::rig
