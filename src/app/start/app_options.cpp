#include "app/start/app_options.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace steward {
namespace {

struct OptionsText {
    Q_DECLARE_TR_FUNCTIONS(steward::AppOptions)
};

std::unexpected<Error> wrong(const QString& sentence)
{
    return std::unexpected(Error{ErrorKind::InvalidSettings, sentence, QStringLiteral("wrong arguments")});
}

} // namespace

Result<AppOptions> AppOptions::parse(const QStringList& arguments)
{
    AppOptions options;
    QString language;
    for (qsizetype index = 0; index < arguments.size(); ++index) {
        const QString& argument = arguments[index];
        QString* value = nullptr;
        if (argument == QLatin1String("--practice"))
            options.practice = true;
        else if (argument == QLatin1String("--background"))
            options.background = true;
        else if (argument == QLatin1String("--help") || argument == QLatin1String("-h"))
            options.help = true;
        else if (argument == QLatin1String("--version"))
            options.version = true;
        else if (argument == QLatin1String("--profile"))
            value = &options.profile;
        else if (argument == QLatin1String("--data-dir"))
            value = &options.dataDirectory;
        else if (argument == QLatin1String("--lang"))
            value = &language;
        else if (argument == QLatin1String("--screenshots"))
            value = &options.screenshots;
        else if (argument == QLatin1String("--beside"))
            value = &options.beside;
        else if (!argument.startsWith(QLatin1Char('-')) && options.file.isEmpty()) {
            options.file = QFileInfo(argument).absoluteFilePath();
        } else {
            //: %1 is what was typed
            return wrong(OptionsText::tr("Unknown option: %1. Try --help.").arg(argument));
        }
        if (!value)
            continue;
        if (index + 1 == arguments.size() || arguments[index + 1].isEmpty()) {
            //: %1 is an option such as --profile
            return wrong(OptionsText::tr("%1 needs a value. Try --help.").arg(argument));
        }
        *value = arguments[++index];
    }
    if (options.practice && !options.profile.isEmpty())
        return wrong(OptionsText::tr("--practice and --profile exclude each other."));
    if (!language.isEmpty()) {
        options.language = languageFromWord(language);
        if (!options.language)
            return wrong(unknownLanguageSentence(language));
    }
    return options;
}

QString appHelpText()
{
    return OptionsText::tr("Usage: steward [--profile NAME | --practice] [--data-dir DIR] [FILE]\n"
                           "               [--lang LANGUAGE] [--background] [--screenshots DIR [--beside DIR]]\n"
                           "\n"
                           "  --profile NAME     open this profile\n"
                           "  --practice         open the practice workspace\n"
                           "  --data-dir DIR     keep profiles and settings there\n"
                           "  --lang LANGUAGE    speak en, pt_BR or es this time\n"
                           "  --background       start beside the clock, or minimized where there is no such place\n"
                           "  --screenshots DIR  write pictures of the windows there, and end\n"
                           "  --beside DIR       put the pictures of the same names in DIR beside them\n"
                           "  FILE               a plan to show, or a profile to import\n"
                           "\n"
                           "Without a profile, and with STEWARD_EVOLUTION_URL set, the stores of the environment are "
                           "opened.\n");
}

} // namespace steward
