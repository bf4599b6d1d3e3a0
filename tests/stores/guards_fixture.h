#pragma once

#include "stores/guards_port.h"
#include "stores/postgres/postgres_guards.h"
#include "stores/postgres_fixture.h"

namespace steward::test {

/// Runs on a worker with a port of its own.
template<class Callable>
auto askGuards(const DatabaseSettings& settings, Callable&& callable, const StoreNames& names = {})
{
    return rig::onWorker([&] {
        PostgresGuards guards(settings, names);
        return callable(guards);
    });
}

inline Result<GuardsReport> inspectGuards(const DatabaseSettings& settings, const StoreNames& names = {})
{
    return askGuards(
        settings, [](GuardsPort& port) { return port.inspect(defaultKeptRoles(), patientLimits()); }, names);
}

/// Applies every part that is missing and may be made, the optional one not; what stands afterwards.
inline Result<GuardsReport> applyGuards(
    const DatabaseSettings& settings, const StoreNames& names = {}, const QStringList& keptRoles = defaultKeptRoles())
{
    return askGuards(
        settings,
        [&](GuardsPort& port) -> Result<GuardsReport> {
            const auto before = port.inspect(keptRoles, patientLimits());
            if (!before)
                return before;
            for (const GuardStatus& status : before->parts) {
                if (status.state != GuardState::Missing || isOptional(status.part))
                    continue;
                if (const auto applied = port.apply(status.part, keptRoles, patientLimits()); !applied)
                    return std::unexpected(applied.error());
            }
            return port.inspect(keptRoles, patientLimits());
        },
        names);
}

/// The parts' states in their order; what went wrong where they were not read.
inline QString statesOf(const Result<GuardsReport>& report)
{
    if (!report)
        return report.error().detail;
    QStringList states;
    for (const GuardStatus& status : report->parts)
        states << guardStateWord(status.state);
    return states.join(QLatin1Char(' '));
}

inline const QString allButOptional = QStringLiteral("stands stands stands stands missing");

} // namespace steward::test
