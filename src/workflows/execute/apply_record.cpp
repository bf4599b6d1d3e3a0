#include "workflows/execute/apply_record.h"

#include "workflows/execute/item_result.h"
#include "workflows/journal/journal_reader.h"
#include "workflows/journal/workflow_run.h"
#include "workflows/read/plan_json.h"
#include "workflows/writes/tombstone.h"

#include <algorithm>

namespace steward {
namespace {

constexpr size_t partSize = 500;
const QString namesFrom = QStringLiteral("names_from"); ///< how many names earlier parts have
const QString groupsFrom = QStringLiteral("groups_from");
const QString passedKey = QStringLiteral("passed");

constexpr StoreOutcome allOutcomes[] = {StoreOutcome::Gone,    StoreOutcome::Absent,     StoreOutcome::Written,
                                        StoreOutcome::Kept,    StoreOutcome::StillThere, StoreOutcome::Failed,
                                        StoreOutcome::Skipped, StoreOutcome::Unknown};

StoreOutcome outcomeFrom(const QJsonValue& word)
{
    const auto found = std::ranges::find_if(
        allOutcomes, [&word](StoreOutcome outcome) { return storeOutcomeWord(outcome) == word.toString(); });
    return found == std::end(allOutcomes) ? StoreOutcome::Unknown : *found;
}

JournalStep endStep(const ItemResult& end)
{
    JournalStep step{JournalAction::EndItem, end.item->name.text()};
    addIdentity(step.before, end.item->identity);
    step.before.add(QStringLiteral("server"), storeOutcomeWord(end.change.server))
        .add(QStringLiteral("database"), storeOutcomeWord(end.change.database))
        .add(QStringLiteral("cache"), storeOutcomeWord(end.change.cache));
    if (end.change.workers) {
        step.before.add(QStringLiteral("told"), true).add(QStringLiteral("pending"), end.change.workers->pending);
        if (end.change.workers->receivers)
            step.before.add(QStringLiteral("receivers"), *end.change.workers->receivers);
    }
    if (end.change.error) {
        step.before.add(QStringLiteral("error"), errorWord(end.change.error->kind))
            .add(QStringLiteral("sentence"), end.change.error->sentence);
    }
    return step;
}

ChangeItem changeFrom(const QJsonObject& json)
{
    ChangeItem change;
    change.server = outcomeFrom(json.value(QLatin1String("server")));
    change.database = outcomeFrom(json.value(QLatin1String("database")));
    change.cache = outcomeFrom(json.value(QLatin1String("cache")));
    if (json.contains(QLatin1String("told"))) {
        change.workers = WorkersOutcome{{}, json.value(QLatin1String("pending")).toBool()};
        if (json.contains(QLatin1String("receivers")))
            change.workers->receivers = json.value(QLatin1String("receivers")).toInteger();
    }
    if (json.contains(QLatin1String("error"))) {
        change.error = Error{
            ErrorKind::Rejected, json.value(QLatin1String("sentence")).toString(),
            json.value(QLatin1String("error")).toString()};
    }
    return change;
}

/// A plan in parts that can be read each by itself: of names and groups, too, each has only its own.
class PlanParts final {
public:
    explicit PlanParts(const Plan& plan)
        : m_plan(plan)
        , m_item(plan.items.begin())
    {
        m_part.request = plan.request;
        m_part.profileId = plan.profileId;
        m_part.environment = plan.environment;
        m_part.takenAt = plan.takenAt;
        m_part.confirm = plan.confirm;
    }

    bool isAtEnd() const { return m_item == m_plan.items.end(); }

    JournalStep next()
    {
        std::vector<PlanItem> items;
        for (; !isAtEnd() && items.size() < partSize; ++m_item)
            items.push_back(*m_item);
        const size_t names = m_name;
        takeNames();
        const size_t groups = takeGroups(items);
        m_part.items.clear();
        for (PlanItem& item : items) {
            if (item.group)
                *item.group -= static_cast<int>(groups);
            m_part.items.push_back(std::move(item));
        }
        JournalStep step{JournalAction::Plan, planKindWord(m_plan.kind())};
        step.before.add(QStringLiteral("plan"), QString::fromUtf8(compactPlanJson(m_part)))
            .add(namesFrom, static_cast<qint64>(names))
            .add(groupsFrom, static_cast<qint64>(groups))
            .add(QStringLiteral("is_last"), isAtEnd());
        m_part.request = {}; // the rest of it stands in the first part
        m_part.request.kind = m_plan.kind();
        return step;
    }

private:
    /// The last part has all that are left.
    void takeNames()
    {
        const std::vector<InstanceName>& all = m_plan.request.names;
        const size_t end = isAtEnd() ? all.size() : std::min(all.size(), m_name + partSize);
        m_part.request.names.assign(
            all.begin() + static_cast<qsizetype>(m_name), all.begin() + static_cast<qsizetype>(end));
        m_name = end;
    }

