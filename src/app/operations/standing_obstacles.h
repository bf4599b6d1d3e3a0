#pragma once

#include <QString>

namespace steward {

struct ProfileContext;

/// Why something cannot be begun in a workspace, whatever is chosen there: one plain sentence; empty: it can.
struct StandingObstacles {
    QString plans;  ///< what deletes, cleans, repairs, switches, resets, unlinks, takes back or guards
    QString making; ///< creating an instance, and pairing a phone

    static StandingObstacles of(const ProfileContext& stores);
};

} // namespace steward
