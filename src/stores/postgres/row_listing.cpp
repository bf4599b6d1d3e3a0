#include "stores/postgres/row_listing.h"

#include "stores/listing_part.h"
#include "stores/postgres/integration_rows.h"
#include "stores/postgres/postgres_transaction.h"
#include "stores/postgres/table_shape.h"

#include <algorithm>

namespace steward {
namespace {

/// True where the table was read whole, false where it is missing or forbidden (row security included). That is no
/// error and leaves the transaction usable.
Result<bool>
readBeside(PostgresConnection& connection, const QByteArray& select, const PostgresConnection::RowHandler& onRow)
{
    const auto read = connection.run({"SAVEPOINT beside; " + select}, onRow);
    if (read)
        return true;
    if (!isOneOf(read.error().kind, ErrorKind::MissingTable, ErrorKind::NoRightToRead, ErrorKind::RowSecurity))
        return std::unexpected(read.error());
    if (const auto back = connection.run({QByteArrayLiteral("ROLLBACK TO SAVEPOINT beside")}); !back)
        return std::unexpected(back.error());
    return false;
}

/// Begins to read the table, and looks whether its rows can be read as what they are. When that was, by the database's
/// clock.
Result<std::optional<Timestamp>>
beginListing(PostgresTransaction& transaction, PostgresConnection& connection, const StoreNames& names)
{
    if (auto started = transaction.begin(PostgresTransaction::Access::Read); !started)
        return std::unexpected(started.error());
    const auto shape = readTableShape(connection, names);
    if (!shape)
        return std::unexpected(shape.error());
    if (const auto trouble = validateReading(*shape, names))
        return std::unexpected(*trouble);
    return shape->readAt;
}

Result<DatabaseListing>
readRows(PostgresConnection& connection, const SqlStatement& select, IntegrationRows::Webhook webhook)
{
    DatabaseListing listing;
    const auto read = connection.run(
        select, [&](const SqlRow& row) { listing.integrations.push_back(IntegrationRows::integration(row, webhook)); });
    if (!read)
        return listing.integrations.empty() ? std::unexpected(read.error()) : readInPart(read.error());
    return listing;
}

Result<void> addDirectories(
    PostgresConnection& connection, const QByteArray& selectOrganizations, const QByteArray& selectClinics,
    DatabaseListing& listing)
{
    const auto organizations = readBeside(connection, selectOrganizations, [&listing](const SqlRow& row) {
        listing.organizations.push_back(IntegrationRows::organization(row));
    });
    if (!organizations)
        return std::unexpected(organizations.error());
    listing.organizationsKnown = *organizations;
    const auto clinics = readBeside(connection, selectClinics, [&listing](const SqlRow& row) {
        listing.clinics.push_back(IntegrationRows::clinic(row));
    });
    if (!clinics)
        return std::unexpected(clinics.error());
    listing.clinicsKnown = *clinics;
    return {};
}

} // namespace

Result<DatabaseListing> readListing(PostgresConnection& connection, const StoreNames& names)
{
    PostgresTransaction transaction(connection);
    const auto started = beginListing(transaction, connection, names);
    if (!started)
        return std::unexpected(started.error());
    const IntegrationRows rows(connection, names);
    auto listing = readRows(connection, rows.selectAll(), IntegrationRows::Webhook::Left);
    if (!listing)
        return listing;
    listing->answeredAt = *started;
    const auto added = addDirectories(connection, rows.selectOrganizations(), rows.selectClinics(), *listing);
    return added ? std::move(listing) : readInPart(added.error());
}

Result<std::optional<DatabaseListing>>
readListingConcerning(PostgresConnection& connection, const StoreNames& names, const InstanceName& name)
{
    PostgresTransaction transaction(connection);
    const auto started = beginListing(transaction, connection, names);
    if (!started)
        return std::unexpected(started.error());
    const IntegrationRows rows(connection, names);
    auto listing = readRows(connection, rows.selectConcerning(name), IntegrationRows::Webhook::Masked);
    if (!listing) {
        const bool isRefused = !connection.isDoomed() && !connection.refusedState().isEmpty();
        return isRefused ? Result<std::optional<DatabaseListing>>() : std::unexpected(listing.error());
    }
    listing->answeredAt = *started;
    QSet<OrganizationId> organizations = organizationsNaming(name, listing->integrations);
    const bool isLedByText = std::ranges::any_of(listing->integrations, [&](const Integration& row) {
        return row.configShape == ConfigShape::TextOfObject &&
               (row.names(name) || organizations.contains(row.organizationId));
    });
    if (organizations.isEmpty() || isLedByText)
        return std::nullopt;
    const QByteArray clinics = rows.selectClinics(organizations);
    if (const std::optional<OrganizationId> inName = name.embeddedUuid())
        organizations.insert(*inName);
    const auto added = addDirectories(connection, rows.selectOrganizations(organizations), clinics, *listing);
    if (!added)
        return std::unexpected(added.error());
    return partConcerning(name, std::move(*listing));
}

} // namespace steward
