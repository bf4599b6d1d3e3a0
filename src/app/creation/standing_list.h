#pragma once

#include "workflows/creation/creation_request.h"

#include <QWidget>

class QGridLayout;

namespace steward {

/// What stands in the way of a creation, each with a button for what can be done instead. Plain text.
class StandingList final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StandingList)

public:
    explicit StandingList(QWidget* parent = nullptr);
    void setStanding(const std::vector<Standing>& standing);

Q_SIGNALS:
    void taken(const steward::Standing& standing);

private:
    void addStanding(const Standing& standing);

    QGridLayout* m_grid;
};

} // namespace steward
