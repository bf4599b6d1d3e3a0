#pragma once

#include "workflows/execute/apply_observer.h"

#include <functional>

namespace steward::test {

/// Does something the moment an item has come to a stage, on the applying thread.
class AtStage final : public ApplyObserver {
public:
    AtStage(ItemStage stage, std::function<void(const QByteArray& identity)> happen)
        : m_stage(stage)
        , m_happen(std::move(happen))
    {
    }
    void itemMoved(const QByteArray& identity, ItemStage stage) override
    {
        if (stage == m_stage)
            m_happen(identity);
    }

private:
    ItemStage m_stage;
    std::function<void(const QByteArray&)> m_happen;
};

} // namespace steward::test
