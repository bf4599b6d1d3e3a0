#pragma once

#include "stores/guards_port.h"
#include "workflows/journal/journal_values.h"

#include <QJsonObject>

#include <vector>

namespace steward {

class Journal;

/// What applying would do: shown first.
struct GuardsPlan {
    GuardsReport report;            ///< as it is now
    QStringList keepExecute;        ///< roles that keep EXECUTE of the save function
    std::vector<GuardPart> missing; ///< those that will be made; optional ones are left out
    bool changes() const { return !missing.empty(); }
};

/// What came of one part.
struct GuardsItem {
    enum class Outcome { Written, Kept, Failed, Skipped, Unknown };
    GuardPart part = GuardPart::UniqueIndex;
    Outcome outcome = Outcome::Kept;
    std::optional<Error> error;
};

struct GuardsResult {
    OperationOutcome outcome = OperationOutcome::Refused;
    std::vector<GuardsItem> items;        ///< all but the optional part
    std::optional<Error> error;           ///< why it was refused, or what came between
    bool isOpen = false;                  ///< in part, and the journal could not note its end
    std::vector<DuplicateRow> duplicates; ///< what still holds back the unique index

    /// 0, 1, 3 or 4 (CONTRACT).
    int exitCode() const;
};

/// Makes the guards that are missing, each by itself, and proves each by reading it back. Blocks; on a worker thread.
class GuardsApply final {
    Q_DISABLE_COPY_MOVE(GuardsApply)

public:
    /// Without a journal there is a plan, and nothing is applied.
    GuardsApply(GuardsPort& port, Journal* journal, JournalTask task);

    /// Also brings to a named end what an earlier apply left unfinished when it was killed: done where every part
    /// stands, else done in part. What is missing then is in the new plan.
    /// `chosen`: roles to keep EXECUTE; none: defaultKeptRoles(). An error where a chosen role does not exist or is a
    /// visitor's, or where something was not read: refused, nothing was written.
    Result<GuardsPlan> plan(const QStringList& chosen, const CallContext& limits);
    /// Looks again first; what is not as in the plan any more is left out. An intent before, a result after.
    GuardsResult apply(const GuardsPlan& plan, const CallContext& limits);

private:
    Result<void> endAbandoned(const GuardsReport& now);
    GuardsResult write(const GuardsPlan& plan, const GuardsReport& now, const CallContext& limits);

    GuardsPort& m_port;
    Journal* const m_journal;
    const JournalTask m_task;
};

QString guardsKind(); ///< the journal's word: "guards-apply"

/// The document of `guards apply --json`; `error` where nothing was tried.
QJsonObject guardsResultJson(const GuardsResult& result);
/// One line a part: see csvLine().
QByteArray guardsResultCsv(const GuardsResult& result);
/// The plan's, with "operation" and what it would make.
QJsonObject guardsPlanJson(const GuardsPlan& plan);

} // namespace steward
