#pragma once

#include "domain/plans/plan.h"
#include "domain/word_table.h"

#include <tuple>

namespace steward {

/// When a field has to stand in a document. `WhereItDiffers`: it may be left out, because earlier versions did not know
/// it or because it says nothing where it is as in a new object.
enum class Stands : quint8 { Always, WhereItDiffers, WhereItBelongs };

/// One field of what a plan holds, said once: for its document, the document's reader, and the pages of a large plan.
template<class Owner, class Value>
struct PlanField {
    const char* key;
    Value Owner::*place;
    Stands stands = Stands::Always;
    qint64 least = 0;                        ///< of a number
    bool (*belongs)(const Owner&) = nullptr; ///< what the fields before it say of it, where that decides

    bool isWritten(const Owner& owner) const
    {
        if (belongs)
            return belongs(owner);
        return stands == Stands::Always || !(owner.*place == Owner().*place);
    }
};
template<class Owner, class Value>
PlanField(const char*, Value Owner::*, Stands = Stands::Always, qint64 = 0, bool (*)(const Owner&) = nullptr)
    -> PlanField<Owner, Value>;

/// A field of the pages alone: its document says it in another way.
template<class Owner, class Value>
struct PageField {
    Value Owner::*place;
};
template<class Owner, class Value>
PageField(Value Owner::*) -> PageField<Owner, Value>;

/// The fields of a type, in their order; nothing for what is no object of a plan.
template<class T>
inline constexpr std::tuple<> planFields;
template<class T>
constexpr bool hasPlanFields = std::tuple_size_v<std::remove_cvref_t<decltype(planFields<std::remove_const_t<T>>)>> > 0;

constexpr auto WhereItDiffers = Stands::WhereItDiffers;
constexpr auto WhereItBelongs = Stands::WhereItBelongs;

/// It is not the usual one of its name.
inline bool hasOtherIdentity(const PlanItem& item)
{
    return item.identity != "name:" + item.name.utf8();
}
/// Its target is a cache key.
inline bool hasKey(const PlanStep& step)
{
    return step.action == StepAction::WriteEntry || step.action == StepAction::DropEntry ||
           step.action == StepAction::SetLifetime;
}
inline bool isInstanceKey(const SeenEntry& entry)
{
    return entry.kind == CacheKeyKind::Instance;
}
inline bool isTokenKey(const SeenEntry& entry)
{
    return entry.kind == CacheKeyKind::Token;
}

template<>
inline constexpr auto planFields<SeenInstance> = std::tuple(
    PlanField("id", &SeenInstance::id), PlanField("open", &SeenInstance::open),
    PlanField("phone_number", &SeenInstance::phone));

template<>
inline constexpr auto planFields<SeenRow> = std::tuple(
    PlanField("integration_id", &SeenRow::id), PlanField("organization_id", &SeenRow::organizationId),
    PlanField("clinic_id", &SeenRow::clinicId), PlanField("instance_name", &SeenRow::instanceName),
    PlanField("legacy_name", &SeenRow::legacyName), PlanField("enabled", &SeenRow::enabled),
    PlanField("status", &SeenRow::status), PlanField("phone_number", &SeenRow::phone),
    PlanField("protected", &SeenRow::isProtected));

template<>
inline constexpr auto planFields<SeenEntry> = std::tuple(
    PlanField("key", &SeenEntry::kind), PlanField("instance_name", &SeenEntry::name, WhereItBelongs, 0, isInstanceKey),
    PlanField("token", &SeenEntry::token, WhereItBelongs, 0, isTokenKey), PlanField("state", &SeenEntry::state),
    PlanField("organization_id", &SeenEntry::organizationId),
    PlanField("organization_text", &SeenEntry::organizationText, WhereItDiffers),
    PlanField("phone_number", &SeenEntry::phone));

template<>
inline constexpr auto planFields<SeenState> = std::tuple(
    PlanField("server", &SeenState::server), PlanField("server_unknown", &SeenState::serverUnknown, WhereItDiffers),
    PlanField("database", &SeenState::rows), PlanField("cache", &SeenState::entries),
    PlanField("protected_by_profile", &SeenState::isProtectedByProfile));

template<>
inline constexpr auto planFields<StepValues> = std::tuple(
    PlanField("instance_name", &StepValues::instanceName, WhereItDiffers),
    PlanField("organization_id", &StepValues::organizationId, WhereItDiffers),
    PlanField("clinic_id", &StepValues::clinicId, WhereItDiffers),
    PlanField("enabled", &StepValues::enabled, WhereItDiffers),
    PlanField("status", &StepValues::status, WhereItDiffers),
    PlanField("phone_number", &StepValues::phone, WhereItDiffers),
    PlanField("expected_phone", &StepValues::expectedPhone, WhereItDiffers),
    PlanField("protected", &StepValues::isProtected, WhereItDiffers),
    PlanField("connection", &StepValues::connection, WhereItDiffers),
    PlanField("display_name", &StepValues::displayName, WhereItDiffers),
    PlanField("webhook", &StepValues::webhook, WhereItDiffers),
    PlanField("events", &StepValues::webhookEvents, WhereItDiffers),
    PlanField("ttl_seconds", &StepValues::ttlSeconds, WhereItDiffers, -2),
    PlanField("messages", &StepValues::messages, WhereItDiffers));

template<>
inline constexpr auto planFields<PlanStep> = std::tuple(
    PlanField("action", &PlanStep::action), PlanField("instance_name", &PlanStep::instance, WhereItDiffers),
    PlanField("integration_id", &PlanStep::rowId, WhereItDiffers),
    PlanField("key", &PlanStep::keyKind, WhereItBelongs, 0, hasKey),
    PlanField("token", &PlanStep::token, WhereItDiffers), PlanField("before", &PlanStep::before),
    PlanField("after", &PlanStep::after));

template<>
inline constexpr auto planFields<Difference> = std::tuple(
    PageField(&Difference::change), PageField(&Difference::before), PageField(&Difference::after),
    PageField(&Difference::isGone));

/// Its document says its sentence (wording/skip_words.h), which is all that is read back.
template<>
inline constexpr auto planFields<Skipped> = std::tuple(
    PlanField("reason", &Skipped::reason), PlanField("finding", &Skipped::finding, WhereItDiffers),
    PageField(&Skipped::subject), PageField(&Skipped::changes), PlanField("because", &Skipped::told));

template<>
inline constexpr auto planFields<Loss> = std::tuple(
    PlanField("phone_number", &Loss::phone), PlanField("profile_name", &Loss::profileName),
    PlanField("connected", &Loss::connected), PlanField("is_phone", &Loss::isPhone, WhereItDiffers),
    PlanField("messages", &Loss::messages, Stands::Always, -1),
    PlanField("contacts", &Loss::contacts, Stands::Always, -1), PlanField("chats", &Loss::chats, Stands::Always, -1),
    PlanField("undelivered", &Loss::undelivered, Stands::Always, -1));

template<>
inline constexpr auto planFields<PlanItem> = std::tuple(
    PlanField("task", &PlanItem::task), PlanField("identity", &PlanItem::identity, WhereItDiffers, 0, hasOtherIdentity),
    PlanField("instance_name", &PlanItem::name), PlanField("organization_id", &PlanItem::organizationId),
    PlanField("group", &PlanItem::group, WhereItDiffers), PlanField("findings", &PlanItem::findings),
    PlanField("seen", &PlanItem::seen), PlanField("steps", &PlanItem::steps), PlanField("left", &PlanItem::left),
    PlanField("loss", &PlanItem::loss));

template<>
inline constexpr auto planFields<PlanGroup> = std::tuple(
    PlanField("organization_id", &PlanGroup::organizationId), PlanField("phone_number", &PlanGroup::phone),
    PlanField("members", &PlanGroup::members), PlanField("keeper", &PlanGroup::survivor),
    PlanField("picked", &PlanGroup::isPicked), PlanField("score", &PlanGroup::score),
    PlanField("left", &PlanGroup::left));

template<>
inline constexpr auto planFields<RowChoice> = std::tuple(
    PlanField("integration_id", &RowChoice::id), PlanField("instance_name", &RowChoice::name, WhereItDiffers));

template<>
inline constexpr auto planFields<WebhookChoice> = std::tuple(
    PlanField("address", &WebhookChoice::address, WhereItDiffers),
    PlanField("events", &WebhookChoice::events, WhereItDiffers));

/// Without the kind, which stands beside it in the document.
template<>
inline constexpr auto planFields<PlanRequest> = std::tuple(
    PlanField("names", &PlanRequest::names), PlanField("others", &PlanRequest::others),
    PlanField("organizations", &PlanRequest::organizations), PlanField("keep", &PlanRequest::keep),
    PlanField("findings", &PlanRequest::findings), PlanField("adopt", &PlanRequest::adopt),
    PlanField("row", &PlanRequest::row, WhereItDiffers), PlanField("webhook", &PlanRequest::webhook, WhereItDiffers),
    PlanField("use_phone", &PlanRequest::usePhone, WhereItDiffers),
    PlanField("with_webhooks", &PlanRequest::withWebhooks, WhereItDiffers),
    PlanField("with_residue", &PlanRequest::withResidue));

/// Whatever a field may be.
struct AnyValue {
    template<class T>
    operator T&() const&&;
    template<class T>
    operator T&() const&;
};
template<class T, class... Values>
consteval size_t countOfFields()
{
    if constexpr (requires { T{Values{}..., AnyValue{}}; })
        return countOfFields<T, Values..., AnyValue>();
    else
        return sizeof...(Values);
}
/// One that is added and not listed does not compile.
template<class T>
constexpr bool isListedWhole = countOfFields<T>() == std::tuple_size_v<std::remove_const_t<decltype(planFields<T>)>>;
static_assert(isListedWhole<SeenInstance> && isListedWhole<SeenRow> && isListedWhole<SeenEntry>);
static_assert(isListedWhole<SeenState> && isListedWhole<StepValues> && isListedWhole<PlanStep>);
static_assert(
    isListedWhole<Difference> && isListedWhole<Skipped> && isListedWhole<Loss> && isListedWhole<PlanItem> &&
    isListedWhole<PlanGroup>);
static_assert(
    isListedWhole<RowChoice> && isListedWhole<WebhookChoice> &&
    countOfFields<PlanRequest>() == 1 + std::tuple_size_v<std::remove_const_t<decltype(planFields<PlanRequest>)>>);

/// visit(field) for each field of a type.
template<class T>
constexpr void eachField(const auto& visit)
{
    std::apply([&visit](const auto&... fields) { (visit(fields), ...); }, planFields<std::remove_const_t<T>>);
}

// The words of enumerations in documents.

constexpr WordTable<StepSign, 3> signWords{{"+", "~", "-"}};
constexpr WordTable<CacheKeyKind, 2> keyWords{{"instance", "token"}};
constexpr WordTable<CacheValueState, 4> valueStateWords{{"readable", "not-json", "not-object", "other-type"}};

inline QString wordOf(StepAction value)
{
    return stepActionWord(value);
}
inline QString wordOf(CacheKeyKind value)
{
    return keyWords.of(value);
}
inline QString wordOf(CacheValueState value)
{
    return valueStateWords.of(value);
}
inline QString wordOf(Connection value)
{
    return connectionWord(value);
}
inline QString wordOf(SkipReason value)
{
    return leftReasonWord(value);
}
inline QString wordOf(FindingCode value)
{
    return findingWord(value);
}
inline QString wordOf(ItemTask value)
{
    return itemTaskWord(value);
}

inline auto fromWord(QStringView word, StepAction)
{
    return stepActionFromWord(word);
}
inline auto fromWord(QStringView word, CacheKeyKind)
{
    return keyWords.from(word);
}
inline auto fromWord(QStringView word, CacheValueState)
{
    return valueStateWords.from(word);
}
inline auto fromWord(QStringView word, Connection)
{
    return connectionFromWord(word);
}
inline auto fromWord(QStringView word, SkipReason)
{
    return leftReasonFromWord(word);
}
inline auto fromWord(QStringView word, FindingCode)
{
    return findingFromWord(word);
}
inline auto fromWord(QStringView word, ItemTask)
{
    return itemTaskFromWord(word);
}

} // namespace steward
