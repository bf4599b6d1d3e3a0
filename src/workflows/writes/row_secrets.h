#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace steward::row_secrets {

/// From outside to inside: a column, keys of objects, places in lists; of JSON that stands in a string too.
using Place = QStringList;
/// The string that is to stand there instead; nothing: it stays.
using Replace = std::function<std::optional<QString>(const Place& place, const QString& text)>;

/// The JSON text of a row with other strings; all else stays byte for byte what it is, or 1.10 and whole numbers of any
/// size would come back as others. Nothing: it is no JSON.
std::optional<QByteArray> replaced(const QByteArray& json, const Replace& with);

/// Below a key of a column of JSON that names a secret.
bool isSecretPlace(const Place& place);
/// It is one by its place, or holds an address with a user, or with a secret in its query. The place of the row's own
/// token is none, and neither is what stands for a secret already.
bool isSecret(const Place& place, const QString& text);

/// What stands for a secret: its SHA-256.
QString markOf(const QString& secret);
bool isMark(const QString& text);

} // namespace steward::row_secrets
