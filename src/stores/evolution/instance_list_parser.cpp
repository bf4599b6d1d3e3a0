#include "stores/evolution/instance_list_parser.h"

#include "stores/evolution/http_exchange.h"
#include "stores/evolution/server_errors.h"
#include "stores/evolution/server_timestamp.h"
#include "stores/sound_json.h"

#include <QSet>

#include <simdjson.h>

#include <algorithm>
#include <utility>

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

/// Nothing for what is no JSON value by its first character.
std::optional<json::json_type> typeOf(json::value& value)
{
    json::json_type type{};
    if (value.type().get(type) != simdjson::SUCCESS)
        return {};
    return type;
}

bool isContainer(std::optional<json::json_type> type)
{
    return type == json::json_type::object || type == json::json_type::array;
}

std::string_view withoutSpaceBehind(std::string_view token)
{
    const size_t last = token.find_last_not_of(" \n\r\t");
    return last == std::string_view::npos ? std::string_view() : token.substr(0, last + 1);
}

/// Reads one item of the list. simdjson's exceptions are for broken JSON and end the whole list; a field of another
/// type than expected is passed over, and one that is no JSON leaves the item damaged.
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
        m_isNamed = m_isDamaged = false;
        bool nested = false;
        into.kind = InstanceKind::Other;
        for (json::field field : item) {
            const json::raw_json_string key = field.key();
            json::value value = field.value();
            const auto type = typeOf(value);
            if (key == "instance" && type == json::json_type::object && !m_isNamed) {
                nested = true;
                readNested(value.get_object(), into);
            } else if (isContainer(type)) {
                readContainer(key, value, *type, into);
            } else if (isSound(value, type)) {
                readField(key, value, into);
            }
        }
        if (!m_isNamed)
            return 0;
        return nested ? 1 : 2;
    }

    /// A value of the last item was no JSON, or it carried two names.
    bool isDamaged() const { return m_isDamaged; }

