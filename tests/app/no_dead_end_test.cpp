#include "app/plan_desk.h"
#include "support/test_registry.h"

#include "app/components/problem_card.h"
#include "app/inspector/problem_meaning.h"
#include "app/inspector/problem_ways.h"
#include "app/operations/operation_page.h"
#include "app/plans/adoption_dialog.h"
#include "app/plans/choose_step.h"
#include "app/shell/workspace_pages.h"
#include "app/table/instance_table.h"
#include "wording/finding_words.h"
#include "workflows/journal/journal_reader.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QInputDialog>
#include <QSignalSpy>

using namespace steward;
using namespace steward::test;

namespace steward::no_dead_end_test {

namespace {

const AuditRow* rowWith(Desk& workstation, FindingCode code)
{
    const auto& index = workstation.window.view()->workspace().index();
    const auto& rows = index->audit().rows();
    const auto found = std::ranges::find_if(rows, [code](const AuditRow& row) { return row.has(code); });
    return found == rows.end() ? nullptr : &*found;
}

bool hasFinding(Desk& workstation, FindingCode code, const QByteArray& identity)
{
    const auto& index = workstation.window.view()->workspace().index();
    const int row = index->rowOf(identity);
    return row >= 0 && index->row(row).has(code);
}

/// Where no address reaches a name, nothing but that can be mended of it; and duplicates are cleaned up first.
const AuditRow* mendableRow(Desk& workstation, FindingCode code)
{
    const auto& rows = workstation.window.view()->workspace().index()->audit().rows();
    const auto found = std::ranges::find_if(rows, [code](const AuditRow& row) {
        return row.has(code) && (row.kind != RowKind::Instance || row.name.isReachable()) &&
               !row.has(FindingCode::DuplicateInstance);
    });
    return found == rows.end() ? rowWith(workstation, code) : &*found;
}

/// What is listed as closed and runs open has to be seen so twice: it is brought into sight, which is asked again.
void lookTwice(Desk& workstation)
{
    Workspace& workspace = workstation.window.view()->workspace();
    for (const AuditRow& row : workspace.index()->audit().rows()) {
        if (row.server && row.server->connection == Connection::Close && row.memory == MemoryState::Open)
            workstation.window.view()->table().showInstance(row.name);
    }
    workspace.askScreenAgain();
}

/// Reads once more; true once it has been.
bool readAgain(Desk& workstation)
{
    Workspace& workspace = workstation.window.view()->workspace();
    workspace.refresh();
    return QTest::qWaitFor([&] { return !workspace.isReading(); }, longWait);
}

/// The card of the problem, of the row that is inspected.
ProblemCard* cardOf(Desk& workstation, FindingCode code)
{
    for (ProblemCard* card : workstation.window.findChildren<ProblemCard*>()) {
        if (card->isVisible() && card->accessibleName() == findingTitle(code))
            return card;
    }
    return nullptr;
}

void scanEverything(Desk& workstation)
{
    workstation.world->visit([](PracticeState& state, Timestamp now) {
        for (PracticeInstance& instance : state.instances) {
            if (instance.pairing)
                state.scan(instance, now);
        }
    });
}

} // namespace

/// From each problem through its button to healthy, or to the last of its steps, after which practice plays the
/// administrator's part.
class NoDeadEndTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyProblemSaysWhatItMeans_data();
    void everyProblemSaysWhatItMeans();
    void everyProblemIsMended_data();
    void everyProblemIsMended();
    void leftoversAreCleared();

private:
    void applyPlan(Desk& workstation);
    void clean(Desk& workstation);
    void adopt(Desk& workstation, const OrganizationId& organization);
    void nameRow(Desk& workstation);
    void decide(Desk& workstation, FindingCode code);
    void pair(Desk& workstation, FindingCode code, const QByteArray& identity);
    void reset(Desk& workstation);
    void administrate(Desk& workstation, FindingCode code, const InstanceName& name);
    void go(Desk& workstation, FindingCode code, const AuditRow& row);
};

