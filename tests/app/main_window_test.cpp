#include "app/desk.h"
#include "domain/doctor_advice.h"
#include "support/test_registry.h"

#include "app/organizations/organizations_panel.h"
#include "app/status/trouble_banner.h"
#include "app/style/item_roles.h"
#include "app/table/instance_table.h"

#include <QAction>
#include <QClipboard>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>

using namespace steward;
using namespace steward::test;

namespace {

void trigger(MainWindow& window, const char* action)
{
    auto* found = window.findChild<QAction*>(QLatin1String(action));
    QVERIFY(found);
    QVERIFY2(found->isEnabled(), action);
    found->trigger();
}

bool waitForTable(Desk& desk)
{
    return QTest::qWaitFor([&] { return desk.window.view()->workspace().index() != nullptr; });
}

QString textsOf(const QWidget& widget)
{
    QStringList texts;
    for (const QLabel* label : widget.findChildren<QLabel*>()) {
        if (!label->isHidden())
            texts << label->text();
    }
    return texts.join(QLatin1Char('\n'));
}

InstanceName firstWith(Desk& desk, FindingCode finding)
{
    for (const AuditRow& row : desk.window.view()->workspace().index()->audit().rows()) {
        if (row.has(finding) && row.kind == RowKind::Instance && row.cacheEntry())
            return row.name;
    }
    return {};
}

} // namespace

class MainWindowTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsThePracticeTableAndRefreshes();
    void aFailingStoreIsSaidInPlaceAndGreys();
    void closingWhileReadingNeverWaits();
    void filtersAsOneTypesAndEscShowsAll();
    void inspectsWhatDiffers();
    void copiesNoSecret();
    void firstRunHasThreeWaysIn();
    void environmentStandsInTitleFrameAndFoot();
    void pluralsAreWords();
};

void MainWindowTest::showsThePracticeTableAndRefreshes()
{
    Desk desk;
    MainWindow& window = desk.window;
    window.show();
    QCOMPARE(window.view()->model().rowCount(), 0); // nothing is read on the GUI thread
    QTRY_VERIFY(window.view()->workspace().index());
    const int before = window.view()->model().rowCount();
    QVERIFY2(before > 40, qPrintable(QString::number(before)));
    QVERIFY(window.view()->table().showInstance(firstWith(desk, FindingCode::DuplicateInstance)));

    desk.world->visit([](PracticeState& state, Timestamp) {
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
    Desk desk(false);
    desk.world->setFault(Store::Cache, {.failure = ErrorKind::WrongPassword});
    desk.window.openStores(desk.practice());
    desk.window.show();
    QVERIFY(waitForTable(desk));
    auto* banner = desk.window.findChild<TroubleBanner*>();
    QVERIFY(banner->isVisible());
    const Advice advice = adviceFor(ErrorKind::WrongPassword, Store::Cache);
    QVERIFY2(textsOf(*banner).contains(advice.cause), qPrintable(textsOf(*banner)));
    QVERIFY(textsOf(*banner).contains(advice.cure));
    QVERIFY(textsOf(*desk.window.statusBar()).contains(QStringLiteral("Cache not read")));
    const InstanceModel& model = desk.window.view()->model();
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
    trigger(desk.window, "actionRefresh");
    QTRY_VERIFY(banner->isVisible()); // it still cannot be read
    desk.world->setFault(Store::Cache, {});
    trigger(desk.window, "actionRefresh");
    QTRY_VERIFY(!banner->isVisible());
    QTRY_VERIFY(!model.index(0, static_cast<int>(Column::Cache)).data(UnknownRole).toBool());
}

void MainWindowTest::closingWhileReadingNeverWaits()
{
    Desk desk(false);
    desk.world->setFault(Store::Server, {.delay = std::chrono::seconds(60)});
    desk.window.openStores(desk.practice());
    desk.window.show();
    QVERIFY(desk.window.view()->workspace().isReading());
    QElapsedTimer timer;
    timer.start();
    QVERIFY(desk.window.close());
    desk.window.showFirstRun(); // the workspace goes
    QVERIFY2(timer.elapsed() < 1000, "the GUI thread waited for a worker");
    QTRY_COMPARE(desk.runner.running(), 0);
}

void MainWindowTest::filtersAsOneTypesAndEscShowsAll()
{
    Desk desk;
    desk.window.show();
    QVERIFY(waitForTable(desk));
    const InstanceModel& model = desk.window.view()->model();
    const int all = model.rowCount();
    desk.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&desk.window));
    trigger(desk.window, "actionFind");
    auto* search = desk.window.findChild<QLineEdit*>(QStringLiteral("search"));
    QVERIFY(search->hasFocus());
    QTest::keyClicks(search, QStringLiteral("org:\"rede sorriso do\""));
    QCOMPARE(model.rowCount(), 6);
    auto* organizations = desk.window.findChild<OrganizationsPanel*>();
    organizations->choose(model.row(0).organizationId);
    QCOMPARE(model.filter().organization, std::optional(model.row(0).organizationId));
    trigger(desk.window, "actionShowAll");
    QCOMPARE(model.rowCount(), all);
    QVERIFY(search->text().isEmpty());
}

