#pragma once

#include "domain/error.h"
#include "domain/ids.h"
#include "stores/profile_context.h"

#include <memory>
#include <vector>

namespace steward {

class Journal;
class Outbox;

/// What every workflow works with, for the time of one operation: the stores of a profile, and where is written down
/// what happens to them. Made and used on the one worker thread that runs the workflow.
struct Session : ProfileContext {
    std::shared_ptr<Journal> journal; ///< null where nothing may be changed: whoever writes refuses then
    std::shared_ptr<Outbox> outbox;
    QString workstation; ///< who sits there

    /// With journal and outbox opened, which blocks. An error: the journal cannot be written, and nothing may be
    /// changed.
    static Result<Session> open(const ProfileContext& profile);
    /// For what only reads.
    static Session reading(const ProfileContext& profile);
    /// The journal's operations that were begun in it; empty where there is no journal.
    std::vector<OperationId> started() const;
};

/// Who sits here, as the journal and the other workstations know it.
QString thisWorkstation();

} // namespace steward
