#pragma once

#include "stores/database_port.h"

#include <memory>

namespace steward {

class PracticeWorld;

/// The database of a practice workspace, as it is found: until its guards are applied, a second enabled row can be
/// inserted.
class PracticeDatabase final : public DatabasePort {
    Q_DISABLE_COPY_MOVE(PracticeDatabase)

public:
    explicit PracticeDatabase(std::shared_ptr<PracticeWorld> world, bool readOnly = false);

    Result<DatabaseListing> list(const CallContext& limits) override;
    Result<std::vector<Integration>> find(const InstanceName& name, const CallContext& limits) override;
    Result<bool> wasRemoved(const InstanceName& name, const CallContext& limits) override;

    Result<void> mayChange(const RowRights& rights, const CallContext& limits) override;
    Result<Integration> insert(const NewIntegration& row, const CallContext& limits) override;

    Result<std::optional<RowImage>> image(const QUuid& id, const CallContext& limits) override;
    Result<ClaimAnswer> claim(const ClaimRequest& request, const CallContext& limits) override;
    Result<std::optional<ClaimedRow>> claimOf(const QUuid& operation, const CallContext& limits) override;
    Result<RowUndo> undoClaim(const ClaimUndo& undo, const CallContext& limits) override;
    Result<ChangeUndone> undoChange(const RowChangeUndo& undo, const CallContext& limits) override;
    Result<std::optional<Integration>> recordPairing(const PairedRow& paired, const CallContext& limits) override;

    Result<std::map<QUuid, RowImage>> images(const std::vector<QUuid>& ids, const CallContext& limits) override;
    Result<SurvivorAnswer> keep(const SurvivorRequest& request, const CallContext& limits) override;
    Result<void> endLeases(const QUuid& operation, const CallContext& limits) override;
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
    Result<void> enterToChange(const CallContext& limits) const;
    template<class T, class Change>
    Result<T> change(const CallContext& limits, Change&& change);

    std::shared_ptr<PracticeWorld> m_world;
    bool m_readOnly = false;
};

} // namespace steward
