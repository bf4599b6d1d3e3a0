#include "app/desk.h"
#include "support/test_registry.h"

#include "app/creation/conflict_list.h"
#include "app/creation/creation_dialog.h"
#include "app/creation/creation_file_dialog.h"
#include "app/operations/steps_panel.h"
#include "app/operations/workspace_actions.h"
#include "app/pairing/pairing_dialog.h"
#include "app/plans/plan_page.h"
#include "app/plans/review_step.h"
#include "app/table/instance_table.h"

#include <QAbstractItemView>
#include <QAction>
#include <QCompleter>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableWidget>
#include <QTest>

using namespace steward;
using namespace steward::test;

namespace {

template<class Widget>
Widget& part(QWidget& dialog, const char* name)
{
    return *dialog.findChild<Widget*>(QLatin1String(name));
}

/// The dialog as Ctrl+N opens it, once there is a reading.
CreationDialog* open(Desk& workstation)
{
    workstation.window.show();
    if (!QTest::qWaitFor([&] { return workstation.window.view()->workspace().index() != nullptr; }))
        return nullptr;
    workstation.window.findChild<QAction*>(QStringLiteral("actionNewInstance"))->trigger();
    return workstation.window.findChild<CreationDialog*>();
}

const Audit& auditOf(Desk& workstation)
{
    return workstation.window.view()->workspace().index()->audit();
}

/// An active organization of which no store knows anything yet.
Organization freeOrganization(Desk& workstation)
{
    const auto& summaries = workstation.window.view()->workspace().index()->organizations();
    for (const OrganizationSummary& summary : summaries) {
        if (!summary.id.isNull() && summary.active && summary.rows == 0)
            return {summary.id, summary.name, true};
    }
    return {};
}

struct Stored {
    int instances = 0;
    int enabledRows = 0;
    int entries = 0;
};

Stored storedFor(Desk& workstation, const OrganizationId& organization, const InstanceName& name)
{
    return workstation.world->visit([&](PracticeState& state, Timestamp) {
        Stored stored;
        for (const PracticeInstance& instance : state.instances)
            stored.instances += instance.listed.name == name ? 1 : 0;
        for (const PracticeRow& row : state.rows)
            stored.enabledRows += row.row.enabled && row.row.organizationId == organization ? 1 : 0;
        for (const PracticeEntry& entry : state.entries)
            stored.entries += entry.entry.name == name ? 1 : 0;
        return stored;
    });
}

bool waitForEnd(CreationDialog& dialog)
{
    return QTest::qWaitFor([&] { return part<QPushButton>(dialog, "close").isVisible(); }, 30'000);
}

} // namespace

class CreationDialogTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void createsOneByKeyboardHoweverOftenItIsPressed();
    void saysWhyItIsOff();
    void offersWhatStands();
    void replacesWhatStandsAfterItsPlan();
    void finishesARowWithoutAnInstance();
    void stoppingTakesEverythingBack();
    void anUnreadStoreCreatesNothing();
    void createsFromAFile();
};

