#include "app/every_page.h"
#include "app/page_desk.h"
#include "support/test_registry.h"

#include "app/components/banner.h"
#include "app/components/empty_state.h"
#include "app/components/problem_card.h"
#include "app/instances/empty_rows.h"
#include "app/instances/views_panel.h"
#include "app/status/trouble_banner.h"

#include <QAbstractItemModel>

using namespace steward;
using namespace steward::test;

namespace steward::page_states_test {

namespace {

/// The empty state that is in sight below a widget, in words.
QString emptyWordsOf(const QWidget& in)
{
    QStringList words; // the inspector's beside the rows' own
    for (const EmptyState* state : in.findChildren<EmptyState*>()) {
        if (state->isVisible())
            words << labelsOf(*state);
    }
    return words.join(QLatin1Char('\n'));
}

QPushButton* visibleButton(const QWidget& in, const char* name)
{
    for (QPushButton* each : in.findChildren<QPushButton*>(QLatin1String(name))) {
        if (each->isVisible())
            return each;
    }
    return nullptr;
}

void empty(Desk& workstation)
{
    workstation.world->visit([](PracticeState& state, Timestamp) {
        state.instances.clear();
        state.rows.clear();
        state.entries.clear();
        state.residues.clear();
    });
}

int noticesAbout(const TroubleBanner& banner, const QString& title)
{
    int count = 0;
    for (const QLabel* label : banner.findChildren<QLabel*>())
        count += label->isVisible() && label->text().contains(title) ? 1 : 0;
    return count;
}

} // namespace

/// What the pages show while there is nothing, while it is being read, and where it could not be.
class PageStatesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whileItIsRead();
    void nothingMatches();
    void everythingAgrees();
    void noInstancesYet();
    void noInstanceChosen();
    void noSavedViews();
    void noDuplicates();
    void aSharedNumberIsADuplicateToo();
    void aStoreThatIsDownIsSaidOnce_data();
    void aStoreThatIsDownIsSaidOnce();
    void whatWasReadInPartIsCalledSo();
    void unreadIsNoNumber();
    void whatNeedsAnUnreadStoreIsOff();
    void problemsNameInstancesAsTheTableDoes();
    void theDoctorIsOpened();
    void longSentencesWrapInABanner();
};

void PageStatesTest::whileItIsRead()
{
    Desk workstation(false);
    for (const Store store : {Store::Server, Store::Database, Store::Cache})
        workstation.world->setFault(store, {.failure = {}, .delay = std::chrono::milliseconds(400)});
    workstation.window.openStores(workstation.practice());
    workstation.window.show();
    for (const Page page : {Page::Overview, Page::Instances}) {
        workstation.window.pages()->show(page);
        const QString words = emptyWordsOf(*workstation.window.pages());
        QVERIFY2(words.contains(QStringLiteral("being read")), qPrintable(words));
    }
    QTRY_VERIFY(workstation.window.view()->workspace().index());
    QVERIFY(!workstation.window.findChild<EmptyRows*>()->isVisible());
    // One that was stopped before its end has its way on.
    workstation.window.openStores(workstation.practice());
    workstation.window.view()->workspace().stop();
    QTRY_VERIFY(!workstation.window.view()->workspace().isReading());
    workstation.window.pages()->show(Page::Instances);
    auto* again = visibleButton(*workstation.window.findChild<EmptyRows*>(), "readAgain");
    QVERIFY(again);
    again->click();
    QTRY_VERIFY(workstation.window.view()->workspace().index());
}

