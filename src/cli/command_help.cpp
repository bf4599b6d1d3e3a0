#include "cli/command_help.h"

#include "cli/text_layout.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct HelpText {
    Q_DECLARE_TR_FUNCTIONS(steward::CommandHelp)
};

const auto program = QStringLiteral("steward-cli ");
constexpr int optionColumn = 24;
constexpr int commandColumn = 19;

/// "  --out FILE              Save the plan there."
QString entry(const QString& title, const QString& text, int column, int width)
{
    QString line = QStringLiteral("  ") + padded(title, column - 4);
    if (cellsOf(title) > column - 4)
        line += QLatin1Char('\n') + QString(column, QLatin1Char(' '));
    else
        line += QStringLiteral("  ");
    return line + wrapped(text, width, column) + QLatin1Char('\n');
}

QString titleOf(const CommandOption& option)
{
    const QString title = QStringLiteral("--") + option.name;
    return option.value.isEmpty() ? title : title + QLatin1Char(' ') + option.value;
}

QString optionsText(const QString& heading, const std::vector<CommandOption>& options, int width)
{
    if (options.empty())
        return {};
    QString text = QLatin1Char('\n') + heading + QLatin1Char('\n');
    for (const CommandOption& option : options)
        text += entry(titleOf(option), option.summary, optionColumn, width);
    return text;
}

QString explained(const CommandSpec& command, int width)
{
    //: the heading before how a command is typed
    QString text = HelpText::tr("Usage: ") + wrapped(program + command.usage(), width, 7) + QStringLiteral("\n\n");
    text += wrapped(command.summary, width, 0) + QLatin1Char('\n');
    text += optionsText(HelpText::tr("Options:"), command.options, width);
    text += QLatin1Char('\n') + HelpText::tr("Examples:") + QLatin1Char('\n');
    for (const QString& example : command.examples)
        text += QStringLiteral("  ") + program + example + QLatin1Char('\n');
    return text;
}

/// Where the stores are, what is in the data directory, and how a command ends.
QStringList closingWords()
{
    return {
        //: %1 lists the names of variables
        HelpText::tr("Without --profile or --practice these variables say where the stores are: %1.")
            .arg(QStringLiteral(
                "STEWARD_EVOLUTION_URL, STEWARD_EVOLUTION_API_KEY, STEWARD_DATABASE_URL, "
                "STEWARD_REDIS_URL, STEWARD_ENVIRONMENT, STEWARD_READ_ONLY, STEWARD_ROLE, STEWARD_WEBHOOK_URL")),
        //: %1 and %2 list the names of variables
        HelpText::tr("STEWARD_CA_FILE adds certificate authorities to the system's. For one store alone, in place of "
                     "these: %1. A client certificate for Redis: %2.")
            .arg(
                QStringLiteral("STEWARD_EVOLUTION_CA_FILE, STEWARD_DATABASE_CA_FILE, STEWARD_REDIS_CA_FILE"),
                QStringLiteral("STEWARD_REDIS_CERT_FILE, STEWARD_REDIS_KEY_FILE")),
        //: %1 is the name of a variable
        HelpText::tr("%1 names the proxy to the Evolution API server in place of the system's: http://HOST:PORT, "
                     "socks5://HOST:PORT, or none.")
            .arg(QStringLiteral("STEWARD_PROXY")),
        HelpText::tr("STEWARD_DATABASE_OWNER_URL has the credentials of the tables' owner, for the guards only."),
        HelpText::tr("The journal is in the data directory; “journal list” and “journal verify” need no stores."),
        HelpText::tr("Exit codes: 0 done; 1 an error, or a store that was not read; 2 problems of warning or worse, a "
                     "guard that is missing, or a plan that was not applied; 3 something was written and not all of it "
                     "is done; 4 refused before anything was written.")};
}

QString escapedForRoff(QString text)
{
    text.replace(QLatin1Char('\\'), QStringLiteral("\\e")).replace(QLatin1Char('-'), QStringLiteral("\\-"));
    return text.startsWith(QLatin1Char('.')) || text.startsWith(QLatin1Char('\'')) ? QStringLiteral("\\&") + text
                                                                                   : text;
}

QString roffEntry(const QString& title, const QString& text)
{
    return QStringLiteral(".TP\n.B ") + escapedForRoff(title) + QLatin1Char('\n') + escapedForRoff(text) +
           QLatin1Char('\n');
}

} // namespace

QString helpText(int width)
{
    QString text = HelpText::tr("Usage: ") + program + QStringLiteral("[OPTION…] COMMAND\n\n");
    text += HelpText::tr("Commands:") + QLatin1Char('\n');
    for (const CommandSpec& command : commandTable())
        text += entry(command.words, command.summary, commandColumn, width);
    text += optionsText(HelpText::tr("Options of every command:"), commonOptions(), width);
    text += QLatin1Char('\n') +
            wrapped(HelpText::tr("“steward-cli help COMMAND” explains a command, with examples."), width, 0) +
            QLatin1Char('\n');
    for (const QString& words : closingWords())
        text += QLatin1Char('\n') + wrapped(words, width, 0) + QLatin1Char('\n');
    return text;
}

QString helpText(const QStringList& words, int width)
{
    QStringList texts;
    for (const CommandSpec& command : commandTable()) {
        const QStringList own = command.words.split(QLatin1Char(' '));
        if (std::equal(words.begin(), words.begin() + std::min(words.size(), own.size()), own.begin()))
            texts << explained(command, width);
    }
    return texts.join(QLatin1Char('\n'));
}

QString manualText()
{
    QString text = QStringLiteral(".SH COMMANDS\n");
    for (const CommandSpec& command : commandTable()) {
        text += QStringLiteral(".SS ") + escapedForRoff(command.usage()) + QLatin1Char('\n') +
                escapedForRoff(command.summary) + QLatin1Char('\n');
        for (const CommandOption& option : command.options)
            text += roffEntry(titleOf(option), option.summary);
        for (const QString& example : command.examples) {
            text += QStringLiteral(".PP\n.EX\n") + escapedForRoff(program + example) + QStringLiteral("\n.EE\n");
        }
    }
    text += QStringLiteral(".SH OPTIONS\n");
    for (const CommandOption& option : commonOptions())
        text += roffEntry(titleOf(option), option.summary);
    return text;
}

} // namespace steward
