#pragma once

#include "domain/error.h"
#include "stores/connection_settings.h"
#include "stores/redis/resp_codec.h"

namespace steward {

/// What a command is for: it decides which right a NOPERM misses, and whether a lost answer leaves a change unknown.
enum class RedisPurpose { Read, Write, Publish };

/// Makes the errors of one Redis: its address and the next step in the sentence, and in neither text a password or a
/// token.
class RedisErrors final {
public:
    RedisErrors(const CacheSettings& settings, const StoreNames& names);

    Error make(ErrorKind kind, const QString& detail) const;
    Error timedOut(const QString& detail) const;
    /// A change was sent and what came back, or did not, leaves it open whether it happened.
    Error outcomeUnknown(const Error& cause) const;
    /// For an error reply of Redis.
    Error refused(const RespValue& reply, RedisPurpose purpose) const;
    /// For a reply of another shape than the command has: of a change the outcome is unknown.
    Error badAnswer(const QString& command, RedisPurpose purpose) const;

    /// An error that has its words already, with the address in the detail.
    Error withSentence(Error error) const;
    /// The client certificate's file cannot be read, or else its key's.
    Error badClientCertificate(bool isCertificate) const;

    static ErrorKind kindOf(QByteArrayView reply, RedisPurpose purpose);
    /// "host:port" or the socket's path.
    const QString& address() const { return m_address; }

private:
    QString clean(const QByteArray& reply) const;

    QString m_address;
    QList<QByteArray> m_secrets;
    QByteArray m_tokenKeyPrefix;
};

} // namespace steward
