#include "domain/json_parts.h"

#include <QJsonDocument>

namespace steward {
namespace {

QByteArray text(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Indented).trimmed();
}

} // namespace

JsonParts::JsonParts(const QJsonObject& head, const QString& arrayKey, Write write)
    : m_write(std::move(write))
{
    QByteArray begin = text(head);
    begin.chop(1); // the bracket that ends it
    m_write(begin.trimmed() + ",\n    \"" + arrayKey.toUtf8() + "\": [");
}

void JsonParts::add(const QJsonObject& object)
{
    m_write(
        (std::exchange(m_isFirst, false) ? "\n        " : ",\n        ") + text(object).replace("\n", "\n        "));
}

JsonParts::~JsonParts()
{
    m_write("\n    ]\n}\n");
}

} // namespace steward
