#include "domain/plans/plan_json.h"

#include "domain/iso_time.h"
#include "domain/json_parts.h"
#include "domain/plans/plan_json_words.h"
#include "domain/plans/plan_text.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace steward {
namespace {

QJsonValue phoneJson(const std::optional<PhoneNumber>& phone)
{
    return phone ? QJsonValue(phone->text()) : QJsonValue();
}

void putName(QJsonObject& object, const QString& key, const InstanceName& name)
{
    object.insert(key, name.text());
    if (InstanceName::fromText(name.text()) != name)
        object.insert(key + QStringLiteral("_hex"), QString::fromLatin1(name.utf8().toHex()));
}

QJsonObject nameJson(const InstanceName& name)
{
    QJsonObject object;
    putName(object, QStringLiteral("instance_name"), name);
    return object;
}

QJsonArray namesJson(const std::vector<InstanceName>& names)
{
    QJsonArray array;
    for (const InstanceName& name : names)
        array.append(nameJson(name));
    return array;
}

void putToken(QJsonObject& object, const TokenKey& token)
{
    object.insert(QStringLiteral("token"), token.masked);
    object.insert(QStringLiteral("token_sha256"), token.digest.text());
}

QJsonObject valuesJson(const StepValues& values)
{
    QJsonObject object;
    const auto put = [&object](const char* key, const auto& value, const auto& toJson) {
        if (value)
            object.insert(QLatin1String(key), toJson(*value));
    };
    const auto asItIs = [](const auto& value) { return QJsonValue(value); };
    if (values.instanceName)
        putName(object, QStringLiteral("instance_name"), *values.instanceName);
    put("organization_id", values.organizationId, [](const auto& id) { return id.toJson(); });
    put("clinic_id", values.clinicId, [](const auto& id) { return id.toJson(); });
    put("enabled", values.enabled, asItIs);
    put("status", values.status, asItIs);
    put("phone_number", values.phone, [](const PhoneNumber& phone) { return QJsonValue(phone.text()); });
    put("expected_phone", values.expectedPhone, [](const PhoneNumber& phone) { return QJsonValue(phone.text()); });
    put("protected", values.isProtected, asItIs);
    put("connection", values.connection, [](Connection each) { return QJsonValue(connectionWord(each)); });
    put("display_name", values.displayName, asItIs);
    put("webhook", values.webhook, asItIs);
    put("ttl_seconds", values.ttlSeconds, asItIs);
    put("messages", values.messages, asItIs);
    return object;
}

QJsonObject stepJson(const PlanStep& step)
{
    QJsonObject object{
        {QStringLiteral("store"), placeWord(step.place())},
        {QStringLiteral("action"), stepActionWord(step.action)},
        {QStringLiteral("sign"), signWords.of(step.sign())},
        {QStringLiteral("before"), valuesJson(step.before)},
        {QStringLiteral("after"), valuesJson(step.after)}};
    if (!step.instance.isEmpty())
        putName(object, QStringLiteral("instance_name"), step.instance);
    if (step.rowId)
        object.insert(QStringLiteral("integration_id"), step.rowId->toJson());
    if (hasKey(step.action))
        object.insert(QStringLiteral("key"), keyWords.of(step.keyKind));
    if (step.token)
        putToken(object, *step.token);
    return object;
}

QJsonObject seenRowJson(const SeenRow& row)
{
    QJsonObject object{
        {QStringLiteral("integration_id"), row.id.toJson()},
        {QStringLiteral("organization_id"), row.organizationId.toJson()},
        {QStringLiteral("clinic_id"), row.clinicId.toJson()},
        {QStringLiteral("enabled"), row.enabled},
        {QStringLiteral("status"), row.status},
        {QStringLiteral("phone_number"), phoneJson(row.phone)},
        {QStringLiteral("protected"), row.isProtected}};
    putName(object, QStringLiteral("instance_name"), row.instanceName);
    putName(object, QStringLiteral("legacy_name"), row.legacyName);
    return object;
}

QJsonObject seenEntryJson(const SeenEntry& entry)
{
    QJsonObject object{
        {QStringLiteral("key"), keyWords.of(entry.kind)},
        {QStringLiteral("state"), valueStateWords.of(entry.state)},
        {QStringLiteral("organization_id"), entry.organizationId.toJson()},
        {QStringLiteral("phone_number"), phoneJson(entry.phone)}};
    if (!entry.organizationText.isEmpty())
        object.insert(QStringLiteral("organization_text"), entry.organizationText);
    if (entry.kind == CacheKeyKind::Instance)
        putName(object, QStringLiteral("instance_name"), entry.name);
    if (entry.token)
        putToken(object, *entry.token);
    return object;
}

QJsonObject seenJson(const SeenState& seen)
{
    QJsonValue server;
    if (seen.server) {
        server = QJsonObject{
            {QStringLiteral("id"), seen.server->id.value_or(InstanceId()).toJson()},
            {QStringLiteral("open"), seen.server->open},
            {QStringLiteral("phone_number"), phoneJson(seen.server->phone)}};
    }
    QJsonArray rows;
    for (const SeenRow& row : seen.rows)
        rows.append(seenRowJson(row));
    QJsonArray entries;
    for (const SeenEntry& entry : seen.entries)
        entries.append(seenEntryJson(entry));
    QJsonObject object{
        {QStringLiteral("server"), server},
        {QStringLiteral("database"), rows},
        {QStringLiteral("cache"), entries},
        {QStringLiteral("protected_by_profile"), seen.isProtectedByProfile}};
    if (seen.serverUnknown)
        object.insert(QStringLiteral("server_unknown"), true);
    return object;
}

QJsonObject leftJson(const Skipped& left)
{
    QJsonObject object{
        {QStringLiteral("reason"), leftReasonWord(left.reason)}, {QStringLiteral("because"), left.because}};
    if (left.finding)
        object.insert(QStringLiteral("finding"), findingWord(*left.finding));
    return object;
}

QJsonArray findingsJson(const std::vector<FindingCode>& findings)
{
    QJsonArray array;
    for (const FindingCode code : findings)
        array.append(findingWord(code));
    return array;
}

QJsonObject lossJson(const Loss& loss)
{
    QJsonObject object{
        {QStringLiteral("phone_number"), phoneJson(loss.phone)},
        {QStringLiteral("profile_name"), loss.profileName},
        {QStringLiteral("connected"), loss.connected},
        {QStringLiteral("messages"), loss.messages},
        {QStringLiteral("contacts"), loss.contacts},
        {QStringLiteral("chats"), loss.chats},
        {QStringLiteral("undelivered"), loss.undelivered}};
    if (!loss.isPhone) // only then, so that the plans of earlier versions are read as they were
        object.insert(QStringLiteral("is_phone"), false);
    return object;
}

QJsonObject rowChoiceJson(const RowChoice& row)
{
    QJsonObject object = row.name ? nameJson(*row.name) : QJsonObject();
    object.insert(QStringLiteral("integration_id"), row.id.toJson());
    return object;
}

QJsonObject requestJson(const PlanRequest& request)
{
    QJsonArray others;
    for (const QByteArray& identity : request.others)
        others.append(QString::fromLatin1(identity));
    QJsonArray organizations;
    for (const OrganizationId& id : request.organizations)
        organizations.append(id.toJson());
    QJsonArray adopt;
    for (const auto& [name, organization] : request.adopt) {
        QJsonObject each = nameJson(name);
        each.insert(QStringLiteral("organization_id"), organization.toJson());
        adopt.append(each);
    }
    QJsonObject object{
        {QStringLiteral("names"), namesJson(request.names)},
        {QStringLiteral("others"), others},
        {QStringLiteral("organizations"), organizations},
        {QStringLiteral("keep"), namesJson(request.keep)},
        {QStringLiteral("findings"), findingsJson(request.findings)},
        {QStringLiteral("adopt"), adopt},
        {QStringLiteral("with_residue"), request.withResidue}};
    // Only where they are asked for, so that the plans of earlier versions are read as they were.
    if (request.usePhone)
        object.insert(QStringLiteral("use_phone"), true);
    if (request.withWebhooks)
        object.insert(QStringLiteral("with_webhooks"), true);
    if (request.row)
        object.insert(QStringLiteral("row"), rowChoiceJson(*request.row));
    return object;
}

QJsonObject groupJson(const PlanGroup& group)
{
    return {
        {QStringLiteral("organization_id"), group.organizationId.toJson()},
        {QStringLiteral("phone_number"), phoneJson(group.phone)},
        {QStringLiteral("members"), namesJson(group.members)},
        {QStringLiteral("keeper"), group.survivor ? QJsonValue(nameJson(*group.survivor)) : QJsonValue()},
        {QStringLiteral("picked"), group.isPicked},
        {QStringLiteral("score"), group.score},
        {QStringLiteral("left"), group.left ? QJsonValue(leftJson(*group.left)) : QJsonValue()}};
}

} // namespace

