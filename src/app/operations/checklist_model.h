#pragma once

#include "app/style/status_list.h"

#include <QAbstractTableModel>

#include <vector>

namespace steward {

struct StepEvent;

/// The steps of an operation, and what came of it below them. Plain text. GUI thread only.
class ChecklistModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ChecklistModel)

public:
    enum Column { StepColumn, StateColumn, NoteColumn, ColumnCount };
    struct Row {
        StatusList::Line line;
        QString state;
        bool isEnded = false;
        bool isOutcome = false; ///< no step: it says what came of all
    };

    explicit ChecklistModel(QObject* parent = nullptr);

    void hear(const StepEvent& event);
    void setRows(std::vector<Row> rows);
    void setRow(int row, const Row& content);
    void addRow(const Row& content);
    /// What came of it, one row a line.
    void addOutcome(const std::vector<StatusList::Line>& lines);
    const std::vector<Row>& rows() const { return m_rows; }
    int ended() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<Row> m_rows;
};

} // namespace steward
