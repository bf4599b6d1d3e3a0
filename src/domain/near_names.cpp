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

} // namespace

QStringList nearNames(const InstanceName& typed, const std::vector<InstanceName>& known)
{
    const QString wanted = simplified(typed.text()).left(longestCompared);
    const auto most = static_cast<int>(std::max<qsizetype>(1, wanted.size() / 5));
    std::vector<std::pair<int, QString>> found;
    for (const InstanceName& name : known) {
        const QString text = simplified(name.text());
        if (text.isEmpty() || std::abs(text.size() - wanted.size()) > most)
            continue;
        const int apart = distance(wanted, text.left(longestCompared));
        if (apart <= most)
            found.emplace_back(apart, name.text());
    }
    std::ranges::stable_sort(found, {}, &std::pair<int, QString>::first);
    QStringList names;
    for (const auto& [apart, name] : found) {
        if (names.size() < mostShown && !names.contains(name))
            names << name;
    }
    return names;
}

} // namespace steward
