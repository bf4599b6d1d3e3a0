#include "app/desk.h"
#include "support/any_id.h"
#include "support/test_registry.h"
#include "support/worker.h"

#include "app/components/empty_state.h"
#include "app/journal/journal_detail.h"
#include "app/journal/journal_model.h"
#include "app/journal/journal_page.h"
#include "app/journal/journal_report.h"
#include "app/operations/journal_words.h"
#include "app/operations/operation_page.h"
#include "app/plans/plan_page.h"
#include "app/plans/review_step.h"
#include "app/shell/plan_actions.h"
#include "app/shell/workspace_actions.h"
#include "app/shell/workspace_pages.h"
#include "app/style/type.h"
#include "workflows/base/system_user.h"
#include "workflows/execute/apply_record.h"
#include "workflows/execute/item_result.h"
#include "workflows/journal/journal.h"
#include "workflows/journal/journal_reader.h"
#include "workflows/journal/workflow_run.h"
#include "workflows/read/plan_json.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QComboBox>
#include <QDateEdit>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

#include <algorithm>

using namespace steward;
using namespace steward::test;

namespace steward::journal_page_test {

namespace {

const QString hostile = QStringLiteral("<b>Aurora</b>");

/// A deletion as it stands in the journal once it is over, and another operation.
void record(const QString& journalPath)
{
    rig::onWorker([&] {
        const auto journal = Journal::open(journalPath, Role::Administrator);
        PlanItem item;
        item.name = InstanceName::fromText(hostile);
        item.identity = "name:" + item.name.utf8();
        PlanStep step;
        step.action = StepAction::DeleteInstance;
        step.instance = item.name;
        item.steps.push_back(step);
        Plan plan;
        plan.items.push_back(item);
        auto run = WorkflowRun::begin(
            journal->get(), {QStringLiteral("apply-delete"), QStringLiteral("clinics"), QStringLiteral("desk"),
                             QStringLiteral("Delete 1 instance")});
        ItemResult end;
        end.item = plan.items.at(0);
        end.change.server = StoreOutcome::Gone;
        end.change.database = StoreOutcome::Kept;
        end.change.error = Error{ErrorKind::Rejected, QStringLiteral("Another table refers to it."), {}};
        const bool isNoted = run && ApplyRecord::notePlan(*run, plan) && ApplyRecord::noteBegin(*run, item) &&
                             ApplyRecord::noteEnds(*run, {end}) && run->finish(OperationOutcome::Partial);
        auto other = WorkflowRun::begin(
            journal->get(), {QStringLiteral("create"), QStringLiteral("clinics"), QStringLiteral("desk"),
                             QStringLiteral("Create for Vida")});
        if (!isNoted || !other || !other->finish(OperationOutcome::Done))
            qFatal("the journal was not written");
    });
}

/// All words of the tree, a line for each row.
QStringList wordsOf(const QTreeWidget& tree)
{
    QStringList words;
    for (QTreeWidgetItemIterator item(const_cast<QTreeWidget*>(&tree)); *item; ++item) {
        QStringList columns;
        for (int column = 0; column < tree.columnCount(); ++column)
            columns << (*item)->text(column);
        words << columns.join(QLatin1Char('|'));
    }
    return words;
}

/// The journal of record(), opened over the window.
JournalPage& openJournal(Desk& workstation)
{
    ProfileContext stores = workstation.practice();
    stores.profileId = QStringLiteral("clinics");
    stores.journalPath = workstation.folder.filePath(QStringLiteral("journal"));
    record(stores.journalPath);
    workstation.window.show();
    workstation.window.openStores(stores);
    workstation.window.view()->actions().showJournal();
    return *workstation.window.findChild<JournalPage*>();
}

QString wordsIn(const QWidget& widget)
{
    QStringList words;
    for (const QLabel* label : widget.findChildren<QLabel*>())
        words << label->text();
    return words.join(QLatin1Char('\n'));
}

std::optional<Integration> rowOf(Desk& workstation, const IntegrationId& id)
{
    return workstation.world->visit([&id](PracticeState& state, Timestamp) {
        const auto found = std::ranges::find_if(state.rows, [&id](const PracticeRow& row) { return row.row.id == id; });
        return found == state.rows.end() ? std::optional<Integration>() : std::optional(found->row);
    });
}

/// Practice with a profile, opened, and one row of it deleted.
Integration deleteOne(Desk& workstation)
{
    ProfileContext stores = workstation.practice();
    stores.profileId = QStringLiteral("clinics");
    stores.journalPath = workstation.folder.filePath(QStringLiteral("journal"));
    workstation.window.show();
    workstation.window.openStores(stores);
    if (!QTest::qWaitFor([&workstation] { return workstation.window.view()->workspace().index() != nullptr; }))
        return {};
    Integration deleted;
    for (const AuditRow& row : workstation.window.view()->workspace().index()->audit().rows()) {
        if (row.isHealthy() && row.enabledIntegration())
            deleted = *row.enabledIntegration();
    }
    PlanRequest request;
    request.names = {deleted.name()};
    workstation.window.view()->plans().show(request);
    auto* plan = workstation.window.findChild<PlanPage*>();
    auto* apply = plan->findChild<QPushButton*>(QStringLiteral("apply"));
    auto* confirm = plan->findChild<QLineEdit*>(QStringLiteral("confirm"));
    auto* close = plan->findChild<QPushButton*>(QStringLiteral("close"));
    static_cast<void>(QTest::qWaitFor([&] { return apply->isEnabled() || confirm->isVisible(); }));
    if (const auto& asked = plan->findChild<ReviewStep*>()->confirmation())
        confirm->setText(asked->asked);
    apply->click();
    const bool isGone = QTest::qWaitFor([&] { return close->isVisible() && !rowOf(workstation, deleted.id); }, 20'000);
    close->click();
    return isGone ? deleted : Integration();
}

/// The page that undoes the newest operation.
OperationPage* openUndo(Desk& workstation, const char* button = "restore")
{
    workstation.window.findChild<QAction*>(QStringLiteral("actionJournal"))->trigger();
    auto* journal = workstation.window.findChild<JournalPage*>();
    auto* restore = journal->findChild<QPushButton*>(QLatin1String(button));
    if (QTest::qWaitFor([restore] { return restore->isVisible(); }))
        restore->click();
    return workstation.window.findChild<OperationPage*>();
}

} // namespace

/// The journal can be browsed: what was planned, what was done, what came of it.
class JournalPageTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theStepsOfTheChosenOneAreShown();
    void everyActionHasItsWords();
    void manyStepsAreShownInParts();
    void whatWasDeletedIsRestored();
    void whatStandsInTheWayOfAnUndoIsShownBefore();
    void howItEndedAndTheKindNarrowTheList();
    void whatIsOpenStaysWhenReadAgain();
    void thousandsAreListedAndFiltered();
    void whoAndWhenAndWhichProfileNarrowTheList();
    void todayYesterdayOrARangeIsChosen();
    void whatOtherComputersDidIsShown();
    void anUndoCanGiveInstancesToo();
    void theReportHoldsEveryStep();
    void withoutAJournalItSaysSo();
    void anEmptyJournalSaysSoAndADamagedOneDoesNot();
    void whereThereIsLittleRoomTheListThenTheChosenOne();
};

void JournalPageTest::theStepsOfTheChosenOneAreShown()
{
    Desk workstation(false);
    ProfileContext stores = workstation.practice();
    stores.profileId = QStringLiteral("clinics");
    stores.journalPath = workstation.folder.filePath(QStringLiteral("journal"));
    record(stores.journalPath);
    workstation.window.show();
    workstation.window.openStores(stores);
    auto* action = workstation.window.findChild<QAction*>(QStringLiteral("actionJournal"));
    QTRY_VERIFY(action->isEnabled());
    action->trigger();
    auto* journal = workstation.window.findChild<JournalPage*>();
    auto* operations = journal->findChild<QListView*>(QStringLiteral("operations"));
    auto* steps = journal->findChild<QTreeWidget*>(QStringLiteral("steps"));
    QTRY_COMPARE(operations->model()->rowCount(), 3); // the day's heading, and two
    QCOMPARE(operations->currentIndex().row(), 1);    // the newest, which had no steps
    QTRY_COMPARE(steps->topLevelItemCount(), 1);
    QVERIFY(steps->topLevelItem(0)->text(0).contains(QStringLiteral("No step")));

    auto* filter = journal->findChild<QLineEdit*>(QStringLiteral("filter"));
    filter->setText(QStringLiteral("delete"));
    QCOMPARE(operations->model()->rowCount(), 2);
    QCOMPARE(steps->topLevelItemCount(), 0); // never another one's steps beside the list
    operations->setCurrentIndex(operations->model()->index(1, 0));
    QTRY_COMPARE(steps->topLevelItemCount(), 3);
    QCOMPARE(steps->topLevelItem(0)->childCount(), 0); // a plan may be long: it is read once it is opened
    QCOMPARE(steps->topLevelItem(0)->childIndicatorPolicy(), QTreeWidgetItem::ShowIndicator);
    steps->topLevelItem(0)->setExpanded(true);
    const QString words = wordsOf(*steps).join(QLatin1Char('\n'));
    QVERIFY2(words.contains(QStringLiteral("The plan")), qPrintable(words));
    QVERIFY(words.contains(QStringLiteral("delete the instance ") + hostile)); // its line, as plain text
    QVERIFY2(words.contains(QStringLiteral("|Database|The plan")), qPrintable(words));
    QVERIFY(words.contains(QStringLiteral("server gone, row kept")));
    QVERIFY(words.contains(QStringLiteral("Another table refers to it.")));
    QVERIFY(!words.contains(QStringLiteral("identity")));
    QVERIFY(steps->topLevelItem(0)->child(0)->isFirstColumnSpanned());
}

/// As many steps as a large deletion has would hold up the window if they were listed at once.
void JournalPageTest::everyActionHasItsWords()
{
    for (int number = 0; number <= static_cast<int>(JournalAction::RoomMade); ++number) {
        JournaledStep step;
        step.action = static_cast<JournalAction>(number);
        step.word = journalActionWord(static_cast<JournalAction>(number));
        QVERIFY2(journalActionText(step) != step.word, qPrintable(step.word));
    }
}

void JournalPageTest::manyStepsAreShownInParts()
{
    Desk workstation(false);
    ProfileContext stores = workstation.practice();
    stores.profileId = QStringLiteral("clinics");
    stores.journalPath = workstation.folder.filePath(QStringLiteral("journal"));
    rig::onWorker([&] {
        const auto journal = Journal::open(stores.journalPath, Role::Administrator);
        auto run = WorkflowRun::begin(
            journal->get(), {QStringLiteral("apply-delete"), QStringLiteral("clinics"), QStringLiteral("desk"),
                             QStringLiteral("Delete 1200 instances")});
        std::vector<JournalStep> steps;
        for (int number = 0; number < 1'200; ++number)
            steps.push_back({JournalAction::DeleteInstance, QStringLiteral("i%1").arg(number)});
        if (!run || !run->note(steps) || !run->finish(OperationOutcome::Done))
            qFatal("the journal was not written");
    });
    workstation.window.show();
    workstation.window.openStores(stores);
    workstation.window.view()->actions().showJournal();
    const auto& journal = *workstation.window.findChild<JournalPage*>();
    const auto* steps = journal.findChild<QTreeWidget*>(QStringLiteral("steps"));
    const auto* part = journal.findChild<QLabel*>(QStringLiteral("part"));
    auto* earlier = journal.findChild<QPushButton*>(QStringLiteral("earlier"));
    auto* later = journal.findChild<QPushButton*>(QStringLiteral("later"));
    const auto targetOf = [](const QTreeWidgetItem& item) {
        return item.text(2).section(QLatin1Char('\n'), 1).section(QLatin1Char(' '), 0, 0);
    };
    const auto shown = [steps, targetOf] {
        const int count = steps->topLevelItemCount();
        return count == 0 ? QString()
                          : targetOf(*steps->topLevelItem(0)) + u'-' + targetOf(*steps->topLevelItem(count - 1));
    };
    QTRY_COMPARE(shown(), QStringLiteral("i0-i499"));
    QVERIFY(part->isVisible() && later->isEnabled() && !earlier->isEnabled());
    QCOMPARE(part->text(), QStringLiteral("Steps 1 to 500 of 1,200"));
    later->click();
    QTRY_COMPARE(shown(), QStringLiteral("i500-i999"));
    QVERIFY(later->isEnabled() && earlier->isEnabled());
    later->click();
    QTRY_COMPARE(shown(), QStringLiteral("i1000-i1199"));
    QVERIFY(!later->isEnabled() && earlier->isEnabled());
    QCOMPARE(part->text(), QStringLiteral("Steps 1,001 to 1,200 of 1,200"));
    earlier->click();
    QTRY_COMPARE(shown(), QStringLiteral("i500-i999"));
}

void JournalPageTest::whatWasDeletedIsRestored()
{
    Desk workstation(false);
    const Integration deleted = deleteOne(workstation);
    QVERIFY(!deleted.id.isNull());
    auto* dialog = openUndo(workstation);
    QVERIFY(dialog);
    auto* go = dialog->findChild<QPushButton*>(QStringLiteral("go"));
    QTRY_VERIFY(go->isEnabled());
    QVERIFY(!go->isDefault());
    QVERIFY(!deleted.displayName.isEmpty());
    const auto isWhose = [&](const StatusList::Line& line) { return line.title.contains(deleted.displayName); };
    QVERIFY(std::ranges::any_of(dialog->lines(), isWhose)); // whose it is
    QVERIFY(!rowOf(workstation, deleted.id));
    go->click();
    QTRY_VERIFY_WITH_TIMEOUT(rowOf(workstation, deleted.id).has_value(), 20'000);
    QVERIFY(!rowOf(workstation, deleted.id)->enabled);
    QVERIFY(rowOf(workstation, deleted.id)->webhookToken != deleted.webhookToken);

    // In the window nobody is told to type a command, and what came of it stands at the top.
    auto* result = dialog->findChild<QWidget*>(QStringLiteral("result"));
    QTRY_VERIFY(result->isVisible());
    QString said;
    for (const QLabel* label : dialog->findChildren<QLabel*>())
        said += label->text().remove(QChar(0x200b)).remove(QChar(0x00ad)) + QLatin1Char('\n');
    QVERIFY2(said.contains(QStringLiteral("The rows are back")), qPrintable(said));
    QVERIFY2(!said.contains(QStringLiteral("steward-cli")), qPrintable(said));
    QTRY_VERIFY2(result->height() < dialog->height() / 3, qPrintable(QString::number(result->height())));
}

void JournalPageTest::whatStandsInTheWayOfAnUndoIsShownBefore()
{
    Desk workstation(false);
    const Integration deleted = deleteOne(workstation);
    QVERIFY(!deleted.id.isNull());
    workstation.world->visit([&](PracticeState& state, Timestamp) {
        PracticeRow row;
        row.row.id = deleted.id;
        row.row.organizationId = newId();
        row.row.instanceName = InstanceName::fromText(QStringLiteral("somebody"));
        row.row.enabled = true;
        row.row.webhookToken = WebhookToken(QByteArrayLiteral("token-of-somebody-else"));
        state.rows.push_back(row);
    });
    auto* dialog = openUndo(workstation);
    QVERIFY(dialog);
    const auto sentences = [dialog] {
        QStringList texts;
        for (const StatusList::Line& line : dialog->lines())
            texts << line.title << line.notes;
        return texts.join(QLatin1Char('\n'));
    };
    QTRY_VERIFY2(sentences().contains(QLatin1String("There is a row with this ID")), qPrintable(sentences()));
    QVERIFY(!dialog->findChild<QPushButton*>(QStringLiteral("go"))->isEnabled());
    QCOMPARE(rowOf(workstation, deleted.id)->instanceName.text(), QStringLiteral("somebody"));
}

void JournalPageTest::howItEndedAndTheKindNarrowTheList()
{
    Desk workstation(false);
    const JournalPage& journal = openJournal(workstation);
    const auto* operations = journal.findChild<QListView*>(QStringLiteral("operations"));
    auto* states = journal.findChild<QComboBox*>(QStringLiteral("states"));
    auto* kinds = journal.findChild<QComboBox*>(QStringLiteral("kinds"));
    const auto firstTitle = [operations] { return operations->model()->index(1, 0).data().toString(); };
    QTRY_COMPARE(operations->model()->rowCount(), 3); // the day's heading, and two
    states->setCurrentIndex(states->findData(static_cast<int>(JournalFilter::State::Partial)));
    QCOMPARE(operations->model()->rowCount(), 2);
    QCOMPARE(firstTitle(), QStringLiteral("Delete 1 instance"));
    kinds->setCurrentIndex(kinds->findData(QStringLiteral("create")));
    QCOMPARE(kinds->currentText(), QStringLiteral("New instance"));
    QCOMPARE(operations->model()->rowCount(), 0);
    states->setCurrentIndex(0);
    QCOMPARE(operations->model()->rowCount(), 2);
    QCOMPARE(firstTitle(), QStringLiteral("Create for Vida"));
}

void JournalPageTest::whatIsOpenStaysWhenReadAgain()
{
    Desk workstation(false);
    const JournalPage& journal = openJournal(workstation);
    auto* operations = journal.findChild<QListView*>(QStringLiteral("operations"));
    const auto* steps = journal.findChild<QTreeWidget*>(QStringLiteral("steps"));
    QTRY_COMPARE(operations->model()->rowCount(), 3); // the day's heading, and two
    operations->setCurrentIndex(operations->model()->index(2, 0));
    QTRY_COMPARE(steps->topLevelItemCount(), 3);
    steps->topLevelItem(0)->setExpanded(true);

    auto* again = journal.findChild<QPushButton*>(QStringLiteral("readAgain"));
    const QSignalSpy read(operations->model(), &QAbstractItemModel::modelReset);
    again->click();
    QVERIFY(!again->isEnabled());
    QTRY_VERIFY(again->isEnabled());
    QVERIFY(!read.isEmpty());
    QCOMPARE(operations->currentIndex().row(), 2);
    QCOMPARE(steps->topLevelItemCount(), 3);
    QVERIFY(steps->topLevelItem(0)->isExpanded());
}

void JournalPageTest::thousandsAreListedAndFiltered()
{
    std::vector<JournalEntry> entries(20'000);
    for (size_t number = 0; number < entries.size(); ++number) {
        entries[number].id = newId();
        entries[number].task.title = QStringLiteral("operation %1").arg(number);
        entries[number].startedAt = Timestamp(std::chrono::minutes(number)); // 14 days of 1970
    }
    const auto seventh = entries[7].id;
    JournalModel model({});
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setEntries(std::move(entries));
    QCOMPARE(model.shown(), 20'000);
    QVERIFY(model.rowCount() >= 20'014 && model.rowCount() <= 20'015); // and a heading for each day
    QCOMPARE(model.rowOf(seventh), model.rowCount() - 8);              // newest first
    QVERIFY(model.index(0, 0).data(JournalIsHeadingRole).toBool());
    QVERIFY(!model.flags(model.index(0, 0)).testFlag(Qt::ItemIsSelectable));
    JournalFilter filter;
    filter.text = QStringLiteral("operation 1999");
    filter.state = JournalFilter::State::Open;
    model.setFilter(filter);
    QCOMPARE(model.shown(), 11); // 1999, 19990 … 19999
    QCOMPARE(model.rowOf(seventh), -1);
}

void JournalPageTest::whoAndWhenAndWhichProfileNarrowTheList()
{
    const QDate today(2026, 11, 29);
    const auto at = [today](int daysAgo, int hour) {
        return Timestamp(
            std::chrono::milliseconds(QDateTime(today.addDays(-daysAgo), QTime(hour, 0)).toMSecsSinceEpoch()));
    };
    std::vector<JournalEntry> entries(3);
    for (size_t number = 0; number < entries.size(); ++number) {
        JournalEntry& entry = entries[number];
        entry.id = OperationId::create();
        entry.startedAt = at(static_cast<int>(entries.size() - 1 - number), 23); // the last hour of a day
        entry.task = {
            QStringLiteral("create"), number == 0 ? QStringLiteral("other") : QStringLiteral("clinics"),
            QStringLiteral("front-desk"), QStringLiteral("operation %1").arg(number), QStringLiteral("maria")};
    }
    JournalModel model(QStringLiteral("clinics"));
    model.setEntries(entries);
    QCOMPARE(model.index(1, 0).data(JournalWhoRole).toString(), QStringLiteral("maria · front-desk"));
    QCOMPARE(model.index(1, 0).data(JournalDetailRole).toString(), QString());
    QCOMPARE(model.index(5, 0).data(JournalDetailRole).toString(), QStringLiteral("profile other"));
    const auto shown = [&model](const JournalFilter& filter) {
        model.setFilter(filter);
        QStringList titles;
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.entry(row))
                titles << model.entry(row)->task.title.right(1);
        }
        return titles.join(QString());
    };
    JournalFilter filter;
    filter.from = filter.to = today;
    QCOMPARE(shown(filter), QStringLiteral("2"));
    filter.from = today.addDays(-1);
    QCOMPARE(shown(filter), QStringLiteral("21"));
    filter.to = today.addDays(-1);
    QCOMPARE(shown(filter), QStringLiteral("1"));
    filter = {};
    filter.origin = JournalFilter::Origin::OtherProfiles;
    QCOMPARE(shown(filter), QStringLiteral("0"));
    filter.origin = JournalFilter::Origin::ThisProfile;
    QCOMPARE(shown(filter), QStringLiteral("21"));
    filter = {};
    filter.text = QStringLiteral("MARIA");
    QCOMPARE(shown(filter), QStringLiteral("210"));
    filter.text = QStringLiteral("pedro");
    QCOMPARE(shown(filter), QString());
}

void JournalPageTest::todayYesterdayOrARangeIsChosen()
{
    Desk workstation(false);
    const JournalPage& journal = openJournal(workstation); // two, of now
    const auto* operations = journal.findChild<QListView*>(QStringLiteral("operations"));
    auto* times = journal.findChild<QComboBox*>(QStringLiteral("times"));
    auto* from = journal.findChild<QDateEdit*>(QStringLiteral("from"));
    auto* to = journal.findChild<QDateEdit*>(QStringLiteral("to"));
    const auto shown = [operations] { return operations->model()->rowCount(); };
    const auto choose = [times](const char* words) { times->setCurrentText(QString::fromUtf8(words)); };
    QTRY_COMPARE(shown(), 3); // the day's heading, and two
    const QDate today = QDate::currentDate();
    choose("Yesterday");
    QCOMPARE(shown(), 0);
    choose("Today");
    QCOMPARE(shown(), 3);
    QVERIFY(!from->isVisible() && !to->isVisible());
    choose("A range…");
    QVERIFY(from->isVisible() && to->isVisible());
    QCOMPARE(shown(), 3); // the last seven days are proposed
    to->setDate(today.addDays(-1));
    QCOMPARE(shown(), 0);
    from->setDate(today);
    to->setDate(today);
    QCOMPARE(shown(), 3);
    choose("Any time");
    QVERIFY(!from->isVisible());
    QCOMPARE(shown(), 3);
}

/// The database's history tells what stands in no journal of this computer; what stands in both is told once.
void JournalPageTest::whatOtherComputersDidIsShown()
{
    Desk workstation(false);
    ProfileContext stores = workstation.practice();
    stores.profileId = QStringLiteral("clinics");
    stores.journalPath = workstation.folder.filePath(QStringLiteral("journal"));
    record(stores.journalPath);
    const OperationId elsewhere = OperationId::create();
    const OrganizationId organization = workstation.world->visit([&](PracticeState& state, Timestamp now) {
        state.guards.insert(GuardPart::AuditTable);
        PracticeChange change;
        change.author = {QStringLiteral("admin-7"), elsewhere, QStringLiteral("delete")};
        const QJsonObject row{
            {QStringLiteral("organization_id"), state.organizations.front().id.toString()},
            {QStringLiteral("config"), QJsonObject{{QStringLiteral("instance_name"), hostile}}}};
        change.before = RowImage{QJsonDocument(row).toJson()};
        change.at = now;
        state.history.push_back(change);
        return state.organizations.front().id;
    });
    workstation.window.show();
    workstation.window.openStores(stores);
    QVERIFY(waitForTable(workstation));
    workstation.window.view()->actions().showJournal();
    const auto& journal = *workstation.window.findChild<JournalPage*>();
    auto* operations = journal.findChild<QListView*>(QStringLiteral("operations"));
    auto* origins = journal.findChild<QComboBox*>(QStringLiteral("origins"));
    QTRY_COMPARE(operations->model()->rowCount(), 4);
    origins->setCurrentIndex(origins->findData(static_cast<int>(JournalFilter::Origin::Others)));
    QCOMPARE(operations->model()->rowCount(), 2);
    const QModelIndex line = operations->model()->index(1, 0);
    const QString name = workstation.window.view()->workspace().index()->audit().organizationName(organization);
    QVERIFY2(line.data().toString().contains(name), qPrintable(line.data().toString()));
    QVERIFY(line.data().toString().startsWith(journalKindText(QStringLiteral("apply-delete")))); // not the bare word
    QCOMPARE(line.data(JournalWhoRole).toString(), QStringLiteral("admin-7"));
    operations->setCurrentIndex(line);
    const auto* note = journal.findChild<QLabel*>(QStringLiteral("note"));
    QVERIFY(note->isVisible());
    QVERIFY(QString(note->text()).remove(QChar(0x200b)).contains(hostile));            // as plain text
    QVERIFY(!journal.findChild<QPushButton*>(QStringLiteral("restore"))->isVisible()); // that is the other journal's

    // A database that does not answer hides no journal, and it is said.
    origins->setCurrentIndex(0);
    workstation.world->setFault(Store::Database, {ErrorKind::Refused});
    journal.findChild<QPushButton*>(QStringLiteral("readAgain"))->click();
    const auto* trouble = journal.findChild<QLabel*>(QStringLiteral("elsewhere"));
    QTRY_VERIFY(trouble->isVisible());
    QTRY_COMPARE(operations->model()->rowCount(), 3);
}

/// Rows that were deleted come back; their instances by a plan that is shown like any other.
void JournalPageTest::anUndoCanGiveInstancesToo()
{
    Desk workstation(false);
    const Integration deleted = deleteOne(workstation);
    QVERIFY(!deleted.id.isNull());
    auto* dialog = openUndo(workstation, "restoreWhole");
    QVERIFY(dialog);
    auto* go = dialog->findChild<QPushButton*>(QStringLiteral("go"));
    QTRY_VERIFY(go->isEnabled());
    go->click();
    QTRY_VERIFY_WITH_TIMEOUT(rowOf(workstation, deleted.id).has_value(), 20'000);
    QVERIFY(!rowOf(workstation, deleted.id)->enabled);
    PlanPage* plan = nullptr;
    QTRY_VERIFY((plan = workstation.window.findChild<PlanPage*>()) != nullptr);
    QVERIFY(!rowOf(workstation, deleted.id)->enabled); // nothing before it is agreed to
}

void JournalPageTest::theReportHoldsEveryStep()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("journal"));
    record(path);
    OperationId id;
    Result<QByteArray> csv;
    Result<QByteArray> json;
    Result<QByteArray> none;
    rig::onWorker([&] {
        const auto content = readJournal({path});
        id = content->operations.front().id;
        csv = journalReport({path}, id, false);
        json = journalReport({path}, id, true);
        none = journalReport({path}, OperationId::create(), true);
    });
    QVERIFY(csv && json && !none);
    QCOMPARE(csv->count('\n'), 4); // its heading and three steps
    QVERIFY(csv->contains("server gone, row kept"));
    const QJsonObject document = QJsonDocument::fromJson(*json).object();
    QCOMPARE(document[QStringLiteral("version")].toInt(), 1);
    QCOMPARE(document[QStringLiteral("id")].toString(), id.toString());
    const QJsonArray steps = document[QStringLiteral("steps")].toArray();
    QCOMPARE(steps.size(), 3);
    for (const QJsonValue& step : steps)
        QCOMPARE(step.toObject().keys().join(QLatin1Char(' ')), QStringLiteral("at result step store target"));
    QVERIFY(json->contains("\n    \"steps\": [\n        {\n            \"at\": "));
    QCOMPARE(document[QStringLiteral("desk")].toString(), QStringLiteral("desk"));
    QCOMPARE(document[QStringLiteral("person")].toString(), systemUserName());
    QVERIFY(!systemUserName().isEmpty());
}

void JournalPageTest::withoutAJournalItSaysSo()
{
    Desk workstation(false);
    ProfileContext stores = workstation.practice();
    stores.journalPath.clear();
    workstation.window.show();
    workstation.window.openStores(stores);
    workstation.window.pages()->show(Page::Journal);
    const auto* emptiness = workstation.window.findChild<JournalPage*>()->findChild<EmptyState*>();
    QTRY_VERIFY(emptiness->isVisible());
    QVERIFY2(
        wordsIn(*emptiness).contains(QStringLiteral("Practice keeps no journal.")), qPrintable(wordsIn(*emptiness)));
}

void JournalPageTest::anEmptyJournalSaysSoAndADamagedOneDoesNot()
{
    Desk workstation(false);
    ProfileContext stores = workstation.practice();
    stores.profileId = QStringLiteral("clinics");
    stores.journalPath = workstation.folder.filePath(QStringLiteral("journal"));
    workstation.window.show();
    workstation.window.openStores(stores);
    workstation.window.pages()->show(Page::Activity);
    // Before anything was done Activity leads to what was done before.
    QPushButton* open = nullptr;
    QTRY_VERIFY(
        (open = workstation.window.findChild<QPushButton*>(QStringLiteral("openJournal"))) && open->isVisible());
    open->click();
    QCOMPARE(workstation.window.pages()->page(), Page::Journal);
    auto* page = workstation.window.findChild<JournalPage*>();
    const auto* emptiness = page->findChild<EmptyState*>();
    auto* clear = page->findChild<QPushButton*>(QStringLiteral("clearFilter"));
    QTRY_VERIFY2(wordsIn(*emptiness).contains(QStringLiteral("The journal is empty")), qPrintable(wordsIn(*emptiness)));
    QVERIFY(emptiness->isVisible() && !clear->isVisible());
    record(stores.journalPath);
    page->findChild<QPushButton*>(QStringLiteral("readAgain"))->click();
    const auto* operations = page->findChild<QListView*>(QStringLiteral("operations"));
    QTRY_COMPARE(operations->model()->rowCount(), 3); // the day's heading, and two
    page->findChild<QLineEdit*>(QStringLiteral("filter"))->setText(QStringLiteral("there is none of this"));
    QVERIFY(emptiness->isVisible() && clear->isVisible());
    QVERIFY(wordsIn(*emptiness).contains(QStringLiteral("Nothing matches the filter.")));
    clear->click();
    QCOMPARE(operations->model()->rowCount(), 3);
    QVERIFY(operations->isVisible());

    // What cannot be read is not said to be empty.
    stores.journalPath = workstation.folder.filePath(QStringLiteral("damaged"));
    record(stores.journalPath);
    for (const QFileInfo& file : QDir(stores.journalPath).entryInfoList(QDir::Files)) {
        QFile damaged(file.filePath());
        QVERIFY(damaged.open(QIODevice::WriteOnly | QIODevice::Truncate));
        damaged.write(QByteArray(9000, 'x'));
    }
    workstation.window.openStores(stores);
    workstation.window.pages()->show(Page::Journal);
    const auto said = [&workstation] {
        return wordsIn(*workstation.window.pages()->findChild<JournalPage*>()->findChild<EmptyState*>());
    };
    QTRY_VERIFY2(said().contains(QStringLiteral("could not be read whole")), qPrintable(said()));
    QVERIFY(!said().contains(QStringLiteral("is empty")));
}

void JournalPageTest::whereThereIsLittleRoomTheListThenTheChosenOne()
{
    Desk workstation(false);
    JournalPage& page = openJournal(workstation);
    auto* list = page.findChild<QListView*>(QStringLiteral("operations"));
    auto* detail = page.findChild<JournalDetail*>();
    QTRY_COMPARE(list->model()->rowCount(), 3); // the day's heading, and two
    QTRY_COMPARE(detail->width(), scaled(400));
    workstation.window.resize(scaled(1100), scaled(760));
    QTRY_COMPARE(detail->width(), scaled(340));
    QVERIFY(list->isVisible());
    workstation.window.resize(scaled(900), scaled(700));
    QTRY_VERIFY(list->isVisible() && !detail->isVisible());
    QVERIFY(!page.findChild<QPushButton*>(QStringLiteral("back"))->isVisible());
    list->setFocus();
    list->setCurrentIndex(list->model()->index(2, 0));
    QVERIFY(!detail->isVisible()); // going along the list leaves it in sight
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_VERIFY(detail->isVisible() && !list->isVisible());
    QTRY_COMPARE(page.findChild<QTreeWidget*>(QStringLiteral("steps"))->topLevelItemCount(), 3);
    QTest::keyClick(detail, Qt::Key_Escape);
    QTRY_VERIFY(list->isVisible() && !detail->isVisible());
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_VERIFY(detail->isVisible());
    page.findChild<QPushButton*>(QStringLiteral("back"))->click();
    QTRY_VERIFY(list->isVisible() && !detail->isVisible());
    workstation.window.resize(1440, 900);
    QTRY_VERIFY(list->isVisible() && detail->isVisible());
    QTRY_COMPARE(detail->width(), scaled(400));
}

STEWARD_TEST(JournalPageTest)
} // namespace steward::journal_page_test

#include "journal_page_test.moc"
