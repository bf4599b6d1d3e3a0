#pragma once

#include "domain/error.h"

#include <QString>

#include <functional>

namespace steward {

class WorkflowRun;
struct Plan;

/// What the application of a plan is a part of, where it is not an operation of its own.
struct ApplyFrame {
    /// Begins the operation once it is known what is done, and what the journal calls it; answers its run. A resume
    /// asks for none.
    std::function<Result<WorkflowRun*>(const Plan& plan, const QString& title)> begin;
    bool goesOn = false; ///< where all of it is done the operation has no end yet: something follows
    QString command;     ///< that does the rest; empty: the one that plans the same anew
};

} // namespace steward
