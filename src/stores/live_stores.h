#pragma once

#include "stores/connection_settings.h"
#include "stores/store_factory.h"

#include <atomic>
#include <memory>

namespace steward {

/// The real stores of one set of connection settings. A port connects at its first call.
class LiveStores final : public StoreFactory {
    Q_DISABLE_COPY_MOVE(LiveStores)

public:
    explicit LiveStores(ConnectionSettings settings)
        : m_settings(std::move(settings))
    {
    }

    std::unique_ptr<ServerPort> makeServer() const override;
    std::unique_ptr<DatabasePort> makeDatabase() const override;
    std::unique_ptr<CachePort> makeCache() const override;
    std::unique_ptr<GuardsPort> makeGuards() const override;
    std::vector<std::unique_ptr<HintPort>> makeHints() const override;

private:
    const ConnectionSettings m_settings;
    const std::shared_ptr<std::atomic_bool> m_seenInCache = std::make_shared<std::atomic_bool>(false);
};

} // namespace steward
