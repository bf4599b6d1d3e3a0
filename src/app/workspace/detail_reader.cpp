#include "app/workspace/detail_reader.h"

#include "stores/database_port.h"
#include "stores/server_port.h"
#include "stores/store_factory.h"

namespace steward {
namespace {

constexpr std::chrono::seconds timePerQuestion{20};

bool askMemory(Snapshot& snapshot, ServerPort& server, const std::vector<InstanceName>& names, std::stop_token stop)
{
    if (names.empty())
        return false;
    const auto states = server.memoryStates(names, Limits::within(timePerQuestion, std::move(stop)));
    if (!states)
        return false;
    QHash<InstanceName, MemoryState> answers;
    for (size_t index = 0; index < names.size(); ++index)
        answers.insert(names[index], (*states)[index]);
    snapshot.addMemory(answers);
    return true;
}

bool askWebhook(Snapshot& snapshot, ServerPort& server, const InstanceName& name, std::stop_token stop)
{
    const auto webhook = server.webhook(name, Limits::within(timePerQuestion, std::move(stop)));
    if (!webhook)
        return false;
    snapshot.webhooks.insert(name, *webhook);
    return true;
}

void readRowDetails(Snapshot& snapshot, DatabasePort& database, const InstanceName& name, std::stop_token stop)
{
    if (!snapshot.database.isWhole())
        return;
    const auto rows = database.find(name, Limits::within(timePerQuestion, std::move(stop)));
    if (!rows)
        return;
    for (Integration& known : snapshot.database.content->integrations) {
        for (const Integration& detailed : *rows) {
            if (detailed.id == known.id)
                known.maskedWebhookUrl = detailed.maskedWebhookUrl;
        }
    }
}

} // namespace

DetailRequest openQuestions(const Audit& audit, const DetailRequest& request)
{
    DetailRequest open;
    const Snapshot& snapshot = audit.snapshot();
    if (!snapshot.server.isWhole())
        return open;
    const auto canBeAsked = [&](const InstanceName& name) {
        const AuditRow* row = audit.find(name);
        return row && row->server && name.isReachable() && row->isPhone();
    };
    for (const InstanceName& name : request.memory) {
        if (!snapshot.memory.contains(name) && canBeAsked(name))
            open.memory.push_back(name);
    }
    if (request.webhook && !snapshot.webhooks.contains(*request.webhook) && canBeAsked(*request.webhook))
        open.webhook = request.webhook;
    return open;
}

std::shared_ptr<const Audit> readDetails(
    const StoreFactory& stores, const Audit& audit, const AuditSettings& settings, const DetailRequest& request,
    std::stop_token stop)
{
    auto snapshot = std::make_shared<Snapshot>(audit.snapshot());
    const std::unique_ptr<ServerPort> server = stores.makeServer();
    const std::vector<InstanceName> asked =
        request.memory.empty() ? request.memory : withControls(request.memory, audit);
    bool answered = askMemory(*snapshot, *server, asked, stop);
    if (request.webhook && !stop.stop_requested()) {
        answered = askWebhook(*snapshot, *server, *request.webhook, stop) || answered;
        readRowDetails(*snapshot, *stores.makeDatabase(), *request.webhook, stop);
    }
    if (!answered || stop.stop_requested())
        return {};
    return std::make_shared<const Audit>(evaluateAudit(std::move(snapshot), settings));
}

} // namespace steward
