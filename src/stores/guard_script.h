#pragma once

#include "domain/store_names.h"
#include "stores/guards_port.h"

#include <QByteArray>
#include <QByteArrayList>

namespace steward {

/// The SQL of resources/sql/guards with a profile's names quoted into it. Needs no connection.
class GuardScript final {
public:
    GuardScript(const StoreNames& names, const QStringList& keepExecute);

    /// An index's name where nothing else has it yet.
    static QByteArray indexName(const QByteArray& file);

    /// One statement, for outside any transaction. `file`: "unique-index", "name-index" or "legacy-name-index";
    /// `name`: of the index to make, without its schema.
    QByteArray index(const QByteArray& file, const QByteArray& name) const;
    /// Several statements for one transaction. For the parts that are no index.
    QByteArray part(GuardPart part) const;
    /// All parts to read or to hand on to psql, the optional one commented out.
    QByteArray whole() const;

    /// SQL of the advisory lock's key (bigint) of an organization and of an instance's name; the save function and a
    /// claim take both in ascending order. The parameters are SQL expressions of type uuid and text.
    static QByteArray organizationLock(const QByteArray& uuid);
    static QByteArray nameLock(const QByteArray& text);

    /// The roles that the history of changes has to let add and read, as a SELECT of their rolname and oid: those
    /// chosen, those that hold EXECUTE of the save function by name, and those that may add integrations. Neither
    /// visitors nor who owns the history.
    static QByteArray historyRoles(const StoreNames& names, const QStringList& keepExecute);

    /// As an identifier and as a literal, whatever is in it.
    static QByteArray identifier(const QString& name);
    static QByteArray literal(const QString& text);

private:
    QByteArray filled(const QByteArray& file) const;

    struct Placeholder {
        QByteArray name;
        QByteArray value;
    };
    std::vector<Placeholder> m_placeholders;
};

} // namespace steward
