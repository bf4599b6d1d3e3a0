#pragma once

#include "domain/error.h"
#include "domain/store_records.h"

#include <QString>

#include <optional>
#include <vector>

namespace steward {

/// What the doctor looks at, in the order it looks. Not every store has every check.
enum class CheckId {
    Reachable,   ///< name resolved, connected, answered
    Tls,         ///< encrypted and verified, or loopback
    Credentials, ///< key or password accepted
    Version,     ///< told, and one that we know
    Role,        ///< a primary, not a replica, not loading, not a cluster
    Tables,      ///< schema, tables, columns; Redis: the right database
    Read,
    RowSecurity, ///< no policy hides rows
    Write,
    Execute, ///< the save function may be called
    Pooler,  ///< direct, session or transaction
    Publish, ///< workers can be told
    Library, ///< on this computer: program and driver use one and the same libpq
};

enum class CheckState {
    Ok,
    Warning, ///< reading works, something that is needed elsewhere does not
    Failed,
    Skipped, ///< not looked at, because an earlier check failed or it does not apply
};

/// One line of the doctor's report. `said` is what was found; cause and cure are empty where the state is Ok or
/// Skipped.
struct Check {
    CheckId id = CheckId::Reachable;
    CheckState state = CheckState::Skipped;
    std::optional<ErrorKind> trouble;
    QString said;
    QString cause;
    QString cure;
    QString details; ///< of the error behind it, untranslated and free of secrets
};

/// The doctor's report of one store.
struct StoreDiagnosis {
    Store store = Store::Server;
    QString version; ///< "2.3.6", "15.6", "7.0.15"; empty where not told
    QString pooler;  ///< database only: "direct", "session", "transaction"
    qint64 elapsedMs = 0;
    std::vector<Check> checks;

    CheckState worst() const;
    bool canBeRead() const; ///< no check Failed
};

/// Builders used by the adapters, so that every front end says the same.
Check passedCheck(CheckId id, const QString& said);
Check troubledCheck(CheckId id, CheckState state, ErrorKind trouble, Store store, const QString& said);
/// For a check that an error ended: with its details.
Check failedCheck(CheckId id, const Error& error, Store store, const QString& said);
Check skippedCheck(CheckId id, const QString& said = {});

QString checkWord(CheckId id);      ///< "reachable", "tls", … for JSON
QString checkStateWord(CheckState); ///< "ok", "warning", "failed", "skipped"

/// The checks of a store in order, for filling the rest with Skipped after a failure.
std::vector<CheckId> checksOf(Store store);
/// Appends a Skipped line for every check of the store that is not there yet.
void skipRest(StoreDiagnosis& diagnosis);

} // namespace steward
