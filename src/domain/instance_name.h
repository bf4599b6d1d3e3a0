#pragma once

#include "domain/ids.h"

#include <QByteArray>
#include <QHashFunctions>
#include <QString>

#include <optional>

namespace steward {

/// An instance's name, byte for byte as a store holds it (EVOLUTION_API 5.6: no trimming, no normalising; NFC and NFD
/// are two names). Kept as UTF-8; a Redis key may hold bytes that are not, which text() shows escaped.
class InstanceName final {
public:
    InstanceName() = default;
    static InstanceName fromText(QStringView text) { return InstanceName(text.toUtf8()); }
    static InstanceName fromUtf8(QByteArray bytes) { return InstanceName(std::move(bytes)); }

    const QByteArray& utf8() const { return m_utf8; }
    /// For showing: invalid bytes as \xNN. Not for sending; use utf8().
    QString text() const;
    bool isEmpty() const { return m_utf8.isEmpty(); }
    bool isValidUtf8() const;
    /// False for "", "." and "..": every URL client collapses them, so no request can name such an instance.
    bool isReachable() const;
    /// The first UUID (8-4-4-4-12) that stands in the name; names are often "clinic-{organization_id}-{milliseconds}".
    std::optional<OrganizationId> embeddedUuid() const;

    bool operator==(const InstanceName&) const = default;
    auto operator<=>(const InstanceName& other) const { return m_utf8.compare(other.m_utf8) <=> 0; }
    friend size_t qHash(const InstanceName& name, size_t seed = 0)
    {
        return ::qHash(QByteArrayView(name.m_utf8), seed);
    }

private:
    explicit InstanceName(QByteArray utf8)
        : m_utf8(std::move(utf8))
    {
    }
    QByteArray m_utf8;
};

} // namespace steward

template<>
struct std::hash<steward::InstanceName> {
    size_t operator()(const steward::InstanceName& name) const noexcept { return qHash(name); }
};
