#pragma once

#include "stores/store_factory.h"

#include <QtGlobal>

#include <memory>

namespace steward {

class PracticeWorld;

/// The three stores of a practice workspace, all over one world: what one changes, the others' ports see.
class PracticeStores final : public StoreFactory {
    Q_DISABLE_COPY_MOVE(PracticeStores)

public:
    explicit PracticeStores(std::shared_ptr<PracticeWorld> world, bool readOnly = false);

    std::unique_ptr<ServerPort> makeServer() const override;
    std::unique_ptr<DatabasePort> makeDatabase() const override;
    std::unique_ptr<CachePort> makeCache() const override;
    std::unique_ptr<GuardsPort> makeGuards() const override;

private:
    std::shared_ptr<PracticeWorld> m_world;
    bool m_readOnly = false;
};

} // namespace steward
