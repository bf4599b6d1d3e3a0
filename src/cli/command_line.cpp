#include "cli/command_line.h"

#include "domain/near_names.h"
#include "domain/plans/webhook_choice.h"
#include "local/translations.h"
#include "wording/webhook_words.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct CommandText {
    Q_DECLARE_TR_FUNCTIONS(steward::CommandLine)
};

Error usage(const QString& sentence)
{
    return {ErrorKind::InvalidSettings, sentence, QStringLiteral("usage")};
}

/// "--x", "--y", or nothing: what may have been meant.
QString meantText(const QString& typed, const QStringList& known)
{
    const QStringList near = nearWords(typed, known);
    //: %1 lists words such as "audit", "apply" of which one may have been meant; a blank stands before
    return near.isEmpty() ? QString()
                          : QLatin1Char(' ') + CommandText::tr("Did you mean %1?").arg(near.join(QLatin1String(", ")));
}

/// A sentence about what was typed, what may have been meant, and where help is.
Error unknownWord(const QString& sentence, const QString& typed, const QStringList& known)
{
    return usage(sentence + meantText(typed, known) + QLatin1Char(' ') + CommandText::tr("See steward-cli --help."));
}

Error noSuchCommand(const QString& typed, const QStringList& known)
{
    //: %1 is the word that was typed
    return unknownWord(CommandText::tr("There is no command %1.").arg(typed), typed, known);
}

QStringList namesOf(const std::vector<CommandOption>& options)
{
    QStringList names;
    for (const CommandOption& option : options)
        names << QStringLiteral("--") + option.name;
    return names;
}

void addOptions(QCommandLineParser& parser)
{
    for (const CommandOption& option : allOptions()) {
        QStringList names{option.name};
        if (option.name == QLatin1String("help") || option.name == QLatin1String("version"))
            names.prepend(option.name.left(1));
        parser.addOption({names, {}, option.value});
    }
}

/// Only its own options, and those that every command takes.
Result<void> checkOptions(const CommandSpec& command, const QCommandLineParser& parser)
{
    const std::vector<CommandOption> common = commonOptions();
    for (const QString& name : parser.optionNames()) {
        const auto isIt = [&name](const CommandOption& option) {
            return option.name == name || (name.size() == 1 && option.name.startsWith(name));
        };
        if (command.hasOption(name) || std::ranges::any_of(common, isIt))
            continue;
        const QString typed = QLatin1String("--") + name;
        //: %1 is an option such as --memory, %2 a command such as "show"
        const QString sentence = CommandText::tr("%2 has no option %1.").arg(typed, command.words);
        return std::unexpected(unknownWord(sentence, typed, namesOf(command.options)));
    }
    return {};
}

/// Nothing where something was meant, as a script's variable that is not set: it is not taken for an option left out,
/// since without --profile the environment's stores are meant, without --out nothing is saved, and so on.
Result<void> checkValues(const QCommandLineParser& parser)
{
    for (const CommandOption& option : allOptions()) {
        // A plan may ask for no text, and an instance may have no name.
        const bool mayBeEmpty = option.name == QLatin1String("confirm") || option.name == QLatin1String("keep");
        if (option.value.isEmpty() || mayBeEmpty || !parser.isSet(option.name))
            continue;
        if (parser.values(option.name).contains(QString())) {
            //: %1 is an option such as --profile
            return std::unexpected(usage(CommandText::tr("%1 is empty. Say what is meant, or leave it out.")
                                             .arg(QLatin1String("--") + option.name)));
        }
    }
    return {};
}

Result<void> checkOperands(const CommandSpec& command, const QStringList& operands)
{
    switch (command.operands) {
    case Operands::Any:
        return {};
    case Operands::None:
        if (operands.isEmpty())
            return {};
        //: %1 is a command such as "plan clean", %2 what was typed after it
        return std::unexpected(
            usage(CommandText::tr("%1 takes no further word, such as “%2”.").arg(command.words, operands.first())));
    case Operands::AtLeastOne:
        if (!operands.isEmpty())
            return {};
        //: %1 is a command such as "plan delete"
        return std::unexpected(
            usage(CommandText::tr("%1 needs the name of at least one instance.").arg(command.words)));
    case Operands::One:
        if (operands.size() == 1)
            return {};
        break;
    }
    //: %1 is a command such as "show", %2 what it needs after it, such as "NAME" or "FILE"
    return std::unexpected(usage(CommandText::tr("%1 takes exactly one %2.").arg(command.words, command.operand)));
}

