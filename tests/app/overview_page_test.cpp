#include "app/page_desk.h"
#include "support/test_registry.h"

#include "app/components/card.h"
#include "app/components/charts.h"
#include "app/components/elided_label.h"
#include "app/components/pill.h"
#include "app/components/text_button.h"
#include "app/overview/count_tile.h"
#include "app/overview/event_list.h"
#include "app/overview/overview_page.h"
#include "app/overview/overview_words.h"
#include "app/overview/problem_list.h"
#include "app/overview/store_list.h"
#include "app/pairing/pairing_desk.h"
#include "app/plans/choose_step.h"
#include "app/plans/plan_page.h"
#include "app/shell/workspace_actions.h"
#include "app/shell/workspace_pages.h"
#include "app/style/type.h"
#include "app/table/instance_table.h"
#include "local/history/reading_history.h"
#include "wording/finding_words.h"
#include "wording/query_words.h"
#include "workflows/journal/journal.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QSqlQuery>

#include <algorithm>
#include <cmath>
#include <thread>

using namespace steward;
using namespace steward::test;

namespace steward::overview_page_test {

namespace {

/// A workspace of one's own on practice stores, with the overview in sight and a history that is kept.
struct OverviewDesk : Desk {
    explicit OverviewDesk(bool opened = true)
        : Desk(false)
    {
        settings.setPage(-1); // as at the first start
        if (opened)
            open();
    }
    ProfileContext own() const
    {
        ProfileContext stores = practice();
        stores.isPractice = false;
        stores.environment = Environment::Production;
        stores.profileId = QStringLiteral("clinics");
        stores.journalPath = folder.filePath(QStringLiteral("journal"));
        stores.historyPath = historyPath();
        return stores;
    }
    QString historyPath() const { return folder.filePath(QStringLiteral("history/clinics.sqlite")); }
    void open() { window.openStores(own()); }
    OverviewPage& page() { return window.pages()->overview(); }
    const AuditIndex& index() { return *window.view()->workspace().index(); }
    template<class Widget>
    Widget& part(const char* name)
    {
        auto* found = page().findChild<Widget*>(QLatin1String(name));
        if (!found)
            qFatal("there is no %s", name);
        return *found;
    }
    TextButton& number(const char* tile)
    {
        return *part<CountTile>(tile).findChild<TextButton*>(QStringLiteral("tileCount"));
    }
    TextButton& below(const char* tile)
    {
        return *part<CountTile>(tile).findChild<TextButton*>(QStringLiteral("tileChange"));
    }
    ProblemLine* line(FindingCode code)
    {
        if (auto* all = page().findChild<QPushButton*>(QStringLiteral("showAllKinds"))) {
            all->click();
            QCoreApplication::processEvents();
        }
        for (ProblemLine* each : page().findChildren<ProblemLine*>()) {
            if (each->code() == code)
                return each;
        }
        return nullptr;
    }
    QString sentence(const char* list)
    {
        const auto* label = part<EventList>(list).findChild<QLabel*>(QStringLiteral("sentence"));
        return label ? label->text() : QString();
    }
    QList<EventButton*> events(const char* list) { return part<EventList>(list).findChildren<EventButton*>(); }
    /// The rows that the page of instances shows once this was clicked; −1: it is not in sight.
    int rowsAfter(QAbstractButton& clicked)
    {
        clicked.click();
        const int rows = window.pages()->page() == Page::Instances ? window.view()->model().rowCount() : -1;
        window.pages()->show(Page::Overview);
        return rows;
    }
    void refresh()
    {
        QSignalSpy read(&window.view()->workspace(), &Workspace::indexChanged);
        window.view()->workspace().refresh();
        QVERIFY(QTest::qWaitFor([&] { return !window.view()->workspace().isReading() && !read.isEmpty(); }));
    }
};

bool waitForOverview(OverviewDesk& workstation)
{
    return waitForTable(workstation) && QTest::qWaitFor([&] {
               return workstation.page().history().past() || workstation.page().history().trouble();
           });
}

Timestamp timeNow()
{
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

/// Adds a reading of yesterday that differs from the record in what `change` does to it.
void writeYesterday(
    const QString& path, const ReadingRecord& record, const std::function<void(ReadingRecord&)>& change,
    std::chrono::milliseconds ago = std::chrono::hours(24))
{
    std::thread([&] {
        ReadingRecord before = record;
        before.counts.at = timeNow() - ago;
        change(before);
        const auto history = ReadingHistory::open(path);
        if (!history || !(*history)->add(before))
            qFatal("yesterday could not be written");
    }).join();
}

/// What the practice fleet comes to, read by a window of its own.
ReadingRecord practiceRecord()
{
    OverviewDesk workstation;
    if (!waitForOverview(workstation))
        return {};
    return recordOf(workstation.index().audit()).value_or(ReadingRecord{});
}

} // namespace

class OverviewPageTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void opensFirst();
    void everyNumberLeadsToItsRows();
    void everyKindLeadsToItsRows();
    void buttonsDoWhatTheInspectorsDo();
    void theNumbersStandBelowOneAnother();
    void whatEachDecidesIsShown();
    void aReadOnlyWorkspaceOffersNoChange();
    void tellsWhatHasChangedSinceYesterday();
    void whatWasLostThisWeekIsTold();
    void changedRowsAreFoundExactly();
    void linesOfTwoWeeksHaveGaps();
    void readingsAreKeptOnce();
    void rowsOfOtherSystemsDoNotCount();
    void anIncompleteReadingWritesNoRecord();
    void aStoreThatIsDownIsNoNumber();
    void practiceKeepsNoHistory();
    void aDamagedHistoryIsSaidAndStartedAnew();
    void aHeldHistoryNeverStopsTheWindow();
    void tellsWhatWasDone();
    void saysThatItReads();
    void nothingThere();
    void keyboardAlone();
    void everyPartHasAName();
    void focusStaysThroughAReading();
    void narrowWindows_data();
    void narrowWindows();
    void rightToLeft();
};

void OverviewPageTest::opensFirst()
{
    OverviewDesk workstation;
    QVERIFY(waitForOverview(workstation));
    QCOMPARE(workstation.window.pages()->page(), Page::Overview);
    QVERIFY(workstation.page().isVisible());
    QVERIFY(!workstation.window.view()->isVisible());
    trigger(workstation.window, "actionInstances");
    QVERIFY(!workstation.page().isVisible());
    workstation.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&workstation.window));
    QTest::keyClick(&workstation.window, Qt::Key_1, Qt::ControlModifier);
    QVERIFY(workstation.page().isVisible());
    QVERIFY(QApplication::focusWidget() == &workstation.page());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QVERIFY(QApplication::focusWidget() == &workstation.part<TextButton>("allRows"));
}

