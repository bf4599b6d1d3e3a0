#pragma once

#include "local/translations.h"

#include <QString>

#include <vector>

namespace steward {

/// A part of the manual: about one page, or about words.
struct ManualSection {
    QString id; ///< the same in every language: "instances"
    QString title;
    QString text; ///< Markdown, with its heading
};

/// The manual that is built in (docs/manual), in its order. English where there is none in this language.
std::vector<ManualSection> manualIn(Language language);
std::vector<ManualSection> sectionsOf(const QString& markdown);

/// Whether it holds every one of these words, whatever their case and accents.
bool holdsWords(const ManualSection& section, const QString& words);

} // namespace steward
