#include "app/duplicates_way.h"
#include "support/test_registry.h"

#include "app/plans/adoption_dialog.h"
#include "app/plans/choose_step.h"
#include "app/shell/plan_actions.h"
#include "app/shell/workspace_pages.h"
#include "app/style/type.h"
#include "wording/skip_words.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>

using namespace steward;
using namespace steward::test;

namespace steward::choose_step_test {

namespace {

PlanPage* openCleaning(Desk& workstation)
{
    auto* action = workstation.window.findChild<QAction*>(QStringLiteral("actionClean"));
    action->trigger();
    return workstation.window.findChild<PlanPage*>();
}

QTableView& memberTable(const PlanPage& page)
{
    return *page.findChild<QTableView*>(QStringLiteral("members"));
}

const MembersModel& membersOf(const PlanPage& page)
{
    return *qobject_cast<const MembersModel*>(memberTable(page).model());
}

void select(const PlanPage& page, int row)
{
    groupList(page).setCurrentIndex(groupsOf(page).index(row));
}

QString chosenText(const PlanPage& page)
{
    return page.findChild<QCheckBox*>(QStringLiteral("all"))->text();
}

void click(const QTableView& members, int row)
{
    const QRect cell = members.visualRect(members.model()->index(row, MembersModel::NameColumn));
    QTest::mouseClick(members.viewport(), Qt::LeftButton, {}, cell.center());
}

} // namespace

class ChooseStepTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsGroupsWithSurvivorAndScore();
    void leavesWithAReasonAndTakesAClick();
    void cleansTheSixToTheOneWithTheSession();
    void sixClicksAndOneNumber_data();
    void sixClicksAndOneNumber();
    void groupsAreLeftOut();
    void whatTheFilterHidesIsLeftAlone();
    void decisionsStandByThemselves();
    void backKeepsWhatWasChosen();
    void theKeyboardIsEnough();
    void staysQuickWithThousandsOfGroups();
    void ofOneNumberTheOrganizationsAreNamed();
    void adoptsAnInstanceWithoutARow();
    void narrowWindowsKeepWhatMatters();
};

void ChooseStepTest::showsGroupsWithSurvivorAndScore()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const QString before = worldText(workstation);
    PlanPage* dialog = openCleaning(workstation);
    QTRY_VERIFY(isRead(*dialog));
    const int six = findGroup(*dialog, [](const PlanGroup& group) { return group.members.size() == 6; });
    QVERIFY(six >= 0);
    const PlanGroup group = *groupsOf(*dialog).group(six);
    QVERIFY(group.survivor && !group.left && !lineOf(group.score).isEmpty());
    const QString read = groupsOf(*dialog).index(six).data(Qt::AccessibleTextRole).toString();
    QVERIFY2(read.contains(group.survivor->text()) && read.contains(lineOf(group.score)), qPrintable(read));
    QVERIFY(groupsOf(*dialog).index(six).data(GroupsModel::NoteRole).toString().contains(lineOf(group.score)));
    select(*dialog, six);
    QCOMPARE(membersOf(*dialog).rowCount(), 6);
    QVERIFY(labelsOf(*dialog).contains(lineOf(group.score).mid(1))); // a sentence there
    int kept = 0;
    for (int row = 0; row < 6; ++row)
        kept += membersOf(*dialog).fate(row) == MembersModel::Fate::Kept ? 1 : 0;
    QCOMPARE(kept, 1);
    QVERIFY(button(*dialog, "leave")->isDefault());
    button(*dialog, "leave")->click();
    QTRY_VERIFY(!workstation.window.findChild<ChooseStep*>());
    QCOMPARE(worldText(workstation), before);
}

