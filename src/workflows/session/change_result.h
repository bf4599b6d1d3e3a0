#pragma once

#include "domain/error.h"
#include "domain/ids.h"
#include "domain/instance_name.h"
#include "workflows/journal/journal_values.h"
#include "workflows/outbox/outbox_message.h"

#include <QJsonObject>

#include <functional>
#include <optional>
#include <vector>

namespace steward {

/// What came of one store for one instance; the words of CONTRACT ("--json of what changes").
enum class StoreOutcome : quint8 { Gone, Absent, Written, Kept, StillThere, Failed, Skipped, Unknown };
QString storeOutcomeWord(StoreOutcome outcome);

struct ChangeItem {
    InstanceName instanceName;
    OrganizationId organizationId; ///< null where none is known
    StoreOutcome server = StoreOutcome::Skipped;
    StoreOutcome database = StoreOutcome::Skipped;
    StoreOutcome cache = StoreOutcome::Skipped;
    std::optional<WorkersOutcome> workers; ///< nothing: they were not told
    std::optional<Error> error;            ///< why it was not done, or what is left
};

/// What came of one operation.
struct ChangeResult {
    QString operation; ///< untranslated: "create"
    OperationOutcome outcome = OperationOutcome::Refused;
    std::vector<ChangeItem> items;
    std::optional<Error> error; ///< of the operation as a whole
    /// Partial only: the operation has no end yet, and “journal resume” goes on with it.
    bool isOpen = false;

    /// Partial, and open.
    void leaveOpen();
    void leaveOpen(const Error& why);
    /// 0, 1, 3 or 4 (CONTRACT, "Exit codes"): in part is 3 only where resume goes on with it.
    int exitCode() const;
};

/// `isOpen`: “journal resume” goes on with it.
int exitCodeOf(OperationOutcome outcome, bool isOpen = false);
QJsonObject changeResultJson(const ChangeResult& result);
/// The same as an indented document, item by item.
void writeChangeResult(const ChangeResult& result, const std::function<void(const QByteArray&)>& write);

} // namespace steward
