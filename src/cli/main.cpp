#include "cli/command_help.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/completion.h"
#include "cli/guards_command.h"
#include "cli/interruption.h"
#include "cli/output.h"
#include "cli/restore_command.h"
#include "cli/terminal_text.h"
#include "cli/watch_command.h"
#include "local/data_directory.h"
#include "local/environment_settings.h"
#include "local/keychain_jobs.h"
#include "local/log.h"
#include "local/log_message_handler.h"
#include "local/practice_journal.h"
#include "local/profile_store.h"
#include "local/store_set.h"
#include "local/system_keychain.h"
#include "local/translations.h"
#include "workflows/base/freed_memory.h"
#include "workflows/base/program_version.h"

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

Result<ResolvedProfile> resolve(
    const CommandLine& line, const DataDirectory& directory, const EnvironmentSettings& environment,
    const std::stop_token& stop)
{
    if (line.profile.isEmpty())
        return environment.fromEnvironment();
    const Result<Profile> profile = ProfileStore(directory).find(line.profile);
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

Result<StoreSet>
openStores(const CommandLine& line, const DataDirectory& directory, Log& log, const std::stop_token& stop)
{
    if (line.practice) {
        PracticeJournal::forgetOld(directory);
        return StoreSet::practice(directory);
    }
    const EnvironmentSettings environment(QProcessEnvironment::systemEnvironment());
    Result<ResolvedProfile> resolved = resolve(line, directory, environment, stop);
    if (resolved && isAboutGuards(line.command))
        resolved = environment.asDatabaseOwner(std::move(*resolved));
    if (!resolved)
        return std::unexpected(resolved.error());
    if (const auto settings = resolved->profile.toConnectionSettings(resolved->secrets, directory.path()))
        log.registerSecrets(*settings);
    return StoreSet::fromProfile(*resolved, directory);
}

int runGuards(const CommandLine& line, const StoreSet& set, const CommandContext& context)
{
    if (line.command == CommandName::GuardsStatus)
        return runGuardsStatus(context);
    if (line.command == CommandName::GuardsSql)
        return runGuardsSql(context, set.names);
    GuardsApplyRequest request;
    request.keepExecute = line.keepExecute;
    request.consent = line.consent;
    request.readOnly = set.readOnly;
    request.profileId = set.profileId;
    request.journalPath = set.journalPath;
    return runGuardsApply(context, request);
}

int runWatching(
    const CommandLine& line, const StoreSet& set, const CommandContext& context, const DataDirectory& directory)
{
    WatchOptions options = line.watch;
    options.pace.every = set.readEvery;
    return runWatch(context, options, directory);
}

int runCommand(
    const CommandLine& line, const StoreSet& set, const CommandContext& context, const DataDirectory& directory)
{
    switch (line.command) {
    case CommandName::Doctor:
        return runDoctor(context);
    case CommandName::Audit:
        return runAudit(context, {line.residue, line.memory, line.webhooks, line.all});
    case CommandName::List:
        return runList(context, line.names);
    case CommandName::Watch:
        return runWatching(line, set, context, directory);
    case CommandName::Show:
        return runShow(context, InstanceName::fromText(line.instanceName));
    case CommandName::GuardsStatus:
    case CommandName::GuardsSql:
    case CommandName::GuardsApply:
        return runGuards(line, set, context);
    case CommandName::Create:
        return runCreate(context, line.create);
    case CommandName::PlanDelete:
    case CommandName::PlanClean:
    case CommandName::PlanRepair:
        return runPlan(context, line.plan);
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
        return runApply(context, line.apply);
    case CommandName::JournalResume:
        return runJournalResume(context);
    case CommandName::JournalRestore:
        return runRestore(context, {line.instanceName, line.withInstance, line.consent});
    case CommandName::Pair:
        return runPair(context, line.pair);
    case CommandName::Profiles:
    case CommandName::JournalList:
    case CommandName::JournalVerify:
    case CommandName::Help:
    case CommandName::Version:
        break;
    }
    return 0;
}

/// What needs no stores; nothing for the other commands.
std::optional<int>
runLocalCommand(const CommandLine& line, const DataDirectory& directory, const CommandContext& context)
{
    if (line.command == CommandName::Profiles)
        return runProfiles(context, directory);
    if (line.command != CommandName::JournalList && line.command != CommandName::JournalVerify)
        return {};
    const QString path = line.practice ? PracticeJournal::newest(directory) : directory.journalPath();
    return line.command == CommandName::JournalList ? runJournalList(context, path) : runJournalVerify(context, path);
}

/// Everything that reads or waits: on the worker thread.
int work(const CommandLine& line, const DataDirectory& directory, Log& log, CommandContext context)
{
    if (const std::optional<int> code = runLocalCommand(line, directory, context))
        return *code;
    const Result<StoreSet> set = openStores(line, directory, log, context.stop);
    if (!set) {
        log.error(QStringLiteral("Open the stores…"), set.error());
        return context.fail(set.error());
    }
    context.stores = set->stores;
    context.settings = set->settings;
    context.workspace = {
        set->stores,      set->names,    set->settings,    set->profileId,
        set->journalPath, set->readOnly, set->environment, line.profile.isEmpty() ? nullptr : set->protectInProfile};
    context.workspaceTitle = set->isPractice ? set->title
                                             : terminalText(set->title) + QStringLiteral(" · ") +
                                                   environmentTitle(set->environment).toUpper();
    log.info(QStringLiteral("Run a command of the command line…"));
    return runCommand(line, *set, context, directory);
}

Error noResult()
{
    return {
        ErrorKind::LocalFailure, MainText::tr("The command ended without a result."), QStringLiteral("no document")};
}

/// Help and version are documents too, where documents are wanted.
void tellAbout(const CommandLine& line, const CommandContext& context)
{
    const bool isHelp = line.command == CommandName::Help;
    const int width = terminalWidth() > 0 ? std::min(terminalWidth(), widestHelp) : narrowHelp;
    const QString text = !isHelp                ? programVersion(QStringLiteral("steward-cli"), keychainVersion())
                         : line.names.isEmpty() ? helpText(width)
                                                : helpText(line.names, width);
    if (context.json) {
        context.printJson(
            {{QStringLiteral("version"), 1}, {isHelp ? QStringLiteral("help") : QStringLiteral("program"), text}});
    } else {
        context.out->write(text.toUtf8());
    }
}

int runOnWorker(
    QCoreApplication& application, const CommandLine& line, const DataDirectory& directory, Log& log,
    CommandContext& context)
{
    const Interruption interruption;
    context.stop = interruption.token();
    context.verbose = line.verbose;
    context.redact = [&log](const QString& text) { return log.redactor().redact(text); };
    int code = 1;
    std::thread worker([&] {
        code = work(line, directory, log, context);
        QMetaObject::invokeMethod(&application, &QCoreApplication::quit, Qt::QueuedConnection);
    });
    QCoreApplication::exec();
    worker.join();
    return code;
}

int run(QCoreApplication& application, CommandContext& context)
{
    const QStringList arguments = QCoreApplication::arguments().mid(1);
    if (arguments.value(0) == completionWord()) {
        for (const QString& word : completions(arguments.mid(1)))
            context.out->write(word.toUtf8() + '\n');
        return 0;
    }
    if (arguments == QStringList{manualWord}) {
        context.out->write(manualText().toUtf8());
        return 0;
    }
    context.json = CommandLine::wantsJson(arguments);
    const Result<CommandLine> line = CommandLine::parse(arguments);
    if (!line)
        return context.fail(line.error());
    context.tellsLines = line->command == CommandName::Watch;
    if (line->command == CommandName::Help || line->command == CommandName::Version) {
        tellAbout(*line, context);
        return 0;
    }
    const Result<DataDirectory> directory = DataDirectory::open(line->dataDirectory);
    if (!directory)
        return context.fail(directory.error());
    const Result<std::unique_ptr<Log>> log = Log::open(directory->logsPath());
    if (!log)
        return context.fail(log.error());
    const LogMessageHandler messages(**log);
    return runOnWorker(application, *line, *directory, **log, context);
}

} // namespace

int main(int argc, char** argv)
{
    shareHeaps();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("steward"));
    QCoreApplication::setApplicationVersion(QStringLiteral(STEWARD_VERSION));
    installTranslations(application);
    Output out;
    QFile err;
    if (!out.open(stdout, QIODevice::WriteOnly) || !err.open(stderr, QIODevice::WriteOnly | QIODevice::Unbuffered))
        return 1;
    CommandContext context;
    context.out = &out;
    context.err = &err;
    const int code = run(application, context);
    if (context.json && out.isEmpty() &&
        !(context.tellsLines && code == 0)) // CONTRACT: one document, whatever the code
        context.printJson(errorDocument(noResult()));
    return out.flushAll() ? code : 1;
}
