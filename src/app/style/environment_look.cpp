#include "app/style/environment_look.h"

#include "app/style/tokens.h"
#include "app/style/type.h"
#include "stores/profile_context.h"
#include "wording/value_titles.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct EnvironmentText {
    Q_DECLARE_TR_FUNCTIONS(steward::EnvironmentLook)
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
    return Tone::Error; // as production: more is asked for there
}

QColor environmentColor(const ProfileContext& stores)
{
    return stores.isPractice ? Tokens::light().practice : environmentColor(stores.environment);
}

QColor environmentColor(Environment environment)
{
    const Tokens& tokens = Tokens::light(); // the environments look the same in the dark
    switch (environment) {
    case Environment::Production:
        return tokens.production;
    case Environment::Staging:
        return tokens.staging;
    case Environment::Development:
        return tokens.development;
    }
    return tokens.production;
}

QString environmentBanner(const ProfileContext& stores)
{
    return stores.isPractice ? EnvironmentText::tr("PRACTICE") : environmentTitle(stores.environment).toUpper();
}

QString inEnvironment(const QString& button, const ProfileContext& stores)
{
    if (stores.isPractice) {
        //: %1 is what a button does, such as "Delete 6 instances"
        return EnvironmentText::tr("%1 in practice").arg(button);
    }
    switch (stores.environment) {
    case Environment::Production:
        break;
    case Environment::Staging:
        //: %1 is what a button does, such as "Delete 6 instances"
        return EnvironmentText::tr("%1 in staging").arg(button);
    case Environment::Development:
        //: %1 is what a button does, such as "Delete 6 instances"
        return EnvironmentText::tr("%1 in development").arg(button);
    }
    // What is not known counts as production.
    //: %1 is what a button does, such as "Delete 6 instances"
    return EnvironmentText::tr("%1 in production").arg(button);
}

QFont environmentFont()
{
    QFont font = textFont(TextSize::Label, QFont::DemiBold);
    font.setLetterSpacing(QFont::AbsoluteSpacing, scaledF(0.66));
    return font;
}

} // namespace steward
