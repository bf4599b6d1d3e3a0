#pragma once

#include "domain/audit/audit.h"

#include <QString>

#include <array>

namespace steward {

/// The problems as people look for them (WORDS, "The 23 problems").
enum class ProblemGroup : quint8 { Duplicates, Connection, Missing, Cache, Details };
constexpr int problemGroupCount = static_cast<int>(ProblemGroup::Details) + 1;

ProblemGroup groupOf(FindingCode code);
const char* groupWord(ProblemGroup group); ///< what one may type for it: "missing"

/// One bit for each FindingCode.
using ProblemSet = quint32;
constexpr ProblemSet problemBit(FindingCode code)
{
    return ProblemSet(1) << static_cast<int>(code);
}
ProblemSet problemsOf(const AuditRow& row);
ProblemSet problemsIn(ProblemGroup group);
/// Those that are warnings or errors.
ProblemSet problemsThatMatter();

/// What one store says of an instance, beside the other two.
enum class StoreMark : quint8 {
    Agrees,
    Nothing, ///< it was read, and holds nothing of it
    Warns,   ///< it differs, and that is a warning
    Errs,    ///< it differs, and that is an error
    Unread   ///< not read, or it did not say
};
/// Server, database, cache.
using StoreMarks = std::array<StoreMark, 3>;

/// The store at which one sees the problem; nothing where it stands in none alone.
std::optional<Store> storeOf(FindingCode code);
StoreMarks storeMarks(const AuditRow& row);

} // namespace steward
