#include "workflows/read/plan_json.h"

#include "domain/iso_time.h"
#include "domain/json_parts.h"
#include "domain/plans/plan_fields.h"
#include "wording/plan_text.h"
#include "wording/skip_words.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace steward {
namespace {

template<class T>
QJsonObject objectOf(const T& value);

void put(QJsonObject& object, const QString& key, const InstanceName& name)
{
    object.insert(key, name.text());
    if (InstanceName::fromText(name.text()) != name)
        object.insert(key + QStringLiteral("_hex"), QString::fromLatin1(name.utf8().toHex()));
}

QJsonValue jsonOf(const TokenKey& token)
{
    return token.masked;
}

void put(QJsonObject& object, const QString& key, const TokenKey& token)
{
    object.insert(key, jsonOf(token));
    object.insert(key + QStringLiteral("_sha256"), token.digest.text());
}

QJsonValue jsonOf(const PhoneNumber& phone)
{
    return phone.text();
}

QJsonValue jsonOf(const SurvivorScore& score)
{
    return lineOf(score);
}

QJsonValue jsonOf(const QByteArray& text)
{
    return QString::fromLatin1(text);
}

QJsonValue jsonOf(const InstanceName& name)
{
    QJsonObject object;
    put(object, QStringLiteral("instance_name"), name);
    return object;
}

QJsonValue jsonOf(const std::pair<const InstanceName, OrganizationId>& adopted)
{
    QJsonObject object = jsonOf(adopted.first).toObject();
    object.insert(QStringLiteral("organization_id"), adopted.second.toJson());
    return object;
}

template<class T>
QJsonValue jsonOf(const T& value)
{
    if constexpr (std::is_enum_v<T>)
        return wordOf(value);
    else if constexpr (hasPlanFields<T>)
        return objectOf(value);
    else if constexpr (requires { value.toJson(); })
        return value.toJson();
    else
        return value;
}

template<class T>
void put(QJsonObject& object, const QString& key, const T& value)
{
    if constexpr (requires { value.has_value(); }) {
        object.insert(key, value ? jsonOf(*value) : QJsonValue());
    } else if constexpr (requires { value.size(); } && !std::is_same_v<T, QString> && !std::is_same_v<T, QByteArray>) {
        QJsonArray array;
        for (const auto& each : value)
            array.append(jsonOf(each));
        object.insert(key, array);
    } else {
        object.insert(key, jsonOf(value));
    }
}

template<class T>
QJsonObject objectOf(const T& owner)
{
    QJsonObject object;
    eachField<T>([&]<class Field>(const Field& field) {
        if constexpr (requires { field.key; }) {
            if (!field.isWritten(owner))
                return;
            const auto& value = owner.*field.place;
            const QString key = QLatin1String(field.key);
            if constexpr (requires { value.has_value(); }) {
                if (field.stands != Stands::Always && value)
                    return put(object, key, *value);
            }
            put(object, key, value);
        }
    });
    if constexpr (std::is_same_v<T, Skipped>)
        object.insert(QStringLiteral("because"), sentenceOf(owner));
    if constexpr (std::is_same_v<T, PlanStep>) { // said for the reader
        object.insert(QStringLiteral("store"), placeWord(owner.place()));
        object.insert(QStringLiteral("sign"), signWords.of(owner.sign()));
    }
    return object;
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
        {QStringLiteral("request"), objectOf(plan.request)},
        {QStringLiteral("summary"), planSummaryJson(tally)}};
    if (plan.kind() == PlanKind::Clean)
        put(head, QStringLiteral("groups"), plan.groups);
    if (plan.confirm)
        head.insert(QStringLiteral("confirm"), *plan.confirm);
    return head;
}

QJsonObject planItemJson(const PlanItem& item)
{
    return objectOf(item);
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
