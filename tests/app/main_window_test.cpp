#include "app/page_desk.h"
#include "domain/doctor_advice.h"
#include "support/test_registry.h"

#include "app/inspector/inspector_panel.h"
#include "app/instances/instances_page.h"
#include "app/instances/waiting_bar.h"
#include "app/shell/window_foot.h"
#include "app/status/trouble_banner.h"
#include "app/style/item_roles.h"
#include "app/table/instance_table.h"
#include "wording/finding_words.h"
#include "wording/value_titles.h"

#include <QCheckBox>
#include <QClipboard>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>

using namespace steward;
using namespace steward::test;

namespace steward::main_window_test {

class MainWindowTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsThePracticeTableAndRefreshes();
    void aFailingStoreIsSaidInPlaceAndGreys();
    void closingWhileReadingNeverWaits();
    void filtersAsOneTypesAndEscShowsAll();
    void inspectsWhatDiffers();
    void copiesNoSecret();
    void welcomeHasThreeWaysIn();
    void environmentStandsInTheTitle();
    void pluralsAreWords();
};

void MainWindowTest::showsThePracticeTableAndRefreshes()
{
    Desk workstation;
    MainWindow& window = workstation.window;
    window.show();
    QCOMPARE(window.view()->model().rowCount(), 0); // nothing is read on the GUI thread
    QTRY_VERIFY(window.view()->workspace().index());
    const int before = window.view()->model().rowCount();
    QVERIFY2(before > 40, qPrintable(QString::number(before)));
    QVERIFY(window.view()->table().showInstance(cachedWith(workstation, FindingCode::DuplicateInstance)));

    workstation.world->visit([](PracticeState& state, Timestamp) {
        PracticeInstance added;
        added.listed.name = InstanceName::fromText(u"aaa-only-just-made");
        state.instances.push_back(added);
    });
    const QByteArray chosen = window.view()->table().currentRow()->identity();
    trigger(window, "actionRefresh");
    QTRY_COMPARE(window.view()->model().rowCount(), before + 1);
    QCOMPARE(window.view()->table().currentRow()->identity(), chosen);
    QCOMPARE(window.view()->table().selection().count(), 1);
}

void MainWindowTest::aFailingStoreIsSaidInPlaceAndGreys()
{
    Desk workstation(false);
    workstation.world->setFault(Store::Cache, {.failure = ErrorKind::WrongPassword});
    workstation.window.openStores(workstation.practice());
    workstation.window.show();
    QVERIFY(waitForTable(workstation));
    auto* banner = workstation.window.findChild<TroubleBanner*>();
    QVERIFY(banner->isVisible());
    const Advice advice = adviceFor(ErrorKind::WrongPassword, Store::Cache);
    QVERIFY2(textsOf(*banner).contains(advice.cause), qPrintable(textsOf(*banner)));
    QVERIFY(textsOf(*banner).contains(advice.cure));
    QVERIFY(textsOf(*workstation.window.findChild<WindowFoot*>()).contains(QStringLiteral("Cache not read")));
    const InstanceModel& model = workstation.window.view()->model();
    const QModelIndex cache = model.index(0, static_cast<int>(Column::Cache));
    QVERIFY(cache.data(UnknownRole).toBool());
    QCOMPARE(cache.data().toString(), QStringLiteral("not read"));
    QVERIFY(!model.index(0, static_cast<int>(Column::Database)).data(UnknownRole).toBool());

    // What a sentence points to is shown where the person asks for it.
    for (QToolButton* button : banner->findChildren<QToolButton*>()) {
        if (button->isVisible() && button->isCheckable())
            button->click();
    }
    QVERIFY2(textsOf(*banner).contains(errorWord(ErrorKind::WrongPassword)), qPrintable(textsOf(*banner)));

    banner->findChild<QToolButton*>()->click();
    QVERIFY(!banner->isVisible());
    trigger(workstation.window, "actionRefresh");
    QTRY_VERIFY(banner->isVisible()); // it still cannot be read
    workstation.world->setFault(Store::Cache, {});
    trigger(workstation.window, "actionRefresh");
    QTRY_VERIFY(!banner->isVisible());
    QTRY_VERIFY(!model.index(0, static_cast<int>(Column::Cache)).data(UnknownRole).toBool());
}

void MainWindowTest::closingWhileReadingNeverWaits()
{
    Desk workstation(false);
    workstation.world->setFault(Store::Server, {.delay = std::chrono::seconds(60)});
    workstation.window.openStores(workstation.practice());
    workstation.window.show();
    QVERIFY(workstation.window.view()->workspace().isReading());
    QElapsedTimer timer;
    timer.start();
    QVERIFY(workstation.window.close());
    workstation.window.showWelcome(); // the workspace goes
    QVERIFY2(timer.elapsed() < 1000, "the GUI thread waited for a worker");
    QTRY_COMPARE(workstation.runner.running(), 0);
}

