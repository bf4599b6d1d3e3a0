#pragma once

#include "domain/error.h"
#include "domain/plans/plan_item.h"

#include <QByteArray>

#include <vector>

namespace steward {

/// Items as bytes, for this process alone: what another one is to read is planJson(). Holds no secret.
QByteArray packedItems(const std::vector<PlanItem>& items);
/// An error: not what packedItems() wrote.
Result<std::vector<PlanItem>> unpackedItems(const QByteArray& bytes);
Error unreadableItems();

} // namespace steward
