#include "workflows/base/json_stream.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace steward {

struct JsonStream::Writer {
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> json{buffer};

    void put(const QByteArray& utf8) { json.String(utf8.constData(), static_cast<rapidjson::SizeType>(utf8.size())); }
};

JsonStream::JsonStream()
    : m_writer(std::make_unique<Writer>())
{
}

JsonStream::~JsonStream() = default;

void JsonStream::beginObject()
{
    m_writer->json.StartObject();
}

void JsonStream::endObject()
{
    m_writer->json.EndObject();
}

void JsonStream::beginArray()
{
    m_writer->json.StartArray();
}

void JsonStream::endArray()
{
    m_writer->json.EndArray();
}

void JsonStream::key(const char* name)
{
    m_writer->json.Key(name);
}

void JsonStream::null()
{
    m_writer->json.Null();
}

void JsonStream::put(bool value)
{
    m_writer->json.Bool(value);
}

void JsonStream::put(qint64 value)
{
    m_writer->json.Int64(value);
}

void JsonStream::put(const QString& text)
{
    m_writer->put(text.toUtf8());
}

void JsonStream::put(QLatin1String text)
{
    put(QString(text));
}

void JsonStream::putText(const QString& text)
{
    text.isEmpty() ? null() : put(text);
}

QByteArray JsonStream::take()
{
    QByteArray taken(m_writer->buffer.GetString(), static_cast<qsizetype>(m_writer->buffer.GetSize()));
    m_writer->buffer.Clear();
    m_writer->json.Reset(m_writer->buffer);
    return taken;
}

} // namespace steward
