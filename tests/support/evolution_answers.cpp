#include "support/evolution_answers.h"

#include "support/evolution_json.h"
#include "support/json_text.h"

#include <QJsonDocument>

namespace steward::rig {

HttpAnswer evolution_answers::json(int status, const QByteArray& body)
{
    return {.status = status, .body = body};
}

HttpAnswer evolution_answers::badRequest(const QString& message)
{
    return json(400, evolution_json::error(400, "Bad Request", JsonText::strings({message})));
}

HttpAnswer evolution_answers::schemaErrors(const QStringList& messages)
{
    return json(400, evolution_json::error(400, "Bad Request", '[' + JsonText::strings(messages) + ']'));
}

HttpAnswer evolution_answers::internalError(const QString& message)
{
    return json(500, evolution_json::error(500, "Internal Server Error", JsonText::string(message)));
}

HttpAnswer evolution_answers::unauthorized()
{
    return json(401, evolution_json::error(401, "Unauthorized", "\"Unauthorized\""));
}

HttpAnswer evolution_answers::notFound(const QString& message)
{
    return json(404, evolution_json::error(404, "Not Found", JsonText::strings({message})));
}

HttpAnswer evolution_answers::missingInstance(const QString& name)
{
    return notFound(QStringLiteral("The \"%1\" instance does not exist").arg(name));
}

HttpAnswer evolution_answers::nameInUse(const QString& name)
{
    const QString message = QStringLiteral("This name \"%1\" is already in use.").arg(name);
    return json(403, evolution_json::error(403, "Forbidden", JsonText::strings({message})));
}

HttpAnswer evolution_answers::undecodable(const QByteArray& parameter)
{
    const QString message = QStringLiteral("Failed to decode param '%1'").arg(QString::fromLatin1(parameter));
    return json(400, evolution_json::error(400, "Internal Server Error", JsonText::string(message)));
}

std::optional<HttpAnswer> evolution_answers::parserError(const HttpRequest& request)
{
    const QByteArray type = request.header("Content-Type").toLower();
    if (request.body.isEmpty() || !type.startsWith("application/json"))
        return std::nullopt;
    const qsizetype charset = type.indexOf("charset=");
    const QByteArray coding = charset < 0 ? QByteArray("utf-8") : type.mid(charset + 8).trimmed();
    QString message;
    int status = 400;
    if (coding != "utf-8" && coding != "utf8") {
        status = 415;
        message = QStringLiteral("unsupported charset \"%1\"").arg(QString::fromLatin1(coding.toUpper()));
    } else {
        QJsonParseError trouble;
        QJsonDocument::fromJson(request.body, &trouble);
        if (trouble.error == QJsonParseError::NoError)
            return std::nullopt;
        message = QStringLiteral("Unexpected end of JSON input");
    }
    HttpAnswer answer = json(status, evolution_json::error(status, "Internal Server Error", JsonText::string(message)));
    answer.vary = "Origin"; // the parser runs before the compression that adds the rest
    return answer;
}

} // namespace steward::rig
