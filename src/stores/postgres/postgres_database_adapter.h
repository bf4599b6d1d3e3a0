#pragma once

#include "stores/connection_settings.h"
#include "stores/database_port.h"

#include <memory>

namespace steward {

class PostgresSession;
enum class RowEditKind;

/// DatabasePort over PostgreSQL, directly or through a pooler in session or transaction mode.
class PostgresDatabaseAdapter final : public DatabasePort {
public:
    PostgresDatabaseAdapter(DatabaseSettings settings, StoreNames names);
    ~PostgresDatabaseAdapter() override;
    Q_DISABLE_COPY_MOVE(PostgresDatabaseAdapter)

    Result<DatabaseListing> list(const CallContext& limits) override;
    Result<std::optional<DatabaseListing>> listConcerning(const InstanceName& name, const CallContext& limits) override;
    Result<std::vector<Integration>> find(const InstanceName& name, const CallContext& limits) override;
    Result<void> mayChange(const RowRights& rights, const CallContext& limits) override;
    Result<bool> wasRemoved(const InstanceName& name, const CallContext& limits) override;
    Result<std::vector<RecordedOperation>> recorded(int most, const CallContext& limits) override;
    Result<Integration> insert(const NewIntegration& row, const CallContext& limits) override;
    Result<std::optional<RowImage>> image(const IntegrationId& id, const CallContext& limits) override;
    Result<ClaimAnswer> claim(const ClaimRequest& request, const CallContext& limits) override;
    Result<std::optional<ClaimedRow>> claimOf(const OperationId& operation, const CallContext& limits) override;
    Result<RowUndo> undoClaim(const ClaimUndo& undo, const CallContext& limits) override;
    Result<ChangeUndone> undoChange(const RowChangeUndo& undo, const CallContext& limits) override;
    Result<std::optional<Integration>> recordPairing(const PairedRow& paired, const CallContext& limits) override;
    Result<std::map<IntegrationId, RowImage>>
    images(const std::vector<IntegrationId>& ids, const CallContext& limits) override;
    Result<SurvivorAnswer> keep(const SurvivorRequest& request, const CallContext& limits) override;
    Result<void> endLeases(const OperationId& operation, const CallContext& limits) override;
    Result<std::vector<RowEdit>>
    remove(const std::vector<RowIdentity>& rows, const ChangeAuthor& author, const CallContext& limits) override;
    Result<std::vector<RowEdit>>
    disable(const std::vector<RowIdentity>& rows, const ChangeAuthor& author, const CallContext& limits) override;
    Result<std::vector<RowEdit>>
    writeStates(const std::vector<RowState>& rows, const ChangeAuthor& author, const CallContext& limits) override;
    Result<RowEdit>
    protect(const RowIdentity& row, bool isProtected, const ChangeAuthor& author, const CallContext& limits) override;
    Result<RestoredRow> restore(const RowImage& image, const ChangeAuthor& author, const CallContext& limits) override;
    StoreDiagnosis diagnose(const CallContext& limits) override;

private:
    /// `work` holds all that it needs: the caller may be gone before it ends.
    template<class T, class Work>
    Result<T> read(const CallContext& limits, Work work);
    /// The same, refused when read-only.
    template<class T, class Work>
    Result<T> change(const CallContext& limits, Work work);
    Result<std::vector<RowEdit>>
    edit(RowEditKind kind, std::vector<RowState> wishes, const ChangeAuthor& author, const CallContext& limits);

    const DatabaseSettings m_settings;
    const StoreNames m_names;
    std::unique_ptr<PostgresSession> m_session;
};

} // namespace steward
