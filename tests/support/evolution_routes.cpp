#include "support/evolution_routes.h"

#include "support/evolution_answers.h"
#include "support/evolution_create.h"
#include "support/evolution_json.h"
#include "support/json_text.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace steward::rig {
namespace {

using namespace evolution_answers;

QString text(const char* latin)
{
    return QString::fromLatin1(latin);
}

const QString open = QStringLiteral("open");
const QString closed = QStringLiteral("close");

/// Names that JavaScript's objects have by themselves (trap 6).
bool isInherited(const QString& name)
{
    return name == text("__proto__") || name == text("constructor") || name == text("toString") ||
           name == text("hasOwnProperty");
}

QJsonObject bodyOf(const HttpRequest& request)
{
    return QJsonDocument::fromJson(request.body).object();
}

HttpAnswer success(const char* message)
{
    return json(
        200, JsonText()
                 .text("status", text("SUCCESS"))
                 .boolean("error", false)
                 .raw("response", JsonText().text("message", text(message)).done())
                 .done());
}

QByteArray withoutLastSlash(QByteArray path)
{
    if (path.size() > 1 && path.endsWith('/'))
        path.chop(1);
    return path;
}

} // namespace

EvolutionRoutes::EvolutionRoutes(EvolutionInstances& instances, EvolutionBehaviour& behaviour)
    : m_instances(instances)
    , m_behaviour(behaviour)
{
}

bool EvolutionRoutes::hasGlobalKey(const HttpRequest& request) const
{
    return request.header("apikey") == m_behaviour.apiKey;
}

QString EvolutionRoutes::memory(const Entry* entry) const
{
    return entry ? m_instances.memory(*entry) : QString();
}

HttpAnswer EvolutionRoutes::unknownRoute(const HttpRequest& request) const
{
    return notFound(text("Cannot ") + QString::fromLatin1(request.method + ' ' + request.target));
}

HttpAnswer EvolutionRoutes::answer(const HttpRequest& request)
{
    if (const auto refused = parserError(request))
        return *refused;
    const QByteArray path = request.path();
    if (const auto fixed = fixedRoute(request, withoutLastSlash(path)))
        return *fixed;

    struct Route {
        const char* method;
        const char* prefix;
        Handler handler;
    };
    const Route routes[] = {
        {"GET", "/instance/connectionState/", &EvolutionRoutes::connectionState},
        {"GET", "/instance/connect/", &EvolutionRoutes::connect},
        {isV1() ? "PUT" : "POST", "/instance/restart/", &EvolutionRoutes::restart},
        {"DELETE", "/instance/logout/", &EvolutionRoutes::logout},
        {"DELETE", "/instance/delete/", &EvolutionRoutes::remove},
        {"POST", "/instance/setPresence/", &EvolutionRoutes::setPresence},
        {"GET", "/webhook/find/", &EvolutionRoutes::findWebhook},
        {"POST", "/webhook/set/", &EvolutionRoutes::setWebhook},
        {"GET", "/settings/find/", &EvolutionRoutes::findSettings}};
    for (const Route& route : routes) {
        if (request.method != route.method || !path.startsWith(route.prefix))
            continue;
        const QByteArray name = withoutLastSlash(path.mid(static_cast<qsizetype>(qstrlen(route.prefix))));
        return name.isEmpty() || name.contains('/') ? unknownRoute(request) : named(request, name, route.handler);
    }
    return unknownRoute(request);
}

std::optional<HttpAnswer> EvolutionRoutes::fixedRoute(const HttpRequest& request, const QByteArray& path)
{
    if (request.method == "GET" && path == "/")
        return json(
            200, isV1() ? evolution_json::bannerV1(m_behaviour.port) : evolution_json::banner(m_behaviour.port));
    if (request.method == "POST" && path == "/verify-creds" && !isV1())
        return hasGlobalKey(request) ? json(200, R"({"status":200,"message":"Credentials are valid"})")
                                     : unauthorized();
    if (request.method == "POST" && path == "/instance/create")
        return EvolutionCreate(m_instances, m_behaviour, request).answer(hasGlobalKey(request));
    if (request.method == "GET" && path == "/instance/fetchInstances")
        return fetch(request);
    if (request.method == "GET" && path.compare("/instance/fetchInstances", Qt::CaseInsensitive) == 0)
        return badRequest(text("\"instanceName\" not provided."));
    return std::nullopt;
}

