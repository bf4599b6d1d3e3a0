#pragma once

#include "domain/plans/plan.h"
#include "workflows/session/change_result.h"

#include <QByteArray>

namespace steward {

/// Where one item has come to.
enum class ItemStage : quint8 {
    Waiting,
    Working,
    Accepted, ///< the server said yes, which is a promise
    Gone,     ///< proven gone from the server; row, cache and workers follow
    Proving,  ///< everything is written; the stores are read once more
    Ended,
};

/// What a front end shows of a plan while it is applied. Called on the worker thread that applies it.
class ApplyObserver {
public:
    virtual ~ApplyObserver() = default;
    /// Once, before the first item: the plan as it is applied, less what has changed since it was shown.
    virtual void planKnown(const Plan& /*plan*/) {}
    virtual void itemMoved(const QByteArray& /*identity*/, ItemStage /*stage*/) {}
    virtual void itemEnded(const QByteArray& /*identity*/, const ChangeItem& /*change*/) {}
};

} // namespace steward
