#include "cli/create_command.h"

#include "cli/apply_command.h"
#include "cli/rest_command.h"
#include "cli/terminal_text.h"
#include "domain/shell_word.h"
#include "workflows/base/pause_control.h"
#include "workflows/creation/creation.h"
#include "workflows/creation/creation_file.h"
#include "workflows/creation/replacing.h"
#include "workflows/session/session.h"

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
    explicit PrintedSteps(const Console& console)
        : m_console(console)
    {
    }

    void stepsKnown(const QStringList& titles) override { m_titles = titles; }
    void stepChanged(int step, StepState state, const QString& note) override
    {
        if (m_console.json)
            return;
        const QString title = m_titles.value(step);
        if (state == StepState::Done)
            m_console.print(QStringLiteral("  ✓ ") + title);
        else if (state == StepState::Failed)
            m_console.print(QStringLiteral("  ✗ ") + title);
        if (state == StepState::Done && !note.isEmpty()) // why it failed is the error
            m_console.print(QStringLiteral("      → ") + terminalText(note));
    }

private:
    const Console& m_console;
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

template<class Id>
Result<Id> idFrom(const QString& text, const QString& option)
{
    const Id id = Id::fromString(text.trimmed());
    if (!id.isNull())
        return id;
    //: %1 is an option such as --organization
    return std::unexpected(
        refusedOption(CreateText::tr("%1 takes an ID such as 4e8d0f6a-1c2b-4d3e-9f10-112233445566.").arg(option)));
}

Result<CreationRequest> requestFrom(const ProfileContext& profile, const CreateOptions& options)
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
        return std::unexpected(refusedOption(*trouble));
    request.expectedPhone = PhoneNumber::fromText(options.phone);
    request.name = options.name.isEmpty()
                       ? defaultInstanceName(profile.names.instanceNameTemplate, request.organizationId, now())
                       : InstanceName::fromText(options.name);
    if (const auto trouble = validateName(request.name))
        return std::unexpected(refusedOption(*trouble));
    return request;
}

void printConflict(const Console& console, const CreationCheck& check)
{
    if (check.standing.size() < 2) // the one is the error
        return;
    for (const Conflict& standing : check.standing)
        console.print(QStringLiteral("  ▲ ") + terminalText(standing.because));
}

/// What does not stop it and is good to know, for each line of a file too.
void tellNotices(const Console& console, const CreationCheck& check, const QString& indent)
{
    for (const QString& notice : check.notices) {
        if (console.json) // the document has no place for them
            console.printError(terminalText(notice));
        else
            console.print(indent + terminalText(notice));
    }
}

void complainAbout(const Console& console, const CreationResult& result)
{
    if (result.error)
        console.printError(*result.error);
    for (const QString& warning : result.warnings)
        console.printError(terminalText(warning));
    if (console.json)
        tellNotices(console, result.check, {});
}

} // namespace

void printCreation(const Console& console, const CreationResult& result)
{
    const ChangeItem& item = result.items.front();
    const QString name = terminalText(item.instanceName.text());
    if (result.outcome == OperationOutcome::Done) {
        const bool isReused = item.server == StoreOutcome::Kept;
        //: %1 is an instance's name
        console.print(
            isReused ? CreateText::tr("%1 is already there, in all three stores.").arg(name)
                     //: %1 is an instance's name
                     : CreateText::tr("Created %1. All three stores have it.").arg(name));
    } else {
        printConflict(console, result.check);
    }
    for (const QString& undone : result.undone)
        console.print(QStringLiteral("  − ") + terminalText(undone));
    for (const QString& left : result.left)
        console.print(QStringLiteral("  ! ") + terminalText(left));
    tellNotices(console, result.check, QStringLiteral("  "));
}

int tellCreation(const Console& console, const CreationResult& given)
{
    CreationResult result = given;
    nameTheRest(result, QStringLiteral("show ") + shellWord(result.items.front().instanceName.text()));
    if (console.json)
        console.printJson(changeResultJson(result));
    else
        printCreation(console, result);
    complainAbout(console, result);
    return result.exitCode();
}

CreationResult createPrinting(const Console& console, const Session& session, const CreationRequest& request)
{
    PrintedSteps steps(console);
    return Creation(session).create(request, steps, {QDeadlineTimer(QDeadlineTimer::Forever), console.stop});
}

ReplacingResult replacePrinting(
    const Console& console, const Session& session, const AgreedPlan& agreed, const CreationRequest& request)
{
    PrintedItems items(console);
    PrintedSteps steps(console);
    const PauseControl pauseControl;
    const CallContext limits{QDeadlineTimer(QDeadlineTimer::Forever), console.stop};
    return Replacing(session).replace(agreed, request, items, steps, pauseControl, limits);
}

