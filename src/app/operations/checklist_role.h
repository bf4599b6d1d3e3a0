#pragma once

#include "app/style/item_roles.h"

namespace steward {

/// Where an item of a checklist has come to, for those who show it by that.
enum class ItemPart : quint8 {
    Working,
    StillThere,
    NotDone,
    Left,
    Waiting,
    NotStarted,
    Done,
    Outcome, ///< no item: a line that says what came of all
};

/// What a checklist tells OperationView beside its words.
enum ChecklistRole {
    ItemPartRole = DetailRole + 1, ///< int, an ItemPart; nothing: a step, which stands in the order of the work
    LeadRole,                      ///< QString, the first part of the title, which stands out
    SuffixRole,                    ///< QString, what tells it apart: never cut
    InstanceRole,                  ///< InstanceName, which can be shown among the instances
};

} // namespace steward
