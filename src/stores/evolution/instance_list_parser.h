#pragma once

#include "domain/error.h"
#include "domain/store_records.h"
#include "stores/call_context.h"
#include "stores/server_port.h"

#include <QByteArray>

namespace steward {

/// A parsed list, and what it tells of the key it was asked with.
struct ParsedListing {
    ServerListing listing;
    /// An instance carries the asking key as its own token: unless that is the global key too, others were withheld
    /// (EVOLUTION_API 3.3).
    bool carriesAskingKey = false;
};

/// Reads what fetchInstances answers, v1 and v2 (EVOLUTION_API 3.2 and 7). Takes the fields in use only: tokens and
/// proxy passwords are never copied. The one file that knows simdjson.
///
/// `body` must have 64 bytes of capacity behind its size (HttpAnswer::bodyPadding). Errors: Truncated for a text that
/// begins as an array and does not end as one; BadAnswer for every other text that is not exactly one such array, or
/// in which no instance has a name; Stopped. One odd value spoils only itself: half a surrogate pair, bytes that are no
/// text, an entry without a name, garbage in a field. What was odd stands in ServerListing::odd.
class InstanceListParser final {
public:
    /// `askingKey` is compared in place, never kept.
    explicit InstanceListParser(QByteArray askingKey)
        : m_askingKey(std::move(askingKey))
    {
    }

    Result<ParsedListing> list(const QByteArray& body, const CallContext& limits) const;
    /// An array, or the one object that v1 answers when asked by name.
    Result<ParsedListing> listOrOne(const QByteArray& body, const CallContext& limits) const;
    /// What create answers. Its `hash` is the instance's token and is passed over.
    static Result<CreatedInstance> created(const QByteArray& body);

private:
    QByteArray m_askingKey;
};

/// The one it was built with.
QString simdjsonVersion();

} // namespace steward
