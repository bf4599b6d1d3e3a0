#include "workflows/read/plan_json.h"

#include "domain/iso_time.h"
#include "domain/plans/plan_fields.h"
#include "domain/strict_fields.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <limits>

namespace steward {
namespace {

struct PlanReaderText {
    Q_DECLARE_TR_FUNCTIONS(steward::PlanReader)
};

template<class T>
void fill(StrictFields& fields, T& owner);

/// One that is an object, or an element of a list. `fields`: whose document it is in.
template<class T>
T fromJson(const QJsonValue& json, StrictFields& fields, const QString& path)
{
    StrictFields own(json, fields.document(), path);
    if constexpr (std::is_same_v<T, InstanceName>) {
        return own.name(QStringLiteral("instance_name"));
    } else if constexpr (std::is_same_v<T, std::pair<const InstanceName, OrganizationId>>) {
        const InstanceName name = own.name(QStringLiteral("instance_name"));
        return {name, own.id<OrganizationId>(QStringLiteral("organization_id"))};
    } else {
        T value;
        fill(own, value);
        return value;
    }
}

/// An element that is a text; nothing: it does not fit.
template<class T>
std::optional<T> fromText(const QJsonValue& json)
{
    if (!json.isString())
        return {};
    if constexpr (std::is_same_v<T, QByteArray>)
        return json.toString().toLatin1();
    else if constexpr (std::is_same_v<T, QString>)
        return json.toString();
    else if constexpr (std::is_enum_v<T>)
        return fromWord(json.toString(), T());
    else
        return T::fromJson(json).orNone();
}

template<class T>
void readAll(StrictFields& fields, const QString& key, T& values)
{
    using Each = typename T::value_type;
    fields.each(key, [&](const QJsonValue& json, const QString& path) {
        if constexpr (
            hasPlanFields<Each> || requires { typename T::mapped_type; } || std::is_same_v<Each, InstanceName>)
            values.insert(values.end(), fromJson<Each>(json, fields, path));
        else if (const std::optional<Each> value = fromText<Each>(json))
            values.push_back(*value);
        else
            fields.refuse(key);
    });
}

TokenKey token(StrictFields& fields, const QString& key)
{
    const QString digestKey = key + QStringLiteral("_sha256");
    const std::optional<TokenDigest> digest = TokenDigest::fromText(fields.text(digestKey));
    if (!digest)
        fields.refuse(digestKey);
    return {fields.text(key), digest.value_or(TokenDigest::of({}))};
}

template<class Id>
concept IsId = requires(Id id)
{
    id.orNone();
};

/// What is there, and no list and nothing that may be missing.
template<class T>
T one(StrictFields& fields, const QString& key, qint64 least)
{
    if constexpr (std::is_same_v<T, bool>)
        return fields.flag(key);
    else if constexpr (std::is_same_v<T, int>) // a larger one would become another, less than none perhaps
        return static_cast<int>(fields.number(key, least, least, std::numeric_limits<int>::max()));
    else if constexpr (std::is_integral_v<T>)
        return static_cast<T>(fields.number(key, least));
    else if constexpr (std::is_same_v<T, QString>)
        return fields.text(key);
    else if constexpr (std::is_same_v<T, SurvivorScore>)
        return {.told = fields.text(key)};
    else if constexpr (std::is_same_v<T, QByteArray>)
        return fields.text(key).toLatin1();
    else if constexpr (std::is_same_v<T, InstanceName>)
        return fields.name(key);
    else if constexpr (std::is_same_v<T, TokenKey>)
        return token(fields, key);
    else if constexpr (std::is_enum_v<T>)
        return fields.word(key, [](const QString& word) { return fromWord(word, T()); });
    else if constexpr (IsId<T>)
        return fields.id<T>(key);
    else
        return fromJson<T>(fields.object(key), fields, fields.pathOf(key));
}

template<class T>
void read(StrictFields& fields, const QString& key, T& value, qint64 least)
{
    if constexpr (requires { value.push_back({}); } && !std::is_same_v<T, QString> && !std::is_same_v<T, QByteArray>)
        readAll(fields, key, value);
    else if constexpr (requires { typename T::mapped_type; })
        readAll(fields, key, value);
    else
        value = one<T>(fields, key, least);
}

/// `mayBeNull`: it stands there in any case; a name then as an object.
template<class T>
void read(StrictFields& fields, const QString& key, std::optional<T>& value, qint64 least, bool mayBeNull)
{
    if constexpr (std::is_same_v<T, PhoneNumber>)
        value = fields.phone(key);
    else if (mayBeNull && fields.isNull(key))
        value = {};
    else if constexpr (std::is_same_v<T, InstanceName>)
        value = mayBeNull ? fromJson<T>(fields.object(key), fields, fields.pathOf(key)) : fields.name(key);
    else
        value = one<T>(fields, key, least);
}

template<class T>
void fill(StrictFields& fields, T& owner)
{
    eachField<T>([&]<class Field>(const Field& field) {
        if constexpr (requires { field.key; }) {
            const QString key = QLatin1String(field.key);
            auto& value = owner.*field.place;
            const bool isAlways = field.stands == Stands::Always;
            if (field.stands == Stands::WhereItDiffers ? !fields.has(key) : !isAlways && !field.belongs(owner))
                return;
            if constexpr (requires { value.has_value(); })
                read(fields, key, value, field.least, isAlways);
            else
                read(fields, key, value, field.least);
        }
    });
    if constexpr (std::is_same_v<T, PlanItem>) {
        if (!fields.has(QStringLiteral("identity")))
            owner.identity = "name:" + owner.name.utf8();
    } else if constexpr (std::is_same_v<T, PlanStep>) {
        // Said for the reader; another store or sign than the action's would be a lie.
        if (fields.text(QStringLiteral("store")) != placeWord(owner.place()))
            fields.refuse(QStringLiteral("store"));
        if (fields.text(QStringLiteral("sign")) != signWords.of(owner.sign()))
            fields.refuse(QStringLiteral("sign"));
    }
}

Error notAPlan(const QString& field, const QString& /*expected*/)
{
    return {
        ErrorKind::InvalidSettings,
        //: %1 is the place of a field in a file, such as "items[3].steps"
        PlanReaderText::tr("This is not a plan as Steward writes it (see “%1”). Make the plan again.").arg(field),
        QStringLiteral("plan: ") + field};
}

std::unexpected<Error> refusedVersion()
{
    return std::unexpected(Error{
        ErrorKind::InvalidSettings,
        PlanReaderText::tr("This plan was made by another version of Steward. Make it again with this one."),
        QStringLiteral("plan: version")});
}

Timestamp readTime(StrictFields& fields, const QString& key)
{
    const QString written = fields.text(key);
    const std::optional<Timestamp> time = timeFromIso(written);
    if (!time || !written.endsWith(QLatin1Char('Z')))
        fields.refuse(key);
    return time.value_or(Timestamp());
}

/// The numbers have to be those of the items: they are what a person agrees to.
bool agrees(QJsonObject summary, const PlanTally& tally)
{
    QJsonObject own = planSummaryJson(tally);
    own.remove(QStringLiteral("text")); // in the language of who wrote it
    return summary.take(QStringLiteral("text")).isString() && summary == own;
}

Plan planFrom(const QJsonValue& json, StrictDocument& document)
{
    StrictFields fields(json, document, QStringLiteral("plan"));
    Plan plan;
    fields.number(QStringLiteral("version"), planVersion);
    plan.request = fromJson<PlanRequest>(fields.object(QStringLiteral("request")), fields, QStringLiteral("request"));
    plan.request.kind = fields.word(QStringLiteral("kind"), planKindFromWord);
    plan.profileId = fields.text(QStringLiteral("profile"));
    plan.environment = fields.word(QStringLiteral("environment"), environmentFromWord);
    plan.takenAt = readTime(fields, QStringLiteral("taken_at"));
    if (plan.kind() == PlanKind::Clean)
        readAll(fields, QStringLiteral("groups"), plan.groups);
    fields.each(QStringLiteral("items"), [&](const QJsonValue& each, const QString& at) {
        plan.items.push_back(fromJson<PlanItem>(each, fields, at));
        if (plan.items.back().group.value_or(-1) >= static_cast<int>(plan.groups.size()))
            fields.refuse(QStringLiteral("items"));
    });
    if (!agrees(fields.object(QStringLiteral("summary")), plan.tally()))
        fields.refuse(QStringLiteral("summary"));
    if (fields.has(QStringLiteral("confirm")))
        plan.confirm = fields.text(QStringLiteral("confirm"));
    return plan;
}

} // namespace

Result<Plan> planFromJson(const QByteArray& document)
{
    const QJsonDocument parsed = QJsonDocument::fromJson(document);
    if (parsed.isObject() && parsed.object().contains(QStringLiteral("version")) &&
        parsed.object().value(QStringLiteral("version")) != QJsonValue(planVersion))
        return refusedVersion();
    StrictDocument read{notAPlan};
    Plan plan = planFrom(parsed.isObject() ? QJsonValue(parsed.object()) : QJsonValue(), read);
    if (read.firstError)
        return std::unexpected(*read.firstError);
    return plan;
}

} // namespace steward
