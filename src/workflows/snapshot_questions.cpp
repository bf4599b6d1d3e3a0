#include "workflows/snapshot_questions.h"

#include "stores/database_port.h"
#include "stores/server_port.h"

namespace steward {

bool askMemory(Snapshot& snapshot, ServerPort& server, const std::vector<InstanceName>& names, const Limits& limits)
{
    const Result<std::vector<MemoryState>> states = server.memoryStates(names, limits);
    QHash<InstanceName, MemoryState> answers;
    for (size_t index = 0; index < names.size(); ++index)
        answers.insert(names[index], states && index < states->size() ? (*states)[index] : MemoryState::Unknown);
    snapshot.addMemory(answers);
    return states.has_value();
}

bool askWebhook(Snapshot& snapshot, ServerPort& server, const InstanceName& name, const Limits& limits)
{
    const auto webhook = server.webhook(name, limits);
    if (webhook)
        snapshot.webhooks.insert(name, *webhook);
    return webhook.has_value();
}

void askRowDetails(Snapshot& snapshot, DatabasePort& database, const InstanceName& name, const Limits& limits)
{
    if (!snapshot.database.isWhole())
        return;
    const auto rows = database.find(name, limits);
    if (!rows)
        return;
    for (Integration& known : snapshot.database.content->integrations) {
        for (const Integration& detailed : *rows) {
            if (detailed.id == known.id)
                known.maskedWebhookUrl = detailed.maskedWebhookUrl;
        }
    }
}

} // namespace steward