void CreationDialogTest::createsOneByKeyboardHoweverOftenItIsPressed()
{
    Desk workstation;
    CreationDialog* dialog = open(workstation);
    QVERIFY(dialog);
    const Organization organization = freeOrganization(workstation);
    QVERIFY(!organization.id.isNull());
    auto& field = part<QLineEdit>(*dialog, "organization");
    field.setText(organization.name.left(organization.name.size() - 1).toLower());
    auto& create = part<QPushButton>(*dialog, "create");
    QVERIFY(!create.isEnabled());
    QTest::keyClicks(&field, organization.name.right(1));
    const InstanceName name = InstanceName::fromText(part<QLineEdit>(*dialog, "name").text());
    QVERIFY(name.embeddedUuid() == std::optional(organization.id));
    QTRY_VERIFY2(create.isEnabled(), qPrintable(part<QLabel>(*dialog, "reason").text()));

    create.setFocus();
    for (int press = 0; press < 3; ++press)
        QTest::keyClick(&create, Qt::Key_Space);
    QTest::mouseDClick(&create, Qt::LeftButton);
    QVERIFY(part<QWidget>(*dialog, "workPage").isVisible());
    QVERIFY(waitForEnd(*dialog));
    auto& steps = part<StepsPanel>(*dialog, "steps");
    QCOMPARE(steps.steps().lines().size(), size_t{7});
    for (const StatusList::Line& line : steps.steps().lines())
        QVERIFY2(line.mark == Mark({MarkShape::Dot, Tone::Good}), qPrintable(line.title));
    QVERIFY(part<QPushButton>(*dialog, "pair").isVisible());
    const Stored stored = storedFor(workstation, organization.id, name);
    QCOMPARE(stored.instances, 1);
    QCOMPARE(stored.enabledRows, 1);
    QCOMPARE(stored.entries, 2);

    // The table shows it without being asked to.
    QTRY_VERIFY(auditOf(workstation).find(name));
    part<QPushButton>(*dialog, "pair").click();
    QVERIFY(workstation.window.findChild<PairingDialog*>());
}

void CreationDialogTest::saysWhyItIsOff()
{
    Desk workstation;
    CreationDialog* dialog = open(workstation);
    QVERIFY(dialog);
    auto& create = part<QPushButton>(*dialog, "create");
    const auto& reason = part<QLabel>(*dialog, "reason");
    QVERIFY(!create.isEnabled());
    QVERIFY(reason.text().contains(QStringLiteral("organization")));
    part<QLineEdit>(*dialog, "organization").setText(QStringLiteral("nobody is called this"));
    QVERIFY(reason.text().contains(QStringLiteral("No organization")));
    part<QLineEdit>(*dialog, "organization").setText(freeOrganization(workstation).name);
    QTRY_VERIFY(create.isEnabled());
    part<QLineEdit>(*dialog, "phone").setText(QStringLiteral("12"));
    QVERIFY(!create.isEnabled());
    QVERIFY(!part<QLabel>(*dialog, "phoneNote").text().isEmpty());
    part<QLineEdit>(*dialog, "phone").clear();
    part<QLineEdit>(*dialog, "name").setText(QStringLiteral(".."));
    QVERIFY(!create.isEnabled());
    QVERIFY(!part<QLabel>(*dialog, "nameNote").text().isEmpty());
    // A name that another instance has.
    InstanceName taken;
    for (const AuditRow& row : auditOf(workstation).rows())
        taken = row.isHealthy() && row.server && row.name.utf8().startsWith("clinic-") ? row.name : taken;
    part<QLineEdit>(*dialog, "name").setText(taken.text());
    QTRY_VERIFY(reason.text().contains(QStringLiteral("stands in the way")));
    QVERIFY(!create.isEnabled());
}

void CreationDialogTest::offersWhatStands()
{
    Desk workstation;
    CreationDialog* dialog = open(workstation);
    QVERIFY(dialog);
    const AuditRow* connected = nullptr;
    for (const AuditRow& row : auditOf(workstation).rows()) {
        if (row.isHealthy() && row.server && row.enabledIntegration() && row.connection() == Connection::Open)
            connected = &row;
    }
    QVERIFY(connected);
    const InstanceName name = connected->name;
    auto& field = part<QLineEdit>(*dialog, "organization");
    field.setText(auditOf(workstation).organizationName(connected->organizationId));
    QVERIFY(!part<QLabel>(*dialog, "organizationNote").text().isEmpty()); // it has one already
    auto& standing = part<ConflictList>(*dialog, "standing");
    QTRY_COMPARE(standing.findChildren<QPushButton*>().size(), 1);
    QVERIFY(!part<QPushButton>(*dialog, "create").isEnabled());
    const QAbstractItemModel* choices = field.completer()->model();
    int marked = 0;
    for (int row = 0; row < choices->rowCount(); ++row)
        marked += choices->index(row, 0).data().toString().contains(QStringLiteral("already")) ? 1 : 0;
    QVERIFY(marked > 10 && marked < choices->rowCount());

    standing.findChild<QPushButton*>()->click();
    QCOMPARE(workstation.window.view()->table().currentRow()->name, name);
}