/// The command that the words begin with, and its words taken off them.
Result<CommandSpec> takeCommand(QStringList& words)
{
    if (words == QStringList{QStringLiteral("guards")})
        words << QStringLiteral("status");
    if (words.isEmpty())
        return std::unexpected(usage(CommandText::tr("No command was given. See steward-cli --help.")));
    QStringList firstWords;
    QStringList secondWords;
    for (const CommandSpec& command : commandTable()) {
        firstWords << command.firstWord();
        if (words.first() != command.firstWord())
            continue;
        if (!command.secondWord().isEmpty() && words.value(1) != command.secondWord()) {
            secondWords << command.secondWord();
            continue;
        }
        words = words.mid(command.secondWord().isEmpty() ? 1 : 2);
        return command;
    }
    if (!secondWords.isEmpty()) {
        //: %1 is a command such as "journal", %2 lists words such as "list, verify"
        const QString sentence = CommandText::tr("%1 needs one of these after it: %2.")
                                     .arg(words.first(), secondWords.join(QLatin1String(", ")));
        return std::unexpected(usage(sentence + meantText(words.value(1), secondWords)));
    }
    firstWords.removeDuplicates();
    return std::unexpected(noSuchCommand(words.first(), firstWords));
}

std::optional<QString> validateCreate(const CommandLine& line, const QCommandLineParser& parser)
{
    const CreateOptions& create = line.create;
    const bool one = parser.isSet(QStringLiteral("organization"));
    const bool isMore = parser.isSet(QStringLiteral("clinic")) || parser.isSet(QStringLiteral("name")) ||
                        parser.isSet(QStringLiteral("phone")) || parser.isSet(QStringLiteral("if-exists"));
    const QString ifExists = parser.value(QStringLiteral("if-exists"));
    if (one == !create.file.isEmpty() || (!one && isMore))
        return CommandText::tr("create needs either --organization or --from FILE.");
    static const QStringList known{
        QString(), QStringLiteral("fail"), QStringLiteral("reuse"), QStringLiteral("replace")};
    if (!known.contains(ifExists))
        return CommandText::tr("--if-exists takes fail, reuse or replace.");
    if (parser.isSet(QStringLiteral("name")) && create.name.isEmpty())
        return CommandText::tr("--name is empty. Leave it out, and Steward makes a name.");
    const bool consents = line.consent.yes || line.consent.text;
    if (!create.replace && (consents || (line.consent.dryRun && create.file.isEmpty()))) {
        return CommandText::tr("create takes --yes and --confirm only with --if-exists replace, and --dry-run only "
                               "with that or with --from FILE.");
    }
    return {};
}

/// What only a person decides is decided for one row at a time, and by itself.
std::optional<QString> validateDecision(const CommandLine& line, const QCommandLineParser& parser)
{
    const auto isSet = [&parser](const char* option) { return parser.isSet(QLatin1String(option)); };
    const bool isAboutRow = isSet("row") || isSet("set-name") || isSet("remove");
    const int decisions =
        static_cast<int>(isAboutRow) + static_cast<int>(isSet("organization")) + static_cast<int>(isSet("use-phone"));
    if (decisions == 0)
        return {};
    if (decisions > 1 || isSet("finding") || isSet("webhooks") || parser.values(QStringLiteral("row")).size() > 1 ||
        parser.values(QStringLiteral("set-name")).size() > 1 ||
        parser.values(QStringLiteral("organization")).size() > 1) {
        return CommandText::tr(
            "repair takes only one of --organization, --use-phone and --row, and no --finding with it.");
    }
    if (!isAboutRow && line.names.size() != 1)
        return CommandText::tr("repair takes exactly one name with --organization or --use-phone.");
    if (isAboutRow && (!isSet("row") || !line.names.isEmpty() || isSet("set-name") == isSet("remove")))
        return CommandText::tr("repair --row ID takes either --set-name NAME or --remove, and no name of an instance.");
    return {};
}

