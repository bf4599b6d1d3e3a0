#include "workflows/guards/guards_apply.h"

#include "domain/word_table.h"
#include "workflows/base/csv_line.h"
#include "workflows/guards/guards_json.h"
#include "workflows/journal/journal.h"
#include "workflows/journal/workflow_run.h"
#include "workflows/session/change_result.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace steward {
namespace {

struct ApplyText {
    Q_DECLARE_TR_FUNCTIONS(steward::GuardsApply)
};

using Outcome = GuardsItem::Outcome;

Error unusableRole(const QString& role, const QString& sentence)
{
    return {ErrorKind::InvalidSettings, sentence.arg(role), QStringLiteral("role refused")};
}

std::optional<Error> troubleWith(const QStringList& chosen, const GuardsReport& report)
{
    for (const QString& role : chosen) {
        if (isVisitorRole(role)) {
            //: %1 is a role of the database
            const QString sentence = ApplyText::tr("Everybody can use the role %1, so it must not call the save "
                                                   "function. Choose the role of the backend.");
            return unusableRole(role, sentence);
        }
        if (report.unknownRoles.contains(role)) {
            //: %1 is a role of the database
            return unusableRole(role, ApplyText::tr("The database has no role %1. Check the spelling."));
        }
    }
    return {};
}

/// Somebody would lose EXECUTE of whom the plan did not tell.
bool losesMore(const GuardsPlan& plan, const GuardsReport& now)
{
    return std::any_of(now.losesExecute.begin(), now.losesExecute.end(), [&plan](const QString& role) {
        return !plan.report.losesExecute.contains(role);
    });
}

JournalStep stepFor(GuardPart part, const GuardsPlan& plan, const GuardsReport& now)
{
    JournalStep step{JournalAction::MakeGuard, guardPartWord(part)};
    step.before.add(QStringLiteral("state"), guardStateWord(now.status(part).state));
    step.before.add(QStringLiteral("database"), now.database).add(QStringLiteral("role"), now.role);
    if (part == GuardPart::SaveFunction) {
        step.before.add(QStringLiteral("everybody_may_execute"), now.everybodyMayExecute);
        step.before.add(QStringLiteral("loses_execute"), now.losesExecute);
        step.before.add(QStringLiteral("keeps_execute"), plan.keepExecute);
    }
    return step;
}

std::vector<JournalStep> stepsOf(const GuardsPlan& plan, const GuardsReport& now)
{
    std::vector<JournalStep> steps;
    steps.reserve(plan.missing.size());
    for (const GuardPart part : plan.missing)
        steps.push_back(stepFor(part, plan, now));
    return steps;
}

StepOutcome stepOutcome(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Written:
        return StepOutcome::Done;
    case Outcome::Kept:
        return StepOutcome::Unchanged;
    case Outcome::Failed:
    case Outcome::Skipped:
        return StepOutcome::Failed;
    case Outcome::Unknown:
        return StepOutcome::Unknown;
    }
    return StepOutcome::Unknown;
}

QString outcomeWord(Outcome outcome)
{
    static constexpr WordTable<GuardsItem::Outcome, 5> words{{"written", "kept", "failed", "skipped", "unknown"}};
    return words.of(outcome);
}

std::vector<JournalStepResult> stepResultsOf(const GuardsPlan& plan, const GuardsResult& result, qint64 firstStep)
{
    std::vector<JournalStepResult> results;
    for (const GuardsItem& item : result.items) {
        const auto place = std::find(plan.missing.begin(), plan.missing.end(), item.part);
        if (place == plan.missing.end())
            continue;
        JournalFields fields;
        if (item.error)
            fields.add(QStringLiteral("error"), errorWord(item.error->kind));
        results.push_back({firstStep + (place - plan.missing.begin()), stepOutcome(item.outcome), fields});
    }
    return results;
}

/// All parts but the optional one, from what stood before, what was tried, and what stands now.
std::vector<GuardsItem> itemsOf(
    const GuardsReport& before, const Result<GuardsReport>& after,
    const std::map<GuardPart, std::optional<Error>>& tried)
{
    std::vector<GuardsItem> items;
    for (const GuardPart part : allGuardParts) {
        if (isOptional(part))
            continue;
        const auto attempt = tried.find(part);
        GuardsItem item{part, Outcome::Kept, {}};
        if (attempt == tried.end()) {
            if (before.status(part).state != GuardState::Stands) {
                item.outcome = Outcome::Skipped;
                item.error = before.status(part).obstacle;
            }
        } else if (!after) {
            item.outcome = Outcome::Unknown;
            item.error = attempt->second;
        } else if (after->status(part).state == GuardState::Stands) {
            item.outcome = Outcome::Written;
        } else {
            item.outcome = Outcome::Failed;
            item.error = attempt->second ? attempt->second : after->status(part).obstacle;
        }
        items.push_back(item);
    }
    return items;
}

OperationOutcome outcomeOf(const std::vector<GuardsItem>& items)
{
    const auto count = [&items](Outcome outcome) {
        return std::count_if(
            items.begin(), items.end(), [outcome](const GuardsItem& item) { return item.outcome == outcome; });
    };
    if (count(Outcome::Written) + count(Outcome::Kept) == std::ssize(items))
        return OperationOutcome::Done;
    if (count(Outcome::Written) + count(Outcome::Unknown) > 0)
        return OperationOutcome::Partial;
    return count(Outcome::Failed) > 0 ? OperationOutcome::Failed : OperationOutcome::Refused;
}

} // namespace

int GuardsResult::exitCode() const
{
    return exitCodeOf(outcome, isOpen);
}

GuardsApply::GuardsApply(GuardsPort& port, Journal* journal, JournalTask task)
    : m_port(port)
    , m_journal(journal)
    , m_task(std::move(task))
{
}

