#pragma once

#include <QJsonObject>
#include <QString>

#include <optional>

namespace steward {

/// The first field of a document that is called like a secret (password, api key, token, …) or whose text carries a
/// password inside an address; nothing where there is none. Steward's own fields of such names are not meant. The
/// answer is fit to show: a name that is no plain word is not repeated.
std::optional<QString> secretField(const QJsonObject& document);

/// True for "apiKey", "db_password", "access-token", …
bool isSecretName(const QString& name);

} // namespace steward
