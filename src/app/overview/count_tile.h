#pragma once

#include "domain/query/instance_state.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace steward {

class SparkWidget;
class TextButton;
class TextLabel;

/// How many instances are in one state: the number, its line over the last days, and what has changed.
class CountTile final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CountTile)

public:
    explicit CountTile(QWidget* parent = nullptr);

    /// Once. The first one has no line to its left.
    void setState(InstanceState state, bool isFirst);
    /// Nothing: it was not read.
    void setCount(const std::optional<qint64>& count);
    /// One for each day, today last; nothing: a gap.
    void setPast(const std::vector<std::optional<qint64>>& days);
    /// By how much it is another; `words` say since when. The rows that this finds are those that changed; empty: all.
    void setChange(qint64 change, const QString& words, const QString& query);
    /// Words below in its place; empty: none.
    void setNote(const QString& words, const QString& query);
    void setCompact(bool isCompact);
    const QString& query() const { return m_query; }

Q_SIGNALS:
    void queryWanted(const QString& query);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    InstanceState m_state = InstanceState::Connected;
    bool m_isFirst = false;
    QString m_query; ///< of all of them
    QString m_belowQuery;
    TextLabel* m_title;
    TextButton* m_number;
    TextButton* m_below;
    SparkWidget* m_line;
};

} // namespace steward
