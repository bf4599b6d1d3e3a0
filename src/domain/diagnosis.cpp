#include "domain/diagnosis.h"

#include "domain/doctor_advice.h"
#include "domain/word_table.h"

#include <algorithm>

namespace steward {
CheckState StoreDiagnosis::worst() const
{
    CheckState worst = CheckState::Ok;
    for (const Check& check : checks) {
        if (check.state == CheckState::Failed)
            return CheckState::Failed;
        if (check.state == CheckState::Warning)
            worst = CheckState::Warning;
    }
    return worst;
}

bool StoreDiagnosis::canBeRead() const
{
    return worst() != CheckState::Failed;
}

Check passedCheck(CheckId id, const QString& said)
{
    return {id, CheckState::Ok, {}, said, {}, {}, {}};
}

Check troubledCheck(CheckId id, CheckState state, ErrorKind trouble, Store store, const QString& said)
{
    const Advice advice = adviceFor(trouble, store);
    return {id, state, trouble, said, advice.cause, advice.cure, {}};
}

Check failedCheck(CheckId id, const Error& error, Store store, const QString& said)
{
    Check check = troubledCheck(id, CheckState::Failed, error.kind, store, said);
    check.details = errorDetails(error);
    return check;
}

Check skippedCheck(CheckId id, const QString& said)
{
    return {id, CheckState::Skipped, {}, said, {}, {}, {}};
}

QString checkWord(CheckId id)
{
    static constexpr WordTable<CheckId, 13> words{
        {"reachable", "tls", "credentials", "version", "role", "tables", "read", "row-security", "write", "execute",
         "pooler", "publish", "library"}};
    return words.of(id);
}

QString checkStateWord(CheckState state)
{
    static constexpr WordTable<CheckState, 4> words{{"ok", "warning", "failed", "skipped"}};
    return words.of(state);
}

std::vector<CheckId> checksOf(Store store)
{
    switch (store) {
    case Store::Server:
        return {CheckId::Reachable, CheckId::Tls, CheckId::Credentials, CheckId::Version, CheckId::Read};
    case Store::Database:
        return {CheckId::Reachable, CheckId::Tls,     CheckId::Credentials, CheckId::Version,
                CheckId::Role,      CheckId::Tables,  CheckId::Read,        CheckId::RowSecurity,
                CheckId::Write,     CheckId::Execute, CheckId::Pooler,      CheckId::Library};
    case Store::Cache:
        return {CheckId::Reachable, CheckId::Tls,  CheckId::Credentials, CheckId::Version, CheckId::Role,
                CheckId::Tables,    CheckId::Read, CheckId::Write,       CheckId::Publish};
    }
    return {};
}

void skipRest(StoreDiagnosis& diagnosis)
{
    for (const CheckId id : checksOf(diagnosis.store)) {
        const bool there = std::any_of(
            diagnosis.checks.begin(), diagnosis.checks.end(), [id](const Check& check) { return check.id == id; });
        if (!there)
            diagnosis.checks.push_back(skippedCheck(id));
    }
}

} // namespace steward
