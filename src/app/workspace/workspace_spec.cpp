#include "app/workspace/workspace_spec.h"

#include "stores/practice/practice_fleet.h"
#include "stores/practice/practice_stores.h"

#include <QCoreApplication>

namespace steward {

WorkspaceSpec practiceWorkspace()
{
    WorkspaceSpec spec;
    spec.title = QCoreApplication::translate("steward::Workspace", "Practice");
    spec.isPractice = true;
    spec.stores = std::make_shared<PracticeStores>(makePracticeFleet());
    return spec;
}

} // namespace steward
