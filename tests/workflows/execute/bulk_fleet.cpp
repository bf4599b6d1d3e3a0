#include "workflows/execute/bulk_fleet.h"
#include "support/any_id.h"

namespace steward::test {
namespace {

QString quoted(const QString& text)
{
    return QLatin1Char('\'') + text + QLatin1Char('\'');
}

} // namespace

BulkFleet::BulkFleet(CreationRig& rig, int organizations, int each)
    : m_rig(rig)
    , m_each(each)
{
    QStringList owners;
    QStringList rows;
    std::vector<rig::EvolutionInstance> instances;
    std::vector<QByteArrayList> commands;
    for (int number = 0; number < organizations; ++number) {
        const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
        const QString token = QUuid::createUuid().toString(QUuid::Id128);
        m_organizations << id;
        owners << QStringLiteral("(%1, %2)").arg(quoted(id), quoted(QStringLiteral("Bulk ") + id.left(8)));
        for (int member = 0; member < each; ++member) {
            rig::EvolutionInstance instance;
            instance.name = QStringLiteral("clinic-%1-%2").arg(id).arg(member);
            if (each > 1 && member == 2) {
                instance.connectionStatus = QStringLiteral("open");
                instance.ownerJid = QStringLiteral("55119%1@s.whatsapp.net").arg(10'000'000 + number);
            }
            const QByteArray value = R"({"organization_id":")" + id.toUtf8() +
                                     R"(","clinic_id":null,"name":"Clinic","instance_name":")" +
                                     instance.name.toUtf8() + R"("})";
            commands.push_back({"SETEX", "whatsapp:instance:" + instance.name.toUtf8(), "3600", value});
            if (member == 0) {
                commands.push_back({"SETEX", "whatsapp:token:" + token.toUtf8(), "3600", value});
                rows << QStringLiteral("(%1, 'whatsapp', 'evolution', 'pending', "
                                       "jsonb_build_object('instance_name', %2::text), true, %3)")
                            .arg(quoted(id), quoted(instance.name), quoted(token));
            }
            m_names << instance.name;
            instances.push_back(std::move(instance));
        }
    }
    rig.fleet.server.addInstances(instances);
    const QString sql = QStringLiteral("insert into core.organizations (id, name) values %1; insert into "
                                       "healthcare.integrations (organization_id, type, provider, status, config, "
                                       "enabled, webhook_token) values %2")
                            .arg(owners.join(QLatin1Char(',')), rows.join(QLatin1Char(',')));
    if (!rig.fleet.postgres.execute(sql, rig.fleet.database()) || !rig.fleet.redis.load(commands))
        qFatal("cannot make the fleet");
}

BulkFleet::~BulkFleet()
{
    for (const QString& name : std::as_const(m_names))
        m_rig.fleet.server.removeInstance(name);
    QStringList ids;
    for (const QString& id : std::as_const(m_organizations))
        ids << quoted(id);
    const auto done = m_rig.fleet.postgres.execute(
        QStringLiteral("delete from healthcare.integrations where organization_id in (%1); delete from "
                       "core.organizations where id in (%1)")
            .arg(ids.join(QLatin1Char(','))),
        m_rig.fleet.database());
    static_cast<void>(done);
    static_cast<void>(m_rig.fleet.redis.command({"FLUSHDB"}));
    static_cast<void>(m_rig.fleet.fleet().load(m_rig.fleet.redis));
}

PlanRequest BulkFleet::request() const
{
    PlanRequest request = ApplyRig::request(PlanKind::Delete, m_each == 1 ? m_names : QStringList());
    if (m_each == 1)
        return request;
    request.kind = PlanKind::Clean;
    for (const QString& id : m_organizations)
        request.organizations.push_back(anId(id));
    return request;
}

