#include "app/plan_desk.h"
#include "support/test_registry.h"

#include "app/components/marked_counts.h"
#include "app/operations/operation_items.h"
#include "app/operations/run_step.h"
#include "app/plans/plan_page.h"
#include "app/plans/review_step.h"
#include "app/shell/workspace_actions.h"
#include "app/style/item_roles.h"
#include "app/table/instance_table.h"

#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::plan_progress_test {

/// A plan while it is applied, and what came of it.
class PlanProgressTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsCountsPaceAndTimeLeft();
    void failuresStaySelectedAndAreTriedAgain();
    void pausesAndStopsAfterThisOne();
    void closingStopsAfterThisOne();
    void savesTheReport();
    void organizationsAreNamedInProgressAndReport();
    void whatIsDoneAndInTroubleComesFirst();
    void everyStateIsShownApart();
    void thousandsOfItemsAreShownAtOnce();
};

void PlanProgressTest::tellsCountsPaceAndTimeLeft()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const std::vector<InstanceName> names = addInstances(workstation, 12);
    PlanPage* dialog = openPlan(workstation, PlanKind::Disable, names);
    QTRY_VERIFY(isPlanned(*dialog));
    dialog->findChild<QLineEdit*>(QStringLiteral("confirm"))->setText(QStringLiteral("12"));
    QVERIFY(button(*dialog, "apply")->isEnabled());
    workstation.world->setFault(Store::Database, {{}, std::chrono::milliseconds(60)}); // not all at once
    button(*dialog, "apply")->click();
    auto* counts = dialog->findChild<MarkedCounts*>(QStringLiteral("counts"));
    auto* pace = dialog->findChild<QLabel*>(QStringLiteral("pace"));
    QTRY_VERIFY_WITH_TIMEOUT(!pace->text().isEmpty() || hasEnded(*dialog), longWait);
    QVERIFY2(!hasEnded(*dialog), "too quick to tell a pace");
    static const QRegularExpression paceWords(QStringLiteral("^[0-9,.]+ a minute · about .+ left$"));
    QVERIFY2(paceWords.match(pace->text()).hasMatch(), qPrintable(pace->text()));
    QVERIFY2(counts->text().contains(QStringLiteral(" done and proven")), qPrintable(counts->text()));
    workstation.world->setFault(Store::Database, {});
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*dialog), longWait);
    QCOMPARE(counts->text(), QStringLiteral("12 done and proven"));
    QCOMPARE(dialog->run()->operation().progress().counts, QStringLiteral("12 of 12 done"));
    QVERIFY(pace->text().isEmpty());
}

void PlanProgressTest::failuresStaySelectedAndAreTriedAgain()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const std::vector<InstanceName> names = closedInstances(workstation, 2);
    PlanPage* dialog = openPlan(workstation, PlanKind::Disable, names);
    QTRY_VERIFY(button(*dialog, "apply")->isEnabled());
    // Somebody changes one of them meanwhile: it is skipped, and said.
    workstation.world->visit([&](PracticeState& state, Timestamp) {
        for (PracticeRow& row : state.rows) {
            if (row.row.names(names.back()))
                row.row.status = QStringLiteral("changed-meanwhile");
        }
    });
    button(*dialog, "apply")->click();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*dialog), longWait);
    QVERIFY(button(*dialog, "retry")->isVisible());
    QCOMPARE(button(*dialog, "retry")->text(), QStringLiteral("&Try 1 again"));
    QVERIFY2(
        labelsOf(*dialog->findChild<RunStep*>()).contains(QStringLiteral("1 of 2 is done.")),
        qPrintable(labelsOf(*dialog->findChild<RunStep*>())));
    const InstanceTable& table = workstation.window.view()->table();
    const auto index = workstation.window.view()->workspace().index();
    QCOMPARE(table.selection().count(), 1);
    QCOMPARE(index->row(table.selection().rows().front()).name, names.back());

    button(*dialog, "retry")->click();
    QTRY_VERIFY(button(*dialog, "apply")->isEnabled());
    QVERIFY(!linesOf(*dialog).contains(names.front().text()));
    button(*dialog, "apply")->click();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*dialog), longWait);
    QVERIFY(!button(*dialog, "retry")->isVisible());
    QCOMPARE(remains(workstation, names.back()), QStringLiteral("server row"));
}

void PlanProgressTest::pausesAndStopsAfterThisOne()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const std::vector<InstanceName> names = addInstances(workstation, 4);
    PlanPage* dialog = openPlan(workstation, PlanKind::Disable, names);
    QTRY_VERIFY(button(*dialog, "apply")->isEnabled());
    // Before the first is begun: no store answers while the world is visited, however busy the machine.
    workstation.world->visit([&](PracticeState&, Timestamp) {
        button(*dialog, "apply")->click();
        button(*dialog, "pause")->click();
    });
    QCOMPARE(button(*dialog, "pause")->text(), QStringLiteral("&Continue"));
    QTest::qWait(600);
    for (const InstanceName& name : names)
        QCOMPARE(remains(workstation, name), QStringLiteral("server row cache"));
    button(*dialog, "stop")->click();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*dialog), longWait);
    const ApplyModel& model = *dialog->run()->items();
    QCOMPARE(model.counts().notStarted, 4);
    for (const InstanceName& name : names)
        QCOMPARE(remains(workstation, name), QStringLiteral("server row cache"));
}

