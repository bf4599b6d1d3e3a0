#pragma once

#include "app/operations/operation.h"

#include <QAbstractListModel>

#include <vector>

namespace steward {

class ActivityLog;

enum ActivityRole {
    ActivityIsHeadingRole = Qt::UserRole + 40, ///< bool: "Now", "Today"
    ActivityNoteRole,                          ///< QString, below the title
    ActivityIconRole,                          ///< int, an Icon
    ActivityToneRole,                          ///< int, a Tone
    ActivityDoneRole,                          ///< double from 0 to 1, of one that is under way; else nothing
};

/// The operations of the log as lines under headings: what is under way, what was interrupted, what has ended by days.
/// GUI thread only; no I/O.
class ActivityLines final : public QAbstractListModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ActivityLines)

public:
    explicit ActivityLines(const ActivityLog& log, QObject* parent = nullptr);

    Operation* operation(int row) const; ///< null: a heading
    int rowOf(const Operation* operation) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    /// The lines are others, or in another order.
    void rearranged();

private:
    struct Line {
        QString heading; ///< empty: an operation's
        Operation* operation = nullptr;
        bool operator==(const Line&) const = default;
    };
    std::vector<Line> lines() const;
    void follow();

    const ActivityLog& m_log;
    std::vector<Line> m_lines;
};

/// "27 of 42 · about 1 min left", "12:11 · 2 still there"
QString activityNote(const Operation& operation);

} // namespace steward