/// What a person decides; checked before.
Result<void> takeDecision(PlanRequest& request, const QCommandLineParser& parser)
{
    request.usePhone = parser.isSet(QStringLiteral("use-phone"));
    request.withWebhooks = parser.isSet(QStringLiteral("webhooks"));
    if (!request.organizations.empty()) {
        request.adopt.emplace(request.names.front(), request.organizations.front());
        request.organizations.clear();
        request.findings = {FindingCode::OrphanedInstance, FindingCode::OrganizationMismatch};
    }
    if (!parser.isSet(QStringLiteral("row")))
        return {};
    request.row = RowChoice{IntegrationId::fromString(parser.value(QStringLiteral("row"))), {}};
    if (request.row->id.isNull())
        return std::unexpected(
            usage(CommandText::tr("--row takes the ID of a row, as the plan of a repair shows it.")));
    if (parser.isSet(QStringLiteral("set-name")))
        request.row->name = InstanceName::fromText(parser.value(QStringLiteral("set-name")));
    if (request.row->name && request.row->name->isEmpty())
        return std::unexpected(usage(CommandText::tr("--set-name takes the name of an instance.")));
    return {};
}

/// The request of a plan, from what was typed.
Result<void> takePlan(CommandLine& line, PlanKind kind, const QCommandLineParser& parser)
{
    PlanRequest request;
    request.kind = kind;
    request.withResidue = parser.isSet(QStringLiteral("with-residue"));
    for (const QString& name : line.names)
        request.names.push_back(InstanceName::fromText(name));
    for (const QString& name : parser.values(QStringLiteral("keep")))
        request.keep.push_back(InstanceName::fromText(name));
    for (const QString& text : parser.values(QStringLiteral("organization"))) {
        const OrganizationId id = OrganizationId::fromString(text);
        if (id.isNull())
            return std::unexpected(usage(CommandText::tr("--organization takes the ID of an organization.")));
        request.organizations.push_back(id);
    }
    for (const QString& word : parser.values(QStringLiteral("finding"))) {
        const std::optional<FindingCode> code = findingFromWord(word);
        if (!code) {
            //: %1 is what was typed instead of a finding's code
            return std::unexpected(usage(CommandText::tr("There is no finding called %1.").arg(word)));
        }
        request.findings.push_back(*code);
    }
    if (kind == PlanKind::Repair) {
        if (const auto trouble = validateDecision(line, parser))
            return std::unexpected(usage(*trouble));
        if (const auto taken = takeDecision(request, parser); !taken)
            return taken;
    }
    if (kind == PlanKind::SetWebhook) {
        request.webhook = WebhookChoice{parser.value(QStringLiteral("url")), {}};
        for (const QString& event : parser.values(QStringLiteral("event")))
            request.webhook->events.push_back(event);
        if (const auto trouble = webhookChoiceTrouble(*request.webhook))
            return std::unexpected(usage(sentenceOf(*trouble)));
    }
    line.plan.request = line.apply.request = std::move(request);
    line.plan.outFile = parser.value(QStringLiteral("out"));
    return {};
}

/// The command that the words begin with, and what hangs together with it.
Result<CommandLine> withCommand(CommandLine line, QStringList words, const QCommandLineParser& parser)
{
    const Result<CommandSpec> command = takeCommand(words);
    if (!command)
        return std::unexpected(command.error());
    line.command = command->name;
    line.names = words;
    line.instanceName = words.value(0);
    line.pair.name = line.instanceName;
    if (const auto taken = checkOperands(*command, words); !taken)
        return std::unexpected(taken.error());
    if (const auto known = checkOptions(*command, parser); !known)
        return std::unexpected(known.error());
    if (line.command == CommandName::Create) {
        if (const auto trouble = validateCreate(line, parser))
            return std::unexpected(usage(*trouble));
    }
    if (line.command == CommandName::Apply)
        line.apply.file = line.instanceName;
    if (command->plan) {
        if (const auto taken = takePlan(line, *command->plan, parser); !taken)
            return std::unexpected(taken.error());
    }
    line.apply.consent = line.consent;
    if (const auto said = checkValues(parser); !said)
        return std::unexpected(said.error());
    return line;
}