void PlanProgressTest::closingStopsAfterThisOne()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const std::vector<InstanceName> names = addInstances(workstation, 3);
    PlanPage* dialog = openPlan(workstation, PlanKind::Disable, names);
    QTRY_VERIFY(button(*dialog, "apply")->isEnabled());
    // Before the first is begun, however fast the machine.
    workstation.world->visit([&](PracticeState&, Timestamp) {
        button(*dialog, "apply")->click();
        button(*dialog, "pause")->click();
        dialog->close();
    });
    QVERIFY(dialog->isVisible()); // it stays until what was begun has ended
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*dialog), longWait);
    QVERIFY((*dialog->run()->items()).counts().notStarted > 0);
    dialog->close();
    QTRY_VERIFY(!workstation.window.findChild<PlanPage*>());
}

void PlanProgressTest::savesTheReport()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const std::vector<InstanceName> names = closedInstances(workstation, 2);
    PlanPage* dialog = openPlan(workstation, PlanKind::Delete, names);
    QTRY_VERIFY(button(*dialog, "apply")->isEnabled());
    button(*dialog, "apply")->click();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*dialog), longWait);
    const auto report = [&](const QString& file) {
        const QString path = workstation.folder.filePath(file);
        button(*dialog, "report")->click();
        auto* chooser = dialog->findChild<QFileDialog*>();
        Q_EMIT chooser->fileSelected(path);
        chooser->reject();
        QByteArray content;
        static_cast<void>(QTest::qWaitFor([&] {
            QFile written(path);
            content = written.open(QIODevice::ReadOnly) ? written.readAll() : QByteArray();
            return !content.isEmpty();
        }));
        QTest::qWait(20); // the chooser is gone
        return content;
    };
    const QByteArray csv = report(QStringLiteral("report.csv"));
    QCOMPARE(csv.count("\r\n"), 3);
    QVERIFY(csv.startsWith("instance_name,organization_id,server,database,cache,"));
    QVERIFY2(csv.contains(names.front().utf8() + ","), csv.constData());
    QVERIFY(csv.contains(",gone,gone,gone,"));
    const QByteArray json = report(QStringLiteral("report.json"));
    QVERIFY2(json.contains("\"operation\": \"delete\""), json.constData());
    QVERIFY(json.contains("\"server\": \"gone\""));
}

void PlanProgressTest::organizationsAreNamedInProgressAndReport()
{
    const auto plan = std::make_shared<Plan>();
    PlanItem item;
    item.name = InstanceName::fromText(QStringLiteral("clinic-77992470"));
    item.identity = "name:" + item.name.utf8();
    item.organizationId = OrganizationId::create();
    item.steps.emplace_back().action = StepAction::DeleteInstance;
    plan->items.push_back(item);
    const OrganizationNames names = [](const OrganizationId&) {
        return QStringLiteral("Rede <b>Sorriso</b>, do Vale");
    };
    ApplyModel model;
    model.setNames(names);
    model.setPlan(plan);
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("Rede <b>Sorriso</b>, do Vale ·992470"));
    QVERIFY(model.index(0, 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("clinic-77992470")));
    ChangeResult result;
    ChangeItem change;
    change.instanceName = item.name;
    change.organizationId = item.organizationId;
    change.server = change.database = change.cache = StoreOutcome::Gone;
    result.items.push_back(change);
    const QByteArray csv = reportOf(result, names).csv();
    QVERIFY2(csv.contains(",organization\r\n"), csv.constData());
    QVERIFY2(csv.endsWith(",\"Rede <b>Sorriso</b>, do Vale\"\r\n"), csv.constData());
}

