#include "app/desk.h"
#include "support/postgres_server.h"
#include "support/test_registry.h"

#include "app/guards/guard_list.h"
#include "app/guards/guards_page.h"
#include "app/plans/choose_step.h"
#include "app/shell/workspace_pages.h"
#include "stores/live_stores.h"
#include "workflows/journal/journal_reader.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTest>

using namespace steward;
using namespace steward::rig;
using namespace steward::test;

namespace steward::guards_page_test {

namespace {

/// The page as the menu opens it.
GuardsPage* open(Desk& workstation)
{
    workstation.window.show();
    workstation.window.findChild<QAction*>(QStringLiteral("actionGuards"))->trigger();
    auto* page = workstation.window.findChild<GuardsPage*>();
    return page && page->isVisible() ? page : nullptr;
}

template<class Widget>
Widget& part(GuardsPage& page, const char* name)
{
    return *page.findChild<Widget*>(QLatin1String(name));
}

QString textOf(GuardsPage& page, const char* label)
{
    return part<QLabel>(page, label).text().remove(QChar(0x200b)).remove(QChar(0x00ad));
}

/// How each guard stands: "In place", "Missing", …
QString pillOf(GuardsPage& page, GuardPart guard)
{
    const auto& lines = part<GuardList>(page, "guards").lines();
    return lines.empty() ? QString() : lines.at(static_cast<size_t>(guard)).pill.text;
}

/// What is planned, or what came of it.
QStringList plannedOf(GuardsPage& page)
{
    QStringList lines;
    for (const GuardLine& line : part<GuardList>(page, "planned").lines())
        lines << line.title + QStringLiteral(": ") + line.pill.text;
    return lines;
}

bool waitForReport(GuardsPage& page)
{
    return QTest::qWaitFor(
        [&] {
            return page.step() != GuardsPage::Step::Running && part<QPushButton>(page, "readAgain").isEnabled() &&
                   pillOf(page, GuardPart::AuditTable) != QStringLiteral("Not read");
        },
        30'000);
}

} // namespace

class GuardsPageTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void practiceShowsPlansAndAdds();
    void aReadOnlyProfileHandsOnTheScript();
    void rolesThatDoNotExistAreRefused();
    void theOwnersPasswordIsUsedOnce();
    void nothingIsAddedByEnter();
    void whatHoldsAGuardBackHasItsButton();
    void whatCannotBeReadIsNoNumber();
    void whatIsNotAsShownIsShownAgain();
};

void GuardsPageTest::practiceShowsPlansAndAdds()
{
    Desk workstation;
    GuardsPage* page = open(workstation);
    QVERIFY(page && waitForReport(*page));
    QCOMPARE(part<GuardList>(*page, "guards").lines().size(), std::size(allGuardParts));
    QCOMPARE(pillOf(*page, GuardPart::UniqueIndex), QStringLiteral("Held back"));
    QCOMPARE(pillOf(*page, GuardPart::NameIndex), QStringLiteral("Missing"));
    QCOMPARE(pillOf(*page, GuardPart::Notification), QStringLiteral("Not used"));
    QVERIFY2(textOf(*page, "rightsLoses").contains(QStringLiteral("anon")), qPrintable(textOf(*page, "rightsLoses")));
    QVERIFY(textOf(*page, "rightsKeeps").contains(QStringLiteral("service_role")));

    // Its other parts are in sight too.
    auto& tabs = part<QTabBar>(*page, "guardTabs");
    QVERIFY2(
        tabs.isVisible() && tabs.height() >= tabs.sizeHint().height() && tabs.tabRect(2).right() < tabs.width(),
        qPrintable(QStringLiteral("%1 %2 %3 %4")
                       .arg(tabs.isVisible())
                       .arg(tabs.height())
                       .arg(tabs.sizeHint().height())
                       .arg(tabs.count())));
    tabs.setCurrentIndex(2);
    QVERIFY(part<QPlainTextEdit>(*page, "sql").isVisible());
    tabs.setCurrentIndex(0);

    // The plan first; leaving it changes nothing.
    auto& propose = part<QPushButton>(*page, "propose");
    QCOMPARE(propose.text(), QStringLiteral("Add 3 guards…")); // the unique index is held back
    propose.click();
    QCOMPARE(page->step(), GuardsPage::Step::Plan);
    QVERIFY2(textOf(*page, "words").contains(QStringLiteral("Nothing has changed yet.")), "it is a plan");
    QVERIFY(plannedOf(*page).contains(QStringLiteral("Fast search by name: Will be added")));
    QVERIFY(plannedOf(*page).contains(QStringLiteral("One active row per organization: Left out")));
    QVERIFY(textOf(*page, "changeLoses").contains(QStringLiteral("anon")));
    QVERIFY(!part<QWidget>(*page, "owner").isVisible());
    QTest::keyClick(page, Qt::Key_Escape);
    QCOMPARE(page->step(), GuardsPage::Step::Look);
    workstation.world->visit([](PracticeState& state, Timestamp) { QVERIFY(state.guards.empty()); });

    propose.click();
    auto& apply = part<QPushButton>(*page, "apply");
    QCOMPARE(apply.text(), QStringLiteral("Add 3 guards in practice"));
    apply.click();
    QVERIFY(!apply.isEnabled());
    QTRY_COMPARE(page->step(), GuardsPage::Step::Ended);
    QVERIFY2(
        plannedOf(*page).contains(QStringLiteral("Fast search by name: Added and read back")),
        qPrintable(plannedOf(*page).join(QLatin1Char('\n'))));
    QVERIFY(plannedOf(*page).contains(QStringLiteral("One active row per organization: Left out")));
    part<QPushButton>(*page, "done").click();
    QVERIFY(waitForReport(*page));
    QCOMPARE(pillOf(*page, GuardPart::NameIndex), QStringLiteral("In place"));
    QCOMPARE(pillOf(*page, GuardPart::UniqueIndex), QStringLiteral("Held back"));
    QVERIFY(!propose.isEnabled());
    QVERIFY(!textOf(*page, "reason").isEmpty());
    workstation.world->visit([](PracticeState& state, Timestamp) {
        QCOMPARE(state.guards.size(), size_t{3});
        QCOMPARE(state.mayExecute, QStringList{QStringLiteral("service_role")});
    });
}

void GuardsPageTest::aReadOnlyProfileHandsOnTheScript()
{
    Desk workstation(false);
    ProfileContext stores = workstation.practice();
    stores.stores = std::make_shared<PracticeStores>(workstation.world, true);
    stores.readOnly = true;
    workstation.window.openStores(stores);
    GuardsPage* dialog = open(workstation);
    QVERIFY(dialog && waitForReport(*dialog));
    QVERIFY(!part<QPushButton>(*dialog, "propose").isEnabled());
    QVERIFY(textOf(*dialog, "reason").contains(QStringLiteral("read only")));
    QGuiApplication::clipboard()->clear();
    part<QPushButton>(*dialog, "copySql").click();
    QTRY_VERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("CREATE UNIQUE INDEX CONCURRENTLY")));
}

