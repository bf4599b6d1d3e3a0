#include "app/workspace/detail_reader.h"

#include "stores/database_port.h"
#include "stores/server_port.h"
#include "stores/store_factory.h"
#include "workflows/read/audit_reader.h"
#include "workflows/read/snapshot_questions.h"

namespace steward {
namespace {

constexpr std::chrono::seconds timePerQuestion{20};

} // namespace

DetailRequest openQuestions(const Audit& audit, const DetailRequest& request)
{
    DetailRequest open;
    const Snapshot& snapshot = audit.snapshot();
    if (!snapshot.server.isWhole())
        return open;
    const auto canBeAsked = [&](const InstanceName& name) {
        const AuditRow* row = audit.find(name);
        return row && row->kind == RowKind::Instance && name.isReachable() && row->isPhone();
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
    AuditProgress& progress, std::stop_token stop)
{
    auto snapshot = std::make_shared<Snapshot>(audit.snapshot());
    snapshot->judgedAt = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    for (const CheckAnswers& answers : request.answers)
        addAnswers(*snapshot, answers);
    const std::unique_ptr<ServerPort> server = stores.makeServer();
    const std::vector<InstanceName> asked =
        request.memory.empty() ? request.memory : withControls(request.memory, audit);
    const auto limits = [&stop] { return CallContext::within(timePerQuestion, stop); };
    const auto isAnswered = [&progress](Store store, const Result<void>& answer) {
        if (!answer)
            progress.questionFailed(store, answer.error());
        return answer.has_value();
    };
    bool answered = !asked.empty() && isAnswered(Store::Server, askMemory(*snapshot, *server, asked, limits()));
    if (request.webhook && !stop.stop_requested()) {
        answered = isAnswered(Store::Server, askWebhook(*snapshot, *server, *request.webhook, limits())) || answered;
        isAnswered(Store::Database, askRowDetails(*snapshot, *stores.makeDatabase(), *request.webhook, limits()));
    }
    if ((!answered && request.answers.empty()) || stop.stop_requested())
        return {};
    return std::make_shared<const Audit>(evaluateAudit(std::move(snapshot), settings));
}

} // namespace steward