/// Working, trouble, waiting, done: in this order on the page, whatever the plan's is.
void PlanProgressTest::whatIsDoneAndInTroubleComesFirst()
{
    const auto plan = std::make_shared<Plan>();
    for (int number = 0; number < 4; ++number) {
        PlanItem item;
        item.name = InstanceName::fromText(QStringLiteral("clinic-%1").arg(number));
        item.identity = "name:" + item.name.utf8();
        item.steps.emplace_back().action = StepAction::DeleteInstance;
        plan->items.push_back(item);
    }
    ApplyModel model;
    model.setPlan(plan);
    ChangeItem done;
    done.server = done.database = done.cache = StoreOutcome::Gone;
    ChangeItem still;
    still.server = StoreOutcome::StillThere;
    still.error = Error{ErrorKind::Rejected, QStringLiteral("It waits for a dead webhook."), {}};
    model.hear({{}, plan->items[0].identity, ItemStage::Ended, done});
    model.hear({{}, plan->items[2].identity, ItemStage::Ended, still});
    model.hear({{}, plan->items[3].identity, ItemStage::Working, {}});
    model.flush();
    QSortFilterProxyModel sorted;
    sorted.setSortRole(SortRole);
    sorted.setSourceModel(&model);
    sorted.sort(0);
    QStringList names;
    for (int row = 0; row < sorted.rowCount(); ++row)
        names << sorted.index(row, 0).data().toString();
    QCOMPARE(names.join(QLatin1Char(' ')), QStringLiteral("clinic-3 clinic-2 clinic-1 clinic-0"));
    // Afterwards what is in trouble stands by itself, with why.
    OperationItems items;
    items.showAll(&model);
    QCOMPARE(items.index(0, 0).data().toString(), QStringLiteral("clinic-3"));
    const auto sections = items.takeTrouble();
    QCOMPARE(sections.size(), size_t(1));
    QCOMPARE(sections.front().title, QStringLiteral("Still there"));
    QCOMPARE(sections.front().all, 1);
    QCOMPARE(sections.front().lines.size(), size_t(1));
    QCOMPARE(sections.front().lines.front().lead, QStringLiteral("clinic-2"));
    QCOMPARE(sections.front().lines.front().name, plan->items[2].name);
    QCOMPARE(sections.front().lines.front().sentence, QStringLiteral("It waits for a dead webhook."));
    QCOMPARE(items.rowCount(), 3);
}

void PlanProgressTest::everyStateIsShownApart()
{
    const auto plan = std::make_shared<Plan>();
    for (int number = 0; number < 3; ++number) {
        PlanItem item;
        item.name = InstanceName::fromText(QStringLiteral("<b>%1</b>").arg(number));
        item.identity = "name:" + item.name.utf8();
        item.steps.emplace_back().action = StepAction::DeleteInstance;
        plan->items.push_back(item);
    }
    ApplyModel model;
    model.setPlan(plan);
    const auto state = [&](int row) { return model.index(row, ApplyModel::StateColumn).data().toString(); };
    const QByteArray first = plan->items.front().identity;
    QStringList states{state(0)};
    for (const ItemStage stage : {ItemStage::Working, ItemStage::Accepted, ItemStage::Gone, ItemStage::Proving}) {
        model.hear({{}, first, stage, {}});
        model.flush();
        states << state(0);
    }
    ChangeItem done;
    done.server = done.database = done.cache = StoreOutcome::Gone;
    model.hear({{}, first, ItemStage::Ended, done});
    ChangeItem still;
    still.server = StoreOutcome::StillThere;
    still.error = Error{ErrorKind::Rejected, QStringLiteral("It waits for a dead webhook."), {}};
    model.hear({{}, plan->items[1].identity, ItemStage::Ended, still});
    model.flush();
    states << state(0) << state(1);
    QCOMPARE(QSet<QString>(states.cbegin(), states.cend()).size(), states.size());
    QCOMPARE(state(1), QStringLiteral("Still there"));
    QCOMPARE(model.detail(1), QStringLiteral("It waits for a dead webhook."));
    QCOMPARE(model.counts().done, 1);
    QCOMPARE(model.counts().stillThere, 1);
    QCOMPARE(model.counts().ended, 2);
    QCOMPARE(model.notDone(), std::vector<QByteArray>{plan->items[1].identity});
    QVERIFY(model.index(0, 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("&lt;b&gt;"))); // no markup
}

void PlanProgressTest::thousandsOfItemsAreShownAtOnce()
{
    const auto plan = std::make_shared<Plan>();
    for (int number = 0; number < 20'000; ++number) {
        PlanItem item;
        item.name = InstanceName::fromText(QStringLiteral("clinic-%1").arg(number));
        item.identity = "name:" + item.name.utf8();
        item.steps.emplace_back().action = StepAction::DeleteInstance;
        item.steps.back().instance = item.name;
        plan->items.push_back(item);
    }
    MadePlan made;
    made.audit =
        std::make_shared<const Audit>(std::make_shared<const Snapshot>(), std::vector<AuditRow>(), AuditSettings());
    made.plan = *plan;
    ReviewStep page;
    page.resize(900, 600);
    page.show();
    page.showPlan(made, false);
    auto* lines = page.findChild<QListView*>(QStringLiteral("lines"));
    QCOMPARE(lines->model()->rowCount(), 60'000); // title, step, what is lost
    QVERIFY(lines->uniformItemSizes());           // no line is measured that is not looked at
    lines->setCurrentIndex(lines->model()->index(59'998, 0));
    QVERIFY(labelsOf(page).contains(QStringLiteral("− delete the instance clinic-19999")));
}

STEWARD_TEST(PlanProgressTest)
} // namespace steward::plan_progress_test

#include "plan_progress_test.moc"
