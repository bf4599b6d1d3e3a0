#pragma once

#include "domain/audit/audit.h"
#include "workflows/read/check_questions.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace steward {

class AuditProgress;
class StoreFactory;

/// What to ask about some instances of an audit that has been read.
struct DetailRequest {
    std::vector<InstanceName> memory;    ///< connectionState of these, where it was not asked yet
    std::optional<InstanceName> webhook; ///< webhook/find and the row's webhook URL of this one, where not asked yet
    std::vector<CheckAnswers> answers;   ///< of questions in the background, to be taken over

    bool isEmpty() const { return memory.empty() && !webhook && answers.empty(); }
};

/// What of the request the audit does not know yet and the stores can answer.
DetailRequest openQuestions(const Audit& audit, const DetailRequest& request);

/// Asks, and evaluates the same reading anew with all answers; nothing where there are none. Of `progress` only
/// questionFailed() is called. Blocks: worker only.
std::shared_ptr<const Audit> readDetails(
    const StoreFactory& stores, const Audit& audit, const AuditSettings& settings, const DetailRequest& request,
    AuditProgress& progress, std::stop_token stop);

} // namespace steward
