#pragma once

#include "app/style/status_list.h"
#include "workflows/guards/guards_apply.h"

#include <optional>

namespace steward {

/// The guards as lines: each with its state, what it lacks, what holds it back, and what came of an attempt to make it.
std::vector<StatusList::Line> guardLines(const GuardsReport& report, const std::optional<GuardsResult>& result);

/// What could be made, with the owner's credentials too: missing, or held back by nothing but a lacking right.
std::vector<GuardPart> makeableGuards(const GuardsReport& report);

/// Who will lose the right to call the save function and who keeps it, in a sentence; empty where nobody's changes.
QString executeSentence(const GuardsReport& report, const QStringList& keptRoles);

} // namespace steward
