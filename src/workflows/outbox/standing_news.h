#pragma once

#include "stores/cache_port.h"
#include "stores/call_context.h"

#include <QHash>
#include <QSet>

#include <chrono>
#include <functional>
#include <vector>

namespace steward {

class StoreFactory;

/// What becomes of news that nobody heard when they were made.
enum class KeptNews : quint8 {
    Tell,
    Drop, ///< it is not so any more
    Wait, ///< whether it is so is not known
};

/// Judges kept news, in the order asked, by what stands now.
using NewsJudge =
    std::function<std::vector<KeptNews>(const std::vector<WorkerMessage>& messages, const CallContext& limits)>;

/// Looks at the stores before kept news is told (WORKFLOWS, "Workers"): what stands again is not told as removed, what
/// is gone not as added, and while a store is unread it waits. One reading serves the batches of a few seconds. Blocks.
class StandingNews final {
    Q_DISABLE_COPY_MOVE(StandingNews)

public:
    explicit StandingNews(const StoreFactory& stores)
        : m_stores(stores)
    {
    }

    std::vector<KeptNews> judge(const std::vector<WorkerMessage>& messages, const CallContext& limits);

private:
    bool read(const CallContext& limits);

    const StoreFactory& m_stores;
    QSet<InstanceName> m_listed;
    QSet<InstanceName> m_enabled; ///< named by an enabled row
    std::chrono::steady_clock::time_point m_readAt;
    bool m_isRead = false;
};

} // namespace steward
