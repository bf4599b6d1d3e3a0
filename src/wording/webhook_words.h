#pragma once

#include "domain/plans/webhook_choice.h"

namespace steward {

/// Why the choice cannot be taken, and what to do (translated).
QString sentenceOf(const WebhookTrouble& trouble);

} // namespace steward
