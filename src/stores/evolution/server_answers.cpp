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
    for (const QJsonValue& part : parts)
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

bool saysMissingInstance(const HttpAnswer& answer)
{
    static const QRegularExpression unknownRoute(QStringLiteral("^Cannot [A-Z]+ /"));
    return answer.status == 404 && isServersError(answer) && !unknownRoute.match(wordsOf(answer)).hasMatch();
}

bool saysNotConnected(const HttpAnswer& answer)
{
    return answer.status == 400 && isServersError(answer) &&
           wordsOf(answer).endsWith(QLatin1String("instance is not connected"));
}

Error errorOf(const HttpRequest& request, const HttpAnswer& answer, const Redactor& redact)
{
    const bool own = isServersError(answer);
    // Redacted before it is cut, so that no cut secret escapes; the words of a foreign page are not quoted at all.
    const QString words = own ? shortened(redact(wordsOf(answer))) : QString();
    const QString detail =
        redact(request.words()) + QStringLiteral(": status %1 %2").arg(answer.status).arg(words).trimmed();
    if (isSuccess(answer))
        return request.change ? strangeSuccess(request, QStringLiteral("not the known answer"))
                              : serverError(ErrorKind::BadAnswer, detail);
    if (answer.status == 401)
        return serverError(ErrorKind::WrongKey, detail);
    if (saysMissingInstance(answer))
        return serverError(ErrorKind::NotFound, detail);
    if (answer.status >= 500)
        return serverError(request.change && !own ? ErrorKind::OutcomeUnknown : ErrorKind::ServerError, detail);
    if (own && answer.status != 404)
        return rejectedByServer(words, detail);
    return serverError(ErrorKind::BadAnswer, detail);
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