private:
    /// v1: {"instance":{…}}, where a missing kind means Baileys.
    void readNested(json::object item, ServerInstance& into)
    {
        into.kind = InstanceKind::Baileys;
        for (json::field field : item) {
            const json::raw_json_string key = field.key();
            json::value value = field.value();
            const auto type = typeOf(value);
            if (key == "integration" && type == json::json_type::object)
                readNestedKind(value, into);
            else if (isContainer(type))
                m_isDamaged = m_isDamaged || !isSoundJson(rawOf(value, *type));
            else if (isSound(value, type))
                readNestedField(key, value, into);
        }
    }

    void readNestedField(json::raw_json_string key, json::value value, ServerInstance& into)
    {
        if (key == "instanceName")
            readName(value, into);
        else if (key == "instanceId")
            into.id = uuid(value);
        else if (key == "status")
            into.connection = connectionFrom(text(value));
        else if (key == "owner")
            readPhone(value, into);
        else if (key == "profileName")
            readProfileName(value, into);
        else if (key == "integration" && value.type() == json::json_type::string)
            into.kind = kindFrom(text(value));
        else if (key == "apikey")
            compareKey(value);
    }

    /// v1 gives the kind as an object of its own, {"integration":"WHATSAPP-BAILEYS",…}, or not at all.
    void readNestedKind(json::value& value, ServerInstance& into)
    {
        for (json::field field : value.get_object()) {
            json::value kind = field.value();
            if (field.key() == "integration" && typeOf(kind) == json::json_type::string)
                into.kind = kindFrom(text(kind));
        }
    }

    /// Most of them nobody asks for; they are looked at all the same, or garbage would count as read.
    void readContainer(json::raw_json_string key, json::value& value, json::json_type type, ServerInstance& into)
    {
        if (key == "_count" && type == json::json_type::object) {
            json::object counts = value.get_object();
            if (isSoundJson(counts.raw_json())) {
                counts.reset();
                return readCounts(counts, into);
            }
            m_isDamaged = true;
            return;
        }
        m_isDamaged = m_isDamaged || !isSoundJson(rawOf(value, type));
    }

    static std::string_view rawOf(json::value& value, json::json_type type)
    {
        if (type == json::json_type::object) {
            json::object object = value.get_object();
            return object.raw_json();
        }
        json::array array = value.get_array();
        return array.raw_json();
    }

    /// Of a value that is no container.
    bool isSound(json::value& value, std::optional<json::json_type> type)
    {
        const std::string_view token = type ? withoutSpaceBehind(value.raw_json_token()) : std::string_view();
        const bool isPlain = type == json::json_type::string && token.find('\\') == std::string_view::npos;
        const bool sound = isPlain || (type && isSoundJson(token));
        m_isDamaged = m_isDamaged || !sound;
        return sound;
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
            readPhone(value, into);
        else if (key == "profileName")
            readProfileName(value, into);
        else if (key == "disconnectionReasonCode")
            into.disconnectionReason = static_cast<int>(integer(value).value_or(0));
        else if (key == "createdAt")
            into.createdAt = serverTimestamp(text(value));
        else if (key == "updatedAt")
            into.updatedAt = serverTimestamp(text(value));
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
        const InstanceName name = InstanceName::fromUtf8(viewOf(value.get_string()).toByteArray());
        m_isDamaged = m_isDamaged || (m_isNamed && into.name != name);
        into.name = name;
        m_isNamed = true;
    }

    static void readPhone(json::value& value, ServerInstance& into)
    {
        const std::string_view jid = text(value);
        into.phone = PhoneNumber::fromJid(viewOf(jid));
        if (!into.phone)
            into.oddPhone = QString::fromUtf8(viewOf(jid));
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

    static std::optional<InstanceId> uuid(json::value& value)
    {
        return InstanceId::fromString(QLatin1String(viewOf(text(value)))).orNone();
    }

    std::string_view m_quotedKey;
    bool& m_carriesKey;
    bool m_isNamed = false;
    bool m_isDamaged = false;
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

/// Adds what `item` is, or notes what is odd about it. An error where it makes the list none that the server answers.
std::optional<Error> addItem(ItemReader& reader, json::object item, ServerListing& listing)
{
    ServerInstance instance;
    const int version = reader.read(item, instance);
    if (version == 0) {
        listing.odd.push_back({{}, OddEntry::What::Nameless});
        return {};
    }
    if (listing.majorVersion == 0)
        listing.majorVersion = version;
    if (listing.majorVersion != version)
        return badList(QStringLiteral("items of two shapes"));
    if (reader.isDamaged())
        listing.odd.push_back({instance.name, OddEntry::What::Damaged});
    listing.instances.push_back(std::move(instance));
    return {};
}

std::optional<Error> addItems(ItemReader& reader, json::array items, ServerListing& listing, const CallContext& limits)
{
    size_t count = 0;
    for (json::value item : items) {
        if (typeOf(item) == json::json_type::object) {
            if (auto error = addItem(reader, item.get_object(), listing))
                return error;
        } else {
            listing.odd.push_back({{}, OddEntry::What::Nameless});
        }
        if (++count % rowsBetweenLooksAtStop == 0 && limits.stopped())
            return stoppedError();
    }
    if (count > 0 && listing.instances.empty())
        return badList(QStringLiteral("no item has a name"));
    return {};
}

/// One line for a name, and one for all that have none.
void noteNames(ServerListing& listing, bool isMended)
{
    QSet<InstanceName> seen;
    seen.reserve(static_cast<qsizetype>(listing.instances.size()));
    for (const ServerInstance& instance : listing.instances) {
        if (seen.contains(instance.name))
            listing.odd.push_back({instance.name, OddEntry::What::Twice});
        seen.insert(instance.name);
        // What stood there before it was mended cannot be told, so it may be anybody's.
        if (isMended && instance.name.utf8().contains("\xef\xbf\xbd"))
            listing.odd.push_back({instance.name, OddEntry::What::OddName});
    }
    QSet<InstanceName> noted;
    bool isNamelessNoted = false;
    std::erase_if(listing.odd, [&](const OddEntry& odd) {
        if (odd.what == OddEntry::What::Nameless)
            return std::exchange(isNamelessNoted, true);
        const bool again = noted.contains(odd.name);
        noted.insert(odd.name);
        return again;
    });
}

Result<ParsedListing> parse(const QByteArray& body, const QByteArray& quotedKey, bool one, const CallContext& limits)
{
    ParsedListing parsed;
    ItemReader reader({quotedKey.constData(), static_cast<size_t>(quotedKey.size())}, parsed.carriesAskingKey);
    json::parser parser;
    json::document document = parser.iterate(paddedView(body));
    std::optional<Error> error;
    if (one) {
        error = addItem(reader, document.get_object(), parsed.listing);
        if (!error && parsed.listing.instances.empty())
            error = badList(QStringLiteral("an instance without a name"));
    } else {
        parsed.listing.instances.reserve(static_cast<size_t>(body.size()) / 1024 + 1);
        error = addItems(reader, document.get_array(), parsed.listing, limits);
    }
    if (error)
        return std::unexpected(*error);
    // The iterator says nothing of text behind the closing bracket by itself.
    if (document.current_location().error() != simdjson::OUT_OF_BOUNDS)
        return std::unexpected(badList(QStringLiteral("text behind its end")));
    return parsed;
}

Result<ParsedListing> parseOnce(const QByteArray& body, const QByteArray& key, bool one, const CallContext& limits)
{
    // simdjson speaks in exceptions; none passes this function.
    try {
        return parse(body, key.isEmpty() ? key : '"' + key + '"', one, limits);
    } catch (const simdjson::simdjson_error& error) {
        return std::unexpected(badList(QString::fromLatin1(simdjson::error_message(error.error()))));
    }
}

Result<ParsedListing> parseGuarded(const QByteArray& body, const QByteArray& key, bool one, const CallContext& limits)
{
    auto parsed = parseOnce(body, key, one, limits);
    bool isMended = false;
    if (!parsed && parsed.error().kind == ErrorKind::BadAnswer) {
        // Half an emoji in one profile's name would hide all the others.
        QByteArray mended = mendedJson(body);
        if (mended != body) {
            mended.reserve(mended.size() + HttpAnswer::bodyPadding);
            isMended = true;
            parsed = parseOnce(mended, key, one, limits);
        }
    }
    if (parsed)
        noteNames(parsed->listing, isMended);
    return parsed;
}

} // namespace