HttpAnswer EvolutionRoutes::named(const HttpRequest& request, const QByteArray& encodedName, Handler handler)
{
    const auto name = decodedParameter(encodedName);
    if (!name)
        return undecodable(encodedName);
    Entry* entry = m_instances.find(*name);
    if (!entry && !isInherited(*name))
        return missingInstance(*name);
    const QByteArray key = request.header("apikey");
    const bool ownKey = entry && !key.isEmpty() && QString::fromUtf8(key) == entry->instance.token;
    if (!hasGlobalKey(request) && !ownKey)
        return unauthorized();
    // The query wins over the path after all guards (trap 7).
    const auto other = queryValue(request.query(), "instanceName");
    if (other)
        entry = m_instances.find(*other);
    return (this->*handler)(request, other.value_or(*name), entry);
}

std::optional<HttpAnswer> EvolutionRoutes::fetchOne(const HttpRequest& request, const std::optional<QString>& token)
{
    const QByteArray query = request.query();
    const QString name = queryValue(query, "instanceName").value_or(QString());
    const QString id = queryValue(query, "instanceId").value_or(QString());
    const QString number = queryValue(query, "number").value_or(QString());
    Entry* entry = nullptr;
    QString asked = id;
    if (!id.isEmpty()) {
        entry = m_instances.findById(id);
    } else if (!number.isEmpty()) {
        asked = number;
        entry = m_instances.findByNumber(number);
    } else if (!name.isEmpty()) {
        asked = name;
        entry = m_instances.find(name);
        if (!entry && isInherited(name))
            return json(200, "[]");
    } else {
        return std::nullopt;
    }
    if (token && (!entry || entry->instance.token != *token))
        return unauthorized();
    const QString state = memory(entry);
    if (state.isNull()) // one alone is looked up in memory, whatever the list says
        return notFound(QStringLiteral("Instance \"%1\" not found").arg(asked));
    if (!isV1())
        return json(200, '[' + evolution_json::listItem(entry->instance) + ']');
    const QByteArray item = evolution_json::listItemV1(entry->instance, state, m_behaviour.port);
    return json(200, token ? '[' + item + ']' : item);
}

HttpAnswer EvolutionRoutes::fetch(const HttpRequest& request)
{
    const QString key = QString::fromUtf8(request.header("apikey"));
    std::optional<QString> token;
    if (!hasGlobalKey(request)) {
        if (key.isEmpty() || !m_instances.tokenExists(key))
            return unauthorized();
        token = key;
    }
    if (const auto one = fetchOne(request, token))
        return *one;
    if (m_behaviour.liesNow())
        return lyingList();
    if (isV1())
        return json(200, m_instances.listBodyV1(m_behaviour.port, token));
    if (token)
        return json(200, m_instances.listBodyOfToken(*token));
    HttpAnswer answer = json(200, m_instances.listBody());
    answer.entityTag = m_instances.listTag();
    if (request.header("Accept-Encoding").contains("gzip"))
        answer.gzipBody = m_instances.gzippedListBody();
    return answer;
}

HttpAnswer EvolutionRoutes::lyingList()
{
    QByteArrayList items;
    for (const EvolutionInstance& instance : m_instances.all()) {
        const bool isShown = m_behaviour.lie == EvolutionServer::Lie::WithoutIt
                                 ? !m_behaviour.liesAbout.contains(instance.name)
                                 : m_behaviour.lie == EvolutionServer::Lie::ShortList && items.isEmpty() &&
                                       !m_behaviour.liesAbout.contains(instance.name);
        if (isShown)
            items.append(evolution_json::listItem(instance));
    }
    return json(200, '[' + items.join(',') + ']');
}

