#include "app/page_desk.h"
#include "support/test_registry.h"

#include "app/inspector/history_view.h"
#include "app/inspector/inspector_panel.h"
#include "app/instances/bulk_bar.h"
#include "app/instances/filter_field.h"
#include "app/instances/instances_page.h"
#include "app/instances/organizations_without.h"
#include "app/instances/views_panel.h"
#include "app/instances/waiting_bar.h"
#include "app/operations/journal_words.h"
#include "app/style/type.h"
#include "app/table/instance_table.h"
#include "workflows/journal/journal.h"
#include "workflows/read/audit_json.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QClipboard>
#include <QCompleter>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>

using namespace steward;
using namespace steward::test;

namespace steward::instances_page_test {

class InstancesPageTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listsOrganizationsWithoutAnInstance();
    void savesViewsInTheProfile();
    void updatesWaitWhileSeveralAreSelected();
    void rowsKeepTheirPlaceWhileOneClicks();
    void tellsWhatEachActionWouldDo();
    void tellsTheHistory();
    void copiesCellRowAndSelection();
    void narrowWindowsKeepWhatMatters();
    void theFilterProposesAndHints();
    void enterOpensTheInspectorAndKeysItsTabs();
};

void InstancesPageTest::listsOrganizationsWithoutAnInstance()
{
    Desk workstation(false);
    const OrganizationId added = OrganizationId::create();
    workstation.world->visit([&added](PracticeState& state, Timestamp) {
        state.organizations.push_back({added, QStringLiteral("Clínica Ainda Sem"), true});
    });
    workstation.window.openStores(workstation.practice());
    workstation.window.show();
    QVERIFY(waitForTable(workstation));
    auto* views = workstation.window.findChild<ViewsPanel*>();
    QVERIFY(views->choose(QLatin1String(withoutInstanceId)));
    auto* list = workstation.window.findChild<OrganizationsWithout*>();
    QVERIFY(list->isVisible());
    workstation.window.findChild<QLineEdit*>(QStringLiteral("search"))->setText(QStringLiteral("clinica ainda"));
    QCOMPARE(list->shown(), 1);
    QSignalSpy wanted(list, &OrganizationsWithout::createWanted);
    list->setCurrentIndex(list->model()->index(0, 0));
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.front().front().value<OrganizationId>(), added);
}

void InstancesPageTest::savesViewsInTheProfile()
{
    Desk workstation;
    workstation.window.show();
    QVERIFY(waitForTable(workstation));
    auto* views = workstation.window.findChild<ViewsPanel*>();
    auto* search = workstation.window.findChild<QLineEdit*>(QStringLiteral("search"));
    views->choose(QStringLiteral("attention"));
    search->setText(QStringLiteral("sorriso"));
    const int shown = workstation.window.view()->model().rowCount();
    QVERIFY(shown > 0);
    Q_EMIT views->saveWanted();
    QCOMPARE(views->saved().size(), size_t{1});
    QVERIFY(search->text().isEmpty()); // the view says it from now on
    QCOMPARE(workstation.window.view()->model().rowCount(), shown);
    // Its name is typed in place.
    auto* editor = views->findChild<QLineEdit*>();
    QVERIFY(editor);
    editor->setText(QStringLiteral("Our clinic"));
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(views->saved().front().title, QStringLiteral("Our clinic"));

    workstation.window.openStores(workstation.practice()); // it comes back, and is shown
    QVERIFY(waitForTable(workstation));
    views = workstation.window.view()->findChild<ViewsPanel*>();
    QCOMPARE(views->saved().size(), size_t{1});
    QCOMPARE(views->view().title, QStringLiteral("Our clinic"));
    QCOMPARE(workstation.window.view()->model().rowCount(), shown);
    workstation.window.openStores(workstation.practice(), QStringLiteral("another-profile"));
    QVERIFY(workstation.window.view()->findChild<ViewsPanel*>()->saved().empty());
}

