#pragma once

#include "app/operations/operation_service.h"
#include "workflows/restore/changed_rows.h"

#include <functional>
#include <vector>

namespace steward {

/// The rows that an operation of the journal changed, as far as they can be brought back from here: nothing where the
/// profile only reads, there is no journal, or the journal is damaged. `heard` is called on the GUI thread, unless the
/// asker is gone by then.
void askWhatCanBeUndone(
    OperationService& operations, const OperationId& operation, QObject* asker,
    std::function<void(const std::vector<DeletedRow>&)> heard);

/// Instances can be made for some of them.
bool hasDeleted(const std::vector<DeletedRow>& rows);

} // namespace steward
