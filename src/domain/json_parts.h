#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <functional>

namespace steward {

/// Writes an indented document whose last field is an array of very many objects, one after the other: the whole is
/// never in memory.
class JsonParts final {
    Q_DISABLE_COPY_MOVE(JsonParts)

public:
    using Write = std::function<void(const QByteArray&)>;

    /// `head`: the other fields, at least one.
    JsonParts(const QJsonObject& head, const QString& arrayKey, Write write);
    /// Ends the document.
    ~JsonParts();

    void add(const QJsonObject& object);

private:
    const Write m_write;
    bool m_isFirst = true;
};

} // namespace steward
