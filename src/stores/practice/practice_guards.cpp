#include "stores/practice/practice_guards.h"

#include "stores/practice/practice_errors.h"
#include "stores/practice/practice_world.h"
#include "stores/store_refusals.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace steward {
namespace {

struct PracticeGuardsText {
    Q_DECLARE_TR_FUNCTIONS(steward::PracticeGuards)
};

std::vector<DuplicateRow> duplicatesIn(const PracticeState& state)
{
    std::map<OrganizationId, std::vector<const Integration*>> enabled;
    for (const PracticeRow& row : state.rows) {
        if (row.isOurs() && row.row.enabled)
            enabled[row.row.organizationId].push_back(&row.row);
    }
    std::vector<DuplicateRow> duplicates;
    for (auto& [organization, rows] : enabled) {
        if (rows.size() < 2)
            continue;
        std::sort(rows.begin(), rows.end(), [](const Integration* a, const Integration* b) {
            return a->createdAt != b->createdAt ? a->createdAt < b->createdAt : a->id < b->id;
        });
        for (const Integration* row : rows) {
            const InstanceName& name = row->instanceName.utf8().isEmpty() ? row->legacyName : row->instanceName;
            duplicates.push_back({organization, row->id, name.text()});
        }
    }
    return duplicates;
}

} // namespace

PracticeGuards::PracticeGuards(std::shared_ptr<PracticeWorld> world, bool readOnly)
    : m_world(std::move(world))
    , m_readOnly(readOnly)
{
}

Result<GuardsReport> PracticeGuards::inspect(const QStringList& keepExecute, const CallContext& limits)
{
    if (const auto entered = m_world->enter(Store::Database, limits); !entered)
        return std::unexpected(entered.error());
    return m_world->visit([&keepExecute](PracticeState& state, Timestamp) {
        GuardsReport report;
        report.database = QStringLiteral("practice");
        report.role = QStringLiteral("postgres");
        report.duplicates = duplicatesIn(state);
        for (const QString& role : keepExecute) {
            if (!state.mayExecute.contains(role))
                report.unknownRoles << role;
        }
        report.everybodyMayExecute = !state.guards.contains(GuardPart::SaveFunction);
        for (const QString& role : state.mayExecute) {
            if (report.everybodyMayExecute && !keepExecute.contains(role))
                report.losesExecute << role;
        }
        for (const GuardPart part : allGuardParts) {
            GuardStatus status{.part = part, .state = GuardState::Stands};
            if (!state.guards.contains(part)) {
                status.state = GuardState::Missing;
                status.lacks = PracticeGuardsText::tr("It is not there.");
                if (part == GuardPart::UniqueIndex && !report.duplicates.empty()) {
                    status.state = GuardState::Held;
                    status.obstacle = StoreRefusals::heldByDuplicates();
                }
            }
            report.parts.push_back(status);
        }
        return report;
    });
}

Result<void> PracticeGuards::apply(GuardPart part, const QStringList& keepExecute, const CallContext& limits)
{
    if (m_readOnly)
        return std::unexpected(practiceReadOnly(Store::Database));
    if (const auto entered = m_world->enter(Store::Database, limits); !entered)
        return entered;
    return m_world->visit([part, &keepExecute](PracticeState& state, Timestamp) -> Result<void> {
        if (part == GuardPart::UniqueIndex && !duplicatesIn(state).empty())
            return std::unexpected(StoreRefusals::heldByDuplicates());
        if (part == GuardPart::SaveFunction && !state.guards.contains(part))
            state.mayExecute.removeIf([&keepExecute](const QString& role) { return !keepExecute.contains(role); });
        state.guards.insert(part);
        return {};
    });
}

} // namespace steward
