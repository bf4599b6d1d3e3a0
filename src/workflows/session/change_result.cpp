#include "workflows/session/change_result.h"

#include "domain/json_parts.h"
#include "domain/word_table.h"

#include <QJsonArray>

namespace steward {
namespace {

QJsonValue workersJson(const std::optional<WorkersOutcome>& workers)
{
    if (!workers)
        return {};
    return QJsonObject{
        {QStringLiteral("receivers"), workers->receivers ? QJsonValue(*workers->receivers) : QJsonValue()},
        {QStringLiteral("pending"), workers->pending}};
}

QJsonValue sentenceOf(const std::optional<Error>& error)
{
    if (!error)
        return {};
    return QJsonObject{{QStringLiteral("kind"), errorWord(error->kind)}, {QStringLiteral("sentence"), error->sentence}};
}

QJsonObject itemJson(const ChangeItem& item)
{
    return {
        {QStringLiteral("instance_name"), item.instanceName.text()},
        {QStringLiteral("organization_id"), item.organizationId.toJson()},
        {QStringLiteral("server"), storeOutcomeWord(item.server)},
        {QStringLiteral("database"), storeOutcomeWord(item.database)},
        {QStringLiteral("cache"), storeOutcomeWord(item.cache)},
        {QStringLiteral("workers"), workersJson(item.workers)},
        {QStringLiteral("error"), sentenceOf(item.error)}};
}

/// All but the items.
QJsonObject headJson(const ChangeResult& result)
{
    QJsonObject head{
        {QStringLiteral("version"), 1},
        {QStringLiteral("operation"), result.operation},
        {QStringLiteral("outcome"), operationOutcomeWord(result.outcome)}};
    if (result.error)
        head.insert(QStringLiteral("error"), sentenceOf(result.error));
    return head;
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
    QJsonArray items;
    for (const ChangeItem& item : result.items)
        items.append(itemJson(item));
    QJsonObject document = headJson(result);
    document.insert(QStringLiteral("items"), items);
    return document;
}

void writeChangeResult(const ChangeResult& result, const std::function<void(const QByteArray&)>& write)
{
    JsonParts parts(headJson(result), QStringLiteral("items"), write);
    for (const ChangeItem& item : result.items)
        parts.add(itemJson(item));
}

} // namespace steward