void PageStatesTest::nothingMatches()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const int all = workstation.window.view()->model().rowCount();
    workstation.window.view()->instances().search(QStringLiteral("silvia"));
    const auto& rows = *workstation.window.findChild<EmptyRows*>();
    QVERIFY(rows.isVisible());
    QVERIFY2(emptyWordsOf(rows).contains(QStringLiteral("Nothing matches “silvia”")), qPrintable(emptyWordsOf(rows)));
    visibleButton(rows, "clearFilter")->click();
    QCOMPARE(workstation.window.view()->model().rowCount(), all);
    QVERIFY(!rows.isVisible());
    // A view that has none says so, and leads back.
    workstation.world->visit([](PracticeState& state, Timestamp) {
        for (PracticeRow& row : state.rows)
            row.row.isProtected = false;
    });
    workstation.window.findChild<ViewsPanel*>()->choose(QStringLiteral("protected"));
    QTRY_VERIFY(rows.isVisible());
    visibleButton(rows, "showAll")->click();
    QCOMPARE(workstation.window.view()->model().rowCount(), all);
}

void PageStatesTest::everythingAgrees()
{
    Desk workstation(false);
    empty(workstation);
    const std::vector<InstanceName> names = addInstances(workstation, 3);
    workstation.world->visit([&names](PracticeState& state, Timestamp) {
        for (size_t place = 0; place < names.size(); ++place) {
            state.rows[place].row.organizationId = state.organizations[place].id;
            state.entries[place].entry.organizationId = state.organizations[place].id;
        }
    });
    workstation.window.openStores(workstation.practice());
    QVERIFY(waitForTable(workstation));
    workstation.window.findChild<ViewsPanel*>()->choose(QStringLiteral("attention"));
    const auto& rows = *workstation.window.findChild<EmptyRows*>();
    QTRY_COMPARE(static_cast<int>(rows.reason()), static_cast<int>(EmptyRows::Reason::AllAgree));
    QVERIFY2(
        emptyWordsOf(rows).contains(QStringLiteral("All 3 instances say the same")), qPrintable(emptyWordsOf(rows)));
}

void PageStatesTest::noInstancesYet()
{
    Desk workstation(false);
    empty(workstation);
    workstation.window.openStores(workstation.practice());
    QVERIFY(waitForTable(workstation));
    const auto& rows = *workstation.window.findChild<EmptyRows*>();
    QVERIFY2(emptyWordsOf(rows).contains(QStringLiteral("No instances yet")), qPrintable(emptyWordsOf(rows)));
    QVERIFY(visibleButton(rows, "createFirst")->isEnabled() && visibleButton(rows, "createFromList")->isEnabled());
    // Where nothing may be changed it says why; where a store was not read, that there may be some.
    ProfileContext readOnly = workstation.practice();
    readOnly.readOnly = true;
    workstation.window.openStores(readOnly);
    QVERIFY(waitForTable(workstation));
    const auto& closed = *workstation.window.pages()->findChild<EmptyRows*>();
    QVERIFY(!visibleButton(closed, "createFirst")->isEnabled());
    QVERIFY(!visibleButton(closed, "createFirst")->toolTip().isEmpty());
    workstation.world->setFault(Store::Database, {.failure = ErrorKind::Refused});
    workstation.window.view()->workspace().refresh();
    QTRY_VERIFY(emptyWordsOf(closed).contains(QStringLiteral("there may be some")));
    QVERIFY(!emptyWordsOf(closed).contains(QStringLiteral("No instances yet")));
}

void PageStatesTest::noInstanceChosen()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    workstation.window.view()->table().deselectAll();
    workstation.window.view()->table().setCurrentIndex({});
    const QString words = emptyWordsOf(workstation.window.view()->instances().inspector());
    QVERIFY2(words.contains(QStringLiteral("No instance chosen")), qPrintable(words));
}

