#include "domain/near_names.h"

#include <algorithm>
#include <numeric>

namespace steward {
namespace {

constexpr qsizetype mostShown = 3;
constexpr qsizetype longestCompared = 200;

QString simplified(const QString& text)
{
    return text.normalized(QString::NormalizationForm_C).simplified().toCaseFolded();
}

/// How many letters differ (Levenshtein).
int distance(const QString& a, const QString& b)
{
    std::vector<int> row(static_cast<size_t>(b.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        int diagonal = std::exchange(row[0], static_cast<int>(i) + 1);
        for (qsizetype j = 0; j < b.size(); ++j) {
            const auto at = static_cast<size_t>(j);
            const int changed = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[at + 1];
            row[at + 1] = std::min({changed, row[at] + 1, row[at + 1] + 1});
        }
    }
    return row.back();
}

QStringList nearest(const QString& typed, const QStringList& known, int most)
{
    const QString wanted = simplified(typed).left(longestCompared);
    std::vector<std::pair<int, QString>> found;
    for (const QString& word : known) {
        const QString text = simplified(word);
        if (text.isEmpty() || std::abs(text.size() - wanted.size()) > most)
            continue;
        const int apart = distance(wanted, text.left(longestCompared));
        if (apart <= most)
            found.emplace_back(apart, word);
    }
    std::ranges::stable_sort(found, {}, &std::pair<int, QString>::first);
    QStringList words;
    for (const auto& [apart, word] : found) {
        if (words.size() < mostShown && !words.contains(word))
            words << word;
    }
    return words;
}

} // namespace

QStringList nearNames(const InstanceName& typed, const std::vector<InstanceName>& known)
{
    QStringList texts;
    for (const InstanceName& name : known)
        texts << name.text();
    const qsizetype length = std::min(simplified(typed.text()).size(), longestCompared);
    return nearest(typed.text(), texts, static_cast<int>(std::max<qsizetype>(1, length / 5)));
}

QStringList nearWords(const QString& typed, const QStringList& known)
{
    return nearest(typed, known, typed.size() <= 3 ? 1 : 2);
}

} // namespace steward