void GuardsPageTest::rolesThatDoNotExistAreRefused()
{
    Desk workstation;
    GuardsPage* dialog = open(workstation);
    QVERIFY(dialog && waitForReport(*dialog));
    part<QLineEdit>(*dialog, "newRole").setText(QStringLiteral("bakcend"));
    part<QPushButton>(*dialog, "addRole").click();
    QVERIFY(part<QPlainTextEdit>(*dialog, "sql").toPlainText().contains(QStringLiteral("bakcend")));
    QVERIFY(waitForReport(*dialog));
    QVERIFY(!part<QPushButton>(*dialog, "propose").isEnabled());
    QVERIFY(textOf(*dialog, "trouble").contains(QStringLiteral("bakcend")));
    part<QListWidget>(*dialog, "keeps").setCurrentRow(1);
    part<QPushButton>(*dialog, "removeRole").click();
    QVERIFY(waitForReport(*dialog));
    QVERIFY(part<QPushButton>(*dialog, "propose").isEnabled());
}

void GuardsPageTest::theOwnersPasswordIsUsedOnce()
{
    PostgresServer server;
    RIG_VERIFY(server.start());
    const QByteArray password = "OwnersCanary7Kq2";
    const QString database = QStringLiteral("clinics");
    for (const char* role : {"anon", "authenticated", "service_role", "reader"})
        RIG_VERIFY(server.createRole(QString::fromLatin1(role), password));
    RIG_VERIFY(server.createDatabase(database));
    RIG_VERIFY(server.execute(
        QStringLiteral("grant usage on schema healthcare to reader; grant select on healthcare.integrations to reader"),
        database));

    Desk workstation(false);
    ConnectionSettings settings;
    settings.database.host = server.host();
    settings.database.port = server.port();
    settings.database.database = database;
    settings.database.user = QStringLiteral("reader");
    settings.database.password = Secret(password);
    ProfileContext stores;
    stores.role = Role::Administrator;
    stores.title = QStringLiteral("Real database");
    stores.profileId = QStringLiteral("real");
    stores.stores = std::make_shared<LiveStores>(settings);
    stores.journalPath = workstation.folder.filePath(QStringLiteral("journal"));
    stores.asDatabaseOwner = [settings](const QString& user, const Secret& secret) {
        ConnectionSettings owners = settings;
        owners.database.user = user;
        owners.database.password = secret;
        return std::make_shared<const LiveStores>(owners);
    };
    workstation.window.openStores(stores);
    GuardsPage* dialog = open(workstation);
    QVERIFY(dialog && waitForReport(*dialog));
    auto& propose = part<QPushButton>(*dialog, "propose");
    QVERIFY2(propose.text().contains(QLatin1Char('4')), qPrintable(propose.text()));
    propose.click();
    QVERIFY(part<QWidget>(*dialog, "owner").isVisible());
    auto& apply = part<QPushButton>(*dialog, "apply");

    part<QLineEdit>(*dialog, "ownerUser").setText(server.superuser());
    part<QLineEdit>(*dialog, "ownerPassword").setText(QString::fromUtf8(server.password()));
    apply.click();
    QVERIFY(part<QLineEdit>(*dialog, "ownerPassword").text().isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(dialog->step(), GuardsPage::Step::Ended, 30'000);
    QVERIFY2(
        plannedOf(*dialog).filter(QStringLiteral("Added and read back")).size() == 4,
        qPrintable(plannedOf(*dialog).join(QLatin1Char('\n'))));
    QVERIFY(waitForReport(*dialog));
    const auto journal = readJournal({stores.journalPath});
    QVERIFY(journal && !journal->damage);
    QCOMPARE(journal->operations.size(), size_t{1});
    QCOMPARE(journal->operations.front().outcome, std::optional(OperationOutcome::Done));
    QVERIFY(!apply.isEnabled() && !propose.isEnabled());
}

void GuardsPageTest::nothingIsAddedByEnter()
{
    Desk workstation;
    GuardsPage* page = open(workstation);
    QVERIFY(page && waitForReport(*page));
    part<QPushButton>(*page, "propose").click();
    const QList<QWidget*> parts = page->findChildren<QWidget*>();
    for (QWidget* each : parts) {
        if (!each->isVisible() || each->focusPolicy() == Qt::NoFocus)
            continue;
        each->setFocus();
        QTest::keyClick(each, Qt::Key_Return);
        QTest::keyClick(each, Qt::Key_Enter);
    }
    QCOMPARE(page->step(), GuardsPage::Step::Plan);
    workstation.world->visit([](PracticeState& state, Timestamp) { QVERIFY(state.guards.empty()); });
}

void GuardsPageTest::whatHoldsAGuardBackHasItsButton()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    GuardsPage* dialog = open(workstation);
    QVERIFY(dialog && waitForReport(*dialog));
    QVERIFY(!textOf(*dialog, "heldBack").isEmpty());
    QTRY_VERIFY(part<QPushButton>(*dialog, "cleanUp").isVisible());
    part<QPushButton>(*dialog, "cleanUp").click();
    QTRY_VERIFY(workstation.window.findChild<ChooseStep*>());
    QCOMPARE(workstation.window.pages()->page(), Page::Duplicates);
}

void GuardsPageTest::whatCannotBeReadIsNoNumber()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    workstation.world->setFault(Store::Database, {.failure = ErrorKind::Refused});
    GuardsPage* page = open(workstation);
    QVERIFY(page);
    for (const GuardLine& line : part<GuardList>(*page, "guards").lines())
        QCOMPARE(line.pill.text, QStringLiteral("Not read")); // also while it is read
    QTRY_VERIFY(part<QPushButton>(*page, "readAgain").isEnabled());
    QVERIFY(!textOf(*page, "trouble").isEmpty());
    QVERIFY(!part<QPushButton>(*page, "propose").isEnabled());
    QCOMPARE(textOf(*page, "rightsLoses"), QStringLiteral("Not read"));
    for (const GuardLine& line : part<GuardList>(*page, "guards").lines())
        QCOMPARE(line.pill.text, QStringLiteral("Not read"));
    workstation.world->setFault(Store::Database, {});
    part<QPushButton>(*page, "readAgain").click();
    QVERIFY(waitForReport(*page));
    QVERIFY(part<QPushButton>(*page, "propose").isEnabled());
}