void OverviewPageTest::everyNumberLeadsToItsRows()
{
    OverviewDesk workstation;
    QVERIFY(waitForOverview(workstation));
    const RowCounts& counts = workstation.index().counts();
    const std::pair<const char*, InstanceState> tiles[]{
        {"connected", InstanceState::Connected},
        {"disconnected", InstanceState::Disconnected},
        {"pairing", InstanceState::Pairing},
        {"notOnServer", InstanceState::NotOnServer}};
    qint64 sum = 0;
    for (const auto& [tile, state] : tiles) {
        TextButton& number = workstation.number(tile);
        const qint64 count = counts.states[static_cast<size_t>(state)];
        sum += count;
        QVERIFY2(count > 0, tile);
        QCOMPARE(number.text(), QLocale().toString(count));
        QCOMPARE(workstation.rowsAfter(number), static_cast<int>(count));
    }
    TextButton& stuck = workstation.below("pairing");
    const qint64 stuckCount = counts.findings[static_cast<size_t>(FindingCode::StuckPairing)];
    QVERIFY2(stuckCount > 0 && stuck.text().startsWith(QString::number(stuckCount)), qPrintable(stuck.text()));
    QCOMPARE(workstation.rowsAfter(stuck), static_cast<int>(stuckCount));
    auto& all = workstation.part<TextButton>("allRows");
    QVERIFY2(all.text().contains(QLocale().toString(counts.all)), qPrintable(all.text()));
    QCOMPARE(workstation.rowsAfter(all), static_cast<int>(counts.all));
    // What is in none of the four stands beside the sum.
    auto& ghosts = workstation.part<TextButton>("ghosts");
    const qint64 ghostCount = counts.states[static_cast<size_t>(InstanceState::Ghost)];
    QVERIFY(ghostCount > 0 && !ghosts.isHidden());
    QVERIFY2(ghosts.text().startsWith(QLocale().toString(ghostCount)), qPrintable(ghosts.text()));
    QCOMPARE(workstation.rowsAfter(ghosts), static_cast<int>(ghostCount));
    QVERIFY(workstation.part<TextButton>("notRead").isHidden());
    QVERIFY(workstation.part<TextButton>("unknownState").isHidden());
    QCOMPARE(sum + ghostCount, counts.all);
    auto& attention = workstation.part<TextButton>("needAttention");
    QVERIFY2(attention.text().startsWith(QLocale().toString(counts.attention)), qPrintable(attention.text()));
    QCOMPARE(workstation.rowsAfter(attention), static_cast<int>(counts.attention));
    // What each severity counts.
    workstation.line(FindingCode::Residue); // shows all kinds
    const QList<TextButton*> headings = workstation.page().findChildren<TextButton*>(QStringLiteral("rowsOfSeverity"));
    QVERIFY(headings.size() >= 2);
    for (TextButton* heading : headings)
        QCOMPARE(QLocale().toString(workstation.rowsAfter(*heading)), heading->text().section(QLatin1Char(' '), 0, 0));
    // What each store holds: of the server also what it runs without listing it. The cache holds more entries than
    // rows.
    const auto isIn = [&workstation](Presence AuditRow::*place) {
        return static_cast<int>(std::ranges::count(workstation.index().audit().rows(), Presence::Present, place));
    };
    StoreList& stores = workstation.part<StoreList>("stores");
    QCOMPARE(workstation.rowsAfter(stores.store(Store::Server)), isIn(&AuditRow::inServer));
    QCOMPARE(workstation.rowsAfter(stores.store(Store::Database)), isIn(&AuditRow::inDatabase));
    QCOMPARE(workstation.rowsAfter(stores.store(Store::Cache)), isIn(&AuditRow::inCache));
}

