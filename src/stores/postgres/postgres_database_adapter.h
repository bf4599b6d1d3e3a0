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

    Result<DatabaseListing> list(const Limits& limits) override;
    Result<std::vector<Integration>> find(const InstanceName& name, const Limits& limits) override;
    Result<void> mayChange(const RowRights& rights, const Limits& limits) override;
    Result<bool> wasRemoved(const InstanceName& name, const Limits& limits) override;
    Result<Integration> insert(const NewIntegration& row, const Limits& limits) override;
    Result<std::optional<RowImage>> image(const QUuid& id, const Limits& limits) override;
    Result<ClaimAnswer> claim(const ClaimRequest& request, const Limits& limits) override;
    Result<std::optional<ClaimedRow>> claimOf(const QUuid& operation, const Limits& limits) override;
    Result<RowUndo> undoClaim(const ClaimUndo& undo, const Limits& limits) override;
    Result<ChangeUndone> undoChange(const RowChangeUndo& undo, const Limits& limits) override;
    Result<std::optional<Integration>> recordPairing(const PairedRow& paired, const Limits& limits) override;
    Result<std::map<QUuid, RowImage>> images(const std::vector<QUuid>& ids, const Limits& limits) override;
    Result<KeeperAnswer> keep(const KeeperRequest& request, const Limits& limits) override;
    Result<void> endLeases(const QUuid& operation, const Limits& limits) override;
    Result<std::vector<RowEdit>>
    remove(const std::vector<RowIdentity>& rows, const ChangeAuthor& author, const Limits& limits) override;
    Result<std::vector<RowEdit>>
    disable(const std::vector<RowIdentity>& rows, const ChangeAuthor& author, const Limits& limits) override;
    Result<std::vector<RowEdit>>
    writeStates(const std::vector<RowState>& rows, const ChangeAuthor& author, const Limits& limits) override;
    Result<RowEdit>
    protect(const RowIdentity& row, bool isProtected, const ChangeAuthor& author, const Limits& limits) override;
    Result<RestoredRow> restore(const RowImage& image, const ChangeAuthor& author, const Limits& limits) override;
    StoreDiagnosis diagnose(const Limits& limits) override;

private:
    Result<std::vector<RowEdit>>
    edit(RowEditKind kind, std::vector<RowState> wishes, const ChangeAuthor& author, const Limits& limits);

    const DatabaseSettings m_settings;
    const StoreNames m_names;
    std::unique_ptr<PostgresSession> m_session;
};

} // namespace steward
