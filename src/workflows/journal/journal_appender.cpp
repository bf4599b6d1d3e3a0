#include "workflows/journal/journal_appender.h"

#include "workflows/journal/journal_bodies.h"
#include "workflows/journal/journal_errors.h"
#include "workflows/journal/journal_gaps.h"
#include "workflows/journal/journal_head.h"
#include "workflows/journal/process_lock.h"

#include <algorithm>

namespace steward {
namespace {

/// What is to go, and the summary that stands for it.
struct Forgetting {
    std::vector<qint64> numbers;
    JournalSummary summary;
};

class ForgettingPlanner final {
public:
    explicit ForgettingPlanner(ChainGaps gaps)
        : m_walker(gaps)
        , m_gaps(std::move(gaps))
    {
    }

    /// False: the chain is not whole.
    bool add(const StoredRecord& record)
    {
        m_hashes.emplace(record.number, record.hash);
        return !m_walker.follow(record) && m_ledger.add(record);
    }

    Forgetting finishedBefore(Timestamp limit) const
    {
        Forgetting forgetting;
        forgetting.summary.operations = m_ledger.forgottenOperations();
        for (size_t i = 0; i < m_ledger.entries().size(); ++i) {
            const JournalEntry& entry = m_ledger.entries().at(i);
            if (!entry.finishedAt || *entry.finishedAt >= limit)
                continue;
            ++forgetting.summary.operations;
            const std::vector<qint64>& numbers = m_ledger.numbersOf(i);
            forgetting.numbers.insert(forgetting.numbers.end(), numbers.begin(), numbers.end());
        }
        if (forgetting.numbers.empty())
            return forgetting;
        const std::vector<qint64>& summaries = m_ledger.summaryNumbers();
        forgetting.numbers.insert(forgetting.numbers.end(), summaries.begin(), summaries.end());
        forgetting.summary.gaps = gapsWith(forgetting.numbers);
        return forgetting;
    }

private:
    /// The gaps there are and the new ones, neighbours joined.
    ChainGaps gapsWith(const std::vector<qint64>& numbers) const
    {
        ChainGaps pieces = m_gaps;
        for (const qint64 number : numbers)
            pieces.emplace(number, ChainEnd{number, m_hashes.at(number)});
        ChainGaps joined;
        for (const auto& [first, last] : pieces) {
            if (!joined.empty() && joined.rbegin()->second.number + 1 == first)
                joined.rbegin()->second = last;
            else
                joined.emplace(first, last);
        }
        return joined;
    }

