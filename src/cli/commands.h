#pragma once

#include "cli/console.h"
#include "domain/instance_name.h"

namespace steward {

class DataDirectory;
class ProfileStore;

// Each runs on a worker thread, writes its report or document, and returns the exit code of CONTRACT.

int runDoctor(const ProfileContext& profile, const Console& console);
/// What an audit reads beside the three stores' content.
struct AuditOptions {
    bool residue = false;
    bool memory = false;
    bool webhooks = false;
    bool all = false; ///< the three together
};
int runAudit(const ProfileContext& profile, const Console& console, const AuditOptions& options);
/// Words of a query (RowQuery), as the window's filter takes them; none: every row.
int runList(const ProfileContext& profile, const Console& console, const QStringList& words);
int runShow(const ProfileContext& profile, const Console& console, const InstanceName& name);
/// The profiles that --profile takes; a file that cannot be read is listed with its error, and is exit code 1.
int runProfiles(const Console& console, const ProfileStore& store);
/// No names: all. An empty file name: the document is printed.
int runProfilesExport(
    const Console& console, const ProfileStore& store, const QStringList& names, const QString& outFile);
int runProfilesImport(const Console& console, const ProfileStore& store, const QString& file);
/// Versions, settings, journal and log, for whoever helps.
int runSupportBundle(const Console& console, const DataDirectory& directory);
int runJournalList(const Console& console, const QString& journalPath);
int runJournalResume(const ProfileContext& profile, const Console& console);
int runJournalVerify(const Console& console, const QString& journalPath);

} // namespace steward
