#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace steward::row_secrets {

/// From outside to inside: a column, keys of objects, places in lists; of JSON that stands in a string too.
using Place = QStringList;

/// A string, or, as it is written, a number, true, false or null.
struct Value {
    QString text;
    bool isString = true;
    bool operator==(const Value&) const = default;
};

/// The value that is to stand there instead; nothing: it stays.
using Replace = std::function<std::optional<Value>(const Place& place, const Value& value)>;

/// The JSON text of a row with other values; all else stays byte for byte what it is, or 1.10 and whole numbers of any
/// size would come back as others. Nothing: it is no JSON.
std::optional<QByteArray> replaced(const QByteArray& json, const Replace& with);

/// Below a key of a column of JSON that names a secret.
bool isSecretPlace(const Place& place);
/// It is one by its place, or holds an address with a user, or with a secret in its query. The place of the row's own
/// token is none, and neither are true, false, null and what stands for a secret already.
bool isSecret(const Place& place, const Value& value);

/// What stands for a secret, a string: its SHA-256, and whether it was a string, or "12345" would come back as 12345.
Value markOf(const Value& secret);
bool isMark(const Value& value);
/// No secret, in the place of what a mark stands for: an empty string; of what was none, null.
Value emptied(const Value& mark);

} // namespace steward::row_secrets