void PageStatesTest::noSavedViews()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    workstation.window.pages()->show(Page::Instances);
    workstation.window.view()->instances().search(QStringLiteral("sorriso"));
    auto& views = *workstation.window.findChild<ViewsPanel*>();
    QVERIFY2(emptyWordsOf(views).contains(QStringLiteral("No saved views")), qPrintable(emptyWordsOf(views)));
    // All of it has room below the heading, in the width that the sidebar has.
    const auto* words = views.findChild<EmptyState*>();
    QTRY_VERIFY(words->height() >= words->minimumSizeHint().height());
    QVERIFY(words->width() <= views.viewport()->width());
    QPushButton* save = visibleButton(views, "saveThisView");
    QVERIFY(save);
    save->click();
    QCOMPARE(views.saved().size(), size_t{1});
    QVERIFY2(views.saved().front().query.contains(QStringLiteral("sorriso")), qPrintable(views.saved().front().query));
    QTRY_VERIFY2(emptyWordsOf(views).isEmpty(), qPrintable(emptyWordsOf(views)));
    // The last one that is removed leaves it as it was before.
    views.setSaved({});
    QTRY_VERIFY(visibleButton(views, "saveThisView"));
    QVERIFY(views.saved().empty());
}

void PageStatesTest::noDuplicates()
{
    Desk workstation(false);
    empty(workstation);
    workstation.window.openStores(workstation.practice());
    QVERIFY(waitForTable(workstation));
    workstation.window.pages()->show(Page::Duplicates);
    QVERIFY2(
        emptyWordsOf(*workstation.window.pages()).contains(QStringLiteral("No duplicates")),
        qPrintable(emptyWordsOf(*workstation.window.pages())));
    // What was not read says nothing of the kind.
    workstation.world->setFault(Store::Server, {.failure = ErrorKind::Refused});
    workstation.window.view()->workspace().refresh();
    QTRY_VERIFY(!workstation.window.view()->workspace().isReading());
    QVERIFY(
        !labelsOf(*workstation.window.pages()).contains(QStringLiteral("Every organization has one instance")) ||
        !emptyWordsOf(*workstation.window.pages()).contains(QStringLiteral("No duplicates")));
}

/// Where no organization has two, and two have one number: the page shows that group, and says nothing of none.
void PageStatesTest::aSharedNumberIsADuplicateToo()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const Workspace& workspace = workstation.window.view()->workspace();
    QStringList shared;
    for (const AuditRow& row : workspace.index()->audit().rows()) {
        if (row.has(FindingCode::DuplicatePhone) && !row.has(FindingCode::DuplicateInstance))
            shared << row.name.text();
    }
    QVERIFY(shared.size() >= 2);
    workstation.world->visit([&](PracticeState& state, Timestamp) {
        const auto isOther = [&](const InstanceName& name) { return !shared.contains(name.text()); };
        std::erase_if(state.instances, [&](const PracticeInstance& each) { return isOther(each.listed.name); });
        std::erase_if(state.rows, [&](const PracticeRow& each) { return isOther(each.row.name()); });
        std::erase_if(state.entries, [&](const PracticeEntry& each) { return isOther(each.entry.name); });
    });
    workstation.window.view()->workspace().refresh();
    QTRY_COMPARE(workspace.index()->counts().all, shared.size());
    workstation.window.pages()->show(Page::Duplicates);
    QVERIFY2(
        !emptyWordsOf(*workstation.window.pages()).contains(QStringLiteral("No duplicates")),
        qPrintable(emptyWordsOf(*workstation.window.pages())));
    const auto* page = workstation.window.findChild<PlanPage*>();
    QVERIFY(page);
    const auto* groups = page->findChild<QListView*>(QStringLiteral("groups"))->model();
    QTRY_COMPARE(groups->rowCount(), 1);
}

void PageStatesTest::aStoreThatIsDownIsSaidOnce_data()
{
    QTest::addColumn<int>("store");
    QTest::addColumn<QString>("title");
    QTest::newRow("server") << static_cast<int>(Store::Server) << QStringLiteral("The server cannot be reached");
    QTest::newRow("database") << static_cast<int>(Store::Database) << QStringLiteral("The database cannot be reached");
    QTest::newRow("cache") << static_cast<int>(Store::Cache) << QStringLiteral("The cache cannot be reached");
}

