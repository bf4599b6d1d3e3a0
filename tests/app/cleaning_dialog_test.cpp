#include "app/plan_desk.h"
#include "support/test_registry.h"

#include "app/plans/adoption_dialog.h"
#include "app/plans/apply_page.h"
#include "app/plans/cleaning_dialog.h"
#include "app/plans/plan_actions.h"

#include <QAction>
#include <QLineEdit>

using namespace steward;
using namespace steward::test;

namespace {

CleaningDialog* openCleaning(Desk& workstation)
{
    auto* action = workstation.window.findChild<QAction*>(QStringLiteral("actionClean"));
    action->trigger();
    return workstation.window.findChild<CleaningDialog*>();
}

QTableView* table(const QWidget& dialog, const char* name)
{
    return dialog.findChild<QTableView*>(QLatin1String(name));
}

const GroupsModel& groupsOf(const CleaningDialog& dialog)
{
    return *qobject_cast<const GroupsModel*>(table(dialog, "groups")->model());
}

const MembersModel& membersOf(const CleaningDialog& dialog)
{
    return *qobject_cast<const MembersModel*>(table(dialog, "members")->model());
}

template<class Condition>
int findGroup(const CleaningDialog& dialog, const Condition& condition)
{
    for (int row = 0; row < groupsOf(dialog).rowCount(); ++row) {
        if (condition(*groupsOf(dialog).group(row)))
            return row;
    }
    return -1;
}

bool isRead(const CleaningDialog& dialog)
{
    return groupsOf(dialog).rowCount() > 0 && button(dialog, "review")->isEnabled();
}

void click(const QTableView& members, int row)
{
    const QRect cell = members.visualRect(members.model()->index(row, MembersModel::NameColumn));
    QTest::mouseClick(members.viewport(), Qt::LeftButton, {}, cell.center());
}

} // namespace

class CleaningDialogTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsGroupsWithSurvivorAndScore();
    void leavesWithAReasonAndTakesAClick();
    void cleansTheSixToTheOneWithTheSession();
    void staysQuickWithThousandsOfGroups();
    void adoptsAnInstanceWithoutARow();
};

void CleaningDialogTest::showsGroupsWithSurvivorAndScore()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const QString before = worldText(workstation);
    CleaningDialog* dialog = openCleaning(workstation);
    QTRY_VERIFY(isRead(*dialog));
    const int six = findGroup(*dialog, [](const PlanGroup& group) { return group.members.size() == 6; });
    QVERIFY(six >= 0);
    const PlanGroup group = *groupsOf(*dialog).group(six);
    QVERIFY(group.survivor && !group.left && !group.score.isEmpty());
    const auto cell = [&](int column) { return groupsOf(*dialog).index(six, column).data().toString(); };
    QCOMPARE(cell(GroupsModel::SurvivorColumn), group.survivor->text());
    QCOMPARE(cell(GroupsModel::WhyColumn), group.score);
    table(*dialog, "groups")->selectRow(six);
    QCOMPARE(membersOf(*dialog).rowCount(), 6);
    QVERIFY(labelsOf(*dialog).contains(group.score));
    int kept = 0;
    for (int row = 0; row < 6; ++row)
        kept += membersOf(*dialog).index(row, MembersModel::FateColumn).data().toString() == QStringLiteral("kept");
    QCOMPARE(kept, 1);
    QVERIFY(button(*dialog, "cancel")->isDefault());
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY(!workstation.window.findChild<CleaningDialog*>());
    QCOMPARE(worldText(workstation), before);
}

void CleaningDialogTest::leavesWithAReasonAndTakesAClick()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    workstation.world->visit([](PracticeState& state, Timestamp) {
        for (PracticeInstance& instance : state.instances) {
            instance.listed.connection = Connection::Close;
            instance.memory = instance.memory == MemoryState::Missing ? MemoryState::Missing : MemoryState::Close;
        }
    });
    CleaningDialog* dialog = openCleaning(workstation);
    QTRY_VERIFY(groupsOf(*dialog).rowCount() > 0);
    const int left = findGroup(*dialog, [](const PlanGroup& group) {
        return group.left && group.left->reason == SkipReason::NoneOpen && !group.phone;
    });
    QVERIFY(left >= 0);
    table(*dialog, "groups")->selectRow(left);
    const PlanGroup before = *groupsOf(*dialog).group(left);
    QVERIFY(labelsOf(*dialog).contains(before.left->because));
    QVERIFY(!button(*dialog, "unpick")->isEnabled());

    click(*table(*dialog, "members"), 1);
    const auto picked = [&] { return groupsOf(*dialog).group(groupsOf(*dialog).rowOf(before)); };
    QTRY_VERIFY(picked()->isPicked && !picked()->left);
    QCOMPARE(*picked()->survivor, before.members[1]);
    QVERIFY(button(*dialog, "unpick")->isEnabled());
    click(*table(*dialog, "members"), 0); // another one, instead
    QTRY_COMPARE(*picked()->survivor, before.members[0]);
    button(*dialog, "unpick")->click();
    QTRY_VERIFY(picked()->left.has_value());

    click(*table(*dialog, "members"), 1);
    QTRY_VERIFY(picked()->isPicked);
    QTRY_VERIFY(button(*dialog, "review")->isEnabled());
    button(*dialog, "review")->click();
    auto* plan = workstation.window.findChild<PlanDialog*>();
    QTRY_VERIFY(isPlanned(*plan));
    QVERIFY2(linesOf(*plan).contains(QStringLiteral("keep ") + before.members[1].text()), qPrintable(linesOf(*plan)));
    QTRY_VERIFY(!workstation.window.findChild<CleaningDialog*>());
}

