#pragma once

#include "app/operations/operation_service.h"
#include "workflows/restore/row_restore.h"

#include <vector>

namespace steward {

class OperationPage;

/// Says which deleted rows come back, and brings them back once the person agrees: disabled, each with a new token.
OperationPage* makeRestorePage(OperationService& operations, const std::vector<DeletedRow>& rows, QWidget* parent);

} // namespace steward
