#pragma once

#include "domain/plans/plan.h"

#include <QByteArray>
#include <QJsonObject>

#include <functional>

namespace steward {

/// The document of `plan --json` and `plan --out`: version, kind, profile, environment, taken_at, request, items,
/// summary; groups of a cleaning; confirm only where a text is asked. No secret in it. A name that is no UTF-8 text
/// stands beside its shown form as hexadecimal bytes ("…_hex").
constexpr int planVersion = 1;

QJsonObject planSummaryJson(const PlanTally& tally);
QByteArray planJson(const Plan& plan);
/// The same for the journal, on one line.
QByteArray compactPlanJson(const Plan& plan);
/// The same document, item by item.
void writePlanJson(const Plan& plan, const std::function<void(const QByteArray&)>& write);

/// Strict: another version, a missing or unknown field, a value of another type or out of its range is an error
/// (InvalidSettings) that names the field and never its value.
Result<Plan> planFromJson(const QByteArray& document);

} // namespace steward
