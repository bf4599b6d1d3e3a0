#pragma once

#include "domain/audit/audit.h"

#include <QStringList>

namespace steward {

/// What a problem means for the organization, in a sentence.
QString problemMeaning(FindingCode code);
/// Where no button mends it: what whoever can does about it, step by step. Empty: its button does.
QStringList problemSteps(FindingCode code);
/// The same as text for the administrator, with what the instance is found by.
QString stepsText(const Finding& finding, const AuditRow& row);

} // namespace steward
