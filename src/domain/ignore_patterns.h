#pragma once

#include "domain/instance_name.h"

#include <QStringList>

#include <vector>

namespace steward {

/// The instances that a profile leaves alone, by wildcards over the whole name: * is any text, ? is one character
/// (one byte where the name is not UTF-8), \* \? and \\ are the signs themselves. Case counts; nothing else is special.
class IgnorePatterns final {
public:
    IgnorePatterns() = default;
    /// Empty patterns and repetitions are left out.
    static IgnorePatterns fromTexts(const QStringList& texts);

    const QStringList& texts() const { return m_texts; }
    bool isEmpty() const { return m_texts.isEmpty(); }
    bool matches(const InstanceName& name) const;
    bool operator==(const IgnorePatterns& other) const { return m_texts == other.m_texts; }

private:
    enum class Kind : quint8 { Byte, AnyCharacter, AnyText };
    struct Token {
        Kind kind = Kind::Byte;
        char byte = 0;
    };
    using Pattern = std::vector<Token>;
    static Pattern compiled(const QByteArray& text);
    static bool matches(const Pattern& pattern, const QByteArray& name);

    QStringList m_texts;
    std::vector<Pattern> m_patterns;
};

} // namespace steward