/// While several are selected a new reading moves, adds and takes away no row; how many updates wait is said.
void InstancesPageTest::updatesWaitWhileSeveralAreSelected()
{
    Desk workstation;
    workstation.window.show();
    QVERIFY(waitForTable(workstation));
    InstancesPage& page = workstation.window.view()->instances();
    const auto names = [&page] {
        QStringList all;
        for (int row = 0; row < page.model().rowCount(); ++row)
            all << page.model().row(row).title();
        return all;
    };
    page.table().setSelected(2, true);
    page.table().setSelected(4, true);
    const QStringList before = names();
    const auto addThree = [](PracticeState& state, Timestamp) {
        for (int more = 0; more < 3; ++more) {
            PracticeInstance added;
            added.listed.name = InstanceName::fromText(QStringLiteral("aaa-%1").arg(more));
            state.instances.push_back(added);
        }
    };
    workstation.world->visit(addThree);
    trigger(workstation.window, "actionRefresh");
    auto* bar = workstation.window.findChild<WaitingBar*>();
    QTRY_VERIFY(bar->isVisible());
    QVERIFY2(textsOf(*bar).contains(QStringLiteral("3 updates are waiting")), qPrintable(textsOf(*bar)));
    QCOMPARE(names(), before);
    QCOMPARE(page.table().selectedRows().size(), size_t{2});
    bar->findChild<QPushButton*>(QStringLiteral("showWaiting"))->click();
    QVERIFY(!bar->isVisible());
    QCOMPARE(names().size(), before.size() + 3);
    QCOMPARE(page.table().selectedRows().size(), size_t{2}); // they stay selected

    workstation.world->visit([](PracticeState& state, Timestamp) {
        std::erase_if(state.instances, [](const PracticeInstance& instance) {
            return instance.listed.name.utf8().startsWith("aaa-");
        });
    });
    trigger(workstation.window, "actionRefresh");
    QTRY_VERIFY(bar->isVisible());
    trigger(workstation.window, "actionEscape"); // Esc: the selection goes, and what waits is shown
    QTRY_VERIFY(!bar->isVisible());
    QTRY_COMPARE(names().size(), before.size());
}

/// Between pressing and letting go no row moves, so that a click is on the row that was under the pointer.
void InstancesPageTest::rowsKeepTheirPlaceWhileOneClicks()
{
    Desk workstation;
    workstation.window.show();
    QVERIFY(waitForTable(workstation));
    InstancesPage& page = workstation.window.view()->instances();
    Workspace& workspace = workstation.window.view()->workspace();
    const auto names = [&page] {
        QStringList all;
        for (int row = 0; row < page.model().rowCount(); ++row)
            all << page.model().row(row).title();
        return all;
    };
    const QStringList before = names();
    const QPoint third = page.table().visualRect(page.model().index(2, static_cast<int>(Column::State))).center();
    QTest::mousePress(page.table().viewport(), Qt::LeftButton, {}, third);
    const InstanceName added = InstanceName::fromText(u"aaa-only-just-made");
    workstation.world->visit([&added](PracticeState& state, Timestamp) {
        PracticeInstance instance;
        instance.listed.name = added;
        state.instances.push_back(instance);
    });
    trigger(workstation.window, "actionRefresh");
    QTRY_VERIFY(workspace.index()->audit().find(added));
    QCOMPARE(names(), before);
    QVERIFY(page.table().isHeld());
    QTest::mouseRelease(page.table().viewport(), Qt::LeftButton, {}, third);
    QCOMPARE(page.table().currentRow()->title(), before.at(2));
    QTRY_COMPARE(names().size(), before.size() + 1);
    QCOMPARE(page.table().currentRow()->title(), before.at(2));
    QCOMPARE(page.table().selection().count(), 1);
}

