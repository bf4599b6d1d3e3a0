#pragma once

#include "workflows/engine/change_result.h"

#include <QString>

#include <functional>

class QWidget;

namespace steward {

class OperationService;

/// Asks where to, without waiting; `then` hears the path.
void chooseFileToSave(
    QWidget* parent, const QString& title, const QString& filter, const QString& name,
    std::function<void(const QString&)> then);

/// Asks for a file and keeps there what came of each item, as CSV or JSON by the file's ending. `told` hears a sentence
/// that says whether it was written.
void saveReport(
    OperationService& operations, const ChangeResult& result, QWidget* parent,
    std::function<void(const QString&)> told);

} // namespace steward
