#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>

namespace steward::rig {

/// Writes a JSON object with its members in the order added (QJsonObject would sort them).
class JsonText final {
public:
    JsonText& raw(const char* name, const QByteArray& json);
    JsonText& text(const char* name, const QString& value);       ///< always a string
    JsonText& textOrNull(const char* name, const QString& value); ///< a null QString is null
    JsonText& time(const char* name, const QDateTime& value);     ///< ISO 8601 Z; invalid is null
    JsonText& boolean(const char* name, bool value);
    JsonText& number(const char* name, qint64 value);
    JsonText& nothing(const char* name) { return raw(name, "null"); }
    QByteArray done() const { return m_out.isEmpty() ? QByteArrayLiteral("{}") : m_out + '}'; }

    static QByteArray string(QStringView value);
    static QByteArray strings(const QStringList& values);

private:
    QByteArray m_out;
};

} // namespace steward::rig
