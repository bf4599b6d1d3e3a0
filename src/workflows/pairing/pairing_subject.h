#pragma once

#include "domain/store_records.h"
#include "stores/call_context.h"
#include "workflows/base/store_ports.h"
#include "workflows/journal/journal_values.h"

#include <chrono>

namespace steward {

class WorkflowRun;

/// What is to be paired, as the three stores said before anything was sent.
struct PairingSubject {
    ServerInstance instance;
    Integration row; ///< the one enabled row that names it
    std::vector<CacheEntry> entries;
    std::optional<PhoneNumber> typed; ///< for whom characters were asked

    /// Whose phone it is to be; nothing where nobody said.
    std::optional<PhoneNumber> expected() const { return typed ? typed : expectedByRow(); }
    std::optional<PhoneNumber> expectedByRow() const { return row.expectedPhone ? row.expectedPhone : row.phone(); }
    /// The one that a linked phone differs from; nothing: it is welcome.
    std::optional<PhoneNumber> otherThan(const PhoneNumber& linked) const;
    /// The instance key, and the row's token key where it has a token.
    std::vector<CacheKey> cacheKeys() const;
};

/// Noted before the first call: what a resume compares with, so that a number is written only where it was meant to.
Result<void> noteSubject(WorkflowRun& run, const PairingSubject& subject);
/// The number that was typed for it, as it was noted.
std::optional<PhoneNumber> typedIn(const JournalTrail& trail);
/// The same row of the same organization, and the same instance, as far as it was noted.
bool isSameSubject(const PairingSubject& subject, const JournalTrail& trail);

/// Reads it. An error: a store was not read, the instance is not listed or no phone's, or not exactly one enabled row
/// names it. Each call within `call`.
Result<PairingSubject> readPairingSubject(
    StorePorts& ports, const InstanceName& name, std::chrono::milliseconds call, const CallContext& limits);

} // namespace steward
