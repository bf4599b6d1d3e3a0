#include "support/generated_fleet.h"

#include "support/evolution_server.h"
#include "support/postgres_server.h"
#include "support/redis_server.h"

#include <QCryptographicHash>

namespace steward::rig {
namespace {

QByteArray md5(const QByteArray& text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Md5).toHex();
}

/// As PostgreSQL writes md5('organization' || i)::uuid.
QByteArray uuidOf(const QByteArray& hex)
{
    return hex.mid(0, 8) + '-' + hex.mid(8, 4) + '-' + hex.mid(12, 4) + '-' + hex.mid(16, 4) + '-' + hex.mid(20);
}

QByteArray tokenOf(int index)
{
    return md5("token" + QByteArray::number(index));
}

QByteArray phoneOf(int index)
{
    return "5511" + QByteArray::number(900'000'000 + index);
}

} // namespace

QByteArray GeneratedFleet::organizationId(int index)
{
    return uuidOf(md5("organization" + QByteArray::number(index)));
}

QByteArray GeneratedFleet::instanceName(int index)
{
    return "clinic-" + organizationId(index) + "-1763139992470";
}

void GeneratedFleet::load(EvolutionServer& server) const
{
    std::vector<EvolutionInstance> instances;
    instances.reserve(static_cast<size_t>(size));
    for (int index = 0; index < size; ++index) {
        EvolutionInstance instance;
        instance.name = QString::fromLatin1(instanceName(index));
        const bool disagrees = disagreeEvery > 0 && index % disagreeEvery == 0;
        instance.connectionStatus = disagrees ? QStringLiteral("close") : QStringLiteral("open");
        instance.ownerJid = QString::fromLatin1(phoneOf(index)) + QStringLiteral("@s.whatsapp.net");
        instance.profileName = QStringLiteral("Clinica %1").arg(index);
        instance.profilePicUrl = QStringLiteral("https://pps.whatsapp.net/v/t61.24694-24/standin_n.jpg?ccb=11-4");
        EvolutionWebhook webhook;
        webhook.url = QStringLiteral("https://hooks.example.org/whatsapp/") + QString::fromLatin1(tokenOf(index));
        webhook.events = {
            QStringLiteral("MESSAGES_UPSERT"), QStringLiteral("MESSAGES_UPDATE"), QStringLiteral("SEND_MESSAGE"),
            QStringLiteral("CONNECTION_UPDATE")};
        instance.webhook = webhook;
        instances.push_back(std::move(instance));
    }
    server.addInstances(instances);
}

RigResult<void> GeneratedFleet::load(PostgresServer& server, const QString& database) const
{
    const QString sql =
        QStringLiteral(
            "insert into core.organizations (id, name) select md5('organization' || i)::uuid, 'Clinica ' || i "
            "from generate_series(0, %1) i;"
            "insert into healthcare.clinics (id, organization_id, name) select md5('clinic' || i)::uuid, "
            "md5('organization' || i)::uuid, 'Clinica ' || i from generate_series(0, %1) i;"
            "insert into healthcare.integrations (organization_id, clinic_id, type, provider, status, config, enabled, "
            "webhook_token, phone_number, connected_at) select md5('organization' || i)::uuid, md5('clinic' || "
            "i)::uuid, "
            "'whatsapp', 'evolution', 'active', jsonb_build_object('instance_name', 'clinic-' || "
            "md5('organization' || i)::uuid || '-1763139992470', 'webhook_url', 'https://hooks.example.org/whatsapp/' "
            "|| "
            "md5('token' || i)), true, md5('token' || i), '5511' || (900000000 + i), now() from generate_series(0, %1) "
            "i;"
            "analyze")
            .arg(size - 1);
    return server.execute(sql, database);
}

RigResult<void> GeneratedFleet::load(RedisServer& server) const
{
    std::vector<QByteArrayList> commands;
    commands.reserve(static_cast<size_t>(size) * 2);
    for (int index = 0; index < size; ++index) {
        const QByteArray common = R"({"clinic_id":")" + uuidOf(md5("clinic" + QByteArray::number(index))) +
                                  R"(","organization_id":")" + organizationId(index) + R"(","name":"Clinica )" +
                                  QByteArray::number(index) + R"(","instance_name":")" + instanceName(index) + '"';
        commands.push_back(
            {"SETEX", "whatsapp:instance:" + instanceName(index), "3600",
             common + R"(,"whatsapp_number":")" + phoneOf(index) + "\"}"});
        commands.push_back(
            {"SETEX", "whatsapp:token:" + tokenOf(index), "3600",
             common + R"(,"phone_number":")" + phoneOf(index) + R"(","webhook_token":")" + tokenOf(index) + "\"}"});
    }
    return server.load(commands);
}

} // namespace steward::rig
