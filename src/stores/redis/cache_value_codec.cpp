#include "stores/redis/cache_value_codec.h"

#include "stores/sound_json.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace steward {
namespace {

/// Nothing where the field is missing, null or of another type.
std::optional<QByteArrayView> textField(const simdjson::dom::object& object, std::string_view name)
{
    std::string_view text;
    if (object.at_key(name).get(text) != simdjson::SUCCESS)
        return {};
    return QByteArrayView(text.data(), static_cast<qsizetype>(text.size()));
}

template<class Id>
void readId(const simdjson::dom::object& object, std::string_view name, Id& id, QString& other)
{
    const std::optional<QByteArrayView> text = textField(object, name);
    if (!text)
        return;
    // QUuid takes braces too and passes over what follows; the backend writes neither.
    if (text->size() == 36)
        id = Id::fromString(QLatin1String(*text));
    if (id.isNull())
        other = QString::fromUtf8(*text);
}

void readPhone(QByteArrayView text, CacheEntry& entry)
{
    entry.phone = PhoneNumber::fromText(QString::fromUtf8(text));
    if (entry.phone)
        entry.oddPhone.clear();
    else if (const QString odd = QString::fromUtf8(text).trimmed(); !odd.isEmpty())
        entry.oddPhone = odd;
}

QJsonValue jsonPhone(const std::optional<PhoneNumber>& phone)
{
    return phone ? QJsonValue(QString::number(phone->digits())) : QJsonValue();
}

QJsonValue jsonText(const QByteArray& utf8)
{
    return QString::fromUtf8(utf8);
}

} // namespace

bool CacheValueCodec::isSoundText(const QByteArray& value)
{
    return QString::fromUtf8(value).toUtf8() == value &&
           isSoundJson({value.constData(), static_cast<size_t>(value.size())});
}

bool CacheValueCodec::parsed(const QByteArray& json, simdjson::dom::element& element)
{
    const auto size = static_cast<size_t>(json.size());
    if (m_padded.size() < size + simdjson::SIMDJSON_PADDING)
        m_padded.resize(size + simdjson::SIMDJSON_PADDING);
    std::ranges::copy(json, m_padded.begin());
    return m_parser.parse(m_padded.data(), size, false).get(element) == simdjson::SUCCESS;
}

void CacheValueCodec::decode(const QByteArray& value, CacheEntry& entry)
{
    simdjson::dom::element element;
    // Half an emoji in a name is no reason to call the entry unreadable: its writers and readers take it.
    const bool isMended = !parsed(value, element);
    if (isMended && !(isSoundText(value) && parsed(mendedJson(value), element))) {
        entry.state = CacheValueState::NotJson;
        return;
    }
    simdjson::dom::object object;
    if (element.get(object) != simdjson::SUCCESS) {
        entry.state = CacheValueState::NotObject;
        return;
    }
    entry.state = CacheValueState::Readable;
    readId(object, "organization_id", entry.organizationId, entry.organizationText);
    readId(object, "clinic_id", entry.clinicId, entry.clinicText);
    if (const auto name = textField(object, "name"))
        entry.displayName = QString::fromUtf8(*name);
    for (const std::string_view field : {"whatsapp_number", "phone_number"}) {
        if (const auto phone = textField(object, field); phone && !entry.phone)
            readPhone(*phone, entry);
    }
    if (entry.kind == CacheKeyKind::Token) {
        // A name that had to be mended is nobody's.
        const auto instance = textField(object, "instance_name");
        if (instance && !(isMended && instance->contains("\xef\xbf\xbd")))
            entry.name = InstanceName::fromUtf8(instance->toByteArray());
    }
}

QByteArray CacheValueCodec::encode(const CacheValue& value)
{
    const bool isInstance = value.key.kind == CacheKeyKind::Instance;
    const InstanceName& instance = isInstance && value.instance.isEmpty() ? value.key.name : value.instance;
    QJsonObject object{
        {QStringLiteral("clinic_id"), value.clinicId.toJson()},
        {QStringLiteral("organization_id"), value.organizationId.toJson()},
        {QStringLiteral("name"), value.displayName},
        {QStringLiteral("instance_name"), jsonText(instance.utf8())},
    };
    if (isInstance) {
        object.insert(QStringLiteral("whatsapp_number"), jsonPhone(value.phone));
    } else {
        object.insert(QStringLiteral("phone_number"), jsonPhone(value.phone));
        object.insert(QStringLiteral("webhook_token"), jsonText(value.key.token.reveal()));
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray CacheValueCodec::encode(const WorkerMessage& message)
{
    const bool added = message.channel == WorkerChannel::Added;
    const QJsonObject object{
        {QStringLiteral("instance_name"), jsonText(message.instance.utf8())},
        {QStringLiteral("organization_id"), message.organizationId.toJson()},
        {QStringLiteral("action"), added ? QStringLiteral("added") : QStringLiteral("removed")},
    };
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace steward
