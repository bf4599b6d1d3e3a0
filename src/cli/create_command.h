#pragma once

#include "cli/consent.h"
#include "cli/console.h"

#include <QString>

namespace steward {

struct CreationRequest;
struct CreationResult;
struct ReplacingResult;
class AgreedPlan;
struct Session;

/// What `create` was told; texts as typed.
struct CreateOptions {
    QString organization;
    QString clinic; ///< empty: the organization's first active one
    QString name;   ///< empty: by the template
    QString phone;
    bool reuse = false;   ///< --if-exists reuse
    bool replace = false; ///< --if-exists replace: what stands is deleted first, by a plan
    QString file;         ///< --from; then nothing of the above
    Consent consent;      ///< of replace; --dry-run also of --from
};

/// Deletes what stands for the organization, as its plan shows, and creates one instance in its place.
int replaceAndCreate(
    const Console& console, const Session& session, const CreationRequest& request, const Consent& consent);
/// What came of it and what is left, for the person; errors apart.
void printCreation(const Console& console, const CreationResult& result);
/// What came of one creation, for the person or as a document; the exit code.
int tellCreation(const Console& console, const CreationResult& result);
/// Creates, each step printed as it ends.
CreationResult createPrinting(const Console& console, const Session& session, const CreationRequest& request);

/// The same after the deletion of what stands there.
ReplacingResult replacePrinting(
    const Console& console, const Session& session, const AgreedPlan& agreed, const CreationRequest& request);

/// Creates one instance, or one for each line of a file. Returns the exit code of CONTRACT.
int runCreate(const ProfileContext& profile, const Console& console, const CreateOptions& options);

} // namespace steward
