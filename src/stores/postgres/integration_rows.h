#pragma once

#include "domain/store_names.h"
#include "domain/store_records.h"
#include "stores/postgres/postgres_connection.h"

namespace steward {

/// The SQL that reads and changes our rows, with the names of a profile quoted into it, and what its rows mean.
/// Every value is a parameter.
class IntegrationRows final {
public:
    enum class Webhook { Left, Masked }; ///< whether the row's URL is read (and masked)

    IntegrationRows(const PostgresConnection& connection, const StoreNames& names);

    SqlStatement selectAll() const;
    SqlStatement selectNamed(const InstanceName& name) const;
    SqlStatement insert(const QUuid& organization, const QUuid& clinic, const InstanceName& name) const;
    SqlStatement remove(const std::vector<QUuid>& ids) const;
    /// Reads no row, and fails as selectAll() would.
    SqlStatement probe() const;
    QByteArray selectOrganizations() const;
    QByteArray selectClinics() const;

    static Integration integration(const SqlRow& row, Webhook webhook);
    static Organization organization(const SqlRow& row);
    static Clinic clinic(const SqlRow& row);
    static QUuid uuid(const SqlRow& row, int column);
    /// The table's columns that are read or written here.
    static QByteArrayList columns();

private:
    QByteArray selected(Webhook webhook) const;

    QByteArray m_table;
    QByteArray m_organizations;
    QByteArray m_clinics;
};

} // namespace steward