HttpAnswer EvolutionRoutes::connectionState(const HttpRequest&, const QString& name, Entry* entry)
{
    if (m_behaviour.liesNow() && m_behaviour.liesAbout.contains(name))
        return missingInstance(name);
    return json(200, evolution_json::state(name, memory(entry)));
}

HttpAnswer EvolutionRoutes::swallowedError() const
{
    return json(200, isV1() ? QByteArray() : QByteArray(R"({"error":true,"message":"[object Object]"})"));
}

HttpAnswer EvolutionRoutes::connect(const HttpRequest& request, const QString& name, Entry* entry)
{
    const QString state = memory(entry);
    if (state.isNull())
        return swallowedError();
    if (state == open)
        return json(200, evolution_json::state(name, state));
    if (entry->instance.integration == text("EVOLUTION"))
        return json(200, "{}");
    const bool begins = state == closed || entry->instance.qrCode.isEmpty();
    const int delay = begins ? static_cast<int>(m_behaviour.connectDuration.count()) : 0;
    if (m_behaviour.offline)
        return {.status = 200, .body = R"({"count":0})", .delayMs = delay};
    if (begins)
        m_instances.beginSession(*entry, queryValue(request.query(), "number").value_or(QString()));
    return {.status = 200, .body = evolution_json::qrCode(entry->instance), .delayMs = delay};
}

HttpAnswer EvolutionRoutes::restart(const HttpRequest& request, const QString& name, Entry* entry)
{
    const QString state = memory(entry);
    return state.isNull() || state == closed ? swallowedError() : connect(request, name, entry);
}

HttpAnswer EvolutionRoutes::logout(const HttpRequest&, const QString& name, Entry* entry)
{
    const QString state = memory(entry);
    if (state == closed)
        return badRequest(QStringLiteral("The \"%1\" instance is not connected").arg(name));
    if (state.isNull())
        return success("Instance logged out");
    if (cleansUpLate(*entry, "LOGOUT_INSTANCE")) {
        m_instances.laterByName(m_behaviour.cleanUpAfter, name, [](EvolutionInstances& all, Entry& named) {
            named.instance.ownerJid.clear(); // with its session
            becomeLoggedOut(all, named);
        });
    }
    m_instances.later(m_behaviour.logoutDuration, *entry, &EvolutionRoutes::becomeLoggedOut);
    if (m_behaviour.stumblingLogouts != 0) {
        m_behaviour.stumblingLogouts -= m_behaviour.stumblingLogouts > 0 ? 1 : 0;
        return internalError(text("\nInvalid `this.prismaRepository.instance.update()` invocation in\n"));
    }
    return success("Instance logged out");
}

bool EvolutionRoutes::cleansUpLate(const Entry& entry, const char* event) const
{
    const auto& webhook = entry.instance.webhook;
    if (!webhook || !webhook->enabled || m_behaviour.lateCleanUps.isEmpty())
        return false;
    const bool wantsIt = webhook->events.isEmpty() || webhook->events.contains(text(event));
    return wantsIt && webhook->url.startsWith(m_behaviour.lateCleanUps);
}

HttpAnswer EvolutionRoutes::stumbledDeletion(Entry& entry)
{
    m_behaviour.stumblingDeletions -= m_behaviour.stumblingDeletions > 0 ? 1 : 0;
    becomeLoggedOut(m_instances, entry);
    return badRequest(text("[object Object]"));
}

