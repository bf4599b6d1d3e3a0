#include "stores/postgres_subject.h"

#include "stores/postgres_fixture.h"

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
    return m_server.execute(QStringLiteral("delete from healthcare.integrations"), m_database);
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

bool PostgresSubject::rowExists(const QUuid& id)
{
    const QString sql = QStringLiteral("select count(*) from healthcare.integrations where id = '%1'")
                            .arg(id.toString(QUuid::WithoutBraces));
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