Result<ParsedListing> InstanceListParser::list(const QByteArray& body, const CallContext& limits) const
{
    const auto [first, last] = edges(body);
    if (first != '[')
        return std::unexpected(badList(QStringLiteral("no array")));
    auto parsed = parseGuarded(body, m_askingKey, false, limits);
    if (!parsed && parsed.error().kind == ErrorKind::BadAnswer && last != ']')
        return readInPart(serverError(ErrorKind::Truncated, parsed.error().detail));
    return parsed;
}

Result<ParsedListing> InstanceListParser::listOrOne(const QByteArray& body, const CallContext& limits) const
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
                created.id = InstanceId::fromString(QLatin1String(viewOf(value.get_string()))).orNone();
        }
        return created;
    } catch (const simdjson::simdjson_error& error) {
        return std::unexpected(serverError(
            ErrorKind::BadAnswer,
            QStringLiteral("answer to create: ") + QString::fromLatin1(simdjson::error_message(error.error()))));
    }
}

QString simdjsonVersion()
{
    return QStringLiteral("%1.%2.%3")
        .arg(int(simdjson::SIMDJSON_VERSION_MAJOR))
        .arg(int(simdjson::SIMDJSON_VERSION_MINOR))
        .arg(int(simdjson::SIMDJSON_VERSION_REVISION));
}

} // namespace steward