CommandLine parsedFrom(const QCommandLineParser& parser)
{
    CommandLine line;
    line.profile = parser.value(QStringLiteral("profile"));
    line.practice = parser.isSet(QStringLiteral("practice"));
    line.dataDirectory = parser.value(QStringLiteral("data-dir"));
    line.json = parser.isSet(QStringLiteral("json"));
    line.verbose = parser.isSet(QStringLiteral("verbose"));
    line.residue = parser.isSet(QStringLiteral("residue"));
    line.withInstance = parser.isSet(QStringLiteral("with-instance"));
    line.memory = parser.isSet(QStringLiteral("memory"));
    line.webhooks = parser.isSet(QStringLiteral("webhooks"));
    line.all = parser.isSet(QStringLiteral("all"));
    line.consent.yes = parser.isSet(QStringLiteral("yes"));
    line.consent.dryRun = parser.isSet(QStringLiteral("dry-run"));
    if (parser.isSet(QStringLiteral("confirm")))
        line.consent.text = parser.value(QStringLiteral("confirm"));
    line.create.organization = parser.value(QStringLiteral("organization"));
    line.create.clinic = parser.value(QStringLiteral("clinic"));
    line.create.name = parser.value(QStringLiteral("name"));
    line.create.phone = parser.value(QStringLiteral("phone"));
    line.pair.phone = line.create.phone;
    line.pair.timeout = parser.value(QStringLiteral("timeout"));
    line.create.reuse = parser.value(QStringLiteral("if-exists")) == QLatin1String("reuse");
    line.create.file = parser.value(QStringLiteral("from"));
    line.create.replace = parser.value(QStringLiteral("if-exists")) == QLatin1String("replace");
    line.create.consent = line.consent;
    line.watch.view = parser.value(QStringLiteral("view"));
    line.watch.program = parser.value(QStringLiteral("exec"));
    line.plan.outFile = parser.value(QStringLiteral("out"));
    line.keepExecute = parser.values(QStringLiteral("keep-execute"));
    return line;
}

/// `help COMMAND` and `COMMAND --help`; a first word such as "plan" is about all of its commands.
Result<CommandLine> helpAbout(CommandLine line, QStringList words)
{
    line.command = CommandName::Help;
    line.names = words.mid(1);
    QStringList firstWords;
    for (const CommandSpec& command : commandTable())
        firstWords << command.firstWord();
    if (line.names.size() > 1 && firstWords.count(line.names.first()) == 1)
        line.names = line.names.mid(0, 1); // what follows is what the command works on
    if (line.names.size() < 2 && (line.names.isEmpty() || firstWords.contains(line.names.first())))
        return line;
    words = line.names;
    if (const Result<CommandSpec> command = takeCommand(words); !command)
        return std::unexpected(command.error());
    return line;
}

} // namespace

bool CommandLine::wantsJson(const QStringList& arguments)
{
    QCommandLineParser parser;
    addOptions(parser);
    parser.parse(QStringList{QStringLiteral("steward-cli")} + arguments); // what is wrong with them is told by parse()
    return parser.isSet(QStringLiteral("json"));
}

Result<CommandLine> CommandLine::parse(const QStringList& arguments)
{
    QCommandLineParser parser;
    addOptions(parser);
    const bool isRead = parser.parse(QStringList{QStringLiteral("steward-cli")} + arguments);
    if (const QStringList unknown = parser.unknownOptionNames(); !unknown.isEmpty()) {
        const QString typed = QLatin1String(unknown.first().size() == 1 ? "-" : "--") + unknown.first();
        //: %1 is an option that was typed, such as --memroy
        return std::unexpected(
            unknownWord(CommandText::tr("There is no option %1.").arg(typed), typed, namesOf(allOptions())));
    }
    if (!isRead)
        return std::unexpected(usage(parser.errorText()));

    if (const QString typed = parser.value(QStringLiteral("lang"));
        parser.isSet(QStringLiteral("lang")) && !languageFromWord(typed))
        return std::unexpected(usage(unknownLanguageSentence(typed)));
    CommandLine line = parsedFrom(parser);
    if (parser.isSet(QStringLiteral("version"))) {
        line.command = CommandName::Version;
        return line;
    }
    QStringList words = parser.positionalArguments();
    if (parser.isSet(QStringLiteral("help"))) {
        words.prepend(QStringLiteral("help"));
        return helpAbout(std::move(line), words);
    }
    if (words.value(0) == QLatin1String("help"))
        return helpAbout(std::move(line), words);
    if (line.practice && parser.isSet(QStringLiteral("profile")))
        return std::unexpected(usage(CommandText::tr("Use either --profile or --practice, not both.")));
    return withCommand(std::move(line), words, parser);
}

} // namespace steward
