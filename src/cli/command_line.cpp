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

constexpr int anyNumber = -1;
constexpr int atLeastOne = -2;

struct KnownCommand {
    const char* word;
    const char* second; ///< the word after it, where the command has two
    CommandName command;
    int operands;
    QStringView options; ///< its own, beside those that every command takes
};

constexpr std::array knownCommands{
    KnownCommand{"doctor", nullptr, CommandName::Doctor, 0, u""},
    KnownCommand{"audit", nullptr, CommandName::Audit, 0, u"residue memory webhooks all"},
    KnownCommand{"show", nullptr, CommandName::Show, 1, u""},
    KnownCommand{"guards", "status", CommandName::GuardsStatus, 0, u""},
    KnownCommand{"guards", "sql", CommandName::GuardsSql, 0, u""},
    KnownCommand{"guards", "apply", CommandName::GuardsApply, 0, u"keep-execute yes confirm dry-run"},
    KnownCommand{
        "create", nullptr, CommandName::Create, 0,
        u"organization clinic name phone if-exists from yes confirm dry-run"},
    KnownCommand{"pair", nullptr, CommandName::Pair, 1, u"phone timeout"},
    KnownCommand{"plan", "delete", CommandName::PlanDelete, atLeastOne, u"with-residue out"},
    KnownCommand{"plan", "clean", CommandName::PlanClean, 0, u"organization keep out"},
    KnownCommand{"plan", "repair", CommandName::PlanRepair, anyNumber, u"finding webhooks out"},
    KnownCommand{"apply", nullptr, CommandName::Apply, 1, u"yes confirm dry-run"},
    KnownCommand{"delete", nullptr, CommandName::Delete, atLeastOne, u"with-residue yes confirm dry-run"},
    KnownCommand{"clean", nullptr, CommandName::Clean, 0, u"organization keep yes confirm dry-run"},
    KnownCommand{
        "repair", nullptr, CommandName::Repair, anyNumber,
        u"finding webhooks organization use-phone row set-name remove yes confirm dry-run"},
    KnownCommand{"disable", nullptr, CommandName::Disable, atLeastOne, u"yes confirm dry-run"},
    KnownCommand{"enable", nullptr, CommandName::Enable, atLeastOne, u"yes confirm dry-run"},
    KnownCommand{"protect", nullptr, CommandName::Protect, atLeastOne, u"yes confirm dry-run"},
    KnownCommand{"unprotect", nullptr, CommandName::Unprotect, atLeastOne, u"yes confirm dry-run"},
    KnownCommand{"unlink", nullptr, CommandName::Unlink, 1, u"yes confirm dry-run"},
    KnownCommand{"reset", nullptr, CommandName::Reset, 1, u"yes confirm dry-run"},
    KnownCommand{"journal", "list", CommandName::JournalList, 0, u""},
    KnownCommand{"journal", "resume", CommandName::JournalResume, 0, u""},
    KnownCommand{"journal", "verify", CommandName::JournalVerify, 0, u""},
    KnownCommand{"journal", "restore", CommandName::JournalRestore, 1, u"with-instance yes confirm dry-run"},
    KnownCommand{"help", nullptr, CommandName::Help, 0, u""},
};

