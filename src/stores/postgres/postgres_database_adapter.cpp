#include "stores/postgres/postgres_database_adapter.h"

#include "stores/postgres/change_undoing.h"
#include "stores/postgres/claim_rollback.h"
#include "stores/postgres/integration_rows.h"
#include "stores/postgres/postgres_doctor.h"
#include "stores/postgres/postgres_session.h"
#include "stores/postgres/postgres_transaction.h"
#include "stores/postgres/row_claim.h"
#include "stores/postgres/row_edit_batch.h"
#include "stores/postgres/row_history.h"
#include "stores/postgres/row_listing.h"
#include "stores/postgres/row_records.h"
#include "stores/postgres/row_restoring.h"
#include "stores/postgres/row_rights.h"
#include "stores/postgres/row_survivor.h"

#include <utility>

namespace steward {
namespace {

using Access = PostgresTransaction::Access;
using Webhook = IntegrationRows::Webhook;

Result<std::vector<Integration>>
readNamed(PostgresConnection& connection, const StoreNames& names, const InstanceName& name)
{
    PostgresTransaction transaction(connection);
    if (const auto started = transaction.begin(Access::Read); !started)
        return std::unexpected(started.error());
    std::vector<Integration> found;
    const auto read = connection.run(IntegrationRows(connection, names).selectNamed(name), [&](const SqlRow& row) {
        if (Integration one = IntegrationRows::integration(row, Webhook::Masked); one.names(name))
            found.push_back(std::move(one));
    });
    if (!read)
        return std::unexpected(read.error());
    return found;
}

Result<bool> readRemoval(PostgresConnection& connection, const StoreNames& names, const InstanceName& name)
{
    PostgresTransaction transaction(connection);
    if (const auto started = transaction.begin(Access::Read); !started)
        return std::unexpected(started.error());
    return RowHistory(connection, names).holdsRemovalOf(name);
}

Result<std::vector<RecordedOperation>> readHistory(PostgresConnection& connection, const StoreNames& names, int most)
{
    PostgresTransaction transaction(connection);
    if (const auto started = transaction.begin(Access::Read); !started)
        return std::unexpected(started.error());
    return RowHistory(connection, names).operations(most);
}

Result<Integration> writeRow(PostgresConnection& connection, const StoreNames& names, const NewIntegration& row)
{
    PostgresTransaction transaction(connection);
    if (const auto started = transaction.begin(Access::Write); !started)
        return std::unexpected(started.error());
    std::optional<Integration> written;
    const SqlStatement insert =
        IntegrationRows(connection, names).insert(row.organizationId, row.clinicId, row.instanceName);
    const auto ran = connection.run(
        insert, [&written](const SqlRow& answer) { written = IntegrationRows::integration(answer, Webhook::Masked); });
    if (!ran)
        return std::unexpected(ran.error());
    if (!written) // a trigger of the table swallowed it
        return std::unexpected(databaseError(ErrorKind::Rejected, QStringLiteral("INSERT wrote no row")));
    if (const auto committed = transaction.commit(); !committed)
        return std::unexpected(committed.error());
    return std::move(*written);
}

bool canBeNamed(const OrganizationId& organization, const InstanceName& name)
{
    return !organization.isNull() && !name.isEmpty() && !IntegrationRows::cannotBeText(name);
}

} // namespace

PostgresDatabaseAdapter::PostgresDatabaseAdapter(DatabaseSettings settings, StoreNames names)
    : m_settings(std::move(settings))
    , m_names(std::move(names))
    , m_session(std::make_unique<PostgresSession>(m_settings))
{
}

PostgresDatabaseAdapter::~PostgresDatabaseAdapter() = default;

template<class T, class Work>
Result<T> PostgresDatabaseAdapter::read(const CallContext& limits, Work work)
{
    assertWorkerThread();
    return m_session->call<T>(limits, [names = m_names, work = std::move(work)](PostgresConnection& connection) {
        return work(connection, names);
    });
}

template<class T, class Work>
Result<T> PostgresDatabaseAdapter::change(const CallContext& limits, Work work)
{
    assertWorkerThread();
    return m_settings.readOnly ? std::unexpected(readOnlyProfileError()) : read<T>(limits, std::move(work));
}

Result<DatabaseListing> PostgresDatabaseAdapter::list(const CallContext& limits)
{
    return read<DatabaseListing>(limits, readListing);
}

Result<std::optional<DatabaseListing>>
PostgresDatabaseAdapter::listConcerning(const InstanceName& name, const CallContext& limits)
{
    assertWorkerThread();
    using Part = std::optional<DatabaseListing>;
    if (name.isEmpty() || IntegrationRows::cannotBeText(name))
        return Part(); // no row can name it
    return read<Part>(limits, [name](auto& connection, const StoreNames& names) {
        return readListingConcerning(connection, names, name);
    });
}

Result<std::vector<Integration>> PostgresDatabaseAdapter::find(const InstanceName& name, const CallContext& limits)
{
    assertWorkerThread();
    if (name.isEmpty() || IntegrationRows::cannotBeText(name))
        return std::vector<Integration>(); // no row can name it
    return read<std::vector<Integration>>(
        limits, [name](auto& connection, const StoreNames& names) { return readNamed(connection, names, name); });
}

Result<void> PostgresDatabaseAdapter::mayChange(const RowRights& rights, const CallContext& limits)
{
    return change<void>(limits, [rights](auto& connection, const StoreNames& names) {
        return askRowRights(connection, names, rights);
    });
}

Result<bool> PostgresDatabaseAdapter::wasRemoved(const InstanceName& name, const CallContext& limits)
{
    assertWorkerThread();
    if (name.isEmpty() || IntegrationRows::cannotBeText(name))
        return false;
    return read<bool>(
        limits, [name](auto& connection, const StoreNames& names) { return readRemoval(connection, names, name); });
}

Result<std::vector<RecordedOperation>> PostgresDatabaseAdapter::recorded(int most, const CallContext& limits)
{
    return read<std::vector<RecordedOperation>>(
        limits, [most](auto& connection, const StoreNames& names) { return readHistory(connection, names, most); });
}

Result<Integration> PostgresDatabaseAdapter::insert(const NewIntegration& row, const CallContext& limits)
{
    return change<Integration>(limits, [row](auto& connection, const StoreNames& names) -> Result<Integration> {
        if (IntegrationRows::cannotBeText(row.instanceName))
            return std::unexpected(databaseError(ErrorKind::Rejected, QStringLiteral("the name is not valid text")));
        return writeRow(connection, names, row);
    });
}

Result<std::optional<RowImage>> PostgresDatabaseAdapter::image(const IntegrationId& id, const CallContext& limits)
{
    return read<std::optional<RowImage>>(
        limits, [id](auto& connection, const StoreNames& names) { return readImage(connection, names, id); });
}

Result<ClaimAnswer> PostgresDatabaseAdapter::claim(const ClaimRequest& request, const CallContext& limits)
{
    return change<ClaimAnswer>(limits, [request](auto& connection, const StoreNames& names) -> Result<ClaimAnswer> {
        if (!canBeNamed(request.organizationId, request.instanceName))
            return std::unexpected(databaseError(ErrorKind::Rejected, QStringLiteral("organization or name refused")));
        return RowClaim(connection, names, request).run();
    });
}

Result<std::optional<ClaimedRow>>
PostgresDatabaseAdapter::claimOf(const OperationId& operation, const CallContext& limits)
{
    return read<std::optional<ClaimedRow>>(limits, [operation](auto& connection, const StoreNames& names) {
        return readClaimOf(connection, names, operation);
    });
}

Result<RowUndo> PostgresDatabaseAdapter::undoClaim(const ClaimUndo& undo, const CallContext& limits)
{
    return change<RowUndo>(limits, [undo](auto& connection, const StoreNames& names) -> Result<RowUndo> {
        if (IntegrationRows::cannotBeText(undo.instanceName))
            return std::unexpected(databaseError(ErrorKind::Rejected, QStringLiteral("the name is not valid text")));
        return ClaimRollback(connection, names, undo).run();
    });
}

Result<ChangeUndone> PostgresDatabaseAdapter::undoChange(const RowChangeUndo& undo, const CallContext& limits)
{
    return change<ChangeUndone>(limits, [undo](auto& connection, const StoreNames& names) {
        return ChangeUndoing(connection, names, undo).run();
    });
}

Result<std::optional<Integration>>
PostgresDatabaseAdapter::recordPairing(const PairedRow& paired, const CallContext& limits)
{
    using Row = std::optional<Integration>;
    return change<Row>(limits, [paired](auto& connection, const StoreNames& names) -> Result<Row> {
        if (paired.instanceName.isEmpty() || IntegrationRows::cannotBeText(paired.instanceName))
            return Row(); // no row can name it
        return writePairing(connection, names, paired);
    });
}

Result<std::map<IntegrationId, RowImage>>
PostgresDatabaseAdapter::images(const std::vector<IntegrationId>& ids, const CallContext& limits)
{
    assertWorkerThread();
    if (ids.empty())
        return std::map<IntegrationId, RowImage>();
    return read<std::map<IntegrationId, RowImage>>(
        limits, [ids](auto& connection, const StoreNames& names) { return readImages(connection, names, ids); });
}

Result<SurvivorAnswer> PostgresDatabaseAdapter::keep(const SurvivorRequest& request, const CallContext& limits)
{
    return change<SurvivorAnswer>(
        limits, [request](auto& connection, const StoreNames& names) -> Result<SurvivorAnswer> {
            if (!canBeNamed(request.organizationId, request.survivor))
                return std::unexpected(
                    databaseError(ErrorKind::Rejected, QStringLiteral("organization or name refused")));
            return RowSurvivor(connection, names, request).run();
        });
}

Result<void> PostgresDatabaseAdapter::endLeases(const OperationId& operation, const CallContext& limits)
{
    return change<void>(limits, [operation](auto& connection, const StoreNames& names) {
        return endLeasesOf(connection, names, operation);
    });
}

Result<std::vector<RowEdit>> PostgresDatabaseAdapter::edit(
    RowEditKind kind, std::vector<RowState> wishes, const ChangeAuthor& author, const CallContext& limits)
{
    if (wishes.empty() && !m_settings.readOnly)
        return std::vector<RowEdit>();
    return change<std::vector<RowEdit>>(
        limits, [kind, wishes = std::move(wishes), author](auto& connection, const StoreNames& names) {
            return RowEditBatch(connection, names, kind, wishes, author).run();
        });
}

Result<std::vector<RowEdit>> PostgresDatabaseAdapter::remove(
    const std::vector<RowIdentity>& rows, const ChangeAuthor& author, const CallContext& limits)
{
    return edit(RowEditKind::Remove, RowState::onlyIdentities(rows), author, limits);
}

Result<std::vector<RowEdit>> PostgresDatabaseAdapter::disable(
    const std::vector<RowIdentity>& rows, const ChangeAuthor& author, const CallContext& limits)
{
    return edit(RowEditKind::Disable, RowState::onlyIdentities(rows), author, limits);
}

Result<std::vector<RowEdit>> PostgresDatabaseAdapter::writeStates(
    const std::vector<RowState>& rows, const ChangeAuthor& author, const CallContext& limits)
{
    return edit(RowEditKind::WriteState, rows, author, limits);
}

Result<RowEdit> PostgresDatabaseAdapter::protect(
    const RowIdentity& row, bool isProtected, const ChangeAuthor& author, const CallContext& limits)
{
    const RowEditKind kind = isProtected ? RowEditKind::Protect : RowEditKind::Unprotect;
    const auto edits = edit(kind, RowState::onlyIdentities({row}), author, limits);
    return edits ? Result<RowEdit>(edits->front()) : std::unexpected(edits.error());
}

Result<RestoredRow>
PostgresDatabaseAdapter::restore(const RowImage& image, const ChangeAuthor& author, const CallContext& limits)
{
    return change<RestoredRow>(limits, [image, author](auto& connection, const StoreNames& names) {
        return restoreRow(connection, names, image, author);
    });
}

StoreDiagnosis PostgresDatabaseAdapter::diagnose(const CallContext& limits)
{
    assertWorkerThread();
    return PostgresDoctor(m_settings, m_names).diagnose(limits);
}

} // namespace steward
