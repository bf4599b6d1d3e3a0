#pragma once

#include "support/worker.h"
#include "workflows/apply_rig.h"
#include "workflows/journal/journal_reader.h"
#include "workflows/restore/row_restore.h"

namespace steward::test {

// What the tests of undoing look at.

/// The row whole, less the marks that an undo leaves as they are.
inline QByteArray rowOf(ApplyRig& apply, const QByteArray& id)
{
    return apply.value(QStringLiteral("select (to_jsonb(i) - array['updated_at', 'last_seen_at'] || "
                                      "jsonb_build_object('config', i.config - 'steward_lease' - "
                                      "'steward_operation'))::text from healthcare.integrations i where id = '%1'")
                           .arg(QString::fromLatin1(id)));
}

inline JournalEntry lastOperation(CreationRig& rig)
{
    return rig::onWorker([&] { return readJournal({rig.journalPath()})->operations.back(); });
}

/// As the command line does it: looked at, shown (`judged`), done.
inline ChangeResult undo(CreationRig& rig, const OperationId& operation, std::vector<DeletedRow>* judged = nullptr)
{
    return rig::onWorker([&] {
        const auto session = Session::open(rig.parts());
        RowRestore restoring(*session);
        auto rows = restoring.archivedBy(operation);
        if (!rows)
            return ChangeResult{.error = rows.error()};
        restoring.judge(*rows, CallContext::within(std::chrono::seconds(30)));
        if (judged)
            *judged = *rows;
        return restoring.restore(*rows, CallContext::within(std::chrono::seconds(60)));
    });
}

} // namespace steward::test