QList<QCommandLineOption> options()
{
    return {
        {QStringLiteral("profile"), {}, QStringLiteral("NAME")},
        {QStringLiteral("practice"), {}},
        {QStringLiteral("data-dir"), {}, QStringLiteral("DIR")},
        {QStringLiteral("json"), {}},
        {QStringLiteral("verbose"), {}},
        {QStringLiteral("residue"), {}},
        {QStringLiteral("memory"), {}},
        {QStringLiteral("webhooks"), {}},
        {QStringLiteral("all"), {}},
        {QStringLiteral("yes"), {}},
        {QStringLiteral("confirm"), {}, QStringLiteral("TEXT")},
        {QStringLiteral("dry-run"), {}},
        {QStringLiteral("keep-execute"), {}, QStringLiteral("ROLE")},
        {QStringLiteral("organization"), {}, QStringLiteral("UUID")},
        {QStringLiteral("clinic"), {}, QStringLiteral("UUID")},
        {QStringLiteral("name"), {}, QStringLiteral("NAME")},
        {QStringLiteral("phone"), {}, QStringLiteral("NUMBER")},
        {QStringLiteral("timeout"), {}, QStringLiteral("SECONDS")},
        {QStringLiteral("if-exists"), {}, QStringLiteral("WHAT")},
        {QStringLiteral("from"), {}, QStringLiteral("FILE")},
        {QStringLiteral("with-residue"), {}},
        {QStringLiteral("with-instance"), {}},
        {QStringLiteral("keep"), {}, QStringLiteral("NAME")},
        {QStringLiteral("finding"), {}, QStringLiteral("CODE")},
        {QStringLiteral("use-phone"), {}},
        {QStringLiteral("row"), {}, QStringLiteral("ID")},
        {QStringLiteral("set-name"), {}, QStringLiteral("NAME")},
        {QStringLiteral("remove"), {}},
        {QStringLiteral("out"), {}, QStringLiteral("FILE")},
        {{QStringLiteral("h"), QStringLiteral("help")}, {}},
        {{QStringLiteral("v"), QStringLiteral("version")}, {}},
    };
}

/// Only its own options, and those that every command takes.
Result<CommandLine>
checkOptions(CommandLine line, const KnownCommand& known, const QString& title, const QCommandLineParser& parser)
{
    static const QStringList common = commonOptions() + QStringList{QStringLiteral("h"), QStringLiteral("v")};
    const QStringList own = known.options.toString().split(QLatin1Char(' '));
    for (const QString& option : parser.optionNames()) {
        if (common.contains(option) || own.contains(option))
            continue;
        //: %1 is an option such as --memory, %2 a command such as "show"
        return std::unexpected(usage(
            CommandText::tr("%2 has no option %1. See steward-cli --help.").arg(QLatin1String("--") + option, title)));
    }
    return line;
}

Result<CommandLine> withCommand(CommandLine line, QStringList operands, const QCommandLineParser& parser)
{
    if (operands == QStringList{QStringLiteral("guards")})
        operands << QStringLiteral("status");
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
        const QString title = operands.mid(0, words).join(QLatin1Char(' '));
        line.names = operands.mid(words);
        line.instanceName = line.names.value(0);
        line.pair.name = line.instanceName;
        if (known.operands == atLeastOne && line.names.isEmpty()) {
            //: %1 is a command such as "plan delete"
            return std::unexpected(usage(CommandText::tr("%1 needs the name of at least one instance.").arg(title)));
        }
        if (known.operands >= 0 && line.names.size() != known.operands) {
            //: %1 is a command such as "show"; %n is how many words it needs after it
            return std::unexpected(usage(CommandText::tr("%1 takes %n name(s).", nullptr, known.operands).arg(title)));
        }
        return checkOptions(std::move(line), known, title, parser);
    }
    if (!secondWords.isEmpty()) {
        //: %1 is a command such as "journal", %2 lists words such as "list, verify"
        return std::unexpected(usage(CommandText::tr("%1 needs one of these after it: %2.")
                                         .arg(operands.first(), secondWords.join(QLatin1String(", ")))));
    }
    //: %1 is the word that was typed
    return std::unexpected(
        usage(CommandText::tr("There is no command %1. See steward-cli --help.").arg(operands.first())));
}

std::optional<QString> troubleWithCreate(const CommandLine& line, const QCommandLineParser& parser)
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

/// The plan that a command makes, whether it shows it only or applies it.
std::optional<PlanKind> planKindOf(CommandName command)
{
    switch (command) {
    case CommandName::PlanDelete:
    case CommandName::Delete:
        return PlanKind::Delete;
    case CommandName::PlanClean:
    case CommandName::Clean:
        return PlanKind::Clean;
    case CommandName::PlanRepair:
    case CommandName::Repair:
        return PlanKind::Repair;
    case CommandName::Disable:
        return PlanKind::Disable;
    case CommandName::Enable:
        return PlanKind::Enable;
    case CommandName::Protect:
        return PlanKind::Protect;
    case CommandName::Unprotect:
        return PlanKind::Unprotect;
    case CommandName::Unlink:
        return PlanKind::Unlink;
    case CommandName::Reset:
        return PlanKind::ResetPairing;
    case CommandName::Doctor:
    case CommandName::Audit:
    case CommandName::Show:
    case CommandName::GuardsStatus:
    case CommandName::GuardsSql:
    case CommandName::GuardsApply:
    case CommandName::Create:
    case CommandName::Pair:
    case CommandName::Apply:
    case CommandName::JournalList:
    case CommandName::JournalResume:
    case CommandName::JournalVerify:
    case CommandName::JournalRestore:
    case CommandName::Help:
    case CommandName::Version:
        break;
    }
    return {};
}

