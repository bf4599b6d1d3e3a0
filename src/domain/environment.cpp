#include "domain/environment.h"

#include "domain/unknown_value.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct EnvironmentText {
    Q_DECLARE_TR_FUNCTIONS(steward::Environment)
};

} // namespace

QString environmentWord(Environment environment)
{
    switch (environment) {
    case Environment::Production:
        return QStringLiteral("production");
    case Environment::Staging:
        return QStringLiteral("staging");
    case Environment::Development:
        return QStringLiteral("development");
    }
    return unknownWord();
}

std::optional<Environment> environmentFromWord(QStringView word)
{
    for (const auto environment : {Environment::Production, Environment::Staging, Environment::Development}) {
        if (word == environmentWord(environment))
            return environment;
    }
    return {};
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
