#include "app/activity_desk.h"
#include "support/test_registry.h"

#include "app/creation/creation_file_page.h"
#include "app/creation/creation_page.h"
#include "app/guards/guards_page.h"
#include "app/journal/journal_page.h"
#include "app/operations/checklist_model.h"
#include "app/operations/operation_page.h"
#include "app/pairing/pairing_desk.h"
#include "app/shell/workspace_actions.h"

#include <QLineEdit>
#include <QSet>

using namespace steward;
using namespace steward::test;

namespace steward::activity_kinds_test {

namespace {

OrganizationId organizationWithoutRows(Desk& workstation)
{
    for (const OrganizationSummary& summary : workstation.window.view()->workspace().index()->organizations()) {
        if (!summary.id.isNull() && summary.active && summary.rows == 0)
            return summary.id;
    }
    return {};
}

InstanceName closedInstance(Desk& workstation)
{
    for (const AuditRow& row : workstation.window.view()->workspace().index()->audit().rows()) {
        const bool isClosed = row.server && row.server->connection == Connection::Close;
        if (isClosed && row.enabledIntegration() && WorkspaceActions::canBePaired(row))
            return row.name;
    }
    return {};
}

Integration healthyRow(Desk& workstation)
{
    for (const AuditRow& row : workstation.window.view()->workspace().index()->audit().rows()) {
        if (row.isHealthy() && row.enabledIntegration())
            return *row.enabledIntegration();
    }
    return {};
}

bool isRowThere(Desk& workstation, const IntegrationId& id)
{
    return workstation.world->visit([&id](PracticeState& state, Timestamp) {
        return std::ranges::any_of(state.rows, [&id](const PracticeRow& row) { return row.row.id == id; });
    });
}

QString text(QWidget& dialog, const char* name)
{
    return dialog.findChild<QLineEdit*>(QLatin1String(name))->text();
}

} // namespace

/// Beside plans, each kind of operation has its line in the activity panel: what it does, its stop, what came of it,
/// its report, and the way to try it again.
class ActivityKindsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aStoppedCreationIsEnteredAgain();
    void aFileIsReadAgain();
    void aPairingIsStartedAgain();
    void aResetIsShownAgain();
    void guardsAreToldAndShownAgain();
    void rowsAreRestoredAgain();
};

void ActivityKindsTest::aStoppedCreationIsEnteredAgain()
{
    ActivityDesk workstation;
    workstation.window.view()->actions().create(organizationWithoutRows(workstation));
    QPointer<CreationPage> dialog = workstation.window.findChild<CreationPage*>();
    QTRY_VERIFY(button(*dialog, "create")->isEnabled());
    dialog->findChild<QLineEdit*>(QStringLiteral("phone"))->setText(QStringLiteral("5511987654321"));
    dialog->findChild<QLineEdit*>(QStringLiteral("name"))->setText(QStringLiteral("front-desk"));
    const QString organization = text(*dialog, "organization");
    QTRY_VERIFY(button(*dialog, "create")->isEnabled());
    button(*dialog, "create")->click();
    QCOMPARE(
        workstation.log().index(0, 0).data().toString(), QStringLiteral("Create an instance for %1").arg(organization));
    QVERIFY(!workstation.press("retry").isVisible());
    workstation.press("stop").click();
    QTRY_VERIFY_WITH_TIMEOUT(workstation.log().underWay() == 0, longWait);
    QCOMPARE(workstation.stateOf(0), QStringLiteral("stopped"));
    QVERIFY(workstation.press("retry").isVisible());
    // In its own window, as long as that is there …
    workstation.press("retry").click();
    QCOMPARE(workstation.window.findChildren<CreationPage*>().size(), 1);
    QTRY_VERIFY(button(*dialog, "create")->isVisible() && button(*dialog, "create")->isEnabled());
    // … else in a new one, with what was entered.
    dialog->close();
    QTRY_VERIFY(!dialog);
    workstation.press("retry").click();
    dialog = workstation.window.findChild<CreationPage*>();
    QVERIFY(dialog);
    QCOMPARE(text(*dialog, "organization"), organization);
    QCOMPARE(text(*dialog, "name"), QStringLiteral("front-desk"));
    QVERIFY(text(*dialog, "phone").contains(QStringLiteral("5511987654321")));
    QTRY_VERIFY(button(*dialog, "create")->isEnabled());
    QCOMPARE(workstation.log().rowCount(), 1); // nothing is begun by it
    button(*dialog, "create")->click();
    QTRY_COMPARE_WITH_TIMEOUT(workstation.stateOf(0), QStringLiteral("done"), longWait);
    QVERIFY(!workstation.press("retry").isVisible());
}

