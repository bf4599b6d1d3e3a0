#pragma once

#include "workflows/session/change_result.h"

namespace steward {

/// Done in part, and nothing of it waits for “journal resume”: its error names the command that does the rest
/// (CONTRACT, "Exit codes"). Leaves every other result as it is.
void nameTheRest(ChangeResult& result, const QString& command);
/// The same of a file of clinics, whose lines that are done would be refused a second time.
void nameTheRestOfFile(ChangeResult& result, const QString& command);

} // namespace steward