void CreationDialogTest::replacesWhatStandsAfterItsPlan()
{
    Desk workstation;
    CreationDialog* dialog = open(workstation);
    QVERIFY(dialog);
    const AuditRow* standing = nullptr;
    for (const AuditRow& row : auditOf(workstation).rows()) {
        if (row.isHealthy() && row.server && row.enabledIntegration())
            standing = &row;
    }
    QVERIFY(standing);
    const InstanceName old = standing->name;
    const OrganizationId organization = standing->organizationId;
    auto& replace = part<QPushButton>(*dialog, "replace");
    QVERIFY(!replace.isVisible());
    part<QLineEdit>(*dialog, "organization").setText(auditOf(workstation).organizationName(organization));
    QTRY_VERIFY(replace.isVisible());
    replace.click();
    auto* plan = dialog->findChild<PlanPage*>();
    QVERIFY(plan);
    auto& apply = part<QPushButton>(*plan, "apply");
    auto& confirm = part<QLineEdit>(*plan, "confirm");
    QTRY_VERIFY(confirm.isVisible());
    QVERIFY(!apply.isEnabled());
    QCOMPARE(storedFor(workstation, organization, old).instances, 1); // shown, and nothing done
    confirm.setText(plan->findChild<ReviewStep*>()->confirmation()->asked);
    QVERIFY(apply.isEnabled());
    const InstanceName name = InstanceName::fromText(part<QLineEdit>(*dialog, "name").text());
    apply.click();
    QVERIFY(part<QWidget>(*dialog, "workPage").isVisible()); // one operation: what was entered is created by it
    QVERIFY(waitForEnd(*dialog));
    auto& steps = part<StepsPanel>(*dialog, "steps");
    QCOMPARE(steps.steps().lines().size(), size_t{8}); // the deletion, and the creation's seven
    QCOMPARE(storedFor(workstation, organization, old).instances, 0);
    QCOMPARE(storedFor(workstation, organization, name).instances, 1);
    QCOMPARE(storedFor(workstation, organization, name).enabledRows, 1);
}

void CreationDialogTest::finishesARowWithoutAnInstance()
{
    Desk workstation;
    CreationDialog* dialog = open(workstation);
    QVERIFY(dialog);
    const Organization organization = freeOrganization(workstation);
    const InstanceName name = InstanceName::fromText(u"left-without-instance");
    IntegrationId id;
    workstation.world->visit([&](PracticeState& state, Timestamp now) {
        PracticeRow row;
        row.row.id = id = state.drawId<IntegrationId>();
        row.row.organizationId = organization.id;
        row.row.instanceName = name;
        row.row.status = QStringLiteral("pending");
        row.row.enabled = true;
        row.row.webhookToken = state.drawToken();
        row.row.createdAt = now;
        state.rows.push_back(row);
    });
    workstation.window.view()->workspace().refresh();
    QTRY_VERIFY(auditOf(workstation).find(name));
    part<QLineEdit>(*dialog, "organization").setText(organization.name);
    auto& standing = part<ConflictList>(*dialog, "standing");
    QTRY_VERIFY(standing.findChild<QPushButton*>());
    standing.findChild<QPushButton*>()->click();
    auto& create = part<QPushButton>(*dialog, "create");
    QTRY_VERIFY2(create.isEnabled(), qPrintable(part<QLabel>(*dialog, "reason").text()));
    create.click();
    QVERIFY(waitForEnd(*dialog));
    QVERIFY(part<QPushButton>(*dialog, "pair").isVisible());
    const Stored stored = storedFor(workstation, organization.id, name);
    QCOMPARE(stored.instances, 1);
    QCOMPARE(stored.enabledRows, 1);
}