void InstancesPageTest::tellsWhatEachActionWouldDo()
{
    Desk workstation;
    workstation.window.show();
    QVERIFY(waitForTable(workstation));
    InstancesPage& page = workstation.window.view()->instances();
    auto* bulk = workstation.window.findChild<BulkBar*>();
    QVERIFY(!bulk->isVisible());
    page.table().selectRow(0);
    QVERIFY(!bulk->isVisible());
    const int height = page.table().y();
    page.table().selectAll();
    QVERIFY(bulk->isVisible());
    QCOMPARE(page.table().y(), height); // nothing moves
    const auto* several = workstation.window.findChild<SeveralView*>();
    QTRY_VERIFY(textsOf(*several).contains(QStringLiteral("What each action does")));
    const QString words = textsOf(*several);
    for (const char* action : {"Repair…", "Pair…", "Disable…", "Delete…"})
        QVERIFY2(words.contains(QString::fromUtf8(action)), action);
    const QString of = QStringLiteral(" of %1").arg(page.model().rowCount());
    QVERIFY2(words.contains(of), qPrintable(words));
    QVERIFY(words.contains(QStringLiteral("have no row")));
    QVERIFY(words.contains(QStringLiteral("of them are connected")));
    for (const char* button : {"repair", "pair", "disable", "remove"})
        QVERIFY2(bulk->findChild<QPushButton*>(QLatin1String(button))->isEnabled(), button);
    bulk->findChild<QPushButton*>(QStringLiteral("clear"))->click();
    QVERIFY(!bulk->isVisible());
    QCOMPARE(page.table().selection().count(), 0);
}

/// What the stores say of its past, and what the journal of this computer does; damage is said.
void InstancesPageTest::tellsTheHistory()
{
    Desk workstation(false);
    ProfileContext stores = workstation.practice();
    stores.journalPath = workstation.folder.filePath(QStringLiteral("journal"));
    workstation.window.openStores(stores);
    workstation.window.show();
    QVERIFY(waitForTable(workstation));
    const InstanceName name = cachedWith(workstation, FindingCode::CacheMismatch);
    {
        const auto journal = Journal::open(stores.journalPath, Role::Administrator);
        QVERIFY(journal);
        auto operation = (*journal)->begin(
            {QStringLiteral("disable"), stores.profileId, QStringLiteral("reception"), QStringLiteral("Disable")});
        QVERIFY(operation);
        QVERIFY(operation->writeIntents({{JournalAction::LogOut, name.text()}}));
        QVERIFY(operation->finish(OperationOutcome::Refused));
    }
    QVERIFY(workstation.window.view()->table().showInstance(name));
    InspectorPanel& inspector = workstation.window.view()->instances().inspector();
    inspector.choose(InspectorPanel::Tab::History);
    auto* history = inspector.findChild<HistoryView*>();
    QTRY_VERIFY2(textsOf(*history).contains(QStringLiteral("reception")), qPrintable(textsOf(*history)));
    QVERIFY(textsOf(*history).contains(journalKindText(QStringLiteral("disable"))));
    QVERIFY(textsOf(*history).contains(QStringLiteral("Row created")));
    QVERIFY(inspector.findChild<QPushButton*>(QStringLiteral("journal"))->isEnabled());
    // Another one has a history of its own.
    QVERIFY(workstation.window.view()->table().showInstance(cachedWith(workstation, FindingCode::DuplicateInstance)));
    QTest::qWait(50);
    QVERIFY(!textsOf(*history).contains(QStringLiteral("reception")));
}

void InstancesPageTest::copiesCellRowAndSelection()
{
    Desk workstation;
    workstation.window.show();
    QVERIFY(waitForTable(workstation));
    InstancesPage& page = workstation.window.view()->instances();
    page.search(QStringLiteral("\"rede sorriso do\""));
    QCOMPARE(page.model().rowCount(), 6);
    page.table().selectRow(1);
    const auto pick = [&](Column column, const QString& words) {
        const QRect cell = page.table().visualRect(page.model().index(1, static_cast<int>(column)));
        Q_EMIT page.table().customContextMenuRequested(cell.center());
        const QPointer<QMenu> menu = page.findChildren<QMenu*>(QString(), Qt::FindDirectChildrenOnly).last();
        for (QAction* action : menu->actions()) {
            if (action->text() == words)
                action->trigger();
        }
        delete menu;
        return QGuiApplication::clipboard()->text();
    };
    const QString organization = page.model().index(1, static_cast<int>(Column::Organization)).data().toString();
    QCOMPARE(pick(Column::Organization, QStringLiteral("Copy organization")), organization);
    const QString row = pick(Column::Organization, QStringLiteral("Copy row"));
    QVERIFY2(row.startsWith(organization + QLatin1Char('\t')), qPrintable(row));
    QCOMPARE(row.count(QLatin1Char('\n')), 0);
    page.table().selectAll();
    const QString all = pick(Column::State, QStringLiteral("Copy 6 rows"));
    QCOMPARE(all.count(QLatin1Char('\n')), 5);
    QVERIFY(all.contains(row));
}

