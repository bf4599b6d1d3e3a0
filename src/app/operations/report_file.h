#pragma once

#include "app/operations/report.h"
#include "domain/error.h"

#include <QString>

#include <functional>
#include <stop_token>

class QWidget;

namespace steward {

class OperationService;

/// Asks where to, without waiting; `then` hears the path.
void chooseFileToSave(
    QWidget* parent, const QString& title, const QString& filter, const QString& name,
    std::function<void(const QString&)> then);

/// ".pdf", whatever its case.
bool hasEnding(const QString& path, const char* ending);
/// On a worker; what may be long ends with the token.
using MakeContent = std::function<Result<QByteArray>(const std::stop_token& stop)>;
/// Writes what is made on a worker; `ended` hears whether it was made and written, unless the asker is gone or it was
/// stopped.
void saveMade(
    OperationService& operations, const QString& path, const MakeContent& make, QWidget* parent,
    const std::function<void(const Result<void>&)>& ended);

/// Whether the report was written (translated).
QString reportSavedWords(const QString& path, const Result<void>& saved);

/// Asks for a file and keeps the report there, as CSV, JSON or PDF by the file's ending. `told` hears a sentence that
/// says whether it was written.
void saveReport(
    OperationService& operations, const Report& report, QWidget* parent, std::function<void(const QString&)> told);

} // namespace steward
