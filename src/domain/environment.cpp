#include "domain/environment.h"

#include "domain/unknown_value.h"
#include "domain/word_table.h"

#include <QCoreApplication>

namespace steward {
namespace {

constexpr WordTable<Environment, 3> environmentWords{{"production", "staging", "development"}};

struct EnvironmentText {
    Q_DECLARE_TR_FUNCTIONS(steward::Environment)
};

} // namespace

QString environmentWord(Environment environment)
{
    return environmentWords.of(environment);
}

std::optional<Environment> environmentFromWord(QStringView word)
{
    return environmentWords.from(word);
}

QString environmentTitle(Environment environment)
{
    switch (environment) {
    case Environment::Production:
        return EnvironmentText::tr("Production");
    case Environment::Staging:
        return EnvironmentText::tr("Staging");
    case Environment::Development:
        return EnvironmentText::tr("Development");
    }
    return unknownText();
}

} // namespace steward
