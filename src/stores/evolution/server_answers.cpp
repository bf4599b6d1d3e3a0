#include "stores/evolution/server_answers.h"

#include "stores/evolution/server_errors.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QStringList>

namespace steward {
namespace {

constexpr int longestWords = 300;

QJsonObject documentOf(const HttpAnswer& answer)
{
    return QJsonDocument::fromJson(answer.body).object();
}

/// `message` is a string, an array of strings, or an array of arrays of strings (EVOLUTION_API 3 and 5.5).
void collectWords(const QJsonValue& message, QStringList& words)
{
    if (message.isString() && !message.toString().isEmpty())
        words.append(message.toString());
    const QJsonArray parts = message.toArray();
    for (const QJsonValue part : parts)
        collectWords(part, words);
}

QString wordsOf(const HttpAnswer& answer)
{
    const QJsonObject document = documentOf(answer);
    QStringList words;
    collectWords(document.value(QLatin1String("response")).toObject().value(QLatin1String("message")), words);
    if (words.isEmpty())
        collectWords(document.value(QLatin1String("message")), words);
    return words.join(QLatin1String("; ")).simplified();
}

QString shortened(const QString& words)
{
    QString shown = words.size() <= longestWords ? words : words.left(longestWords) + QChar(0x2026);
    while (shown.endsWith(QLatin1Char('.')))
        shown.chop(1);
    return shown;
}

/// What the server itself said.
Error ownError(const HttpRequest& request, const HttpAnswer& answer, const QString& words, const QString& detail)
{
    if (answer.status == 401)
        return serverError(ErrorKind::WrongKey, detail);
    if (answer.status == 404)
        return serverError(ErrorKind::NotFound, detail);
    const bool isWordless = words.contains(QLatin1String("[object Object]"));
    if (answer.status >= 500 || (isWordless && request.change))
        return request.change ? failedChange(detail) : serverError(ErrorKind::ServerError, detail);
    return rejectedByServer(words, detail);
}

/// The statuses of proxies (Cloudflare's among them) that did not get an answer from the server.
bool isGatewayStatus(int status)
{
    return (status >= 502 && status <= 504) || (status >= 520 && status <= 526) || status == 530;
}

/// What something between us and the server said, or a server that is none of ours.
Error errorInFront(const HttpRequest& request, const HttpAnswer& answer, const QString& detail)
{
    const int status = answer.status;
    if (isSuccess(answer))
        return request.change ? strangeSuccess(request, QStringLiteral("not the known answer"))
                              : serverError(ErrorKind::BadAnswer, detail);
    if (status == 401 || status == 407 || status == 511 || answer.asksForLogin)
        return serverError(ErrorKind::LoginInFront, detail);
    if (status >= 301 && status <= 308 && status != 304)
        return redirectedError(answer.location, request.target, detail);
    if (isGatewayStatus(status))
        return request.change ? serverError(ErrorKind::OutcomeUnknown, detail) : gatewayError(status, detail);
    if (status == 501 || (status >= 400 && status < 500 && status != 404))
        return refusedInFront(status, detail);
    if (status >= 500)
        return serverError(request.change ? ErrorKind::OutcomeUnknown : ErrorKind::ServerError, detail);
    return serverError(ErrorKind::BadAnswer, detail);
}

} // namespace

bool isSuccess(const HttpAnswer& answer)
{
    return answer.status == 200 || answer.status == 201;
}

bool isServersError(const HttpAnswer& answer)
{
    const QJsonObject document = documentOf(answer);
    return document.value(QLatin1String("status")).toInt() == answer.status &&
           document.value(QLatin1String("response")).isObject();
}

bool isServersWord(const HttpAnswer& answer)
{
    // A path that the server does not know is one that something in between made of ours.
    static const QRegularExpression unknownRoute(QStringLiteral("^Cannot [A-Z]+ /"));
    return isServersError(answer) && !answer.asksForLogin &&
           !(answer.status == 404 && unknownRoute.match(wordsOf(answer)).hasMatch());
}

bool saysMissingInstance(const HttpAnswer& answer)
{
    return answer.status == 404 && isServersWord(answer);
}

bool saysNotConnected(const HttpAnswer& answer)
{
    return answer.status == 400 && isServersError(answer) &&
           wordsOf(answer).endsWith(QLatin1String("instance is not connected"));
}

Error errorOf(const HttpRequest& request, const HttpAnswer& answer, const Redactor& redact)
{
    const bool own = isServersWord(answer);
    // Redacted before it is cut, so that no cut secret escapes; the words of a foreign page are not quoted at all.
    const QString words = own ? shortened(redact(wordsOf(answer))) : QString();
    const QString detail =
        redact(request.words()) + QStringLiteral(": status %1 %2").arg(answer.status).arg(words).trimmed();
    Error error = own ? ownError(request, answer, words, detail) : errorInFront(request, answer, detail);
    error.status = answer.status;
    error.inFront = !own;
    return error;
}

Error strangeSuccess(const HttpRequest& request, const QString& what)
{
    return serverError(ErrorKind::OutcomeUnknown, request.words() + QStringLiteral(": success, but ") + what);
}

std::optional<QJsonObject> objectOf(const HttpAnswer& answer)
{
    const QJsonDocument document = QJsonDocument::fromJson(answer.body);
    if (!isSuccess(answer) || !document.isObject())
        return {};
    return document.object();
}

Result<MemoryState>
memoryFrom(const HttpRequest& request, const HttpAnswer& answer, const InstanceName& name, const Redactor& redact)
{
    if (saysMissingInstance(answer))
        return MemoryState::NotFound;
    const std::optional<QJsonObject> document = objectOf(answer);
    if (!document || !document->value(QLatin1String("instance")).isObject())
        return std::unexpected(errorOf(request, answer, redact));
    const QJsonObject instance = document->value(QLatin1String("instance")).toObject();
    const QJsonValue answered = instance.value(QLatin1String("instanceName"));
    // Something in between that normalises paths would answer for another instance.
    if (answered.isString() && InstanceName::fromText(answered.toString()) != name)
        return std::unexpected(
            serverError(ErrorKind::BadAnswer, redact(request.words()) + QStringLiteral(": another name")));
    const QJsonValue state = instance.value(QLatin1String("state"));
    if (state.isUndefined() || state.isNull())
        return MemoryState::Missing;
    if (state == QLatin1String("open"))
        return MemoryState::Open;
    if (state == QLatin1String("connecting"))
        return MemoryState::Connecting;
    if (state == QLatin1String("close"))
        return MemoryState::Close;
    return MemoryState::Unknown;
}

Result<PairingAnswer>
pairingFrom(const HttpRequest& request, const HttpAnswer& answer, const InstanceName& name, const Redactor& redact)
{
    if (!isSuccess(answer))
        return std::unexpected(errorOf(request, answer, redact));
    if (answer.body.isEmpty()) // v1 swallows its error
        return PairingAnswer{.kind = PairingAnswer::Kind::Failed};
    const std::optional<QJsonObject> document = objectOf(answer);
    if (!document)
        return std::unexpected(strangeSuccess(request, QStringLiteral("no answer of connect")));
    if (document->value(QLatin1String("error")).toBool())
        return PairingAnswer{.kind = PairingAnswer::Kind::Failed};
    const QJsonObject instance = document->value(QLatin1String("instance")).toObject();
    if (instance.value(QLatin1String("state")) == QLatin1String("open") &&
        InstanceName::fromText(instance.value(QLatin1String("instanceName")).toString()) == name)
        return PairingAnswer{.kind = PairingAnswer::Kind::Open};
    const QJsonValue count = document->value(QLatin1String("count"));
    const QString code = document->value(QLatin1String("code")).toString();
    if (code.isEmpty() && (document->isEmpty() || count.isDouble()))
        return PairingAnswer{.kind = PairingAnswer::Kind::NoCode};
    if (code.isEmpty() || !count.isDouble())
        return std::unexpected(strangeSuccess(request, QStringLiteral("no answer of connect")));
    return PairingAnswer{
        .kind = PairingAnswer::Kind::Code,
        .code = code,
        .pairingCode = document->value(QLatin1String("pairingCode")).toString(),
        .number = count.toInt()};
}

} // namespace steward
