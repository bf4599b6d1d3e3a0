#pragma once

#include "app/overview/event_list.h"

#include <QDate>

#include <vector>

namespace steward {

struct ProfileContext;

struct RecentActivity {
    std::vector<ListedEvent> events; ///< newest first; each leads to its title in the journal
    QString sentence;                ///< why there is none, or what is wrong with the journal; may be empty
};
constexpr int activityTold = 5;

/// What was done in this workspace from this computer, by its journal. Blocks: for a worker.
RecentActivity readRecentActivity(const ProfileContext& stores, const QDate& today);

} // namespace steward
