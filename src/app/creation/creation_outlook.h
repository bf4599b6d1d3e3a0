#pragma once

#include "app/components/step_lines.h"
#include "workflows/creation/creation_request.h"

#include <vector>

namespace steward {

class Audit;

/// What can be done with what stands in the way of a creation.
struct CreationWay {
    enum class Kind : quint8 {
        Finish,    ///< the row gets its instance
        PairAgain, ///< what stands is paired
        Open,      ///< what stands is shown
        Replace,   ///< what stands is deleted first, by its plan
    };
    Kind kind = Kind::Open;
    Conflict standing; ///< nothing of it for Replace
    QString title;
    QString sentence;
};

/// What the three stores say of a request, for a person who is about to create it. A value; made on a worker.
struct CreationOutlook {
    CreationCheck check;
    std::vector<StepLines::Line> stores;   ///< one each, server, database, cache; empty where it cannot be said
    std::vector<CreationWay> ways;         ///< the one that changes least first; empty where nothing stands in the way
    std::vector<QString> unmendable;       ///< what stands in the way and nothing is offered for
    std::vector<InstanceName> replaceable; ///< what Replace deletes; empty: not all of it is this organization's
};

CreationOutlook outlookOn(const Audit& audit, const CreationRequest& request);

} // namespace steward
