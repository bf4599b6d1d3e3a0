#pragma once

#include "domain/plans/plan.h"
#include "domain/plans/plan_words.h"

#include <QJsonObject>

namespace steward {

// What the writer and the reader of a plan's document have in common.

constexpr WordTable<StepSign, 3> signWords{{"+", "~", "-"}};
constexpr WordTable<CacheKeyKind, 2> keyWords{{"instance", "token"}};
constexpr WordTable<CacheValueState, 4> valueStateWords{{"readable", "not-json", "not-object", "other-type"}};

/// Its target is a cache key.
inline bool hasKey(StepAction action)
{
    return action == StepAction::WriteEntry || action == StepAction::DropEntry || action == StepAction::SetLifetime;
}

QJsonObject planSummaryJson(const PlanTally& tally);

} // namespace steward
