#include "app/creation_way.h"
#include "app/looks.h"
#include "support/test_registry.h"

#include "app/components/note_line.h"
#include "app/creation/creation_file_page.h"
#include "app/creation/creation_form.h"
#include "app/creation/creation_page.h"
#include "app/creation/creation_side.h"
#include "app/operations/activity_log.h"
#include "app/operations/creation_words.h"
#include "app/pairing/pairing_desk.h"
#include "app/plans/plan_page.h"
#include "app/plans/review_step.h"
#include "app/shell/workspace_actions.h"
#include "app/shell/workspace_pages.h"
#include "app/style/type.h"
#include "app/table/instance_table.h"

#include <QAbstractItemView>
#include <QAction>
#include <QComboBox>
#include <QCompleter>
#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QRadioButton>
#include <QTableWidget>
#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::creation_page_test {

namespace {

template<class Widget>
Widget& part(QWidget& page, const char* name)
{
    return *page.findChild<Widget*>(QLatin1String(name));
}

/// The page as Ctrl+N opens it, once there is a reading.
CreationPage* open(Desk& workstation)
{
    workstation.window.show();
    workstation.window.activateWindow();
    if (!QTest::qWaitForWindowActive(&workstation.window) ||
        !QTest::qWaitFor([&] { return workstation.window.view()->workspace().index() != nullptr; }))
        return nullptr;
    workstation.window.findChild<QAction*>(QStringLiteral("actionNewInstance"))->trigger();
    return workstation.window.findChild<CreationPage*>();
}

const Audit& auditOf(Desk& workstation)
{
    return workstation.window.view()->workspace().index()->audit();
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

bool isEnded(CreationPage& page)
{
    const QString word = part<QPushButton>(page, "cancel").text();
    return word == QStringLiteral("Close") || word == QStringLiteral("Back");
}

bool waitForEnd(CreationPage& page)
{
    return QTest::qWaitFor([&] { return isEnded(page); }, 30'000);
}

bool isCreated(CreationPage& page)
{
    return part<QPushButton>(page, "create").text() == QStringLiteral("Pair…");
}

const std::vector<StepLines::Line>& linesOf(CreationPage& page)
{
    return page.findChild<CreationSide*>()->lines();
}

/// What can be done with what stands in the way, once that is known.
QRadioButton* wayOf(CreationPage& page, const QString& words)
{
    QRadioButton* found = nullptr;
    static_cast<void>(QTest::qWaitFor([&] {
        for (QRadioButton* way : page.findChildren<QRadioButton*>()) {
            if (way->isVisible() && way->text().startsWith(words))
                found = way;
        }
        return found != nullptr;
    }));
    return found;
}

/// An enabled row that names no instance of the server, for an organization that has nothing else.
InstanceName addRowWithoutInstance(Desk& workstation, const OrganizationId& organization)
{
    const InstanceName name = InstanceName::fromText(u"left-without-instance");
    workstation.world->visit([&](PracticeState& state, Timestamp now) {
        PracticeRow row;
        row.row.id = state.drawId<IntegrationId>();
        row.row.organizationId = organization;
        row.row.instanceName = name;
        row.row.status = QStringLiteral("pending");
        row.row.enabled = true;
        row.row.webhookToken = state.drawToken();
        row.row.createdAt = now;
        state.rows.push_back(row);
    });
    return name;
}

QString writeFile(Desk& workstation, const QByteArray& content)
{
    QFile file(workstation.folder.filePath(QStringLiteral("clinics.csv")));
    if (file.open(QIODevice::WriteOnly))
        file.write(content);
    return file.fileName();
}

CreationFilePage* openFilePage(Desk& workstation)
{
    workstation.window.findChild<QAction*>(QStringLiteral("actionCreateFromFile"))->trigger();
    return workstation.window.findChild<CreationFilePage*>();
}

void drop(QWidget& page, const QString& path)
{
    QMimeData dropped;
    dropped.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter(QPoint(9, 9), Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&page, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(9, 9), Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&page, &drop);
}

} // namespace

class CreationPageTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void createsOneByKeyboardHoweverOftenItIsPressed();
    void oneIsCreatedAndPairedInAtMostFiveClicks_data();
    void oneIsCreatedAndPairedInAtMostFiveClicks();
    void theOrganizationIsChosenByTypingAndEnter();
    void allOrganizationsAreOfferedToWhoTypesNothing();
    void theClinicIsNamed();
    void saysWhyItIsOff();
    void offersWhatStands();
    void saysWhatEachStoreHas();
    void replacesWhatStandsAfterItsPlan();
    void finishesARowWithoutAnInstance();
    void stoppingTakesEverythingBack();
    void whyItWasTakenBackIsSaid();
    void anUnreadStoreCreatesNothing();
    void goingElsewhereLeavesItRunning();
    void createsFromAFile();
    void aFileNamesOrganizationsAndCanBeDropped();
    void aTemplateIsSaved();
    void narrowWindowsStackTheColumns();
    void itsButtonsHaveTheirRoom();
};

void CreationPageTest::createsOneByKeyboardHoweverOftenItIsPressed()
{
    Desk workstation;
    CreationPage* page = open(workstation);
    QVERIFY(page && page->isVisible());
    const Organization organization = freeOrganization(workstation);
    QVERIFY(!organization.id.isNull());
    auto& field = part<QLineEdit>(*page, "organization");
    QVERIFY(field.hasFocus());
    field.setText(organization.name.left(organization.name.size() - 1).toLower());
    auto& create = part<QPushButton>(*page, "create");
    QVERIFY(!create.isEnabled());
    QTest::keyClicks(&field, organization.name.right(1));
    const InstanceName name = InstanceName::fromText(part<QLineEdit>(*page, "name").text());
    QVERIFY(name.embeddedUuid() == std::optional(organization.id));
    QTRY_VERIFY2(create.isEnabled(), qPrintable(part<QLabel>(*page, "reason").text()));

    create.setFocus();
    for (int press = 0; press < 3; ++press)
        QTest::keyClick(&create, Qt::Key_Space);
    QTest::mouseDClick(&create, Qt::LeftButton);
    QVERIFY(page->isRunning());
    QVERIFY(waitForEnd(*page));
    QVERIFY(isCreated(*page));
    QCOMPARE(linesOf(*page).size(), size_t{10}); // three stores, six steps after the check, and that it can be paired
    for (const StepLines::Line& line : linesOf(*page))
        QVERIFY2(line.mark == Mark({MarkShape::Done, Tone::Good}), qPrintable(line.title));
    const Stored stored = storedFor(workstation, organization.id, name);
    QCOMPARE(stored.instances, 1);
    QCOMPARE(stored.enabledRows, 1);
    QCOMPARE(stored.entries, 2);

    // The table shows it without being asked to.
    QTRY_VERIFY(auditOf(workstation).find(name));
    QTest::keyClick(&create, Qt::Key_Return);
    QCOMPARE(workstation.window.pages()->page(), Page::Pair);
    QCOMPARE(workstation.window.view()->actions().pairing().queue().now()->target.name, name);
}

void CreationPageTest::oneIsCreatedAndPairedInAtMostFiveClicks_data()
{
    addLooks();
}

/// From the window as it opens to a phone that is linked, as a new user would go.
void CreationPageTest::oneIsCreatedAndPairedInAtMostFiveClicks()
{
    const LookOfTest look;
    Desk workstation;
    workstation.window.show();
    workstation.window.pages()->show(Page::Overview);
    QTRY_VERIFY(workstation.window.view()->workspace().index());
    const FirstPairingWay way(workstation, [&workstation](const InstanceName& name) {
        workstation.world->visit(
            [&name](PracticeState& state, Timestamp now) { state.scan(*state.instance(name), now); });
    });
    QVERIFY2(way.trouble.isEmpty(), qPrintable(way.trouble));
    QVERIFY(part<QWidget>(workstation.window, "paired").isVisible());
    QVERIFY2(way.clicks <= 5, qPrintable(QString::number(way.clicks)));
    QCOMPARE(way.clicks, 3); // that it stays so
    QTRY_VERIFY(
        auditOf(workstation).find(way.name) && auditOf(workstation).find(way.name)->connection() == Connection::Open);
}

void CreationPageTest::theOrganizationIsChosenByTypingAndEnter()
{
    Desk workstation;
    CreationPage* page = open(workstation);
    QVERIFY(page);
    auto& field = part<QLineEdit>(*page, "organization");
    // Words in any order, without accents: "Clínica Mar de Minas".
    QTest::keyClicks(&field, QStringLiteral("minas clinica"));
    QVERIFY2(part<NoteLine>(*page, "organizationNote").text().contains(QStringLiteral("Clínica Mar de Minas")), "told");
    const int workBefore = workstation.window.view()->activities().underWay();
    QTest::keyClick(&field, Qt::Key_Return);
    QCOMPARE(field.text(), QStringLiteral("Clínica Mar de Minas"));
    QVERIFY(part<QLineEdit>(*page, "phone").hasFocus());
    // Enter goes on to the button; it creates nothing by itself.
    QTest::keyClick(&part<QLineEdit>(*page, "phone"), Qt::Key_Return);
    QVERIFY(!page->isRunning());
    QCOMPARE(workstation.window.view()->activities().underWay(), workBefore);
    field.setFocus();
    field.selectAll();
    QTest::keyClicks(&field, QStringLiteral("nobody is called so"));
    QTest::keyClick(&field, Qt::Key_Return);
    QCOMPARE(field.text(), QStringLiteral("nobody is called so"));
    QVERIFY(field.hasFocus());
}

void CreationPageTest::allOrganizationsAreOfferedToWhoTypesNothing()
{
    Desk workstation;
    CreationPage* page = open(workstation);
    QVERIFY(page);
    auto& field = part<QLineEdit>(*page, "organization");
    const auto isOffered = [&field] { return field.completer()->popup()->isVisible(); };
    QVERIFY(field.text().isEmpty() && !isOffered());
    QTest::keyClick(&field, Qt::Key_Down);
    QVERIFY(isOffered());
    const int all = field.completer()->popup()->model()->rowCount();
    QVERIFY2(all > 40, qPrintable(QString::number(all)));
    field.completer()->popup()->hide();
    QTest::mouseClick(&field, Qt::LeftButton);
    QVERIFY(isOffered());
    field.completer()->popup()->hide();
    field.setText(QStringLiteral("Clínica Mar de Minas"));
    QTest::mouseClick(&field, Qt::LeftButton); // to correct what stands there
    QVERIFY(!isOffered());
}

void CreationPageTest::theClinicIsNamed()
{
    Desk workstation;
    CreationPage* page = open(workstation);
    QVERIFY(page);
    int named = 0;
    for (const OrganizationSummary& summary : workstation.window.view()->workspace().index()->organizations()) {
        if (summary.id.isNull())
            continue;
        QStringList clinics;
        for (const Clinic& clinic : auditOf(workstation).snapshot().database->clinics) {
            if (clinic.active && clinic.organizationId == summary.id)
                clinics << clinic.name;
        }
        part<QLineEdit>(*page, "organization").setText(summary.id.toString());
        const auto& shown = part<QComboBox>(*page, "clinic");
        if (clinics.isEmpty())
            continue;
        QCOMPARE(shown.count(), static_cast<int>(clinics.size()));
        QVERIFY2(clinics.contains(shown.currentText()), qPrintable(shown.currentText()));
        ++named;
    }
    QVERIFY(named > 10);
}

void CreationPageTest::saysWhyItIsOff()
{
    Desk workstation;
    CreationPage* page = open(workstation);
    QVERIFY(page);
    auto& create = part<QPushButton>(*page, "create");
    const auto& reason = part<QLabel>(*page, "reason");
    QVERIFY(!create.isEnabled());
    QVERIFY(reason.text().contains(QStringLiteral("organization")));
    part<QLineEdit>(*page, "organization").setText(QStringLiteral("nobody is called this"));
    QVERIFY(reason.text().contains(QStringLiteral("No organization")));
    part<QLineEdit>(*page, "organization").setText(freeOrganization(workstation).name.chopped(2)); // still being typed
    QCOMPARE(reason.text(), QStringLiteral("Choose the organization."));
    part<QLineEdit>(*page, "organization").setText(freeOrganization(workstation).name);
    QTRY_VERIFY(create.isEnabled());
    part<QLineEdit>(*page, "phone").setText(QStringLiteral("12"));
    QVERIFY(!create.isEnabled());
    QVERIFY(!part<NoteLine>(*page, "phoneNote").text().isEmpty());
    part<QLineEdit>(*page, "phone").clear();
    part<QLineEdit>(*page, "name").setText(QStringLiteral(".."));
    QVERIFY(!create.isEnabled());
    QVERIFY(!part<NoteLine>(*page, "nameNote").text().isEmpty());
    // A name that another instance has.
    InstanceName taken;
    for (const AuditRow& row : auditOf(workstation).rows())
        taken = row.isHealthy() && row.server && row.name.utf8().startsWith("clinic-") ? row.name : taken;
    part<QLineEdit>(*page, "name").setText(taken.text());
    QTRY_VERIFY(page->findChild<CreationSide*>()->chosen() && !create.text().contains(QStringLiteral("create")));
    QVERIFY(create.text() != QStringLiteral("Create")); // never "create anyway"
}

void CreationPageTest::offersWhatStands()
{
    Desk workstation;
    CreationPage* page = open(workstation);
    QVERIFY(page);
    const AuditRow* connected = nullptr;
    for (const AuditRow& row : auditOf(workstation).rows()) {
        if (row.isHealthy() && row.server && row.enabledIntegration() && row.connection() == Connection::Open)
            connected = &row;
    }
    QVERIFY(connected);
    const InstanceName name = connected->name; // a newer reading has rows of its own
    const QString organization = auditOf(workstation).organizationName(connected->organizationId);
    auto& field = part<QLineEdit>(*page, "organization");
    field.setText(organization);
    QTRY_VERIFY(!part<NoteLine>(*page, "organizationNote").text().isEmpty()); // it has one already
    QTRY_VERIFY(wayOf(*page, QStringLiteral("Show it")));
    auto& create = part<QPushButton>(*page, "create");
    QCOMPARE(create.text(), QStringLiteral("Show it")); // what stands is what can be gone to, chosen beforehand
    QTest::keyClicks(&field, QStringLiteral(" "));
    QTest::keyClick(&field, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&field, Qt::Key_Delete);
    const QAbstractItemModel* choices = field.completer()->model();
    int marked = 0;
    for (int row = 0; row < choices->rowCount(); ++row)
        marked += choices->index(row, 0).data().toString().contains(QStringLiteral("already")) ? 1 : 0;
    QVERIFY(marked > 10 && marked < choices->rowCount());

    field.setText(organization);
    QTRY_COMPARE(create.text(), QStringLiteral("Show it"));
    create.click();
    QCOMPARE(workstation.window.pages()->page(), Page::Instances);
    QCOMPARE(workstation.window.view()->table().currentRow()->name, name);
}

void CreationPageTest::replacesWhatStandsAfterItsPlan()
{
    Desk workstation;
    CreationPage* page = open(workstation);
    QVERIFY(page);
    const AuditRow* standing = nullptr;
    for (const AuditRow& row : auditOf(workstation).rows()) {
        if (row.isHealthy() && row.server && row.enabledIntegration())
            standing = &row;
    }
    QVERIFY(standing);
    const InstanceName old = standing->name;
    const OrganizationId organization = standing->organizationId;
    part<QLineEdit>(*page, "organization").setText(auditOf(workstation).organizationName(organization));
    QRadioButton* replace = wayOf(*page, QStringLiteral("Replace"));
    QVERIFY(replace && !replace->isChecked()); // what deletes is never chosen beforehand
    replace->click();
    QCOMPARE(part<QPushButton>(*page, "create").text(), QStringLiteral("Review the plan…"));
    part<QPushButton>(*page, "create").click();
    auto* plan = page->findChild<PlanPage*>();
    QVERIFY(plan && plan->isVisible());
    QTest::keyClick(plan, Qt::Key_Escape); // back to what is entered, which stays
    QTRY_VERIFY(!page->findChild<PlanPage*>());
    QVERIFY(page->isVisible() && replace->isVisible());
    part<QPushButton>(*page, "create").click();
    plan = page->findChild<PlanPage*>();
    auto& apply = part<QPushButton>(*plan, "apply");
    auto& confirm = part<QLineEdit>(*plan, "confirm");
    QTRY_VERIFY(confirm.isVisible());
    QVERIFY(!apply.isEnabled());
    QCOMPARE(storedFor(workstation, organization, old).instances, 1); // shown, and nothing done
    confirm.setText(plan->findChild<ReviewStep*>()->confirmation()->asked);
    QVERIFY(apply.isEnabled());
    const InstanceName name = InstanceName::fromText(part<QLineEdit>(*page, "name").text());
    apply.click();
    QVERIFY(page->isRunning()); // one operation: what was entered is created by it
    QVERIFY(waitForEnd(*page));
    QCOMPARE(linesOf(*page).size(), size_t{9}); // the deletion, the creation's seven, and that it can be paired
    QCOMPARE(storedFor(workstation, organization, old).instances, 0);
    QCOMPARE(storedFor(workstation, organization, name).instances, 1);
    QCOMPARE(storedFor(workstation, organization, name).enabledRows, 1);
}

void CreationPageTest::finishesARowWithoutAnInstance()
{
    Desk workstation;
    CreationPage* page = open(workstation);
    QVERIFY(page);
    const Organization organization = freeOrganization(workstation);
    const InstanceName name = addRowWithoutInstance(workstation, organization.id);
    workstation.window.view()->workspace().refresh();
    QTRY_VERIFY(auditOf(workstation).find(name));
    part<QLineEdit>(*page, "organization").setText(organization.name);
    QRadioButton* reuse = wayOf(*page, QStringLiteral("Reuse"));
    QVERIFY(reuse && reuse->isChecked());
    auto& create = part<QPushButton>(*page, "create");
    QTRY_VERIFY2(create.isEnabled(), qPrintable(part<QLabel>(*page, "reason").text()));
    QCOMPARE(create.text(), QStringLiteral("Reuse and create"));
    create.click();
    QVERIFY(waitForEnd(*page));
    QVERIFY(isCreated(*page));
    const Stored stored = storedFor(workstation, organization.id, name);
    QCOMPARE(stored.instances, 1);
    QCOMPARE(stored.enabledRows, 1);
}

void CreationPageTest::stoppingTakesEverythingBack()
{
    Desk workstation;
    CreationPage* page = open(workstation);
    QVERIFY(page);
    const Organization organization = freeOrganization(workstation);
    part<QLineEdit>(*page, "organization").setText(organization.name);
    const InstanceName name = InstanceName::fromText(part<QLineEdit>(*page, "name").text());
    auto& create = part<QPushButton>(*page, "create");
    QTRY_VERIFY(create.isEnabled());
    create.click();
    QTRY_COMPARE(storedFor(workstation, organization.id, name).instances, 1); // created, not proven yet
    QTest::keyClick(page, Qt::Key_Escape);
    QVERIFY(page->isVisible()); // not before it is taken back
    QVERIFY(waitForEnd(*page));
    QVERIFY(!isCreated(*page));
    const Stored stored = storedFor(workstation, organization.id, name);
    QCOMPARE(stored.instances + stored.enabledRows + stored.entries, 0);
    // And may be tried again.
    part<QPushButton>(*page, "cancel").click();
    workstation.window.view()->workspace().refresh();
    QTRY_VERIFY_WITH_TIMEOUT(create.isEnabled(), 10'000);
}

/// Who stopped it is not told that it could not be done.
void CreationPageTest::whyItWasTakenBackIsSaid()
{
    CreationResult result;
    result.outcome = OperationOutcome::Failed;
    result.error = Error{ErrorKind::ServerError, QStringLiteral("The server reports an error of its own."), {}};
    QCOMPARE(
        creationLines(result).front().title, QStringLiteral("It could not be created. Everything was taken back."));
    result.error->kind = ErrorKind::Stopped;
    QCOMPARE(creationLines(result).front().title, QStringLiteral("It was not created. Everything was taken back."));
}

void CreationPageTest::anUnreadStoreCreatesNothing()
{
    Desk workstation(false);
    workstation.world->setFault(Store::Cache, {.failure = ErrorKind::Refused});
    workstation.window.openStores(workstation.practice());
    workstation.window.show();
    QTRY_VERIFY(workstation.window.view()->workspace().index());
    workstation.window.view()->actions().create();
    auto* page = workstation.window.findChild<CreationPage*>();
    QVERIFY(page && page->isVisible());
    part<QLineEdit>(*page, "organization").setText(freeOrganization(workstation).name);
    QTRY_VERIFY(part<QWidget>(*page, "refusal").isVisible());
    QVERIFY(!part<QPushButton>(*page, "create").isEnabled());
}

/// Elsewhere it goes on, and Activity leads back to it.
void CreationPageTest::goingElsewhereLeavesItRunning()
{
    Desk workstation;
    CreationPage* page = open(workstation);
    QVERIFY(page);
    const Organization organization = freeOrganization(workstation);
    part<QLineEdit>(*page, "organization").setText(organization.name);
    const InstanceName name = InstanceName::fromText(part<QLineEdit>(*page, "name").text());
    QTRY_VERIFY(part<QPushButton>(*page, "create").isEnabled());
    part<QPushButton>(*page, "create").click();
    workstation.window.pages()->show(Page::Overview);
    QVERIFY(!page->isVisible());
    QCOMPARE(workstation.window.view()->activities().underWay(), 1);
    QTRY_COMPARE_WITH_TIMEOUT(workstation.window.view()->activities().underWay(), 0, 30'000);
    QCOMPARE(storedFor(workstation, organization.id, name).instances, 1);
    workstation.window.view()->activities().at(0)->openDialog();
    QVERIFY(page->isVisible() && isCreated(*page));
    // What is only entered is left with the page.
    const QPointer<CreationPage> first(page);
    page->close();
    QTRY_VERIFY(!first);
    QPointer<CreationPage> entered = open(workstation);
    QVERIFY(entered && entered->isVisible());
    workstation.window.pages()->show(Page::Journal);
    QTRY_VERIFY(!entered);
}

void CreationPageTest::saysWhatEachStoreHas()
{
    Desk workstation;
    CreationPage* page = open(workstation);
    QVERIFY(page);
    const Organization organization = freeOrganization(workstation);
    part<QLineEdit>(*page, "organization").setText(organization.name);
    QTRY_COMPARE(linesOf(*page).size(), size_t{3});
    for (const StepLines::Line& line : linesOf(*page))
        QVERIFY2(line.title.startsWith(QStringLiteral("Free ")), qPrintable(line.title));
    addRowWithoutInstance(workstation, organization.id);
    workstation.window.view()->workspace().refresh();
    QTRY_VERIFY(wayOf(*page, QStringLiteral("Reuse")));
    QCOMPARE(linesOf(*page)[0].title, QStringLiteral("Free on the server"));
    QCOMPARE(linesOf(*page)[1].title, QStringLiteral("The database has an active row"));
    QCOMPARE(linesOf(*page)[1].mark, Mark({MarkShape::Diamond, Tone::Warning}));
    QVERIFY(linesOf(*page)[1].note.contains(QStringLiteral("not on the server")));
    QCOMPARE(linesOf(*page)[2].title, QStringLiteral("Free in the cache"));
    // One whose instance works, in all three stores.
    for (const AuditRow& row : auditOf(workstation).rows()) {
        if (row.isHealthy() && row.server && row.enabledIntegration() && row.cacheEntry() &&
            row.organizationIsCertain) {
            part<QLineEdit>(*page, "organization").setText(row.organizationId.toString());
            break;
        }
    }
    QTRY_VERIFY(linesOf(*page).size() == 3 && linesOf(*page)[0].title.startsWith(QStringLiteral("The server has")));
    QVERIFY(linesOf(*page)[1].title.startsWith(QStringLiteral("The database has")));
    QVERIFY(linesOf(*page)[2].title.startsWith(QStringLiteral("The cache has")));
}

void CreationPageTest::createsFromAFile()
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
    const QString path = writeFile(
        workstation, "organization_id,name\n" + organization.id.toByteArray() + ",from-the-file\n" +
                         taken.toByteArray() + ",\nnonsense,\n");
    CreationFilePage* page = openFilePage(workstation);
    QVERIFY(page && page->isVisible());
    auto& create = part<QPushButton>(*page, "create");
    QVERIFY(!create.isEnabled());
    page->open(path);
    QTRY_VERIFY2(create.isEnabled(), qPrintable(part<QLabel>(*page, "reason").text()));
    auto& lines = part<QTableWidget>(*page, "lines");
    QCOMPARE(lines.rowCount(), 3);
    QVERIFY2(create.text().contains(QLatin1Char('1')), qPrintable(create.text())); // the two others say why not
    QVERIFY(lines.item(1, 4)->text() != lines.item(0, 4)->text());
    create.click();
    create.click();
    QTRY_VERIFY_WITH_TIMEOUT(part<QPushButton>(*page, "close").isVisible(), 30'000);
    QVERIFY2(lines.item(0, 4)->text().contains(QStringLiteral("proven")), qPrintable(lines.item(0, 4)->text()));
    QVERIFY(!create.isEnabled());
    QCOMPARE(storedFor(workstation, organization.id, InstanceName::fromText(u"from-the-file")).instances, 1);
}

void CreationPageTest::aFileNamesOrganizationsAndCanBeDropped()
{
    Desk workstation;
    workstation.window.show();
    QTRY_VERIFY(workstation.window.view()->workspace().index());
    const Organization organization = freeOrganization(workstation);
    workstation.world->visit([&](PracticeState& state, Timestamp) {
        for (int copy = 0; copy < 2; ++copy)
            state.organizations.push_back({OrganizationId::create(), QStringLiteral("Twice There"), true});
    });
    const QString path = writeFile(
        workstation,
        "organization,phone\n" + organization.name.toUpper().toUtf8() + ",+55 11 98888-7777\nTwice There,\nNobody,\n");
    CreationFilePage* page = openFilePage(workstation);
    QVERIFY(page);
    drop(*page, path);
    auto& create = part<QPushButton>(*page, "create");
    QTRY_VERIFY2(create.isEnabled(), qPrintable(part<QLabel>(*page, "reason").text()));
    auto& lines = part<QTableWidget>(*page, "lines");
    QCOMPARE(lines.rowCount(), 3); // every line is shown, also those that cannot be
    QCOMPARE(lines.item(0, 0)->text(), organization.name);
    QCOMPARE(lines.item(0, 4)->text(), QStringLiteral("Free"));
    QVERIFY2(lines.item(1, 4)->text().startsWith(QStringLiteral("Line 3: 2 ")), qPrintable(lines.item(1, 4)->text()));
    QVERIFY2(lines.item(2, 4)->text().contains(QStringLiteral("Nobody")), qPrintable(lines.item(2, 4)->text()));
    QVERIFY(part<QLabel>(*page, "reason").text().startsWith(QStringLiteral("1 of 3")));
    // Why the first of the others stays is said whole, without a line being chosen.
    QCOMPARE(lines.currentRow(), 1);
    const auto& detail = part<QLabel>(*page, "detail");
    QVERIFY(detail.isVisible());
    QVERIFY2(detail.text().contains(QStringLiteral("Enter the ID")), qPrintable(detail.text()));
    // A file is taken on the page of one new instance too.
    CreationPage* one = open(workstation);
    QVERIFY(one);
    QTRY_VERIFY(!workstation.window.findChild<CreationFilePage*>()); // left for this one
    drop(*one, path);
    QTRY_VERIFY(workstation.window.findChild<CreationFilePage*>());
    QTRY_COMPARE(part<QTableWidget>(*workstation.window.findChild<CreationFilePage*>(), "lines").rowCount(), 3);
}

void CreationPageTest::aTemplateIsSaved()
{
    Desk workstation;
    workstation.window.show();
    QTRY_VERIFY(workstation.window.view()->workspace().index());
    CreationFilePage* page = openFilePage(workstation);
    QVERIFY(page);
    part<QPushButton>(*page, "saveTemplate").click();
    auto* chooser = page->findChild<QFileDialog*>();
    QVERIFY(chooser);
    const QString path = workstation.folder.filePath(QStringLiteral("template.csv"));
    Q_EMIT chooser->fileSelected(path);
    QTRY_VERIFY(QFile::exists(path));
    QFile written(path);
    QVERIFY(written.open(QIODevice::ReadOnly));
    QVERIFY(written.readAll().contains("organization,clinic_id,name,phone"));
    delete chooser;
}

void CreationPageTest::narrowWindowsStackTheColumns()
{
    Desk workstation;
    CreationPage* page = open(workstation);
    QVERIFY(page);
    const auto* form = page->findChild<CreationForm*>();
    const auto* side = page->findChild<CreationSide*>();
    const auto placeOf = [page](const QWidget& part) { return QRect(part.mapTo(page, QPoint()), part.size()); };
    for (const int width : {1440, 1100, 900}) {
        workstation.window.resize(scaled(width), scaled(760));
        if (width > 900)
            QTRY_VERIFY2(
                placeOf(*side).left() > placeOf(*form).right() && placeOf(*side).top() < placeOf(*form).bottom(),
                qPrintable(QString::number(width)));
        else
            QTRY_VERIFY(
                placeOf(*side).top() > placeOf(*form).bottom() && placeOf(*side).left() < placeOf(*form).right());
        QVERIFY(placeOf(*side).right() <= page->width() && placeOf(*form).left() >= 0);
    }
}

/// Filled in, and at every width. A button at the edge of its parent loses what would stand out of it.
void CreationPageTest::itsButtonsHaveTheirRoom()
{
    Desk workstation;
    CreationPage* page = open(workstation);
    QVERIFY(page);
    part<QLineEdit>(*page, "organization").setText(freeOrganization(workstation).name);
    QTRY_VERIFY(part<QPushButton>(*page, "create").isEnabled());
    for (const int width : {1440, 1100, 900}) {
        workstation.window.resize(scaled(width), scaled(760));
        QCoreApplication::processEvents();
        for (const QPushButton* button : page->findChildren<QPushButton*>()) {
            if (!button->isVisible())
                continue;
            const QString lacks = QStringLiteral("%1 at %2: %3 of %4")
                                      .arg(button->text())
                                      .arg(width)
                                      .arg(button->width())
                                      .arg(button->sizeHint().width());
            QTRY_VERIFY2(button->width() >= button->sizeHint().width(), qPrintable(lacks));
        }
    }
}

STEWARD_TEST(CreationPageTest)
} // namespace steward::creation_page_test

#include "creation_page_test.moc"
