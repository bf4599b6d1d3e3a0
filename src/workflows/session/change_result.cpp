#include "workflows/session/change_result.h"

#include "domain/word_table.h"
#include "workflows/base/json_stream.h"

#include <QJsonDocument>

namespace steward {
namespace {

void putWorkers(JsonStream& json, const std::optional<WorkersOutcome>& workers)
{
    if (!workers)
        return json.putNull("workers");
    json.key("workers");
    json.beginObject();
    if (workers->receivers)
        json.put("receivers", *workers->receivers);
    else
        json.putNull("receivers");
    json.put("pending", workers->pending);
    json.endObject();
}

void putError(JsonStream& json, const std::optional<Error>& error)
{
    if (!error)
        return json.putNull("error");
    json.key("error");
    json.beginObject();
    json.put("kind", errorWord(error->kind));
    json.put("sentence", error->sentence);
    json.endObject();
}

void putItem(JsonStream& json, const ChangeItem& item)
{
    json.beginObject();
    json.put("instance_name", item.instanceName.text());
    json.putText("organization_id", item.organizationId.isNull() ? QString() : item.organizationId.toString());
    json.put("server", storeOutcomeWord(item.server));
    json.put("database", storeOutcomeWord(item.database));
    json.put("cache", storeOutcomeWord(item.cache));
    putWorkers(json, item.workers);
    putError(json, item.error);
    json.endObject();
}

} // namespace

QString storeOutcomeWord(StoreOutcome outcome)
{
    static constexpr WordTable<StoreOutcome, 8> words{
        {"gone", "absent", "written", "kept", "still-there", "failed", "skipped", "unknown"}};
    return words.of(outcome);
}

int exitCodeOf(OperationOutcome outcome, bool isOpen)
{
    switch (outcome) {
    case OperationOutcome::Done:
        return 0;
    case OperationOutcome::Failed:
        return 1;
    case OperationOutcome::Partial:
        return isOpen ? 3 : 1;
    case OperationOutcome::Refused:
        return 4;
    }
    return isOpen ? 3 : 1;
}

void ChangeResult::leaveOpen()
{
    outcome = OperationOutcome::Partial;
    isOpen = true;
}

void ChangeResult::leaveOpen(const Error& why)
{
    leaveOpen();
    error = why;
}

int ChangeResult::exitCode() const
{
    return exitCodeOf(outcome, isOpen);
}

QJsonObject changeResultJson(const ChangeResult& result)
{
    QByteArray document;
    writeChangeResult(result, [&document](const QByteArray& part) { document += part; });
    return QJsonDocument::fromJson(document).object();
}

void writeChangeResult(const ChangeResult& result, const std::function<void(const QByteArray&)>& write)
{
    JsonStream json(JsonStream::Layout::Indented);
    json.beginObject();
    json.put("version", 1);
    json.put("operation", result.operation);
    json.put("outcome", operationOutcomeWord(result.outcome));
    if (result.error)
        putError(json, result.error);
    json.key("items");
    json.beginArray();
    for (const ChangeItem& item : result.items) {
        putItem(json, item);
        write(json.takePart());
    }
    json.endArray();
    json.endObject();
    write(json.takePart() + '\n');
}

} // namespace steward
