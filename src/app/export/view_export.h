#pragma once

#include "app/table/audit_index.h"

#include <QObject>

#include <memory>
#include <vector>

class QWidget;

namespace steward {

class OperationService;

/// What is shown of the table, to be kept in a file.
struct ShownRows {
    std::shared_ptr<const AuditIndex> index;
    std::vector<int> rows; ///< of the audit, in the order shown
    std::vector<Column> columns;
    QString query; ///< by which they are found
    QString title; ///< of the view
};

/// Asks for a file and keeps the rows there, as CSV, an Excel workbook or JSON by its ending. Written on a worker.
class ViewExport final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ViewExport)

public:
    ViewExport(OperationService& operations, QWidget& parent);
    void ask(const ShownRows& shown);
    /// Without asking where to.
    void save(const ShownRows& shown, const QString& path);

Q_SIGNALS:
    /// Whether it was written, in a sentence.
    void told(const QString& sentence);

private:
    OperationService& m_operations;
    QWidget& m_parent;
};

} // namespace steward
