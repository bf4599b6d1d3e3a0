#include "app/activity_desk.h"
#include "support/test_registry.h"

#include "app/activity/checklist_model.h"
#include "app/creation/creation_dialog.h"
#include "app/creation/creation_file_dialog.h"
#include "app/guards/guards_dialog.h"
#include "app/journal/journal_dialog.h"
#include "app/operations/operation_dialog.h"
#include "app/operations/workspace_actions.h"
#include "app/pairing/pairing_dialog.h"

#include <QLineEdit>

using namespace steward;
using namespace steward::test;

namespace {

QUuid organizationWithoutRows(Desk& desk)
{
    for (const OrganizationSummary& summary : desk.window.view()->workspace().index()->organizations()) {
        if (!summary.id.isNull() && summary.active && summary.rows == 0)
            return summary.id;
    }
    return {};
}

InstanceName closedInstance(Desk& desk)
{
    for (const AuditRow& row : desk.window.view()->workspace().index()->audit().rows()) {
        const bool isClosed = row.server && row.server->connection == Connection::Close;
        if (isClosed && row.enabledIntegration() && WorkspaceActions::canBePaired(row))
            return row.name;
    }
    return {};
}

Integration healthyRow(Desk& desk)
{
    for (const AuditRow& row : desk.window.view()->workspace().index()->audit().rows()) {
        if (row.isHealthy() && row.enabledIntegration())
            return *row.enabledIntegration();
    }
    return {};
}

bool isRowThere(Desk& desk, const QUuid& id)
{
    return desk.world->visit([&id](PracticeState& state, Timestamp) {
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
    void aPairingIsBegunAgain();
    void aResetIsShownAgain();
    void guardsAreToldAndShownAgain();
    void rowsAreRestoredAgain();
};

void ActivityKindsTest::aStoppedCreationIsEnteredAgain()
{
    ActivityDesk desk;
    desk.window.view()->actions().create(organizationWithoutRows(desk));
    QPointer<CreationDialog> dialog = desk.window.findChild<CreationDialog*>();
    QTRY_VERIFY(button(*dialog, "create")->isEnabled());
    dialog->findChild<QLineEdit*>(QStringLiteral("phone"))->setText(QStringLiteral("5511987654321"));
    dialog->findChild<QLineEdit*>(QStringLiteral("name"))->setText(QStringLiteral("front-desk"));
    const QString organization = text(*dialog, "organization");
    QTRY_VERIFY(button(*dialog, "create")->isEnabled());
    button(*dialog, "create")->click();
    QCOMPARE(desk.log().index(0, 0).data().toString(), QStringLiteral("Create front-desk"));
    QVERIFY(!desk.press("retry").isVisible());
    desk.press("stop").click();
    QTRY_VERIFY_WITH_TIMEOUT(desk.log().underWay() == 0, longWait);
    QCOMPARE(desk.stateOf(0), QStringLiteral("stopped"));
    QVERIFY(desk.press("retry").isVisible());
    // In its own window, as long as that is there …
    desk.press("retry").click();
    QCOMPARE(desk.window.findChildren<CreationDialog*>().size(), 1);
    QTRY_VERIFY(button(*dialog, "create")->isVisible() && button(*dialog, "create")->isEnabled());
    // … else in a new one, with what was entered.
    dialog->close();
    QTRY_VERIFY(!dialog);
    desk.press("retry").click();
    dialog = desk.window.findChild<CreationDialog*>();
    QVERIFY(dialog);
    QCOMPARE(text(*dialog, "organization"), organization);
    QCOMPARE(text(*dialog, "name"), QStringLiteral("front-desk"));
    QVERIFY(text(*dialog, "phone").contains(QStringLiteral("5511987654321")));
    QTRY_VERIFY(button(*dialog, "create")->isEnabled());
    QCOMPARE(desk.log().rowCount(), 1); // nothing is begun by it
    button(*dialog, "create")->click();
    QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(0), QStringLiteral("done"), longWait);
    QVERIFY(!desk.press("retry").isVisible());
}

void ActivityKindsTest::aFileIsReadAgain()
{
    ActivityDesk desk;
    const QByteArray organization = organizationWithoutRows(desk).toByteArray(QUuid::WithoutBraces);
    const QString path = desk.folder.filePath(QStringLiteral("clinics.csv"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("organization_id,name\n" + organization + ",from-the-file\n");
    file.close();
    desk.window.view()->actions().createFromFile();
    QPointer<CreationFileDialog> dialog = desk.window.findChild<CreationFileDialog*>();
    dialog->open(path);
    QTRY_VERIFY(button(*dialog, "create")->isEnabled());
    desk.world->setFault(Store::Server, {ErrorKind::Refused});
    button(*dialog, "create")->click();
    QCOMPARE(desk.checklist()->rowCount(), 1);
    QCOMPARE(desk.checklist()->index(0, 0).data().toString(), QStringLiteral("from-the-file"));
    QTRY_VERIFY_WITH_TIMEOUT(desk.log().underWay() == 0, longWait);
    QVERIFY(desk.stateOf(0) != QStringLiteral("done"));
    QVERIFY2(desk.report(QStringLiteral("file.csv")).contains("from-the-file,"), "the report names the line");
    desk.world->setFault(Store::Server, {});
    dialog->close();
    QTRY_VERIFY(!dialog);
    desk.press("retry").click();
    dialog = desk.window.findChild<CreationFileDialog*>();
    QVERIFY(dialog);
    QTRY_VERIFY(button(*dialog, "create")->isEnabled()); // read and checked anew
    button(*dialog, "create")->click();
    QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(0), QStringLiteral("done"), longWait);
    QCOMPARE(desk.log().rowCount(), 2);
    QCOMPARE(remains(desk, InstanceName::fromText(u"from-the-file")), QStringLiteral("server row cache"));
}

void ActivityKindsTest::aPairingIsBegunAgain()
{
    ActivityDesk desk;
    const InstanceName name = closedInstance(desk);
    QVERIFY(!name.isEmpty());
    desk.window.view()->actions().pair(name);
    QPointer<PairingDialog> dialog = desk.window.findChild<PairingDialog*>();
    QVERIFY(dialog);
    QCOMPARE(desk.log().index(0, 0).data().toString(), QStringLiteral("Pair %1").arg(name.text()));
    QTRY_COMPARE(dialog->status().phase, PairingStatus::Phase::Code);
    QVERIFY(desk.checklist()->rowCount() > 0);
    desk.press("stop").click();
    QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(0), QStringLiteral("stopped"), longWait);
    desk.press("retry").click();
    QCOMPARE(desk.log().rowCount(), 2);
    QTRY_COMPARE(dialog->status().phase, PairingStatus::Phase::Code);
    dialog->close();
    QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(0), QStringLiteral("stopped"), longWait);
    QTRY_VERIFY(!dialog);
    desk.press("retry").click();
    dialog = desk.window.findChild<PairingDialog*>();
    QVERIFY(dialog);
    QCOMPARE(desk.log().rowCount(), 3);
    desk.world->visit([&name](PracticeState& state, Timestamp now) { state.scan(*state.instance(name), now); });
    QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(0), QStringLiteral("done"), longWait);
    QVERIFY(!desk.press("retry").isVisible());
}

