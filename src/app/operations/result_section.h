#pragma once

#include "app/style/mark.h"
#include "domain/instance_name.h"

#include <QString>
#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace steward {

/// Of what came of an operation those that ended in one way: each with why, what to do, and a button that shows it.
class ResultSection final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ResultSection)

public:
    struct Line {
        Mark mark;
        QString lead;
        QString suffix; ///< what tells it apart
        QString sentence;
        InstanceName name; ///< empty: it cannot be shown among the instances
    };
    /// `all`: how many ended so; at least as many as there are lines.
    ResultSection(const QString& title, int all, const std::vector<Line>& lines, QWidget* parent = nullptr);

Q_SIGNALS:
    void instanceWanted(const steward::InstanceName& name);

private:
    void add(const Line& line, QVBoxLayout& column, bool isFirst);
};

} // namespace steward
