#include "stores/evolution/instance_list_parser.h"

#include "stores/evolution/http_exchange.h"
#include "stores/evolution/server_errors.h"
#include "stores/evolution/server_timestamp.h"

#include <simdjson.h>

#include <algorithm>

namespace steward {
namespace {

namespace json = simdjson::ondemand;

static_assert(HttpAnswer::bodyPadding >= static_cast<qsizetype>(simdjson::SIMDJSON_PADDING));

constexpr size_t rowsBetweenLooksAtStop = 2048;

Connection connectionFrom(std::string_view word)
{
    if (word == "open")
        return Connection::Open;
    if (word == "connecting")
        return Connection::Connecting;
    if (word == "close")
        return Connection::Close;
    return Connection::Other;
}

InstanceKind kindFrom(std::string_view word)
{
    if (word == "WHATSAPP-BAILEYS")
        return InstanceKind::Baileys;
    if (word == "WHATSAPP-BUSINESS")
        return InstanceKind::Business;
    if (word == "EVOLUTION")
        return InstanceKind::Evolution;
    return InstanceKind::Other;
}

QByteArrayView viewOf(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

/// Reads one item of the list. simdjson's exceptions are for broken JSON and end the whole list; a field of another
/// type than expected is passed over.
class ItemReader final {
public:
    ItemReader(std::string_view quotedKey, bool& carriesKey)
        : m_quotedKey(quotedKey)
        , m_carriesKey(carriesKey)
    {
    }

    /// 1 or 2 by the item's shape, 0 where it is neither.
    int read(json::object item, ServerInstance& into)
    {
        m_named = false;
        bool nested = false;
        into.kind = InstanceKind::Other;
        for (json::field field : item) {
            const json::raw_json_string key = field.key();
            json::value value = field.value();
            if (key == "instance" && value.type() == json::json_type::object) {
                nested = true;
                readNested(value.get_object(), into);
            } else {
                readField(key, value, into);
            }
        }
        if (!m_named)
            return 0;
        return nested ? 1 : 2;
    }

private:
    /// v1: {"instance":{…}}, where a missing kind means Baileys.
    void readNested(json::object item, ServerInstance& into)
    {
        into.kind = InstanceKind::Baileys;
        for (json::field field : item) {
            const json::raw_json_string key = field.key();
            json::value value = field.value();
            if (key == "instanceName")
                readName(value, into);
            else if (key == "instanceId")
                into.id = uuid(value);
            else if (key == "status")
                into.connection = connectionFrom(text(value));
            else if (key == "owner")
                into.phone = PhoneNumber::fromJid(viewOf(text(value)));
            else if (key == "profileName")
                readProfileName(value, into);
            else if (key == "integration")
                readNestedKind(value, into);
            else if (key == "apikey")
                compareKey(value);
        }
    }

    /// v1 gives the kind as an object of its own, {"integration":"WHATSAPP-BAILEYS",…}, or not at all.
    static void readNestedKind(json::value& value, ServerInstance& into)
    {
        const json::json_type type = value.type();
        if (type == json::json_type::string)
            into.kind = kindFrom(text(value));
        if (type != json::json_type::object)
            return;
        for (json::field field : value.get_object()) {
            json::value kind = field.value();
            if (field.key() == "integration" && kind.type() == json::json_type::string)
                into.kind = kindFrom(text(kind));
        }
    }

    void readField(json::raw_json_string key, json::value value, ServerInstance& into)
    {
        if (key == "name")
            readName(value, into);
        else if (key == "id")
            into.id = uuid(value);
        else if (key == "connectionStatus")
            into.connection = connectionFrom(text(value));
        else if (key == "integration")
            into.kind = kindFrom(text(value));
        else if (key == "ownerJid")
            into.phone = PhoneNumber::fromJid(viewOf(text(value)));
        else if (key == "profileName")
            readProfileName(value, into);
        else if (key == "disconnectionReasonCode")
            into.disconnectionReason = static_cast<int>(integer(value).value_or(0));
        else if (key == "createdAt")
            into.createdAt = serverTimestamp(text(value));
        else if (key == "updatedAt")
            into.updatedAt = serverTimestamp(text(value));
        else if (key == "_count" && value.type() == json::json_type::object)
            readCounts(value.get_object(), into);
        else if (key == "token")
            compareKey(value);
    }

    static void readCounts(json::object counts, ServerInstance& into)
    {
        for (json::field field : counts) {
            const json::raw_json_string key = field.key();
            json::value value = field.value();
            if (key == "Message")
                into.messages = integer(value).value_or(-1);
            else if (key == "Contact")
                into.contacts = integer(value).value_or(-1);
            else if (key == "Chat")
                into.chats = integer(value).value_or(-1);
        }
    }

    void readName(json::value& value, ServerInstance& into)
    {
        if (value.type() != json::json_type::string)
            return;
        into.name = InstanceName::fromUtf8(viewOf(value.get_string()).toByteArray());
        m_named = true;
    }

    static void readProfileName(json::value& value, ServerInstance& into)
    {
        const std::string_view name = text(value);
        if (name != "not loaded") // v1's word for none
            into.profileName = QString::fromUtf8(viewOf(name));
    }

    /// Compared as it stands in the text, so that no decoded copy of a token is ever made.
    void compareKey(json::value& value)
    {
        if (m_quotedKey.empty() || value.type() != json::json_type::string)
            return;
        const std::string_view raw = value.raw_json_token();
        m_carriesKey = m_carriesKey || raw.starts_with(m_quotedKey);
    }

    static std::string_view text(json::value& value)
    {
        if (value.type() != json::json_type::string)
            return {};
        return value.get_string();
    }

    static std::optional<qint64> integer(json::value& value)
    {
        if (value.type() != json::json_type::number)
            return {};
        int64_t number = 0;
        if (value.get_int64().get(number) != simdjson::SUCCESS)
            return {};
        return number;
    }

    static QUuid uuid(json::value& value) { return QUuid::fromString(QLatin1String(viewOf(text(value)))); }

    std::string_view m_quotedKey;
    bool& m_carriesKey;
    bool m_named = false;
};

/// First and last byte that are not white space; '\0' for none.
std::pair<char, char> edges(const QByteArray& body)
{
    const auto isSpace = [](char byte) { return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t'; };
    const auto first = std::find_if_not(body.begin(), body.end(), isSpace);
    const auto last = std::find_if_not(body.rbegin(), body.rend(), isSpace);
    return first == body.end() ? std::pair('\0', '\0') : std::pair(*first, *last);
}

Error badList(const QString& detail)
{
    return serverError(ErrorKind::BadAnswer, QStringLiteral("list of instances: ") + detail);
}

simdjson::padded_string_view paddedView(const QByteArray& body)
{
    return simdjson::padded_string_view(
        body.constData(), static_cast<size_t>(body.size()), static_cast<size_t>(body.capacity()));
}

Error addItem(ItemReader& reader, json::object item, ServerListing& listing)
{
    ServerInstance instance;
    const int version = reader.read(item, instance);
    if (version == 0)
        return badList(QStringLiteral("an item without a name"));
    if (listing.majorVersion == 0)
        listing.majorVersion = version;
    if (listing.majorVersion != version)
        return badList(QStringLiteral("items of two shapes"));
    listing.instances.push_back(std::move(instance));
    return {};
}

Result<ParsedListing> parse(const QByteArray& body, const QByteArray& quotedKey, bool one, const Limits& limits)
{
    ParsedListing parsed;
    ItemReader reader({quotedKey.constData(), static_cast<size_t>(quotedKey.size())}, parsed.carriesAskingKey);
    json::parser parser;
    json::document document = parser.iterate(paddedView(body));
    if (one) {
        if (const Error error = addItem(reader, document.get_object(), parsed.listing); !error.sentence.isEmpty())
            return std::unexpected(error);
    } else {
        parsed.listing.instances.reserve(static_cast<size_t>(body.size()) / 1024 + 1);
        for (json::value item : document.get_array()) {
            if (item.type() != json::json_type::object)
                return std::unexpected(badList(QStringLiteral("an item that is no object")));
            if (const Error error = addItem(reader, item.get_object(), parsed.listing); !error.sentence.isEmpty())
                return std::unexpected(error);
            if (parsed.listing.instances.size() % rowsBetweenLooksAtStop == 0 && limits.stopped())
                return std::unexpected(stoppedError());
        }
    }
    // The iterator says nothing of text behind the closing bracket by itself.
    if (document.current_location().error() != simdjson::OUT_OF_BOUNDS)
        return std::unexpected(badList(QStringLiteral("text behind its end")));
    return parsed;
}

Result<ParsedListing> parseGuarded(const QByteArray& body, const QByteArray& key, bool one, const Limits& limits)
{
    // simdjson speaks in exceptions; none passes this function.
    try {
        return parse(body, key.isEmpty() ? key : '"' + key + '"', one, limits);
    } catch (const simdjson::simdjson_error& error) {
        return std::unexpected(badList(QString::fromLatin1(simdjson::error_message(error.error()))));
    }
}

} // namespace

Result<ParsedListing> InstanceListParser::list(const QByteArray& body, const Limits& limits) const
{
    const auto [first, last] = edges(body);
    if (first != '[')
        return std::unexpected(badList(QStringLiteral("no array")));
    auto parsed = parseGuarded(body, m_askingKey, false, limits);
    if (!parsed && parsed.error().kind == ErrorKind::BadAnswer && last != ']')
        return std::unexpected(serverError(ErrorKind::Truncated, parsed.error().detail));
    return parsed;
}

Result<ParsedListing> InstanceListParser::listOrOne(const QByteArray& body, const Limits& limits) const
{
    if (edges(body).first == '{')
        return parseGuarded(body, m_askingKey, true, limits);
    return list(body, limits);
}

Result<CreatedInstance> InstanceListParser::created(const QByteArray& body)
{
    try {
        CreatedInstance created;
        json::parser parser;
        json::document document = parser.iterate(paddedView(body));
        json::object instance = document.find_field_unordered("instance").get_object();
        for (json::field field : instance) {
            const json::raw_json_string key = field.key();
            json::value value = field.value();
            if (value.type() != json::json_type::string)
                continue;
            if (key == "instanceName")
                created.name = InstanceName::fromUtf8(viewOf(value.get_string()).toByteArray());
            else if (key == "instanceId")
                created.id = QUuid::fromString(QLatin1String(viewOf(value.get_string())));
        }
        return created;
    } catch (const simdjson::simdjson_error& error) {
        return std::unexpected(serverError(
            ErrorKind::BadAnswer,
            QStringLiteral("answer to create: ") + QString::fromLatin1(simdjson::error_message(error.error()))));
    }
}

} // namespace steward
