#pragma once

#include <QByteArray>
#include <QByteArrayList>

namespace steward {

/// An expression as PostgreSQL tells it, less parentheses and casts.
QByteArray plainExpression(const QByteArray& expression);

/// Whether an index's predicate, as PostgreSQL tells it (pg_get_expr), asks for nothing beyond `allowed`: conjuncts
/// such as "enabled". An empty predicate asks for nothing.
bool asksOnly(const QByteArray& predicate, const QByteArrayList& allowed);

/// The body of the save function without what means nothing: comments, white space, upper case.
QByteArray plainBody(const QByteArray& body);

/// Whether a body does what the hardened one does: it takes the claim's locks (`locks`, SQL), keeps to enabled rows,
/// and uses neither pgcrypto nor ON CONFLICT. A body equal to `ours` but for plainBody() always does.
bool isHardened(const QByteArray& body, const QByteArray& ours, const QByteArrayList& locks);

} // namespace steward
