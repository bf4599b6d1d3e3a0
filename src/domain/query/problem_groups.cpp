#include "domain/query/problem_groups.h"

namespace steward {
namespace {

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
    switch (code) {
    case FindingCode::DuplicateInstance:
    case FindingCode::DuplicateIntegration:
    case FindingCode::DuplicatePhone:
        return ProblemGroup::Duplicates;
    case FindingCode::StateMismatch:
    case FindingCode::GhostInstance:
    case FindingCode::ConnectionLost:
    case FindingCode::StatusDrift:
    case FindingCode::StuckPairing:
    case FindingCode::DisabledButConnected:
        return ProblemGroup::Connection;
    case FindingCode::OrphanedInstance:
    case FindingCode::OrphanedIntegration:
    case FindingCode::UnlistedInstance:
    case FindingCode::StaleCache:
    case FindingCode::NamelessIntegration:
    case FindingCode::UnreachableName:
    case FindingCode::Residue:
        return ProblemGroup::Missing;
    case FindingCode::CacheMismatch:
    case FindingCode::UnreadableCache:
    case FindingCode::CacheWithoutExpiry:
    case FindingCode::NotCached:
        return ProblemGroup::Cache;
    case FindingCode::PhoneMismatch:
    case FindingCode::OrganizationMismatch:
    case FindingCode::WebhookMismatch:
        return ProblemGroup::Details;
    }
    return ProblemGroup::Details;
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
    switch (code) {
    case FindingCode::GhostInstance:
    case FindingCode::UnlistedInstance:
    case FindingCode::StateMismatch:
    case FindingCode::StuckPairing:
    case FindingCode::UnreachableName:
    case FindingCode::WebhookMismatch:
        return Store::Server;
    case FindingCode::DuplicateIntegration:
    case FindingCode::DuplicatePhone:
    case FindingCode::OrphanedIntegration:
    case FindingCode::StatusDrift:
    case FindingCode::PhoneMismatch:
    case FindingCode::OrganizationMismatch:
    case FindingCode::DisabledButConnected:
    case FindingCode::NamelessIntegration:
        return Store::Database;
    case FindingCode::StaleCache:
    case FindingCode::CacheMismatch:
    case FindingCode::UnreadableCache:
    case FindingCode::CacheWithoutExpiry:
        return Store::Cache;
    case FindingCode::DuplicateInstance:
    case FindingCode::OrphanedInstance:
    case FindingCode::ConnectionLost:
    case FindingCode::NotCached:
    case FindingCode::Residue:
        return {};
    }
    return {};
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
