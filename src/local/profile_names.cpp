#include "local/profile_names.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct NamesText {
    Q_DECLARE_TR_FUNCTIONS(steward::StoreNames)
};

constexpr auto lifetimeField = "cache_lifetime_seconds";

/// Calls text(key, member) or bytes(key, member) for every name: reading and writing share one list.
template<class Names, class OnText, class OnBytes>
void forEachName(Names& names, OnText text, OnBytes bytes)
{
    text(QStringLiteral("schema"), names.schema);
    text(QStringLiteral("integrations_table"), names.integrationsTable);
    text(QStringLiteral("clinics_table"), names.clinicsTable);
    text(QStringLiteral("organizations_schema"), names.organizationsSchema);
    text(QStringLiteral("organizations_table"), names.organizationsTable);
    text(QStringLiteral("function_schema"), names.functionSchema);
    text(QStringLiteral("save_function"), names.saveFunction);
    text(QStringLiteral("audit_table"), names.auditTable);
    text(QStringLiteral("notify_channel"), names.notifyChannel);
    text(QStringLiteral("instance_name_template"), names.instanceNameTemplate);
    bytes(QStringLiteral("instance_key_prefix"), names.instanceKeyPrefix);
    bytes(QStringLiteral("token_key_prefix"), names.tokenKeyPrefix);
    bytes(QStringLiteral("residue_prefix"), names.residuePrefix);
    bytes(QStringLiteral("stream_suffix"), names.streamSuffix);
    bytes(QStringLiteral("dead_letter_suffix"), names.deadLetterSuffix);
    bytes(QStringLiteral("bucket_suffix"), names.bucketSuffix);
    bytes(QStringLiteral("bucket_timestamp_suffix"), names.bucketTimestampSuffix);
    bytes(QStringLiteral("worker_group"), names.workerGroup);
    bytes(QStringLiteral("added_channel"), names.addedChannel);
    bytes(QStringLiteral("removed_channel"), names.removedChannel);
    bytes(QStringLiteral("desks_channel"), names.workstationsChannel);
}

} // namespace

QJsonObject namesToJson(const StoreNames& names)
{
    QJsonObject all;
    QJsonObject defaults;
    const auto fill = [](const StoreNames& from, QJsonObject& object) {
        forEachName(
            from, [&object](const QString& key, const QString& value) { object.insert(key, value); },
            [&object](const QString& key, const QByteArray& value) { object.insert(key, QString::fromUtf8(value)); });
        object.insert(QLatin1String(lifetimeField), from.cacheLifetimeSeconds);
    };
    fill(names, all);
    fill(StoreNames(), defaults);
    QJsonObject different;
    for (auto it = all.constBegin(); it != all.constEnd(); ++it) {
        if (defaults.value(it.key()) != it.value())
            different.insert(it.key(), it.value());
    }
    return different;
}

StoreNames namesFromJson(StrictFields& object)
{
    StoreNames names;
    const auto read = [&object](const QString& key, const QString& missing) {
        QString value = object.text(key, missing);
        if (value.isEmpty())
            object.refuse(key, NamesText::tr("a name that is not empty"));
        return value;
    };
    forEachName(
        names, [&read](const QString& key, QString& value) { value = read(key, value); },
        [&read](const QString& key, QByteArray& value) { value = read(key, QString::fromUtf8(value)).toUtf8(); });
    names.cacheLifetimeSeconds =
        static_cast<int>(object.number(QLatin1String(lifetimeField), names.cacheLifetimeSeconds, 1, 365 * 24 * 3600));
    return names;
}

} // namespace steward
