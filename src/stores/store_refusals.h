#pragma once

#include "domain/error.h"

namespace steward {

/// What the practice stores refuse in the words of the real ones.
namespace StoreRefusals {

Error webhookWithoutEvents();
Error heldByDuplicates(); ///< the guard's index, by rows that stand already
Error rowGone();          ///< the one that was to be finished

} // namespace StoreRefusals

} // namespace steward
