#include "workflows/guards/guards_json.h"

namespace steward {
namespace {

QJsonArray guardsJson(const GuardsReport& report)
{
    QJsonArray guards;
    for (const GuardStatus& status : report.parts) {
        guards.append(QJsonObject{
            {QStringLiteral("part"), guardPartWord(status.part)},
            {QStringLiteral("state"), guardStateWord(status.state)},
            {QStringLiteral("optional"), isOptional(status.part)},
            {QStringLiteral("lacks"), status.lacks.isEmpty() ? QJsonValue() : QJsonValue(status.lacks)},
            {QStringLiteral("error"), status.obstacle ? QJsonValue(errorJson(*status.obstacle)) : QJsonValue()}});
    }
    return guards;
}

} // namespace

QJsonObject errorJson(const Error& error)
{
    return {{QStringLiteral("kind"), errorWord(error.kind)}, {QStringLiteral("sentence"), error.sentence}};
}

QJsonArray duplicateRowsJson(const GuardsReport& report)
{
    QJsonArray duplicates;
    for (const DuplicateRow& row : report.duplicates) {
        duplicates.append(QJsonObject{
            {QStringLiteral("organization_id"), row.organizationId.toString()},
            {QStringLiteral("integration_id"), row.id.toString()},
            {QStringLiteral("instance_name"), row.instanceName}});
    }
    return duplicates;
}

QJsonObject guardsStatusJson(const Result<GuardsReport>& report)
{
    QJsonObject document{{QStringLiteral("version"), 1}, {QStringLiteral("stands"), QJsonValue()}};
    if (!report) {
        document.insert(QStringLiteral("error"), errorJson(report.error()));
        return document;
    }
    document.insert(QStringLiteral("stands"), report->allStand());
    document.insert(QStringLiteral("database"), report->database);
    document.insert(QStringLiteral("role"), report->role);
    document.insert(QStringLiteral("guards"), guardsJson(*report));
    document.insert(QStringLiteral("duplicates"), duplicateRowsJson(*report));
    document.insert(
        QStringLiteral("execute"), QJsonObject{
                                       {QStringLiteral("everybody"), report->everybodyMayExecute},
                                       {QStringLiteral("loses"), QJsonArray::fromStringList(report->losesExecute)}});
    return document;
}

} // namespace steward
