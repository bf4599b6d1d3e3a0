#pragma once

#include "domain/error.h"
#include "domain/store_records.h"

namespace steward {

/// A person's words for a trouble at a store: why it is so, and what mends it.
struct Advice {
    QString cause;
    QString cure;
};
/// Empty for a kind that is not known.
Advice adviceFor(ErrorKind trouble, Store store);

} // namespace steward