void EvolutionRoutes::becomeLoggedOut(EvolutionInstances& instances, Entry& entry)
{
    instances.endSession(entry);
    EvolutionInstance& instance = entry.instance;
    instance.memory = EvolutionMemory::Close;
    instance.qrCode.clear();
    instance.pairingCode.clear();
    if (instance.integration != text("EVOLUTION")) { // whose row keeps saying open (trap 4)
        instance.connectionStatus = closed;
        instance.disconnectionReasonCode = 401;
        instance.disconnectionAt = QDateTime::currentDateTimeUtc();
        instance.disconnectionObject = QString::fromUtf8(
            R"({"error":{"data":null,"isBoom":true,"isServer":false,"output":{"statusCode":401,"payload":)"
            R"({"statusCode":401,"error":"Unauthorized","message":"Log out instance: )" +
            JsonText::string(instance.name).mid(1).chopped(1) + R"("},"headers":{}}}})");
    }
    instances.changed(entry);
}

HttpAnswer EvolutionRoutes::remove(const HttpRequest&, const QString& name, Entry* entry)
{
    if (isV1() && memory(entry) == open)
        return badRequest(QStringLiteral("The \"%1\" instance needs to be disconnected").arg(name));
    if (!entry)
        return success("Instance deleted");
    if (m_behaviour.lie != EvolutionServer::Lie::None) {
        m_behaviour.liesUntil = EvolutionInstances::Clock::now() + m_behaviour.lieTime;
        m_behaviour.liesAbout << name;
        return success("Instance deleted");
    }
    if (m_behaviour.stumblingDeletions != 0 && memory(entry) == open)
        return stumbledDeletion(*entry);
    if (cleansUpLate(*entry, "REMOVE_INSTANCE") || (memory(entry) == open && cleansUpLate(*entry, "LOGOUT_INSTANCE"))) {
        m_instances.laterByName(m_behaviour.cleanUpAfter, name, [](EvolutionInstances& all, Entry& named) {
            all.remove(QString(named.instance.name));
        });
    }
    const auto begin = [delay = entry->instance.deletionDelay.value_or(m_behaviour.deletionDelay),
                        interval = m_behaviour.deletionInterval](EvolutionInstances& instances, Entry& going) {
        instances.beginDeletion(going, delay, interval);
    };
    if (entry->held || isHeldByWebhook(*entry))
        m_instances.holdDeletion(*entry, m_behaviour.webhookRetries, begin);
    else
        begin(m_instances, *entry);
    return success("Instance deleted");
}

bool EvolutionRoutes::isHeldByWebhook(const Entry& entry) const
{
    const auto& webhook = entry.instance.webhook;
    if (!webhook || !webhook->enabled || m_behaviour.deadWebhooks.isEmpty())
        return false;
    const bool wantsRemovals = webhook->events.isEmpty() || webhook->events.contains(text("REMOVE_INSTANCE"));
    return wantsRemovals && webhook->url.startsWith(m_behaviour.deadWebhooks);
}

HttpAnswer EvolutionRoutes::setPresence(const HttpRequest& request, const QString&, Entry* entry)
{
    const QJsonValue presence = bodyOf(request).value(QStringLiteral("presence"));
    if (presence.isUndefined())
        return schemaErrors({text("instance requires property \"presence\"")});
    const QString states = text("unavailable,available,composing,recording,paused");
    if (!states.split(u',').contains(presence.toString()))
        return schemaErrors({text("presence is not one of enum values: ") + states});
    const QString state = memory(entry);
    if (state.isNull())
        return internalError(text("Cannot read properties of undefined (reading 'setPresence')"));
    if (entry->instance.integration == text("EVOLUTION"))
        return badRequest(text("Method not available on Evolution Channel"));
    if (state != open)
        return badRequest(text("TypeError: Cannot read properties of undefined (reading 'sendPresenceUpdate')"));
    return json(201, JsonText().text("presence", presence.toString()).done());
}

HttpAnswer EvolutionRoutes::findSettings(const HttpRequest&, const QString&, Entry* entry)
{
    return json(200, entry ? evolution_json::settings(entry->instance.settings) : QByteArray("null"));
}

HttpAnswer EvolutionRoutes::findWebhook(const HttpRequest&, const QString&, Entry* entry)
{
    if (!entry)
        return json(200, "null");
    return json(200, isV1() ? evolution_json::webhookV1(entry->instance) : evolution_json::webhook(entry->instance));
}

