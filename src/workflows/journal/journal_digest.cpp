#include "workflows/journal/journal_digest.h"

#include "domain/iso_time.h"
#include "workflows/journal/journal_reader.h"

#include <algorithm>

namespace steward {
namespace {

QString stateOf(const JournalEntry& entry)
{
    if (entry.outcome)
        return operationOutcomeWord(*entry.outcome);
    return entry.isHeld ? QStringLiteral("under-way") : QStringLiteral("interrupted");
}

} // namespace

QStringList journalDigest(const QString& path, qsizetype atMost)
{
    const Result<JournalContent> content = readJournal(JournalFolder{path});
    if (!content)
        return {QStringLiteral("not read: ") + content.error().detail};
    QStringList lines{QStringLiteral("%1 records, %2 operations, %3")
                          .arg(content->records)
                          .arg(content->operations.size())
                          .arg(content->damage ? QStringLiteral("damaged") : QStringLiteral("whole"))};
    const auto all = static_cast<qsizetype>(content->operations.size());
    for (qsizetype at = std::max<qsizetype>(0, all - atMost); at < all; ++at) {
        const JournalEntry& entry = content->operations[static_cast<size_t>(at)];
        lines << QStringLiteral("%1 %2 %3 steps %4 results %5 %6")
                     .arg(
                         isoTime(entry.startedAt), entry.id.toString(), entry.task.kind, QString::number(entry.steps),
                         QString::number(entry.results), stateOf(entry));
    }
    return lines;
}

} // namespace steward
