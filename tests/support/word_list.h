#pragma once

#include "domain/unknown_value.h"

#include <QStringList>

#include <functional>
#include <initializer_list>
#include <optional>
#include <utility>

namespace steward::test {

/// What an enumeration says and reads other than is listed; empty where nothing is. A table of words goes by the place
/// of a value alone, so only a list of both tells that they still belong together (DeclaredNamesTest looks for the
/// list of each table).
template<class Enum>
QStringList wordTroubles(
    const std::function<QString(Enum)>& of, std::initializer_list<std::pair<Enum, const char*>> listed,
    const std::function<std::optional<Enum>(const QString&)>& from = {})
{
    QStringList troubles;
    QStringList words;
    for (const auto& [value, text] : listed) {
        const QString word = QString::fromLatin1(text);
        if (const QString said = of(value); said != word)
            troubles << QStringLiteral("\"%1\" is listed where \"%2\" is said").arg(word, said);
        if (from && from(word) != value)
            troubles << QStringLiteral("\"%1\" is not read as what it says").arg(word);
        if (words.contains(word))
            troubles << QStringLiteral("\"%1\" stands twice").arg(word);
        words << word;
    }
    // Each value listed once has its word, and the one after them has none: there are as many words as are listed.
    if (const QString next = of(static_cast<Enum>(listed.size())); next != unknownWord())
        troubles << QStringLiteral("\"%1\" is not listed").arg(next);
    return troubles;
}

} // namespace steward::test