BulkFleet::Picture BulkFleet::look()
{
    Picture picture;
    for (const rig::EvolutionInstance& instance : m_rig.fleet.server.instances())
        picture.listed.insert(instance.name);
    const auto rows = m_rig.fleet.postgres.query(
        QStringLiteral("select config->>'instance_name', (config ? 'steward_lease')::text from "
                       "healthcare.integrations where enabled"),
        m_rig.fleet.database());
    if (!rows)
        qFatal("cannot read the rows");
    for (const rig::PostgresRow& row : *rows) {
        picture.rows.insert(QString::fromUtf8(row.at(0).value_or("")));
        picture.leases += row.at(1) == "true" ? 1 : 0;
    }
    const QByteArray prefix = "whatsapp:instance:";
    const auto keys = m_rig.fleet.redis.command({"KEYS", prefix + '*'});
    if (!keys)
        qFatal("cannot read the keys");
    for (const rig::RespValue& key : keys->items)
        picture.entries.insert(QString::fromUtf8(key.text.mid(prefix.size())));
    return picture;
}

std::optional<QString> BulkFleet::violationAtRest()
{
    const Picture now = look();
    for (qsizetype place = 0; place < m_names.size(); ++place) {
        const QString& name = m_names.at(place);
        const bool isListed = now.listed.contains(name);
        if (isSurvivor(place)) {
            const bool hasRow = now.rows.contains(name) != now.rows.contains(m_names.at(place - 2));
            if (!isListed || !hasRow)
                return QStringLiteral("a keeper is gone, or has no row or two: ") + name;
            continue;
        }
        const bool needsRow = m_each == 1;
        if (isListed && ((needsRow && !now.rows.contains(name)) || !now.entries.contains(name)))
            return QStringLiteral("listed still, and its row or entry was taken: ") + name;
    }
    return {};
}

std::optional<QString> BulkFleet::violationOfDone()
{
    const Picture now = look();
    for (qsizetype place = 0; place < m_names.size(); ++place) {
        const QString& name = m_names.at(place);
        const int places = static_cast<int>(now.listed.contains(name)) + static_cast<int>(now.rows.contains(name)) +
                           static_cast<int>(now.entries.contains(name));
        if (places != (isSurvivor(place) ? 3 : 0))
            return QStringLiteral("%1 stands in %2 stores%3")
                .arg(name)
                .arg(places)
                .arg(isSurvivor(place) ? QStringLiteral(", and is to stay") : QString());
    }
    return now.leases == 0 ? std::nullopt : std::optional(QStringLiteral("%1 leases are left").arg(now.leases));
}

bool BulkFleet::isUntouched()
{
    const Picture now = look();
    qsizetype place = 0;
    for (const QString& name : std::as_const(m_names)) {
        const bool hadRow = place++ % m_each == 0;
        if (!now.listed.contains(name) || !now.entries.contains(name) || now.rows.contains(name) != hadRow)
            return false;
    }
    return true;
}

std::optional<QString> BulkFleet::violationOfAnswer(const ChangeResult& result)
{
    const Picture now = look();
    for (const ChangeItem& item : result.items) {
        const QString name = item.instanceName.text();
        if ((item.server == StoreOutcome::Gone && now.listed.contains(name)) ||
            (item.database == StoreOutcome::Gone && now.rows.contains(name)))
            return QStringLiteral("called gone, and it is there: ") + name;
        const bool wasTaken = item.database == StoreOutcome::Gone || item.cache == StoreOutcome::Gone;
        if (wasTaken && item.server != StoreOutcome::Gone && item.server != StoreOutcome::Absent &&
            item.server != StoreOutcome::StillThere)
            return QStringLiteral("row or entry taken of what was not proven gone: ") + name;
    }
    return result.outcome == OperationOutcome::Done ? violationOfDone() : std::nullopt;
}

void BulkFleet::setDeletionDelay(const QString& name, const std::optional<std::chrono::milliseconds>& delay)
{
    auto instance = m_rig.fleet.server.instance(name);
    if (!instance)
        return;
    instance->deletionDelay = delay;
    m_rig.fleet.server.addInstance(*instance);
}

} // namespace steward::test
