#include "domain/error.h"

#include "domain/word_table.h"

namespace steward {

QString errorDetails(const Error& error)
{
    return error.detail.isEmpty() ? errorWord(error.kind) : errorWord(error.kind) + QLatin1String(": ") + error.detail;
}

QString errorWord(ErrorKind kind)
{
    static constexpr WordTable<ErrorKind, 50> words{
        {"stopped",
         "timed-out",
         "name-not-found",
         "refused",
         "no-ipv6",
         "connection-lost",
         "tls-untrusted",
         "tls-chain-incomplete",
         "tls-expired",
         "tls-wrong-host",
         "tls-plain",
         "tls-client-certificate",
         "tls-required",
         "tls-failed",
         "insecure-refused",
         "wrong-key",
         "wrong-password",
         "unknown-tenant",
         "too-many-clients",
         "pooler-blocked",
         "banned",
         "statement-pooling",
         "missing-database",
         "missing-table",
         "missing-function",
         "no-right-to-read",
         "no-right-to-write",
         "no-right-to-execute",
         "no-right-to-publish",
         "row-level-security",
         "transaction-pooler",
         "replica",
         "loading",
         "wrong-database",
         "cluster",
         "read-only-profile",
         "unreachable-name",
         "not-found",
         "name-in-use",
         "outcome-unknown",
         "rejected",
         "login-in-front",
         "refused-in-front",
         "redirected",
         "gateway-failed",
         "bad-answer",
         "truncated",
         "server-error",
         "invalid-settings",
         "local-failure"}};
    return words.of(kind);
}

} // namespace steward