void ChooseStepTest::leavesWithAReasonAndTakesAClick()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    workstation.world->visit([](PracticeState& state, Timestamp) {
        for (PracticeInstance& instance : state.instances) {
            instance.listed.connection = Connection::Close;
            instance.memory = instance.memory == MemoryState::Missing ? MemoryState::Missing : MemoryState::Close;
        }
    });
    PlanPage* dialog = openCleaning(workstation);
    QTRY_VERIFY(groupsOf(*dialog).rowCount() > 0);
    const int left = findGroup(*dialog, [](const PlanGroup& group) {
        return group.left && group.left->reason == SkipReason::NoneOpen && !group.phone;
    });
    QVERIFY(left >= 0);
    select(*dialog, left);
    const PlanGroup before = *groupsOf(*dialog).group(left);
    QVERIFY(labelsOf(*dialog).contains(sentenceOf(*before.left)));
    QVERIFY(!button(*dialog, "unpick")->isEnabled());

    click(memberTable(*dialog), 1);
    const auto picked = [&] { return groupsOf(*dialog).group(groupsOf(*dialog).rowOf(before)); };
    QTRY_VERIFY(picked()->isPicked && !picked()->left);
    QCOMPARE(*picked()->survivor, before.members[1]);
    QVERIFY(button(*dialog, "unpick")->isEnabled());
    click(memberTable(*dialog), 0); // another one, instead
    QTRY_COMPARE(*picked()->survivor, before.members[0]);
    button(*dialog, "unpick")->click();
    QTRY_VERIFY(picked()->left.has_value());

    click(memberTable(*dialog), 1);
    QTRY_VERIFY(picked()->isPicked);
    QTRY_VERIFY(button(*dialog, "reviewPlan")->isEnabled());
    button(*dialog, "reviewPlan")->click();
    QTRY_VERIFY(isPlanned(*dialog));
    QVERIFY2(
        linesOf(*dialog).contains(QStringLiteral("keep ") + before.members[1].text()), qPrintable(linesOf(*dialog)));
    QVERIFY(!workstation.window.findChild<ChooseStep*>()->isVisible());
}

void ChooseStepTest::cleansTheSixToTheOneWithTheSession()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const Six six = sixOf(workstation);
    QVERIFY(!six.open.isEmpty());
    workstation.window.view()->plans().clean({six.organization});
    auto* dialog = workstation.window.findChild<PlanPage*>();
    QTRY_VERIFY(isRead(*dialog));
    QCOMPARE(groupsOf(*dialog).rowCount(), 1);
    QCOMPARE(*groupsOf(*dialog).group(0)->survivor, six.open);
    button(*dialog, "reviewPlan")->click();
    auto* plan = dialog;
    QTRY_VERIFY(isPlanned(*plan));
    QCOMPARE(button(*plan, "apply")->text(), QStringLiteral("Clean up: delete 5 instances in practice"));
    auto* confirm = plan->findChild<QLineEdit*>(QStringLiteral("confirm"));
    if (confirm->isVisible())
        confirm->setText(QStringLiteral("5"));
    QVERIFY(button(*plan, "apply")->isEnabled());
    button(*plan, "apply")->click();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*plan), longWait);
    QVERIFY2(labelsOf(*plan).contains(QStringLiteral("All 6 are done and proven.")), qPrintable(labelsOf(*plan)));
    for (const InstanceName& name : six.names)
        QCOMPARE(remains(workstation, name), name == six.open ? QStringLiteral("server row cache") : QString());
}

/// From the start of the program to six duplicates cleaned: the page, the group, the review, the deletion; and the
/// number.
void ChooseStepTest::sixClicksAndOneNumber_data()
{
    addLooks();
}

void ChooseStepTest::sixClicksAndOneNumber()
{
    const LookOfTest look;
    Desk workstation(false);
    ProfileContext stores = workstation.practice();
    stores.isPractice = false;
    stores.environment = Environment::Production; // which asks for the text
    workstation.window.openStores(stores);
    QVERIFY(waitForTable(workstation));
    const Six six = sixOf(workstation);
    const CleaningWay way(workstation, six);
    QVERIFY2(way.trouble.isEmpty(), qPrintable(way.trouble));
    for (const InstanceName& name : six.names)
        QCOMPARE(remains(workstation, name), name == six.open ? QStringLiteral("server row cache") : QString());
    QVERIFY2(way.clicks <= 6, qPrintable(QString::number(way.clicks)));
}

