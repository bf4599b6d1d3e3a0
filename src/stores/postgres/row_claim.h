#pragma once

#include "domain/store_names.h"
#include "stores/postgres/guard_inspection.h"
#include "stores/postgres/row_change.h"
#include "stores/row_changes.h"
#include "stores/survivor_judgement.h"

namespace steward {

/// One claim (WORKFLOWS, "Creation" 2) over an open connection, in one transaction of its own.
class RowClaim final {
    Q_DISABLE_COPY_MOVE(RowClaim)

public:
    RowClaim(PostgresConnection& connection, const StoreNames& names, ClaimRequest request);
    Result<ClaimAnswer> run();

private:
    /// What one look found.
    struct View {
        std::vector<LockedRow> ofOrganization;
        std::vector<Integration> standing;
        bool finishes = false; ///< the row to finish stands as it was seen
    };

    Result<void> prepare();
    Result<void> checkRights();
    Result<View> look();
    Result<View> read();
    Result<void> judge(View& view) const;
    /// Nothing: another program came first; look again.
    Result<std::optional<ClaimedRow>> write(const View& view);
    Result<std::optional<ClaimedRow>> finish();
    Result<std::optional<ClaimedRow>> make(const View& view);
    Result<std::optional<IntegrationId>> callFunction();
    Result<std::optional<IntegrationId>> insert();
    SqlStatement completion(const IntegrationId& id, const ClinicId& firstClinic) const;
    Result<ClaimedRow> complete(const IntegrationId& id);

    RowChange m_change;
    StoreNames m_names;
    ClaimRequest m_request;
    IntegrationId m_finishing; ///< the row to finish; null: a new one
    GuardFacts::Function m_function;
    bool m_mayCallFunction = false;
};

} // namespace steward
