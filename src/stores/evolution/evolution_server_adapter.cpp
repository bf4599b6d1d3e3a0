#include "stores/evolution/evolution_server_adapter.h"

#include "stores/evolution/http_client.h"
#include "stores/evolution/instance_list_parser.h"
#include "stores/evolution/path_builder.h"
#include "stores/evolution/server_answers.h"
#include "stores/evolution/server_doctor.h"
#include "stores/evolution/server_errors.h"
#include "stores/evolution/server_probe.h"
#include "stores/evolution/webhook_json.h"
#include "stores/store_refusals.h"

#include <QJsonDocument>

#include <algorithm>

namespace steward {
namespace {

constexpr int statesAtOnce = 8; // CONTRACT, "Presence and connection"
constexpr std::chrono::milliseconds timePerState(10'000);
// So many requests without one answer: the server is away, and the rest would each wait in vain.
constexpr size_t failuresThatMeanAway = statesAtOnce;

const HttpRequest listRequest{"GET", "/instance/fetchInstances"};

/// Where "{\"error\":true}" comes with status 200 (EVOLUTION_API 5.5).
bool saysFailed(const QJsonObject& document)
{
    return document.value(QLatin1String("error")).toBool();
}

Error nameInUse(int status)
{
    Error error = serverError(ErrorKind::NameInUse, QStringLiteral("create: status 403"));
    error.status = status;
    return error;
}

} // namespace

EvolutionServerAdapter::EvolutionServerAdapter(ServerSettings settings)
    : m_client(std::make_unique<HttpClient>(std::move(settings)))
{
}

EvolutionServerAdapter::~EvolutionServerAdapter() = default;

void EvolutionServerAdapter::learn(int majorVersion)
{
    if (majorVersion > 0)
        m_majorVersion = majorVersion;
}

Error EvolutionServerAdapter::errorOf(const HttpRequest& request, const HttpAnswer& answer) const
{
    return steward::errorOf(request, answer, [this](const QString& text) { return m_client->redact(text); });
}

Error EvolutionServerAdapter::errorHiding(
    const WebhookSettings& webhook, const HttpRequest& request, const HttpAnswer& answer) const
{
    // The server may quote the webhook's URL, whose path carries a token, and its headers.
    QList<QByteArray> secrets{webhook.url.reveal().toUtf8(), webhook.headers.reveal()};
    for (const QString& segment : webhook.url.reveal().split(QLatin1Char('/'))) {
        if (segment.size() >= 8)
            secrets.append(segment.toUtf8());
    }
    const QJsonObject headers = QJsonDocument::fromJson(webhook.headers.reveal()).object();
    for (const QJsonValue value : headers)
        secrets.append(value.toString().toUtf8());
    secrets.removeAll(QByteArray());
    return steward::errorOf(
        request, answer, [&](const QString& text) { return redacted(m_client->redact(text), secrets); });
}

Result<ServerListing> EvolutionServerAdapter::list(const CallContext& limits)
{
    assertWorkerThread();
    const auto answer = m_client->send(listRequest, limits);
    if (!answer)
        return std::unexpected(answer.error());
    if (answer->status != 200)
        return std::unexpected(errorOf(listRequest, *answer));
    const InstanceListParser parser(m_client->settings().apiKey.reveal());
    auto parsed = parser.list(answer->body, limits);
    if (!parsed)
        return std::unexpected(parsed.error());
    learn(parsed->listing.majorVersion);
    if (parsed->carriesAskingKey) {
        if (const auto confirmed = confirmGlobalKey(limits); !confirmed)
            return std::unexpected(confirmed.error());
    }
    parsed->listing.answeredAt = answer->date;
    return std::move(parsed->listing);
}

Result<void> EvolutionServerAdapter::confirmGlobalKey(const CallContext& limits)
{
    const auto verdict = verifyKey(*m_client, limits);
    if (!verdict)
        return std::unexpected(verdict.error());
    if (*verdict != KeyVerdict::Global)
        return std::unexpected(instanceKeyError());
    return {};
}

Result<std::optional<ServerInstance>> EvolutionServerAdapter::find(const InstanceName& name, const CallContext& limits)
{
    assertWorkerThread();
    const auto route = fetchByNameRoute(name);
    if (!route)
        return std::unexpected(route.error());
    const HttpRequest request{"GET", *route};
    const auto answer = m_client->send(request, limits);
    if (!answer)
        return std::unexpected(answer.error());
    if (saysMissingInstance(*answer))
        return std::nullopt;
    if (answer->status != 200)
        return std::unexpected(errorOf(request, *answer));
    auto parsed = InstanceListParser({}).listOrOne(answer->body, limits);
    if (!parsed)
        return std::unexpected(parsed.error());
    learn(parsed->listing.majorVersion);
    auto& found = parsed->listing.instances;
    if (found.empty())
        return std::nullopt;
    const auto named = std::find_if(found.begin(), found.end(), [&](const auto& one) { return one.name == name; });
    if (named == found.end())
        return std::unexpected(
            serverError(ErrorKind::BadAnswer, QStringLiteral("fetchInstances: another instance than asked for")));
    return std::move(*named);
}

Result<std::vector<MemoryState>>
EvolutionServerAdapter::memoryStates(const std::vector<InstanceName>& names, const CallContext& limits)
{
    assertWorkerThread();
    std::vector<MemoryState> states(names.size(), MemoryState::Unknown);
    std::vector<HttpRequest> requests;
    std::vector<size_t> askedFor;
    for (size_t index = 0; index < names.size(); ++index) {
        if (const auto route = routeOf("/instance/connectionState/", names[index])) {
            requests.push_back({"GET", *route});
            askedFor.push_back(index);
        }
    }
    int answered = 0;
    std::vector<Error> failures;
    const auto sent = m_client->sendAll(
        requests, statesAtOnce, timePerState, limits,
        [&](size_t asked, const Result<HttpAnswer>& answer) {
            const auto state = memoryOf(names[askedFor[asked]], requests[asked], answer);
            if (!state) {
                failures.push_back(state.error());
                return;
            }
            ++answered;
            states[askedFor[asked]] = *state;
        },
        [&] { return answered == 0 && failures.size() >= failuresThatMeanAway; });
    if (!sent)
        return std::unexpected(sent.error());
    if (answered > 0 || requests.empty())
        return states;
    return std::unexpected(
        failures.empty() ? serverError(ErrorKind::TimedOut, QStringLiteral("connectionState: no time left"))
                         : failures.front());
}

Result<MemoryState> EvolutionServerAdapter::memoryOf(
    const InstanceName& name, const HttpRequest& request, const Result<HttpAnswer>& answer) const
{
    if (!answer)
        return std::unexpected(answer.error());
    return memoryFrom(request, *answer, name, [this](const QString& text) { return m_client->redact(text); });
}

Result<std::optional<WebhookSettings>>
EvolutionServerAdapter::webhook(const InstanceName& name, const CallContext& limits)
{
    assertWorkerThread();
    const auto route = routeOf("/webhook/find/", name);
    if (!route)
        return std::unexpected(route.error());
    const HttpRequest request{"GET", *route};
    const auto answer = m_client->send(request, limits);
    if (!answer)
        return std::unexpected(answer.error());
    if (!isSuccess(*answer))
        return std::unexpected(errorOf(request, *answer));
    return webhookFrom(answer->body);
}

Result<void> EvolutionServerAdapter::mayChange() const
{
    if (m_client->settings().readOnly)
        return std::unexpected(serverError(ErrorKind::ReadOnlyProfile, QStringLiteral("read-only profile")));
    return {};
}

Result<int> EvolutionServerAdapter::version(const CallContext& limits)
{
    if (m_majorVersion > 0)
        return m_majorVersion;
    if (const auto listing = list(limits); !listing)
        return std::unexpected(listing.error());
    if (m_majorVersion == 0)
        learn(majorOf(bannerVersion(*m_client, limits)));
    // Nothing told it. v2's body is refused by a v1 server with a 400, before anything is made.
    return m_majorVersion > 0 ? m_majorVersion : 2;
}

Result<int> EvolutionServerAdapter::versionToChange(const InstanceName& name, const CallContext& limits)
{
    if (const auto allowed = mayChange(); !allowed)
        return std::unexpected(allowed.error());
    if (const auto reachable = routeOf({}, name); !reachable)
        return std::unexpected(reachable.error());
    return version(limits);
}

Result<HttpAnswer> EvolutionServerAdapter::change(
    const QByteArray& method, QByteArrayView route, const InstanceName& name, const QByteArray& json,
    const CallContext& limits)
{
    if (const auto allowed = mayChange(); !allowed)
        return std::unexpected(allowed.error());
    const auto target = routeOf(route, name);
    if (!target)
        return std::unexpected(target.error());
    return m_client->send({method, *target, json, true}, limits);
}

Result<CreatedInstance> EvolutionServerAdapter::create(const NewInstance& instance, const CallContext& limits)
{
    assertWorkerThread();
    const auto major = versionToChange(instance.name, limits);
    if (!major)
        return std::unexpected(major.error());
    const HttpRequest request{"POST", "/instance/create", createBody(instance, *major), true};
    const auto answer = m_client->send(request, limits);
    if (!answer)
        return std::unexpected(answer.error());
    if (answer->status == 403 && isServersError(*answer))
        return std::unexpected(nameInUse(answer->status));
    if (!isSuccess(*answer))
        return std::unexpected(errorHiding({.url = instance.webhookUrl}, request, *answer));
    auto created = InstanceListParser::created(answer->body);
    if (!created)
        return std::unexpected(strangeSuccess(request, created.error().detail));
    return created;
}

Result<PairingAnswer> EvolutionServerAdapter::connect(
    const InstanceName& name, const std::optional<PhoneNumber>& phone, const CallContext& limits)
{
    assertWorkerThread();
    if (const auto allowed = mayChange(); !allowed)
        return std::unexpected(allowed.error());
    const auto route = connectRoute(name, phone);
    if (!route)
        return std::unexpected(route.error());
    const HttpRequest request{"GET", *route, {}, true};
    const auto answer = m_client->send(request, limits);
    if (!answer)
        return std::unexpected(answer.error());
    return pairingFrom(request, *answer, name, [this](const QString& text) { return m_client->redact(text); });
}

Result<LogoutAnswer> EvolutionServerAdapter::logOut(const InstanceName& name, const CallContext& limits)
{
    assertWorkerThread();
    const auto answer = change("DELETE", "/instance/logout/", name, {}, limits);
    if (!answer)
        return std::unexpected(answer.error());
    if (saysMissingInstance(*answer))
        return LogoutAnswer::AlreadyAbsent;
    if (saysNotConnected(*answer))
        return LogoutAnswer::NotConnected;
    const auto document = objectOf(*answer);
    if (!document || saysFailed(*document))
        return std::unexpected(errorOf({"DELETE", "/instance/logout", {}, true}, *answer));
    return LogoutAnswer::Accepted;
}

Result<RestartAnswer> EvolutionServerAdapter::restart(const InstanceName& name, const CallContext& limits)
{
    assertWorkerThread();
    const auto major = versionToChange(name, limits);
    if (!major)
        return std::unexpected(major.error());
    const QByteArray method = *major == 1 ? "PUT" : "POST";
    const auto answer = change(method, "/instance/restart/", name, "{}", limits);
    if (!answer)
        return std::unexpected(answer.error());
    const bool isSwallowed = *major == 1 && isSuccess(*answer) && answer->body.trimmed().isEmpty();
    const auto document = objectOf(*answer);
    if (isSwallowed || (document && saysFailed(*document)))
        return RestartAnswer::Refused;
    if (!document)
        return std::unexpected(errorOf({method, "/instance/restart", {}, true}, *answer));
    return RestartAnswer::Accepted;
}

Result<Removal> EvolutionServerAdapter::remove(const InstanceName& name, const CallContext& limits)
{
    assertWorkerThread();
    const auto answer = change("DELETE", "/instance/delete/", name, {}, limits);
    if (!answer)
        return std::unexpected(answer.error());
    if (saysMissingInstance(*answer))
        return Removal::AlreadyAbsent;
    const auto document = objectOf(*answer);
    if (!document || saysFailed(*document))
        return std::unexpected(errorOf({"DELETE", "/instance/delete", {}, true}, *answer));
    return Removal::Accepted;
}

Result<void>
EvolutionServerAdapter::setWebhook(const InstanceName& name, const WebhookSettings& settings, const CallContext& limits)
{
    assertWorkerThread();
    if (const auto allowed = mayChange(); !allowed)
        return allowed;
    if (settings.enabled && settings.events.empty())
        return std::unexpected(StoreRefusals::webhookWithoutEvents());
    const auto major = versionToChange(name, limits);
    if (!major)
        return std::unexpected(major.error());
    const auto answer = change("POST", "/webhook/set/", name, webhookBody(settings, *major), limits);
    if (!answer)
        return std::unexpected(answer.error());
    if (!objectOf(*answer))
        return std::unexpected(errorHiding(settings, {"POST", "/webhook/set", {}, true}, *answer));
    return {};
}

StoreDiagnosis EvolutionServerAdapter::diagnose(const CallContext& limits)
{
    assertWorkerThread();
    ServerDoctor doctor(*m_client, [this](const CallContext& within) { return list(within); });
    return doctor.diagnose(limits);
}

} // namespace steward
