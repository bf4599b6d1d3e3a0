#pragma once

#include "app/activity/activity.h"
#include "workflows/journal/journal_values.h"

#include <QAbstractTableModel>

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

    /// A new one, told by its dialog from now on; what the dialog was about before is left by it.
    Activity* begin(const Activity::What& what, QDialog* dialog, const Activity::Hands& hands);
    /// What the journal says is left open now.
    void setLeftOpen(const std::vector<JournalEntry>& entries);

    int underWay() const;
    int leftOpen() const;
    Activity* at(int row) const;
    int rowOf(const Activity* activity) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// How many are under way or left open is another by now.
    void countsChanged();
    /// The person sent this one to the background.
    void wanted(steward::Activity* activity);

private:
    void add(int row, Activity* activity);
    void remove(int row);
    void forgetOld();
    void show(const Activity* activity);

    std::vector<Activity*> m_activities; ///< children
};

} // namespace steward
