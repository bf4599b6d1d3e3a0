#include "domain/ignore_patterns.h"

#include <algorithm>

namespace steward {
namespace {

/// How many bytes the character at `at` has; 1 for a byte that starts none.
qsizetype characterSize(const QByteArray& name, qsizetype at)
{
    const auto lead = static_cast<quint8>(name[at]);
    const qsizetype announced = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
    if (at + announced > name.size())
        return 1;
    for (qsizetype i = 1; i < announced; ++i) {
        if ((static_cast<quint8>(name[at + i]) & 0xc0) != 0x80)
            return 1;
    }
    return announced;
}

} // namespace

IgnorePatterns IgnorePatterns::fromTexts(const QStringList& texts)
{
    IgnorePatterns patterns;
    for (const QString& text : texts) {
        if (text.isEmpty() || patterns.m_texts.contains(text))
            continue;
        patterns.m_texts.append(text);
        patterns.m_patterns.push_back(compiled(text.toUtf8()));
    }
    return patterns;
}

bool IgnorePatterns::matches(const InstanceName& name) const
{
    return std::any_of(m_patterns.begin(), m_patterns.end(), [&name](const Pattern& pattern) {
        return matches(pattern, name.utf8());
    });
}

IgnorePatterns::Pattern IgnorePatterns::compiled(const QByteArray& text)
{
    Pattern pattern;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char next = i + 1 < text.size() ? text[i + 1] : '\0';
        if (text[i] == '\\' && (next == '*' || next == '?' || next == '\\')) {
            pattern.push_back({Kind::Byte, next});
            ++i;
        } else if (text[i] == '*') {
            pattern.push_back({Kind::AnyText, 0});
        } else if (text[i] == '?') {
            pattern.push_back({Kind::AnyCharacter, 0});
        } else {
            pattern.push_back({Kind::Byte, text[i]});
        }
    }
    return pattern;
}

bool IgnorePatterns::matches(const Pattern& pattern, const QByteArray& name)
{
    // Going back only to the last * keeps a hostile pattern from taking exponential time.
    size_t token = 0;
    qsizetype at = 0;
    size_t afterStar = 0;
    qsizetype starAt = -1;
    while (at < name.size()) {
        if (token < pattern.size() && pattern[token].kind == Kind::AnyText) {
            afterStar = ++token;
            starAt = at;
        } else if (token < pattern.size() && pattern[token].kind == Kind::AnyCharacter) {
            at += characterSize(name, at);
            ++token;
        } else if (token < pattern.size() && pattern[token].byte == name[at]) {
            ++at;
            ++token;
        } else if (starAt >= 0) {
            starAt += characterSize(name, starAt);
            at = starAt;
            token = afterStar;
        } else {
            return false;
        }
    }
    while (token < pattern.size() && pattern[token].kind == Kind::AnyText)
        ++token;
    return token == pattern.size();
}

} // namespace steward
