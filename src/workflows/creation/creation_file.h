#pragma once

#include "workflows/creation/creation_request.h"

#include <stop_token>

namespace steward {

constexpr int longestCreationFile = 10'000;              ///< lines, the header and blank ones too
constexpr qint64 largestCreationFile = 10 * 1024 * 1024; ///< bytes

/// The CSV of `create --from FILE.csv` (CONTRACT, "Command line"): columns organization_id, clinic_id, name and phone
/// by their header in any order, all but the first optional; ',' or ';' as the header has it; quoted as in RFC 4180;
/// UTF-8. One result for each line that is not blank, in the file's order: a request, or an error whose sentence names
/// the line's number. An organization or a name that an earlier line has already is the later line's error. An empty
/// name is defaultInstanceName(), with a millisecond of its own. An error of its own where the file as a whole cannot
/// be relied on: then nothing of it is to be created. Reads a file; on a worker thread.
Result<std::vector<Result<CreationRequest>>>
readCreationFile(const QString& path, const QString& nameTemplate, Timestamp now, const std::stop_token& stop = {});

} // namespace steward
