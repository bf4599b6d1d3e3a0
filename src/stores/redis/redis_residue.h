#pragma once

#include "stores/redis/redis_keys.h"
#include "stores/redis/redis_session.h"

namespace steward {

/// Counts what instances left behind (DOMAIN, 3).
class RedisResidue final {
public:
    RedisResidue(RedisSession& session, const RedisKeys& keys, const StoreNames& names)
        : m_session(session)
        , m_keys(keys)
        , m_workerGroup(names.workerGroup)
    {
    }
    Q_DISABLE_COPY_MOVE(RedisResidue)

    /// Of each name, in the order asked.
    Result<std::vector<Residue>> ofNames(const std::vector<InstanceName>& names, const CallContext& limits);
    /// Of what a walk through the keyspace found, one for each name.
    Result<std::vector<Residue>> ofFound(const std::vector<RedisFoundResidue>& found, const CallContext& limits);

private:
    enum class Question { Type, Length, Groups };
    struct Asked {
        Question question;
        RedisResidueKind kind;
        size_t residue; ///< index
    };
    void wish(RedisResidueKind kind, size_t residue);
    Result<void> askAll(const CallContext& limits);
    Result<void> take(const Asked& asked, const RespValue& reply);
    void takeGroups(Residue& residue, const RespValue& groups) const;

    RedisSession& m_session;
    const RedisKeys& m_keys;
    QByteArray m_workerGroup;
    std::vector<Asked> m_asked;
    std::vector<Residue> m_residues;
    bool m_present = false; ///< of the key whose TYPE was answered last
};

} // namespace steward
