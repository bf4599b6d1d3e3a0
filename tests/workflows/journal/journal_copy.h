#pragma once

#include "workflows/journal/journal.h"

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace steward::test {

/// A journal's files as a killed machine leaves them, to be damaged and laid down again and again.
struct JournalImage {
    std::optional<QByteArray> database;
    std::optional<QByteArray> wal;
    std::optional<QByteArray> head;
    QStringList seen; ///< what a reader sees of it undamaged

    /// Of the folder as it is now; its journal may still be open.
    static JournalImage of(const JournalFolder& folder);
    /// Makes the folder anew with these files alone.
    bool layDown(const JournalFolder& folder) const;
};

/// What came of a damaged journal.
enum class DamageVerdict {
    Told,   ///< verify fails
    Same,   ///< nothing was lost
    Hidden, ///< less or other than there was, and nobody says so; or an operation was begun in spite of the damage
};

/// Reads the damaged journal; with `goOn` also writes to it as the next start would, and reads again.
DamageVerdict verdictOn(const JournalImage& damaged, const JournalFolder& folder, bool goOn);

} // namespace steward::test
