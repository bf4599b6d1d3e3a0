#pragma once

#include "workflows/journal/journal.h"

#include <QStringList>

namespace steward::test {

inline JournalTask sampleTask(const QString& title = QStringLiteral("Apply the guards"))
{
    return {QStringLiteral("guards-apply"), QStringLiteral("clinic-profile"), QStringLiteral("reception"), title};
}

inline JournalStep sampleStep(const QString& target)
{
    JournalStep step;
    step.action = JournalAction::MakeGuard;
    step.target = target;
    step.before.add(QStringLiteral("stands"), false).add(QStringLiteral("rows"), 12);
    return step;
}

/// Everything that a reader sees of a journal, as text to compare.
inline QStringList seenIn(const JournalContent& content)
{
    QStringList seen{QStringLiteral("%1 records, %2 forgotten, end %3 %4")
                         .arg(content.records)
                         .arg(content.forgottenOperations)
                         .arg(content.end.number)
                         .arg(QString::fromLatin1(content.end.hash.toHex()))};
    for (const JournalEntry& entry : content.operations) {
        seen << QStringLiteral("%1 %2 %3 %4 %5/%6 %7 %8")
                    .arg(
                        entry.id.toString(), entry.task.kind, entry.task.title, entry.task.workstation,
                        QString::number(entry.results), QString::number(entry.steps),
                        entry.outcome ? operationOutcomeWord(*entry.outcome) : QStringLiteral("open"),
                        QString::number(entry.startedAt.time_since_epoch().count()));
    }
    return seen;
}

} // namespace steward::test
