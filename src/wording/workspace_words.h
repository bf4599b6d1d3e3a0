#pragma once

#include <QString>

namespace steward {

/// Sentences about the workspace as a whole that more than one place says (translated).
namespace WorkspaceWords {

QString isReadOnly();
QString storesAreRead(); ///< now
QString keepsNoJournal();
QString willHappen(); ///< of a plan that is shown

} // namespace WorkspaceWords

} // namespace steward