HttpAnswer EvolutionRoutes::setWebhook(const HttpRequest& request, const QString& name, Entry* entry)
{
    const QJsonObject body = bodyOf(request);
    if (isV1())
        return entry ? setWebhookV1(body, name, *entry) : missingInstance(name);
    const QJsonValue given = body.value(QStringLiteral("webhook"));
    if (!given.isObject())
        return schemaErrors({text("instance requires property \"webhook\"")});
    const QJsonObject hook = given.toObject();
    QStringList complaints;
    for (const char* member : {"enabled", "url"}) {
        if (!hook.contains(QLatin1String(member)))
            complaints.append(QStringLiteral("webhook requires property \"%1\"").arg(text(member)));
    }
    const QJsonArray events = hook.value(QStringLiteral("events")).toArray();
    for (qsizetype i = 0; i < events.size(); ++i) {
        if (!evolutionEvents().contains(events[i].toString()))
            complaints.append(QStringLiteral("webhook.events[%1] is not one of enum values: %2")
                                  .arg(i)
                                  .arg(evolutionEvents().join(u',')));
    }
    if (!complaints.isEmpty())
        return schemaErrors(complaints);
    if (hook.value(QStringLiteral("enabled")).toBool() && !hook.value(QStringLiteral("events")).isArray())
        return internalError(text("Cannot read properties of undefined (reading 'length')"));
    if (memory(entry).isNull())
        return internalError(text("Cannot read properties of undefined (reading 'instanceId')"));
    return changeWebhook(hook, *entry);
}

HttpAnswer EvolutionRoutes::changeWebhook(const QJsonObject& hook, Entry& entry)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    EvolutionWebhook row =
        entry.instance.webhook.value_or(EvolutionWebhook{.id = rowIdentifier(), .createdAt = now, .updatedAt = now});
    row.updatedAt = now;
    row.url = hook.value(QStringLiteral("url")).toString();
    row.enabled = hook.value(QStringLiteral("enabled")).toBool();
    row.byEvents = hook.value(QStringLiteral("byEvents")).toBool();
    row.base64 = hook.value(QStringLiteral("base64")).toBool();
    row.headers.clear(); // what is not sent again is forgotten
    if (hook.value(QStringLiteral("headers")).isObject())
        row.headers = QJsonDocument(hook.value(QStringLiteral("headers")).toObject()).toJson(QJsonDocument::Compact);
    row.events.clear();
    for (const QJsonValue& event : hook.value(QStringLiteral("events")).toArray())
        row.events.append(event.toString());
    if (!row.enabled)
        row.events.clear();
    else if (row.events.isEmpty())
        row.events = evolutionEvents();
    entry.instance.webhook = row; // the list does not show it, so nothing else changes
    return json(201, evolution_json::webhook(entry.instance));
}

HttpAnswer EvolutionRoutes::setWebhookV1(const QJsonObject& body, const QString& name, Entry& entry)
{
    const QString url = body.value(QStringLiteral("url")).toString();
    if (body.value(QStringLiteral("enabled")).toBool(true) && !url.startsWith(text("http")))
        return badRequest(text("Invalid \"url\" property"));
    EvolutionWebhook row;
    row.enabled = body.value(QStringLiteral("enabled")).toBool(true);
    row.url = url;
    row.byEvents = body.value(QStringLiteral("webhook_by_events")).toBool();
    row.base64 = body.value(QStringLiteral("webhook_base64")).toBool();
    for (const QJsonValue& event : body.value(QStringLiteral("events")).toArray())
        row.events.append(event.toString());
    entry.instance.webhook = row;
    const QByteArray inner =
        JsonText().text("instanceName", name).raw("webhook", evolution_json::webhookV1(entry.instance)).done();
    return json(201, JsonText().raw("webhook", inner).done());
}

} // namespace steward::rig