Result<GuardsPlan> GuardsApply::plan(const QStringList& chosen, const CallContext& limits)
{
    GuardsPlan plan;
    plan.keepExecute = chosen.isEmpty() ? defaultKeptRoles() : chosen;
    const auto report = m_port.inspect(plan.keepExecute, limits);
    if (!report)
        return std::unexpected(report.error());
    if (const auto trouble = troubleWith(chosen, *report))
        return std::unexpected(*trouble);
    if (const auto ended = endAbandoned(*report); !ended)
        return std::unexpected(ended.error());
    plan.report = *report;
    for (const GuardStatus& status : report->parts) {
        if (status.state == GuardState::Missing && !isOptional(status.part))
            plan.missing.push_back(status.part);
    }
    return plan;
}

Result<void> GuardsApply::endAbandoned(const GuardsReport& now)
{
    if (!m_journal)
        return {};
    const auto content = m_journal->read();
    if (!content)
        return std::unexpected(content.error());
    for (JournalEntry entry : content->unfinished()) {
        if (entry.task.kind != m_task.kind || entry.task.profile != m_task.profile)
            continue;
        auto taken = m_journal->takeOver(entry);
        if (!taken)
            return std::unexpected(taken.error());
        if (!*taken)
            continue; // somebody alive is at it
        const auto outcome = now.allStand() ? OperationOutcome::Done : OperationOutcome::Partial;
        if (const auto finished = (*taken)->finish(outcome); !finished)
            return std::unexpected(finished.error());
    }
    return {};
}

GuardsResult GuardsApply::apply(const GuardsPlan& plan, const CallContext& limits)
{
    const auto now = m_port.inspect(plan.keepExecute, limits);
    if (!now)
        return {.error = now.error()};
    GuardsPlan current = plan;
    std::erase_if(current.missing, [&](GuardPart part) {
        return now->status(part).state != GuardState::Missing ||
               (part == GuardPart::SaveFunction && losesMore(plan, *now));
    });
    if (current.changes())
        return write(current, *now, limits);
    GuardsResult result{.items = itemsOf(*now, now, {}), .duplicates = now->duplicates};
    result.outcome = outcomeOf(result.items);
    return result;
}

GuardsResult GuardsApply::write(const GuardsPlan& plan, const GuardsReport& now, const CallContext& limits)
{
    if (!m_journal)
        return {.error = noJournalError()};
    auto operation = m_journal->begin(m_task);
    if (!operation)
        return {.error = operation.error()};
    const auto intents = operation->writeIntents(stepsOf(plan, now));
    if (!intents) {
        static_cast<void>(operation->finish(OperationOutcome::Refused));
        return {.error = intents.error()};
    }
    std::map<GuardPart, std::optional<Error>> tried;
    for (const GuardPart part : plan.missing) {
        const auto applied = m_port.apply(part, plan.keepExecute, limits);
        tried[part] = applied ? std::nullopt : std::optional(applied.error());
    }
    const auto after = m_port.inspect(plan.keepExecute, limits); // an answer is a promise, not a proof
    GuardsResult result{.items = itemsOf(now, after, tried)};
    result.outcome = outcomeOf(result.items);
    if (after)
        result.duplicates = after->duplicates;
    else
        result.error = after.error();
    auto recorded = operation->writeResults(stepResultsOf(plan, result, *intents));
    result.isOpen = recorded && !after; // what came of it is looked up by resume, or by the next plan
    if (recorded && after)
        recorded = operation->finish(result.outcome);
    if (!recorded) {
        result.error = recorded.error();
        result.outcome = OperationOutcome::Partial;
        result.isOpen = true;
    }
    return result;
}

QString guardsKind()
{
    return QStringLiteral("guards-apply");
}

QJsonObject guardsResultJson(const GuardsResult& result)
{
    QJsonArray items;
    for (const GuardsItem& item : result.items) {
        items.append(QJsonObject{
            {QStringLiteral("part"), guardPartWord(item.part)},
            {QStringLiteral("database"), outcomeWord(item.outcome)},
            {QStringLiteral("error"), item.error ? QJsonValue(errorJson(*item.error)) : QJsonValue()}});
    }
    GuardsReport held;
    held.duplicates = result.duplicates;
    return {
        {QStringLiteral("version"), 1},
        {QStringLiteral("operation"), guardsKind()},
        {QStringLiteral("outcome"), operationOutcomeWord(result.outcome)},
        {QStringLiteral("items"), items},
        {QStringLiteral("duplicates"), duplicateRowsJson(held)},
        {QStringLiteral("error"), result.error ? QJsonValue(errorJson(*result.error)) : QJsonValue()}};
}

QByteArray guardsResultCsv(const GuardsResult& result)
{
    QByteArray report = csvLine(
        {QStringLiteral("part"), QStringLiteral("database"), QStringLiteral("error"), QStringLiteral("sentence")});
    for (const GuardsItem& item : result.items) {
        report += csvLine(
            {guardPartWord(item.part), outcomeWord(item.outcome), item.error ? errorWord(item.error->kind) : QString(),
             item.error ? item.error->sentence : QString()});
    }
    return report;
}

QJsonObject guardsPlanJson(const GuardsPlan& plan)
{
    QJsonObject document = guardsStatusJson(plan.report);
    QJsonArray makes;
    for (const GuardPart part : plan.missing)
        makes.append(guardPartWord(part));
    document.insert(QStringLiteral("operation"), guardsKind());
    document.insert(QStringLiteral("makes"), makes);
    document.insert(QStringLiteral("keep_execute"), QJsonArray::fromStringList(plan.keepExecute));
    return document;
}

} // namespace steward
