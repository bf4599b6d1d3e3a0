#pragma once

#include "local/profile.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace steward {

/// A profile as one JSON document, the same on disk and as an export. It never holds a secret: a document with one is
/// refused by the field's name, when read and before it is written. The profile's id is the file's name and stands not
/// in it.
class ProfileFile final {
public:
    static constexpr int version = 1;
    static constexpr qint64 largest = 1024 * 1024; ///< bytes

    /// What is done with a field that no profile has. One of a newer version is not lost on a person, who sees what is
    /// left; where nobody looks, as in what an administrator sets, a misspelled one must not pass for none.
    enum class Unknown : quint8 { Ignored, Refused };

    static Result<QByteArray> toDocument(const Profile& profile);
    static Result<Profile> fromDocument(const QByteArray& document);
    static Result<Profile> fromJson(const QJsonObject& object, Unknown unknown);

    /// Atomic, 0600.
    static Result<void> write(const QString& path, const Profile& profile);
    static Result<Profile> read(const QString& path);
};

} // namespace steward