void OverviewPageTest::everyKindLeadsToItsRows()
{
    OverviewDesk workstation;
    QVERIFY(waitForOverview(workstation));
    auto* rest = workstation.page().findChild<QPushButton*>(QStringLiteral("showAllKinds"));
    QVERIFY(rest);
    QCOMPARE(workstation.page().findChildren<ProblemLine*>().size(), qsizetype{ProblemList::shownAtFirst});
    int kinds = 0;
    for (int place = 0; place < findingCodeCount; ++place) {
        const auto code = static_cast<FindingCode>(place);
        const qint64 count = workstation.index().counts().findings[static_cast<size_t>(place)];
        ProblemLine* line = workstation.line(code);
        QCOMPARE(line != nullptr, count > 0);
        if (!line)
            continue;
        ++kinds;
        auto* number = line->findChild<TextButton*>();
        QCOMPARE(number->text(), QLocale().toString(count));
        QVERIFY2(number->accessibleName().contains(findingTitle(code)), qPrintable(number->accessibleName()));
        QCOMPARE(workstation.rowsAfter(*number), static_cast<int>(count));
        QVERIFY(!problemSentence(code).isEmpty());
        QVERIFY(!line->findChild<QPushButton*>()->text().isEmpty());
    }
    QVERIFY2(kinds > 15, qPrintable(QString::number(kinds)));
    // Errors before warnings, and those before notes; within each those that most have.
    const QList<ProblemLine*> lines = workstation.page().findChildren<ProblemLine*>();
    for (qsizetype place = 1; place < lines.size(); ++place)
        QVERIFY(severityOf(lines[place - 1]->code()) >= severityOf(lines[place]->code()));
}

void OverviewPageTest::buttonsDoWhatTheInspectorsDo()
{
    OverviewDesk workstation;
    QVERIFY(waitForOverview(workstation));
    WorkspacePages& pages = *workstation.window.pages();
    const auto press = [&](FindingCode code) { workstation.line(code)->findChild<QPushButton*>()->click(); };
    press(FindingCode::DuplicateInstance);
    QCOMPARE(pages.page(), Page::Duplicates);
    QVERIFY(workstation.window.findChild<ChooseStep*>()->isVisible());
    pages.show(Page::Overview);
    press(FindingCode::ConnectionLost);
    QCOMPARE(pages.page(), Page::Pair);
    QCOMPARE(
        qint64(workstation.window.view()->actions().pairing().queue().entries().size()),
        workstation.index().counts().findings[static_cast<size_t>(FindingCode::ConnectionLost)]);
    pages.show(Page::Overview);
    press(FindingCode::StatusDrift); // one plan for all that have it, and for nothing else
    const auto shownPlan = [&workstation]() -> PlanPage* {
        for (PlanPage* each : workstation.window.findChildren<PlanPage*>()) {
            if (each->isVisible())
                return each;
        }
        return nullptr;
    };
    QTRY_VERIFY(shownPlan() && shownPlan()->findChild<QPushButton*>(QStringLiteral("apply"))->isEnabled());
    pages.show(Page::Overview);
    workstation.part<QPushButton>("repairAll").click();
    QTRY_VERIFY(shownPlan());
    pages.show(Page::Overview);
    workstation.part<QPushButton>("cleanDuplicates").click();
    QCOMPARE(pages.page(), Page::Duplicates);
    pages.show(Page::Overview);
    workstation.part<QPushButton>("pairPhones").click();
    QCOMPARE(pages.page(), Page::Pair);
}

/// Where no plan does it for all, the rows are shown and the first of them is inspected.
/// Whatever the words of a language need.
void OverviewPageTest::theNumbersStandBelowOneAnother()
{
    OverviewDesk workstation(false);
    workstation.open();
    QVERIFY(waitForOverview(workstation));
    QVERIFY(workstation.line(FindingCode::DuplicateInstance)); // all kinds
    auto& problems = workstation.part<ProblemList>("problems");
    const auto ends = [&problems] { // asked anew: a reading makes new lines
        QSet<int> places;
        for (const ProblemLine* line : problems.findChildren<ProblemLine*>())
            places.insert(line->findChild<TextButton*>()->geometry().right());
        return places;
    };
    QVERIFY(problems.findChildren<ProblemLine*>().size() > 3);
    QTRY_COMPARE(ends().size(), 1);
}

void OverviewPageTest::whatEachDecidesIsShown()
{
    OverviewDesk workstation;
    QVERIFY(waitForOverview(workstation));
    for (const FindingCode code : {FindingCode::DuplicatePhone, FindingCode::DisabledButConnected}) {
        ProblemLine* line = workstation.line(code);
        QVERIFY(line);
        QCOMPARE(line->findChild<QPushButton*>()->text(), QStringLiteral("Decide…"));
        line->findChild<QPushButton*>()->click();
        QCOMPARE(workstation.window.pages()->page(), Page::Instances);
        QVERIFY(workstation.window.view()->table().currentRow());
        QVERIFY(workstation.window.view()->table().currentRow()->has(code));
        QVERIFY(workstation.window.findChildren<QDialog*>().isEmpty()); // and nothing is begun
        workstation.window.pages()->show(Page::Overview);
    }
    ProblemLine* ghost = workstation.line(FindingCode::GhostInstance);
    QVERIFY(ghost);
    QCOMPARE(ghost->findChild<QPushButton*>()->text(), QStringLiteral("Show steps"));
    ghost->findChild<QPushButton*>()->click();
    QVERIFY(workstation.window.view()->table().currentRow()->has(FindingCode::GhostInstance));
}