void ActivityKindsTest::aResetIsShownAgain()
{
    ActivityDesk desk;
    const InstanceName name = closedInstance(desk);
    desk.window.view()->actions().pair(name);
    QPointer<PairingDialog> pairing = desk.window.findChild<PairingDialog*>();
    QTRY_COMPARE(pairing->status().phase, PairingStatus::Phase::Code);
    button(*pairing, "reset")->click();
    QTRY_VERIFY(pairing->findChild<OperationDialog*>());
    QPointer<OperationDialog> dialog = pairing->findChild<OperationDialog*>();
    QTRY_VERIFY(button(*dialog, "go")->isEnabled());
    desk.world->setFault(Store::Server, {ErrorKind::Refused});
    button(*dialog, "go")->click();
    QCOMPARE(desk.log().index(0, 0).data().toString(), QStringLiteral("Reset the pairing of %1").arg(name.text()));
    QTRY_VERIFY_WITH_TIMEOUT(desk.log().underWay() == 0, longWait);
    QVERIFY(desk.stateOf(0) != QStringLiteral("done"));
    desk.world->setFault(Store::Server, {});
    dialog->close();
    pairing->close();
    QTRY_VERIFY(!dialog && !pairing);
    QVERIFY(desk.press("retry").isVisible());
    desk.press("retry").click();
    dialog = desk.window.findChild<OperationDialog*>();
    QVERIFY(dialog);
    QTRY_VERIFY(button(*dialog, "go")->isEnabled()); // shown first, as before
    button(*dialog, "go")->click();
    QTRY_VERIFY_WITH_TIMEOUT(desk.window.findChild<PairingDialog*>(), longWait); // what follows it
}

