#pragma once

#include "domain/store_names.h"
#include "stores/connection_settings.h"
#include "stores/guards_port.h"

#include <memory>

namespace steward {

class PostgresSession;

/// GuardsPort over PostgreSQL.
class PostgresGuards final : public GuardsPort {
public:
    PostgresGuards(DatabaseSettings settings, StoreNames names);
    ~PostgresGuards() override;
    Q_DISABLE_COPY_MOVE(PostgresGuards)

    Result<GuardsReport> inspect(const QStringList& keepExecute, const CallContext& limits) override;
    /// A statement that waits (an index is built once every older transaction has ended) waits for the limits.
    Result<void> apply(GuardPart part, const QStringList& keepExecute, const CallContext& limits) override;

private:
    const DatabaseSettings m_settings;
    const StoreNames m_names;
    std::unique_ptr<PostgresSession> m_session;
};

} // namespace steward