/// Over every page, once, with its button; and what it is about is concluded nowhere.
void PageStatesTest::aStoreThatIsDownIsSaidOnce()
{
    QFETCH(const int, store);
    QFETCH(const QString, title);
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    workstation.world->setFault(static_cast<Store>(store), {.failure = ErrorKind::Refused});
    workstation.window.view()->workspace().refresh();
    QTRY_VERIFY(!workstation.window.view()->workspace().isReading());
    const QList<TroubleBanner*> banners = workstation.window.findChildren<TroubleBanner*>();
    QCOMPARE(banners.size(), 1);
    for (int page = 0; page < pageCount; ++page) {
        workstation.window.pages()->show(static_cast<Page>(page));
        QVERIFY(banners.front()->isVisible());
        QCOMPARE(noticesAbout(*banners.front(), title), 1);
        QCOMPARE(noticesAbout(*banners.front(), QStringLiteral("Nothing is concluded")), 1);
    }
    QPushButton* again = nullptr;
    for (QPushButton* each : banners.front()->findChildren<QPushButton*>()) {
        if (each->isVisible() && each->text().contains(QStringLiteral("again")))
            again = each;
    }
    QVERIFY(again);
    workstation.world->setFault(static_cast<Store>(store), {});
    again->click();
    QTRY_VERIFY(!banners.front()->isVisible());
}

/// Something of it came: that nobody could be reached would not be true.
void PageStatesTest::whatWasReadInPartIsCalledSo()
{
    TroubleBanner banner;
    StoreState state;
    state.phase = StoreState::Phase::Failed;
    state.error = Error{ErrorKind::TimedOut, QStringLiteral("It took too long."), {}};
    state.error->inPart = true;
    banner.setState(Store::Cache, state);
    banner.show();
    QCOMPARE(noticesAbout(banner, QStringLiteral("The cache was read in part only")), 1);
    QCOMPARE(noticesAbout(banner, QStringLiteral("It counts as not read.")), 1);
    QCOMPARE(noticesAbout(banner, QStringLiteral("cannot be reached")), 0);
    QCOMPARE(noticesAbout(banner, QStringLiteral("Nothing is concluded")), 0);
}

void PageStatesTest::unreadIsNoNumber()
{
    Desk workstation(false);
    workstation.world->setFault(Store::Server, {.failure = ErrorKind::Refused});
    workstation.window.openStores(workstation.practice());
    QVERIFY(waitForTable(workstation));
    const auto* count = workstation.window.findChild<QLabel*>(QStringLiteral("viewCount"));
    QVERIFY2(count->text().endsWith(QStringLiteral("shown, server unknown")), qPrintable(count->text()));
    const QAbstractItemModel& views = *workstation.window.findChild<ViewsPanel*>()->model();
    for (int row = 0; row < views.rowCount(); ++row) {
        const QString spoken = views.index(row, 0).data(Qt::AccessibleTextRole).toString();
        const bool isOfServer = spoken.startsWith(QStringLiteral("Connected")) ||
                                spoken.startsWith(QStringLiteral("Disconnected")) ||
                                spoken.startsWith(QStringLiteral("Pairing"));
        if (isOfServer)
            QVERIFY2(spoken.endsWith(QStringLiteral("?")), qPrintable(spoken));
    }
}