void OverviewPageTest::aReadOnlyWorkspaceOffersNoChange()
{
    OverviewDesk workstation(false);
    ProfileContext stores = workstation.own();
    stores.readOnly = true;
    workstation.window.openStores(stores);
    QVERIFY(waitForOverview(workstation));
    for (const char* name : {"repairAll", "cleanDuplicates", "pairPhones"})
        QVERIFY2(!workstation.part<QPushButton>(name).isEnabled(), name);
    int offered = 0;
    for (int place = 0; place < findingCodeCount; ++place) {
        const auto code = static_cast<FindingCode>(place);
        ProblemLine* line = workstation.line(code);
        if (!line)
            continue;
        auto* button = line->findChild<QPushButton*>();
        QCOMPARE(button->isEnabled(), !isChange(mainWayOf(code)));
        QVERIFY(button->isEnabled() || button->toolTip().contains(QStringLiteral("only reads")));
        offered += button->isEnabled() ? 1 : 0;
    }
    QVERIFY(offered > 0); // what changes nothing
    QVERIFY(workstation.number("connected").isEnabled());
}

void OverviewPageTest::tellsWhatHasChangedSinceYesterday()
{
    const ReadingRecord now = practiceRecord();
    QVERIFY(now.instances.size() > 40);
    OverviewDesk workstation(false);
    int connected = 0;
    int lost = 0;
    writeYesterday(workstation.historyPath(), now, [&](ReadingRecord& before) {
        for (InstanceRecord& each : before.instances) {
            if (each.now.state == InstanceState::Connected && connected < 3) {
                each.now.state = InstanceState::Disconnected;
                ++connected;
            } else if (each.now.state == InstanceState::Disconnected && lost < 2) {
                each.now.state = InstanceState::Connected;
                ++lost;
            }
        }
        InstanceRecord gone;
        gone.name = InstanceName::fromText(u"gone-since");
        gone.now.state = InstanceState::Connected;
        before.instances.push_back(gone);
        before.counts.states[static_cast<size_t>(InstanceState::Connected)] -= 2;
        before.counts.states[static_cast<size_t>(InstanceState::Disconnected)] += 1;
    });
    workstation.open();
    QVERIFY(waitForOverview(workstation));
    QTRY_COMPARE(workstation.events("changes").size(), 3);
    QCOMPARE(workstation.part<QLabel>("sinceTitle").text(), QStringLiteral("Since yesterday"));
    QVERIFY(!workstation.part<ElidedLabel>("sinceDetail").text().isEmpty()); // at what time
    const QList<EventButton*> events = workstation.events("changes");
    QCOMPARE(events[0]->text(), QStringLiteral("3 connected"));
    QCOMPARE(workstation.rowsAfter(*events[0]), 3);
    QCOMPARE(events[1]->text(), QStringLiteral("2 lost their phone"));
    QCOMPARE(workstation.rowsAfter(*events[1]), 2);
    QCOMPARE(events[2]->text(), QStringLiteral("1 in no store any more"));
    events[2]->click(); // it has no row; the journal says who did it
    QCOMPARE(workstation.window.pages()->page(), Page::Journal);
    // By how much each count is another, and what changed.
    workstation.window.pages()->show(Page::Overview);
    TextButton& change = workstation.below("connected");
    QCOMPARE(change.text(), QStringLiteral("since yesterday"));
    QVERIFY2(
        change.accessibleName().contains(QStringLiteral("+2 since yesterday")), qPrintable(change.accessibleName()));
    QCOMPARE(workstation.rowsAfter(change), 5);
    QVERIFY(workstation.below("disconnected").accessibleName().contains(QChar(0x2212) + QStringLiteral("1")));
    QVERIFY(workstation.below("notOnServer").text().contains(QStringLiteral("unchanged")));
}

/// Lost before yesterday, and without a phone still; what was lost nine days ago is not of this week.
void OverviewPageTest::whatWasLostThisWeekIsTold()
{
    const ReadingRecord now = practiceRecord();
    OverviewDesk workstation(false);
    const auto connectedUntil = [](int first, int count) {
        return [first, count](ReadingRecord& before) {
            int place = 0;
            for (InstanceRecord& each : before.instances) {
                if (each.now.state != InstanceState::Disconnected)
                    continue;
                if (place >= first && place < first + count)
                    each.now.state = InstanceState::Connected;
                ++place;
            }
        };
    };
    writeYesterday(workstation.historyPath(), now, connectedUntil(0, 3), std::chrono::days(10));
    writeYesterday(workstation.historyPath(), now, connectedUntil(0, 2), std::chrono::days(9));
    writeYesterday(workstation.historyPath(), now, connectedUntil(0, 2), std::chrono::days(4));
    writeYesterday(
        workstation.historyPath(), now, [](ReadingRecord&) {}, std::chrono::hours(26));
    workstation.open();
    QVERIFY(waitForOverview(workstation));
    QTRY_COMPARE(workstation.events("changes").size(), 1);
    QCOMPARE(workstation.events("changes")[0]->text(), QStringLiteral("2 lost this week, still without a phone"));
    QCOMPARE(workstation.rowsAfter(*workstation.events("changes")[0]), 2);
}

