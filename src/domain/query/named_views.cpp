#include "domain/query/named_views.h"

#include <utility>

namespace steward {
namespace {

constexpr std::pair<const char*, const char*> views[] = {
    {"all", ""},
    {"attention", "problem:any"},
    {"connected", "state:connected"},
    {"disconnected", "state:disconnected"},
    {"pairing", "state:pairing"},
    {"protected", "protected:yes"}};

} // namespace

QStringList viewWords()
{
    QStringList words;
    for (const auto& [word, query] : views)
        words << QLatin1String(word);
    return words;
}

std::optional<QString> viewQuery(const QString& word)
{
    for (const auto& [known, query] : views) {
        if (word == QLatin1String(known))
            return QString::fromLatin1(query);
    }
    return {};
}

} // namespace steward
