#pragma once

#include "domain/plans/plan.h"
#include "wording/name_form.h"

#include <QStringList>

#include <functional>

namespace steward {

/// An organization's name for people; its id where none is known.
using OrganizationNames = std::function<QString(const OrganizationId&)>;

/// What a person calls the item: its name, or words for a row or key without one.
QString itemTitle(const PlanItem& item, NameForm form = NameForm::Whole);

/// "− delete the row 1234… (Clinic A, enabled, status active)": one line a step, translated, plain text, no secret.
/// Names stand in it as they are: whoever shows it on a terminal or in a widget makes them harmless there.
QString stepLine(const PlanStep& step, const OrganizationNames& organizations, NameForm form = NameForm::Whole);
QString stepSignText(StepSign sign); ///< "+", "~", "−"

/// Of the reasons in item.left a person is told the gravest alone, with what to press; what else there is, the next
/// look says (WORKFLOWS, "Deletion": of each item one thing). The document has them all.
bool isSaid(const PlanItem& item, size_t place);

/// The item's title, then its steps under their store, then what is left and why; one line each.
QStringList itemLines(const PlanItem& item, const OrganizationNames& organizations);
/// Group, survivor and score, or why it is left.
QStringList groupLines(const PlanGroup& group, const OrganizationNames& organizations, NameForm form = NameForm::Whole);

/// "delete 5 instances, 1 row, 3 cache entries; tell the workers 5 times". "nothing to do" where no step is.
QString summaryLine(const PlanTally& tally);

/// Its title with whose it is: "Set 1 webhook · Clínica Aurora", where all that changes is one organization's, or is
/// one instance; the title alone elsewhere.
QString titleWithOwner(const QString& title, const Plan& plan, const OrganizationNames& organizations);

/// The whole plan line by line, groups before their items, the summary last.
void tellPlan(
    const Plan& plan, const OrganizationNames& organizations, const std::function<void(const QString&)>& tell);
QStringList planLines(const Plan& plan, const OrganizationNames& organizations);

} // namespace steward
