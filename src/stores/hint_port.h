#pragma once

#include "domain/error.h"
#include "domain/store_records.h"
#include "stores/call_context.h"

#include <functional>

namespace steward {

/// Where somebody says that something has changed in a store. What is said is a hint and no proof: nothing is concluded
/// from it but that reading is worth while, and what was not heard is found by the next reading. Changes nothing.
class HintPort {
public:
    /// Called on the port's own threads, one call at a time, and not after listen() has returned.
    struct Ear {
        std::function<void()> started; ///< it listens now; what was said before was not heard
        std::function<void()> heard;   ///< something has changed
    };
    virtual ~HintPort() = default;

    virtual Store store() const = 0;
    /// Listens until it is stopped or cannot go on; the answer says why. NotFound and TransactionPooler: nobody would
    /// say anything over this connection.
    virtual Error listen(const Ear& ear, const CallContext& limits) = 0;
};

} // namespace steward
