#pragma once

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

template<class T>
QByteArray words(const Result<T>& result)
{
    return result ? QByteArray()
                  : (errorWord(result.error().kind) + QLatin1String(": ") + result.error().detail).toUtf8();
}

} // namespace steward::test::database_contract

/// Fails the test with the error's own words where there is one.
#define VERIFY_RESULT(result) QVERIFY2((result).has_value(), words(result).constData())
