#include "cli/command_help.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/completion.h"
#include "cli/guards_command.h"
#include "cli/output.h"
#include "cli/restore_command.h"
#include "cli/terminal_text.h"
#include "cli/watch_command.h"
#include "local/data_directory.h"
#include "local/environment_settings.h"
#include "local/keychain_jobs.h"
#include "local/log.h"
#include "local/log_message_handler.h"
#include "local/managed_settings.h"
#include "local/practice_journal.h"
#include "local/profile_contexts.h"
#include "local/profile_store.h"
#include "local/system_console.h"
#include "local/system_keychain.h"
#include "local/system_memory.h"
#include "local/system_signals.h"
#include "local/system_threads.h"
#include "local/translations.h"
#include "stores/postgres/libpq_files.h"
#include "wording/value_titles.h"
#include "workflows/base/freed_memory.h"
#include "workflows/base/program_version.h"
#include "workflows/session/change_result.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>
#include <thread>

using namespace steward;

namespace {

struct MainText {
    Q_DECLARE_TR_FUNCTIONS(steward::CommandLine)
};

constexpr std::chrono::seconds keychainTime{20};
constexpr int narrowHelp = 100; ///< in files and pipes
constexpr int widestHelp = 120;
const auto manualWord = QStringLiteral("__manual"); ///< for those who make the packages

/// Whose files are read.
struct Places {
    DataDirectory directory;
    ManagedSettings managed;
};

Result<ResolvedProfile> resolve(
    const CommandLine& line, const Places& places, const EnvironmentSettings& environment, const std::stop_token& stop)
{
    if (line.profile.isEmpty())
        return environment.fromEnvironment();
    const Result<Profile> profile = ProfileStore(places.directory, places.managed).find(line.profile);
    if (!profile)
        return std::unexpected(profile.error());
    SystemKeychain keychain;
    return environment.withSecrets(*profile, keychain, CallContext::within(keychainTime, stop));
}

bool isAboutGuards(CommandName command)
{
    return command == CommandName::GuardsStatus || command == CommandName::GuardsSql ||
           command == CommandName::GuardsApply;
}

Result<ProfileContext> openStores(const CommandLine& line, const Places& places, Log& log, const std::stop_token& stop)
{
    if (line.practice) {
        PracticeJournal::forgetOld(places.directory);
        return practiceContext(places.directory);
    }
    // The doctor says it itself, beside what else there is.
    if (const Result<void> one = checkLibpqFiles(); !one && line.command != CommandName::Doctor)
        return std::unexpected(one.error());
    const EnvironmentSettings environment(QProcessEnvironment::systemEnvironment());
    Result<ResolvedProfile> resolved = resolve(line, places, environment, stop);
    if (resolved && isAboutGuards(line.command))
        resolved = environment.asDatabaseOwner(std::move(*resolved));
    if (!resolved)
        return std::unexpected(resolved.error());
    if (const auto settings = resolved->profile.toConnectionSettings(resolved->secrets, places.directory.path()))
        log.registerSecrets(*settings);
    return contextOfProfile(*resolved, places.directory, places.managed);
}

int runGuards(const CommandLine& line, const ProfileContext& profile, const Console& console)
{
    if (line.command == CommandName::GuardsStatus)
        return runGuardsStatus(profile, console);
    if (line.command == CommandName::GuardsSql)
        return runGuardsSql(console, profile.names);
    return runGuardsApply(profile, console, {line.keepExecute, line.consent});
}

int runWatching(
    const CommandLine& line, const ProfileContext& profile, const Console& console, const DataDirectory& directory)
{
    WatchOptions options = line.watch;
    options.pace.every = profile.readEvery;
    return runWatch(profile, console, options, directory);
}

int runCommand(
    const CommandLine& line, const ProfileContext& profile, const Console& console, const DataDirectory& directory)
{
    switch (line.command) {
    case CommandName::Doctor:
        return runDoctor(profile, console);
    case CommandName::Audit:
        return runAudit(profile, console, {line.residue, line.memory, line.webhooks, line.all});
    case CommandName::List:
        return runList(profile, console, line.names);
    case CommandName::Watch:
        return runWatching(line, profile, console, directory);
    case CommandName::Show:
        return runShow(profile, console, InstanceName::fromText(line.instanceName));
    case CommandName::GuardsStatus:
    case CommandName::GuardsSql:
    case CommandName::GuardsApply:
        return runGuards(line, profile, console);
    case CommandName::Create:
        return runCreate(profile, console, line.create);
    case CommandName::PlanDelete:
    case CommandName::PlanClean:
    case CommandName::PlanRepair:
        return runPlan(profile, console, line.plan);
    case CommandName::Apply:
    case CommandName::Delete:
    case CommandName::Clean:
    case CommandName::Repair:
    case CommandName::Disable:
    case CommandName::Enable:
    case CommandName::Protect:
    case CommandName::Unprotect:
    case CommandName::Unlink:
    case CommandName::Reset:
    case CommandName::SetWebhook:
    case CommandName::Restart:
        return runApply(profile, console, line.apply);
    case CommandName::JournalResume:
        return runJournalResume(profile, console);
    case CommandName::JournalRestore:
        return runRestore(profile, console, {line.instanceName, line.withInstance, line.consent});
    case CommandName::Pair:
        return runPair(profile, console, line.pair);
    case CommandName::Profiles:
    case CommandName::ProfilesExport:
    case CommandName::ProfilesImport:
    case CommandName::JournalList:
    case CommandName::JournalVerify:
    case CommandName::SupportBundle:
    case CommandName::Help:
    case CommandName::Version:
        break;
    }
    return 0;
}

/// What needs no stores; nothing for the other commands.
std::optional<int> runLocalCommand(const CommandLine& line, const Places& places, const Console& console)
{
    const DataDirectory& directory = places.directory;
    const ProfileStore profiles(directory, places.managed);
    if (line.command == CommandName::Profiles)
        return runProfiles(console, profiles);
    if (line.command == CommandName::ProfilesExport)
        return runProfilesExport(console, profiles, line.names, line.plan.outFile);
    if (line.command == CommandName::ProfilesImport)
        return runProfilesImport(console, profiles, line.instanceName);
    if (line.command == CommandName::SupportBundle)
        return runSupportBundle(console, directory);
    if (line.command != CommandName::JournalList && line.command != CommandName::JournalVerify)
        return {};
    const QString path = line.practice ? PracticeJournal::newest(directory) : directory.journalPath();
    return line.command == CommandName::JournalList ? runJournalList(console, path) : runJournalVerify(console, path);
}

/// Everything that reads or waits: on the worker thread.
int work(const CommandLine& line, const Places& places, Log& log, Console console)
{
    if (places.managed.trouble)
        log.error(QStringLiteral("Read what an administrator has set…"), *places.managed.trouble);
    if (const std::optional<int> code = runLocalCommand(line, places, console))
        return *code;
    Result<ProfileContext> profile = openStores(line, places, log, console.stop);
    if (!profile) {
        log.error(QStringLiteral("Open the stores…"), profile.error());
        return console.fail(profile.error());
    }
    if (line.profile.isEmpty())
        profile->protectInProfile = {}; // it is saved nowhere
    console.title = profile->isPractice ? profile->title
                                        : terminalText(profile->title) + QStringLiteral(" · ") +
                                              environmentTitle(profile->environment).toUpper();
    log.info(QStringLiteral("Run a command of the command line…"));
    const int code = runCommand(line, *profile, console, places.directory);
    // No other profile would help. Of a file that cannot be used it was said at the start.
    if (code == exitCodeOf(OperationOutcome::Refused) && places.managed.readOnly && !profile->isPractice &&
        !places.managed.trouble)
        console.printError(places.managed.readOnlySentence());
    return code;
}

Error noResult()
{
    return {
        ErrorKind::LocalFailure, MainText::tr("The command ended without a result."), QStringLiteral("no document")};
}

/// Help and version are documents too, where documents are wanted.
void tellAbout(const CommandLine& line, const Console& console)
{
    const bool isHelp = line.command == CommandName::Help;
    const int width = terminalWidth() > 0 ? std::min(terminalWidth(), widestHelp) : narrowHelp;
    const QString text = !isHelp                ? programVersion(QStringLiteral("steward-cli"), keychainVersion())
                         : line.names.isEmpty() ? helpText(width)
                                                : helpText(line.names, width);
    if (console.json) {
        console.printJson(
            {{QStringLiteral("version"), 1}, {isHelp ? QStringLiteral("help") : QStringLiteral("program"), text}});
    } else {
        console.out->write(text.toUtf8());
    }
}

int runOnWorker(
    QCoreApplication& application, const CommandLine& line, const Places& places, Log& log, Console& console)
{
    const Interruption interruption;
    console.stop = interruption.token();
    console.verbose = line.verbose;
    console.redact = [&log](const QString& text) { return log.redactor().redact(text); };
    int code = 1;
    std::thread worker([&] {
        code = work(line, places, log, console);
        QMetaObject::invokeMethod(&application, &QCoreApplication::quit, Qt::QueuedConnection);
    });
    QCoreApplication::exec();
    worker.join();
    return code;
}

int run(QCoreApplication& application, const ManagedSettings& managed, Console& console)
{
    const QStringList arguments = QCoreApplication::arguments().mid(1);
    if (arguments.value(0) == completionWord()) {
        for (const QString& word : completions(arguments.mid(1)))
            console.out->write(word.toUtf8() + '\n');
        return 0;
    }
    if (arguments == QStringList{manualWord}) {
        console.out->write(manualText().toUtf8());
        return 0;
    }
    console.json = CommandLine::wantsJson(arguments);
    const Result<CommandLine> line = CommandLine::parse(arguments);
    if (!line)
        return console.fail(line.error());
    console.tellsLines = line->command == CommandName::Watch;
    if (line->command == CommandName::Help || line->command == CommandName::Version) {
        tellAbout(*line, console);
        return 0;
    }
    const Result<DataDirectory> directory = DataDirectory::open(line->dataDirectory);
    if (!directory)
        return console.fail(directory.error());
    const Result<std::unique_ptr<Log>> log = Log::open(directory->logsPath());
    if (!log)
        return console.fail(log.error());
    const LogMessageHandler messages(**log);
    if (managed.trouble)
        console.printError(managed.trouble->sentence);
    return runOnWorker(application, *line, {*directory, managed}, **log, console);
}

} // namespace

int main(int argc, char** argv)
{
    keepThreadLocals();
    ignoreBrokenPipes();
    if (!takeLargePages())
        shareHeaps();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("steward"));
    QCoreApplication::setApplicationVersion(QStringLiteral(STEWARD_VERSION));
    installTranslations(application, languageAskedFor(QCoreApplication::arguments().mid(1)));
    const ManagedSettings managed = ManagedSettings::load();
    if (managed.language)
        installTranslations(application, *managed.language);
    const SystemConsole codePage;
    Output out;
    QFile err;
    if (!out.open(stdout, QIODevice::WriteOnly) || !err.open(stderr, QIODevice::WriteOnly | QIODevice::Unbuffered))
        return 1;
    Console console;
    console.out = &out;
    console.err = &err;
    const int code = run(application, managed, console);
    if (console.json && out.isEmpty() &&
        !(console.tellsLines && code == 0)) // CONTRACT: one document, whatever the code
        console.printJson(errorDocument(noResult()));
    return out.flushAll() ? code : 1;
}
