#pragma once

#include "domain/store_names.h"
#include "stores/guards_port.h"
#include "stores/postgres/postgres_connection.h"

namespace steward {

/// An index of the table of integrations, as the catalog tells it.
struct FoundIndex {
    QByteArray name;
    QByteArray key;       ///< its first key
    QByteArray predicate; ///< empty where it has none
    bool single = false;  ///< has one key only
    bool unique = false;
    bool valid = false;
};

/// What the catalogs and the table say of the guards.
struct GuardFacts {
    QString database;
    QString role;
    bool tableExists = false;
    bool ownsTable = false;
    bool mayCreateInSchema = false;
    std::vector<FoundIndex> indexes;
    QByteArrayList takenNames; ///< of relations in the table's schema, those that begin as ours do
    std::vector<DuplicateRow> duplicates;

    struct Function {
        bool exists = false;
        bool mayReplace = false; ///< owned, or absent and may be created
        QByteArray body;
        bool definer = false; ///< SECURITY DEFINER, plpgsql, json, two defaults
        QByteArray settings;  ///< proconfig, one a line
        bool everybody = false;
        bool visitors = false;
        bool mayExecute = false; ///< this role may call it
    };
    Function function;
    QStringList losesExecute;
    QStringList unknownRoles;

    struct Audit {
        bool exists = false;
        bool mayReplace = false;
        bool columns = false;
        bool secured = false;  ///< row-level security on, and no policy but those of add and read, each for one role
        bool visitors = false; ///< somebody of PUBLIC, anon, authenticated may do something with it
        bool appendOnly = false;
        bool overGranted = false; ///< somebody but the owner may do more than add and read
        QStringList shutOut;      ///< roles that have to add and read, and may not
    };
    Audit audit;
    bool notifies = false;
};

/// Reads everything in one READ ONLY transaction; an error where the rows could not be read whole.
Result<GuardFacts>
gatherGuardFacts(PostgresConnection& connection, const StoreNames& names, const QStringList& keepExecute);

/// The save function alone, as this transaction sees it.
Result<GuardFacts::Function> readSaveFunction(PostgresConnection& connection, const StoreNames& names);
/// Whether a trigger sends notices of the table's rows, as recognised by what it is.
Result<bool> noticesStand(PostgresConnection& connection, const StoreNames& names);
/// Whether it takes the claim's locks and leaves disabled rows alone, whoever may call it.
bool keepsToOneRow(const GuardFacts::Function& function, const StoreNames& names);

/// `file` as in GuardScript::index().
bool indexStands(const GuardFacts& facts, const QByteArray& file);
/// Invalid indexes of that shape: what an interrupted build left.
QByteArrayList leftOvers(const GuardFacts& facts, const QByteArray& file);
QByteArrayList indexFilesOf(GuardPart part);

GuardsReport guardsReport(const GuardFacts& facts, const StoreNames& names);

} // namespace steward