void OverviewPageTest::changedRowsAreFoundExactly()
{
    InstanceChange one{InstanceName::fromText(u"clinic-1"), {}, {}, {InstanceState::Connected}};
    InstanceChange spaced{InstanceName::fromText(u"with a space"), {}, {}, {InstanceState::Connected}};
    InstanceChange odd{InstanceName::fromText(u"a\"b|c"), {}, {}, {InstanceState::Connected}};
    InstanceChange gone{InstanceName::fromText(u"gone"), {}, {}, {}};
    const RowQuery query = RowQuery::fromText(queryOfRows({&one, &spaced, &odd, &gone}), problemNames());
    const auto finds = [&query](const char* name) {
        const QByteArray text = QByteArray("\x1f\x1f\x1f") + name + "\x1f\x1f";
        RowFacts facts;
        facts.text = text;
        return query.matches(facts);
    };
    QVERIFY(finds("clinic-1") && finds("with a space"));
    QVERIFY(!finds("clinic-10") && !finds("gone") && !finds("space"));
    QVERIFY(queryOfRows({&gone}).isEmpty() && queryOfRows({&odd}).isEmpty() && queryOfRows({}).isEmpty());
}

void OverviewPageTest::linesOfTwoWeeksHaveGaps()
{
    const ReadingRecord now = practiceRecord();
    OverviewDesk workstation(false);
    for (const int days : {6, 5, 2, 1}) {
        writeYesterday(
            workstation.historyPath(), now,
            [days](ReadingRecord& before) {
                before.counts.states[static_cast<size_t>(InstanceState::Connected)] = days;
            },
            std::chrono::days(days));
    }
    workstation.open();
    QVERIFY(waitForOverview(workstation));
    const auto* spark = workstation.part<CountTile>("connected").findChild<SparkWidget*>();
    QTRY_COMPARE(spark->values().size(), size_t{daysTold});
    const std::vector<double>& line = spark->values();
    for (const int days : {6, 5, 2, 1})
        QCOMPARE(line[static_cast<size_t>(daysTold - 1 - days)], double(days));
    for (const int gap : {13, 7, 4, 3})
        QVERIFY(std::isnan(line[static_cast<size_t>(daysTold - 1 - gap)]));
    QCOMPARE(line.back(), double(workstation.index().counts().states[static_cast<size_t>(InstanceState::Connected)]));
    QVERIFY(spark->isVisible());
}

void OverviewPageTest::readingsAreKeptOnce()
{
    OverviewDesk workstation;
    QVERIFY(waitForOverview(workstation));
    workstation.window.view()->workspace().setInspected(workstation.index().row(0).name); // more of the same reading
    QTest::qWait(50);
    workstation.refresh();
    QTRY_COMPARE(workstation.page().history().past()->latest.size(), size_t{2});
    QCOMPARE(
        workstation.page().history().past()->latest.back().rows, qint64(workstation.index().audit().rows().size()));
    // The line of each store has the same readings.
    QTRY_COMPARE(
        workstation.part<StoreList>("stores").store(Store::Cache).findChild<SparkWidget*>()->values().size(),
        size_t{2});
}

void OverviewPageTest::rowsOfOtherSystemsDoNotCount()
{
    const ReadingRecord usual = practiceRecord();
    OverviewDesk workstation(false);
    workstation.world->visit([](PracticeState& state, Timestamp) {
        for (const char* type : {"telegram", "email"}) {
            PracticeRow other = state.rows.front();
            other.row.id = IntegrationId::create();
            other.row.organizationId = OrganizationId::create();
            other.row.instanceName = InstanceName::fromText(QString::fromLatin1(type));
            other.type = QLatin1String(type);
            state.rows.push_back(other);
        }
    });
    workstation.open();
    QVERIFY(waitForOverview(workstation));
    const ReadingCounts& kept = workstation.page().history().past()->latest.back();
    QCOMPARE(kept.rows, usual.counts.rows);
    QCOMPARE(kept.organizations, usual.counts.organizations);
    QCOMPARE(kept.records, usual.counts.records);
}

void OverviewPageTest::anIncompleteReadingWritesNoRecord()
{
    OverviewDesk workstation(false);
    workstation.world->setFault(Store::Cache, {.failure = ErrorKind::Refused});
    workstation.open();
    QVERIFY(waitForOverview(workstation));
    QVERIFY(!QFile::exists(workstation.historyPath()));
    workstation.world->setFault(Store::Cache, {});
    workstation.refresh();
    QTRY_COMPARE(workstation.page().history().past()->latest.size(), size_t{1});
    workstation.world->setFault(Store::Cache, {.failure = ErrorKind::Refused});
    workstation.refresh();
    QTest::qWait(100);
    QCOMPARE(workstation.page().history().past()->latest.size(), size_t{1});
}

