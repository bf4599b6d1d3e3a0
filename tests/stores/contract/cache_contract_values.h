#pragma once

#include "stores/cache_port.h"
#include "stores/contract/verify_result.h"
#include "support/any_id.h"

#include <QTest>

#include <algorithm>
#include <chrono>

namespace steward::test::cache_contract {

inline const OrganizationId organization = anId(QLatin1String("7f3a5c1e-0000-4000-8000-00000000a001"));
inline const ClinicId clinic = anId(QLatin1String("7f3a5c1e-0000-4000-8000-00000000c001"));

inline CallContext prompt()
{
    return CallContext::within(std::chrono::seconds(10));
}

inline CacheKey instanceKey(const QByteArray& name)
{
    return {CacheKeyKind::Instance, InstanceName::fromUtf8(name), {}};
}

inline CacheKey tokenKey(const QByteArray& token)
{
    return {CacheKeyKind::Token, {}, WebhookToken(token)};
}

inline CacheValue valueFor(const CacheKey& key, const QByteArray& instance)
{
    return {
        key,
        organization,
        clinic,
        QStringLiteral("Cl\u00ednica \"Sul\" \U0001F9B7"),
        InstanceName::fromUtf8(instance),
        PhoneNumber::fromText(u"+55 11 98888-7777")};
}

/// What a port may have read there; of no value that is.
inline CacheEntry seenEntry(const CacheKey& key)
{
    return {.kind = key.kind, .name = key.name, .token = key.token, .fingerprint = 1};
}

inline const CacheEntry* entryOf(const std::vector<CacheEntry>& entries, const CacheKey& key)
{
    const auto found = std::find_if(entries.begin(), entries.end(), [&key](const CacheEntry& entry) {
        return entry.kind == key.kind &&
               (key.kind == CacheKeyKind::Instance ? entry.name == key.name : entry.token == key.token);
    });
    return found == entries.end() ? nullptr : &*found;
}

} // namespace steward::test::cache_contract