void PageStatesTest::whatNeedsAnUnreadStoreIsOff()
{
    PagesDesk desk;
    QVERIFY(desk.isOpen);
    QVERIFY(desk.window.findChild<QAction*>(QStringLiteral("actionNewInstance"))->isEnabled());
    desk.world->setFault(Store::Server, {.failure = ErrorKind::Refused});
    desk.window.view()->workspace().refresh();
    QTRY_VERIFY(!desk.window.view()->workspace().isReading());
    const auto* create = desk.window.findChild<QAction*>(QStringLiteral("actionNewInstance"));
    QVERIFY(!create->isEnabled() && !create->toolTip().isEmpty());
    desk.window.pages()->show(Page::Instances);
    desk.window.view()->instances().showProblem(
        FindingCode::CacheMismatch, cachedWith(desk, FindingCode::CacheMismatch));
    const auto* card = desk.window.findChild<ProblemCard*>();
    QVERIFY(card);
    QVERIFY2(
        card->accessibleDescription().contains(QStringLiteral("while the server is unread")),
        qPrintable(card->accessibleDescription()));
    for (const QPushButton* way : card->findChildren<QPushButton*>(QStringLiteral("problemWay")))
        QVERIFY2(!way->isEnabled(), qPrintable(way->text()));
    for (const QLabel* detail : desk.window.findChildren<QLabel*>()) // that is not known of the time of a row
        QVERIFY2(!detail->text().contains(QStringLiteral("Not read since")), qPrintable(detail->text()));
    desk.world->setFault(Store::Server, {});
    desk.window.view()->workspace().refresh();
    QTRY_VERIFY(create->isEnabled());
}

void PageStatesTest::problemsNameInstancesAsTheTableDoes()
{
    PagesDesk desk;
    QVERIFY(desk.isOpen);
    desk.window.pages()->show(Page::Instances);
    desk.window.view()->instances().showProblem(
        FindingCode::DuplicateInstance, cachedWith(desk, FindingCode::DuplicateInstance));
    QTRY_VERIFY(desk.window.findChild<ProblemCard*>());
    const QString words = desk.window.findChild<ProblemCard*>()->accessibleDescription();
    QVERIFY2(words.contains(QStringLiteral("6 instances")) && words.contains(QStringLiteral(" ·")), qPrintable(words));
    QVERIFY2(!words.contains(QStringLiteral("clinic-")), qPrintable(words));
}

void PageStatesTest::theDoctorIsOpened()
{
    PagesDesk desk;
    QVERIFY(desk.isOpen);
    desk.world->setFault(Store::Cache, {.failure = ErrorKind::Refused});
    desk.window.view()->workspace().refresh();
    QTRY_VERIFY(!desk.window.view()->workspace().isReading());
    QPushButton* doctor = nullptr;
    for (QPushButton* each : desk.window.findChild<TroubleBanner*>()->findChildren<QPushButton*>()) {
        if (each->isVisible() && each->text().contains(QStringLiteral("doctor")))
            doctor = each;
    }
    QVERIFY(doctor);
    doctor->click();
    QCOMPARE(desk.window.pages()->page(), Page::Settings);
    QTRY_COMPARE(
        desk.window.pages()->editor()->findChild<QWidget*>(QStringLiteral("cacheState"))->accessibleName(),
        QStringLiteral("Cache: Cannot be read"));
    // Practice has no connections to be tested.
    desk.window.openStores(desk.practice());
    QTRY_VERIFY(desk.window.findChild<TroubleBanner*>()->isVisible());
    for (const QPushButton* each : desk.window.findChild<TroubleBanner*>()->findChildren<QPushButton*>())
        QVERIFY(!each->isVisible() || !each->text().contains(QStringLiteral("doctor")));
}

void PageStatesTest::longSentencesWrapInABanner()
{
    const QString sentence =
        QStringLiteral("A sentence that is a good deal longer than what there is room for. ").repeated(6);
    Banner banner(Tone::Warning, Icon::Clock, sentence, sentence);
    auto* stay = new QPushButton(QStringLiteral("Stay"));
    banner.addButton(stay);
    banner.resize(600, banner.heightForWidth(600));
    banner.show();
    QTest::qWait(20);
    for (const QLabel* label : banner.findChildren<QLabel*>()) {
        QVERIFY(label->wordWrap());
        QVERIFY2(
            label->height() >= label->heightForWidth(label->width()), qPrintable(QString::number(label->height())));
        QVERIFY(banner.rect().contains(label->geometry()));
    }
    QVERIFY(banner.rect().contains(stay->geometry()));
}

STEWARD_TEST(PageStatesTest)
} // namespace steward::page_states_test

#include "page_states_test.moc"
