#include "cli/create_command.h"

#include "cli/rest_command.h"
#include "cli/terminal_text.h"
#include "domain/shell_word.h"
#include "workflows/base/pause_control.h"
#include "workflows/creation/creation.h"
#include "workflows/creation/creation_file.h"
#include "workflows/creation/replacing.h"
#include "workflows/session/workspace_session.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace steward {
namespace {

struct CreateText {
    Q_DECLARE_TR_FUNCTIONS(steward::CreateCommand)
};

/// Prints each step as it ends.
class PrintedSteps final : public WorkflowObserver {
public:
    explicit PrintedSteps(const CommandContext& context)
        : m_context(context)
    {
    }

    void stepsKnown(const QStringList& titles) override { m_titles = titles; }
    void stepChanged(int step, StepState state, const QString& note) override
    {
        if (m_context.json)
            return;
        const QString title = m_titles.value(step);
        if (state == StepState::Done)
            m_context.print(QStringLiteral("  ✓ ") + title);
        else if (state == StepState::Failed)
            m_context.print(QStringLiteral("  ✗ ") + title);
        if (state == StepState::Done && !note.isEmpty()) // why it failed is the error
            m_context.print(QStringLiteral("      → ") + terminalText(note));
    }

private:
    const CommandContext& m_context;
    QStringList m_titles;
};

Timestamp now()
{
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

CreationResult refused(const CreationRequest& request, const Error& error)
{
    CreationResult result;
    result.operation = QStringLiteral("create");
    result.items.push_back({.instanceName = request.name, .organizationId = request.organizationId, .error = error});
    result.error = error;
    return result;
}

Error invalid(const QString& sentence)
{
    return {ErrorKind::InvalidSettings, sentence, QStringLiteral("option refused")};
}

template<class Id>
Result<Id> idFrom(const QString& text, const QString& option)
{
    const Id id = Id::fromString(text.trimmed());
    if (!id.isNull())
        return id;
    //: %1 is an option such as --organization
    return std::unexpected(
        invalid(CreateText::tr("%1 takes an ID such as 4e8d0f6a-1c2b-4d3e-9f10-112233445566.").arg(option)));
}

Result<CreationRequest> requestFrom(const CommandContext& context, const CreateOptions& options)
{
    CreationRequest request;
    const auto organization = idFrom<OrganizationId>(options.organization, QStringLiteral("--organization"));
    if (!organization)
        return std::unexpected(organization.error());
    request.organizationId = *organization;
    if (!options.clinic.isEmpty()) {
        const auto clinic = idFrom<ClinicId>(options.clinic, QStringLiteral("--clinic"));
        if (!clinic)
            return std::unexpected(clinic.error());
        request.clinicId = *clinic;
    }
    if (const auto trouble = validatePhone(options.phone))
        return std::unexpected(invalid(*trouble));
    request.expectedPhone = PhoneNumber::fromText(options.phone);
    request.name =
        options.name.isEmpty()
            ? defaultInstanceName(context.workspace.names.instanceNameTemplate, request.organizationId, now())
            : InstanceName::fromText(options.name);
    if (const auto trouble = validateName(request.name))
        return std::unexpected(invalid(*trouble));
    return request;
}

void printConflict(const CommandContext& context, const CreationCheck& check)
{
    if (check.standing.size() < 2) // the one is the error
        return;
    for (const Conflict& standing : check.standing)
        context.print(QStringLiteral("  ▲ ") + terminalText(standing.because));
}

void complainAbout(const CommandContext& context, const CreationResult& result)
{
    if (result.error)
        context.printError(*result.error);
    for (const QString& warning : result.warnings)
        context.printError(terminalText(warning));
    if (context.json) { // the document has no place for them
        for (const QString& notice : result.check.notices)
            context.printError(terminalText(notice));
    }
}

} // namespace

void printCreation(const CommandContext& context, const CreationResult& result)
{
    const ChangeItem& item = result.items.front();
    const QString name = terminalText(item.instanceName.text());
    if (result.outcome == OperationOutcome::Done) {
        const bool isReused = item.server == StoreOutcome::Kept;
        //: %1 is an instance's name
        context.print(
            isReused ? CreateText::tr("%1 is already there, in all three stores.").arg(name)
                     //: %1 is an instance's name
                     : CreateText::tr("Created %1. All three stores have it.").arg(name));
    } else {
        printConflict(context, result.check);
    }
    for (const QString& undone : result.undone)
        context.print(QStringLiteral("  − ") + terminalText(undone));
    for (const QString& left : result.left)
        context.print(QStringLiteral("  ! ") + terminalText(left));
    for (const QString& notice : result.check.notices)
        context.print(QStringLiteral("  ") + terminalText(notice));
}

int tellCreation(const CommandContext& context, const CreationResult& given)
{
    CreationResult result = given;
    nameTheRest(result, QStringLiteral("show ") + shellWord(result.items.front().instanceName.text()));
    if (context.json)
        context.printJson(changeResultJson(result));
    else
        printCreation(context, result);
    complainAbout(context, result);
    return result.exitCode();
}

CreationResult
createPrinting(const CommandContext& context, const WorkspaceSession& session, const CreationRequest& request)
{
    PrintedSteps steps(context);
    return Creation(session.access()).create(request, steps, {QDeadlineTimer(QDeadlineTimer::Forever), context.stop});
}

ReplacingResult replacePrinting(
    const CommandContext& context, const WorkspaceSession& session, const AgreedPlan& agreed,
    const CreationRequest& request)
{
    PrintedItems items(context);
    PrintedSteps steps(context);
    const PauseControl pauseControl;
    const CallContext limits{QDeadlineTimer(QDeadlineTimer::Forever), context.stop};
    return Replacing(session.access()).replace(agreed, request, items, steps, pauseControl, limits);
}

namespace {

int createOne(const CommandContext& context, const CreateOptions& options)
{
    const auto request = requestFrom(context, options);
    if (!request)
        return context.fail(request.error());
    WorkspaceParts parts = context.workspace;
    if (options.consent.dryRun)
        parts.journalPath.clear();
    const auto session = WorkspaceSession::open(parts);
    if (!session)
        return tellCreation(context, refused(*request, session.error()));
    if (options.replace)
        return replaceAndCreate(context, **session, *request, options.consent);
    if (!options.reuse)
        return tellCreation(context, createPrinting(context, **session, *request));
    PrintedSteps steps(context);
    const CallContext limits{QDeadlineTimer(QDeadlineTimer::Forever), context.stop};
    return tellCreation(context, Creation((*session)->access()).createOrReuse(*request, steps, limits));
}

/// A line that cannot be: its sentence says which.
CreationResult refusedLine(const Error& error)
{
    return refused({}, error);
}

int dryRun(const CommandContext& context, const std::vector<Result<CreationRequest>>& lines)
{
    std::vector<CreationRequest> requests;
    for (const auto& line : lines) {
        if (line)
            requests.push_back(*line);
    }
    WorkspaceParts readOnlyParts = context.workspace;
    readOnlyParts.journalPath.clear(); // nothing is written, so nothing is recorded
    const auto session = WorkspaceSession::open(readOnlyParts);
    if (!session)
        return context.fail(session.error());
    Creation creation((*session)->access());
    const auto checks = creation.checkAll(requests, {QDeadlineTimer(QDeadlineTimer::Forever), context.stop});
    QJsonArray items;
    size_t place = 0;
    int green = 0;
    for (const auto& line : lines) {
        const CreationCheck* check = line ? &checks.at(place++) : nullptr;
        QString because = line ? QString() : line.error().sentence;
        if (check && check->refusal)
            because = check->refusal->sentence;
        else if (check && !check->standing.empty())
            because = check->standing.front().because;
        green += because.isEmpty() ? 1 : 0;
        const QString name = line ? line->name.text() : QString();
        const QString organization = line ? line->organizationId.toString() : QString();
        items.append(QJsonObject{
            {QStringLiteral("instance_name"), name},
            {QStringLiteral("organization_id"), organization},
            {QStringLiteral("would_create"), because.isEmpty()},
            {QStringLiteral("because"), because.isEmpty() ? QJsonValue() : QJsonValue(because)}});
        if (!context.json) {
            context.print(QStringLiteral("  %1 %2").arg(
                because.isEmpty() ? QStringLiteral("+") : QStringLiteral("✗"),
                terminalText(because.isEmpty() ? name : because)));
        }
    }
    if (context.json) {
        context.printJson(
            {{QStringLiteral("version"), 1},
             {QStringLiteral("operation"), QStringLiteral("create")},
             {QStringLiteral("dry_run"), true},
             {QStringLiteral("items"), items}});
    } else {
        //: %n is how many instances would be created
        context.print(CreateText::tr("%n instance(s) would be created.", nullptr, green));
    }
    if (green > 0)
        return 2;
    return lines.empty() ? 0 : 4;
}

int createAll(const CommandContext& context, const std::vector<Result<CreationRequest>>& lines, const QString& file)
{
    const auto session = WorkspaceSession::open(context.workspace);
    if (!session)
        return context.fail(session.error(), exitCodeOf(OperationOutcome::Refused));
    Creation creation((*session)->access());
    const CallContext limits{QDeadlineTimer(QDeadlineTimer::Forever), context.stop};
    std::vector<CreationResult> results;
    std::optional<Error> end; // of the run
    for (const auto& line : lines) {
        PrintedSteps steps(context);
        if (line && !context.json)
            context.print(terminalText(line->name.text()));
        results.push_back(
            !line              ? refusedLine(line.error())
            : end              ? refused(*line, notBegunError(*end))
            : limits.stopped() ? refused(*line, stoppedError())
                               : creation.create(*line, steps, limits));
        if (!end && endsRun(results.back()))
            end = results.back().error;
        if (!context.json)
            printCreation(context, results.back());
        complainAbout(context, results.back());
    }
    ChangeResult together = creationsTogether(results);
    nameTheRest(together, QStringLiteral("create --from ") + shellWord(file));
    if (context.json)
        context.printJson(changeResultJson(together));
    if (together.error)
        context.printError(*together.error);
    return together.exitCode();
}

int runCreateFromFile(const CommandContext& context, const CreateOptions& options)
{
    const auto lines =
        readCreationFile(options.file, context.workspace.names.instanceNameTemplate, now(), context.stop);
    if (!lines)
        return context.fail(lines.error());
    return options.consent.dryRun ? dryRun(context, *lines) : createAll(context, *lines, options.file);
}

} // namespace

int runCreate(const CommandContext& context, const CreateOptions& options)
{
    if (options.file.isEmpty())
        return createOne(context, options);
    return runCreateFromFile(context, options);
}

} // namespace steward