void ActivityKindsTest::guardsAreToldAndShownAgain()
{
    ActivityDesk desk;
    desk.window.view()->actions().showGuards();
    QPointer<GuardsDialog> dialog = desk.window.findChild<GuardsDialog*>();
    QTRY_VERIFY_WITH_TIMEOUT(button(*dialog, "apply")->isEnabled(), longWait);
    button(*dialog, "apply")->click();
    QCOMPARE(desk.log().index(0, 0).data().toString(), QStringLiteral("Add the database guards"));
    QTRY_VERIFY_WITH_TIMEOUT(desk.log().underWay() == 0, longWait);
    QCOMPARE(desk.stateOf(0), QStringLiteral("done in part")); // duplicates hold back the unique index
    const QByteArray csv = desk.report(QStringLiteral("guards.csv"));
    QVERIFY2(csv.startsWith("part,database,error,sentence\r\n"), csv.constData());
    QVERIFY2(csv.contains(",written,"), csv.constData());
    const QByteArray json = desk.report(QStringLiteral("guards.json"));
    QVERIFY2(json.contains("\"operation\": \"guards-apply\""), json.constData());
    dialog->close();
    QTRY_VERIFY(!dialog);
    desk.press("retry").click();
    dialog = desk.window.findChild<GuardsDialog*>();
    QVERIFY(dialog && dialog->isVisible());
    QCOMPARE(desk.log().rowCount(), 1);
}

void ActivityKindsTest::rowsAreRestoredAgain()
{
    ActivityDesk desk(false);
    StoreSet stores = desk.practice();
    stores.profileId = QStringLiteral("clinics");
    stores.journalPath = desk.folder.filePath(QStringLiteral("journal"));
    desk.window.openStores(stores);
    QVERIFY(waitForTable(desk));
    desk.window.findChild<QAction*>(QStringLiteral("actionActivity"))->trigger();
    const Integration deleted = healthyRow(desk);
    PlanDialog* plan = openPlan(desk, PlanKind::Delete, {deleted.name()});
    QTRY_VERIFY(isPlanned(*plan));
    plan->findChild<QLineEdit*>(QStringLiteral("confirm"))->setText(deleted.name().text());
    button(*plan, "apply")->click();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*plan), longWait);
    plan->close();
    QVERIFY(!isRowThere(desk, deleted.id));

    desk.window.view()->actions().showJournal();
    QPointer<JournalDialog> journal = desk.window.findChild<JournalDialog*>();
    QTRY_VERIFY(button(*journal, "restore")->isVisible());
    button(*journal, "restore")->click();
    QPointer<OperationDialog> dialog = journal->findChild<OperationDialog*>();
    QTRY_VERIFY(button(*dialog, "go")->isEnabled());
    desk.world->setFault(Store::Database, {ErrorKind::Refused});
    button(*dialog, "go")->click();
    QCOMPARE(desk.log().index(0, 0).data().toString(), QStringLiteral("Undo in 1 row"));
    QTRY_VERIFY_WITH_TIMEOUT(desk.log().underWay() == 0, longWait);
    QVERIFY(desk.stateOf(0) != QStringLiteral("done"));
    QVERIFY(!isRowThere(desk, deleted.id));
    desk.world->setFault(Store::Database, {});
    dialog->close();
    journal->close();
    QTRY_VERIFY(!dialog && !journal);
    desk.press("retry").click();
    dialog = desk.window.findChild<OperationDialog*>();
    QVERIFY(dialog);
    QTRY_VERIFY(button(*dialog, "go")->isEnabled());
    button(*dialog, "go")->click();
    QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(0), QStringLiteral("done"), longWait);
    QVERIFY(isRowThere(desk, deleted.id));
    QVERIFY2(desk.report(QStringLiteral("restored.csv")).contains(",written,"), "the report says what came of it");
}

STEWARD_TEST(ActivityKindsTest)
#include "activity_kinds_test.moc"
