#include "stores/redis/redis_errors.h"

#include "domain/doctor_advice.h"
#include "stores/call_context.h"

#include <QCoreApplication>

#include <array>
#include <utility>

namespace steward {
namespace {

struct RedisText {
    Q_DECLARE_TR_FUNCTIONS(steward::RedisCacheAdapter)
};

ErrorKind missingRight(RedisPurpose purpose)
{
    switch (purpose) {
    case RedisPurpose::Read:
        return ErrorKind::NoRightToRead;
    case RedisPurpose::Write:
        return ErrorKind::NoRightToWrite;
    case RedisPurpose::Publish:
        return ErrorKind::NoRightToPublish;
    }
    return ErrorKind::Rejected;
}

QString addressOf(const CacheSettings& settings)
{
    if (settings.transport == CacheSettings::Transport::Unix)
        return settings.socketPath;
    return QStringLiteral("%1:%2").arg(settings.host).arg(settings.port);
}

} // namespace

RedisErrors::RedisErrors(const CacheSettings& settings, const StoreNames& names)
    : m_address(addressOf(settings))
    , m_secrets{settings.password.reveal()}
    , m_tokenKeyPrefix(names.tokenKeyPrefix)
{
}

Error RedisErrors::make(ErrorKind kind, const QString& detail) const
{
    Error error{kind, {}, redacted(QStringLiteral("redis %1: %2").arg(m_address, detail), m_secrets)};
    if (kind == ErrorKind::ReadOnlyProfile) {
        error.sentence = RedisText::tr("This profile is read-only, so nothing in Redis was changed. Choose a profile "
                                       "that may make changes.");
    } else if (kind == ErrorKind::Rejected) {
        //: %1 is the address of a Redis server, %2 what it said, in its own language
        error.sentence =
            RedisText::tr("Redis (%1) refused a command: %2. Show this to your administrator.").arg(m_address, detail);
    } else {
        const Advice advice = adviceFor(kind, Store::Cache);
        //: %1 is the address of a Redis server, %2 a sentence saying what is wrong, %3 one saying what mends it
        error.sentence = RedisText::tr("Redis (%1): %2 %3").arg(m_address, advice.cause, advice.cure);
    }
    error.sentence = redacted(error.sentence, m_secrets);
    return error;
}

Error RedisErrors::timedOut(const QString& detail) const
{
    //: %1 is the address of a Redis server
    const QString store = RedisText::tr("Redis (%1)").arg(m_address);
    return timedOutError(store, QStringLiteral("redis %1: %2").arg(m_address, detail));
}

Error RedisErrors::outcomeUnknown(const Error& cause) const
{
    Error error = make(ErrorKind::OutcomeUnknown, QString());
    //: %1 is the address of a Redis server
    error.sentence = RedisText::tr("Redis (%1) was sent a change, but its answer did not come: it may have happened. "
                                   "Read again before you go on.")
                         .arg(m_address);
    error.detail = errorWord(cause.kind) + QStringLiteral(": ") + cause.detail;
    return error;
}

Error RedisErrors::refused(const RespValue& reply, RedisPurpose purpose) const
{
    return make(kindOf(reply.text, purpose), clean(reply.text));
}

Error RedisErrors::badAnswer(const QString& command, RedisPurpose purpose) const
{
    const Error error = make(ErrorKind::BadAnswer, QStringLiteral("%1 was answered in another shape").arg(command));
    return purpose == RedisPurpose::Read ? error : outcomeUnknown(error);
}

Error RedisErrors::withSentence(Error error) const
{
    error.detail = redacted(QStringLiteral("redis %1: %2").arg(m_address, error.detail), m_secrets);
    return error;
}

Error RedisErrors::badClientCertificate(bool isCertificate) const
{
    return withSentence(
        {ErrorKind::InvalidSettings,
         isCertificate ? RedisText::tr("The client certificate's file for Redis holds no certificate that can be read. "
                                       "Choose a PEM file in the profile, or correct STEWARD_REDIS_CERT_FILE.")
                       : RedisText::tr("The client key's file for Redis holds no key that can be read. Choose a PEM "
                                       "file without a passphrase in the profile, or correct STEWARD_REDIS_KEY_FILE."),
         QStringLiteral("client certificate or key cannot be read")});
}

ErrorKind RedisErrors::kindOf(QByteArrayView reply, RedisPurpose purpose)
{
    static const std::array<std::pair<const char*, ErrorKind>, 23> starts{{
        {"WRONGPASS", ErrorKind::WrongPassword},
        {"NOAUTH", ErrorKind::WrongPassword},
        {"ERR invalid password", ErrorKind::WrongPassword},
        {"ERR AUTH ", ErrorKind::WrongPassword},
        {"ERR Client sent AUTH", ErrorKind::WrongPassword},
        {"LOADING", ErrorKind::Loading},
        {"MOVED", ErrorKind::Cluster},
        {"ASK", ErrorKind::Cluster},
        {"CLUSTERDOWN", ErrorKind::Cluster},
        {"CROSSSLOT", ErrorKind::Cluster},
        {"TRYAGAIN", ErrorKind::Cluster},
        {"ERR SELECT is not allowed in cluster", ErrorKind::Cluster},
        {"READONLY", ErrorKind::Replica},
        {"MASTERDOWN", ErrorKind::Replica},
        {"ERR DB index is out of range", ErrorKind::WrongDatabase},
        {"ERR invalid DB index", ErrorKind::WrongDatabase},
        {"ERR Protocol error", ErrorKind::BadAnswer},
        {"DENIED", ErrorKind::ServerError}, // protected mode
        {"ERR max number of clients", ErrorKind::ServerError},
        {"OOM", ErrorKind::ServerError},
        {"MISCONF", ErrorKind::ServerError},
        {"BUSY", ErrorKind::ServerError},
        {"NOREPLICAS", ErrorKind::ServerError},
    }};
    if (reply.startsWith("NOPERM"))
        return missingRight(purpose);
    for (const auto& [start, kind] : starts) {
        if (reply.startsWith(QByteArrayView(start)))
            return kind;
    }
    return ErrorKind::Rejected;
}

QString RedisErrors::clean(const QByteArray& reply) const
{
    // Redis repeats the arguments of a command that it does not know, and a token's key is one.
    QByteArray text = reply.left(200);
    for (const QByteArray& end : {QByteArrayLiteral(", with args"), m_tokenKeyPrefix}) {
        if (const qsizetype at = end.isEmpty() ? -1 : text.indexOf(end); at >= 0)
            text.truncate(at);
    }
    return QString::fromUtf8(text);
}

} // namespace steward
