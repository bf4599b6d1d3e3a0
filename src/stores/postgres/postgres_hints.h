#pragma once

#include "domain/store_names.h"
#include "stores/connection_settings.h"
#include "stores/hint_port.h"

namespace steward {

/// What the guards' trigger says of our rows, heard by LISTEN. Only where that trigger stands, and where no pooler
/// gives the connection to somebody else after each transaction. Belongs to the worker thread that listens.
class PostgresHints final : public HintPort {
    Q_DISABLE_COPY_MOVE(PostgresHints)

public:
    /// `timeout`: how long it may be quiet before the connection is asked whether it stands.
    PostgresHints(
        DatabaseSettings settings, StoreNames names, std::chrono::milliseconds timeout = std::chrono::seconds(60));

    Store store() const override { return Store::Database; }
    Error listen(const Ear& ear, const CallContext& limits) override;

private:
    const DatabaseSettings m_settings;
    const StoreNames m_names;
    const std::chrono::milliseconds m_timeout;
};

} // namespace steward