void NoDeadEndTest::everyProblemSaysWhatItMeans_data()
{
    QTest::addColumn<int>("code");
    for (int code = 0; code < findingCodeCount; ++code)
        QTest::newRow(qPrintable(findingWord(static_cast<FindingCode>(code)))) << code;
}

void NoDeadEndTest::everyProblemSaysWhatItMeans()
{
    QFETCH(int, code);
    const auto problem = static_cast<FindingCode>(code);
    const QString meaning = problemMeaning(problem);
    QVERIFY2(meaning.endsWith(QLatin1Char('.')) && meaning.size() > 20, qPrintable(meaning));
    // A button that mends it, or the steps for whoever can.
    const std::vector<ProblemButton> ways = waysOf(problem);
    QVERIFY(!ways.empty() && !ways.front().text.isEmpty());
    const bool mends = isChange(ways.front().way);
    QVERIFY2(mends || problemSteps(problem).size() > 1, qPrintable(findingTitle(problem)));
    QVERIFY(!findingRepair(problem).isEmpty());
}

void NoDeadEndTest::everyProblemIsMended_data()
{
    QTest::addColumn<int>("code");
    for (int code = 0; code < findingCodeCount; ++code) {
        // The window's reading does not ask for leftovers, its plans do: leftoversAreCleared().
        if (static_cast<FindingCode>(code) != FindingCode::Residue)
            QTest::newRow(qPrintable(findingWord(static_cast<FindingCode>(code)))) << code;
    }
}

void NoDeadEndTest::everyProblemIsMended()
{
    QFETCH(int, code);
    const auto problem = static_cast<FindingCode>(code);
    Desk workstation(false);
    workstation.world->visit([](PracticeState& state, Timestamp) {
        state.scanTime = std::chrono::milliseconds(300);
        state.deletionTime = std::chrono::milliseconds(50);
    });
    ProfileContext stores = workstation.practice();
    stores.journalPath = workstation.folder.filePath(QStringLiteral("journal"));
    stores.settings.secondLook = std::chrono::milliseconds(100); // what is listed as closed and runs open
    workstation.window.openStores(stores);
    QVERIFY(waitForTable(workstation));
    // Some are found only once memory and webhook have been asked, in the background.
    const auto isFound = [&] {
        if (problem == FindingCode::StateMismatch)
            lookTwice(workstation);
        return rowWith(workstation, problem) != nullptr;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isFound(), longWait);
    const AuditRow row = *mendableRow(workstation, problem);
    go(workstation, problem, row);
    if (QTest::currentTestFailed())
        return;
    QVERIFY(readAgain(workstation));
    QTRY_VERIFY2_WITH_TIMEOUT(!hasFinding(workstation, problem, row.identity()), qPrintable(row.title()), longWait);
    const auto journal = readJournal({stores.journalPath});
    QVERIFY(!journal || !journal->damage);
}

/// Of an instance that is in no store any more: the repair finds what waits in its queues, says so, and clears it.
void NoDeadEndTest::leftoversAreCleared()
{
    Desk workstation(false);
    const auto waiting = [&workstation](const InstanceName& name) {
        return workstation.world->visit([&name](PracticeState& state, Timestamp) {
            return std::ranges::any_of(state.residues, [&name](const Residue& each) { return each.name == name; });
        });
    };
    const InstanceName name = workstation.world->visit([](PracticeState& state, Timestamp) {
        const auto loose = std::ranges::find_if(
            state.residues, [&state](const Residue& each) { return !state.instance(each.name) && each.any(); });
        return loose == state.residues.end() ? InstanceName() : loose->name;
    });
    QVERIFY(!name.isEmpty());
    ProfileContext stores = workstation.practice();
    stores.journalPath = workstation.folder.filePath(QStringLiteral("journal"));
    workstation.window.openStores(stores);
    QVERIFY(waitForTable(workstation));
    const PlanPage* page = openPlan(workstation, PlanKind::Repair, {name});
    QTRY_VERIFY_WITH_TIMEOUT(isPlanned(*page), longWait);
    QVERIFY2(linesOf(*page).contains(QStringLiteral("messages")), qPrintable(linesOf(*page)));
    QVERIFY(waiting(name)); // shown, and nothing done
    applyPlan(workstation);
    QVERIFY(!waiting(name));
    const auto journal = readJournal({stores.journalPath});
    QVERIFY(journal && !journal->damage);
}