void OverviewPageTest::aStoreThatIsDownIsNoNumber()
{
    const ReadingRecord now = practiceRecord();
    OverviewDesk workstation(false);
    writeYesterday(workstation.historyPath(), now, [](ReadingRecord&) {});
    workstation.world->setFault(Store::Server, {.failure = ErrorKind::Refused});
    workstation.open();
    QVERIFY(waitForOverview(workstation));
    for (const char* tile : {"connected", "disconnected", "pairing", "notOnServer"}) {
        QCOMPARE(workstation.number(tile).text(), QStringLiteral("?"));
        QVERIFY(!workstation.number(tile).isEnabled());
        QVERIFY(workstation.number(tile).accessibleName().contains(QStringLiteral("not read")));
        QVERIFY2(!workstation.below(tile).accessibleName().contains(QStringLiteral("since")), tile);
        const auto* spark = workstation.part<CountTile>(tile).findChild<SparkWidget*>();
        QTRY_VERIFY(!spark->values().empty());
        QVERIFY(std::isnan(spark->values().back())); // today is a gap
    }
    QVERIFY(workstation.part<TextButton>("allRows").text().startsWith(QStringLiteral("At least")));
    for (const char* other : {"ghosts", "notRead", "unknownState"})
        QVERIFY2(workstation.part<TextButton>(other).isHidden(), other); // the four say "?", and so it is
    QVERIFY(workstation.part<ElidedLabel>("reading").text().contains(QStringLiteral("2 of 3 stores")));
    QCOMPARE(workstation.part<PillLabel>("storePill").accessibleName(), QStringLiteral("2 of 3 read"));
    StoreButton& server = workstation.part<StoreList>("stores").store(Store::Server);
    QVERIFY(!server.isEnabled());
    QVERIFY(server.accessibleName().contains(QStringLiteral("Not read")));
    QVERIFY(workstation.sentence("changes").contains(QStringLiteral("Not everything was read")));
    QVERIFY(workstation.events("changes").isEmpty());
    // What is seen may not be all, and a problem of the server is not said to be away.
    QVERIFY(workstation.part<QLabel>("problemsEnd").text().contains(QStringLiteral("may hide more")));
    QVERIFY(!workstation.line(FindingCode::DuplicateInstance));
    for (const ProblemLine* line : workstation.page().findChildren<ProblemLine*>())
        QVERIFY(line->findChild<TextButton*>()->text().endsWith(QLatin1Char('?')));
    // No plan is made of it.
    const auto& repairAll = workstation.part<QPushButton>("repairAll");
    QVERIFY(repairAll.isVisible() && !repairAll.isEnabled());
    QVERIFY(repairAll.toolTip().contains(QStringLiteral("while the server is unread")));
    int off = 0;
    for (const ProblemLine* line : workstation.page().findChildren<ProblemLine*>()) {
        const auto* button = line->findChild<QPushButton*>();
        QCOMPARE(button->isEnabled(), !isChange(mainWayOf(line->code())));
        off += button->isEnabled() ? 0 : 1;
    }
    QVERIFY(off > 0);
    workstation.world->setFault(Store::Server, {});
    workstation.refresh();
    QTRY_VERIFY(repairAll.isEnabled());
    QTRY_VERIFY(workstation.line(FindingCode::DuplicateInstance));
    QVERIFY(workstation.line(FindingCode::DuplicateInstance)->findChild<QPushButton*>()->isEnabled());
}

void OverviewPageTest::practiceKeepsNoHistory()
{
    OverviewDesk workstation(false);
    workstation.window.openStores(workstation.practice());
    QVERIFY(waitForTable(workstation));
    QVERIFY(!workstation.page().history().isKept());
    QVERIFY(workstation.sentence("changes").contains(QStringLiteral("Practice keeps no history")));
    QVERIFY(workstation.number("connected").text().toInt() > 0);
    QVERIFY(!workstation.part<CountTile>("connected").findChild<SparkWidget*>()->isVisible());
    QVERIFY(!QDir(workstation.folder.filePath(QStringLiteral("history"))).exists());
}

void OverviewPageTest::aDamagedHistoryIsSaidAndStartedAnew()
{
    OverviewDesk workstation(false);
    QVERIFY(QDir().mkpath(QFileInfo(workstation.historyPath()).path()));
    QFile file(workstation.historyPath());
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(9000, 'x')) == 9000);
    file.close();
    workstation.open();
    QVERIFY(waitForOverview(workstation));
    QTRY_VERIFY(workstation.sentence("changes").contains(QStringLiteral("damaged")));
    QVERIFY(workstation.number("connected").text().toInt() > 0); // all else is as ever
    QTRY_COMPARE(                                                // here alone; the other is that of the activity
        workstation.page().findChildren<QLabel*>(QStringLiteral("sentence")).size(), 2);
    auto& anew = workstation.part<QPushButton>("beginAnew");
    QVERIFY(anew.isVisible());
    workstation.refresh(); // it is said no second time, and the file stays
    QVERIFY(anew.isVisible());
    QCOMPARE(file.size(), 9000);
    anew.click();
    QTRY_VERIFY(!anew.isVisible());
    QVERIFY(!workstation.sentence("changes").contains(QStringLiteral("damaged")));
    QCOMPARE(workstation.page().history().past()->latest.size(), size_t{1});
    QVERIFY(QFile::exists(ReadingHistory::asidePath(workstation.historyPath())));
}