QJsonObject planSummaryJson(const PlanTally& tally)
{
    QJsonObject steps;
    for (const auto& [action, count] : tally.steps)
        steps.insert(stepActionWord(action), count);
    return {
        {QStringLiteral("text"), summaryLine(tally)},
        {QStringLiteral("items"), tally.items},
        {QStringLiteral("changed"), tally.changed},
        {QStringLiteral("left"), tally.left},
        {QStringLiteral("deleted_or_disconnected"), tally.destructive},
        {QStringLiteral("steps"), steps}};
}

QJsonObject planHeadJson(const Plan& plan, const PlanTally& tally)
{
    QJsonObject head{
        {QStringLiteral("version"), planVersion},
        {QStringLiteral("kind"), planKindWord(plan.kind())},
        {QStringLiteral("profile"), plan.profileId},
        {QStringLiteral("environment"), environmentWord(plan.environment)},
        {QStringLiteral("taken_at"), isoTime(plan.takenAt)},
        {QStringLiteral("request"), requestJson(plan.request)},
        {QStringLiteral("summary"), planSummaryJson(tally)}};
    if (plan.kind() == PlanKind::Clean) {
        QJsonArray groups;
        for (const PlanGroup& group : plan.groups)
            groups.append(groupJson(group));
        head.insert(QStringLiteral("groups"), groups);
    }
    if (plan.confirm)
        head.insert(QStringLiteral("confirm"), *plan.confirm);
    return head;
}