void MainWindowTest::inspectsWhatDiffers()
{
    Desk desk;
    desk.window.show();
    QVERIFY(waitForTable(desk));
    const InstanceName name = firstWith(desk, FindingCode::CacheMismatch);
    QVERIFY(desk.window.view()->table().showInstance(name));
    const std::vector<Finding> findings = desk.window.view()->table().currentRow()->findings; // details may follow
    const auto* inspector = desk.window.findChild<QWidget*>(QStringLiteral("inspector"));
    for (const Finding& finding : findings)
        QTRY_VERIFY2(textsOf(*inspector).contains(findingRepair(finding.code)), qPrintable(textsOf(*inspector)));
    const auto* records = inspector->findChild<QTableWidget*>();
    int marked = 0;
    for (int line = 0; line < records->rowCount(); ++line)
        marked += records->item(line, 0)->text().contains(QStringLiteral("≠")) ? 1 : 0;
    QVERIFY(marked > 0);
}

void MainWindowTest::copiesNoSecret()
{
    Desk desk;
    desk.window.show();
    QVERIFY(waitForTable(desk));
    desk.window.view()->table().selectAll();
    QGuiApplication::clipboard()->clear();
    trigger(desk.window, "actionCopyJson");
    QTRY_VERIFY(!QGuiApplication::clipboard()->text().isEmpty());
    const QByteArray copied = QGuiApplication::clipboard()->text().toUtf8();
    int tokens = 0;
    desk.world->visit([&](PracticeState& state, Timestamp) {
        for (const PracticeRow& row : state.rows) {
            if (row.row.webhookToken.isEmpty())
                continue;
            ++tokens;
            QVERIFY(!copied.contains(row.row.webhookToken.reveal()));
        }
    });
    QVERIFY(tokens > 10);
}

void MainWindowTest::firstRunHasThreeWaysIn()
{
    Desk desk(false);
    desk.window.show();
    QVERIFY(!desk.window.view());
    for (const char* way : {"practice", "connectServers", "openFile"})
        QVERIFY(desk.window.findChild<QPushButton*>(QLatin1String(way))->isVisible());
    desk.window.openProfile(QStringLiteral("there-is-none"));
    const auto isSaid = [&] {
        const QList<QLabel*> labels = desk.window.findChildren<QLabel*>(QStringLiteral("trouble"));
        return std::any_of(labels.begin(), labels.end(), [](const QLabel* label) { return label->isVisible(); });
    };
    QTRY_VERIFY(isSaid());
    QTest::qWait(20); // the page before is gone
    desk.window.findChild<QPushButton*>(QStringLiteral("practice"))->click();
    QVERIFY(desk.window.view());
}

void MainWindowTest::environmentStandsInTitleFrameAndFoot()
{
    Desk desk(false);
    StoreSet stores = desk.practice();
    stores.isPractice = false;
    stores.environment = Environment::Production;
    stores.title = QStringLiteral("<b>Clinics</b> [*] & Co");
    stores.readOnly = true;
    desk.window.openStores(stores);
    desk.window.show();
    const QString word = environmentTitle(Environment::Production).toUpper();
    QVERIFY(desk.window.windowTitle().contains(word));
    QVERIFY(desk.window.windowTitle().contains(QStringLiteral("<b>Clinics</b> [*][*] & Co"))); // shown as [*]
    QVERIFY(textsOf(*desk.window.statusBar()).contains(word));
    const QString frame = textsOf(*desk.window.centralWidget());
    QVERIFY(frame.contains(word));
    QVERIFY(frame.contains(QStringLiteral("<b>Clinics</b> [*] & Co")));
    QVERIFY(frame.contains(QStringLiteral("read only")));
}

void MainWindowTest::pluralsAreWords()
{
    QCOMPARE(durationText(std::chrono::hours(24 * 3)), QStringLiteral("3 days"));
    QCOMPARE(durationText(std::chrono::minutes(54)), QStringLiteral("54 min"));
    QCOMPARE(
        QCoreApplication::translate("steward::OrganizationsPanel", "%n organization(s)", nullptr, 1),
        QStringLiteral("1 organization"));
}

STEWARD_TEST(MainWindowTest)
#include "main_window_test.moc"
