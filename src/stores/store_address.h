#pragma once

#include <QByteArray>
#include <QString>

#include <optional>
#include <utility>
#include <vector>

namespace steward {

/// The parts of scheme://[user[:password]@][host[:port]][/path][?key=value&…], percent-decoded. Stricter than QUrl,
/// which takes what stands behind a raw # or ? in a password for something else and connects to the wrong host.
struct StoreAddress {
    QString scheme; ///< lower case
    QString user;
    QByteArray password; ///< any bytes
    QString host;        ///< IPv6 without brackets; a percent-encoded directory is a Unix socket's
    int port = 0;        ///< 0: not said
    QString path;        ///< with its leading slash
    std::vector<std::pair<QString, QString>> parameters;

    /// Nothing for anything that does not read whole in one way only.
    static std::optional<StoreAddress> parse(const QString& text);
};

} // namespace steward
