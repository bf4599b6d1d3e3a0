#include "support/http_message.h"

#include <QCryptographicHash>
#include <QLocale>
#include <QStringDecoder>

#include <array>

namespace steward::rig {
namespace {

const char* reason(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 204:
        return "No Content";
    case 302:
        return "Found";
    case 304:
        return "Not Modified";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 415:
        return "Unsupported Media Type";
    case 500:
        return "Internal Server Error";
    case 502:
        return "Bad Gateway";
    case 503:
        return "Service Unavailable";
    default:
        return "Status";
    }
}

HttpRequest headersOf(const QByteArray& text)
{
    HttpRequest request;
    const QByteArrayList lines = text.split('\n');
    const QByteArrayList first = lines.value(0).trimmed().split(' ');
    request.method = first.value(0);
    request.target = first.value(1);
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const qsizetype colon = lines[i].indexOf(':');
        if (colon > 0)
            request.headers.append({lines[i].left(colon), lines[i].mid(colon + 1).trimmed()});
    }
    request.receivedAt = QDateTime::currentDateTimeUtc();
    return request;
}

/// The body of a chunked request and where it ended in the buffer; nothing where more is to come.
std::optional<QPair<QByteArray, qsizetype>> chunkedBody(const QByteArray& buffer, qsizetype position)
{
    QByteArray body;
    while (true) {
        const qsizetype lineEnd = buffer.indexOf("\r\n", position);
        if (lineEnd < 0)
            return std::nullopt;
        const qsizetype size =
            buffer.mid(position, lineEnd - position).split(';').first().trimmed().toLongLong(nullptr, 16);
        const qsizetype next = lineEnd + 2 + size + 2;
        if (buffer.size() < next)
            return std::nullopt;
        body += buffer.mid(lineEnd + 2, size);
        position = next;
        if (size == 0)
            return QPair(body, position);
    }
}

std::array<quint32, 256> crcTable()
{
    std::array<quint32, 256> table{};
    for (quint32 i = 0; i < 256; ++i) {
        quint32 value = i;
        for (int bit = 0; bit < 8; ++bit)
            value = (value & 1U) != 0 ? 0xEDB88320U ^ (value >> 1U) : value >> 1U;
        table[i] = value;
    }
    return table;
}

quint32 crc32(const QByteArray& bytes)
{
    static const std::array<quint32, 256> table = crcTable();
    quint32 crc = 0xFFFFFFFFU;
    for (const char byte : bytes)
        crc = table[(crc ^ static_cast<uchar>(byte)) & 0xFFU] ^ (crc >> 8U);
    return crc ^ 0xFFFFFFFFU;
}

void appendLittleEndian(QByteArray& out, quint32 value)
{
    for (int shift = 0; shift < 32; shift += 8)
        out.append(static_cast<char>((value >> shift) & 0xFFU));
}

} // namespace

QByteArray HttpRequest::header(QByteArrayView name) const
{
    for (const auto& [key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

QByteArray HttpRequest::path() const
{
    const qsizetype mark = target.indexOf('?');
    return mark < 0 ? target : target.left(mark);
}

QByteArray HttpRequest::query() const
{
    const qsizetype mark = target.indexOf('?');
    return mark < 0 ? QByteArray() : target.mid(mark + 1);
}

std::optional<HttpRequest> takeRequest(QByteArray& buffer)
{
    const qsizetype end = buffer.indexOf("\r\n\r\n");
    if (end < 0)
        return std::nullopt;
    HttpRequest request = headersOf(buffer.left(end));
    const qsizetype start = end + 4;
    qsizetype stop = start;
    if (request.header("Transfer-Encoding").toLower() == "chunked") {
        const auto chunked = chunkedBody(buffer, start);
        if (!chunked)
            return std::nullopt;
        request.body = chunked->first;
        stop = chunked->second;
    } else {
        const qsizetype length = request.header("Content-Length").toLongLong();
        if (buffer.size() - start < length)
            return std::nullopt;
        request.body = buffer.mid(start, length);
        stop = start + length;
    }
    buffer.remove(0, stop);
    return request;
}

QByteArray headerText(const HttpAnswer& answer, qint64 contentLength, bool gzip, bool keepAlive)
{
    const bool bare = answer.status == 304 || answer.status == 204;
    QByteArray out = "HTTP/1.1 " + QByteArray::number(answer.status) + ' ' + reason(answer.status) + "\r\n";
    out += "X-Powered-By: Express\r\nVary: " + answer.vary + "\r\nAccess-Control-Allow-Credentials: true\r\n";
    if (!answer.location.isEmpty())
        out += "Location: " + answer.location + "\r\n";
    if (!answer.header.isEmpty())
        out += answer.header + "\r\n";
    if (!bare)
        out += "Content-Type: " + answer.contentType + "\r\n";
    if (!bare && contentLength >= 0)
        out += "Content-Length: " + QByteArray::number(contentLength) + "\r\n";
    if (!answer.entityTag.isEmpty())
        out += "ETag: " + answer.entityTag + "\r\n";
    if (gzip)
        out += "Content-Encoding: gzip\r\n";
    const QDateTime date = answer.date.isValid() ? answer.date : QDateTime::currentDateTimeUtc();
    if (answer.tellsDate) {
        const QString text = QLocale::c().toString(date, QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
        out += "Date: " + text.toLatin1() + "\r\n";
    }
    out += keepAlive ? "Connection: keep-alive\r\nKeep-Alive: timeout=5\r\n" : "Connection: close\r\n";
    if (!bare && contentLength < 0)
        out += "Transfer-Encoding: chunked\r\n";
    return out + "\r\n";
}

QByteArray weakEntityTag(const QByteArray& body)
{
    const QByteArray digest = QCryptographicHash::hash(body, QCryptographicHash::Sha1).toBase64().left(27);
    return "W/\"" + QByteArray::number(body.size(), 16) + '-' + digest + '"';
}

QByteArray gzipped(const QByteArray& bytes)
{
    // qCompress writes its own length, zlib's header, the deflated bytes and zlib's checksum.
    const QByteArray packed = qCompress(bytes, 1);
    QByteArray out = QByteArray::fromHex("1f8b0800000000000003");
    out += packed.mid(6, packed.size() - 10);
    appendLittleEndian(out, crc32(bytes));
    appendLittleEndian(out, static_cast<quint32>(bytes.size()));
    return out;
}

std::optional<QString> decodedParameter(QByteArrayView encoded)
{
    QByteArray bytes;
    for (qsizetype i = 0; i < encoded.size(); ++i) {
        if (encoded[i] != '%') {
            bytes.append(encoded[i]);
            continue;
        }
        bool good = false;
        const int code = encoded.size() - i < 3 ? 0 : encoded.sliced(i + 1, 2).toByteArray().toInt(&good, 16);
        if (!good)
            return std::nullopt;
        bytes.append(static_cast<char>(code));
        i += 2;
    }
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes);
    return decoder.hasError() ? std::nullopt : std::optional(text);
}

std::optional<QString> queryValue(const QByteArray& query, QByteArrayView name)
{
    for (const QByteArray& pair : query.split('&')) {
        const qsizetype equals = pair.indexOf('=');
        const QByteArray key = equals < 0 ? pair : pair.left(equals);
        if (pair.isEmpty() || key != name)
            continue;
        QByteArray value = equals < 0 ? QByteArray() : pair.mid(equals + 1);
        return decodedParameter(value.replace('+', ' ')).value_or(QString::fromLatin1(value));
    }
    return std::nullopt;
}

} // namespace steward::rig
