#pragma once

#include "stores/call_context.h"
#include "stores/row_edits.h"
#include "workflows/journal/journal_values.h"

#include <optional>

namespace steward {

class RowReading;

/// What the journal keeps of a row that is changed, so that the change can be taken back (WORKFLOWS, "Undo"): its image
/// as it was read just before, with the intent; and those of before and after that the database answers, with the
/// result. Images hold no token. An address in config.webhook_url that may hold another secret than the row's own token
/// is kept as its SHA-256 alone, by which it is recognised where it still stands.
namespace RowImageNotes {

/// As the journal keeps it.
RowImage withoutSecrets(const RowImage& image);
bool hasHiddenAddress(const RowImage& image);
/// Puts the address of the row as it is now into the image where it is the one that was hidden, or, with `always`,
/// whatever was.
void showAddress(RowImage& image, const RowImage& now, bool always);
/// Puts that address there instead, as text of JSON.
void replaceAddress(RowImage& image, const QByteArray& address);

/// An error: the image is not known, so nothing may be written. Nothing is noted of a row that is not there.
Result<void> noteBefore(JournalStep& step, RowReading& database, const IntegrationId& row, const CallContext& limits);
void noteBefore(JournalStep& step, const RowImage& image);
void noteResult(
    JournalFields& after, const std::optional<RowImage>& imageBefore, const std::optional<RowImage>& imageAfter);
/// Of edits of one row.
void noteEdits(const std::vector<RowEdit>& edits, JournalFields& after);

/// Of a step; nothing where it says none. A claim of a creation has its own fields.
std::optional<RowImage> before(const JournaledStep& step);
std::optional<RowImage> after(const JournaledStep& step);

} // namespace RowImageNotes

} // namespace steward
