#pragma once

#include <QByteArray>
#include <QJsonValue>
#include <QLatin1String>
#include <QString>

#include <memory>

namespace steward {

/// Writes JSON as it goes, without a document in memory: for what has a hundred thousand rows. Keys are the caller's
/// own (ASCII, each once in its object); every text is written as valid UTF-8, half a character as U+FFFD. One thread.
class JsonStream final {
public:
    enum class Layout : quint8 { Compact, Indented };

    explicit JsonStream(Layout layout = Layout::Compact);
    ~JsonStream();
    JsonStream(const JsonStream&) = delete;
    JsonStream& operator=(const JsonStream&) = delete;

    void beginObject();
    void endObject();
    void beginArray();
    void endArray();
    void key(const char* name);

    void null();
    void put(bool value);
    void put(int value) { put(qint64{value}); }
    void put(qint64 value);
    void put(const QString& text);
    void put(QLatin1String text);
    void put(const char* text) = delete; // it would become a bool
    /// null for an empty one.
    void putText(const QString& text);
    /// A member of the object that is open.
    template<class Value>
    void put(const char* name, const Value& value)
    {
        key(name);
        put(value);
    }
    void putText(const char* name, const QString& text)
    {
        key(name);
        putText(text);
    }
    /// A small value that is there already.
    void putMade(const QJsonValue& value);
    void putNull(const char* name)
    {
        key(name);
        null();
    }

    /// What was written since it was last taken. Each taken part begins a new value.
    QByteArray take();
    /// The same, and the value that is open goes on: what is larger than memory leaves part by part.
    QByteArray takePart();

private:
    struct Writer;
    std::unique_ptr<Writer> m_writer;
};

} // namespace steward