void CreationDialogTest::stoppingTakesEverythingBack()
{
    Desk workstation;
    CreationDialog* dialog = open(workstation);
    QVERIFY(dialog);
    const Organization organization = freeOrganization(workstation);
    part<QLineEdit>(*dialog, "organization").setText(organization.name);
    const InstanceName name = InstanceName::fromText(part<QLineEdit>(*dialog, "name").text());
    auto& create = part<QPushButton>(*dialog, "create");
    QTRY_VERIFY(create.isEnabled());
    create.click();
    QTRY_COMPARE(storedFor(workstation, organization.id, name).instances, 1); // created, not proven yet
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(dialog->isVisible()); // not before it is taken back
    QVERIFY(waitForEnd(*dialog));
    QVERIFY(!part<QPushButton>(*dialog, "pair").isVisible());
    const Stored stored = storedFor(workstation, organization.id, name);
    QCOMPARE(stored.instances + stored.enabledRows + stored.entries, 0);
    // And may be tried again.
    part<QPushButton>(*dialog, "back").click();
    workstation.window.view()->workspace().refresh();
    QTRY_VERIFY_WITH_TIMEOUT(create.isEnabled(), 10'000);
}

void CreationDialogTest::anUnreadStoreCreatesNothing()
{
    Desk workstation(false);
    workstation.world->setFault(Store::Cache, {.failure = ErrorKind::Refused});
    workstation.window.openStores(workstation.practice());
    CreationDialog* dialog = open(workstation);
    QVERIFY(dialog);
    part<QLineEdit>(*dialog, "organization").setText(freeOrganization(workstation).name);
    QTRY_VERIFY(!part<QLabel>(*dialog, "verdict").text().isEmpty());
    QVERIFY(!part<QPushButton>(*dialog, "create").isEnabled());
}

void CreationDialogTest::createsFromAFile()
{
    Desk workstation;
    workstation.window.show();
    QTRY_VERIFY(workstation.window.view()->workspace().index());
    const Organization organization = freeOrganization(workstation);
    OrganizationId taken;
    for (const AuditRow& row : auditOf(workstation).rows()) {
        if (row.isHealthy() && row.server && row.enabledIntegration())
            taken = row.organizationId;
    }
    QFile file(workstation.folder.filePath(QStringLiteral("clinics.csv")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        "organization_id,name\n" + organization.id.toByteArray() + ",from-the-file\n" + taken.toByteArray() +
        ",\nnonsense,\n");
    file.close();
    workstation.window.findChild<QAction*>(QStringLiteral("actionCreateFromFile"))->trigger();
    auto* dialog = workstation.window.findChild<CreationFileDialog*>();
    QVERIFY(dialog);
    auto& create = part<QPushButton>(*dialog, "create");
    QVERIFY(!create.isEnabled());
    dialog->open(file.fileName());
    QTRY_VERIFY2(create.isEnabled(), qPrintable(part<QLabel>(*dialog, "reason").text()));
    auto& lines = part<QTableWidget>(*dialog, "lines");
    QCOMPARE(lines.rowCount(), 3);
    QVERIFY2(create.text().contains(QLatin1Char('1')), qPrintable(create.text())); // the two others say why not
    QVERIFY(lines.item(1, 3)->text() != lines.item(0, 3)->text());
    create.click();
    create.click();
    QTRY_VERIFY_WITH_TIMEOUT(part<QPushButton>(*dialog, "close").isVisible(), 30'000);
    QVERIFY2(lines.item(0, 3)->text().contains(QStringLiteral("proven")), qPrintable(lines.item(0, 3)->text()));
    QVERIFY(!create.isEnabled());
    QCOMPARE(storedFor(workstation, organization.id, InstanceName::fromText(u"from-the-file")).instances, 1);
}

STEWARD_TEST(CreationDialogTest)
#include "creation_dialog_test.moc"