void OverviewPageTest::aHeldHistoryNeverStopsTheWindow()
{
    OverviewDesk workstation(false);
    QVERIFY(ReadingHistory::open(workstation.historyPath()));
    SqliteFile other(workstation.historyPath(), SqliteFile::Mode::Write);
    QVERIFY(!other.open());
    QVERIFY(QSqlQuery(other.database()).exec(QStringLiteral("BEGIN EXCLUSIVE")));
    workstation.open();
    QVERIFY(waitForTable(workstation));
    QElapsedTimer timer;
    timer.start();
    trigger(workstation.window, "actionInstances"); // while a worker waits for the file
    trigger(workstation.window, "actionOverview");
    QVERIFY(workstation.number("connected").text().toInt() > 0);
    QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    QTRY_VERIFY_WITH_TIMEOUT(workstation.sentence("changes").contains(QStringLiteral("Another program holds")), 20000);
    QVERIFY(!workstation.part<QPushButton>("beginAnew").isVisible()); // nothing is damaged
    QVERIFY(QSqlQuery(other.database()).exec(QStringLiteral("ROLLBACK")));
    workstation.refresh();
    QTRY_VERIFY(!workstation.sentence("changes").contains(QStringLiteral("Another program")));
}

void OverviewPageTest::tellsWhatWasDone()
{
    OverviewDesk workstation(false);
    std::thread([path = workstation.folder.filePath(QStringLiteral("journal"))] {
        const auto journal = Journal::open(path, Role::Administrator);
        for (int number = 0; journal && number < 7; ++number) {
            auto operation = (*journal)->begin(
                {QStringLiteral("delete"), number == 6 ? QStringLiteral("other") : QStringLiteral("clinics"),
                 QStringLiteral("front-desk"), QStringLiteral("Delete number %1").arg(number)});
            static_cast<void>(operation->finish(OperationOutcome::Done));
        }
    }).join();
    workstation.open();
    QVERIFY(waitForOverview(workstation));
    QTRY_COMPARE(workstation.events("activity").size(), qsizetype{activityTold});
    const QList<EventButton*> events = workstation.events("activity");
    QCOMPARE(events[0]->text(), QStringLiteral("Delete number 5")); // the newest of this workspace
    QVERIFY(events[0]->accessibleName().contains(QStringLiteral("front-desk · done")));
    events[0]->click();
    QCOMPARE(workstation.window.pages()->page(), Page::Journal);
    workstation.window.pages()->show(Page::Overview);
    workstation.part<QPushButton>("journal").click();
    QCOMPARE(workstation.window.pages()->page(), Page::Journal);

    OverviewDesk nothing;
    QVERIFY(waitForOverview(nothing));
    QTRY_VERIFY(nothing.sentence("activity").contains(QStringLiteral("Nothing was done")));
}

void OverviewPageTest::saysThatItReads()
{
    OverviewDesk workstation(false);
    workstation.world->setFault(Store::Server, {.failure = {}, .delay = std::chrono::milliseconds(400)});
    workstation.open();
    workstation.window.show();
    auto& again = workstation.part<QPushButton>("readAgain");
    QVERIFY(again.isVisible() && !again.isEnabled());
    QVERIFY2(
        textsOf(workstation.page()).contains(QStringLiteral("being read")), qPrintable(textsOf(workstation.page())));
    QVERIFY(!workstation.number("connected").isVisible()); // no number before there is one
    QVERIFY(waitForOverview(workstation));
    QVERIFY(!again.isVisible() && workstation.number("connected").isVisible());
    // A second reading leaves what was read in sight.
    workstation.window.view()->workspace().refresh();
    QVERIFY(workstation.number("connected").isVisible());
    QCOMPARE(workstation.part<PillLabel>("storePill").accessibleName(), QStringLiteral("Reading…"));
}

void OverviewPageTest::nothingThere()
{
    OverviewDesk workstation(false);
    workstation.world->visit([](PracticeState& state, Timestamp) { state = PracticeState{}; });
    workstation.open();
    QVERIFY(waitForOverview(workstation));
    QCOMPARE(workstation.number("connected").text(), QStringLiteral("0")); // read, and none
    QCOMPARE(workstation.part<TextButton>("allRows").text(), QStringLiteral("0 instances of 0 organizations."));
    QVERIFY(workstation.part<QLabel>("problemsEnd").text().contains(QStringLiteral("No instances yet")));
    QVERIFY(!workstation.part<QPushButton>("repairAll").isVisible());
    QVERIFY(workstation.page().findChildren<ProblemLine*>().isEmpty());
}

