#include "support/evolution_create.h"

#include "support/evolution_answers.h"
#include "support/evolution_json.h"
#include "support/json_text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QUrlQuery>

namespace steward::rig {
namespace {

using Clock = EvolutionInstances::Clock;
using namespace evolution_answers;

constexpr auto prismaText = "\nInvalid `this.prismaRepository.setting.upsert()` invocation in\n"
                            "Foreign key constraint violated on the constraint: `Setting_instanceId_fkey`";

QString latin(const char* words)
{
    return QString::fromLatin1(words);
}

QJsonObject parsed(const HttpRequest& request)
{
    const QByteArray type = request.header("Content-Type").toLower();
    if (type.startsWith("application/json"))
        return QJsonDocument::fromJson(request.body).object();
    QJsonObject body;
    if (type.startsWith("application/x-www-form-urlencoded")) {
        const auto items = QUrlQuery(QString::fromUtf8(request.body)).queryItems(QUrl::FullyDecoded);
        for (const auto& [key, value] : items)
            body.insert(key, value);
    }
    return body;
}

QStringList strings(const QJsonValue& value)
{
    QStringList out;
    for (const QJsonValue& item : value.toArray())
        out.append(item.toString());
    return out;
}

} // namespace

EvolutionCreate::EvolutionCreate(
    EvolutionInstances& instances, const EvolutionBehaviour& behaviour, const HttpRequest& request)
    : m_instances(instances)
    , m_behaviour(behaviour)
    , m_body(parsed(request))
    , m_name(m_body.value(QStringLiteral("instanceName")).toString())
{
    if (behaviour.rename)
        m_name = behaviour.rename(m_name);
}

std::optional<HttpAnswer> EvolutionCreate::nameRefused() const
{
    const QJsonValue name = m_body.value(QStringLiteral("instanceName"));
    if (name.isUndefined())
        return m_instances.isEmpty() ? std::nullopt : std::optional(nameInUse(QStringLiteral("undefined")));
    if (name.isObject() || name.isArray())
        return nameInUse(QStringLiteral("[object Object]"));
    if (!name.isString() || m_name.contains(QChar(0))) {
        const QString message = latin("PrismaClientValidationError: \nInvalid "
                                      "`prismaRepository.instance.findMany()` invocation");
        return json(500, evolution_json::error(500, "Internal Server Error", JsonText::strings({message})));
    }
    const QStringList inherited{latin("__proto__"), latin("constructor"), latin("toString"), latin("hasOwnProperty")};
    const auto* other = m_instances.find(m_name);
    const bool beingMade = other && Clock::now() < other->createdUntil;
    if ((other && !beingMade) || inherited.contains(m_name))
        return nameInUse(m_name);
    return std::nullopt;
}

QStringList EvolutionCreate::schemaComplaints() const
{
    QStringList complaints;
    const auto wants = [&](const char* member, bool (QJsonValue::*is)() const, const char* type) {
        const QJsonValue value = m_body.value(QLatin1String(member));
        if (!value.isUndefined() && !(value.*is)())
            complaints.append(QStringLiteral("%1 is not of a type(s) %2").arg(latin(member), latin(type)));
    };
    if (m_body.size() == 1 && m_name.isEmpty() && m_body.contains(QStringLiteral("instanceName")))
        complaints.append(latin("The \"instanceName\" cannot be empty"));
    wants("token", &QJsonValue::isString, "string");
    wants("qrcode", &QJsonValue::isBool, "boolean");
    wants("number", &QJsonValue::isString, "string");
    const QJsonValue number = m_body.value(QStringLiteral("number"));
    static const QRegularExpression pattern(QStringLiteral("^\\d+[\\.@\\w-]+"));
    if (number.isString() && !pattern.match(number.toString()).hasMatch())
        complaints.append(latin("number does not match pattern \"^\\\\d+[\\\\.@\\\\w-]+\""));
    for (const char* member : {"rejectCall", "groupsIgnore", "alwaysOnline", "readMessages", "readStatus"})
        wants(member, &QJsonValue::isBool, "boolean");
    wants("syncFullHistory", &QJsonValue::isBool, "boolean");
    return complaints;
}

std::optional<HttpAnswer> EvolutionCreate::bodyRefused() const
{
    if (const QStringList complaints = schemaComplaints(); !complaints.isEmpty())
        return schemaErrors(complaints);
    const QString integration = m_body.value(QStringLiteral("integration")).toString();
    const QStringList known{latin("WHATSAPP-BAILEYS"), latin("WHATSAPP-BUSINESS"), latin("EVOLUTION")};
    if (!known.contains(integration) && !(isV1() && integration.isEmpty()))
        return badRequest(latin("Invalid integration"));
    if (integration == latin("WHATSAPP-BUSINESS")) {
        for (const char* member : {"token", "number"}) {
            if (m_body.value(QLatin1String(member)).toString().isEmpty())
                return badRequest(latin(member) + latin(" is required"));
        }
    }
    const QString token = m_body.value(QStringLiteral("token")).toString();
    if (isV1() && !token.isEmpty() && m_instances.tokenExists(token))
        return badRequest(latin("Token already exists"));
    const QJsonValue hook = m_body.value(QStringLiteral("webhook"));
    if (!isV1() && !hook.isUndefined() && !hook.toObject().value(QStringLiteral("events")).isArray())
        return badRequest(latin("Cannot read properties of undefined (reading 'length')"));
    if (m_body.contains(QStringLiteral("proxyHost")))
        return badRequest(latin("Invalid proxy"));
    if (!m_body.contains(QStringLiteral("instanceName")) || m_name.size() > 255)
        return badRequest(latin(prismaText));
    return std::nullopt;
}

std::optional<EvolutionWebhook> EvolutionCreate::webhook() const
{
    const QJsonValue given = m_body.value(QStringLiteral("webhook"));
    if (given.isUndefined())
        return std::nullopt;
    EvolutionWebhook hook;
    const QJsonObject body = isV1() ? m_body : given.toObject();
    hook.url = isV1() ? given.toString() : body.value(QStringLiteral("url")).toString();
    hook.byEvents = body.value(isV1() ? QStringLiteral("webhook_by_events") : QStringLiteral("byEvents")).toBool();
    hook.base64 = body.value(isV1() ? QStringLiteral("webhook_base64") : QStringLiteral("base64")).toBool();
    hook.events = strings(body.value(QStringLiteral("events")));
    if (hook.events.isEmpty())
        hook.events = evolutionEvents();
    const QJsonValue headers = body.value(QStringLiteral("headers"));
    if (!isV1() && headers.isObject())
        hook.headers = QJsonDocument(headers.toObject()).toJson(QJsonDocument::Compact);
    return hook;
}

EvolutionInstance EvolutionCreate::instance() const
{
    EvolutionInstance made;
    made.name = m_name;
    made.integration = m_body.value(QStringLiteral("integration")).toString(latin("WHATSAPP-BAILEYS"));
    const auto optional = [&](const char* member) {
        const QJsonValue value = m_body.value(QLatin1String(member));
        return value.isString() ? value.toString() : QString();
    };
    made.number = optional("number");
    made.token = optional("token");
    made.businessId = optional("businessId");
    made.ownerJid = optional("ownerJid");
    made.profileName = optional("profileName");
    made.settings.rejectCall = m_body.value(QStringLiteral("rejectCall")).toBool();
    made.settings.msgCall = m_body.value(QStringLiteral("msgCall")).toString();
    made.settings.groupsIgnore = m_body.value(QStringLiteral("groupsIgnore")).toBool();
    made.settings.alwaysOnline = m_body.value(QStringLiteral("alwaysOnline")).toBool();
    made.settings.readMessages = m_body.value(QStringLiteral("readMessages")).toBool();
    made.settings.readStatus = m_body.value(QStringLiteral("readStatus")).toBool();
    made.settings.syncFullHistory = m_body.value(QStringLiteral("syncFullHistory")).toBool();
    made.webhook = webhook();
    const QJsonObject websocket = m_body.value(QStringLiteral("websocket")).toObject();
    if (websocket.value(QStringLiteral("enabled")).toBool())
        made.websocketEvents = strings(websocket.value(QStringLiteral("events")));
    if (made.integration != latin("WHATSAPP-BAILEYS"))
        made.connectionStatus = latin("open");
    return made;
}

HttpAnswer EvolutionCreate::destroyBoth(EvolutionInstances::Entry& other)
{
    // The loser's clean-up deletes by name, so it takes the winner's row with it (trap 2).
    m_instances.beginDeletion(other, m_behaviour.createDuration, std::chrono::milliseconds(0));
    HttpAnswer answer = badRequest(latin(prismaText));
    answer.delayMs = static_cast<int>(m_behaviour.createDuration.count());
    return answer;
}

void EvolutionCreate::spoil(EvolutionInstances::Entry& made)
{
    if (m_behaviour.createdMemory != EvolutionMemory::AsListed)
        made.instance.memory = m_behaviour.createdMemory;
    if (!m_behaviour.createdVanishesAfter)
        return;
    m_instances.later(
        m_behaviour.createDuration + *m_behaviour.createdVanishesAfter, made,
        [](EvolutionInstances& all, EvolutionInstances::Entry& gone) {
            const QString name = gone.instance.name;
            all.remove(name);
        });
}

HttpAnswer EvolutionCreate::answer(bool authorized)
{
    if (const auto refused = nameRefused())
        return *refused;
    if (!authorized)
        return unauthorized();
    if (const auto refused = bodyRefused())
        return *refused;
    if (auto* other = m_instances.find(m_name))
        return destroyBoth(*other);
    auto& entry = m_instances.add(instance());
    entry.createdUntil = Clock::now() + m_behaviour.createDuration;
    QByteArray code;
    const bool isPhone = entry.instance.integration == latin("WHATSAPP-BAILEYS");
    if (isPhone && m_body.value(QStringLiteral("qrcode")).toBool()) {
        if (!m_behaviour.offline)
            m_instances.beginSession(entry, entry.instance.number);
        code = m_behaviour.offline ? QByteArray("{\"count\":0}") : evolution_json::qrCode(entry.instance);
    }
    spoil(entry);
    HttpAnswer answer = json(
        201, isV1() ? evolution_json::createdV1(entry.instance, code)
                    : evolution_json::created(entry.instance, code, m_behaviour.port));
    answer.delayMs = static_cast<int>(m_behaviour.createDuration.count());
    return answer;
}

} // namespace steward::rig