    /// Those of its items, and those before them that no part has yet; answers the first one's number.
    size_t takeGroups(const std::vector<PlanItem>& items)
    {
        size_t first = m_group;
        size_t end = isAtEnd() ? m_plan.groups.size() : m_group;
        for (const PlanItem& item : items) {
            if (!item.group)
                continue;
            first = std::min(first, static_cast<size_t>(*item.group));
            end = std::max(end, static_cast<size_t>(*item.group) + 1);
        }
        m_part.groups.assign(
            m_plan.groups.begin() + static_cast<qsizetype>(first), m_plan.groups.begin() + static_cast<qsizetype>(end));
        m_group = std::max(m_group, end);
        return first;
    }

    const Plan& m_plan;
    Plan m_part;
    PlanItems::const_iterator m_item;
    size_t m_name = 0;  ///< the next that no part has
    size_t m_group = 0; ///< the same
};

/// `paging`: it is the first part.
void addPart(Plan& plan, Plan read, const QJsonObject& noted, const ItemPaging* paging)
{
    const PlanItems items = std::exchange(read.items, paging ? PlanItems(*paging) : PlanItems());
    const auto groups = static_cast<size_t>(noted.value(groupsFrom).toInteger());
    const bool hasItsOwn = noted.contains(groupsFrom); // else every part has all names and groups
    if (paging) {
        plan = std::move(read);
    } else if (hasItsOwn) {
        plan.request.names.insert(plan.request.names.end(), read.request.names.begin(), read.request.names.end());
        plan.groups.resize(std::max(plan.groups.size(), groups + read.groups.size()));
        std::ranges::move(read.groups, plan.groups.begin() + static_cast<qsizetype>(groups));
    }
    for (PlanItem item : items) {
        if (item.group)
            *item.group += static_cast<int>(groups);
        plan.items.push_back(std::move(item));
    }
}

/// What the records of one operation say, in their order.
class AppliedReader final {
public:
    explicit AppliedReader(const ItemPaging& paging)
        : m_paging(paging)
    {
        m_resumeState.isResumed = true;
    }

    void take(const JournalEntry& of, const JournaledStep& step)
    {
        switch (partsOf(step.action).plan) {
        case PlanPart::Plan:
            takePart(step.before);
            return;
        case PlanPart::Begin:
            if (of.tellsSent)
                break;
            m_resumeState.trails[identityIn(step.before)].isOlder = true;
            return;
        case PlanPart::ProvenGone:
            m_resumeState.trails[identityIn(step.before)].isProvenGone = true;
            return;
        case PlanPart::End:
            m_resumeState.ended.insert(identityIn(step.before), changeFrom(step.before));
            return;
        case PlanPart::Webhook:
        case PlanPart::LogOut:
        case PlanPart::Removal:
        case PlanPart::Creation:
        case PlanPart::Restart:
        case PlanPart::Row:
        case PlanPart::Lease:
        case PlanPart::EntryWritten:
        case PlanPart::EntryDropped:
        case PlanPart::Cache:
        case PlanPart::Telling:
        case PlanPart::None:
            break;
        }
        takeCall(step);
    }

    void takeSent(qint64 number)
    {
        const auto call = m_calls.constFind(number);
        if (call != m_calls.cend())
            mark(m_resumeState.trails[call->item], *call);
    }

    /// Told where somebody heard it: what nobody heard may not have come to the outbox.
    void takeResult(qint64 number, std::optional<StepOutcome> outcome, const QJsonObject& after)
    {
        const Call call = m_calls.take(number);
        const auto trail = m_resumeState.trails.find(call.item);
        if (call.action && outcome && trail != m_resumeState.trails.end())
            trail->webhook.answered(*call.action, *outcome);
        // Not done for certain: that it is connected would prove nothing.
        const bool isRefused = outcome == StepOutcome::Failed || after.value(QLatin1String("refused")).toBool();
        if (call.action == JournalAction::RestartInstance && isRefused && trail != m_resumeState.trails.end())
            trail->isRestartSent = false;
        if (!call.isTelling || outcome != StepOutcome::Done)
            return;
        WorkersOutcome told;
        if (after.contains(QLatin1String("receivers")))
            told.receivers = after.value(QLatin1String("receivers")).toInteger();
        if (told.receivers != 0)
            m_resumeState.trails[call.item].told = told;
    }

    Result<ResumeState> result()
    {
        if (!m_trouble)
            m_trouble = m_resumeState.plan.items.trouble();
        return m_trouble ? Result<ResumeState>(std::unexpected(*m_trouble)) : std::move(m_resumeState);
    }

private:
    /// One that was announced, until its result.
    struct Call {
        QByteArray item;
        std::optional<JournalAction> action; ///< nothing: not known
        bool isTelling = false;
        QJsonObject before = {}; ///< of what is done about a webhook
    };

