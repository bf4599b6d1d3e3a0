#pragma once

#include "cli/command_context.h"
#include "domain/instance_name.h"

namespace steward {

class DataDirectory;

// Each runs on a worker thread, writes its report or document, and returns the exit code of CONTRACT.

int runDoctor(const CommandContext& context);
/// What an audit reads beside the three stores' content.
struct AuditOptions {
    bool residue = false;
    bool memory = false;
    bool webhooks = false;
    bool all = false; ///< the three together
};
int runAudit(const CommandContext& context, const AuditOptions& options);
/// Words of a query (RowQuery), as the window's filter takes them; none: every row.
int runList(const CommandContext& context, const QStringList& words);
int runShow(const CommandContext& context, const InstanceName& name);
/// The profiles of the data directory; a file that cannot be read is listed with its error, and is exit code 1.
int runProfiles(const CommandContext& context, const DataDirectory& directory);
/// Versions, settings, journal and log, for whoever helps.
int runSupportBundle(const CommandContext& context, const DataDirectory& directory);
int runJournalList(const CommandContext& context, const QString& journalPath);
int runJournalResume(const CommandContext& context);
int runJournalVerify(const CommandContext& context, const QString& journalPath);

} // namespace steward
