#pragma once

#include "stores/call_context.h"
#include "stores/row_edits.h"
#include "workflows/journal/journal_values.h"

#include <optional>

namespace steward {

class RowReading;

/// What the journal keeps of a row that is changed, so that the change can be taken back (WORKFLOWS, "Undo"): its image
/// as it was read just before, with the intent; and those of before and after that the database answers, with the
/// result. Images hold no secret: an address in config.webhook_url that may hold another one than the row's own token,
/// and whatever else names itself a secret, is kept as its SHA-256 alone, by which it is known where it still stands.
namespace RowImageNotes {

/// Nobody here can tell what is in one that is not: the change of such a row could not be taken back.
bool isReadable(const RowImage& image);
Error notReadable();
/// One of the secrets that an image holds as a digest alone does not stand in the row any more.
Error secretNotKept();
/// As the journal keeps it; of one that cannot be read nothing.
RowImage withoutSecrets(const RowImage& image);
bool hasHiddenAddress(const RowImage& image);
/// The columns and keys whose secrets are not there, such as "config.apikey".
QStringList hiddenSecrets(const RowImage& image);
/// Puts what was hidden back from the row as it is now, where it is the very same, or, with `always`, whatever stands
/// in its place by now.
void showHidden(RowImage& image, const RowImage& now, bool always);
/// Puts that address in the hidden one's place, and empty texts, or null, in those of other secrets.
void replaceHidden(RowImage& image, const QString& address);

/// An error: the image is not known, or cannot be read, so nothing may be written. Nothing is noted of a row that is
/// not there.
Result<void> noteBefore(JournalStep& step, RowReading& database, const IntegrationId& row, const CallContext& limits);
Result<void> noteBefore(JournalStep& step, const RowImage& image);
void noteResult(
    JournalFields& after, const std::optional<RowImage>& imageBefore, const std::optional<RowImage>& imageAfter);
/// Of edits of one row.
void noteEdits(const std::vector<RowEdit>& edits, JournalFields& after);

/// Of a step; nothing where it says none. A claim of a creation has its own fields.
std::optional<RowImage> before(const JournaledStep& step);
std::optional<RowImage> after(const JournaledStep& step);

} // namespace RowImageNotes

} // namespace steward
