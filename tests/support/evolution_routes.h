#pragma once

#include "support/evolution_instances.h"
#include "support/evolution_server.h"
#include "support/http_message.h"

#include <QJsonObject>

#include <chrono>
#include <optional>

namespace steward::rig {

/// How the stand-in behaves; set from outside.
struct EvolutionBehaviour {
    QByteArray apiKey;
    EvolutionVersion version = EvolutionVersion::V2;
    int port = 0;
    std::chrono::milliseconds deletionDelay{300};
    std::chrono::milliseconds deletionInterval{0};
    std::chrono::milliseconds createDuration{0};
    std::chrono::milliseconds connectDuration{0};
    std::chrono::milliseconds logoutDuration{0};
    std::optional<std::chrono::milliseconds> createdVanishesAfter;
    QString deadWebhooks; ///< what webhook URLs that do not answer begin with; empty: all answer
    std::chrono::milliseconds webhookRetries{0};
    EvolutionMemory createdMemory = EvolutionMemory::AsListed;
    bool offline = false;
    QString lateCleanUps; ///< see EvolutionServer, as all that follows
    std::chrono::milliseconds cleanUpAfter{0};
    std::function<QString(const QString&)> rename;
    int stumblingDeletions = 0;
    int stumblingLogouts = 0;
    EvolutionServer::Lie lie = EvolutionServer::Lie::None;
    std::chrono::milliseconds lieTime{0};
    EvolutionInstances::Clock::time_point liesUntil; ///< set by a DELETE
    QStringList liesAbout;                           ///< what was asked to go

    bool liesNow() const { return EvolutionInstances::Clock::now() < liesUntil; }
};

/// Answers requests as the recorded server does, guards in its order: the instance exists, the name is free, the key.
class EvolutionRoutes final {
public:
    EvolutionRoutes(EvolutionInstances& instances, EvolutionBehaviour& behaviour);

    HttpAnswer answer(const HttpRequest& request);
    using Entry = EvolutionInstances::Entry;
    /// Closed in memory and list, as after a logout or an unlinking.
    static void becomeLoggedOut(EvolutionInstances& instances, Entry& entry);

private:
    /// A {name} route's handler: the name acted on (the query's, where given) and its row, if there is one.
    using Handler = HttpAnswer (EvolutionRoutes::*)(const HttpRequest& request, const QString& name, Entry* entry);

    bool isV1() const { return m_behaviour.version == EvolutionVersion::V1; }
    bool hasGlobalKey(const HttpRequest& request) const;
    QString memory(const Entry* entry) const;

    HttpAnswer unknownRoute(const HttpRequest& request) const;
    std::optional<HttpAnswer> fixedRoute(const HttpRequest& request, const QByteArray& path);
    HttpAnswer named(const HttpRequest& request, const QByteArray& encodedName, Handler handler);
    HttpAnswer fetch(const HttpRequest& request);
    std::optional<HttpAnswer> fetchOne(const HttpRequest& request, const std::optional<QString>& token);

    HttpAnswer connectionState(const HttpRequest& request, const QString& name, Entry* entry);
    HttpAnswer connect(const HttpRequest& request, const QString& name, Entry* entry);
    HttpAnswer restart(const HttpRequest& request, const QString& name, Entry* entry);
    HttpAnswer logout(const HttpRequest& request, const QString& name, Entry* entry);
    HttpAnswer remove(const HttpRequest& request, const QString& name, Entry* entry);
    HttpAnswer setPresence(const HttpRequest& request, const QString& name, Entry* entry);
    HttpAnswer findWebhook(const HttpRequest& request, const QString& name, Entry* entry);
    HttpAnswer setWebhook(const HttpRequest& request, const QString& name, Entry* entry);
    HttpAnswer setWebhookV1(const QJsonObject& body, const QString& name, Entry& entry);
    HttpAnswer findSettings(const HttpRequest& request, const QString& name, Entry* entry);

    /// The server posts REMOVE_INSTANCE before it deletes, and nobody takes it.
    bool isHeldByWebhook(const Entry& entry) const;
    /// It posts that event to an address that does not answer, and cleans up by name once it has given up.
    bool cleansUpLate(const Entry& entry, const char* event) const;
    HttpAnswer lyingList();
    HttpAnswer stumbledDeletion(Entry& entry);
    HttpAnswer changeWebhook(const QJsonObject& hook, Entry& entry);
    /// What connect and restart say where they fail.
    HttpAnswer swallowedError() const;

    EvolutionInstances& m_instances;
    EvolutionBehaviour& m_behaviour;
};

} // namespace steward::rig
