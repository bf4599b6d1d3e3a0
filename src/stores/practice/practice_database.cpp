#include "stores/listing_part.h"
#include "stores/practice/practice_claims.h"
#include "stores/practice/practice_door.h"
#include "stores/practice/practice_edits.h"
#include "stores/practice/practice_errors.h"
#include "stores/practice/practice_keeping.h"
#include "stores/practice/practice_rows.h"
#include "stores/practice/practice_stores.h"
#include "stores/practice/practice_world.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct PracticeDatabaseText {
    Q_DECLARE_TR_FUNCTIONS(steward::PracticeDatabase)
};

/// Refused as PostgreSQL refuses it.
std::optional<Error> unusable(const OrganizationId& organization, const InstanceName& name)
{
    if (!organization.isNull() && name.isValidUtf8() && !name.utf8().contains('\0'))
        return {};
    return Error{
        ErrorKind::Rejected,
        PracticeDatabaseText::tr("An integration needs an organization and a name of readable text. Check both."),
        QStringLiteral("organization or name refused")};
}

DatabaseListing listingOf(const PracticeState& state, Timestamp now)
{
    DatabaseListing listing;
    for (const PracticeRow& row : state.rows) {
        if (row.isOurs())
            listing.integrations.push_back(shownRow(row, now));
    }
    listing.organizations = state.organizations;
    listing.clinics = state.clinics;
    listing.organizationsKnown = true;
    listing.clinicsKnown = true;
    return listing;
}

/// The database of a practice workspace, as it is found: until its guards are applied, a second enabled row can be
/// inserted.
class PracticeDatabase final : public PracticePort<DatabasePort> {
public:
    using PracticePort::PracticePort;

    Result<DatabaseListing> list(const CallContext& limits) override
    {
        return m_door.read(limits, [](PracticeState& state, Timestamp now) {
            DatabaseListing listing = listingOf(state, now);
            for (Integration& row : listing.integrations)
                row.maskedWebhookUrl.clear();
            return listing;
        });
    }

    Result<std::optional<DatabaseListing>> listConcerning(const InstanceName& name, const CallContext& limits) override
    {
        return m_door.read(limits, [&name](PracticeState& state, Timestamp now) {
            return partConcerning(name, listingOf(state, now));
        });
    }

    Result<bool> wasRemoved(const InstanceName& name, const CallContext& limits) override
    {
        return m_door.read(limits, [&name](const PracticeState& state, Timestamp) {
            return std::ranges::any_of(state.history, [&name](const PracticeChange& change) {
                return change.before && !change.after && namesIn(*change.before, name);
            });
        });
    }

    Result<std::vector<RecordedOperation>> recorded(int most, const CallContext& limits) override
    {
        return m_door.read(limits, [most](const PracticeState& state, Timestamp) {
            std::vector<RecordedOperation> found;
            for (const PracticeChange& change : state.history)
                addRecorded(found, change);
            std::ranges::reverse(found); // of the same moment too the newest is the first
            std::ranges::stable_sort(found, std::ranges::greater(), &RecordedOperation::at);
            found.resize(std::min(found.size(), static_cast<size_t>(most)));
            return found;
        });
    }

    Result<std::vector<Integration>> find(const InstanceName& name, const CallContext& limits) override
    {
        return m_door.read(limits, [&name](PracticeState& state, Timestamp now) {
            std::vector<Integration> found;
            for (const PracticeRow& row : state.rows) {
                if (row.isOurs() && row.row.names(name))
                    found.push_back(shownRow(row, now));
            }
            std::sort(found.begin(), found.end(), [](const Integration& a, const Integration& b) {
                return a.createdAt != b.createdAt ? a.createdAt < b.createdAt : a.id < b.id;
            });
            return found;
        });
    }

    Result<void> mayChange(const RowRights&, const CallContext& limits) override
    {
        return m_door.enterToChange(limits);
    }

    Result<Integration> insert(const NewIntegration& row, const CallContext& limits) override
    {
        return m_door.change(limits, [&](PracticeState& state, Timestamp now) -> Result<Integration> {
            if (auto error = unusable(row.organizationId, row.instanceName))
                return std::unexpected(*error);
            const auto isTaken = [&row](const PracticeRow& other) {
                return other.isOurs() && other.row.enabled && other.row.organizationId == row.organizationId;
            };
            if (state.guards.contains(GuardPart::UniqueIndex) && std::ranges::any_of(state.rows, isTaken)) {
                return std::unexpected(Error{
                    ErrorKind::Rejected,
                    PracticeDatabaseText::tr("The organization already has an enabled integration. Read again."),
                    QStringLiteral("unique index")});
            }
            state.rows.push_back(newPracticeRow(state, now, row));
            return shownRow(state.rows.back(), now);
        });
    }

