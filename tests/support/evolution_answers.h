#pragma once

#include "support/http_message.h"

#include <QString>
#include <QStringList>

namespace steward::rig::evolution_answers {

HttpAnswer json(int status, const QByteArray& body);
HttpAnswer badRequest(const QString& message);        ///< an array of strings
HttpAnswer schemaErrors(const QStringList& messages); ///< an array in an array
HttpAnswer internalError(const QString& message);     ///< a string
HttpAnswer unauthorized();
HttpAnswer notFound(const QString& message);
HttpAnswer missingInstance(const QString& name);
HttpAnswer nameInUse(const QString& name);
HttpAnswer undecodable(const QByteArray& parameter);

/// The body that the JSON parser refuses, before any route is looked at; nothing where it is good or no JSON.
std::optional<HttpAnswer> parserError(const HttpRequest& request);

} // namespace steward::rig::evolution_answers