/// What only a person decides is decided for one row at a time, and by itself.
std::optional<QString> troubleWithDecision(const CommandLine& line, const QCommandLineParser& parser)
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
    request.row = RowChoice{QUuid::fromString(parser.value(QStringLiteral("row"))), {}};
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
        const QUuid id = QUuid::fromString(text);
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
        if (const auto trouble = troubleWithDecision(line, parser))
            return std::unexpected(usage(*trouble));
        if (const auto taken = takeDecision(request, parser); !taken)
            return taken;
    }
    line.plan.request = line.apply.request = std::move(request);
    line.plan.outFile = parser.value(QStringLiteral("out"));
    return {};
}

/// What hangs together with the command.
Result<CommandLine> checked(Result<CommandLine> parsed, const QCommandLineParser& parser)
{
    if (!parsed)
        return parsed;
    if (parsed->command == CommandName::Create) {
        if (const auto trouble = troubleWithCreate(*parsed, parser))
            return std::unexpected(usage(*trouble));
    }
    if (parsed->command == CommandName::Apply)
        parsed->apply.file = parsed->instanceName;
    if (const auto kind = planKindOf(parsed->command)) {
        if (const auto taken = takePlan(*parsed, *kind, parser); !taken)
            return std::unexpected(taken.error());
    }
    parsed->apply.consent = parsed->consent;
    return parsed;
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
    line.keepExecute = parser.values(QStringLiteral("keep-execute"));
    return line;
}

} // namespace

bool CommandLine::wantsJson(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.addOptions(options());
    parser.parse(QStringList{QStringLiteral("steward-cli")} + arguments); // what is wrong with them is told by parse()
    return parser.isSet(QStringLiteral("json"));
}

Result<CommandLine> CommandLine::parse(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.addOptions(options());
    if (!parser.parse(QStringList{QStringLiteral("steward-cli")} + arguments))
        return std::unexpected(usage(parser.errorText()));

    CommandLine line = parsedFrom(parser);
    if (parser.isSet(QStringLiteral("help")))
        return line;
    if (parser.isSet(QStringLiteral("version"))) {
        line.command = CommandName::Version;
        return line;
    }
    if (line.practice && parser.isSet(QStringLiteral("profile")))
        return std::unexpected(usage(CommandText::tr("Use either --profile or --practice, not both.")));
    return checked(withCommand(std::move(line), parser.positionalArguments(), parser), parser);
}

std::vector<CommandWords> commandWords()
{
    std::vector<CommandWords> words;
    for (const KnownCommand& known : knownCommands) {
        words.push_back(
            {QLatin1String(known.word), QLatin1String(known.second),
             known.options.toString().split(QLatin1Char(' '), Qt::SkipEmptyParts)});
    }
    return words;
}

QStringList commonOptions()
{
    return {QStringLiteral("profile"), QStringLiteral("practice"), QStringLiteral("data-dir"), QStringLiteral("json"),
            QStringLiteral("verbose"), QStringLiteral("help"),     QStringLiteral("version")};
}

QStringList optionsWithValue()
{
    QStringList names;
    for (const QCommandLineOption& option : options()) {
        if (!option.valueName().isEmpty())
            names += option.names();
    }
    return names;
}

