#include "cli/command_table.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct TableText {
    Q_DECLARE_TR_FUNCTIONS(steward::CommandTable)
};

using Options = std::vector<CommandOption>;

CommandOption flag(const char* name, const QString& summary)
{
    return {QLatin1String(name), {}, summary};
}

CommandOption option(const char* name, const char* value, const QString& summary)
{
    return {QLatin1String(name), QLatin1String(value), summary};
}

Options operator+(Options left, const Options& right)
{
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

/// How a person agrees to a plan (CONTRACT, "Agreeing to a plan").
Options consentOptions()
{
    return {
        flag("yes", TableText::tr("Do it without asking, where the plan asks for no text.")),
        option("confirm", "TEXT", TableText::tr("Do it without asking: the text that the plan asks for.")),
        flag("dry-run", TableText::tr("Show the plan and change nothing."))};
}

Options outOption()
{
    return {option("out", "FILE", TableText::tr("Save the plan there, for “apply”."))};
}

Options deletionOptions()
{
    return {flag("with-residue", TableText::tr("Also delete leftover keys of these names from the cache."))};
}

Options cleaningOptions()
{
    return {
        option("organization", "UUID", TableText::tr("Only this organization; may be given several times.")),
        option("keep", "NAME", TableText::tr("Keep this instance of its organization; may be given several times."))};
}

Options repairOptions()
{
    return {
        option("finding", "CODE", TableText::tr("Only this problem; may be given several times.")),
        flag("webhooks", TableText::tr("Also check and set the webhooks."))};
}

Options decisionOptions()
{
    return {
        option("organization", "UUID", TableText::tr("The instance belongs to this organization.")),
        flag("use-phone", TableText::tr("The phone that is linked is the right one.")),
        option("row", "ID", TableText::tr("The row that --set-name or --remove is about.")),
        option("set-name", "NAME", TableText::tr("The row is the one of this instance.")),
        flag("remove", TableText::tr("Remove the row, where nothing is left of what it names."))};
}

Options webhookOptions()
{
    return {
        option(
            "url", "ADDRESS",
            TableText::tr("Where the server sends messages, with {webhook_token} or {instance_name} in it; without "
                          "it the address stays.")),
        option(
            "event", "EVENT",
            TableText::tr("Send this event, and only those given; may be given several times. Without it the events "
                          "stay."))};
}

Options creationOptions()
{
    return {
        option("organization", "UUID", TableText::tr("The organization that the instance is for.")),
        option("clinic", "UUID", TableText::tr("Its clinic; otherwise its first active one.")),
        option("name", "NAME", TableText::tr("The instance's name; otherwise Steward makes one.")),
        option("phone", "NUMBER", TableText::tr("The number that will be paired, with country code.")),
        option(
            "if-exists", "WHAT",
            TableText::tr("What to do where the organization has an instance: fail, reuse or replace.")),
        option(
            "from", "FILE",
            TableText::tr("A CSV file with the columns organization (name or ID), clinic_id, name and phone: one "
                          "instance for each line."))};
}

using Table = std::vector<CommandSpec>;

void addReading(Table& table)
{
    table.push_back(
        {CommandName::Doctor,
         QStringLiteral("doctor"),
         Operands::None,
         {},
         TableText::tr("Checks each store: reachable, credentials, rights; with cause and cure."),
         {},
         {QStringLiteral("doctor"), QStringLiteral("--profile \"North region\" doctor")}});
    table.push_back(
        {CommandName::Audit,
         QStringLiteral("audit"),
         Operands::None,
         {},
         TableText::tr("Reads the three stores and says what disagrees, why, and what mends it."),
         {flag("residue", TableText::tr("Also look for leftover keys in the cache.")),
          flag("memory", TableText::tr("Also ask the server's memory for each instance.")),
          flag("webhooks", TableText::tr("Also ask for the webhook of each instance.")),
          flag("all", TableText::tr("All three. Only then is an instance called working."))},
         {QStringLiteral("audit --all"), QStringLiteral("--practice audit --json")}});
    table.push_back(
        {CommandName::List,
         QStringLiteral("list"),
         Operands::Any,
         QStringLiteral("QUERY"),
         TableText::tr("Lists the rows that match, one on a line: words in any order, digits of a phone, and state:, "
                       "organization:, phone:, problem:, since:>30d, store: as the window's filter takes them."),
         {},
         {QStringLiteral("list state:closed \"since:>30d\""), QStringLiteral("list sorriso problem:cache"),
          QStringLiteral("--json list store:no-cache")}});
    table.push_back(
        {CommandName::Show,
         QStringLiteral("show"),
         Operands::One,
         QStringLiteral("NAME"),
         TableText::tr("Shows one instance in all three stores. The end of its name, or the name or ID of its "
                       "organization, is enough where only one instance has it."),
         {},
         {QStringLiteral("show clinic-1498291a-4f27-5ad4-83b3-3da38894817c-1748349007331"),
          QStringLiteral("show 7331")}});
    table.push_back(
        {CommandName::Watch,
         QStringLiteral("watch"),
         Operands::None,
         {},
         TableText::tr("Reads again and again and tells each change once: an organization that is not connected any "
                       "more, a pairing that sticks, a new duplicate, a store that cannot be read. Ctrl+C ends it."),
         {option(
              "view", "NAME",
              TableText::tr(
                  "Only what this view shows: all, attention, connected, disconnected, pairing, protected, or "
                  "one that was saved in the window.")),
          option("exec", "PROGRAM", TableText::tr("Run it for each change, with the change on its standard input."))},
         {QStringLiteral("watch"), QStringLiteral("--json watch --view attention"),
          QStringLiteral("watch --exec ./tell-the-chat")}});
    // Before the word alone: the longer one is looked for first.
    table.push_back(
        {CommandName::ProfilesExport,
         QStringLiteral("profiles export"),
         Operands::Any,
         QStringLiteral("NAME"),
         TableText::tr("Writes profiles as a file for a team, all or those that are named, without secrets."),
         {option("out", "FILE", TableText::tr("Save them there instead of printing them."))},
         {QStringLiteral("profiles export --out team.steward-profile"),
          QStringLiteral("profiles export \"North region\" > managed.json")}});
    table.push_back(
        {CommandName::ProfilesImport,
         QStringLiteral("profiles import"),
         Operands::One,
         QStringLiteral("FILE"),
         TableText::tr("Takes over the profiles of a file that was exported. Those that are here already stay."),
         {},
         {QStringLiteral("profiles import team.steward-profile")}});
    table.push_back(
        {CommandName::Profiles,
         QStringLiteral("profiles"),
         Operands::None,
         {},
         TableText::tr("Lists the profiles that --profile takes."),
         {},
         {QStringLiteral("profiles")}});
}

void addCreating(Table& table)
{
    table.push_back(
        {CommandName::Create,
         QStringLiteral("create"),
         Operands::None,
         {},
         TableText::tr("Creates one instance for an organization that has none, and proves it in all three stores."),
         creationOptions() + consentOptions(),
         {QStringLiteral("create --organization 0b0e7a52-4c1d-4c0e-9f43-7f3f2d0c9a11 --phone \"+55 11 91234-5678\""),
          QStringLiteral("create --from clinics.csv --dry-run")}});
    table.push_back(
        {CommandName::Pair,
         QStringLiteral("pair"),
         Operands::One,
         QStringLiteral("NAME"),
         TableText::tr("Shows the code that the phone scans, until the phone is linked."),
         {option("phone", "NUMBER", TableText::tr("Show characters to type on the phone of this number instead.")),
          option("timeout", "SECONDS", TableText::tr("How long to wait for the phone."))},
         {QStringLiteral("pair clinic-1498291a-4f27-5ad4-83b3-3da38894817c-1748349007331")}});
}

void addPlans(Table& table)
{
    table.push_back(
        {CommandName::PlanDelete,
         QStringLiteral("plan delete"),
         Operands::AtLeastOne,
         QStringLiteral("NAME"),
         TableText::tr("Shows what deleting these instances would change. Changes nothing."),
         deletionOptions() + outOption(),
         {QStringLiteral("plan delete NAME --out plan.json")},
         PlanKind::Delete});
    table.push_back(
        {CommandName::PlanClean,
         QStringLiteral("plan clean"),
         Operands::None,
         {},
         TableText::tr("Shows which duplicates would be deleted and which instance is kept. Changes nothing."),
         cleaningOptions() + outOption(),
         {QStringLiteral("plan clean --out plan.json")},
         PlanKind::Clean});
    table.push_back(
        {CommandName::PlanRepair,
         QStringLiteral("plan repair"),
         Operands::Any,
         QStringLiteral("NAME"),
         TableText::tr("Shows which problems would be repaired and how. Changes nothing."),
         repairOptions() + outOption(),
         {QStringLiteral("plan repair --finding cold-cache --webhooks")},
         PlanKind::Repair});
    table.push_back(
        {CommandName::Apply,
         QStringLiteral("apply"),
         Operands::One,
         QStringLiteral("FILE"),
         TableText::tr("Does what a saved plan shows, as far as it still holds."),
         consentOptions(),
         {QStringLiteral("apply plan.json"), QStringLiteral("apply plan.json --confirm 5")}});
}

void addChanging(Table& table)
{
    const auto add = [&table](
                         CommandName name, PlanKind plan, const char* words, Operands operands, const QString& summary,
                         const Options& own, const char* example) {
        table.push_back(
            {name,
             QLatin1String(words),
             operands,
             operands == Operands::None ? QString() : QStringLiteral("NAME"),
             summary,
             own + consentOptions(),
             {QLatin1String(example)},
             plan});
    };
    add(CommandName::Delete, PlanKind::Delete, "delete", Operands::AtLeastOne,
        TableText::tr("Deletes instances from all three stores, proves it and notifies the workers."),
        deletionOptions(), "delete NAME --dry-run");
    add(CommandName::Clean, PlanKind::Clean, "clean", Operands::None,
        TableText::tr("Deletes each organization's duplicates and keeps the instance that works."), cleaningOptions(),
        "clean --dry-run");
    add(CommandName::Repair, PlanKind::Repair, "repair", Operands::Any,
        TableText::tr("Repairs what the audit found, or says who has to."), repairOptions() + decisionOptions(),
        "repair --webhooks");
    add(CommandName::Disable, PlanKind::Disable, "disable", Operands::AtLeastOne,
        TableText::tr("Logs the phone out and switches the row off. Nothing is deleted."), {}, "disable NAME");
    add(CommandName::Enable, PlanKind::Enable, "enable", Operands::AtLeastOne,
        TableText::tr("Switches the row on again, with a new instance where there is none."), {}, "enable NAME");
    add(CommandName::Unlink, PlanKind::Unlink, "unlink", Operands::One,
        TableText::tr("Logs the phone out. Instance and row stay."), {}, "unlink NAME");
    add(CommandName::Reset, PlanKind::ResetPairing, "reset", Operands::One,
        TableText::tr("Deletes the instance and creates it again under the same name. Its phone has to be paired "
                      "again."),
        {}, "reset NAME");
    add(CommandName::SetWebhook, PlanKind::SetWebhook, "set-webhook", Operands::AtLeastOne,
        TableText::tr("Sets the address and the events of the instances' webhooks."), webhookOptions(),
        "set-webhook NAME --url \"https://hooks.example.org/{webhook_token}\"");
    add(CommandName::Restart, PlanKind::Restart, "restart", Operands::AtLeastOne,
        TableText::tr("Restarts connected instances. The connection drops for a moment."), {}, "restart NAME");
    add(CommandName::Protect, PlanKind::Protect, "protect", Operands::AtLeastOne,
        TableText::tr("Protects instances: no plan changes them."), {}, "protect NAME");
    add(CommandName::Unprotect, PlanKind::Unprotect, "unprotect", Operands::AtLeastOne,
        TableText::tr("Removes the protection again."), {}, "unprotect NAME");
}

void addGuards(Table& table)
{
    table.push_back(
        {CommandName::GuardsStatus,
         QStringLiteral("guards status"),
         Operands::None,
         {},
         TableText::tr("Shows what protects the database against duplicates, and what prevents it."),
         {},
         {QStringLiteral("guards status")}});
    table.push_back(
        {CommandName::GuardsSql,
         QStringLiteral("guards sql"),
         Operands::None,
         {},
         TableText::tr("Prints the SQL of the guards, to read it or to hand it to the tables' owner."),
         {},
         {QStringLiteral("guards sql > guards.sql")}});
    table.push_back(
        {CommandName::GuardsApply,
         QStringLiteral("guards apply"),
         Operands::None,
         {},
         TableText::tr("Adds the guards that are missing, after showing what changes."),
         Options{option(
             "keep-execute", "ROLE",
             TableText::tr("This role may still call the functions; may be given several times."))} +
             consentOptions(),
         {QStringLiteral("guards apply --dry-run")}});
}

void addJournal(Table& table)
{
    table.push_back(
        {CommandName::JournalList,
         QStringLiteral("journal list"),
         Operands::None,
         {},
         TableText::tr("Lists what Steward did from this computer, and what is under way."),
         {},
         {QStringLiteral("journal list")}});
    table.push_back(
        {CommandName::JournalResume,
         QStringLiteral("journal resume"),
         Operands::None,
         {},
         TableText::tr("Finishes what was interrupted, as far as it still holds."),
         {},
         {QStringLiteral("journal resume")}});
    table.push_back(
        {CommandName::JournalRestore,
         QStringLiteral("journal restore"),
         Operands::One,
         QStringLiteral("ID"),
         TableText::tr("Brings back the rows that an operation deleted: switched off and with new tokens."),
         Options{flag(
             "with-instance",
             TableText::tr("Switched on instead, each with a new instance. Its phone has to be paired again."))} +
             consentOptions(),
         {QStringLiteral("journal restore 3f0c2a9e-5d7b-4b55-9a53-0f6a2b1c7d11 --dry-run")}});
    table.push_back(
        {CommandName::JournalVerify,
         QStringLiteral("journal verify"),
         Operands::None,
         {},
         TableText::tr("Checks that the journal is complete and unchanged."),
         {},
         {QStringLiteral("journal verify")}});
}

} // namespace

