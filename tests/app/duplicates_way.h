#pragma once

#include "app/looks.h"
#include "app/plan_desk.h"

#include "app/plans/choose_step.h"
#include "app/plans/duplicate_delegates.h"
#include "app/shell/page_rail.h"

#include <QCheckBox>
#include <QHash>

namespace steward::test {

// From the start of the program to six duplicates cleaned, by clicks that are counted.

inline QListView& groupList(const PlanPage& page)
{
    return *page.findChild<QListView*>(QStringLiteral("groups"));
}

inline GroupsModel& groupsOf(const PlanPage& page)
{
    return *qobject_cast<GroupsModel*>(groupList(page).model());
}

/// A click on the box before the group.
inline void clickBox(const PlanPage& page, int row)
{
    QListView& list = groupList(page);
    list.scrollTo(list.model()->index(row, 0));
    const QRect zone = GroupDelegate::checkZone(list.visualRect(list.model()->index(row, 0)), Qt::LeftToRight);
    QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, zone.center());
}

/// All six of one organization, and the one of them that works.
struct Six {
    OrganizationId organization;
    std::vector<InstanceName> names;
    InstanceName open;
};

inline Six sixOf(Desk& workstation)
{
    const Audit& audit = workstation.window.view()->workspace().index()->audit();
    QHash<OrganizationId, std::vector<InstanceName>> ofOrganization;
    for (const AuditRow& row : audit.rows()) {
        if (row.has(FindingCode::DuplicateInstance))
            ofOrganization[row.organizationId].push_back(row.name);
    }
    Six six;
    for (auto each = ofOrganization.cbegin(); each != ofOrganization.cend(); ++each) {
        if (each->size() == 6)
            six = {each.key(), *each, {}};
    }
    for (const InstanceName& name : six.names) {
        if (audit.find(name)->connection() == Connection::Open)
            six.open = name;
    }
    return six;
}

template<class Condition>
int findGroup(const PlanPage& dialog, const Condition& condition)
{
    for (int row = 0; row < groupsOf(dialog).rowCount(); ++row) {
        if (condition(*groupsOf(dialog).group(row)))
            return row;
    }
    return -1;
}

inline bool isRead(const PlanPage& dialog)
{
    return groupsOf(dialog).rowCount() > 0 && button(dialog, "reviewPlan")->isEnabled();
}

/// The page, the group, the review, the number, the deletion.
struct CleaningWay {
    int clicks = 0;
    QString trouble; ///< where it ended; empty: at its end

    CleaningWay(Desk& workstation, const Six& six)
        : trouble(QLatin1String(walk(workstation, six)))
    {
    }

private:
    const char* walk(Desk& workstation, const Six& six)
    {
        press(workstation.window.findChild<PageRail*>()->button(Page::Duplicates));
        auto* page = workstation.window.findChild<PlanPage*>();
        if (!page || !QTest::qWaitFor([page] { return isRead(*page); }, longWait))
            return "the groups are not read";
        press(*page->findChild<QCheckBox*>(QStringLiteral("all"))); // none of them
        const int row =
            findGroup(*page, [&six](const PlanGroup& group) { return group.organizationId == six.organization; });
        if (row < 0 || groupsOf(*page).counts().chosen != 0)
            return "the group is not there, or another is chosen";
        ++clicks;
        clickBox(*page, row);
        if (groupsOf(*page).counts().chosen != 1)
            return "the click has not chosen it";
        press(*button(*page, "reviewPlan"));
        if (!QTest::qWaitFor([page] { return isPlanned(*page); }, longWait))
            return "the plan is not shown";
        if (page->focusWidget() != page->findChild<QLineEdit*>(QStringLiteral("confirm")))
            return "the field for the number has not the focus";
        if (button(*page, "apply")->isEnabled())
            return "it could be applied before the number was typed";
        if (!labelsOf(*page).contains(QStringLiteral("Type 5 to delete 5 instances in PRODUCTION.")))
            return "it does not say what to type";
        QTest::keyClicks(page->focusWidget(), QStringLiteral("5"));
        press(*button(*page, "apply"));
        return QTest::qWaitFor([page] { return hasEnded(*page); }, 4 * longWait) ? "" : "it does not come to its end";
    }
    void press(QAbstractButton& pressed)
    {
        ++clicks;
        QTest::mouseClick(&pressed, Qt::LeftButton);
    }
};

} // namespace steward::test