void ChooseStepTest::groupsAreLeftOut()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    PlanPage* page = openCleaning(workstation);
    QTRY_VERIFY(isRead(*page));
    const GroupsModel::Counts all = groupsOf(*page).counts();
    QVERIFY(all.ready >= 2 && all.chosen == all.ready && all.ready < all.all);
    const PlanGroup out = *groupsOf(*page).group(0);
    clickBox(*page, 0);
    QVERIFY2(
        chosenText(*page).startsWith(QStringLiteral("%1 of %2 ").arg(all.ready - 1).arg(all.all)),
        qPrintable(chosenText(*page)));
    QCOMPARE(page->findChild<QCheckBox*>(QStringLiteral("all"))->checkState(), Qt::PartiallyChecked);
    button(*page, "reviewPlan")->click();
    QTRY_VERIFY(isPlanned(*page));
    const QString lines = linesOf(*page);
    for (const InstanceName& member : out.members)
        QVERIFY2(!lines.contains(member.text()), qPrintable(lines));
    QVERIFY(lines.contains(QStringLiteral("keep ")));
}

/// A group that one does not see is not cleaned, and that it is left alone is said.
void ChooseStepTest::whatTheFilterHidesIsLeftAlone()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const Six six = sixOf(workstation);
    PlanPage* page = openCleaning(workstation);
    QTRY_VERIFY(isRead(*page));
    const int ready = groupsOf(*page).counts().ready;
    auto* filter = page->findChild<QLineEdit*>(QStringLiteral("filter"));
    const auto find = [&](const QString& text) {
        filter->setText(text);
        return groupsOf(*page).rowCount() == 1 && groupsOf(*page).group(0)->organizationId == six.organization;
    };
    QVERIFY(find(QStringLiteral("vale sorriso"))); // words in any order, without case
    QVERIFY(find(QString::fromUtf8(six.open.utf8().right(6))));
    QCOMPARE(membersOf(*page).rowCount(), 6);
    QVERIFY2(
        labelsOf(*page).contains(QStringLiteral("%1 hidden and left alone").arg(ready - 1)),
        qPrintable(labelsOf(*page)));
    button(*page, "reviewPlan")->click();
    QTRY_VERIFY(isPlanned(*page));
    QCOMPARE(button(*page, "apply")->text(), QStringLiteral("Clean up: delete 5 instances in practice"));
    filter->setText(QStringLiteral("there is none of this name"));
    QCOMPARE(groupsOf(*page).rowCount(), 0);
    QVERIFY(!button(*page, "reviewPlan")->isEnabled());
}

void ChooseStepTest::decisionsStandByThemselves()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    PlanPage* page = openCleaning(workstation);
    QTRY_VERIFY(isRead(*page));
    const GroupsModel& groups = groupsOf(*page);
    QStringList sections;
    bool isLeft = false;
    for (int row = 0; row < groups.rowCount(); ++row) {
        if (const QString section = groups.index(row).data(GroupsModel::SectionRole).toString(); !section.isEmpty())
            sections << section;
        QVERIFY(groups.group(row)->left.has_value() >= isLeft); // after all that can be cleaned
        isLeft = groups.group(row)->left.has_value();
        if (!isLeft)
            continue;
        QVERIFY(!groups.isChosen(row));
        clickBox(*page, row); // it cannot be chosen as it stands
        QVERIFY(!groups.isChosen(row));
    }
    const QStringList expected{QStringLiteral("Ready to clean"), QStringLiteral("Needs your decision")};
    QCOMPARE(sections, expected);
    select(*page, groups.rowCount() - 1);
    QVERIFY(labelsOf(*page).contains(sentenceOf(*groups.group(groups.rowCount() - 1)->left)));
}

