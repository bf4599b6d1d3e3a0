#pragma once

#include "app/operations/apply_counts.h"
#include "app/table/cells.h"
#include "domain/plans/confirmation.h"
#include "domain/plans/plan.h"
#include "wording/plan_text.h"
#include "workflows/execute/apply_observer.h"
#include "workflows/execute/apply_report.h"

#include <QString>

#include <vector>

namespace steward {

// What the plan's dialogs say, in the words of the person.

/// How many of something a plan adds, changes or takes away in a store.
struct PlanCount {
    QString number; ///< "−6"
    QString what;   ///< "instances"
    PlanPlace place = PlanPlace::Server;
    Tone tone = Tone::Quiet;
};
std::vector<PlanCount> countsOf(const PlanTally& tally);
/// What is gone for good once the plan is done; empty where nothing is.
QString lostSentence(const Plan& plan);
/// "None of them is connected.": beside the text to be typed.
QString connectedSentence(const PlanTally& tally);
/// "Type 6 to delete 6 instances in PRODUCTION."
QString confirmSentence(const Confirmation& confirmation, const Plan& plan, const QString& environment);
/// What came of it, by how many: "39 of 42 are gone. 2 are still there."
QString resultSentence(const Plan& plan, const ApplyCounts& counts);

/// The window's title: "Delete".
QString planTitle(PlanKind kind);
/// What the button does: "Delete 3 instances".
QString applyButtonText(const Plan& plan);
/// The same with whose it is, where it is one: "Set 1 webhook · Clínica Aurora".
QString operationTitle(const Plan& plan, const OrganizationNames& organizations);
/// "Delete", "Keep", "Repair": before an item's name.
QString taskTitle(ItemTask task);
/// What exactly is gone for good once the item is deleted; empty where nothing is.
QString lossSentence(const PlanItem& item);

} // namespace steward