void MainWindowTest::filtersAsOneTypesAndEscShowsAll()
{
    Desk workstation;
    workstation.window.show();
    QVERIFY(waitForTable(workstation));
    const InstanceModel& model = workstation.window.view()->model();
    const int all = model.rowCount();
    workstation.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&workstation.window));
    trigger(workstation.window, "actionFind");
    auto* search = workstation.window.findChild<QLineEdit*>(QStringLiteral("search"));
    QVERIFY(search->hasFocus());
    QTest::keyClicks(search, QStringLiteral("org:\"rede sorriso do\""));
    QCOMPARE(model.rowCount(), 6);
    QTest::keyClick(search, Qt::Key_Down); // on to the rows
    InstanceTable& table = workstation.window.view()->table();
    QVERIFY(table.hasFocus());
    QCOMPARE(table.currentIndex().row(), 0);
    table.selectRow(0);
    trigger(workstation.window, "actionEscape"); // first the selection
    QCOMPARE(table.selection().count(), 0);
    QCOMPARE(model.rowCount(), 6);
    trigger(workstation.window, "actionEscape"); // then the filter
    QCOMPARE(model.rowCount(), all);
    QVERIFY(search->text().isEmpty());
}

void MainWindowTest::inspectsWhatDiffers()
{
    Desk workstation;
    workstation.window.show();
    QVERIFY(waitForTable(workstation));
    const InstanceName name = cachedWith(workstation, FindingCode::CacheMismatch);
    QVERIFY(workstation.window.view()->table().showInstance(name));
    const std::vector<Finding> findings =
        workstation.window.view()->table().currentRow()->findings; // details may follow
    auto* inspector = workstation.window.findChild<InspectorPanel*>();
    for (const Finding& finding : findings)
        QTRY_VERIFY2(textsOf(*inspector).contains(findingTitle(finding.code)), qPrintable(textsOf(*inspector)));
    inspector->choose(InspectorPanel::Tab::Compare);
    auto* records = inspector->findChild<QTableWidget*>();
    int marked = 0;
    for (int line = 0; line < records->rowCount(); ++line)
        marked += records->item(line, 0)->text().contains(QStringLiteral("≠")) ? 1 : 0;
    QVERIFY(marked > 0);
    QVERIFY(records->item(0, 0)->text().contains(QStringLiteral("≠"))); // what differs comes first
    inspector->findChild<QCheckBox*>(QStringLiteral("onlyDifferences"))->click();
    QCOMPARE(records->rowCount(), marked);
}

void MainWindowTest::copiesNoSecret()
{
    Desk workstation;
    workstation.window.show();
    QVERIFY(waitForTable(workstation));
    workstation.window.view()->table().selectAll();
    QGuiApplication::clipboard()->clear();
    trigger(workstation.window, "actionCopyJson");
    QTRY_VERIFY(!QGuiApplication::clipboard()->text().isEmpty());
    const QByteArray copied = QGuiApplication::clipboard()->text().toUtf8();
    int tokens = 0;
    workstation.world->visit([&](PracticeState& state, Timestamp) {
        for (const PracticeRow& row : state.rows) {
            if (row.row.webhookToken.isEmpty())
                continue;
            ++tokens;
            QVERIFY(!copied.contains(row.row.webhookToken.reveal()));
        }
    });
    QVERIFY(tokens > 10);
}

void MainWindowTest::welcomeHasThreeWaysIn()
{
    Desk workstation(false);
    workstation.window.show();
    QVERIFY(!workstation.window.view());
    for (const char* way : {"practice", "connectServers", "openFile"})
        QVERIFY(workstation.window.findChild<QPushButton*>(QLatin1String(way))->isVisible());
    workstation.window.openProfile(QStringLiteral("there-is-none"));
    const auto isSaid = [&] {
        const QList<QLabel*> labels = workstation.window.findChildren<QLabel*>(QStringLiteral("trouble"));
        return std::any_of(labels.begin(), labels.end(), [](const QLabel* label) { return label->isVisible(); });
    };
    QTRY_VERIFY(isSaid());
    QTest::qWait(20); // the page before is gone
    workstation.window.findChild<QPushButton*>(QStringLiteral("practice"))->click();
    QVERIFY(workstation.window.view());
}

void MainWindowTest::environmentStandsInTheTitle()
{
    Desk workstation(false);
    ProfileContext stores = workstation.practice();
    stores.isPractice = false;
    stores.environment = Environment::Production;
    stores.title = QStringLiteral("<b>Clinics</b> [*] & Co");
    stores.readOnly = true;
    workstation.window.openStores(stores);
    workstation.window.show();
    const QString word = environmentTitle(Environment::Production).toUpper();
    QVERIFY(workstation.window.windowTitle().contains(word));
    QVERIFY(workstation.window.windowTitle().contains(QStringLiteral("<b>Clinics</b> [*][*] & Co"))); // shown as [*]
}

void MainWindowTest::pluralsAreWords()
{
    QCOMPARE(durationText(std::chrono::hours(24 * 3)), QStringLiteral("3 days"));
    QCOMPARE(durationText(std::chrono::minutes(54)), QStringLiteral("54 min"));
    QCOMPARE(
        QCoreApplication::translate(
            "steward::WaitingBar",
            "%n update(s) are waiting. The list keeps its order until "
            "you clear the selection.",
            nullptr, 1),
        QStringLiteral("1 update is waiting. The list keeps its order until you clear the selection."));
}

STEWARD_TEST(MainWindowTest)
} // namespace steward::main_window_test

#include "main_window_test.moc"