void ActivityKindsTest::aFileIsReadAgain()
{
    ActivityDesk workstation;
    const QByteArray organization = organizationWithoutRows(workstation).toByteArray();
    const QString path = workstation.folder.filePath(QStringLiteral("clinics.csv"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("organization_id,name\n" + organization + ",from-the-file\n");
    file.close();
    workstation.window.view()->actions().createFromFile();
    QPointer<CreationFilePage> dialog = workstation.window.findChild<CreationFilePage*>();
    dialog->open(path);
    QTRY_VERIFY(button(*dialog, "create")->isEnabled());
    workstation.world->setFault(Store::Server, {ErrorKind::Refused});
    button(*dialog, "create")->click();
    QCOMPARE(workstation.checklist()->rowCount(), 1);
    QCOMPARE(workstation.checklist()->index(0, 0).data().toString(), QStringLiteral("from-the-file"));
    QTRY_VERIFY_WITH_TIMEOUT(workstation.log().underWay() == 0, longWait);
    QVERIFY(workstation.stateOf(0) != QStringLiteral("done"));
    QVERIFY2(workstation.report(QStringLiteral("file.csv")).contains("from-the-file,"), "the report names the line");
    workstation.world->setFault(Store::Server, {});
    QTRY_VERIFY(!dialog); // left for Activity, since nothing is under way on it
    workstation.press("retry").click();
    dialog = workstation.window.findChild<CreationFilePage*>();
    QVERIFY(dialog);
    QTRY_VERIFY(button(*dialog, "create")->isEnabled()); // read and checked anew
    button(*dialog, "create")->click();
    QTRY_COMPARE_WITH_TIMEOUT(workstation.stateOf(0), QStringLiteral("done"), longWait);
    QCOMPARE(workstation.log().rowCount(), 2);
    QCOMPARE(remains(workstation, InstanceName::fromText(u"from-the-file")), QStringLiteral("server row cache"));
}

void ActivityKindsTest::aPairingIsStartedAgain()
{
    ActivityDesk workstation;
    const InstanceName name = closedInstance(workstation);
    QVERIFY(!name.isEmpty());
    workstation.window.view()->actions().pair(name);
    const PairingDesk& desk = workstation.window.view()->actions().pairing();
    const Audit& audit = workstation.window.view()->workspace().index()->audit();
    const QString organization = audit.organizationName(audit.find(name)->organizationId);
    QCOMPARE(workstation.log().index(0, 0).data().toString(), QStringLiteral("Pair %1").arg(organization));
    QTRY_COMPARE(desk.status().phase, PairingStatus::Phase::Code);
    QVERIFY(workstation.checklist()->rowCount() > 0);
    workstation.press("stop").click();
    QTRY_COMPARE_WITH_TIMEOUT(workstation.stateOf(0), QStringLiteral("stopped"), longWait);
    workstation.press("retry").click();
    QCOMPARE(workstation.log().rowCount(), 2);
    QTRY_COMPARE(desk.status().phase, PairingStatus::Phase::Code);
    workstation.window.findChild<QPushButton*>(QStringLiteral("skip"))->click();
    QTRY_COMPARE_WITH_TIMEOUT(workstation.stateOf(0), QStringLiteral("stopped"), longWait);
    workstation.press("retry").click();
    QCOMPARE(workstation.log().rowCount(), 3);
    workstation.world->visit([&name](PracticeState& state, Timestamp now) { state.scan(*state.instance(name), now); });
    QTRY_COMPARE_WITH_TIMEOUT(workstation.stateOf(0), QStringLiteral("done"), longWait);
    QVERIFY(!workstation.press("retry").isVisible());
}

void ActivityKindsTest::aResetIsShownAgain()
{
    ActivityDesk workstation;
    const InstanceName name = closedInstance(workstation);
    workstation.window.view()->actions().pair(name);
    const PairingDesk& pairing = workstation.window.view()->actions().pairing();
    QTRY_COMPARE(pairing.status().phase, PairingStatus::Phase::Code);
    button(workstation.window, "reset")->click();
    QTRY_VERIFY(workstation.window.findChild<OperationPage*>());
    QPointer<OperationPage> dialog = workstation.window.findChild<OperationPage*>();
    QTRY_VERIFY(button(*dialog, "go")->isEnabled());
    workstation.world->setFault(Store::Server, {ErrorKind::Refused});
    button(*dialog, "go")->click();
    QCOMPARE(
        workstation.log().index(0, 0).data().toString(), QStringLiteral("Reset the pairing of %1").arg(name.text()));
    QTRY_VERIFY_WITH_TIMEOUT(workstation.log().underWay() == 0, longWait);
    QVERIFY(workstation.stateOf(0) != QStringLiteral("done"));
    workstation.world->setFault(Store::Server, {});
    dialog->close();
    QTRY_VERIFY(!dialog);
    QVERIFY(workstation.press("retry").isVisible());
    workstation.press("retry").click();
    dialog = workstation.window.findChild<OperationPage*>();
    QVERIFY(dialog);
    QTRY_VERIFY(button(*dialog, "go")->isEnabled()); // shown first, as before
    button(*dialog, "go")->click();
    QTRY_VERIFY_WITH_TIMEOUT(pairing.isRunning(), longWait); // what follows it
}

void ActivityKindsTest::guardsAreToldAndShownAgain()
{
    ActivityDesk workstation;
    workstation.window.view()->actions().showGuards();
    auto* page = workstation.window.findChild<GuardsPage*>();
    QTRY_VERIFY_WITH_TIMEOUT(button(*page, "propose")->isEnabled(), longWait);
    button(*page, "propose")->click();
    button(*page, "apply")->click();
    QCOMPARE(workstation.log().index(0, 0).data().toString(), QStringLiteral("Add the database guards"));
    QTRY_VERIFY_WITH_TIMEOUT(workstation.log().underWay() == 0, longWait);
    QCOMPARE(workstation.stateOf(0), QStringLiteral("done in part")); // duplicates hold back the unique index
    const QByteArray csv = workstation.report(QStringLiteral("guards.csv"));
    QVERIFY2(csv.startsWith("part,database,error,sentence\r\n"), csv.constData());
    QVERIFY2(csv.contains(",written,"), csv.constData());
    const QByteArray json = workstation.report(QStringLiteral("guards.json"));
    QVERIFY2(json.contains("\"operation\": \"guards-apply\""), json.constData());
    QVERIFY(!page->isVisible());
    workstation.press("retry").click();
    QVERIFY(page->isVisible());
    QCOMPARE(workstation.log().rowCount(), 1);
}

void ActivityKindsTest::rowsAreRestoredAgain()
{
    ActivityDesk workstation(false);
    ProfileContext stores = workstation.practice();
    stores.profileId = QStringLiteral("clinics");
    stores.journalPath = workstation.folder.filePath(QStringLiteral("journal"));
    workstation.window.openStores(stores);
    QVERIFY(waitForTable(workstation));
    workstation.window.findChild<QAction*>(QStringLiteral("actionActivity"))->trigger();
    const Integration deleted = healthyRow(workstation);
    PlanPage* plan = openPlan(workstation, PlanKind::Delete, {deleted.name()});
    QTRY_VERIFY(isPlanned(*plan));
    confirm(*plan);
    button(*plan, "apply")->click();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*plan), longWait);
    plan->close();
    QVERIFY(!isRowThere(workstation, deleted.id));

    workstation.press("journal").click(); // from its result to its undo
    const auto* journal = workstation.window.findChild<JournalPage*>();
    QTRY_VERIFY(button(*journal, "restore")->isVisible());
    button(*journal, "restore")->click();
    QPointer<OperationPage> dialog = workstation.window.findChild<OperationPage*>();
    QTRY_VERIFY(button(*dialog, "go")->isEnabled());
    workstation.world->setFault(Store::Database, {ErrorKind::Refused});
    button(*dialog, "go")->click();
    QCOMPARE(workstation.log().index(0, 0).data().toString(), QStringLiteral("Undo in 1 row"));
    QTRY_VERIFY_WITH_TIMEOUT(workstation.log().underWay() == 0, longWait);
    QVERIFY(workstation.stateOf(0) != QStringLiteral("done"));
    QVERIFY(!isRowThere(workstation, deleted.id));
    workstation.world->setFault(Store::Database, {});
    dialog->close();
    QTRY_VERIFY(!dialog);
    workstation.press("retry").click();
    dialog = workstation.window.findChild<OperationPage*>();
    QVERIFY(dialog);
    QTRY_VERIFY(button(*dialog, "go")->isEnabled());
    button(*dialog, "go")->click();
    QTRY_COMPARE_WITH_TIMEOUT(workstation.stateOf(0), QStringLiteral("done"), longWait);
    QVERIFY(isRowThere(workstation, deleted.id));
    QVERIFY2(
        workstation.report(QStringLiteral("restored.csv")).contains(",written,"), "the report says what came of it");
    // Each leads to its own steps in the journal, also after another one has ended.
    int told = 0;
    QSet<OperationId> journaled;
    for (int row = 0; row < workstation.log().rowCount(); ++row) {
        if (const std::optional<OperationId> id = workstation.log().journaled(workstation.log().at(row))) {
            ++told;
            journaled.insert(*id);
        }
    }
    QVERIFY(told >= 2);
    QCOMPARE(journaled.size(), told);
}

STEWARD_TEST(ActivityKindsTest)
} // namespace steward::activity_kinds_test

#include "activity_kinds_test.moc"
