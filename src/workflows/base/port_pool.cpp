#include "workflows/base/port_pool.h"

#include "domain/beside.h"
#include "workflows/base/store_ports.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace steward {

void forEachOnPorts(
    const StoreFactory& stores, int connections, size_t count, const std::function<void(StorePorts&, size_t)>& work)
{
    std::atomic_size_t next = 0;
    const auto drain = [&] {
        StorePorts ports(stores);
        for (size_t place = next++; place < count; place = next++)
            work(ports, place);
    };
    std::vector<std::jthread> threads;
    const size_t wanted = std::min(count, static_cast<size_t>(std::max(1, connections)));
    for (size_t thread = 0; thread < wanted; ++thread)
        threads.push_back(beside(drain));
}

} // namespace steward
