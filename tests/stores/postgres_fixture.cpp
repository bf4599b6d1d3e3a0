#include "stores/postgres_fixture.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>

namespace steward::test {
namespace {

QString literal(QString text)
{
    return u'\'' + text.replace(u'\'', QStringLiteral("''")) + u'\'';
}

QString nullable(const QString& text)
{
    return text.isNull() ? QStringLiteral("NULL") : literal(text);
}

QString nullable(const auto& id)
{
    return id.isNull() ? QStringLiteral("NULL") : literal(id.toString());
}

} // namespace

DatabaseSettings
settingsFor(const rig::PostgresServer& server, const QString& database, const QString& user, const QByteArray& password)
{
    DatabaseSettings settings;
    settings.host = server.host();
    settings.port = server.port();
    settings.database = database;
    settings.user = user.isEmpty() ? server.superuser() : user;
    settings.password = Secret(user.isEmpty() ? server.password() : password);
    return settings;
}

QString insertSql(const SubjectRow& row)
{
    QJsonObject config;
    if (!row.name.isNull())
        config[QStringLiteral("instance_name")] = QString::fromUtf8(row.name);
    if (!row.legacyName.isNull())
        config[QStringLiteral("instance")] = QString::fromUtf8(row.legacyName);
    if (!row.phoneConfig.isNull())
        config[QStringLiteral("phone_number")] = row.phoneConfig;
    if (!row.webhookUrl.isNull())
        config[QStringLiteral("webhook_url")] = row.webhookUrl;
    if (row.isProtected)
        config[QStringLiteral("steward_protected")] = true;
    if (row.lease) {
        config[QStringLiteral("steward_lease")] = QJsonObject{
            {QStringLiteral("operation"), row.lease->operation.toString()},
            {QStringLiteral("desk"), row.lease->workstation},
            {QStringLiteral("until"), QDateTime::fromMSecsSinceEpoch(row.lease->until.time_since_epoch().count())
                                          .toUTC()
                                          .toString(Qt::ISODateWithMs)}};
    }
    const QString json = QString::fromUtf8(QJsonDocument(config).toJson(QJsonDocument::Compact));
    const QStringList values{
        nullable(row.id),
        nullable(row.organizationId),
        nullable(row.clinicId),
        row.foreign ? QStringLiteral("'sms'") : QStringLiteral("'whatsapp'"),
        QStringLiteral("'evolution'"),
        literal(row.status),
        literal(json),
        row.enabled ? QStringLiteral("true") : QStringLiteral("false"),
        literal(QString::fromLatin1(row.webhookToken)),
        nullable(row.phoneColumn)};
    return QStringLiteral("insert into healthcare.integrations (id, organization_id, clinic_id, type, provider, "
                          "status, config, enabled, webhook_token, phone_number) values (") +
           values.join(u',') + u')';
}

} // namespace steward::test