    Result<std::optional<RowImage>> image(const IntegrationId& id, const CallContext& limits) override
    {
        return m_door.read(limits, [&id](PracticeState& state, Timestamp) -> std::optional<RowImage> {
            for (const PracticeRow& row : state.rows) {
                if (row.isOurs() && row.row.id == id)
                    return imageOf(row);
            }
            return {};
        });
    }

    Result<ClaimAnswer> claim(const ClaimRequest& request, const CallContext& limits) override
    {
        return m_door.change(limits, [&](PracticeState& state, Timestamp now) -> Result<ClaimAnswer> {
            const OrganizationId organization =
                request.instanceName.isEmpty() ? OrganizationId() : request.organizationId;
            if (auto error = unusable(organization, request.instanceName))
                return std::unexpected(*error);
            return claimPracticeRow(state, now, request);
        });
    }

    Result<std::optional<ClaimedRow>> claimOf(const OperationId& operation, const CallContext& limits) override
    {
        return m_door.read(limits, [&operation](PracticeState& state, Timestamp now) {
            return practiceClaimOf(state, now, operation);
        });
    }

    Result<RowUndo> undoClaim(const ClaimUndo& undo, const CallContext& limits) override
    {
        return m_door.change(
            limits, [&undo](PracticeState& state, Timestamp) { return undoPracticeClaim(state, undo); });
    }

    Result<ChangeUndone> undoChange(const RowChangeUndo& undo, const CallContext& limits) override
    {
        return m_door.change(
            limits, [&undo](PracticeState& state, Timestamp now) { return undoPracticeChange(state, now, undo); });
    }

    Result<std::optional<Integration>> recordPairing(const PairedRow& paired, const CallContext& limits) override
    {
        return m_door.change(limits, [&paired](PracticeState& state, Timestamp now) {
            return recordPracticePairing(state, now, paired);
        });
    }

    Result<std::map<IntegrationId, RowImage>>
    images(const std::vector<IntegrationId>& ids, const CallContext& limits) override
    {
        return m_door.read(limits, [&ids](PracticeState& state, Timestamp) {
            std::map<IntegrationId, RowImage> images;
            for (const IntegrationId& id : ids) {
                if (const PracticeRow* row = ourRow(state, id))
                    images.emplace(id, imageOf(*row));
            }
            return images;
        });
    }

    Result<SurvivorAnswer> keep(const SurvivorRequest& request, const CallContext& limits) override
    {
        const OrganizationId organization = request.survivor.isEmpty() ? OrganizationId() : request.organizationId;
        return m_door.change(limits, [&](PracticeState& state, Timestamp now) -> Result<SurvivorAnswer> {
            if (auto error = unusable(organization, request.survivor))
                return std::unexpected(*error);
            return keepPracticeRow(state, now, request);
        });
    }

    Result<void> endLeases(const OperationId& operation, const CallContext& limits) override
    {
        return m_door.change(limits, [&](PracticeState& state, Timestamp) -> Result<void> {
            endPracticeLeases(state, operation);
            return {};
        });
    }

    Result<std::vector<RowEdit>>
    remove(const std::vector<RowIdentity>& rows, const ChangeAuthor& author, const CallContext& limits) override
    {
        return m_door.change(
            limits, [&](PracticeState& state, Timestamp now) { return removePracticeRows(state, now, rows, author); });
    }

    Result<std::vector<RowEdit>>
    disable(const std::vector<RowIdentity>& rows, const ChangeAuthor& author, const CallContext& limits) override
    {
        return m_door.change(
            limits, [&](PracticeState& state, Timestamp now) { return disablePracticeRows(state, now, rows, author); });
    }

    Result<std::vector<RowEdit>>
    writeStates(const std::vector<RowState>& rows, const ChangeAuthor& author, const CallContext& limits) override
    {
        return m_door.change(
            limits, [&](PracticeState& state, Timestamp now) { return writePracticeStates(state, now, rows, author); });
    }

    Result<RowEdit>
    protect(const RowIdentity& row, bool isProtected, const ChangeAuthor& author, const CallContext& limits) override
    {
        return m_door.change(limits, [&](PracticeState& state, Timestamp now) {
            return protectPracticeRow(state, now, row, isProtected, author);
        });
    }

    Result<RestoredRow> restore(const RowImage& image, const ChangeAuthor& author, const CallContext& limits) override
    {
        return m_door.change(limits, [&](PracticeState& state, Timestamp now) -> Result<RestoredRow> {
            auto restored = restorePracticeRow(state, now, image, author);
            if (restored)
                return std::move(*restored);
            return std::unexpected(Error{
                ErrorKind::Rejected,
                PracticeDatabaseText::tr("What was kept of the deleted integration cannot be read, so it was not "
                                         "restored. Create a new one instead."),
                QStringLiteral("the image is not one of ours")});
        });
    }
};

} // namespace

std::unique_ptr<DatabasePort> PracticeStores::makeDatabase() const
{
    return std::make_unique<PracticeDatabase>(PracticeDoor(m_world, Store::Database, m_readOnly));
}

} // namespace steward
