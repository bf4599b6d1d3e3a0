#pragma once

#include "workflows/creation/creation_request.h"

#include <QWidget>

class QGridLayout;

namespace steward {

/// What stands in the way of a creation, each with a button for what can be done instead. Plain text.
class ConflictList final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ConflictList)

public:
    explicit ConflictList(QWidget* parent = nullptr);
    void setConflicts(const std::vector<Conflict>& standing);

Q_SIGNALS:
    void taken(const steward::Conflict& standing);

private:
    void addConflict(const Conflict& standing);

    QGridLayout* m_grid;
};

} // namespace steward
