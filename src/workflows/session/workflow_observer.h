#pragma once

#include <QString>
#include <QStringList>

namespace steward {

enum class StepState : quint8 { Waiting, Running, Done, Skipped, Failed, Undone };

/// What a front end shows of an operation while it runs. Called on the worker thread that runs it, one call at a time.
class WorkflowObserver {
public:
    virtual ~WorkflowObserver() = default;
    /// The steps' titles (translated), once, before the first of them.
    virtual void stepsKnown(const QStringList& /*titles*/) {}
    /// `note`: a sentence for the person, often empty.
    virtual void stepChanged(int /*step*/, StepState /*state*/, const QString& /*note*/) {}
};

} // namespace steward