void NoDeadEndTest::go(Desk& workstation, FindingCode code, const AuditRow& row)
{
    InstancesPage& page = workstation.window.view()->instances();
    page.showProblem(code, row.name);
    for (int shown = 0; shown < workstation.window.view()->model().rowCount(); ++shown) {
        if (workstation.window.view()->model().row(shown).identity() == row.identity()) {
            workstation.window.view()->table().selectRow(shown);
            page.inspectCurrent();
        }
    }
    QTRY_VERIFY(cardOf(workstation, code));
    ProblemCard* card = cardOf(workstation, code);
    QVERIFY2(card->accessibleDescription().contains(problemMeaning(code)), qPrintable(card->accessibleDescription()));
    for (const QString& step : problemSteps(code))
        QVERIFY2(labelsOf(*card).contains(step), qPrintable(step));
    const ProblemButton way = waysOf(code).front();
    QList<QPushButton*> buttons = card->findChildren<QPushButton*>(QStringLiteral("problemWay"));
    QVERIFY(!buttons.isEmpty() && buttons.front()->isEnabled());
    QCOMPARE(buttons.front()->text().remove(QLatin1Char('&')), way.text);
    QGuiApplication::clipboard()->clear();
    buttons.front()->click();
    switch (way.way) {
    case ProblemWay::Repair:
    case ProblemWay::UsePhone:
    case ProblemWay::Create:
    case ProblemWay::Enable:
    case ProblemWay::Unlink:
        return applyPlan(workstation);
    case ProblemWay::Clean:
        return clean(workstation);
    case ProblemWay::ShowGroup:
        return decide(workstation, code);
    case ProblemWay::Pair:
        return pair(workstation, code, row.identity());
    case ProblemWay::Reset:
        return reset(workstation);
    case ProblemWay::Assign:
        // Where name and row disagree, the one in the name: the name stays.
        return adopt(workstation, row.name.embeddedUuid().value_or(row.organizationId));
    case ProblemWay::NameRow:
        return nameRow(workstation);
    case ProblemWay::CopySteps:
        return administrate(workstation, code, row.name);
    }
}

/// The plan that is in sight, to its end.
void NoDeadEndTest::applyPlan(Desk& workstation)
{
    const auto inSight = [&]() -> PlanPage* {
        for (PlanPage* page : workstation.window.findChildren<PlanPage*>()) {
            if (page->isVisible())
                return page;
        }
        return nullptr;
    };
    QTRY_VERIFY_WITH_TIMEOUT(inSight(), longWait);
    PlanPage* page = inSight();
    QTRY_VERIFY_WITH_TIMEOUT(isPlanned(*page), longWait);
    confirm(*page);
    QTRY_VERIFY2_WITH_TIMEOUT(button(*page, "apply")->isEnabled(), qPrintable(labelsOf(*page)), longWait);
    button(*page, "apply")->click();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*page), longWait);
}

void NoDeadEndTest::clean(Desk& workstation)
{
    QCOMPARE(workstation.window.pages()->page(), Page::Duplicates);
    auto* page = workstation.window.findChild<PlanPage*>();
    QVERIFY(page);
    QTRY_VERIFY_WITH_TIMEOUT(button(*page, "reviewPlan")->isEnabled(), longWait);
    button(*page, "reviewPlan")->click();
    applyPlan(workstation);
}

