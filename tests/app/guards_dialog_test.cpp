#include "app/desk.h"
#include "support/postgres_server.h"
#include "support/test_registry.h"

#include "app/guards/guards_dialog.h"
#include "app/plans/choose_step.h"
#include "app/shell/workspace_pages.h"
#include "app/style/status_list.h"
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
#include <QTest>
#include <QTreeWidget>

using namespace steward;
using namespace steward::rig;
using namespace steward::test;

namespace {

/// The dialog as the menu opens it.
GuardsDialog* open(Desk& workstation)
{
    workstation.window.show();
    workstation.window.findChild<QAction*>(QStringLiteral("actionGuards"))->trigger();
    return workstation.window.findChild<GuardsDialog*>();
}

template<class Widget>
Widget& part(GuardsDialog& dialog, const char* name)
{
    return *dialog.findChild<Widget*>(QLatin1String(name));
}

QStringList notesOf(GuardsDialog& dialog, GuardPart guard)
{
    const auto& lines = part<StatusList>(dialog, "parts").lines();
    return lines.empty() ? QStringList() : lines.at(static_cast<size_t>(guard)).notes;
}

bool waitForReport(GuardsDialog& dialog)
{
    return QTest::qWaitFor([&] { return part<QPushButton>(dialog, "readAgain").isEnabled(); }, 30'000);
}

} // namespace

class GuardsDialogTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void practiceShowsAndMakes();
    void aReadOnlyProfileHandsOnTheScript();
    void rolesThatDoNotExistAreRefused();
    void theOwnersPasswordIsUsedOnce();
    void nothingIsMadeByEnter();
    void whatHoldsAGuardBackHasItsButton();
};

void GuardsDialogTest::practiceShowsAndMakes()
{
    Desk workstation;
    GuardsDialog* dialog = open(workstation);
    QVERIFY(dialog && waitForReport(*dialog));
    QCOMPARE(part<StatusList>(*dialog, "parts").lines().size(), std::size(allGuardParts));
    auto& duplicates = part<QTreeWidget>(*dialog, "duplicates");
    QVERIFY(duplicates.isVisible() && duplicates.topLevelItemCount() > 0);
    QVERIFY(duplicates.topLevelItem(0)->childCount() > 1);
    // Who loses and who keeps the right is said before anything can be pressed.
    const QString consequence = part<QLabel>(*dialog, "consequence").text();
    QVERIFY2(consequence.contains(QStringLiteral("anon")), qPrintable(consequence));
    QVERIFY2(consequence.contains(QStringLiteral("service_role")), qPrintable(consequence));
    QVERIFY(!part<QWidget>(*dialog, "owner").isVisible());

    auto& apply = part<QPushButton>(*dialog, "apply");
    QVERIFY2(apply.text().contains(QLatin1Char('3')), qPrintable(apply.text())); // the unique index is held back
    apply.click();
    QVERIFY(!apply.isEnabled());
    QVERIFY(waitForReport(*dialog));
    const QStringList made = notesOf(*dialog, GuardPart::NameIndex);
    QVERIFY2(made.join(QString()).contains(QStringLiteral("Made just now")), qPrintable(made.join(QString())));
    QVERIFY(!notesOf(*dialog, GuardPart::UniqueIndex).join(QString()).contains(QStringLiteral("Made just now")));
    QVERIFY(!apply.isEnabled());
    QVERIFY(!part<QLabel>(*dialog, "reason").text().isEmpty());
    workstation.world->visit([](PracticeState& state, Timestamp) {
        QCOMPARE(state.guards.size(), size_t{3});
        QCOMPARE(state.mayExecute, QStringList{QStringLiteral("service_role")});
    });
}

