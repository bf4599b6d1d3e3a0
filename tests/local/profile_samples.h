#pragma once

#include "local/profile.h"

#include <QDirIterator>
#include <QFile>

namespace steward::test {

/// A profile with every field off its default.
inline Profile fullProfile()
{
    Profile profile;
    profile.name = QStringLiteral("Clinics Brazil");
    profile.environment = steward::Environment::Staging;
    profile.readOnly = true;
    profile.role = Role::Staff;
    profile.serverUrl = QStringLiteral("https://evolution.example.org/base");
    profile.database = {QStringLiteral("db.example.org"), 6543,
                        QStringLiteral("postgres"),       QStringLiteral("postgres.ref"),
                        QStringLiteral("verify-full"),    QStringLiteral("/etc/db-ca.pem")};
    profile.cache = {CacheSettings::Transport::Tls,     QStringLiteral("cache.example.org"), 6380,
                     QStringLiteral("/run/redis.sock"), QStringLiteral("steward"),           3};
    profile.cache.caFile = QStringLiteral("/etc/redis-ca.pem");
    profile.cache.certificateFile = QStringLiteral("/etc/redis-client.pem");
    profile.cache.keyFile = QStringLiteral("/etc/redis-client.key");
    profile.serverCaFile = QStringLiteral("/etc/evolution-ca.pem");
    profile.caFile = QStringLiteral("/etc/ca.pem");
    profile.allowInsecure = true;
    profile.ignore = IgnorePatterns::fromTexts({QStringLiteral("internal-*"), QStringLiteral("caf\u00e9?")});
    profile.protectedInstances = {
        InstanceName::fromUtf8("kept"), InstanceName::fromUtf8("\xff\xfe"), InstanceName::fromUtf8("a*?\"\\")};
    profile.webhookTemplate = QStringLiteral("https://hooks.example.org/evolution/{webhook_token}/{instance_name}");
    profile.names.schema = QStringLiteral("care");
    profile.names.tokenKeyPrefix = "wa:token:";
    profile.names.cacheLifetimeSeconds = 60;
    profile.pendingGrace = std::chrono::minutes(7);
    profile.stuckPairingAfter = std::chrono::minutes(8);
    profile.readEvery = std::chrono::minutes(9);
    return profile;
}

/// Paths of all files below the folder that hold the text in one of its spellings.
inline QStringList filesWith(const QString& folder, const QByteArray& secret)
{
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        const QByteArray content = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        if (content.contains(secret) || content.contains(secret.toBase64()) ||
            content.contains(secret.toPercentEncoding()))
            found.append(file.fileName());
    }
    return found;
}

/// True where the keychain was asked and holds no such entry.
inline bool isNothing(const Result<std::optional<Secret>>& stored)
{
    return stored.has_value() && !stored->has_value();
}

inline QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline bool fill(const QString& path, const QByteArray& content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

constexpr QFileDevice::Permissions othersRights = QFileDevice::ReadGroup | QFileDevice::WriteGroup |
                                                  QFileDevice::ExeGroup | QFileDevice::ReadOther |
                                                  QFileDevice::WriteOther | QFileDevice::ExeOther;

} // namespace steward::test
