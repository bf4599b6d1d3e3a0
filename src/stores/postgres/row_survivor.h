#pragma once

#include "domain/store_names.h"
#include "stores/postgres/row_change.h"
#include "stores/survivor_judgement.h"

namespace steward {

/// Makes an organization's row name the survivor (DatabasePort::keep) over an open connection, in one transaction of
/// its own.
class RowSurvivor final {
    Q_DISABLE_COPY_MOVE(RowSurvivor)

public:
    RowSurvivor(PostgresConnection& connection, const StoreNames& names, SurvivorRequest request);
    Result<SurvivorAnswer> run();

private:
    Result<void> prepare();
    Result<std::vector<LockedRow>> look();
    /// Nothing: another program came first; look again.
    Result<std::optional<ClaimedRow>> write(const LockedRow* target);
    Result<std::optional<ClaimedRow>> hold(const LockedRow& target);
    Result<ClinicId> clinic();
    Result<IntegrationId> insert();
    /// To the organization of the request, where it is another than the row's.
    Result<void> move(const IntegrationId& id);
    Result<ClaimedRow> point(const IntegrationId& id, bool isNew);
    SqlStatement pointing(const IntegrationId& id, bool isNew) const;

    RowChange m_change;
    SurvivorRequest m_request;
};

/// DatabasePort::endLeases() over an open connection, in one transaction of its own.
Result<void> endLeasesOf(PostgresConnection& connection, const StoreNames& names, const OperationId& operation);

} // namespace steward
