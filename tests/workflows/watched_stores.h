#pragma once

#include "domain/store_records.h"
#include "stores/store_factory.h"

#include <functional>
#include <memory>

namespace steward::test {

enum class CallMoment { Before, After };
/// Told of every call of a port, on the thread that makes it. `call`: the port's own word, "logOut".
using CallWatch = std::function<void(Store store, const char* call, CallMoment moment)>;

/// The same stores, with every call told before it is made and after its answer: what a fault at a step begins by.
std::shared_ptr<const StoreFactory> watchedStores(std::shared_ptr<const StoreFactory> stores, CallWatch watch);

} // namespace steward::test
