#pragma once

#include <memory>
#include <vector>

namespace steward {

class ServerPort;
class DatabasePort;
class CachePort;
class GuardsPort;
class HintPort;

/// Makes the ports of one set of stores. A port belongs to the worker thread that uses it, so each worker makes its
/// own; the factory itself may be used from any thread and outlives every port.
class StoreFactory {
public:
    virtual ~StoreFactory() = default;
    virtual std::unique_ptr<ServerPort> makeServer() const = 0;
    virtual std::unique_ptr<DatabasePort> makeDatabase() const = 0;
    virtual std::unique_ptr<CachePort> makeCache() const = 0;
    virtual std::unique_ptr<GuardsPort> makeGuards() const = 0;
    /// Where these stores say by themselves that something has changed; none in practice.
    virtual std::vector<std::unique_ptr<HintPort>> makeHints() const;
};

} // namespace steward
