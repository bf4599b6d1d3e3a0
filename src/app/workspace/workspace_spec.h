#pragma once

#include "domain/audit/audit.h"

#include <QString>

#include <memory>

namespace steward {

class StoreFactory;

/// What a workspace is opened on.
struct WorkspaceSpec {
    QString title; ///< a profile's name, or words for practice and the environment
    bool isPractice = false;
    bool isReadOnly = false;
    std::shared_ptr<const StoreFactory> stores;
    AuditSettings settings;
};

/// The practice workspace: a fleet of its own in memory, in which every finding occurs.
WorkspaceSpec practiceWorkspace();

} // namespace steward
