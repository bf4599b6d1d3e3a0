#include "stores/redis/redis_doctor.h"

#include "stores/redis/redis_keyspace.h"
#include "stores/redis/redis_rights.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QUuid>

namespace steward {
namespace {

struct RedisDoctorText {
    Q_DECLARE_TR_FUNCTIONS(steward::RedisDoctor)
};

constexpr int pagesToLookAt = 500; // of 2000 keys

bool isTls(ErrorKind kind)
{
    return kind == ErrorKind::TlsUntrusted || kind == ErrorKind::TlsExpired || kind == ErrorKind::TlsWrongHost ||
           kind == ErrorKind::TlsPlain || kind == ErrorKind::TlsFailed || kind == ErrorKind::TlsChain ||
           kind == ErrorKind::TlsClient;
}

bool isNetwork(ErrorKind kind)
{
    return kind == ErrorKind::TimedOut || kind == ErrorKind::NameNotFound || kind == ErrorKind::Refused ||
           kind == ErrorKind::NoIpv6 || kind == ErrorKind::ConnectionLost || kind == ErrorKind::BadAnswer ||
           kind == ErrorKind::Stopped;
}

QString failedWords(CheckId id)
{
    switch (id) {
    case CheckId::Reachable:
        return RedisDoctorText::tr("Redis gave no usable answer.");
    case CheckId::Tls:
        return RedisDoctorText::tr("There is no safe connection to Redis.");
    case CheckId::Credentials:
        return RedisDoctorText::tr("Redis did not accept the user or the password.");
    case CheckId::Role:
        return RedisDoctorText::tr("This Redis cannot be used as the cache now.");
    case CheckId::Tables:
        return RedisDoctorText::tr("The keys of WhatsApp instances were not found.");
    case CheckId::Read:
        return RedisDoctorText::tr("The keys of WhatsApp instances cannot be read.");
    case CheckId::Write:
        return RedisDoctorText::tr("Keys cannot be written and deleted.");
    case CheckId::Version:
    case CheckId::RowSecurity:
    case CheckId::Execute:
    case CheckId::Pooler:
    case CheckId::Library:
        break;
    case CheckId::Publish:
        return RedisDoctorText::tr("The workers cannot be told.");
    }
    return {};
}

Check versionUntold()
{
    return skippedCheck(CheckId::Version, RedisDoctorText::tr("Redis does not tell its version."));
}

} // namespace

RedisDoctor::RedisDoctor(const CacheSettings& settings, const StoreNames& names)
    : m_settings(settings)
    , m_names(names)
    , m_keys(names)
    , m_session(settings, names)
    , m_probeName("steward-doctor-" + QUuid::createUuid().toByteArray(QUuid::WithoutBraces))
{
    m_diagnosis.store = Store::Cache;
}

StoreDiagnosis RedisDoctor::run(const CallContext& limits)
{
    QElapsedTimer elapsed;
    elapsed.start();
    if (lookAtConnection(limits) && lookAtServer(limits)) {
        lookAtKeys(limits);
        lookAtChanges(limits);
    }
    skipRest(m_diagnosis);
    m_session.drop();
    m_diagnosis.elapsedMs = elapsed.elapsed();
    return std::move(m_diagnosis);
}

bool RedisDoctor::lookAtConnection(const CallContext& limits)
{
    if (const Result<void> connected = m_session.connect(limits); !connected) {
        addRefusedConnection(connected.error());
        return false;
    }
    Result<void> spoke = m_session.logIn(limits);
    const bool loggedIn = spoke.has_value();
    if (loggedIn)
        spoke = m_session.identify(limits);
    if (!spoke && (isNetwork(spoke.error().kind) || isTls(spoke.error().kind))) {
        addRefusedConnection(spoke.error());
        return false;
    }
    //: %1 is the address of a Redis server
    add(passedCheck(CheckId::Reachable, RedisDoctorText::tr("Redis answers at %1.").arg(m_session.errors().address())));
    addTls();
    if (!spoke && (!loggedIn || spoke.error().kind == ErrorKind::WrongPassword)) {
        fail(CheckId::Credentials, spoke.error());
        return false;
    }
    const bool anonymous = m_settings.user.isEmpty() && m_settings.password.isEmpty();
    add(passedCheck(
        CheckId::Credentials, anonymous ? RedisDoctorText::tr("Redis asks for no password.")
                                        : RedisDoctorText::tr("Redis accepts the user and the password.")));
    if (!spoke) {
        add(versionUntold());
        fail(CheckId::Role, spoke.error());
        return false;
    }
    addVersion();
    return true;
}

void RedisDoctor::addRefusedConnection(const Error& error)
{
    if (isTls(error.kind)) {
        //: %1 is the address of a Redis server
        const QString said = RedisDoctorText::tr("Something answers at %1.").arg(m_session.errors().address());
        add(passedCheck(CheckId::Reachable, said));
        fail(CheckId::Tls, error);
    } else if (error.kind == ErrorKind::InsecureRefused) {
        add(skippedCheck(CheckId::Reachable, RedisDoctorText::tr("No connection was tried.")));
        fail(CheckId::Tls, error);
    } else {
        fail(CheckId::Reachable, error);
    }
}

void RedisDoctor::addTls()
{
    if (const QString encryption = m_session.encryption(); !encryption.isEmpty()) {
        //: %1 is a version of TLS such as TLSv1.3
        add(passedCheck(CheckId::Tls, RedisDoctorText::tr("Encrypted (%1), certificate verified.").arg(encryption)));
    } else if (m_settings.transport == CacheSettings::Transport::Unix || isLoopbackHost(m_settings.host)) {
        add(passedCheck(CheckId::Tls, RedisDoctorText::tr("Not encrypted, and it does not leave this computer.")));
    } else {
        add(troubledCheck(
            CheckId::Tls, CheckState::Warning, ErrorKind::InsecureRefused, Store::Cache,
            RedisDoctorText::tr("Not encrypted, as this profile allows.")));
    }
}

void RedisDoctor::addVersion()
{
    m_diagnosis.version = QString::fromUtf8(m_session.server().version.left(40));
    if (m_diagnosis.version.isEmpty()) {
        add(versionUntold());
        return;
    }
    //: %1 is a version number
    Check check = passedCheck(CheckId::Version, RedisDoctorText::tr("Redis %1.").arg(m_diagnosis.version));
    if (m_diagnosis.version.section(QLatin1Char('.'), 0, 0).toInt() < 5) {
        check.state = CheckState::Warning;
        check.cause = RedisDoctorText::tr("This version is older than those that Steward knows, and has no streams.");
        check.cure = RedisDoctorText::tr("Have Redis updated to version 6 or newer.");
    }
    add(check);
}

bool RedisDoctor::lookAtServer(const CallContext& limits)
{
    Result<void> usable = m_session.judge(limits);
    if (usable) {
        const Result<RespValue> ping = m_session.ask({"PING"}, RedisPurpose::Read, limits);
        if (!ping)
            usable = std::unexpected(ping.error());
        else if (ping->isError() && !ping->text.startsWith("NOPERM"))
            usable = std::unexpected(m_session.errors().refused(*ping, RedisPurpose::Read));
    }
    if (!usable) {
        fail(CheckId::Role, usable.error());
        return false;
    }
    add(passedCheck(CheckId::Role, RedisDoctorText::tr("A primary, neither loading nor part of a cluster.")));
    if (const Result<void> selected = m_session.select(limits); !selected) {
        fail(CheckId::Tables, selected.error());
        return false;
    }
    return true;
}

CacheKey RedisDoctor::probe(CacheKeyKind kind) const
{
    return {kind, InstanceName::fromUtf8(m_probeName), WebhookToken(m_probeName)};
}

void RedisDoctor::lookAtKeys(const CallContext& limits)
{
    std::vector<std::vector<QByteArray>> reading{{"SCAN", "0", "MATCH", m_keys.entryPatterns().front(), "COUNT", "10"}};
    for (const CacheKeyKind kind : {CacheKeyKind::Instance, CacheKeyKind::Token}) {
        const QByteArray key = m_keys.keyOf(probe(kind));
        reading.insert(reading.end(), {{"MGET", key}, {"TTL", key}, {"TYPE", key}});
    }
    const size_t ofEntries = reading.size();
    const QByteArray stream = m_keys.residueKey(RedisResidueKind::Stream, InstanceName::fromUtf8(m_probeName));
    reading.insert(reading.end(), {{"TYPE", stream}, {"XLEN", stream}});
    const Refusals refused = tryReading(reading, ofEntries, limits);
    if (refused.ofEntries) {
        add(skippedCheck(CheckId::Tables, RedisDoctorText::tr("This cannot be told without reading.")));
        fail(CheckId::Read, *refused.ofEntries);
        return;
    }
    lookAtPlace(limits);
    if (refused.ofResidue) {
        add(troubledCheck(
            CheckId::Read, CheckState::Warning, refused.ofResidue->kind, Store::Cache,
            RedisDoctorText::tr("Cache entries can be read, but not what deleted instances left behind.")));
        return;
    }
    add(passedCheck(CheckId::Read, RedisDoctorText::tr("The keys of WhatsApp instances can be read.")));
}

void RedisDoctor::lookAtPlace(const CallContext& limits)
{
    const Result<RedisKeyspace::Place> place = RedisKeyspace(m_session, m_keys).place(limits, pagesToLookAt);
    if (!place) {
        fail(CheckId::Tables, place.error());
        return;
    }
    const int number = m_settings.database;
    switch (*place) {
    case RedisKeyspace::Place::Ours:
        //: %1 is the number of a Redis database
        add(passedCheck(
            CheckId::Tables, RedisDoctorText::tr("Database %1 holds keys of WhatsApp instances.").arg(number)));
        break;
    case RedisKeyspace::Place::Empty:
        //: %1 is the number of a Redis database
        add(passedCheck(
            CheckId::Tables,
            RedisDoctorText::tr(
                "Database %1 holds no key of a WhatsApp instance at the moment, and no other database does.")
                .arg(number)));
        break;
    case RedisKeyspace::Place::NotLooked:
        //: %1 is the number of a Redis database
        add(skippedCheck(
            CheckId::Tables,
            RedisDoctorText::tr("Database %1 is large, and its first million keys are not of WhatsApp instances.")
                .arg(number)));
        break;
    }
}

void RedisDoctor::lookAtChanges(const CallContext& limits)
{
    if (m_settings.readOnly) {
        const QString said = RedisDoctorText::tr("This profile is read-only.");
        add(skippedCheck(CheckId::Write, said));
        add(skippedCheck(CheckId::Publish, said));
        return;
    }
    const RedisRights::Commands publishing{
        {"PUBLISH", m_names.addedChannel, "{}"}, {"PUBLISH", m_names.removedChannel, "{}"}};
    RedisRights rights(m_session, m_settings);
    const Result<bool> guarded = rights.mayGuard(m_keys.keyOf(probe(CacheKeyKind::Instance)), limits);
    if (guarded && !*guarded) {
        add(troubledCheck(
            CheckId::Write, CheckState::Warning, ErrorKind::NoRightToWrite, Store::Cache,
            RedisDoctorText::tr("Cache entries cannot be changed safely: Redis does not let this user run WATCH and "
                                "MULTI, so what somebody writes meanwhile could be lost.")));
    } else {
        Result<std::optional<bool>> right = rights.mayRun(changingCommands(), limits);
        if (!right && m_session.fallsBackToDel(right.error()))
            right = rights.mayRun(changingCommands(), limits);
        addRight(CheckId::Write, right, ErrorKind::NoRightToWrite);
    }
    addRight(CheckId::Publish, rights.mayRun(publishing, limits), ErrorKind::NoRightToPublish);
}

std::vector<std::vector<QByteArray>> RedisDoctor::changingCommands() const
{
    std::vector<std::vector<QByteArray>> commands;
    for (const CacheKeyKind kind : {CacheKeyKind::Instance, CacheKeyKind::Token}) {
        const QByteArray key = m_keys.keyOf(probe(kind));
        const QByteArray removal = m_session.removalCommand().toByteArray();
        commands.insert(commands.end(), {{"SETEX", key, "1", "{}"}, {"EXPIRE", key, "1"}, {removal, key}});
    }
    return commands;
}

void RedisDoctor::addRight(CheckId id, const Result<std::optional<bool>>& right, ErrorKind missing)
{
    if (right && !*right) {
        add(skippedCheck(id, RedisDoctorText::tr("Redis does not let this user find that out.")));
    } else if (right && **right) {
        add(passedCheck(
            id, id == CheckId::Write ? RedisDoctorText::tr("Keys may be written and deleted.")
                                     : RedisDoctorText::tr("The workers may be told.")));
    } else {
        const ErrorKind kind = right ? missing : right.error().kind;
        add(troubledCheck(id, CheckState::Warning, kind, Store::Cache, failedWords(id)));
    }
}

void RedisDoctor::fail(CheckId id, const Error& error)
{
    add(failedCheck(id, error, Store::Cache, failedWords(id)));
}

RedisDoctor::Refusals RedisDoctor::tryReading(
    const std::vector<std::vector<QByteArray>>& commands, size_t ofEntries, const CallContext& limits)
{
    Refusals refused;
    const auto encode = [&commands](qsizetype index, QByteArray& out) {
        const std::vector<QByteArray>& command = commands[static_cast<size_t>(index)];
        appendCommand(out, std::vector<QByteArrayView>(command.begin(), command.end()));
    };
    const auto handle = [&](qsizetype index, RespValue&& reply) -> Result<void> {
        std::optional<Error>& first = static_cast<size_t>(index) < ofEntries ? refused.ofEntries : refused.ofResidue;
        if (reply.isError() && !first)
            first = m_session.errors().refused(reply, RedisPurpose::Read);
        return {};
    };
    const auto count = static_cast<qsizetype>(commands.size());
    if (const Result<void> asked = m_session.pipeline(count, encode, handle, RedisPurpose::Read, limits); !asked)
        refused.ofEntries = asked.error();
    return refused;
}

} // namespace steward
