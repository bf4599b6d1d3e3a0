#pragma once

#include "app/style/mark.h"

#include <QWidget>

#include <vector>

class QGridLayout;
class QLabel;

namespace steward {

/// Lines, each with a shape, a title and sentences below it: parts of a report, steps of an operation. Everything is
/// plain text.
class StatusList final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StatusList)

public:
    struct Line {
        Mark mark;
        QString title;
        QStringList notes;
        bool strong = false;
        bool operator==(const Line&) const = default;
    };

    explicit StatusList(QWidget* parent = nullptr);

    void setLines(const std::vector<Line>& lines);
    const std::vector<Line>& lines() const { return m_lines; }

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Row {
        QLabel* mark;
        QLabel* title;
        QLabel* notes;
    };
    Row addRow(int place);
    void fill(int place);

    QGridLayout* m_grid;
    std::vector<Line> m_lines;
    std::vector<Row> m_rows;
};

} // namespace steward
