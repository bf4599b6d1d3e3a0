#include "support/json_text.h"

namespace steward::rig {
namespace {

void appendEscaped(QByteArray& out, char byte)
{
    switch (byte) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        break;
    }
    if (static_cast<uchar>(byte) < 0x20)
        out += "\\u00" + QByteArray::number(static_cast<uchar>(byte), 16).rightJustified(2, '0');
    else
        out += byte;
}

} // namespace

QByteArray JsonText::string(QStringView value)
{
    QByteArray out = "\"";
    for (const char byte : value.toUtf8())
        appendEscaped(out, byte);
    return out + '"';
}

QByteArray JsonText::strings(const QStringList& values)
{
    QByteArrayList parts;
    for (const QString& value : values)
        parts.append(string(value));
    return '[' + parts.join(',') + ']';
}

JsonText& JsonText::raw(const char* name, const QByteArray& json)
{
    m_out += m_out.isEmpty() ? "{\"" : ",\"";
    m_out += name;
    m_out += "\":";
    m_out += json;
    return *this;
}

JsonText& JsonText::text(const char* name, const QString& value)
{
    return raw(name, string(value));
}

JsonText& JsonText::textOrNull(const char* name, const QString& value)
{
    return value.isNull() ? nothing(name) : text(name, value);
}

JsonText& JsonText::time(const char* name, const QDateTime& value)
{
    return value.isValid() ? raw(name, '"' + value.toUTC().toString(Qt::ISODateWithMs).toLatin1() + '"')
                           : nothing(name);
}

JsonText& JsonText::boolean(const char* name, bool value)
{
    return raw(name, value ? "true" : "false");
}

JsonText& JsonText::number(const char* name, qint64 value)
{
    return raw(name, QByteArray::number(value));
}

} // namespace steward::rig
