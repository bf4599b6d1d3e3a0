#pragma once

#include "app/operations/operation_service.h"
#include "workflows/restore/restoring.h"

#include <vector>

class QDialog;

namespace steward {

/// Says which deleted rows come back, and brings them back once the person agrees: disabled, each with a new token.
QDialog* makeRestoreDialog(OperationService& operations, const std::vector<BuriedRow>& rows, QWidget* parent);

} // namespace steward
