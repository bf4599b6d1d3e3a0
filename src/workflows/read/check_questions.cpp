#include "workflows/read/check_questions.h"

#include <algorithm>

namespace steward {
namespace {

/// Asked again before it counts no more.
bool isFresh(const std::optional<Timestamp>& at, Timestamp now, std::chrono::milliseconds age)
{
    return at && now - *at <= age * 3 / 4;
}

CheckQuestion questionOf(const AuditRow& row, const Snapshot& snapshot, const VerdictAges& ages, Timestamp now)
{
    CheckQuestion question{row.name, false, false};
    if (row.kind != RowKind::Instance || !row.name.isReachable() || row.isIgnored)
        return question;
    const AnswerTimes times = answerTimes(snapshot, row.name);
    question.memory = (row.isPhone() || row.server) && !isFresh(times.memory, now, ages.memory);
    question.webhook = row.server && !isFresh(times.webhook, now, ages.webhook);
    return question;
}

} // namespace

AnswerTimes answerTimes(const Snapshot& snapshot, const InstanceName& name)
{
    AnswerTimes times;
    const MemoryState state = snapshot.memoryOf(name);
    if (state != MemoryState::NotAsked && state != MemoryState::Unknown)
        times.memory = snapshot.memoryTimes.value(name, snapshot.takenAt);
    else if (const auto earlier = snapshot.earlierMemory.constFind(name); state == MemoryState::NotAsked &&
                                                                          earlier != snapshot.earlierMemory.cend() &&
                                                                          earlier->state == MemoryState::Open)
        times.memory = earlier->at;
    if (snapshot.webhooks.contains(name))
        times.webhook = snapshot.webhookTimes.value(name, snapshot.takenAt);
    return times;
}

std::vector<CheckQuestion> checkQuestions(const Audit& audit, const AuditSettings& settings, Timestamp now)
{
    const Snapshot& snapshot = audit.snapshot();
    if (!snapshot.server.isWhole())
        return {};
    const VerdictAges ages = settings.ages.grownFor(static_cast<qint64>(snapshot.server->instances.size()));
    std::vector<CheckQuestion> questions;
    std::vector<InstanceName> memory;
    for (const AuditRow& row : audit.rows()) {
        const CheckQuestion question = questionOf(row, snapshot, ages, now);
        if (question.memory)
            memory.push_back(question.name);
        if (question.memory || question.webhook)
            questions.push_back(question);
    }
    if (memory.empty())
        return questions;
    const std::vector<InstanceName> all = withControls(memory, audit);
    for (size_t place = memory.size(); place < all.size(); ++place) {
        const auto known = std::ranges::find(questions, all[place], &CheckQuestion::name);
        if (known != questions.end())
            known->memory = true;
        else
            questions.push_back({all[place], true, false});
    }
    return questions;
}

std::vector<CheckQuestion> questionsAgain(const Audit& audit, const std::vector<InstanceName>& names)
{
    std::vector<InstanceName> asked;
    for (const InstanceName& name : names) {
        const AuditRow* row = audit.find(name);
        if (row && row->kind == RowKind::Instance && name.isReachable() && row->isPhone() && !row->isIgnored)
            asked.push_back(name);
    }
    std::vector<CheckQuestion> questions;
    if (asked.empty())
        return questions;
    for (const InstanceName& name : withControls(asked, audit))
        questions.push_back({name, true, false});
    return questions;
}

QSet<InstanceName> namesListedClosed(const Snapshot& snapshot)
{
    QSet<InstanceName> names;
    if (!snapshot.server.isWhole())
        return names;
    for (const ServerInstance& instance : snapshot.server->instances) {
        if (instance.connection == Connection::Close)
            names.insert(instance.name);
    }
    return names;
}

void addAnswers(Snapshot& snapshot, const CheckAnswers& answers)
{
    snapshot.addMemory(answers.memory, answers.at);
    for (auto answer = answers.webhooks.cbegin(); answer != answers.webhooks.cend(); ++answer)
        snapshot.addWebhook(answer.key(), *answer, answers.at);
    if (!answers.secondLook.isEmpty())
        snapshot.addSecondLook(answers.secondLook);
}

std::optional<Timestamp> oldestAnswer(const Audit& audit)
{
    std::optional<Timestamp> oldest;
    const auto take = [&oldest](const std::optional<Timestamp>& at) {
        if (at && (!oldest || *at < *oldest))
            oldest = at;
    };
    for (const AuditRow& row : audit.rows()) {
        if (row.verdict != Verdict::Working)
            continue;
        const AnswerTimes times = answerTimes(audit.snapshot(), row.name);
        take(times.memory);
        take(times.webhook);
    }
    return oldest;
}

} // namespace steward
