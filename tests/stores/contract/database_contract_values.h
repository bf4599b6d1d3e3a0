#pragma once

#include "stores/contract/verify_result.h"
#include "stores/database_port.h"
#include "support/any_id.h"

#include <QTest>

#include <algorithm>
#include <chrono>

namespace steward::test::database_contract {

inline CallContext patient()
{
    return CallContext::within(std::chrono::seconds(20));
}

inline InstanceName named(const char* name)
{
    return InstanceName::fromUtf8(name);
}

/// Another workstation's lease, which runs out that long from now.
inline RowLease leaseUntil(std::chrono::milliseconds time)
{
    return {
        newId(), QStringLiteral("desk two"),
        std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()) + time};
}

inline const Integration* rowOf(const std::vector<Integration>& rows, const IntegrationId& id)
{
    const auto found = std::ranges::find(rows, id, &Integration::id);
    return found == rows.end() ? nullptr : &*found;
}

} // namespace steward::test::database_contract