void GuardsDialogTest::aReadOnlyProfileHandsOnTheScript()
{
    Desk workstation(false);
    ProfileContext stores = workstation.practice();
    stores.stores = std::make_shared<PracticeStores>(workstation.world, true);
    stores.readOnly = true;
    workstation.window.openStores(stores);
    GuardsDialog* dialog = open(workstation);
    QVERIFY(dialog && waitForReport(*dialog));
    QVERIFY(!part<QPushButton>(*dialog, "apply").isEnabled());
    QVERIFY(part<QLabel>(*dialog, "reason").text().contains(QStringLiteral("only reads")));
    QGuiApplication::clipboard()->clear();
    part<QPushButton>(*dialog, "copySql").click();
    QTRY_VERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("CREATE UNIQUE INDEX CONCURRENTLY")));
}

void GuardsDialogTest::rolesThatDoNotExistAreRefused()
{
    Desk workstation;
    GuardsDialog* dialog = open(workstation);
    QVERIFY(dialog && waitForReport(*dialog));
    part<QLineEdit>(*dialog, "newRole").setText(QStringLiteral("bakcend"));
    part<QPushButton>(*dialog, "addRole").click();
    QVERIFY(part<QPlainTextEdit>(*dialog, "sql").toPlainText().contains(QStringLiteral("bakcend")));
    QVERIFY(waitForReport(*dialog));
    QVERIFY(!part<QPushButton>(*dialog, "apply").isEnabled());
    QVERIFY(part<QLabel>(*dialog, "trouble").text().contains(QStringLiteral("bakcend")));
    part<QListWidget>(*dialog, "keeps").setCurrentRow(1);
    part<QPushButton>(*dialog, "removeRole").click();
    QVERIFY(waitForReport(*dialog));
    QVERIFY(part<QPushButton>(*dialog, "apply").isEnabled());
}

void GuardsDialogTest::theOwnersPasswordIsUsedOnce()
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
    GuardsDialog* dialog = open(workstation);
    QVERIFY(dialog && waitForReport(*dialog));
    QVERIFY(part<QWidget>(*dialog, "owner").isVisible());
    auto& apply = part<QPushButton>(*dialog, "apply");
    QVERIFY2(apply.text().contains(QLatin1Char('4')), qPrintable(apply.text()));

    part<QLineEdit>(*dialog, "ownerUser").setText(server.superuser());
    part<QLineEdit>(*dialog, "ownerPassword").setText(QString::fromUtf8(server.password()));
    apply.click();
    QVERIFY(part<QLineEdit>(*dialog, "ownerPassword").text().isEmpty());
    QVERIFY(waitForReport(*dialog));
    for (const GuardPart guard :
         {GuardPart::UniqueIndex, GuardPart::NameIndex, GuardPart::SaveFunction, GuardPart::AuditTable}) {
        const QString notes = notesOf(*dialog, guard).join(QLatin1Char('\n'));
        QVERIFY2(notes.contains(QStringLiteral("Made just now")), qPrintable(notes));
    }
    const auto journal = readJournal({stores.journalPath});
    QVERIFY(journal && !journal->damage);
    QCOMPARE(journal->operations.size(), size_t{1});
    QCOMPARE(journal->operations.front().outcome, std::optional(OperationOutcome::Done));
    part<QLineEdit>(*dialog, "ownerUser").clear();
    QVERIFY(!apply.isEnabled());
}

void GuardsDialogTest::nothingIsMadeByEnter()
{
    Desk workstation;
    GuardsDialog* dialog = open(workstation);
    QVERIFY(dialog && waitForReport(*dialog));
    const QPointer<GuardsDialog> watched(dialog);
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY(!watched); // Enter closes
    workstation.world->visit([](PracticeState& state, Timestamp) { QVERIFY(state.guards.empty()); });
}

void GuardsDialogTest::whatHoldsAGuardBackHasItsButton()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    GuardsDialog* dialog = open(workstation);
    QVERIFY(dialog && waitForReport(*dialog));
    QTRY_VERIFY(part<QPushButton>(*dialog, "cleanUp").isVisible());
    part<QPushButton>(*dialog, "cleanUp").click();
    QTRY_VERIFY(workstation.window.findChild<ChooseStep*>());
    QCOMPARE(workstation.window.pages()->page(), Page::Duplicates);
}

STEWARD_TEST(GuardsDialogTest)
#include "guards_dialog_test.moc"
