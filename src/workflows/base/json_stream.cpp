#include "workflows/base/json_stream.h"

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <QJsonArray>
#include <QJsonObject>

namespace steward {

/// Of the two writers one is used; they share the buffer.
struct JsonStream::Writer {
    explicit Writer(Layout layout)
        : isIndented(layout == Layout::Indented)
    {
    }

    const bool isIndented;
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> compact{buffer};
    rapidjson::PrettyWriter<rapidjson::StringBuffer> indented{buffer};

    template<class Write>
    void with(Write write)
    {
        isIndented ? write(indented) : write(compact);
    }
    QByteArray taken()
    {
        QByteArray all(buffer.GetString(), static_cast<qsizetype>(buffer.GetSize()));
        buffer.Clear();
        return all;
    }
};

JsonStream::JsonStream(Layout layout)
    : m_writer(std::make_unique<Writer>(layout))
{
}

JsonStream::~JsonStream() = default;

void JsonStream::beginObject()
{
    m_writer->with([](auto& json) { json.StartObject(); });
}

void JsonStream::endObject()
{
    m_writer->with([](auto& json) { json.EndObject(); });
}

void JsonStream::beginArray()
{
    m_writer->with([](auto& json) { json.StartArray(); });
}

void JsonStream::endArray()
{
    m_writer->with([](auto& json) { json.EndArray(); });
}

void JsonStream::key(const char* name)
{
    m_writer->with([name](auto& json) { json.Key(name); });
}

void JsonStream::null()
{
    m_writer->with([](auto& json) { json.Null(); });
}

void JsonStream::put(bool value)
{
    m_writer->with([value](auto& json) { json.Bool(value); });
}

void JsonStream::put(qint64 value)
{
    m_writer->with([value](auto& json) { json.Int64(value); });
}

void JsonStream::put(const QString& text)
{
    const QByteArray utf8 = text.toUtf8();
    m_writer->with(
        [&utf8](auto& json) { json.String(utf8.constData(), static_cast<rapidjson::SizeType>(utf8.size())); });
}

void JsonStream::put(QLatin1String text)
{
    put(QString(text));
}

void JsonStream::putText(const QString& text)
{
    text.isEmpty() ? null() : put(text);
}

void JsonStream::putMade(const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return put(value.toBool());
    case QJsonValue::Double:
        if (const qint64 whole = value.toInteger(); QJsonValue(whole) == value)
            return put(whole);
        return m_writer->with([&value](auto& json) { json.Double(value.toDouble()); });
    case QJsonValue::String:
        return put(value.toString());
    case QJsonValue::Array:
        beginArray();
        for (const QJsonValue& each : value.toArray())
            putMade(each);
        return endArray();
    case QJsonValue::Object: {
        beginObject();
        const QJsonObject object = value.toObject();
        for (auto member = object.begin(); member != object.end(); ++member) {
            key(member.key().toUtf8().constData());
            putMade(member.value());
        }
        return endObject();
    }
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        break;
    }
    null();
}

QByteArray JsonStream::take()
{
    QByteArray taken = m_writer->taken();
    m_writer->with([this](auto& json) { json.Reset(m_writer->buffer); });
    return taken;
}

QByteArray JsonStream::takePart()
{
    return m_writer->taken();
}

} // namespace steward
