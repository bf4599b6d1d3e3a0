// The one file that uses hiredis, and as a codec only: its reader turns bytes into replies. Sockets, TLS and waiting
// are Qt's (redis_connection.cpp), because Debian's hiredis 0.14 has no TLS and cannot be stopped while it waits.
#include "stores/redis/resp_codec.h"

#include <hiredis/hiredis.h> // its version
#include <hiredis/read.h>

#include <array>
#include <charconv>

namespace steward {
namespace {

// What a reply may claim: more elements or bytes than Redis sends to the commands used here is an attack or nonsense.
constexpr long long maximumElements = 1 << 20;
constexpr qsizetype maximumReplyBytes = qsizetype(512) << 20;

/// The place of a reply: an item of the array it stands in, else a new value that the reader owns.
RespValue* place(const redisReadTask* task)
{
    if (!task->parent)
        return new RespValue;
    return &static_cast<RespValue*>(task->parent->obj)->items[static_cast<size_t>(task->idx)];
}

RespValue::Kind textKind(int type)
{
    if (type == REDIS_REPLY_STATUS)
        return RespValue::Kind::Status;
    return type == REDIS_REPLY_ERROR ? RespValue::Kind::Error : RespValue::Kind::Text;
}

/// hiredis 1.x added members and changed a parameter's type, hence the generic lambdas.
template<class Functions>
Functions makeFunctions()
{
    Functions functions{};
    functions.createString = [](const redisReadTask* task, char* text, auto size) -> void* {
        RespValue* value = place(task);
        value->kind = textKind(task->type);
        value->text = QByteArray(text, static_cast<qsizetype>(size));
        return value;
    };
    functions.createArray = [](const redisReadTask* task, auto elements) -> void* {
        if (static_cast<long long>(elements) > maximumElements)
            return nullptr;
        RespValue* value = place(task);
        value->kind = RespValue::Kind::Array;
        value->items.resize(static_cast<size_t>(elements));
        return value;
    };
    functions.createInteger = [](const redisReadTask* task, long long number) -> void* {
        RespValue* value = place(task);
        value->kind = RespValue::Kind::Integer;
        value->integer = number;
        return value;
    };
    functions.createNil = [](const redisReadTask* task) -> void* { return place(task); };
    functions.freeObject = [](void* value) { delete static_cast<RespValue*>(value); };
    if constexpr (requires { functions.createDouble; }) {
        functions.createDouble = [](const redisReadTask*, double, char*, size_t) -> void* { return nullptr; };
        functions.createBool = [](const redisReadTask*, int) -> void* { return nullptr; };
    }
    return functions;
}

/// Not by QByteArray::number(), which allocates: a walk through a large cache sends a million of them.
void appendSize(QByteArray& out, char kind, qsizetype size)
{
    std::array<char, 24> text{kind};
    char* end = std::to_chars(text.data() + 1, text.data() + text.size() - 2, size).ptr;
    *end++ = '\r';
    *end++ = '\n';
    out.append(text.data(), end - text.data());
}

void appendPart(QByteArray& out, QByteArrayView part)
{
    appendSize(out, '$', part.size());
    out += part;
    out += "\r\n";
}

template<class Parts>
void append(QByteArray& out, const Parts& parts)
{
    appendSize(out, '*', qsizetype(parts.size()));
    for (const QByteArrayView part : parts)
        appendPart(out, part);
}

} // namespace

void RespReader::Freer::operator()(redisReader* reader) const
{
    redisReaderFree(reader);
}

RespReader::RespReader()
{
    static redisReplyObjectFunctions functions = makeFunctions<redisReplyObjectFunctions>();
    m_reader.reset(redisReaderCreateWithFunctions(&functions));
}

RespReader::~RespReader() = default;

void RespReader::feed(QByteArrayView bytes)
{
    m_pending += bytes.size();
    if (m_pending > maximumReplyBytes)
        m_broken = QStringLiteral("a reply of more than 512 MiB");
    if (m_broken.isEmpty())
        redisReaderFeed(m_reader.get(), bytes.data(), static_cast<size_t>(bytes.size()));
}

std::expected<std::optional<RespValue>, QString> RespReader::next()
{
    void* reply = nullptr;
    if (m_broken.isEmpty() && redisReaderGetReply(m_reader.get(), &reply) != REDIS_OK)
        m_broken = QStringLiteral("not the Redis protocol");
    if (!m_broken.isEmpty())
        return std::unexpected(m_broken);
    if (!reply)
        return std::optional<RespValue>();
    const std::unique_ptr<RespValue> value(static_cast<RespValue*>(reply));
    m_pending = 0;
    return std::optional<RespValue>(std::move(*value));
}

void appendCommand(QByteArray& out, std::initializer_list<QByteArrayView> parts)
{
    append(out, parts);
}

void appendCommand(QByteArray& out, const std::vector<QByteArrayView>& parts)
{
    append(out, parts);
}

QString hiredisVersion()
{
    return QStringLiteral("%1.%2.%3").arg(HIREDIS_MAJOR).arg(HIREDIS_MINOR).arg(HIREDIS_PATCH);
}

} // namespace steward
