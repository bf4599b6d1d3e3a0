#pragma once

#include "stores/call_context.h"
#include "workflows/creation/creation_request.h"

#include <functional>
#include <stop_token>

namespace steward {

class StoreFactory;

constexpr int longestCreationFile = 10'000;              ///< lines, the header and blank ones too
constexpr qint64 largestCreationFile = 10 * 1024 * 1024; ///< bytes

/// All organizations that there are, for a file that names one; not called for a file of ids.
using ListOrganizations = std::function<Result<std::vector<Organization>>()>;
/// Those of the database. Blocks; on a worker thread, as long as the stores live.
ListOrganizations listingOrganizations(const StoreFactory& stores, const CallContext& limits);

/// The CSV of `create --from FILE.csv` (CONTRACT, "Command line"): columns organization (its id or its name, whatever
/// the letters' case) or organization_id, clinic_id, name and phone by their header in any order, all but the
/// organization optional; ',' or ';' as the header has it; quoted as in RFC 4180; UTF-8. One result for each line that
/// is not blank, in the file's order: a request, or an error whose sentence names the line's number. A name that two
/// organizations share is that line's error; an organization or a name that an earlier line has already is the later
/// line's. An empty name is defaultInstanceName(), with a millisecond of its own. An error of its own where the file as
/// a whole cannot be relied on, or the organizations that it names are not told: then nothing of it is to be created.
/// Reads a file; on a worker thread.
Result<std::vector<Result<CreationRequest>>> readCreationFile(
    const QString& path, const QString& nameTemplate, Timestamp now, const ListOrganizations& organizations,
    const std::stop_token& stop = {});

/// A file to begin with: the line that has the names of the columns.
QByteArray creationFileTemplate();

} // namespace steward
