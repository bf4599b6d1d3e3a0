#pragma once

#include "domain/store_records.h"
#include "stores/cache_port.h"

#include <simdjson.h>

#include <vector>

namespace steward {

/// The JSON that stands in a cache key (DOMAIN, 3). Bytes that are not JSON, Python pickle among them, are never
/// decoded.
class CacheValueCodec final {
public:
    /// Sets the entry's state and the value's fields. A field of another JSON type counts as missing.
    void decode(const QByteArray& value, CacheEntry& entry);

    /// The value as the backend writes it for this kind of key; what is not known is null.
    static QByteArray encode(const CacheValue& value);
    /// What the workers are told.
    static QByteArray encode(const WorkerMessage& message);

private:
    static bool isSoundText(const QByteArray& value);
    bool parsed(const QByteArray& json, simdjson::dom::element& element);

    simdjson::dom::parser m_parser; // reused: it keeps its buffers
    std::vector<char> m_padded;     // the value in hand, with the room behind it that the parser wants
};

} // namespace steward
