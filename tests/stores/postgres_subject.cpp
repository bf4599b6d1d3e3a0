#include "stores/postgres_subject.h"

#include "stores/guard_script.h"
#include "stores/postgres_fixture.h"

#include <QHash>

namespace steward::test {

using rig::RigResult;

PostgresSubject::PostgresSubject(std::optional<rig::PoolMode> pooler)
    : m_mode(pooler)
{
}

RigResult<void> PostgresSubject::start()
{
    if (const auto started = m_server.start(); !started)
        return started;
    if (const auto created = m_server.createDatabase(m_database); !created)
        return created;
    int port = m_server.port();
    if (m_mode) {
        m_pooler.emplace(m_server, *m_mode);
        if (const auto started = m_pooler->start(); !started)
            return started;
        port = m_pooler->port();
    }
    m_proxy.emplace(rig::ProxyTarget{m_server.host(), port, {}});
    return m_proxy->start();
}

RigResult<void> PostgresSubject::reset()
{
    setUnreachable(false);
    m_proxy->dropAll(); // what an earlier case left behind
    return m_server.execute(
        QStringLiteral("set client_min_messages = error; drop table if exists healthcare.holders; delete from "
                       "healthcare.integrations; delete from healthcare.clinics; "
                       "drop table if exists healthcare.integration_audit"),
        m_database);
}

std::unique_ptr<DatabasePort> PostgresSubject::makePort(bool readOnly)
{
    DatabaseSettings settings = settingsFor(m_server, m_database);
    settings.port = m_proxy->port();
    settings.readOnly = readOnly;
    return std::make_unique<PostgresDatabaseAdapter>(settings, StoreNames());
}

RigResult<void> PostgresSubject::addRow(const SubjectRow& row)
{
    return m_server.execute(insertSql(row), m_database);
}

RigResult<void> PostgresSubject::addClinic(const Clinic& clinic)
{
    const QString sql = QStringLiteral("insert into core.organizations (id, name) values ('%2', 'made') on conflict do "
                                       "nothing; insert into healthcare.clinics (id, organization_id, name, is_active) "
                                       "values ('%1', '%2', '%3', %4)")
                            .arg(
                                clinic.id.toString(), clinic.organizationId.toString(), clinic.name,
                                clinic.active ? QStringLiteral("true") : QStringLiteral("false"));
    return m_server.execute(sql, m_database);
}

QByteArray PostgresSubject::rowText(const IntegrationId& id)
{
    const QString sql =
        QStringLiteral("select to_jsonb(i) from healthcare.integrations i where id = '%1'").arg(id.toString());
    return m_server.value(sql, m_database).value_or(QByteArray());
}

RigResult<void> PostgresSubject::touch(const IntegrationId& id, RowTouch touch)
{
    static const QHash<RowTouch, QString> changes{
        {RowTouch::Disabled, QStringLiteral("enabled = false")},
        {RowTouch::Active, QStringLiteral("status = 'active'")},
        {RowTouch::OtherName, QStringLiteral("config = config || '{\"instance_name\": \"another\"}'")},
        {RowTouch::OtherToken, QStringLiteral("webhook_token = 'another-token-of-the-backend'")},
        {RowTouch::OtherOperation, QStringLiteral("config = config || '{\"steward_operation\": \"another\"}'")}};
    return m_server.execute(
        QStringLiteral("update healthcare.integrations set %1 where id = '%2'")
            .arg(changes.value(touch), id.toString()),
        m_database);
}

RigResult<void> PostgresSubject::hold(const IntegrationId& id)
{
    return m_server.execute(
        QStringLiteral("set client_min_messages = error; create table if not exists healthcare.holders (row uuid "
                       "references healthcare.integrations (id)); insert into healthcare.holders values ('%1')")
            .arg(id.toString()),
        m_database);
}

RigResult<void> PostgresSubject::keepHistory()
{
    return m_server.execute(
        QStringLiteral("set client_min_messages = error;") +
            QString::fromUtf8(GuardScript(StoreNames(), {}).part(GuardPart::AuditTable)),
        m_database);
}

QByteArrayList PostgresSubject::history()
{
    const auto rows = m_server.query(
        QStringLiteral("select desk || '|' || operation || '|' || coalesce(before::text, '') || '|' || "
                       "coalesce(after::text, '') from healthcare.integration_audit order by id"),
        m_database);
    QByteArrayList lines;
    for (const rig::PostgresRow& row : rows.value_or(std::vector<rig::PostgresRow>()))
        lines << row.front().value_or(QByteArray());
    return lines;
}

bool PostgresSubject::rowExists(const IntegrationId& id)
{
    const QString sql =
        QStringLiteral("select count(*) from healthcare.integrations where id = '%1'").arg(id.toString());
    return m_server.value(sql, m_database).value_or(QByteArray()) == "1";
}

void PostgresSubject::setUnreachable(bool unreachable)
{
    m_proxy->setMode({unreachable ? rig::ProxyMode::Kind::Refuse : rig::ProxyMode::Kind::Pass});
    if (unreachable)
        m_proxy->dropAll();
}

void PostgresSubject::setSlow(int milliseconds)
{
    const auto kind = milliseconds > 0 ? rig::ProxyMode::Kind::Delay : rig::ProxyMode::Kind::Pass;
    m_proxy->setMode({kind, 0, std::chrono::milliseconds(milliseconds)});
}

} // namespace steward::test