void ChooseStepTest::backKeepsWhatWasChosen()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    PlanPage* page = openCleaning(workstation);
    QTRY_VERIFY(isRead(*page));
    const int chosen = groupsOf(*page).counts().chosen - 1;
    clickBox(*page, 0);
    button(*page, "reviewPlan")->click();
    QTRY_VERIFY(isPlanned(*page));
    QCOMPARE(button(*page, "cancel")->text(), QStringLiteral("Back"));
    button(*page, "cancel")->click();
    QVERIFY(page->findChild<ChooseStep*>()->isVisible());
    QTRY_VERIFY(isRead(*page));
    QCOMPARE(groupsOf(*page).counts().chosen, chosen);
    QVERIFY(!groupsOf(*page).isChosen(0));
    QTest::keyClick(page, Qt::Key_Escape);
    QCOMPARE(workstation.window.pages()->page(), Page::Instances); // where one came from
}

/// Space chooses a group and keeps an instance; Enter does neither, nor does it leave.
void ChooseStepTest::theKeyboardIsEnough()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    PlanPage* page = openCleaning(workstation);
    QTRY_VERIFY(isRead(*page));
    QListView& list = groupList(*page);
    list.setFocus();
    QVERIFY(groupsOf(*page).isChosen(0));
    QTest::keyClick(&list, Qt::Key_Space);
    QVERIFY(!groupsOf(*page).isChosen(0));
    QTest::keyClick(&list, Qt::Key_Return);
    QVERIFY(page->isVisible() && !groupsOf(*page).isChosen(0));
    QTest::keyClick(&list, Qt::Key_Down);
    QCOMPARE(list.currentIndex().row(), 1);
    QCOMPARE(*membersOf(*page).group(), *groupsOf(*page).group(1));
    QTest::keyClick(&list, Qt::Key_Up); // it has several to choose among
    QVERIFY(membersOf(*page).rowCount() > 1);
    QTableView& members = memberTable(*page);
    members.setFocus();
    int goes = 0;
    while (membersOf(*page).fate(goes) == MembersModel::Fate::Kept)
        ++goes;
    members.setCurrentIndex(members.model()->index(goes, 0));
    QTest::keyClick(&members, Qt::Key_Space);
    QTRY_VERIFY(
        button(*page, "unpick")->isEnabled()); // picked, or left because another one is connected: by the person's word
}

void ChooseStepTest::staysQuickWithThousandsOfGroups()
{
    auto plan = std::make_shared<Plan>();
    for (int number = 0; number < 20'000; ++number) {
        PlanGroup group;
        group.organizationId = OrganizationId(QUuid::createUuidV5(QUuid(), QByteArray::number(number)));
        group.members.assign(3, InstanceName::fromText(QStringLiteral("clinic-%1").arg(number)));
        group.survivor = group.members.front();
        group.score.told = QStringLiteral("open");
        plan->groups.push_back(group);
    }
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const auto& index = workstation.window.view()->workspace().index();
    const std::shared_ptr<const Audit> audit(index, &index->audit());
    GroupsModel model;
    QListView view;
    view.setModel(&model);
    view.show();
    model.setPlan(audit, plan);
    QCOMPARE(model.rowCount(), 20'000);
    // What is not on the screen is not asked for.
    QVERIFY(model.index(19'999).data(GroupsModel::NoteRole).toString().contains(QStringLiteral("clinic-19999")));
    QCOMPARE(model.rowOf(plan->groups.back()), 19'999);
}

/// In the list and its filter, read aloud, and beside each instance: by its digits alone nobody knows whose it is.
void ChooseStepTest::ofOneNumberTheOrganizationsAreNamed()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const std::shared_ptr<const AuditIndex> index = workstation.window.view()->workspace().index();
    const Audit& audit = index->audit();
    PlanPage* page = openCleaning(workstation);
    QTRY_VERIFY(isRead(*page));
    QTableView& table = memberTable(*page);
    QVERIFY(table.isColumnHidden(MembersModel::OrganizationColumn) && !table.isColumnHidden(MembersModel::PhoneColumn));
    const int shared = findGroup(*page, [](const PlanGroup& group) { return group.phone.has_value(); });
    QVERIFY(shared >= 0);
    select(*page, shared);
    const PlanGroup group = *groupsOf(*page).group(shared);
    QVERIFY(!table.isColumnHidden(MembersModel::OrganizationColumn));
    QCOMPARE(table.horizontalHeader()->visualIndex(MembersModel::OrganizationColumn), 1); // beside the digits
    const QModelIndex listed = groupsOf(*page).index(shared);
    QStringList names;
    for (int row = 0; row < membersOf(*page).rowCount(); ++row) {
        const AuditRow* of = audit.find(group.members[static_cast<size_t>(row)]);
        QVERIFY(of);
        names << audit.organizationName(of->organizationId);
        QCOMPARE(table.model()->index(row, MembersModel::OrganizationColumn).data().toString(), names.last());
        QVERIFY2(listed.data(GroupsModel::NoteRole).toString().contains(names.last()), qPrintable(names.last()));
        QVERIFY2(listed.data(Qt::AccessibleTextRole).toString().contains(names.last()), qPrintable(names.last()));
    }
    names.removeDuplicates();
    QVERIFY(names.size() >= 2);
    QVERIFY(labelsOf(*page).contains(sentenceOf(*group.left))); // why it is left is not lost
    page->findChild<QLineEdit*>(QStringLiteral("filter"))->setText(names.last());
    QVERIFY(groupsOf(*page).rowOf(group) >= 0);
}

void ChooseStepTest::adoptsAnInstanceWithoutARow()
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
    auto* plan = workstation.window.findChild<PlanPage*>();
    QTRY_VERIFY(isPlanned(*plan));
    QVERIFY2(linesOf(*plan).contains(QStringLiteral("+ a new row")), qPrintable(linesOf(*plan)));
    button(*plan, "apply")->click();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*plan), longWait);
    QVERIFY2(remains(workstation, name).contains(QStringLiteral("row")), qPrintable(labelsOf(*plan)));
}