    void takeCall(const JournaledStep& step)
    {
        if (step.action == JournalAction::TellKept)
            return; // of an earlier operation
        Call call{step.item, step.action, step.action == JournalAction::TellWorkers};
        if (step.action == JournalAction::QuietWebhook)
            call.before = step.before;
        if (call.item.isEmpty() && call.isTelling) // of many at once
            call.item = "name:" + step.target.toUtf8();
        if (call.item.isEmpty())
            return;
        m_calls.insert(step.number, call);
        if (step.isSent)
            takeSent(step.number);
    }

    /// What a plan's item has no such step of is left for a person, as is what this version does not know.
    static void mark(ItemTrail& trail, const Call& call)
    {
        if (call.action)
            trail.webhook.sent(*call.action, call.before);
        switch (partsOf(call.action).plan) {
        case PlanPart::Webhook:
            trail.isWebhookSent = true;
            return;
        case PlanPart::LogOut:
            trail.isLogOutSent = true;
            return;
        case PlanPart::Removal:
            trail.isRemovalSent = true;
            return;
        case PlanPart::Creation:
            trail.isCreateSent = true;
            return;
        case PlanPart::Restart:
            trail.isRestartSent = true;
            return;
        case PlanPart::Row:
            trail.isRowSent = true;
            return;
        case PlanPart::EntryWritten:
        case PlanPart::EntryDropped:
        case PlanPart::Cache:
            trail.isCacheSent = true;
            return;
        case PlanPart::Telling: // that somebody heard it, its result says
        case PlanPart::Lease:
            return;
        case PlanPart::Plan:
        case PlanPart::Begin:
        case PlanPart::ProvenGone:
        case PlanPart::End:
        case PlanPart::None:
            break;
        }
        trail.isOlder = true;
    }

    void takePart(const QJsonObject& noted)
    {
        Result<Plan> read = planFromJson(noted.value(QLatin1String("plan")).toString().toUtf8());
        if (!read) {
            m_trouble = m_trouble.value_or(read.error());
            return;
        }
        for (const QJsonValue word : noted.value(passedKey).toArray())
            m_resumeState.passed << word.toString();
        addPart(m_resumeState.plan, *std::move(read), noted, std::exchange(m_isFirst, false) ? &m_paging : nullptr);
        m_resumeState.isComplete = noted.value(QLatin1String("is_last")).toBool();
    }

    const ItemPaging& m_paging;
    ResumeState m_resumeState;
    QHash<qint64, Call> m_calls;
    std::optional<Error> m_trouble;
    bool m_isFirst = true;
};

} // namespace

Result<void> ApplyRecord::notePlan(WorkflowRun& run, const Plan& plan, const std::vector<TrippedBreaker>& passed)
{
    QStringList words;
    for (const TrippedBreaker& each : passed)
        words << breakerWord(each.code);
    PlanParts parts(plan);
    do {
        JournalStep step = parts.next();
        if (!words.isEmpty())
            step.before.add(passedKey, std::exchange(words, {}));
        if (const auto noted = run.note({step}); !noted)
            return noted;
        if (const auto trouble = plan.items.trouble())
            return std::unexpected(*trouble);
    } while (!parts.isAtEnd());
    return {};
}

Result<void> ApplyRecord::noteBegin(WorkflowRun& run, const PlanItem& item)
{
    JournalStep step{JournalAction::BeginItem, item.name.text()};
    addIdentity(step.before, item.identity);
    return run.note({step});
}

Result<void> ApplyRecord::noteEnds(WorkflowRun& run, const std::vector<ItemResult>& ends)
{
    std::vector<JournalStep> steps;
    steps.reserve(ends.size());
    for (const ItemResult& end : ends)
        steps.push_back(endStep(end));
    return steps.empty() ? Result<void>() : run.note(steps);
}

Result<ResumeState> readApplied(const JournalFolder& journal, const OperationId& operation, const ItemPaging& paging)
{
    AppliedReader reader(paging);
    JournalReading reading;
    reading.visitStep = [&](const JournalEntry& of, const JournaledStep& step) {
        if (of.id == operation)
            reader.take(of, step);
    };
    reading.visitSent = [&](const JournalEntry& of, qint64 step) {
        if (of.id == operation)
            reader.takeSent(step);
    };
    reading.visitResult = [&](const JournalEntry& of, qint64 step, auto outcome, const QJsonObject& after) {
        if (of.id == operation)
            reader.takeResult(step, outcome, after);
    };
    const auto content = readWholeJournal(journal, reading);
    if (!content)
        return std::unexpected(content.error());
    return reader.result();
}

} // namespace steward
