#pragma once

#include <cstddef>
#include <functional>

namespace steward {

class StoreFactory;
struct StorePorts;

/// Does `work` for each place from 0 to `count`, on up to `connections` threads with ports of their own; here where
/// there are no threads. Returns when all are done. The work does not throw.
void forEachOnPorts(
    const StoreFactory& stores, int connections, size_t count, const std::function<void(StorePorts&, size_t)>& work);

} // namespace steward
