#include "cli/command_line.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <array>

namespace steward {
namespace {

struct CommandText {
    Q_DECLARE_TR_FUNCTIONS(steward::CommandLine)
};

Error usage(const QString& sentence)
{
    return {ErrorKind::InvalidSettings, sentence, QStringLiteral("usage")};
}

struct KnownCommand {
    const char* word;
    const char* second; ///< the word after it, where the command has two
    CommandName command;
    int operands;
};

constexpr std::array knownCommands{
    KnownCommand{"doctor", nullptr, CommandName::Doctor, 0},
    KnownCommand{"audit", nullptr, CommandName::Audit, 0},
    KnownCommand{"show", nullptr, CommandName::Show, 1},
    KnownCommand{"journal", "list", CommandName::JournalList, 0},
    KnownCommand{"journal", "verify", CommandName::JournalVerify, 0},
    KnownCommand{"help", nullptr, CommandName::Help, 0},
};

QList<QCommandLineOption> options()
{
    return {
        {QStringLiteral("profile"), {}, QStringLiteral("NAME")},
        {QStringLiteral("practice"), {}},
        {QStringLiteral("data-dir"), {}, QStringLiteral("DIR")},
        {QStringLiteral("json"), {}},
        {QStringLiteral("residue"), {}},
        {QStringLiteral("memory"), {}},
        {{QStringLiteral("h"), QStringLiteral("help")}, {}},
        {{QStringLiteral("v"), QStringLiteral("version")}, {}},
    };
}

Result<CommandLine> withCommand(CommandLine line, const QStringList& operands)
{
    if (operands.isEmpty())
        return std::unexpected(usage(CommandText::tr("No command was given. See steward-cli --help.")));
    QStringList secondWords;
    for (const KnownCommand& known : knownCommands) {
        if (operands.first() != QLatin1String(known.word))
            continue;
        if (known.second && operands.value(1) != QLatin1String(known.second)) {
            secondWords << QLatin1String(known.second);
            continue;
        }
        line.command = known.command;
        const int words = known.second ? 2 : 1;
        const QStringList names = operands.mid(words);
        if (names.size() != known.operands) {
            //: %1 is a command such as "show"; %n is how many words it needs after it
            return std::unexpected(usage(CommandText::tr("The command %1 takes %n name(s).", nullptr, known.operands)
                                             .arg(operands.mid(0, words).join(QLatin1Char(' ')))));
        }
        line.instanceName = names.value(0);
        return line;
    }
    if (!secondWords.isEmpty()) {
        //: %1 is a command such as "journal", %2 lists words such as "list, verify"
        return std::unexpected(usage(CommandText::tr("The command %1 needs one of these words after it: %2.")
                                         .arg(operands.first(), secondWords.join(QLatin1String(", ")))));
    }
    //: %1 is the word that was typed
    return std::unexpected(
        usage(CommandText::tr("There is no command %1. See steward-cli --help.").arg(operands.first())));
}

} // namespace

Result<CommandLine> CommandLine::parse(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.addOptions(options());
    if (!parser.parse(QStringList{QStringLiteral("steward-cli")} + arguments))
        return std::unexpected(usage(parser.errorText()));

    CommandLine line;
    line.profile = parser.value(QStringLiteral("profile"));
    line.practice = parser.isSet(QStringLiteral("practice"));
    line.dataDirectory = parser.value(QStringLiteral("data-dir"));
    line.json = parser.isSet(QStringLiteral("json"));
    line.residue = parser.isSet(QStringLiteral("residue"));
    line.memory = parser.isSet(QStringLiteral("memory"));
    if (parser.isSet(QStringLiteral("help")))
        return line;
    if (parser.isSet(QStringLiteral("version"))) {
        line.command = CommandName::Version;
        return line;
    }
    if (line.practice && parser.isSet(QStringLiteral("profile")))
        return std::unexpected(usage(CommandText::tr("Give either --profile or --practice, not both.")));
    Result<CommandLine> parsed = withCommand(std::move(line), parser.positionalArguments());
    if (parsed && parsed->command != CommandName::Audit && (parsed->residue || parsed->memory))
        return std::unexpected(usage(CommandText::tr("--residue and --memory belong to the command audit.")));
    return parsed;
}

QString helpText()
{
    return CommandText::tr(
        "Usage: steward-cli [--profile NAME | --practice] [--data-dir DIR] [--json] COMMAND\n"
        "\n"
        "Commands:\n"
        "  doctor                        each store: reachable, credentials, rights; cause and cure\n"
        "  audit [--residue] [--memory]  read the three stores and name what disagrees\n"
        "  show NAME                     one instance in all three stores\n"
        "  journal list                  what Steward did from this computer, and what is under way\n"
        "  journal verify                is the journal whole? a missing or empty one is\n"
        "\n"
        "Without --profile or --practice the environment tells where the stores are:\n"
        "  STEWARD_EVOLUTION_URL, STEWARD_EVOLUTION_API_KEY, STEWARD_DATABASE_URL, STEWARD_REDIS_URL,\n"
        "  STEWARD_CA_FILE, STEWARD_ENVIRONMENT, STEWARD_READ_ONLY, STEWARD_WEBHOOK_URL\n"
        "\n"
        "The journal is kept in the data directory; its commands need neither of these.\n"
        "\n"
        "Exit codes: 0 done, 1 an error, a store that was not read or a damaged journal,\n"
        "2 findings of warning or worse.\n");
}

} // namespace steward
