#include "workflows/journal/journal_reader.h"

#include "workflows/journal/journal_bodies.h"
#include "workflows/journal/journal_database.h"
#include "workflows/journal/journal_errors.h"
#include "workflows/journal/journal_gaps.h"
#include "workflows/journal/journal_head.h"
#include "workflows/journal/process_lock.h"

#include <QFile>

#include <algorithm>
#include <iterator>

namespace steward {
namespace {

/// Database and head of one and the same moment.
struct JournalMoment {
    Result<ChainEnd> head;
    std::unique_ptr<JournalDatabase> database; ///< null where there is no file
    std::unique_ptr<JournalDatabase::Transaction> transaction;
};

Result<JournalMoment> takeSnapshot(const JournalFolder& folder)
{
    const Result<ProcessLock> lock = ProcessLock::take(folder.lockPath(), JournalFolder::timeout);
    if (!lock)
        return std::unexpected(lock.error());
    JournalMoment snapshot{JournalHead::read(folder.headPath()), {}, {}};
    if (!QFile::exists(folder.databasePath()))
        return snapshot;
    // A process that was killed while it made the database has left what only a writer can take back.
    const bool isHalfMade = QFile::exists(folder.rollbackPath());
    auto database = JournalDatabase::open(
        folder.databasePath(), isHalfMade ? JournalDatabase::Mode::Write : JournalDatabase::Mode::Read);
    if (!database)
        return std::unexpected(database.error());
    auto transaction = (*database)->beginReading();
    if (!transaction)
        return std::unexpected(transaction.error());
    snapshot.database = std::move(*database);
    snapshot.transaction = std::move(*transaction);
    return snapshot;
}

/// What is wrong with the records.
std::optional<ChainDamage>
follow(JournalDatabase& database, ChainWalker& walker, JournalLedger& ledger, qint64& records)
{
    std::optional<ChainDamage> wrong;
    const Result<void> visited = database.visit([&](const StoredRecord& record) {
        wrong = walker.follow(record);
        if (!wrong && !ledger.add(record))
            wrong = ChainDamage{QStringLiteral("record %1 is of an unknown kind").arg(record.number)};
        records += wrong ? 0 : 1;
        return !wrong;
    });
    if (!wrong && !visited)
        wrong = ChainDamage{visited.error().detail};
    return wrong;
}

Result<void> markHeld(const JournalFolder& folder, const OperationId& ours, std::vector<JournalEntry>& operations)
{
    for (JournalEntry& entry : operations) {
        if (entry.outcome)
            continue;
        const Result<bool> held = ProcessLock::isHeld(folder.operationLockPath(entry.id));
        if (!held)
            return std::unexpected(held.error());
        entry.isHeld = *held;
        if (*held && entry.id != ours)
            entry.trail = {}; // it changes while it is looked at, and may be long
    }
    return {};
}

} // namespace

std::vector<JournalEntry> JournalContent::unfinished() const
{
    std::vector<JournalEntry> open;
    std::copy_if(operations.begin(), operations.end(), std::back_inserter(open), [](const JournalEntry& entry) {
        return !entry.outcome;
    });
    return open;
}

Result<JournalContent> readJournal(const JournalFolder& folder, const JournalReading& reading)
{
    if (!QFile::exists(folder.path))
        return JournalContent{};
    const Result<JournalMoment> snapshot = takeSnapshot(folder);
    if (!snapshot)
        return std::unexpected(snapshot.error());
    ChainGaps gaps;
    std::optional<ChainDamage> wrong;
    if (snapshot->database) {
        Result<ChainGaps> found = declaredGaps(*snapshot->database);
        if (found)
            gaps = std::move(*found);
        else
            wrong = ChainDamage{found.error().detail};
    }
    ChainWalker walker(std::move(gaps));
    JournalLedger ledger(reading);
    JournalContent content;
    if (snapshot->database && !wrong)
        wrong = follow(*snapshot->database, walker, ledger, content.records);
    if (!wrong)
        wrong = snapshot->head ? walker.compareWithHead(*snapshot->head) : ChainDamage{snapshot->head.error().detail};
    content.operations = ledger.entries();
    content.forgottenOperations = ledger.forgottenOperations();
    content.end = walker.end();
    if (wrong)
        content.damage = journalDamaged(folder.path, *wrong);
    if (const Result<void> marked = markHeld(folder, reading.ours, content.operations); !marked)
        return std::unexpected(marked.error());
    return content;
}

Result<JournalContent> readWholeJournal(const JournalFolder& folder, const JournalReading& reading)
{
    Result<JournalContent> content = readJournal(folder, reading);
    if (content && content->damage)
        return std::unexpected(*content->damage);
    return content;
}

} // namespace steward
