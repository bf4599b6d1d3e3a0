#include "workflows/snapshot_questions.h"

#include "stores/database_port.h"
#include "stores/server_port.h"

namespace steward {
namespace {

template<class Answer>
Result<void> withoutContent(const Result<Answer>& answer)
{
    if (answer)
        return {};
    return std::unexpected(answer.error());
}

} // namespace

Result<void>
askMemory(Snapshot& snapshot, ServerPort& server, const std::vector<InstanceName>& names, const Limits& limits)
{
    const Result<std::vector<MemoryState>> states = server.memoryStates(names, limits);
    QHash<InstanceName, MemoryState> answers;
    for (size_t index = 0; index < names.size(); ++index)
        answers.insert(names[index], states && index < states->size() ? (*states)[index] : MemoryState::Unknown);
    snapshot.addMemory(answers);
    return withoutContent(states);
}

Result<void> askWebhook(Snapshot& snapshot, ServerPort& server, const InstanceName& name, const Limits& limits)
{
    const auto webhook = server.webhook(name, limits);
    if (webhook)
        snapshot.webhooks.insert(name, *webhook);
    return withoutContent(webhook);
}

Result<void> askRowDetails(Snapshot& snapshot, DatabasePort& database, const InstanceName& name, const Limits& limits)
{
    if (!snapshot.database.isWhole())
        return {};
    const auto rows = database.find(name, limits);
    if (!rows)
        return withoutContent(rows);
    for (Integration& known : snapshot.database.content->integrations) {
        for (const Integration& detailed : *rows) {
            if (detailed.id == known.id)
                known.maskedWebhookUrl = detailed.maskedWebhookUrl;
        }
    }
    return {};
}

} // namespace steward
