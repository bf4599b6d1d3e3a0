#pragma once

#include "domain/instance_name.h"

#include <vector>

namespace steward {

/// What is asked of the server by name, once it is known what the three stores hold.
struct ServerQuestions {
    std::vector<InstanceName> memory;   ///< connectionState
    std::vector<InstanceName> webhooks; ///< webhook/find
    /// Of the webhooks only those matter that hold a deletion up: of very many no others are kept.
    bool onlyHoldingUp = false;
};

} // namespace steward