QString helpText()
{
    return CommandText::tr(
        "Usage: steward-cli [--profile NAME | --practice] [--data-dir DIR] [--json] [--verbose] COMMAND\n"
        "\n"
        "Commands:\n"
        "  doctor                        each store: reachable, credentials, rights; cause and cure\n"
        "  audit [--residue] [--memory] [--webhooks] [--all]\n"
        "                                read the three stores and name what disagrees; --all asks\n"
        "                                all three, and only then says what works\n"
        "  show NAME                     one instance in all three stores\n"
        "  create --organization UUID [--clinic UUID] [--name NAME] [--phone NUMBER] [--if-exists fail|reuse|replace]\n"
        "                                one instance for an organization that has none, proven in all three stores\n"
        "  create --from FILE.csv [--dry-run]\n"
        "                                one for each line: organization_id, clinic_id, name, phone\n"
        "  pair NAME [--phone NUMBER] [--timeout SECONDS]\n"
        "                                draws the code that the phone scans, until it is linked\n"
        "  plan delete NAME… [--with-residue] [--out FILE]\n"
        "  plan clean [--organization UUID]… [--keep NAME]… [--out FILE]\n"
        "  plan repair [--finding CODE]… [--webhooks] [NAME…] [--out FILE]\n"
        "                                shows what would be changed, and what is left and why; changes nothing\n"
        "  apply FILE                    applies a plan that plan --out has saved, as far as it still stands\n"
        "  delete NAME… [--with-residue] from all three stores, proven; the workers are told\n"
        "  clean [--organization UUID]… [--keep NAME]…\n"
        "                                each organization's duplicates down to the one that works\n"
        "  repair [--finding CODE]… [--webhooks] [NAME…]\n"
        "                                puts right what the audit found, or says who has to\n"
        "  repair NAME --organization UUID, repair NAME --use-phone\n"
        "                                it belongs to that organization; the phone that is linked is the right one\n"
        "  repair --row ID --set-name NAME, repair --row ID --remove\n"
        "                                the row names that instance; the row goes, where nothing of it is left\n"
        "  disable NAME…, enable NAME…   disconnected and out of use, and back; nothing is deleted\n"
        "  unlink NAME                   logs its phone out; instance and row stay\n"
        "  reset NAME                    deletes it and makes it again under the same name, to be paired anew\n"
        "  protect NAME…, unprotect NAME…\n"
        "                                no plan changes what is protected\n"
        "                                all of these take [--yes | --confirm TEXT | --dry-run]\n"
        "  guards [status]               what protects the database against duplicates, and what blocks it\n"
        "  guards sql                    the SQL of these guards, to read or to hand to the tables' owner\n"
        "  guards apply [--keep-execute ROLE]… [--yes | --confirm TEXT | --dry-run]\n"
        "                                makes those that are missing, after showing what changes\n"
        "  journal list                  what Steward did from this computer, and what is under way\n"
        "  journal resume                brings to its end what was interrupted\n"
        "  journal restore ID [--with-instance] [--yes | --confirm TEXT | --dry-run]\n"
        "                                the rows that an operation deleted, disabled and with new tokens; or "
        "enabled,\n"
        "                                each with a new instance, whose phone has to be linked anew\n"
        "  journal verify                is the journal whole? a missing or empty one is\n"
        "\n"
        "Without --profile or --practice the environment tells where the stores are:\n"
        "  STEWARD_EVOLUTION_URL, STEWARD_EVOLUTION_API_KEY, STEWARD_DATABASE_URL, STEWARD_REDIS_URL,\n"
        "  STEWARD_ENVIRONMENT, STEWARD_READ_ONLY, STEWARD_WEBHOOK_URL,\n"
        "  STEWARD_CA_FILE (authorities beside the system's), STEWARD_EVOLUTION_CA_FILE, STEWARD_DATABASE_CA_FILE,\n"
        "  STEWARD_REDIS_CA_FILE (in place of them, for one store), STEWARD_REDIS_CERT_FILE, STEWARD_REDIS_KEY_FILE,\n"
        "  STEWARD_DATABASE_OWNER_URL (guards only: the credentials of the tables' owner)\n"
        "\n"
        "With --verbose the details behind each error are written to stderr, without secrets.\n"
        "\n"
        "The journal is kept in the data directory; its commands need neither of these.\n"
        "\n"
        "Exit codes: 0 done, 1 an error, a store that was not read or a damaged journal,\n"
        "2 findings of warning or worse, a guard that is missing, or a plan that was not applied,\n"
        "3 something was written and not all of it is done, 4 refused before anything was written.\n");
}

} // namespace steward
