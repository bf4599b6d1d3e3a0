#pragma once

#include <QByteArray>
#include <QString>

#include <initializer_list>
#include <memory>
#include <optional>
#include <vector>

#include <expected>

struct redisReader;

namespace steward {

/// One reply of Redis (RESP2) as a value of our own.
struct RespValue {
    enum class Kind { Status, Error, Integer, Nil, Text, Array };
    Kind kind = Kind::Nil;
    qint64 integer = 0;
    QByteArray text; ///< of Status, Error and Text
    std::vector<RespValue> items;

    bool isError() const { return kind == Kind::Error; }
    bool isText() const { return kind == Kind::Text; }
    bool isInteger() const { return kind == Kind::Integer; }
    bool isArray() const { return kind == Kind::Array; }
    bool isNil() const { return kind == Kind::Nil; }
};

/// Cuts a stream of bytes into replies. Broken once is broken for good: the connection has to go.
class RespReader final {
public:
    RespReader();
    ~RespReader();
    Q_DISABLE_COPY_MOVE(RespReader)

    void feed(QByteArrayView bytes);
    /// The next whole reply; nothing where more bytes are needed; the reason where the bytes are not RESP2.
    std::expected<std::optional<RespValue>, QString> next();

private:
    struct Freer {
        void operator()(redisReader* reader) const;
    };
    std::unique_ptr<redisReader, Freer> m_reader;
    qsizetype m_pending = 0; ///< bytes fed since the last whole reply
    QString m_broken;
};

/// Appends one command in the protocol's form. The parts are raw bytes; nothing in them needs escaping.
void appendCommand(QByteArray& out, std::initializer_list<QByteArrayView> parts);
void appendCommand(QByteArray& out, const std::vector<QByteArrayView>& parts);

/// Commands that are to be sent together.
class RespCommands final {
public:
    void add(std::initializer_list<QByteArrayView> parts)
    {
        appendCommand(m_bytes, parts);
        ++m_count;
    }
    void add(const std::vector<QByteArrayView>& parts)
    {
        appendCommand(m_bytes, parts);
        ++m_count;
    }
    const QByteArray& bytes() const { return m_bytes; }
    qsizetype count() const { return m_count; }
    /// Keeps its room.
    void clear()
    {
        m_bytes.resize(0);
        m_count = 0;
    }

private:
    QByteArray m_bytes;
    qsizetype m_count = 0;
};

/// The one it was built with: the library does not tell its own.
QString hiredisVersion();

} // namespace steward
