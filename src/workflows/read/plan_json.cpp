#include "workflows/read/plan_json.h"

#include "domain/iso_time.h"
#include "domain/plans/plan_fields.h"
#include "wording/plan_text.h"
#include "wording/skip_words.h"
#include "workflows/base/json_stream.h"

#include <QJsonDocument>

namespace steward {
namespace {

/// What becomes of each part of a document once it is written.
using Write = std::function<void(const QByteArray&)>;

template<class T>
void putObject(JsonStream& json, const T& owner);

void putField(JsonStream& json, const char* key, const InstanceName& name)
{
    json.put(key, name.text());
    if (InstanceName::fromText(name.text()) != name)
        json.put((QByteArray(key) + "_hex").constData(), QString::fromLatin1(name.utf8().toHex()));
}

void putField(JsonStream& json, const char* key, const TokenKey& token)
{
    json.put(key, token.masked);
    json.put((QByteArray(key) + "_sha256").constData(), token.digest.text());
}

void putValue(JsonStream& json, const TokenKey& token)
{
    json.put(token.masked);
}

void putValue(JsonStream& json, const PhoneNumber& phone)
{
    json.put(phone.text());
}

void putValue(JsonStream& json, const SurvivorScore& score)
{
    json.put(lineOf(score));
}

void putValue(JsonStream& json, const QByteArray& text)
{
    json.put(QString::fromLatin1(text));
}

void putValue(JsonStream& json, const InstanceName& name)
{
    json.beginObject();
    putField(json, "instance_name", name);
    json.endObject();
}

template<class Tag>
void putValue(JsonStream& json, const StrongId<Tag>& id)
{
    json.putText(id.isNull() ? QString() : id.toString());
}

void putValue(JsonStream& json, const std::pair<const InstanceName, OrganizationId>& adopted)
{
    json.beginObject();
    putField(json, "instance_name", adopted.first);
    json.key("organization_id");
    putValue(json, adopted.second);
    json.endObject();
}

template<class T>
void putValue(JsonStream& json, const T& value)
{
    if constexpr (std::is_enum_v<T>)
        json.put(wordOf(value));
    else if constexpr (hasPlanFields<T>)
        putObject(json, value);
    else
        json.put(value);
}

template<class T>
void putField(JsonStream& json, const char* key, const T& value)
{
    json.key(key);
    if constexpr (requires { value.has_value(); }) {
        value ? putValue(json, *value) : json.null();
    } else if constexpr (requires { value.size(); } && !std::is_same_v<T, QString> && !std::is_same_v<T, QByteArray>) {
        json.beginArray();
        for (const auto& each : value)
            putValue(json, each);
        json.endArray();
    } else {
        putValue(json, value);
    }
}

template<class T>
void putObject(JsonStream& json, const T& owner)
{
    json.beginObject();
    eachField<T>([&]<class Field>(const Field& field) {
        if constexpr (requires { field.key; }) {
            if (!field.isWritten(owner))
                return;
            const auto& value = owner.*field.place;
            if constexpr (requires { value.has_value(); }) {
                if (field.stands != Stands::Always && value)
                    return putField(json, field.key, *value);
            }
            if constexpr (std::is_same_v<T, Skipped> && std::is_same_v<std::remove_cvref_t<decltype(value)>, QString>)
                json.put(field.key, sentenceOf(owner)); // as it is said now
            else
                putField(json, field.key, value);
        }
    });
    if constexpr (std::is_same_v<T, PlanStep>) { // said for the reader
        json.put("store", placeWord(owner.place()));
        json.put("sign", signWords.of(owner.sign()));
    }
    json.endObject();
}

void putSummary(JsonStream& json, const PlanTally& tally)
{
    json.beginObject();
    json.put("text", summaryLine(tally));
    json.put("items", qint64{tally.items});
    json.put("changed", qint64{tally.changed});
    json.put("left", qint64{tally.left});
    json.put("deleted_or_disconnected", qint64{tally.destructive});
    json.key("steps");
    json.beginObject();
    for (const auto& [action, count] : tally.steps)
        json.put(stepActionWord(action).toLatin1().constData(), qint64{count});
    json.endObject();
    json.endObject();
}

/// Its end is for the caller.
void putPlan(JsonStream& json, const Plan& plan, const Write& write)
{
    json.beginObject();
    json.put("version", planVersion);
    json.put("kind", planKindWord(plan.kind()));
    json.put("profile", plan.profileId);
    json.put("environment", environmentWord(plan.environment));
    json.put("taken_at", isoTime(plan.takenAt));
    json.key("request");
    putObject(json, plan.request);
    json.key("summary");
    putSummary(json, plan.tally());
    if (plan.kind() == PlanKind::Clean)
        putField(json, "groups", plan.groups);
    if (plan.confirm)
        json.put("confirm", *plan.confirm);
    json.key("items");
    json.beginArray();
    for (const PlanItem& item : plan.items) {
        putObject(json, item);
        write(json.takePart());
    }
    json.endArray();
    json.endObject();
}

} // namespace

QJsonObject planSummaryJson(const PlanTally& tally)
{
    JsonStream json;
    putSummary(json, tally);
    return QJsonDocument::fromJson(json.take()).object();
}

void writePlanJson(const Plan& plan, const std::function<void(const QByteArray&)>& write)
{
    JsonStream json(JsonStream::Layout::Indented);
    putPlan(json, plan, write);
    write(json.takePart() + '\n');
}

QByteArray planJson(const Plan& plan)
{
    QByteArray document;
    writePlanJson(plan, [&document](const QByteArray& part) { document += part; });
    return document;
}

QByteArray compactPlanJson(const Plan& plan)
{
    QByteArray document;
    JsonStream json;
    putPlan(json, plan, [&document](const QByteArray& part) { document += part; });
    return document + json.takePart();
}

} // namespace steward
