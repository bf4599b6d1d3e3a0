#include "stores/evolution/server_probe.h"

#include "stores/evolution/http_client.h"
#include "stores/evolution/server_answers.h"

namespace steward {

Result<KeyVerdict> verifyKey(HttpClient& client, const CallContext& limits)
{
    const HttpRequest request{"POST", "/verify-creds", "{}"};
    const auto answer = client.send(request, limits);
    if (!answer)
        return std::unexpected(answer.error());
    if (objectOf(*answer))
        return KeyVerdict::Global;
    const Error error = errorOf(request, *answer, [&client](const QString& text) { return client.redact(text); });
    if (error.kind == ErrorKind::WrongKey)
        return KeyVerdict::Wrong;
    if (answer->status == 404)
        return KeyVerdict::NotTold;
    return std::unexpected(error);
}

QString bannerVersion(HttpClient& client, const CallContext& limits)
{
    CallContext briefly = CallContext::within(std::chrono::seconds(2), limits.stop);
    briefly.deadline = std::min(briefly.deadline, limits.deadline);
    const auto answer = client.send({"GET", "/"}, briefly);
    if (!answer)
        return {};
    const auto document = objectOf(*answer);
    const QString version = document ? document->value(QLatin1String("version")).toString() : QString();
    return majorOf(version) > 0 ? version : QString();
}

int majorOf(const QString& version)
{
    return version.size() > 32 ? 0 : version.section(QLatin1Char('.'), 0, 0).toInt();
}

} // namespace steward
