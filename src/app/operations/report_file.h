#pragma once

#include "app/operations/report.h"

#include <QString>

#include <functional>

class QWidget;

namespace steward {

class OperationService;

/// Asks where to, without waiting; `then` hears the path.
void chooseFileToSave(
    QWidget* parent, const QString& title, const QString& filter, const QString& name,
    std::function<void(const QString&)> then);

/// Asks for a file and keeps the report there, as CSV or JSON by the file's ending. `told` hears a sentence that says
/// whether it was written.
void saveReport(
    OperationService& operations, const Report& report, QWidget* parent, std::function<void(const QString&)> told);

} // namespace steward
