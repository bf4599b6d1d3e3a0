#pragma once

#include "app/style/mark.h"

#include <QString>
#include <QWidget>

#include <vector>

namespace steward {

class StepLine;

/// A checklist: what was done, what is at work and what is to come, each with its shape, on a line that leads from one
/// to the next.
class StepLines final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StepLines)

public:
    struct Line {
        Mark mark;
        QString title;
        QString note;          ///< empty: none
        bool isStrong = false; ///< at work
        bool operator==(const Line&) const = default;
    };
    explicit StepLines(QWidget* parent = nullptr);
    void setLines(const std::vector<Line>& lines);
    const std::vector<Line>& lines() const { return m_lines; }

private:
    std::vector<Line> m_lines;
    std::vector<StepLine*> m_rows;
};

} // namespace steward
