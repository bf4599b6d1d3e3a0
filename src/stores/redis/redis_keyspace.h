#pragma once

#include "stores/redis/redis_keys.h"
#include "stores/redis/redis_session.h"

#include <QSet>

#include <functional>

namespace steward {

/// Walks the keys of the database with SCAN, never KEYS.
class RedisKeyspace final {
public:
    RedisKeyspace(RedisSession& session, const RedisKeys& keys)
        : m_session(session)
        , m_keys(keys)
    {
    }
    Q_DISABLE_COPY_MOVE(RedisKeyspace)

    /// What a walk found on one page of it, or two.
    struct Found {
        std::vector<RedisFoundKey> entries;
        std::vector<RedisFoundResidue> residues;
    };
    /// Asks for what was found on a page, in the same conversation.
    using Page = std::function<void(Found&& found, RespCommands& commands)>;
    /// Gets the replies to that, in their order.
    using Answer = std::function<Result<void>(RespValue&& reply)>;
    /// Every key of ours once, although SCAN may hand out a key twice. Further pages are walked while what the last
    /// ones told is asked for. Whether there was one.
    Result<bool> all(bool withResidue, const Page& page, const Answer& answer, const CallContext& limits);

    enum class Place {
        Ours,      ///< a key of ours is in this database
        Empty,     ///< none is, and no other database holds one
        NotLooked, ///< none among the first `pages`, and there are more
    };
    /// Whether this is the right database: WrongDatabase where it holds no key of ours and another one does, or could:
    /// it holds keys and may not be looked into, or too many. NoRightToRead where not even that can be told. `pages`
    /// limits how far it looks here, in steps of 2000 keys. Other programs' keys beside an empty cache are nothing odd.
    Result<Place> place(const CallContext& limits, int pages = -1);

private:
    /// False from the visitor ends the walk.
    using Visitor = std::function<bool(const QByteArray& key)>;
    /// All patterns in step, so that each round trip serves all. True where the walk came to its end.
    Result<bool>
    walk(const std::vector<QByteArray>& patterns, const Visitor& visitor, const CallContext& limits, int pages = -1);
    /// The keys of SCAN's reply, and where the walk goes on.
    Result<std::vector<RespValue>> keysOf(RespValue&& reply, QByteArray& position) const;
    /// Those of ours that were not seen before.
    Found newAmong(std::vector<RespValue> keys, QSet<QByteArray>& seen, bool withResidue) const;
    Result<Place> emptyPlace(const CallContext& limits);
    /// False also where that cannot be found out.
    Result<bool> isFreeOfOurs(int database, const CallContext& limits);
    std::vector<QByteArray> patternsOfOurs() const;
    bool isOurs(const QByteArray& key) const { return m_keys.kindOf(key) || m_keys.residueOf(key); }

    RedisSession& m_session;
    const RedisKeys& m_keys;
};

} // namespace steward