void CleaningDialogTest::cleansTheSixToTheOneWithTheSession()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const Audit& audit = workstation.window.view()->workspace().index()->audit();
    QHash<QUuid, std::vector<InstanceName>> ofOrganization;
    for (const AuditRow& row : audit.rows()) {
        if (row.has(FindingCode::DuplicateInstance))
            ofOrganization[row.organizationId].push_back(row.name);
    }
    const auto six = std::find_if(
        ofOrganization.cbegin(), ofOrganization.cend(), [](const auto& names) { return names.size() == 6; });
    QVERIFY(six != ofOrganization.cend());
    InstanceName open;
    for (const InstanceName& name : *six) {
        if (audit.find(name)->connection() == Connection::Open)
            open = name;
    }
    workstation.window.view()->plans().clean({six.key()});
    auto* dialog = workstation.window.findChild<CleaningDialog*>();
    QTRY_VERIFY(isRead(*dialog));
    QCOMPARE(groupsOf(*dialog).rowCount(), 1);
    QCOMPARE(*groupsOf(*dialog).group(0)->survivor, open);
    button(*dialog, "review")->click();
    auto* plan = workstation.window.findChild<PlanDialog*>();
    QTRY_VERIFY(isPlanned(*plan));
    QCOMPARE(button(*plan, "apply")->text(), QStringLiteral("Clean up: delete 5 instances in practice"));
    auto* confirm = plan->findChild<QLineEdit*>(QStringLiteral("confirm"));
    if (confirm->isVisible())
        confirm->setText(QStringLiteral("5"));
    QVERIFY(button(*plan, "apply")->isEnabled());
    button(*plan, "apply")->click();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*plan), longWait);
    QVERIFY2(labelsOf(*plan).contains(QStringLiteral("All of it is done and proven.")), qPrintable(labelsOf(*plan)));
    for (const InstanceName& name : *six)
        QCOMPARE(remains(workstation, name), name == open ? QStringLiteral("server row cache") : QString());
}

void CleaningDialogTest::staysQuickWithThousandsOfGroups()
{
    auto plan = std::make_shared<Plan>();
    for (int number = 0; number < 20'000; ++number) {
        PlanGroup group;
        group.organizationId = QUuid::createUuidV5(QUuid(), QByteArray::number(number));
        group.members.assign(3, InstanceName::fromText(QStringLiteral("clinic-%1").arg(number)));
        group.survivor = group.members.front();
        group.score = QStringLiteral("open");
        plan->groups.push_back(group);
    }
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const auto& index = workstation.window.view()->workspace().index();
    const std::shared_ptr<const Audit> audit(index, &index->audit());
    GroupsModel model;
    QTableView view;
    view.setModel(&model);
    view.show();
    model.setPlan(audit, plan);
    QCOMPARE(model.rowCount(), 20'000);
    // What is not on the screen is not asked for.
    QCOMPARE(model.index(19'999, GroupsModel::SurvivorColumn).data().toString(), QStringLiteral("clinic-19999"));
    QCOMPARE(model.rowOf(plan->groups.back()), 19'999);
}

void CleaningDialogTest::adoptsAnInstanceWithoutARow()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const auto index = workstation.window.view()->workspace().index();
    const AuditRow* orphan = nullptr;
    for (const AuditRow& row : index->audit().rows()) {
        if (row.has(FindingCode::OrphanedInstance) && row.name.isReachable() && !row.isIgnored &&
            !row.has(FindingCode::DuplicateInstance) && !row.has(FindingCode::DuplicatePhone) && row.isPhone())
            orphan = &row;
    }
    QVERIFY(orphan);
    const InstanceName name = orphan->name;
    const OrganizationSummary* free = nullptr;
    for (const OrganizationSummary& summary : index->organizations()) {
        if (!summary.id.isNull() && summary.rows == 0 && summary.instances == 0)
            free = &summary;
    }
    QVERIFY(free);
    const bool belongs = orphan->organizationId.isNull();
    workstation.window.view()->plans().adopt(*orphan);
    auto* dialog = workstation.window.findChild<AdoptionDialog*>();
    auto* typed = dialog->findChild<QLineEdit*>(QStringLiteral("organization"));
    typed->setText(QStringLiteral("there is none of this name"));
    QVERIFY(!button(*dialog, "show")->isEnabled());
    typed->setText(belongs ? free->name : index->audit().organizationName(orphan->organizationId));
    QVERIFY(button(*dialog, "show")->isEnabled());
    QVERIFY(button(*dialog, "cancel")->isDefault());
    button(*dialog, "show")->click();
    auto* plan = workstation.window.findChild<PlanDialog*>();
    QTRY_VERIFY(isPlanned(*plan));
    QVERIFY2(linesOf(*plan).contains(QStringLiteral("+ a new row")), qPrintable(linesOf(*plan)));
    button(*plan, "apply")->click();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*plan), longWait);
    QVERIFY2(remains(workstation, name).contains(QStringLiteral("row")), qPrintable(labelsOf(*plan)));
}

STEWARD_TEST(CleaningDialogTest)
#include "cleaning_dialog_test.moc"
