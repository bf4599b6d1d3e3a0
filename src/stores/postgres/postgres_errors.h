#pragma once

#include "domain/error.h"
#include "domain/secret.h"

#include <QByteArray>

namespace steward {

/// What a statement was for, since the same refusal means different things (42501), and so does a lost answer.
enum class SqlIntent { Read, Write, Commit };

/// What the server said of a statement that failed; the fields do not depend on the server's language.
struct SqlFailure {
    QByteArray state;    ///< SQLSTATE; empty where the connection was lost
    QByteArray message;  ///< the primary message, never DETAIL, which may repeat a row's token
    QByteArray function; ///< the server's own function that refused
    bool connectionLost = false;
};

/// An error of the database in words for the person; `detail` must be free of secrets.
Error databaseError(ErrorKind kind, const QString& detail);
Error statementError(const SqlFailure& failure, SqlIntent intent);
/// From libpq's text (English, see PostgresConnection) about a connection that was not made, PgBouncer's included.
Error connectError(const QString& text, const Secret& password);
/// A change was refused before anything was sent.
Error readOnlyProfileError();
Error databaseTimedOutError(const QString& detail);

} // namespace steward
