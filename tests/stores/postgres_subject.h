#pragma once

#include "stores/contract/database_port_subject.h"
#include "support/fault_proxy.h"
#include "support/pg_bouncer.h"
#include "support/postgres_server.h"

#include <optional>

namespace steward::test {

/// The real adapter over a real PostgreSQL behind a proxy, and behind a pooler where one is asked for.
class PostgresSubject final : public DatabasePortSubject {
    Q_DISABLE_COPY_MOVE(PostgresSubject)

public:
    explicit PostgresSubject(std::optional<rig::PoolMode> pooler = {});
    rig::RigResult<void> start();

    rig::RigResult<void> reset() override;
    std::unique_ptr<DatabasePort> makePort(bool readOnly) override;
    rig::RigResult<void> addRow(const SubjectRow& row) override;
    rig::RigResult<void> addClinic(const Clinic& clinic) override;
    bool rowExists(const IntegrationId& id) override;
    QByteArray rowText(const IntegrationId& id) override;
    rig::RigResult<void> touch(const IntegrationId& id, RowTouch touch) override;
    rig::RigResult<void> hold(const IntegrationId& id) override;
    rig::RigResult<void> keepHistory() override;
    QByteArrayList history() override;
    void setUnreachable(bool unreachable) override;
    void setSlow(int milliseconds) override;

private:
    const QString m_database = QStringLiteral("clinics");
    rig::PostgresServer m_server;
    std::optional<rig::PoolMode> m_mode;
    std::optional<rig::PgBouncer> m_pooler;
    std::optional<rig::FaultProxy> m_proxy;
};

} // namespace steward::test
