#pragma once

#include "domain/error.h"
#include "domain/plans/plan.h"

#include <QString>

#include <stop_token>

namespace steward {

/// A plan that was saved in a file. An error where it is none, or is too large for one; Rejected where it is one half
/// of a replacement.
Result<Plan> readSavedPlan(const QString& path, const std::stop_token& stop);
/// Whole or not at all; nobody but its owner may read it (0600).
Result<void> savePlan(const QString& path, const Plan& plan);

} // namespace steward