/// More than was shown is missing, or another role would lose its right: nothing is added before that was seen.
void GuardsPageTest::whatIsNotAsShownIsShownAgain()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    workstation.world->visit([](PracticeState& state, Timestamp) {
        state.guards = {GuardPart::NameIndex, GuardPart::AuditTable};
    });
    GuardsPage* page = open(workstation);
    QVERIFY(page && waitForReport(*page));
    part<QPushButton>(*page, "propose").click();
    QCOMPARE(part<QPushButton>(*page, "apply").text(), QStringLiteral("Add 1 guard in practice"));
    workstation.world->visit([](PracticeState& state, Timestamp) {
        state.guards.clear();
        state.mayExecute << QStringLiteral("somebody");
    });
    part<QPushButton>(*page, "apply").click();
    QTRY_COMPARE(page->step(), GuardsPage::Step::Plan);
    QVERIFY2(textOf(*page, "trouble").contains(QStringLiteral("not as it was shown")), "it says why");
    QVERIFY(textOf(*page, "changeLoses").contains(QStringLiteral("somebody")));
    QCOMPARE(part<QPushButton>(*page, "apply").text(), QStringLiteral("Add 3 guards in practice"));
    workstation.world->visit([](PracticeState& state, Timestamp) { QVERIFY(state.guards.empty()); });
    part<QPushButton>(*page, "apply").click();
    QTRY_COMPARE(page->step(), GuardsPage::Step::Ended);
    workstation.world->visit([](PracticeState& state, Timestamp) { QCOMPARE(state.guards.size(), size_t{3}); });
}

STEWARD_TEST(GuardsPageTest)
} // namespace steward::guards_page_test

#include "guards_page_test.moc"
