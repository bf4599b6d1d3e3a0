#pragma once

#include "app/operations/report.h"
#include "domain/error.h"

#include <QString>

#include <functional>

class QWidget;

namespace steward {

class OperationService;

/// Asks where to, without waiting; `then` hears the path.
void chooseFileToSave(
    QWidget* parent, const QString& title, const QString& filter, const QString& name,
    std::function<void(const QString&)> then);

/// ".pdf", whatever its case.
bool hasEnding(const QString& path, const char* ending);
/// Writes what is made on a worker; `ended` hears whether it was made and written, unless the asker is gone.
void saveMade(
    OperationService& operations, const QString& path, const std::function<Result<QByteArray>()>& make, QWidget* parent,
    const std::function<void(const Result<void>&)>& ended);

/// Whether the report was written (translated).
QString reportSavedWords(const QString& path, const Result<void>& saved);

/// Asks for a file and keeps the report there, as CSV, JSON or PDF by the file's ending. `told` hears a sentence that
/// says whether it was written.
void saveReport(
    OperationService& operations, const Report& report, QWidget* parent, std::function<void(const QString&)> told);

} // namespace steward
