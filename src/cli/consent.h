#pragma once

#include <QString>

#include <optional>

namespace steward {

/// How a change was agreed to: --yes, --confirm TEXT, --dry-run, or not yet (CONTRACT).
struct Consent {
    bool yes = false;
    std::optional<QString> text; ///< of --confirm
    bool dryRun = false;

    /// For a plan that asks for no text.
    bool isGiven() const { return !dryRun && (yes || text); }
};

} // namespace steward
