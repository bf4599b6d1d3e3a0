#pragma once

#include "app/operations/operation.h"
#include "workflows/journal/journal_values.h"

#include <QAbstractTableModel>
#include <QHash>

#include <optional>
#include <vector>

namespace steward {

/// The operations of this session, newest first, and those that the journal left open. Goes with its workspace. Of what
/// has ended the newest are kept. GUI thread only; no I/O.
class ActivityLog final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ActivityLog)

public:
    enum Column { TitleColumn, StateColumn, ProgressColumn, TimeColumn, ColumnCount };
    static constexpr int keptEnded = 100;

    explicit ActivityLog(QObject* parent = nullptr);
    ~ActivityLog() override;

    /// A new one; `dialog` shows it, and leaves what it was about before. Null: no window shows it.
    Operation* begin(const Operation::What& what, QDialog* dialog, const Operation::Control& control);
    /// Those that have not ended, the newest first.
    std::vector<Operation*> allUnderWay() const;
    /// What ends next is the work that began these operations of the journal; none: nothing is known of it.
    void nameEnding(const std::vector<OperationId>& started) { m_startedByEnding = started; }
    /// The journal's operation that it was; nothing: none is known.
    std::optional<OperationId> journaled(const Operation* activity) const;
    /// What the journal says is left open now.
    void setLeftOpen(const std::vector<JournalEntry>& entries);

    int underWay() const;
    int leftOpen() const;
    Operation* at(int row) const;
    int rowOf(const Operation* activity) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// How many are under way or left open is another by now.
    void countsChanged();
    /// The person sent this one to the background.
    void wanted(steward::Operation* activity);

private:
    void add(int row, Operation* activity);
    void remove(int row);
    void forgetOld();
    void show(const Operation* activity);

    std::vector<Operation*> m_activities;       ///< children
    std::vector<OperationId> m_startedByEnding; ///< in the journal, by the work that ends next
    QHash<const Operation*, OperationId> m_journaled;
};

} // namespace steward
