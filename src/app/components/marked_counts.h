#pragma once

#include "app/style/mark.h"

#include <QString>
#include <QWidget>

#include <vector>

namespace steward {

/// How many of something are in a state, in a word or two.
struct MarkedCount {
    Mark mark;
    int count = 0;
    QString words; ///< "still there"
    bool operator==(const MarkedCount&) const = default;
};

/// Several of them in one line: shape, number, words. What has no room is left out at the end and said in the tool tip.
class MarkedCounts final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MarkedCounts)

public:
    explicit MarkedCounts(QWidget* parent = nullptr);

    void setCounts(std::vector<MarkedCount> counts);
    /// "25 done and proven · 2 still there"
    QString text() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    qreal widthOf(const MarkedCount& count) const;

    std::vector<MarkedCount> m_counts;
};

} // namespace steward
