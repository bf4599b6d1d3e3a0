#pragma once

#include "app/palette/palette_model.h"

namespace steward {

class AuditIndex;
class Workspace;
class WorkspacePages;

/// What the command palette does with what it finds in this workspace.
PaletteWays waysOf(WorkspacePages& pages);

/// "Read 12:04", "Reading…", "Server not read": what the header says of the last reading.
QString readingWords(const Workspace& workspace);
/// How many organizations have more than one instance or active row; nothing where the server was not read.
std::optional<int> duplicateGroups(const AuditIndex& index);

} // namespace steward
