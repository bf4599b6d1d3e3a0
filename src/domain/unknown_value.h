#pragma once

#include <QString>

namespace steward {

// What is said of a value that has none of its enumeration's names: of another version, from disk or from a wire. What
// a value decides takes the path that destroys least instead (CONTRIBUTING, "Rules").

QString unknownWord();     ///< "unknown", untranslated
QString unknownText();     ///< translated: "not known"
QString unknownSentence(); ///< what came of something is not known, and what to do then

} // namespace steward
