#include "stores/practice/practice_database.h"

#include "stores/practice/practice_claims.h"
#include "stores/practice/practice_edits.h"
#include "stores/practice/practice_errors.h"
#include "stores/practice/practice_keeping.h"
#include "stores/practice/practice_rows.h"
#include "stores/practice/practice_world.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>

namespace steward {
namespace {

struct PracticeDatabaseText {
    Q_DECLARE_TR_FUNCTIONS(steward::PracticeDatabase)
};

/// Refused as PostgreSQL refuses it.
std::optional<Error> unusable(const QUuid& organization, const InstanceName& name)
{
    if (!organization.isNull() && name.isValidUtf8() && !name.utf8().contains('\0'))
        return {};
    return Error{
        ErrorKind::Rejected,
        PracticeDatabaseText::tr("An integration needs an organization and a name of readable text. Check both."),
        QStringLiteral("organization or name refused")};
}

} // namespace

PracticeDatabase::PracticeDatabase(std::shared_ptr<PracticeWorld> world, bool readOnly)
    : m_world(std::move(world))
    , m_readOnly(readOnly)
{
}

Result<void> PracticeDatabase::enterToChange(const CallContext& limits) const
{
    if (m_readOnly)
        return std::unexpected(practiceReadOnly(Store::Database));
    return m_world->enter(Store::Database, limits);
}

Result<DatabaseListing> PracticeDatabase::list(const CallContext& limits)
{
    if (const auto entered = m_world->enter(Store::Database, limits); !entered)
        return std::unexpected(entered.error());
    return m_world->visit([](PracticeState& state, Timestamp now) {
        DatabaseListing listing;
        for (const PracticeRow& row : state.rows) {
            if (row.isOurs()) {
                listing.integrations.push_back(shownRow(row, now));
                listing.integrations.back().maskedWebhookUrl.clear();
            }
        }
        listing.organizations = state.organizations;
        listing.clinics = state.clinics;
        listing.organizationsKnown = true;
        listing.clinicsKnown = true;
        return listing;
    });
}

Result<bool> PracticeDatabase::wasRemoved(const InstanceName& name, const CallContext& limits)
{
    if (const auto entered = m_world->enter(Store::Database, limits); !entered)
        return std::unexpected(entered.error());
    return m_world->visit([&name](const PracticeState& state, Timestamp) {
        return std::ranges::any_of(state.history, [&name](const PracticeChange& change) {
            return change.before && !change.after && namesIn(*change.before, name);
        });
    });
}

Result<std::vector<Integration>> PracticeDatabase::find(const InstanceName& name, const CallContext& limits)
{
    if (const auto entered = m_world->enter(Store::Database, limits); !entered)
        return std::unexpected(entered.error());
    return m_world->visit([&name](PracticeState& state, Timestamp now) {
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

Result<void> PracticeDatabase::mayChange(const RowRights&, const CallContext& limits)
{
    return enterToChange(limits);
}

Result<Integration> PracticeDatabase::insert(const NewIntegration& row, const CallContext& limits)
{
    if (const auto entered = enterToChange(limits); !entered)
        return std::unexpected(entered.error());
    if (auto error = unusable(row.organizationId, row.instanceName))
        return std::unexpected(*error);
    return m_world->visit([&row](PracticeState& state, Timestamp now) -> Result<Integration> {
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

Result<std::optional<RowImage>> PracticeDatabase::image(const QUuid& id, const CallContext& limits)
{
    if (const auto entered = m_world->enter(Store::Database, limits); !entered)
        return std::unexpected(entered.error());
    return m_world->visit([&id](PracticeState& state, Timestamp) -> std::optional<RowImage> {
        for (const PracticeRow& row : state.rows) {
            if (row.isOurs() && row.row.id == id)
                return imageOf(row);
        }
        return {};
    });
}

Result<ClaimAnswer> PracticeDatabase::claim(const ClaimRequest& request, const CallContext& limits)
{
    if (const auto entered = enterToChange(limits); !entered)
        return std::unexpected(entered.error());
    const QUuid organization = request.instanceName.isEmpty() ? QUuid() : request.organizationId;
    if (auto error = unusable(organization, request.instanceName))
        return std::unexpected(*error);
    return m_world->visit(
        [&request](PracticeState& state, Timestamp now) { return claimPracticeRow(state, now, request); });
}

Result<std::optional<ClaimedRow>> PracticeDatabase::claimOf(const QUuid& operation, const CallContext& limits)
{
    if (const auto entered = m_world->enter(Store::Database, limits); !entered)
        return std::unexpected(entered.error());
    return m_world->visit(
        [&operation](PracticeState& state, Timestamp now) { return practiceClaimOf(state, now, operation); });
}

Result<RowUndo> PracticeDatabase::undoClaim(const ClaimUndo& undo, const CallContext& limits)
{
    if (const auto entered = enterToChange(limits); !entered)
        return std::unexpected(entered.error());
    return m_world->visit([&undo](PracticeState& state, Timestamp) { return undoPracticeClaim(state, undo); });
}

Result<ChangeUndone> PracticeDatabase::undoChange(const RowChangeUndo& undo, const CallContext& limits)
{
    if (const auto entered = enterToChange(limits); !entered)
        return std::unexpected(entered.error());
    return m_world->visit(
        [&undo](PracticeState& state, Timestamp now) { return undoPracticeChange(state, now, undo); });
}

Result<std::optional<Integration>> PracticeDatabase::recordPairing(const PairedRow& paired, const CallContext& limits)
{
    if (const auto entered = enterToChange(limits); !entered)
        return std::unexpected(entered.error());
    return m_world->visit(
        [&paired](PracticeState& state, Timestamp now) { return recordPracticePairing(state, now, paired); });
}

template<class T, class Change>
Result<T> PracticeDatabase::change(const CallContext& limits, Change&& change)
{
    if (const auto entered = enterToChange(limits); !entered)
        return std::unexpected(entered.error());
    return m_world->visit([&change](PracticeState& state, Timestamp now) -> Result<T> { return change(state, now); });
}

Result<std::map<QUuid, RowImage>> PracticeDatabase::images(const std::vector<QUuid>& ids, const CallContext& limits)
{
    if (const auto entered = m_world->enter(Store::Database, limits); !entered)
        return std::unexpected(entered.error());
    return m_world->visit([&ids](PracticeState& state, Timestamp) {
        std::map<QUuid, RowImage> images;
        for (const QUuid& id : ids) {
            if (const PracticeRow* row = ourRow(state, id))
                images.emplace(id, imageOf(*row));
        }
        return images;
    });
}

Result<SurvivorAnswer> PracticeDatabase::keep(const SurvivorRequest& request, const CallContext& limits)
{
    const QUuid organization = request.survivor.isEmpty() ? QUuid() : request.organizationId;
    return change<SurvivorAnswer>(limits, [&](PracticeState& state, Timestamp now) -> Result<SurvivorAnswer> {
        if (auto error = unusable(organization, request.survivor))
            return std::unexpected(*error);
        return keepPracticeRow(state, now, request);
    });
}

Result<void> PracticeDatabase::endLeases(const QUuid& operation, const CallContext& limits)
{
    return change<void>(limits, [&](PracticeState& state, Timestamp) -> Result<void> {
        endPracticeLeases(state, operation);
        return {};
    });
}

Result<std::vector<RowEdit>>
PracticeDatabase::remove(const std::vector<RowIdentity>& rows, const ChangeAuthor& author, const CallContext& limits)
{
    return change<std::vector<RowEdit>>(
        limits, [&](PracticeState& state, Timestamp now) { return removePracticeRows(state, now, rows, author); });
}

Result<std::vector<RowEdit>>
PracticeDatabase::disable(const std::vector<RowIdentity>& rows, const ChangeAuthor& author, const CallContext& limits)
{
    return change<std::vector<RowEdit>>(
        limits, [&](PracticeState& state, Timestamp now) { return disablePracticeRows(state, now, rows, author); });
}

Result<std::vector<RowEdit>>
PracticeDatabase::writeStates(const std::vector<RowState>& rows, const ChangeAuthor& author, const CallContext& limits)
{
    return change<std::vector<RowEdit>>(
        limits, [&](PracticeState& state, Timestamp now) { return writePracticeStates(state, now, rows, author); });
}

Result<RowEdit> PracticeDatabase::protect(
    const RowIdentity& row, bool isProtected, const ChangeAuthor& author, const CallContext& limits)
{
    return change<RowEdit>(limits, [&](PracticeState& state, Timestamp now) {
        return protectPracticeRow(state, now, row, isProtected, author);
    });
}

Result<RestoredRow>
PracticeDatabase::restore(const RowImage& image, const ChangeAuthor& author, const CallContext& limits)
{
    return change<RestoredRow>(limits, [&](PracticeState& state, Timestamp now) -> Result<RestoredRow> {
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

StoreDiagnosis PracticeDatabase::diagnose(const CallContext& limits)
{
    QElapsedTimer timer;
    timer.start();
    StoreDiagnosis diagnosis = practiceDiagnosis(Store::Database, m_world->enter(Store::Database, limits));
    diagnosis.elapsedMs = timer.elapsed();
    return diagnosis;
}

} // namespace steward
