#include "app/style/environment_look.h"

#include "app/style/tokens.h"
#include "local/store_set.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct EnvironmentText {
    Q_DECLARE_TR_FUNCTIONS(steward::EnvironmentFrame)
};

} // namespace

Tone environmentTone(Environment environment)
{
    switch (environment) {
    case Environment::Production:
        return Tone::Error;
    case Environment::Staging:
        return Tone::Warning;
    case Environment::Development:
        return Tone::Busy;
    }
    Q_UNREACHABLE();
}

QColor environmentColor(const StoreSet& stores)
{
    const Tokens& tokens = Tokens::light(); // the environments look the same in the dark
    if (stores.isPractice)
        return tokens.practice;
    switch (stores.environment) {
    case Environment::Production:
        return tokens.production;
    case Environment::Staging:
        return tokens.staging;
    case Environment::Development:
        return tokens.development;
    }
    Q_UNREACHABLE();
}

QString environmentBanner(const StoreSet& stores)
{
    return stores.isPractice ? EnvironmentText::tr("PRACTICE") : environmentTitle(stores.environment).toUpper();
}

QString workspaceBanner(const StoreSet& stores)
{
    QString banner = QStringLiteral("■ ") + environmentBanner(stores);
    if (stores.isPractice)
        banner += QStringLiteral("  ·  ") + EnvironmentText::tr("invented clinics, nothing here is real");
    else
        banner += QStringLiteral("  ·  ") + stores.title;
    if (stores.readOnly)
        banner += QStringLiteral("  ·  ") + EnvironmentText::tr("read only");
    return banner;
}

} // namespace steward
