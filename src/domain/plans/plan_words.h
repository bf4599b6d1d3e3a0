#pragma once

#include <QString>

#include <array>
#include <optional>

namespace steward {

/// The stable words of an enumeration whose values are 0, 1, 2, …, in their order. One too few does not compile.
template<class Enum, size_t Count>
struct WordTable {
    std::array<const char*, Count> words{};

    template<size_t Given>
    requires(Given == Count) consteval WordTable(const char* const (&all)[Given])
    {
        for (size_t index = 0; index < Count; ++index)
            words[index] = all[index];
    }

    QString of(Enum value) const { return QString::fromLatin1(words[static_cast<size_t>(value)]); }
    std::optional<Enum> from(QStringView word) const
    {
        for (size_t index = 0; index < Count; ++index) {
            if (word == QLatin1String(words[index]))
                return static_cast<Enum>(index);
        }
        return {};
    }
};

} // namespace steward
