#pragma once

#include "app/guards/guard_list.h"
#include "app/style/status_list.h"
#include "workflows/guards/guards_apply.h"

#include <optional>

namespace steward {

/// What the window calls a guard, and what it is for.
QString guardTitle(GuardPart part);
QString guardPurpose(GuardPart part);

/// The guards as the page lists them: how each stands, and what came of an attempt to add it. Nothing read: each is
/// unknown.
std::vector<GuardLine>
guardLines(const std::optional<GuardsReport>& report, const std::optional<GuardsResult>& result = {});
/// What adding them would do: each that can be added, and of the others why not. Those in place are left out.
std::vector<GuardLine> plannedLines(const GuardsReport& report);
/// What came of it.
std::vector<GuardLine> endedLines(const GuardsReport& report, const GuardsResult& result);
/// The same for the checklist of an operation.
std::vector<StatusList::Line> checklistLines(const std::vector<GuardLine>& lines);

/// What could be added, with the owner's credentials too: missing, or held back by nothing but a lacking right.
std::vector<GuardPart> makeableGuards(const GuardsReport& report);
/// Who could call the save function no longer once the guards are added.
QString losingRoles(const GuardsReport& report);

} // namespace steward