/// Where there is less room messages and creation leave; where there is little the groups stand in a box above.
void ChooseStepTest::narrowWindowsKeepWhatMatters()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const auto setWidth = [&](int design) { workstation.window.resize(scaled(design), scaled(760)); };
    setWidth(1440);
    PlanPage* page = openCleaning(workstation);
    QTRY_VERIFY(isRead(*page));
    const QListView& list = groupList(*page);
    auto* box = page->findChild<QComboBox*>(QStringLiteral("groupBox"));
    auto* cleans = page->findChild<QCheckBox*>(QStringLiteral("cleanThis"));
    const auto isShown = [page](int column) { return !memberTable(*page).isColumnHidden(column); };
    QTRY_VERIFY(isShown(MembersModel::MessagesColumn) && isShown(MembersModel::CreatedColumn));
    QVERIFY(list.isVisible() && !box->isVisible() && !cleans->isVisible());
    setWidth(1100);
    QTRY_VERIFY(!isShown(MembersModel::MessagesColumn) && !isShown(MembersModel::CreatedColumn));
    QVERIFY(isShown(MembersModel::StateColumn) && isShown(MembersModel::StoresColumn));
    QVERIFY(list.isVisible() && !box->isVisible());
    setWidth(900);
    QTRY_VERIFY(!list.isVisible() && box->isVisible() && cleans->isVisible());
    QCOMPARE(box->count(), groupsOf(*page).rowCount());
    QVERIFY(groupsOf(*page).isChosen(1));
    box->setFocus();
    box->setCurrentIndex(0);
    QTest::keyClick(box, Qt::Key_Down); // as a person chooses
    QCOMPARE(*membersOf(*page).group(), *groupsOf(*page).group(1));
    QVERIFY(cleans->isChecked());
    cleans->click(); // the group is left out from here too
    QVERIFY(!groupsOf(*page).isChosen(1) && groupsOf(*page).isChosen(0));
    QVERIFY(button(*page, "reviewPlan")->isVisible() && button(*page, "reviewPlan")->isEnabled());
    setWidth(1440);
    QTRY_VERIFY(list.isVisible() && !box->isVisible() && isShown(MembersModel::MessagesColumn));
    QCOMPARE(list.currentIndex().row(), 1);
}

STEWARD_TEST(ChooseStepTest)
} // namespace steward::choose_step_test

#include "choose_step_test.moc"
