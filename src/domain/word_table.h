#pragma once

#include "domain/unknown_value.h"

#include <QString>

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace steward {

/// The stable words of an enumeration whose values are 0, 1, 2, …, in their order; one for each (DeclaredNamesTest).
template<class Enum, size_t Count>
struct WordTable {
    std::array<std::array<char16_t, 32>, Count> words{}; ///< each ends in a zero

    template<size_t Given>
    requires(Given == Count) consteval WordTable(const char* const (&all)[Given])
    {
        for (size_t index = 0; index < Count; ++index) {
            const std::string_view word(all[index]);
            for (size_t letter = 0; letter <= word.size(); ++letter) // with its end: a longer one does not compile
                words[index].at(letter) = static_cast<char16_t>(all[index][letter]);
        }
    }

    /// Nothing is copied: a table lives as long as the program. A value of another version is unknown.
    QString of(Enum value) const
    {
        const auto index = static_cast<size_t>(value);
        return index < Count ? QString::fromRawData(reinterpret_cast<const QChar*>(words[index].data()), length(index))
                             : unknownWord();
    }
    std::optional<Enum> from(QStringView word) const
    {
        for (size_t index = 0; index < Count; ++index) {
            if (word == QStringView(words[index].data(), length(index)))
                return static_cast<Enum>(index);
        }
        return {};
    }

private:
    qsizetype length(size_t index) const
    {
        return static_cast<qsizetype>(std::char_traits<char16_t>::length(words[index].data()));
    }
};

} // namespace steward
