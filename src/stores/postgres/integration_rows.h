#pragma once

#include "domain/store_names.h"
#include "domain/store_records.h"
#include "stores/postgres/postgres_connection.h"

#include <QSet>

namespace steward {

/// The SQL that reads and changes our rows, with the names of a profile quoted into it, and what its rows mean.
/// Every value is a parameter, but for IDs of ours, which are hexadecimal digits by their type.
class IntegrationRows final {
public:
    enum class Webhook { Left, Masked }; ///< whether the row's URL is read (and masked)

    IntegrationRows(const PostgresConnection& connection, const StoreNames& names);

    /// Qualified and quoted.
    const QByteArray& table() const { return m_table; }
    /// What integration() reads: `selectedColumns` expressions over the table's columns.
    static QByteArray selected(Webhook webhook);
    static constexpr int selectedColumns = 21; ///< with Webhook::Masked
    /// Conditions over the table's columns. `parameter`: SQL, such as "$1".
    /// `of`: what the columns are of, such as "image."; empty: of the table.
    static QByteArray isOurs(const QByteArray& of = {});
    static QByteArray namesInstance(const QByteArray& parameter);
    static QByteArray isProtected();
    /// The text of a config that is a string, else NULL.
    static QByteArray configText();
    /// A name that no text of PostgreSQL can be; as a parameter it would be refused, or cut at its NUL.
    static bool cannotBeText(const InstanceName& name);
    /// SQL of a new webhook token, of the columns a and b of newTokenSource().
    static QByteArray newToken();
    static QByteArray newTokenSource();

    SqlStatement selectAll() const;
    /// Those that name it, and those whose config is a string: whoever reads them looks whether they do.
    SqlStatement selectNamed(const InstanceName& name) const;
    /// What partConcerning() takes, and perhaps more: numbers are compared by a part of their digits, and every row
    /// whose config is a string is read. Whoever reads them looks whether such a row decides what else concerns it.
    SqlStatement selectConcerning(const InstanceName& name) const;
    SqlStatement insert(const OrganizationId& organization, const ClinicId& clinic, const InstanceName& name) const;
    /// Reads no row, and fails as selectAll() would.
    SqlStatement probe() const;
    QByteArray selectOrganizations() const;
    QByteArray selectClinics() const;
    QByteArray selectOrganizations(const QSet<OrganizationId>& among) const;
    QByteArray selectClinics(const QSet<OrganizationId>& ofOrganizations) const;
    /// The id of the organization's first active clinic by name.
    SqlStatement selectFirstClinic(const OrganizationId& organization) const;

    static Integration integration(const SqlRow& row, Webhook webhook);
    static Organization organization(const SqlRow& row);
    static Clinic clinic(const SqlRow& row);
    template<class Id>
    static Id id(const SqlRow& row, int column)
    {
        return Id::fromString(QLatin1String(row.bytes(column)));
    }
    template<class Tag>
    static std::optional<QByteArray> parameter(const StrongId<Tag>& id) ///< NULL where null
    {
        return id.isNull() ? std::nullopt : std::optional(id.toByteArray());
    }
    /// The table's columns that are read or written here.
    static QByteArrayList columns();

private:
    QByteArray m_table;
    QByteArray m_organizations;
    QByteArray m_clinics;
};

} // namespace steward