    ChainWalker m_walker;
    ChainGaps m_gaps;
    JournalLedger m_ledger;
    std::map<qint64, QByteArray> m_hashes;
};

/// What finished before the limit began before it, too: the oldest record tells, and the others need not be read, which
/// takes long where they are many.
Result<bool> reachesBackBefore(JournalDatabase& database, Timestamp limit)
{
    bool reaches = false;
    const Result<void> visited = database.visit([&](const StoredRecord& record) {
        if (journalSummaryOf(record.body))
            return true; // of what has been forgotten already
        reaches = journalTimeOf(record.body) < limit;
        return false;
    });
    return visited ? Result<bool>(reaches) : std::unexpected(visited.error());
}

/// Nothing to forget in a chain that is not whole: what is wrong with it must stay to be seen.
Result<Forgetting> planForgetting(JournalDatabase& database, Timestamp limit)
{
    Result<ChainGaps> gaps = declaredGaps(database);
    if (!gaps)
        return std::unexpected(gaps.error());
    ForgettingPlanner planner(std::move(*gaps));
    bool isWhole = true;
    const Result<void> visited = database.visit([&](const StoredRecord& record) {
        isWhole = planner.add(record);
        return isWhole;
    });
    if (!visited)
        return std::unexpected(visited.error());
    return isWhole ? planner.finishedBefore(limit) : Forgetting{};
}

} // namespace

JournalAppender::JournalAppender(JournalFolder folder, std::unique_ptr<JournalDatabase> database)
    : m_folder(std::move(folder))
    , m_database(std::move(database))
{
}

Result<std::unique_ptr<JournalAppender>> JournalAppender::open(const JournalFolder& folder)
{
    // Two that make the table at once would meet a lock that SQLite does not wait for.
    const Result<ProcessLock> lock = ProcessLock::take(folder.lockPath(), JournalFolder::timeout);
    if (!lock)
        return std::unexpected(lock.error());
    Result<std::unique_ptr<JournalDatabase>> database =
        JournalDatabase::open(folder.databasePath(), JournalDatabase::Mode::Write);
    if (!database)
        return std::unexpected(database.error());
    return std::unique_ptr<JournalAppender>(new JournalAppender(folder, std::move(*database)));
}

Result<void> JournalAppender::append(const QByteArray& body)
{
    return change([&](const ChainEnd& end) -> Result<std::optional<ChainEnd>> { return insertAfter(end, body); });
}

Result<void> JournalAppender::change(const Change& change)
{
    const Result<ProcessLock> lock = ProcessLock::take(m_folder.lockPath(), JournalFolder::timeout);
    if (!lock)
        return std::unexpected(lock.error());
    const auto transaction = m_database->beginWriting();
    if (!transaction)
        return std::unexpected(transaction.error());
    const Result<ChainEnd> end = currentEnd();
    if (!end)
        return std::unexpected(end.error());
    const Result<std::optional<ChainEnd>> newEnd = change(*end);
    if (!newEnd)
        return std::unexpected(newEnd.error());
    if (!*newEnd)
        return {};
    if (const Result<void> committed = (*transaction)->commit(); !committed)
        return committed;
    return JournalHead::write(m_folder.headPath(), **newEnd);
}

Result<ChainEnd> JournalAppender::currentEnd()
{
    const Result<ChainEnd> head = JournalHead::read(m_folder.headPath());
    if (!head)
        return head;
    const Result<std::optional<StoredRecord>> last = m_database->lastRecord();
    if (!last)
        return std::unexpected(last.error());
    const ChainEnd end = *last ? ChainEnd{(*last)->number, (*last)->hash} : ChainEnd{};
    if (end == *head)
        return end;
    // Killed between a commit and its head, the last one left a record that nobody had begun to act upon.
    const bool isNext =
        *last && end.number == head->number + 1 && end.hash == chainHash(head->hash, end.number, (*last)->body);
    if (!isNext)
        return std::unexpected(journalDamaged(m_folder.path, ChainDamage::ofEnds(end, *head)));
    if (const Result<void> written = JournalHead::write(m_folder.headPath(), end); !written)
        return std::unexpected(written.error());
    return end;
}

Result<ChainEnd> JournalAppender::insertAfter(const ChainEnd& end, const QByteArray& body)
{
    const qint64 number = end.number + 1;
    const ChainEnd newEnd{number, chainHash(end.hash, number, body)};
    if (const Result<void> inserted = m_database->insert({number, newEnd.hash, body}); !inserted)
        return std::unexpected(inserted.error());
    return newEnd;
}

Result<void> JournalAppender::forgetFinishedBefore(Timestamp limit, Timestamp now)
{
    return change([&](const ChainEnd& end) -> Result<std::optional<ChainEnd>> {
        if (const Result<bool> reaches = reachesBackBefore(*m_database, limit); !reaches || !*reaches)
            return reaches ? Result<std::optional<ChainEnd>>() : std::unexpected(reaches.error());
        const Result<Forgetting> forgetting = planForgetting(*m_database, limit);
        if (!forgetting)
            return std::unexpected(forgetting.error());
        if (forgetting->numbers.empty())
            return {};
        const QByteArray body = JournalBodies::summary(now, forgetting->summary.operations, forgetting->summary.gaps);
        const Result<ChainEnd> newEnd = insertAfter(end, body);
        if (!newEnd)
            return std::unexpected(newEnd.error());
        if (const Result<void> removed = m_database->remove(forgetting->numbers); !removed)
            return std::unexpected(removed.error());
        return newEnd;
    });
}

} // namespace steward