void NoDeadEndTest::adopt(Desk& workstation, const OrganizationId& organization)
{
    auto* dialog = workstation.window.findChild<AdoptionDialog*>();
    QVERIFY(dialog);
    auto* field = dialog->findChild<QLineEdit*>(QStringLiteral("organization"));
    if (!button(*dialog, "show")->isEnabled()) {
        const auto& audit = workstation.window.view()->workspace().index()->audit();
        const OrganizationId chosen =
            organization.isNull() ? audit.snapshot().database->organizations.front().id : organization;
        field->setText(audit.organizationName(chosen));
        if (!button(*dialog, "show")->isEnabled())
            field->setText(chosen.toString());
    }
    QVERIFY(button(*dialog, "show")->isEnabled());
    button(*dialog, "show")->click();
    applyPlan(workstation);
}

void NoDeadEndTest::nameRow(Desk& workstation)
{
    if (auto* chooser = workstation.window.findChild<QInputDialog*>()) {
        QVERIFY(!chooser->comboBoxItems().isEmpty());
        chooser->setTextValue(chooser->comboBoxItems().constFirst());
        chooser->accept();
    }
    applyPlan(workstation);
}

/// All that have it are shown; the person deletes all but the first.
void NoDeadEndTest::decide(Desk& workstation, FindingCode code)
{
    InstanceModel& model = workstation.window.view()->model();
    QVERIFY(model.rowCount() > 1);
    std::vector<QByteArray> others;
    for (int row = 1; row < model.rowCount(); ++row) {
        if (model.row(row).has(code))
            others.push_back(model.row(row).identity());
    }
    QVERIFY(!others.empty());
    workstation.window.view()->table().selectOnly(others);
    auto* remove = workstation.window.findChild<QAction*>(QStringLiteral("actionDelete"));
    QVERIFY(remove->isEnabled());
    remove->trigger();
    applyPlan(workstation);
}

void NoDeadEndTest::pair(Desk& workstation, FindingCode code, const QByteArray& identity)
{
    QCOMPARE(workstation.window.pages()->page(), Page::Pair);
    const auto isPaired = [&] {
        scanEverything(workstation);
        return !hasFinding(workstation, code, identity);
    };
    QTRY_VERIFY_WITH_TIMEOUT(isPaired(), longWait);
}

void NoDeadEndTest::reset(Desk& workstation)
{
    QTRY_VERIFY_WITH_TIMEOUT(workstation.window.findChild<OperationPage*>(), longWait);
    QPointer<OperationPage> dialog = workstation.window.findChild<OperationPage*>();
    QTRY_VERIFY_WITH_TIMEOUT(dialog && button(*dialog, "go")->isEnabled(), longWait);
    button(*dialog, "go")->click();
    QTRY_VERIFY_WITH_TIMEOUT(workstation.window.pages()->page() == Page::Pair, longWait); // what follows
    scanEverything(workstation);
}

/// What was copied names the instance and every step; then whoever looks after the server does them.
void NoDeadEndTest::administrate(Desk& workstation, FindingCode code, const InstanceName& name)
{
    const QString copied = QGuiApplication::clipboard()->text();
    for (const QString& step : problemSteps(code))
        QVERIFY2(copied.contains(step), qPrintable(copied));
    QVERIFY2(copied.contains(findingWord(code)), qPrintable(copied));
    workstation.world->visit([&](PracticeState& state, Timestamp) {
        if (code == FindingCode::UnreachableName) {
            std::erase_if(
                state.instances, [&name](const PracticeInstance& instance) { return instance.listed.name == name; });
            return;
        }
        PracticeInstance* instance = state.instance(name);
        QVERIFY(instance);
        instance->isHidden = false;
        if (code == FindingCode::GhostInstance) // a restart: it is loaded again, its phone as it was
            instance->memory = instance->listed.connection == Connection::Open ? MemoryState::Open : MemoryState::Close;
        else if (code == FindingCode::StateMismatch)
            instance->listed.connection = instance->memory == MemoryState::Open ? Connection::Open : Connection::Close;
    });
    workstation.window.view()->workspace().forgetAnswers({});
}

STEWARD_TEST(NoDeadEndTest)
} // namespace steward::no_dead_end_test

#include "no_dead_end_test.moc"
