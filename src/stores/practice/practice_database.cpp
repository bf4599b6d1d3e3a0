#include "stores/practice/practice_database.h"

#include "stores/practice/practice_claims.h"
#include "stores/practice/practice_errors.h"
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

Result<void> PracticeDatabase::enterToChange(const Limits& limits) const
{
    if (m_readOnly)
        return std::unexpected(practiceReadOnly(Store::Database));
    return m_world->enter(Store::Database, limits);
}

Result<DatabaseListing> PracticeDatabase::list(const Limits& limits)
{
    if (const auto entered = m_world->enter(Store::Database, limits); !entered)
        return std::unexpected(entered.error());
    return m_world->visit([](PracticeState& state, Timestamp) {
        DatabaseListing listing;
        for (const PracticeRow& row : state.rows) {
            if (row.isOurs())
                listing.integrations.push_back(row.row);
        }
        listing.organizations = state.organizations;
        listing.clinics = state.clinics;
        listing.organizationsKnown = true;
        listing.clinicsKnown = true;
        return listing;
    });
}

Result<std::vector<Integration>> PracticeDatabase::find(const InstanceName& name, const Limits& limits)
{
    if (const auto entered = m_world->enter(Store::Database, limits); !entered)
        return std::unexpected(entered.error());
    return m_world->visit([&name](PracticeState& state, Timestamp) {
        std::vector<Integration> found;
        for (const PracticeRow& row : state.rows) {
            if (row.isOurs() && row.row.names(name))
                found.push_back(shownRow(row));
        }
        std::sort(found.begin(), found.end(), [](const Integration& a, const Integration& b) {
            return a.createdAt != b.createdAt ? a.createdAt < b.createdAt : a.id < b.id;
        });
        return found;
    });
}

Result<Integration> PracticeDatabase::insert(const NewIntegration& row, const Limits& limits)
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
        return shownRow(state.rows.back());
    });
}

Result<std::vector<QUuid>> PracticeDatabase::remove(const std::vector<QUuid>& ids, const Limits& limits)
{
    if (const auto entered = enterToChange(limits); !entered)
        return std::unexpected(entered.error());
    return m_world->visit([&ids](PracticeState& state, Timestamp) {
        std::vector<QUuid> gone;
        std::erase_if(state.rows, [&](const PracticeRow& row) {
            if (!row.isOurs() || std::find(ids.begin(), ids.end(), row.row.id) == ids.end())
                return false;
            gone.push_back(row.row.id);
            return true;
        });
        return gone;
    });
}

Result<std::optional<RowImage>> PracticeDatabase::image(const QUuid& id, const Limits& limits)
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

Result<ClaimAnswer> PracticeDatabase::claim(const ClaimRequest& request, const Limits& limits)
{
    if (const auto entered = enterToChange(limits); !entered)
        return std::unexpected(entered.error());
    const QUuid organization = request.instanceName.isEmpty() ? QUuid() : request.organizationId;
    if (auto error = unusable(organization, request.instanceName))
        return std::unexpected(*error);
    return m_world->visit(
        [&request](PracticeState& state, Timestamp now) { return claimPracticeRow(state, now, request); });
}

Result<std::optional<ClaimedRow>> PracticeDatabase::claimOf(const QUuid& operation, const Limits& limits)
{
    if (const auto entered = m_world->enter(Store::Database, limits); !entered)
        return std::unexpected(entered.error());
    return m_world->visit([&operation](PracticeState& state, Timestamp) { return practiceClaimOf(state, operation); });
}

Result<RowUndo> PracticeDatabase::undoClaim(const ClaimUndo& undo, const Limits& limits)
{
    if (const auto entered = enterToChange(limits); !entered)
        return std::unexpected(entered.error());
    return m_world->visit([&undo](PracticeState& state, Timestamp) { return undoPracticeClaim(state, undo); });
}

Result<std::optional<Integration>> PracticeDatabase::recordPairing(const PairedRow& paired, const Limits& limits)
{
    if (const auto entered = enterToChange(limits); !entered)
        return std::unexpected(entered.error());
    return m_world->visit(
        [&paired](PracticeState& state, Timestamp now) { return recordPracticePairing(state, now, paired); });
}

StoreDiagnosis PracticeDatabase::diagnose(const Limits& limits)
{
    QElapsedTimer timer;
    timer.start();
    StoreDiagnosis diagnosis = practiceDiagnosis(Store::Database, m_world->enter(Store::Database, limits));
    diagnosis.elapsedMs = timer.elapsed();
    return diagnosis;
}

} // namespace steward
