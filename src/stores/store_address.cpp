#include "stores/store_address.h"

#include <QHostAddress>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace steward {
namespace {

bool isHex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

std::optional<QByteArray> decodedBytes(const QByteArray& part)
{
    for (qsizetype i = 0; i < part.size(); ++i) {
        if (part[i] == '%' && (i + 2 >= part.size() || !isHex(part[i + 1]) || !isHex(part[i + 2])))
            return {};
    }
    const QByteArray bytes = QByteArray::fromPercentEncoding(part);
    if (bytes.contains('\0'))
        return {};
    return bytes;
}

std::optional<QString> decodedText(const QByteArray& part)
{
    const std::optional<QByteArray> bytes = decodedBytes(part);
    if (!bytes)
        return {};
    const QString text = QString::fromUtf8(*bytes);
    if (std::any_of(text.begin(), text.end(), [](QChar c) { return c.category() == QChar::Other_Control; }))
        return {};
    return text.toUtf8() == *bytes ? std::optional(text) : std::nullopt;
}

std::optional<int> portNumber(const QByteArray& text)
{
    if (!std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return {};
    bool isNumber = false;
    const int port = text.toInt(&isNumber);
    return isNumber && port >= 1 && port <= 65535 ? std::optional(port) : std::nullopt;
}

std::optional<QString> hostName(const QByteArray& text)
{
    std::optional<QString> host = decodedText(text);
    // libpq takes a comma for a list of hosts, of which only the first would have been looked at.
    if (!host || host->contains(QLatin1Char(',')))
        return {};
    if (host->isEmpty() || host->startsWith(QLatin1Char('/')))
        return host;
    if (std::any_of(host->begin(), host->end(), [](QChar c) { return c.unicode() > 0x7f; }))
        host = QString::fromLatin1(QUrl::toAce(*host));
    static const QRegularExpression shape(QStringLiteral("\\A[A-Za-z0-9_.-]+\\z"));
    return shape.match(*host).hasMatch() ? host : std::nullopt;
}

bool readCredentials(StoreAddress& address, const QByteArray& part)
{
    const qsizetype colon = part.indexOf(':');
    const std::optional<QString> user = decodedText(colon < 0 ? part : part.left(colon));
    const std::optional<QByteArray> password = decodedBytes(colon < 0 ? QByteArray() : part.mid(colon + 1));
    if (!user || !password)
        return false;
    address.user = *user;
    address.password = *password;
    return true;
}

bool readHost(StoreAddress& address, const QByteArray& part)
{
    QByteArray portPart;
    if (part.startsWith('[')) {
        const qsizetype end = part.indexOf(']');
        const std::optional<QString> host = end < 0 ? std::nullopt : decodedText(part.mid(1, end - 1));
        if (!host || QHostAddress(*host).protocol() != QAbstractSocket::IPv6Protocol)
            return false;
        address.host = *host;
        portPart = part.mid(end + 1);
    } else {
        const qsizetype colon = part.indexOf(':');
        const std::optional<QString> host = hostName(colon < 0 ? part : part.left(colon));
        if (!host)
            return false;
        address.host = *host;
        portPart = colon < 0 ? QByteArray() : part.mid(colon);
    }
    if (portPart.isEmpty())
        return true;
    const std::optional<int> port = portPart.startsWith(':') ? portNumber(portPart.mid(1)) : std::nullopt;
    address.port = port.value_or(0);
    return port.has_value();
}

bool readParameters(StoreAddress& address, const QByteArray& query)
{
    for (const QByteArray& pair : query.split('&')) {
        const qsizetype equals = pair.indexOf('=');
        if (equals <= 0)
            return false;
        const std::optional<QString> key = decodedText(pair.left(equals));
        const std::optional<QString> value = decodedText(pair.mid(equals + 1));
        if (!key || !value)
            return false;
        address.parameters.emplace_back(*key, *value);
    }
    return true;
}

} // namespace

std::optional<StoreAddress> StoreAddress::parse(const QString& text)
{
    static const QRegularExpression shape(
        QStringLiteral("\\A([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)(/[^?#]*)?(?:\\?([^#]+))?\\z"));
    const QRegularExpressionMatch match = shape.match(text);
    if (!match.hasMatch())
        return {};
    StoreAddress address;
    address.scheme = match.captured(1).toLower();
    const QByteArray authority = match.captured(2).toUtf8();
    const QByteArray path = match.captured(3).toUtf8();
    // A raw @ behind the authority is the rest of a password with a raw slash or question mark in it.
    if (path.contains('@') || match.captured(4).contains(QLatin1Char('@')))
        return {};
    const qsizetype at = authority.lastIndexOf('@');
    const std::optional<QString> decodedPath = decodedText(path);
    if (!decodedPath || (at >= 0 && !readCredentials(address, authority.left(at))) ||
        !readHost(address, authority.mid(at + 1)))
        return {};
    address.path = *decodedPath;
    if (!match.captured(4).isEmpty() && !readParameters(address, match.captured(4).toUtf8()))
        return {};
    return address;
}

} // namespace steward
