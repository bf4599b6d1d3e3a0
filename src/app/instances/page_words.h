#pragma once

#include <QString>

namespace steward {

class Audit;
class InstanceModel;
class Workspace;

/// What stands at the foot: "34 shown · 12 selected, 3 hidden and left alone · checking 40 of 260".
QString summaryText(int shown, int selected, int hidden, const Workspace& workspace);
/// Beside the view's title: "34 of 260"; where a store was not read "252 shown, server unknown".
QString shownText(int shown, const InstanceModel& model);
/// "server", "database and cache": what the sentence is about that was not read; empty: all was.
QString unreadStores(const Audit& audit);

} // namespace steward
