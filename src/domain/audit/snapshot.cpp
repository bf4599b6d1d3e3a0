#include "domain/audit/snapshot.h"

namespace steward {
namespace {

/// Which of the names the list holds.
QSet<InstanceName> listedAmong(const QHash<InstanceName, MemoryState>& answers, const Snapshot& snapshot)
{
    QSet<InstanceName> listed;
    if (!snapshot.server.isWhole())
        return listed;
    for (const ServerInstance& instance : snapshot.server->instances) {
        if (answers.contains(instance.name))
            listed.insert(instance.name);
    }
    return listed;
}

} // namespace

void Snapshot::addMemory(const QHash<InstanceName, MemoryState>& answers, std::optional<Timestamp> at)
{
    if (answers.isEmpty())
        return;
    const QSet<InstanceName> listed = listedAmong(answers, *this);
    qsizetype missing = 0;
    for (const InstanceName& name : listed)
        missing += answers.value(name) == MemoryState::Missing ? 1 : 0;
    if (!listed.isEmpty()) // what is not listed says nothing of it
        serverStarting = missing * 2 > listed.size();
    for (auto answer = answers.cbegin(); answer != answers.cend(); ++answer) {
        // A listed one that is not found went while we read; like every other non-answer it proves nothing.
        const bool isNone = *answer == MemoryState::NotFound && listed.contains(answer.key());
        memory.insert(answer.key(), isNone ? MemoryState::Unknown : *answer);
        if (at)
            memoryTimes.insert(answer.key(), *at);
        else
            memoryTimes.remove(answer.key());
        openTwice.remove(answer.key());
    }
    if (!serverStarting)
        return;
    openTwice.clear();
    for (MemoryState& state : memory)
        state = MemoryState::Unknown;
}

void Snapshot::addWebhook(
    const InstanceName& name, const std::optional<WebhookSettings>& answer, std::optional<Timestamp> at)
{
    webhooks.insert(name, answer);
    if (at)
        webhookTimes.insert(name, *at);
    else
        webhookTimes.remove(name);
}

void Snapshot::addSecondLook(const QHash<InstanceName, MemoryState>& answers)
{
    QSet<InstanceName> before;
    for (auto answer = answers.cbegin(); answer != answers.cend(); ++answer) {
        if (memoryOf(answer.key()) == MemoryState::Open)
            before.insert(answer.key());
    }
    addMemory(answers);
    if (!server.isWhole())
        return;
    for (const ServerInstance& instance : server->instances) {
        if (instance.connection == Connection::Close && before.contains(instance.name) &&
            memoryOf(instance.name) == MemoryState::Open)
            openTwice.insert(instance.name);
    }
}

} // namespace steward
