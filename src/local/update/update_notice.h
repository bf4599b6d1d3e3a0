#pragma once

#include "domain/error.h"
#include "stores/call_context.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

namespace steward {

/// What the makers say of their newest version, and where a person gets it.
struct UpdateNotice {
    QString version; ///< "1.2.0"
    QUrl page;       ///< https

    bool operator==(const UpdateNotice&) const = default;

    /// A file of two parts: the signature of all that follows its first line, in Base64, and {"version": …, "page": …}.
    /// Whatever is not signed with this key, or is not so, is an error.
    static Result<UpdateNotice> read(const QByteArray& file, const QByteArray& publicKey);
    /// Three numbers, compared as numbers; false where the offered one is not of that form.
    bool isNewerThan(const QString& version) const;
};

/// Where the makers publish it, and the key that it has to be signed with.
struct UpdateSource {
    QUrl address; ///< https, or http on this computer
    QByteArray publicKey;
};

/// Asks there once. Nothing is sent but the request itself. Blocks.
Result<UpdateNotice> askForUpdate(const UpdateSource& source, const CallContext& limits);

} // namespace steward