/// By Tab alone each number and each button is reached, and Space follows it.
void OverviewPageTest::keyboardAlone()
{
    OverviewDesk workstation;
    QVERIFY(waitForOverview(workstation));
    workstation.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&workstation.window));
    workstation.page().takeFocus();
    QSet<QWidget*> reached{QApplication::focusWidget()};
    for (int step = 0; step < 200; ++step) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        if (reached.contains(QApplication::focusWidget()))
            break;
        reached.insert(QApplication::focusWidget());
    }
    int expected = 0;
    for (QAbstractButton* button : workstation.page().findChildren<QAbstractButton*>()) {
        if (!button->isVisible() || !button->isEnabled() || button->focusPolicy() == Qt::NoFocus)
            continue;
        ++expected;
        QVERIFY2(reached.contains(button), qPrintable(button->accessibleName() + button->text()));
        QVERIFY2(button->height() >= scaled(28), qPrintable(button->text())); // it can be hit
    }
    QVERIFY(expected > 30);
    workstation.number("disconnected").setFocus();
    QTest::keyClick(&workstation.number("disconnected"), Qt::Key_Space);
    QCOMPARE(workstation.window.pages()->page(), Page::Instances);
    QCOMPARE(
        workstation.window.findChild<QLineEdit*>(QStringLiteral("search"))->text(),
        QStringLiteral("state:disconnected"));
}

void OverviewPageTest::everyPartHasAName()
{
    OverviewDesk workstation;
    QVERIFY(waitForOverview(workstation));
    for (const QAbstractButton* button : workstation.page().findChildren<QAbstractButton*>()) {
        if (button->isVisible())
            QVERIFY2(
                !button->accessibleName().isEmpty() || !button->text().isEmpty(), qPrintable(button->objectName()));
    }
    // A number alone says nothing to whoever does not see where it stands.
    QCOMPARE(
        workstation.number("connected").accessibleName().section(QLatin1Char(':'), 0, 0), QStringLiteral("Connected"));
    for (const QLabel* label : workstation.page().findChildren<QLabel*>())
        QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->objectName()));
}

void OverviewPageTest::focusStaysThroughAReading()
{
    OverviewDesk workstation;
    QVERIFY(waitForOverview(workstation));
    workstation.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&workstation.window));
    workstation.line(FindingCode::GhostInstance)->findChild<QPushButton*>()->setFocus();
    workstation.refresh();
    auto* button = qobject_cast<QPushButton*>(QApplication::focusWidget());
    QVERIFY(button);
    QCOMPARE(qobject_cast<ProblemLine*>(button->parentWidget())->code(), FindingCode::GhostInstance);
}

void OverviewPageTest::narrowWindows_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("hasSentences");
    QTest::addColumn<bool>("isOneColumn");
    QTest::newRow("wide") << QSize(1440, 900) << true << false;
    QTest::newRow("1100") << QSize(1100, 760) << false << false;
    QTest::newRow("900") << QSize(900, 700) << true << true;
}

void OverviewPageTest::narrowWindows()
{
    QFETCH(QSize, size);
    QFETCH(bool, hasSentences);
    QFETCH(bool, isOneColumn);
    OverviewDesk workstation;
    QVERIFY(waitForOverview(workstation));
    workstation.window.resize(QSize(scaled(size.width()), scaled(size.height())));
    QTest::qWait(20);
    const auto placeOf = [&](const char* card) {
        auto& widget = workstation.part<Card>(card);
        return QRect(widget.mapTo(&workstation.page(), QPoint()), widget.size());
    };
    const QRect stores = placeOf("storeCard");
    const QRect tiles = placeOf("tiles");
    if (isOneColumn) {
        QVERIFY(stores.bottom() < tiles.top());
        QCOMPARE(stores.width(), tiles.width());
        QVERIFY(placeOf("sinceCard").top() > placeOf("problemCard").bottom());
    } else {
        QVERIFY(stores.left() > tiles.right());
        QCOMPARE(stores.width(), scaled(size.width() > 1200 ? 384 : 300));
    }
    const auto* sentence = workstation.page().findChild<ProblemLine*>()->findChild<ElidedLabel*>();
    QCOMPARE(!sentence->text().isEmpty(), hasSentences);
    // Nothing is wider than the page, and no number and no button is cut.
    for (const char* tile : {"connected", "disconnected", "pairing", "notOnServer"})
        QVERIFY2(workstation.number(tile).width() >= workstation.number(tile).sizeHint().width(), tile);
    auto& scroll = workstation.part<QScrollArea>("scroll");
    QCOMPARE(scroll.widget()->width(), scroll.viewport()->width());
    for (const QPushButton* button : workstation.page().findChildren<QPushButton*>()) {
        if (button->isVisible())
            QVERIFY2(button->width() >= button->sizeHint().width(), qPrintable(button->text()));
    }
}

void OverviewPageTest::rightToLeft()
{
    OverviewDesk workstation;
    workstation.window.setLayoutDirection(Qt::RightToLeft);
    QVERIFY(waitForOverview(workstation));
    const auto leftOf = [&](const char* card) {
        return workstation.part<Card>(card).mapTo(&workstation.page(), QPoint()).x();
    };
    QVERIFY(leftOf("storeCard") < leftOf("tiles"));
    QVERIFY(!workstation.page().grab().isNull());
}

STEWARD_TEST(OverviewPageTest)
} // namespace steward::overview_page_test

#include "overview_page_test.moc"