namespace {

int createOne(const ProfileContext& profile, const Console& console, const CreateOptions& options)
{
    const auto request = requestFrom(profile, options);
    if (!request)
        return console.fail(request.error());
    const auto session = options.consent.dryRun ? Session::reading(profile) : Session::open(profile);
    if (!session)
        return tellCreation(console, refused(*request, session.error()));
    if (options.replace)
        return replaceAndCreate(console, *session, *request, options.consent);
    if (!options.reuse)
        return tellCreation(console, createPrinting(console, *session, *request));
    PrintedSteps steps(console);
    const CallContext limits{QDeadlineTimer(QDeadlineTimer::Forever), console.stop};
    return tellCreation(console, Creation(*session).createOrReuse(*request, steps, limits));
}

/// A line that cannot be: its sentence says which.
CreationResult refusedLine(const Error& error)
{
    return refused({}, error);
}

int dryRun(const ProfileContext& profile, const Console& console, const std::vector<Result<CreationRequest>>& lines)
{
    std::vector<CreationRequest> requests;
    for (const auto& line : lines) {
        if (line)
            requests.push_back(*line);
    }
    Creation creation(Session::reading(profile));
    const auto checks = creation.checkAll(requests, {QDeadlineTimer(QDeadlineTimer::Forever), console.stop});
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
        if (!console.json) {
            console.print(QStringLiteral("  %1 %2").arg(
                because.isEmpty() ? QStringLiteral("+") : QStringLiteral("✗"),
                terminalText(because.isEmpty() ? name : because)));
        }
        if (check && because.isEmpty())
            tellNotices(console, *check, QStringLiteral("      → "));
    }
    if (console.json) {
        console.printJson(
            {{QStringLiteral("version"), 1},
             {QStringLiteral("operation"), QStringLiteral("create")},
             {QStringLiteral("dry_run"), true},
             {QStringLiteral("items"), items}});
    } else {
        //: %n is how many instances would be created
        console.print(CreateText::tr("%n instance(s) would be created.", nullptr, green));
    }
    if (green > 0)
        return 2;
    return lines.empty() ? 0 : 4;
}

int createAll(
    const ProfileContext& profile, const Console& console, const std::vector<Result<CreationRequest>>& lines,
    const QString& file)
{
    const auto session = Session::open(profile);
    if (!session)
        return console.fail(session.error(), exitCodeOf(OperationOutcome::Refused));
    Creation creation(*session);
    const CallContext limits{QDeadlineTimer(QDeadlineTimer::Forever), console.stop};
    std::vector<CreationResult> results;
    std::optional<Error> end; // of the run
    for (const auto& line : lines) {
        PrintedSteps steps(console);
        if (line && !console.json)
            console.print(terminalText(line->name.text()));
        results.push_back(
            !line              ? refusedLine(line.error())
            : end              ? refused(*line, notStartedError(*end))
            : limits.stopped() ? refused(*line, stoppedError())
                               : creation.create(*line, steps, limits));
        if (!end && endsRun(results.back()))
            end = results.back().error;
        if (!console.json)
            printCreation(console, results.back());
        complainAbout(console, results.back());
    }
    ChangeResult combined = creationsTogether(results);
    nameTheRestOfFile(combined, QStringLiteral("create --from ") + shellWord(file));
    if (console.json)
        console.printJson(changeResultJson(combined));
    if (combined.error)
        console.printError(*combined.error);
    return combined.exitCode();
}

int runCreateFromFile(const ProfileContext& profile, const Console& console, const CreateOptions& options)
{
    const CallContext limits{QDeadlineTimer(QDeadlineTimer::Forever), console.stop};
    bool isUnread = false; // a store, not the file: nothing may be created on its account
    const auto organizations = [&, list = listingOrganizations(*profile.stores, limits)] {
        const auto listed = list();
        isUnread = !listed && listed.error().kind != ErrorKind::InvalidSettings;
        return listed;
    };
    const auto lines =
        readCreationFile(options.file, profile.names.instanceNameTemplate, now(), organizations, console.stop);
    if (!lines)
        return console.fail(lines.error(), isUnread ? 4 : 1);
    return options.consent.dryRun ? dryRun(profile, console, *lines)
                                  : createAll(profile, console, *lines, options.file);
}

} // namespace

int runCreate(const ProfileContext& profile, const Console& console, const CreateOptions& options)
{
    if (options.file.isEmpty())
        return createOne(profile, console, options);
    return runCreateFromFile(profile, console, options);
}

} // namespace steward
