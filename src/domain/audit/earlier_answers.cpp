#include "domain/audit/earlier_answers.h"

#include <utility>

namespace steward {

void EarlierAnswers::take(const Snapshot& snapshot)
{
    if (!snapshot.server.isWhole())
        return;
    QHash<InstanceName, Answer> answers;
    for (const ServerInstance& instance : snapshot.server->instances) {
        Answer answer = m_answers.value(instance.name);
        if (answer.id != instance.id)
            answer = {};
        answer.id = instance.id;
        if (const auto memory = snapshot.memory.constFind(instance.name);
            memory != snapshot.memory.cend() && *memory != MemoryState::Unknown)
            answer.memory = EarlierMemory{*memory, snapshot.memoryTimes.value(instance.name, snapshot.takenAt)};
        if (const auto webhook = snapshot.webhooks.constFind(instance.name); webhook != snapshot.webhooks.cend())
            answer.webhook = Webhook{*webhook, snapshot.webhookTimes.value(instance.name, snapshot.takenAt)};
        if (answer.memory || answer.webhook)
            answers.insert(instance.name, answer);
    }
    m_answers = std::move(answers);
}

void EarlierAnswers::addTo(Snapshot& snapshot) const
{
    if (!snapshot.server.isWhole() || m_answers.isEmpty())
        return;
    for (const ServerInstance& instance : snapshot.server->instances) {
        const auto answer = m_answers.constFind(instance.name);
        if (answer == m_answers.cend() || answer->id != instance.id)
            continue;
        if (answer->memory && !snapshot.memory.contains(instance.name))
            snapshot.earlierMemory.insert(instance.name, *answer->memory);
        if (answer->webhook && !snapshot.webhooks.contains(instance.name))
            snapshot.addWebhook(instance.name, answer->webhook->settings, answer->webhook->at);
    }
}

} // namespace steward