bool CommandSpec::hasOption(const QString& option) const
{
    return std::ranges::any_of(options, [&option](const CommandOption& own) { return own.name == option; });
}

QString CommandSpec::usage() const
{
    QString text = words;
    switch (operands) {
    case Operands::None:
        break;
    case Operands::One:
        text += QLatin1Char(' ') + operand;
        break;
    case Operands::AtLeastOne:
        text += QLatin1Char(' ') + operand + QStringLiteral("…");
        break;
    case Operands::Any:
        text += QStringLiteral(" [") + operand + QStringLiteral("…]");
        break;
    }
    for (const CommandOption& own : options) {
        text += QStringLiteral(" [--") + own.name;
        if (!own.value.isEmpty())
            text += QLatin1Char(' ') + own.value;
        text += QLatin1Char(']');
    }
    return text;
}

std::vector<CommandSpec> commandTable()
{
    Table table;
    addReading(table);
    addCreating(table);
    addPlans(table);
    addChanging(table);
    addGuards(table);
    addJournal(table);
    table.push_back(
        {CommandName::SupportBundle,
         QStringLiteral("support-bundle"),
         Operands::None,
         {},
         TableText::tr("Prints what whoever helps has to know: versions, settings, journal and log, without a secret."),
         {},
         {QStringLiteral("support-bundle > support.txt")}});
    table.push_back(
        {CommandName::Help,
         QStringLiteral("help"),
         Operands::Any,
         QStringLiteral("COMMAND"),
         TableText::tr("Explains a command, with examples."),
         {},
         {QStringLiteral("help repair")}});
    return table;
}

std::vector<CommandOption> commonOptions()
{
    return {
        option("profile", "NAME", TableText::tr("The profile whose stores are meant, by name or ID.")),
        flag("practice", TableText::tr("The practice stores, which need no server.")),
        option("data-dir", "DIR", TableText::tr("Where profiles, journal and log are kept.")),
        option(
            "lang", "LANGUAGE",
            TableText::tr("Speak en, pt_BR or es. Otherwise what STEWARD_LANG says, or the system (LANG).")),
        flag("json", TableText::tr("Print one JSON document.")),
        flag("verbose", TableText::tr("Write the details behind each error to stderr, without secrets.")),
        flag("help", TableText::tr("Explain the command.")),
        flag("version", TableText::tr("Tell the versions of the program and its libraries."))};
}

std::vector<CommandOption> allOptions()
{
    Options all = commonOptions();
    for (const CommandSpec& command : commandTable()) {
        for (const CommandOption& own : command.options) {
            if (!std::ranges::any_of(all, [&own](const CommandOption& other) { return other.name == own.name; }))
                all.push_back(own);
        }
    }
    return all;
}

} // namespace steward
