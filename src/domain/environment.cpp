#include "domain/environment.h"

#include "domain/word_table.h"

namespace steward {
namespace {

constexpr WordTable<Environment, 3> environmentWords{{"production", "staging", "development"}};

} // namespace

QString environmentWord(Environment environment)
{
    return environmentWords.of(environment);
}

std::optional<Environment> environmentFromWord(QStringView word)
{
    return environmentWords.from(word);
}

} // namespace steward
