#pragma once

#include <QByteArray>
#include <QHashFunctions>
#include <QJsonValue>
#include <QString>
#include <QUuid>

#include <compare>
#include <optional>

namespace steward {

/// The id of one kind of thing; that of another kind does not compile in its place. Null where there is none.
template<class Tag>
class StrongId final {
public:
    StrongId() = default;
    explicit StrongId(const QUuid& uuid)
        : m_uuid(uuid)
    {
    }
    static StrongId create() { return StrongId(QUuid::createUuid()); }
    /// Null where the text is no id.
    static StrongId fromString(QAnyStringView text) { return StrongId(QUuid::fromString(text)); }
    static StrongId fromJson(const QJsonValue& value) { return fromString(value.toString()); }

    bool isNull() const { return m_uuid.isNull(); }
    /// Nothing for a null id.
    std::optional<StrongId> orNone() const { return isNull() ? std::nullopt : std::optional(*this); }
    const QUuid& uuid() const { return m_uuid; }
    /// As the stores write it: without braces.
    QString toString() const { return m_uuid.toString(QUuid::WithoutBraces); }
    QByteArray toByteArray() const { return m_uuid.toByteArray(QUuid::WithoutBraces); }
    /// null for a null id.
    QJsonValue toJson() const { return isNull() ? QJsonValue() : QJsonValue(toString()); }

    bool operator==(const StrongId&) const = default;
    std::strong_ordering operator<=>(const StrongId& other) const
    {
        return m_uuid < other.m_uuid   ? std::strong_ordering::less
               : other.m_uuid < m_uuid ? std::strong_ordering::greater
                                       : std::strong_ordering::equal;
    }
    friend size_t qHash(const StrongId& id, size_t seed = 0) { return qHash(id.m_uuid, seed); }

private:
    QUuid m_uuid;
};

using OrganizationId = StrongId<struct OrganizationTag>;
using ClinicId = StrongId<struct ClinicTag>;
using IntegrationId = StrongId<struct IntegrationTag>; ///< of a row
using OperationId = StrongId<struct OperationTag>;     ///< in the journal
using InstanceId = StrongId<struct InstanceTag>;       ///< by which the server knows an instance

} // namespace steward