QJsonObject planItemJson(const PlanItem& item)
{
    QJsonArray steps;
    for (const PlanStep& step : item.steps)
        steps.append(stepJson(step));
    QJsonArray left;
    for (const Skipped& each : item.left)
        left.append(leftJson(each));
    QJsonObject object{
        {QStringLiteral("task"), itemTaskWord(item.task)},
        {QStringLiteral("organization_id"), item.organizationId.toJson()},
        {QStringLiteral("findings"), findingsJson(item.findings)},
        {QStringLiteral("seen"), seenJson(item.seen)},
        {QStringLiteral("steps"), steps},
        {QStringLiteral("left"), left},
        {QStringLiteral("loss"), lossJson(item.loss)}};
    putName(object, QStringLiteral("instance_name"), item.name);
    if (item.identity != "name:" + item.name.utf8())
        object.insert(QStringLiteral("identity"), QString::fromLatin1(item.identity));
    if (item.group)
        object.insert(QStringLiteral("group"), *item.group);
    return object;
}

void writePlanJson(const Plan& plan, const std::function<void(const QByteArray&)>& write)
{
    JsonParts parts(planHeadJson(plan, plan.tally()), QStringLiteral("items"), write);
    for (const PlanItem& item : plan.items)
        parts.add(planItemJson(item));
}

QByteArray planJson(const Plan& plan)
{
    QByteArray document;
    writePlanJson(plan, [&document](const QByteArray& part) { document += part; });
    return document;
}

QByteArray compactPlanJson(const Plan& plan)
{
    QJsonObject document = planHeadJson(plan, plan.tally());
    QJsonArray items;
    for (const PlanItem& item : plan.items)
        items.append(planItemJson(item));
    document.insert(QStringLiteral("items"), items);
    return QJsonDocument(document).toJson(QJsonDocument::Compact);
}

} // namespace steward
