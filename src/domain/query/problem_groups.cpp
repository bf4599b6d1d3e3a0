#include "domain/query/problem_groups.h"

#include "domain/value_table.h"

namespace steward {
namespace {

/// Where people look for a problem, and where one sees it.
struct ProblemPlace {
    FindingCode code;
    ProblemGroup group;
    std::optional<Store> store;
};

constexpr ProblemPlace problemPlaces[]{
    {FindingCode::DuplicateInstance, ProblemGroup::Duplicates, {}},
    {FindingCode::DuplicateIntegration, ProblemGroup::Duplicates, Store::Database},
    {FindingCode::DuplicatePhone, ProblemGroup::Duplicates, Store::Database},
    {FindingCode::GhostInstance, ProblemGroup::Connection, Store::Server},
    {FindingCode::UnlistedInstance, ProblemGroup::Missing, Store::Server},
    {FindingCode::OrphanedInstance, ProblemGroup::Missing, {}},
    {FindingCode::OrphanedIntegration, ProblemGroup::Missing, Store::Database},
    {FindingCode::StaleCache, ProblemGroup::Missing, Store::Cache},
    {FindingCode::CacheMismatch, ProblemGroup::Cache, Store::Cache},
    {FindingCode::UnreadableCache, ProblemGroup::Cache, Store::Cache},
    {FindingCode::CacheWithoutExpiry, ProblemGroup::Cache, Store::Cache},
    {FindingCode::StatusDrift, ProblemGroup::Connection, Store::Database},
    {FindingCode::StateMismatch, ProblemGroup::Connection, Store::Server},
    {FindingCode::PhoneMismatch, ProblemGroup::Details, Store::Database},
    {FindingCode::OrganizationMismatch, ProblemGroup::Details, Store::Database},
    {FindingCode::ConnectionLost, ProblemGroup::Connection, {}},
    {FindingCode::StuckPairing, ProblemGroup::Connection, Store::Server},
    {FindingCode::DisabledButConnected, ProblemGroup::Connection, Store::Database},
    {FindingCode::NamelessIntegration, ProblemGroup::Missing, Store::Database},
    {FindingCode::UnreachableName, ProblemGroup::Missing, Store::Server},
    {FindingCode::WebhookMismatch, ProblemGroup::Details, Store::Server},
    {FindingCode::NotCached, ProblemGroup::Cache, {}},
    {FindingCode::Residue, ProblemGroup::Missing, {}},
};
static_assert(isTableOf(problemPlaces, &ProblemPlace::code, FindingCode::Residue));

template<class Holds>
ProblemSet problemsWhere(Holds holds)
{
    ProblemSet set = 0;
    for (int place = 0; place < findingCodeCount; ++place) {
        const auto code = static_cast<FindingCode>(place);
        set |= holds(code) ? problemBit(code) : 0;
    }
    return set;
}

StoreMark markOf(Presence presence)
{
    switch (presence) {
    case Presence::Present:
        return StoreMark::Agrees;
    case Presence::Absent:
        return StoreMark::Nothing;
    case Presence::Unknown:
        return StoreMark::Unread;
    }
    return StoreMark::Unread;
}

} // namespace

ProblemGroup groupOf(FindingCode code)
{
    const ProblemPlace* place = lineIn(problemPlaces, code);
    return place ? place->group : ProblemGroup::Details;
}

const char* groupWord(ProblemGroup group)
{
    switch (group) {
    case ProblemGroup::Duplicates:
        return "duplicates";
    case ProblemGroup::Connection:
        return "connection";
    case ProblemGroup::Missing:
        return "missing";
    case ProblemGroup::Cache:
        return "cache";
    case ProblemGroup::Details:
        return "details";
    }
    return "unknown";
}

ProblemSet problemsOf(const AuditRow& row)
{
    ProblemSet set = 0;
    for (const Finding& finding : row.findings)
        set |= problemBit(finding.code);
    return set;
}

ProblemSet problemsIn(ProblemGroup group)
{
    return problemsWhere([group](FindingCode code) { return groupOf(code) == group; });
}

ProblemSet problemsThatMatter()
{
    static const ProblemSet set = problemsWhere([](FindingCode code) { return severityOf(code) != Severity::Info; });
    return set;
}

std::optional<Store> storeOf(FindingCode code)
{
    const ProblemPlace* place = lineIn(problemPlaces, code);
    return place ? place->store : std::nullopt;
}

StoreMarks storeMarks(const AuditRow& row)
{
    StoreMarks marks{markOf(row.inServer), markOf(row.inDatabase), markOf(row.inCache)};
    for (const Finding& finding : row.findings) {
        const std::optional<Store> store = storeOf(finding.code);
        if (!store)
            continue;
        StoreMark& mark = marks[static_cast<size_t>(*store)];
        if (finding.severity() == Severity::Error)
            mark = StoreMark::Errs;
        else if (mark != StoreMark::Errs)
            mark = StoreMark::Warns;
    }
    return marks;
}

} // namespace steward