void InstancesPageTest::narrowWindowsKeepWhatMatters()
{
    Desk workstation;
    workstation.window.show();
    QVERIFY(waitForTable(workstation));
    InstancesPage& page = workstation.window.view()->instances();
    auto* views = workstation.window.findChild<ViewsPanel*>();
    const auto width = [&](int design) {
        workstation.window.resize(scaled(design), scaled(700));
        QTest::qWait(20);
    };
    width(1440);
    QVERIFY(views->isVisibleTo(&page) && page.inspector().isVisibleTo(&page));
    width(1100);
    QVERIFY(!views->isVisibleTo(&page) && page.inspector().isVisibleTo(&page) && page.table().isVisibleTo(&page));
    width(900);
    QVERIFY(page.table().isVisibleTo(&page) && !page.inspector().isVisibleTo(&page));
    page.table().selectRow(0);
    QTest::keyClick(&page.table(), Qt::Key_Return); // it opens in place of the table
    QVERIFY(!page.table().isVisibleTo(&page) && page.inspector().isVisibleTo(&page));
    page.escape();
    QVERIFY(page.table().isVisibleTo(&page) && !page.inspector().isVisibleTo(&page));
}

void InstancesPageTest::theFilterProposesAndHints()
{
    Desk workstation;
    workstation.window.show();
    QVERIFY(waitForTable(workstation));
    auto* search = workstation.window.findChild<FilterField*>();
    search->setFocus();
    QTest::keyClicks(search, QStringLiteral("sta"));
    auto* popup = search->findChild<QCompleter*>()->popup();
    QVERIFY(popup->isVisible());
    QVERIFY(popup->model()->index(0, 0).data().toString().startsWith(QStringLiteral("state:")));
    popup->hide();
    search->setText(QStringLiteral("since:"));
    QVERIFY(search->hint().contains(QStringLiteral(">30d")));
    QVERIFY(!search->property("error").toBool());
    search->setText(QStringLiteral("state:opem"));
    QVERIFY(search->property("error").toBool());
    QVERIFY(search->toolTip().contains(QStringLiteral("connected")));
    QCOMPARE(workstation.window.view()->model().rowCount(), 0);
}

void InstancesPageTest::enterOpensTheInspectorAndKeysItsTabs()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    workstation.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&workstation.window));
    InstancesPage& page = workstation.window.view()->instances();
    InspectorPanel& inspector = page.inspector();
    const InstanceName name = cachedWith(workstation, FindingCode::CacheMismatch);
    QVERIFY(page.table().showInstance(name));
    inspector.findChild<QPushButton*>(QStringLiteral("close"))->click();
    QVERIFY(!inspector.isVisible());
    page.table().setFocus();
    QTest::keyClick(&page.table(), Qt::Key_Return);
    QVERIFY(inspector.isVisible());
    using enum InspectorPanel::Tab;
    QCOMPARE(inspector.tab(), Summary);
    for (const InspectorPanel::Tab next : {Compare, History, Raw}) {
        QTest::keyClick(&page.table(), Qt::Key_Tab, Qt::ControlModifier);
        QCOMPARE(inspector.tab(), next);
    }
    // The raw record: whole, as the command line writes it, and only to be read.
    const auto* raw = inspector.findChild<QPlainTextEdit*>(QStringLiteral("json"));
    QVERIFY(raw->isVisible() && raw->isReadOnly());
    const auto isWhole = [&] { // details may follow
        const QJsonObject record = QJsonDocument::fromJson(raw->toPlainText().toUtf8()).object();
        return record == auditRowJson(page.index()->audit(), *page.table().currentRow());
    };
    QTRY_VERIFY2(isWhole(), qPrintable(raw->toPlainText()));
    QVERIFY(raw->toPlainText().contains(name.text()));
    QTest::keyClick(&page.table(), Qt::Key_Tab, Qt::ControlModifier);
    QCOMPARE(inspector.tab(), Summary);
}

STEWARD_TEST(InstancesPageTest)
} // namespace steward::instances_page_test

#include "instances_page_test.moc"
