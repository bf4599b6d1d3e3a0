#pragma once

#include "domain/store_names.h"
#include "stores/keeper_judgement.h"
#include "stores/postgres/integration_rows.h"
#include "stores/postgres/row_history.h"

namespace steward {

/// Makes an organization's row name the keeper (DatabasePort::keep) over an open connection, in one transaction of its
/// own.
class RowKeeping final {
    Q_DISABLE_COPY_MOVE(RowKeeping)

public:
    RowKeeping(PostgresConnection& connection, const StoreNames& names, KeeperRequest request);
    Result<KeeperAnswer> run();

private:
    Result<void> prepare();
    Result<std::vector<LockedRow>> look();
    /// Nothing: another program came first; look again.
    Result<std::optional<ClaimedRow>> write(const LockedRow* target);
    Result<std::optional<QUuid>> insert();
    /// To the organization of the request, where it is another than the row's.
    Result<void> move(const QUuid& id);
    Result<ClaimedRow> point(const QUuid& id, bool isNew);
    SqlStatement pointing(const QUuid& id, bool isNew) const;
    Result<void> run(const SqlStatement& statement, const PostgresConnection::RowHandler& onRow = {});

    PostgresConnection& m_connection;
    KeeperRequest m_request;
    IntegrationRows m_rows;
    RowHistory m_history;
};

/// DatabasePort::endLeases() over an open connection, in one transaction of its own.
Result<void> endLeasesOf(PostgresConnection& connection, const StoreNames& names, const QUuid& operation);

} // namespace steward
