#include "app/plan_desk.h"
#include "support/test_registry.h"

#include "app/inspector/inspector_panel.h"
#include "app/operations/run_step.h"
#include "app/plans/plan_cards.h"
#include "app/plans/plan_page.h"
#include "app/plans/review_step.h"
#include "app/shell/environment_button.h"
#include "app/shell/plan_actions.h"
#include "app/shell/workspace_actions.h"
#include "app/shell/workspace_pages.h"
#include "app/style/item_roles.h"
#include "app/style/type.h"
#include "app/table/instance_table.h"
#include "workflows/read/plan_json.h"

#include <QAction>
#include <QCheckBox>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::plan_page_test {

class PlanPageTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsChangedBeforeTheButton();
    void aDeletionReachesAllThreeStores();
    void aRepairSaysWhatItMends_data();
    void aRepairSaysWhatItMends();
    void enterNeverApplies();
    void enterClosesWhatIsDone();
    void onlyWhatCanBeUndoneSaysSo();
    void linesStandByOrganizationAndByStore();
    void oneComesBackToWhereOneWas_data();
    void oneComesBackToWhereOneWas();
    void narrowWindowsKeepWhatMatters();
    void whatTheKeyboardComesToIsInSight();
    void asksForTheTextAndTakesNoOther();
    void disableInstead();
    void showsWhatIsLeftAndWhy();
    void savesThePlanAndAppliesTheFile();
    void aDamagedFileIsRefused();
    void protectedRowsShowALock();
    void residueIsClearedOnlyWhenTicked_data();
    void residueIsClearedOnlyWhenTicked();
};

void PlanPageTest::nothingIsChangedBeforeTheButton()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const std::vector<InstanceName> names = closedInstances(workstation, 2);
    QCOMPARE(names.size(), size_t(2));
    const QString before = worldText(workstation);
    PlanPage* dialog = openPlan(workstation, PlanKind::Delete, names);
    QVERIFY(!button(*dialog, "apply")->isEnabled());
    QTRY_VERIFY(isPlanned(*dialog));
    const QString lines = linesOf(*dialog);
    for (const InstanceName& name : names)
        QVERIFY2(lines.contains(QStringLiteral("− delete the instance ") + name.text()), qPrintable(lines));
    QVERIFY(lines.contains(QStringLiteral("session cannot come back")));
    QCOMPARE(labelsOf(*dialog->findChild<PlanCards*>()).contains(QStringLiteral("−2\ninstances\nServer")), true);
    const QString summary = dialog->findChild<PlanCards*>()->findChild<QLabel*>(QStringLiteral("summary"))->text();
    QVERIFY2(summary.contains(QStringLiteral("Delete 2 instances, 2 rows")), qPrintable(summary));
    QCOMPARE(button(*dialog, "apply")->text(), QStringLiteral("Delete 2 instances in practice"));
    QVERIFY(button(*dialog, "cancel")->isDefault());
    QVERIFY(!button(*dialog, "apply")->isDefault() && !button(*dialog, "apply")->autoDefault());
    QCOMPARE(worldText(workstation), before);
    button(*dialog, "cancel")->click();
    QTRY_VERIFY(!workstation.window.findChild<PlanPage*>());
    QCOMPARE(worldText(workstation), before);
}

void PlanPageTest::aDeletionReachesAllThreeStores()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const std::vector<InstanceName> names = closedInstances(workstation, 1);
    const QString whose = [&] {
        const Audit& audit = workstation.window.view()->workspace().index()->audit();
        return audit.organizationName(audit.find(names.front())->organizationId);
    }();
    PlanPage* dialog = openPlan(workstation, PlanKind::Delete, names);
    QTRY_VERIFY(button(*dialog, "apply")->isEnabled());
    QCOMPARE(remains(workstation, names.front()), QStringLiteral("server row cache"));
    QCOMPARE(button(*dialog, "apply")->text(), QStringLiteral("Delete 1 instance in practice"));
    button(*dialog, "apply")->click();
    QVERIFY(dialog->isApplying());
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*dialog), longWait);
    QCOMPARE(remains(workstation, names.front()), QString());
    QCOMPARE(dialog->run()->operation().what().title, QStringLiteral("Delete 1 instance · ") + whose);
    QVERIFY2(labelsOf(*dialog).contains(QStringLiteral("Delete 1 instance · ") + whose), qPrintable(labelsOf(*dialog)));
    const ApplyModel& model = *dialog->run()->items();
    QCOMPARE(model.counts().done, 1);
    QCOMPARE(model.index(0, ApplyModel::ServerColumn).data().toString(), QStringLiteral("gone"));
    QCOMPARE(model.index(0, ApplyModel::DatabaseColumn).data().toString(), QStringLiteral("gone"));
    // The table is read again by itself.
    QTRY_VERIFY(!workstation.window.view()->workspace().index()->audit().find(names.front()));
}

void PlanPageTest::aRepairSaysWhatItMends_data()
{
    QTest::addColumn<FindingCode>("code");
    QTest::addColumn<QString>("words");
    QTest::newRow("a webhook") << FindingCode::WebhookMismatch << QStringLiteral("Set 1 webhook");
    QTest::newRow("a row of an instance") << FindingCode::StatusDrift << QStringLiteral("Repair 1 instance");
    QTest::newRow("the cache alone") << FindingCode::CacheWithoutExpiry << QStringLiteral("Repair 1 entry");
}

void PlanPageTest::aRepairSaysWhatItMends()
{
    QFETCH(const FindingCode, code);
    QFETCH(const QString, words);
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const bool isWebhook = code == FindingCode::WebhookMismatch; // which the first reading asks of nobody
    std::vector<InstanceName> names;
    for (const AuditRow& row : workstation.window.view()->workspace().index()->audit().rows()) {
        const bool hasOther = std::ranges::any_of(row.findings, [&](const Finding& each) {
            return each.code != code && severityOf(each.code) != Severity::Info;
        });
        const bool fits = isWebhook ? row.isPhone() && row.enabledIntegration() && row.connection() == Connection::Open
                                    : row.has(code);
        if (fits && !hasOther && names.empty())
            names.push_back(row.name);
    }
    QCOMPARE(names.size(), size_t(1));
    if (isWebhook) {
        workstation.world->visit([&](PracticeState& state, Timestamp) {
            if (auto& webhook = state.instance(names.front())->webhook) // without one it is to be set as well
                webhook->enabled = false;
        });
    }
    PlanPage* page = openPlan(workstation, PlanKind::Repair, names);
    QTRY_VERIFY(isPlanned(*page));
    QCOMPARE(button(*page, "apply")->text(), words);
}

void PlanPageTest::enterNeverApplies()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const std::vector<InstanceName> names = addInstances(workstation, 6); // more than five: the number is asked for
    PlanPage* dialog = openPlan(workstation, PlanKind::Delete, names);
    QTRY_VERIFY(isPlanned(*dialog));
    const QString before = worldText(workstation);
    auto* confirm = dialog->findChild<QLineEdit*>(QStringLiteral("confirm"));
    QTRY_VERIFY(confirm->isVisible());
    confirm->setFocus();
    QTest::keyClicks(confirm, QStringLiteral("6"));
    QVERIFY(button(*dialog, "apply")->isEnabled());
    QTest::keyClick(confirm, Qt::Key_Return);
    QTest::keyClick(confirm, Qt::Key_Enter);
    QVERIFY(dialog->isVisible() && !dialog->isApplying());
    button(*dialog, "apply")->setFocus();
    QTest::keyClick(button(*dialog, "apply"), Qt::Key_Return);
    QVERIFY(!dialog->isApplying());
    QTRY_VERIFY(!workstation.window.findChild<PlanPage*>()); // it was Cancel that Enter pressed
    QCOMPARE(worldText(workstation), before);
}

void PlanPageTest::enterClosesWhatIsDone()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    PlanPage* dialog = openPlan(workstation, PlanKind::Delete, closedInstances(workstation, 1));
    QTRY_VERIFY(button(*dialog, "apply")->isEnabled());
    button(*dialog, "apply")->click();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*dialog), longWait);
    // The words of each store are seen whole.
    workstation.window.resize(1440, 900);
    auto* done = dialog->findChild<QTableView*>(QStringLiteral("done"));
    for (int column = ApplyModel::ServerColumn; column <= ApplyModel::CacheColumn; ++column)
        QTRY_VERIFY2(
            done->columnWidth(column) >= scaled(140),
            qPrintable(
                QStringLiteral("column %1: %2 of %3").arg(column).arg(done->columnWidth(column)).arg(done->width())));
    QTest::keyClick(button(*dialog, "close"), Qt::Key_Return);
    QTRY_VERIFY(!workstation.window.findChild<PlanPage*>());
    // Enter once more is the page's, not the head's.
    QVERIFY(workstation.window.focusWidget());
    QVERIFY(!qobject_cast<EnvironmentButton*>(workstation.window.focusWidget()));
}

void PlanPageTest::onlyWhatCanBeUndoneSaysSo()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const auto isShown = [](const PlanPage& page, const char* name) {
        return page.findChild<PlanCards*>()->findChild<QWidget*>(QLatin1String(name))->isVisibleTo(&page);
    };
    const std::vector<InstanceName> closed = closedInstances(workstation, 1);
    PlanPage* disabling = openPlan(workstation, PlanKind::Disable, closed);
    QTRY_VERIFY(isPlanned(*disabling));
    QVERIFY(isShown(*disabling, "undo"));     // the row is changed
    QVERIFY(!isShown(*disabling, "residue")); // and nothing is deleted
    button(*disabling, "cancel")->click();
    QTRY_VERIFY(!workstation.window.findChild<PlanPage*>());

    std::vector<InstanceName> open;
    for (const AuditRow& row : workstation.window.view()->workspace().index()->audit().rows()) {
        if (open.empty() && row.isHealthy() && row.connection() == Connection::Open && row.name.isReachable())
            open.push_back(row.name);
    }
    PlanPage* restarting = openPlan(workstation, PlanKind::Restart, open);
    QTRY_VERIFY(button(*restarting, "apply")->isEnabled());
    QVERIFY(!isShown(*restarting, "undo")); // no row is changed
    QVERIFY(!isShown(*restarting, "residue"));
}

void PlanPageTest::linesStandByOrganizationAndByStore()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const std::vector<InstanceName> names = closedInstances(workstation, 3);
    PlanPage* page = openPlan(workstation, PlanKind::Delete, names);
    QTRY_VERIFY(isPlanned(*page));
    auto& lines = *qobject_cast<PlanLines*>(page->findChild<QListView*>(QStringLiteral("lines"))->model());
    const Audit& audit = workstation.window.view()->workspace().index()->audit();
    const auto heads = [&lines] {
        QStringList found;
        for (int row = 0; row < lines.rowCount(); ++row) {
            if (lines.kind(row) == PlanLines::Kind::Head)
                found << lines.shownText(row);
        }
        return found;
    };
    QStringList organizations;
    for (const InstanceName& name : names)
        organizations << audit.organizationName(audit.find(name)->organizationId);
    organizations.removeDuplicates();
    QCOMPARE(heads(), organizations);
    const QString whole = linesOf(*page);
    const int rows = lines.rowCount();
    lines.toggle(0); // what stands under it is hidden, and comes back
    QVERIFY(lines.rowCount() < rows && heads() == organizations);
    lines.toggle(0);
    QCOMPARE(linesOf(*page), whole);

    button(*page, "byStore")->click();
    const QStringList stores{
        QStringLiteral("Server"), QStringLiteral("Database"), QStringLiteral("Cache"), QStringLiteral("Workers"),
        QStringLiteral("Lost for good")};
    QCOMPARE(heads(), stores);
    QStringList sorted = linesOf(*page).split(QLatin1Char('\n'));
    QStringList before = whole.split(QLatin1Char('\n'));
    const auto isHead = [](const QString& line) { return !line.startsWith(QChar(0x2212)); };
    sorted.removeIf(isHead);
    before.removeIf(isHead);
    std::ranges::sort(sorted);
    std::ranges::sort(before);
    QCOMPARE(sorted, before); // the same steps, each once
    for (int row = 1; row < lines.rowCount(); ++row) {
        if (lines.kind(row) == PlanLines::Kind::Step)
            QVERIFY2(organizations.contains(lines.placeText(row)), qPrintable(lines.placeText(row)));
    }
}

void PlanPageTest::oneComesBackToWhereOneWas_data()
{
    QTest::addColumn<bool>("byEscape");
    QTest::newRow("Esc") << true;
    QTest::newRow("Cancel") << false;
}

/// Leaving a plan changes nothing, and shows the page from which one came, whatever kind of plan it is.
void PlanPageTest::oneComesBackToWhereOneWas()
{
    QFETCH(const bool, byEscape);
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const std::vector<InstanceName> names = closedInstances(workstation, 1);
    const QString before = worldText(workstation);
    for (const PlanKind kind : {PlanKind::Delete, PlanKind::Repair, PlanKind::Disable, PlanKind::Protect}) {
        PlanPage* page = openPlan(workstation, kind, names);
        QVERIFY(page->isVisible() && !page->isWindow());
        QVERIFY(!workstation.window.view()->isVisible());
        QTRY_VERIFY(isPlanned(*page));
        if (byEscape)
            QTest::keyClick(page, Qt::Key_Escape);
        else
            button(*page, "cancel")->click();
        QVERIFY(workstation.window.view()->isVisible());
        QCOMPARE(workstation.window.pages()->page(), Page::Instances);
        QTRY_VERIFY(!workstation.window.findChild<PlanPage*>());
    }
    // Going elsewhere leaves it, too.
    openPlan(workstation, PlanKind::Delete, names);
    workstation.window.findChild<QAction*>(QStringLiteral("actionActivity"))->trigger();
    QTRY_VERIFY(!workstation.window.findChild<PlanPage*>());
    QCOMPARE(workstation.window.pages()->page(), Page::Activity);
    QCOMPARE(worldText(workstation), before);
}

void PlanPageTest::narrowWindowsKeepWhatMatters()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const std::vector<InstanceName> names = addInstances(workstation, 6);
    PlanPage* page = openPlan(workstation, PlanKind::Delete, names);
    QTRY_VERIFY(isPlanned(*page));
    auto* cards = page->findChild<PlanCards*>();
    auto* lines = page->findChild<QListView*>(QStringLiteral("lines"));
    const auto placeOf = [page](const QWidget& part) { return QRect(part.mapTo(page, QPoint()), part.size()); };
    QVERIFY(placeOf(*cards).left() > placeOf(*lines).right()); // beside
    for (const QSize size : {QSize(1100, 700), QSize(900, 700)}) {
        workstation.window.resize(size);
        QTRY_COMPARE(workstation.window.size(), size);
        QTRY_COMPARE(placeOf(*cards).bottom() < placeOf(*lines).top(), size.width() == 900); // above
        for (const char* part : {"apply", "cancel", "confirm", "lines", "summary", "lost"}) {
            const auto* widget = page->findChild<QWidget*>(QLatin1String(part));
            if (!widget->isVisible())
                continue;
            QVERIFY2(page->rect().contains(placeOf(*widget)) || cards->isAncestorOf(widget), part);
        }
        QVERIFY(button(*page, "apply")->isVisible() && button(*page, "cancel")->isVisible());
        // Nothing of what it comes to is cut off at its side, and what is lost is in sight.
        QTRY_VERIFY(cards->widget()->width() <= cards->viewport()->width());
        const auto* lost = cards->findChild<QWidget*>(QStringLiteral("lost"));
        QVERIFY(lost->isVisible());
        QTRY_VERIFY(cards->viewport()->rect().contains(lost->mapTo(cards->viewport(), lost->rect().center())));
        for (int row = 0; row < lines->model()->rowCount(); ++row) { // none stands over the next
            const QModelIndex line = lines->model()->index(row, 0);
            QTRY_COMPARE(lines->visualRect(line).height(), lines->sizeHintForIndex(line).height());
        }
        for (const char* order : {"byOrganization", "byStore"})
            QTRY_VERIFY(button(*page, order)->width() <= button(*page, order)->sizeHint().width());
    }
}

void PlanPageTest::whatTheKeyboardComesToIsInSight()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    PlanPage* page = openPlan(workstation, PlanKind::Delete, addInstances(workstation, 6));
    QTRY_VERIFY(isPlanned(*page));
    workstation.window.resize(900, 700);
    auto* cards = page->findChild<PlanCards*>();
    auto* lines = page->findChild<QListView*>(QStringLiteral("lines"));
    const auto isAbove = [&] { return cards->mapTo(page, QPoint()).y() < lines->mapTo(page, QPoint()).y(); };
    QTRY_VERIFY(isAbove());
    QVERIFY(lines->minimumHeight() > 0 && lines->height() >= lines->minimumHeight());
    cards->setMaximumHeight(60); // as where there is more to say
    auto* residue = page->findChild<QCheckBox*>(QStringLiteral("residue"));
    const auto isInSight = [&] {
        return cards->viewport()->rect().contains(QRect(residue->mapTo(cards->viewport(), QPoint()), residue->size()));
    };
    QTRY_VERIFY(cards->height() <= 60 && !isInSight());
    residue->setFocus(Qt::TabFocusReason);
    QTRY_VERIFY(residue->hasFocus() && isInSight());
}

void PlanPageTest::asksForTheTextAndTakesNoOther()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    InstanceName open;
    QString organization;
    const Audit& audit = workstation.window.view()->workspace().index()->audit();
    for (const AuditRow& row : audit.rows()) {
        if (row.isHealthy() && row.connection() == Connection::Open && row.name.isReachable()) {
            open = row.name;
            organization = audit.organizationName(row.organizationId);
        }
    }
    QVERIFY(!open.isEmpty());
    PlanPage* dialog = openPlan(workstation, PlanKind::Delete, {open});
    QTRY_VERIFY(isPlanned(*dialog));
    auto* confirm = dialog->findChild<QLineEdit*>(QStringLiteral("confirm"));
    QVERIFY(confirm->isVisible());
    const QString asked = confirmationOf(*dialog)->asked;
    QCOMPARE(asked, organization);
    QCOMPARE(confirmationOf(*dialog)->passes, open.text()); // what the engine asks for stays as it is
    const QString words = QStringLiteral("Type %1 to delete its instance in PRACTICE.").arg(asked);
    QVERIFY2(labelsOf(*dialog).contains(words), qPrintable(labelsOf(*dialog)));
    QVERIFY(labelsOf(*dialog).contains(QStringLiteral("It is connected. Its phone has to be paired again.")));
    const QString lost = labelsOf(*dialog->findChild<PlanCards*>());
    QVERIFY2(lost.contains(QStringLiteral("\nThe link to the number +")), qPrintable(lost)); // below its title
    QVERIFY2(
        linesOf(*dialog).contains(QStringLiteral("delete the instance %1: connected").arg(open.text())),
        qPrintable(linesOf(*dialog)));
    QVERIFY(!button(*dialog, "apply")->isEnabled());
    QCOMPARE(dialog->focusWidget(), confirm);
    for (const QString& other : {QStringLiteral("yes"), QStringLiteral(" "), asked.toUpper(), open.text()}) {
        confirm->setText(other);
        QVERIFY2(!button(*dialog, "apply")->isEnabled(), qPrintable(other));
    }
    confirm->setText(QStringLiteral("  ") + asked.normalized(QString::NormalizationForm_D) + QLatin1Char(' '));
    QVERIFY(button(*dialog, "apply")->isEnabled());
    button(*dialog, "apply")->click();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*dialog), longWait);
    QCOMPARE(remains(workstation, open), QString());
}

void PlanPageTest::disableInstead()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const std::vector<InstanceName> names = closedInstances(workstation, 1);
    PlanPage* dialog = openPlan(workstation, PlanKind::Delete, names);
    QTRY_VERIFY(isPlanned(*dialog));
    button(*dialog, "disableInstead")->click();
    QTRY_COMPARE(button(*dialog, "apply")->text(), QStringLiteral("Disable 1 instance"));
    QVERIFY(!button(*dialog, "disableInstead")->isVisible());
    QVERIFY(!linesOf(*dialog).contains(QStringLiteral("Lost for good")));
    button(*dialog, "apply")->click();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*dialog), longWait);
    QCOMPARE(remains(workstation, names.front()), QStringLiteral("server row"));
    QVERIFY(workstation.world->visit([&](PracticeState& state, Timestamp) {
        return std::ranges::none_of(
            state.rows, [&](const PracticeRow& row) { return row.row.names(names.front()) && row.row.enabled; });
    }));
}

void PlanPageTest::showsWhatIsLeftAndWhy()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const std::vector<InstanceName> names = closedInstances(workstation, 2);
    workstation.world->visit([&](PracticeState& state, Timestamp) {
        for (PracticeRow& row : state.rows)
            row.row.isProtected = row.row.isProtected || row.row.names(names.front());
    });
    PlanPage* dialog = openPlan(workstation, PlanKind::Delete, {names.front()});
    QTRY_VERIFY(isPlanned(*dialog));
    QVERIFY2(linesOf(*dialog).contains(QStringLiteral("rotect")), qPrintable(linesOf(*dialog)));
    QVERIFY(!button(*dialog, "apply")->isEnabled());
    QCOMPARE(remains(workstation, names.front()), QStringLiteral("server row cache"));
}

void PlanPageTest::savesThePlanAndAppliesTheFile()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const std::vector<InstanceName> names = closedInstances(workstation, 1);
    PlanPage* dialog = openPlan(workstation, PlanKind::Delete, names);
    QTRY_VERIFY(isPlanned(*dialog));
    const QString path = workstation.folder.filePath(QStringLiteral("plan.json"));
    button(*dialog, "save")->click();
    auto* chooser = dialog->findChild<QFileDialog*>();
    QVERIFY(chooser);
    Q_EMIT chooser->fileSelected(path);
    chooser->reject();
    QTRY_VERIFY(QFile::exists(path));
    QTRY_VERIFY(labelsOf(*dialog).contains(QStringLiteral("plan.json")));
    QVERIFY(labelsOf(*dialog).contains(QStringLiteral("Apply a saved plan…"))); // where it is opened again
    const QString printed = workstation.folder.filePath(QStringLiteral("plan.pdf"));
    button(*dialog, "save")->click();
    chooser = dialog->findChildren<QFileDialog*>().constLast(); // the other one may be going still
    Q_EMIT chooser->fileSelected(printed);
    chooser->reject();
    QTRY_VERIFY(QFile::exists(printed));
    QFile pdf(printed);
    QVERIFY(pdf.open(QIODevice::ReadOnly) && pdf.read(5) == "%PDF-");
    button(*dialog, "cancel")->click();
    QTRY_VERIFY(!workstation.window.findChild<PlanPage*>());

    workstation.window.view()->plans().showSaved(path);
    dialog = workstation.window.findChild<PlanPage*>();
    QTRY_VERIFY(button(*dialog, "apply")->isEnabled());
    QVERIFY(linesOf(*dialog).contains(names.front().text()));
    QVERIFY(!dialog->findChild<QCheckBox*>(QStringLiteral("residue"))->isEnabled()); // as the file says
    button(*dialog, "apply")->click();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*dialog), longWait);
    QCOMPARE(remains(workstation, names.front()), QString());
}

void PlanPageTest::aDamagedFileIsRefused()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const QString path = workstation.folder.filePath(QStringLiteral("plan.json"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"version\": 1, \"kind\": \"delete\"}");
    file.close();
    workstation.window.view()->plans().showSaved(path);
    auto* dialog = workstation.window.findChild<PlanPage*>();
    QTRY_VERIFY(labelsOf(*dialog).contains(QStringLiteral("There is no plan.")));
    QVERIFY(!button(*dialog, "apply")->isEnabled());
    QVERIFY(!button(*dialog, "save")->isEnabled());
}

void PlanPageTest::protectedRowsShowALock()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    InstanceName orphan; // without a row: the profile protects it
    for (const AuditRow& row : workstation.window.view()->workspace().index()->audit().rows()) {
        if (row.has(FindingCode::OrphanedInstance) && row.name.isReachable() && !row.isIgnored)
            orphan = row.name;
    }
    QVERIFY(!orphan.isEmpty());
    for (const InstanceName& name : {orphan, closedInstances(workstation, 1).front()}) {
        PlanPage* dialog = openPlan(workstation, PlanKind::Protect, {name});
        QTRY_VERIFY(button(*dialog, "apply")->isEnabled());
        QCOMPARE(button(*dialog, "apply")->text(), QStringLiteral("Protect 1 instance"));
        button(*dialog, "apply")->click();
        QTRY_VERIFY_WITH_TIMEOUT(hasEnded(*dialog), longWait);
        dialog->reject();
        const auto isShown = [&] {
            InstanceTable& table = workstation.window.view()->table();
            if (!table.showInstance(name))
                return false;
            const QModelIndex cell = table.currentIndex().siblingAtColumn(static_cast<int>(Column::Organization));
            const QModelIndex whole = cell.siblingAtColumn(static_cast<int>(Column::Instance));
            return whole.data(MarkRole).value<Mark>().shape == MarkShape::Lock &&
                   cell.data(Qt::AccessibleTextRole).toString().endsWith(QStringLiteral(", protected"));
        };
        QTRY_VERIFY(isShown());
        const auto* protect = button(*workstation.window.findChild<InspectorPanel*>(), "protect");
        QTRY_COMPARE(protect->accessibleName(), QStringLiteral("Remove protection…"));
        QVERIFY(protect->text().isEmpty()); // the words would be cut
        QCOMPARE(protect->toolTip(), protect->accessibleName());
        QVERIFY(workstation.window.findChild<QAction*>(QStringLiteral("actionUnprotect"))->isEnabled());
    }
}

void PlanPageTest::residueIsClearedOnlyWhenTicked_data()
{
    QTest::addColumn<PlanKind>("kind");
    QTest::newRow("deleted") << PlanKind::Delete;
    QTest::newRow("replaced") << PlanKind::Replace;
}

void PlanPageTest::residueIsClearedOnlyWhenTicked()
{
    QFETCH(const PlanKind, kind);
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const InstanceName name = addInstances(workstation, 1).front();
    workstation.world->visit([&name](PracticeState& state, Timestamp) {
        Residue residue = state.residues.front();
        residue.name = name;
        residue.streamMessages = 5;
        residue.undelivered = 3;
        state.residues.push_back(residue);
    });
    PlanPage* dialog = openPlan(workstation, kind, {name});
    QTRY_VERIFY(isPlanned(*dialog));
    auto* residue = dialog->findChild<QCheckBox*>(QStringLiteral("residue"));
    QVERIFY(!residue->isChecked());
    QVERIFY(linesOf(*dialog).contains(QStringLiteral("3 messages that were not delivered yet stay in its queue")));
    residue->click();
    QVERIFY(!button(*dialog, "apply")->isEnabled()); // what was shown is not what is asked for any more
    QTRY_VERIFY(isPlanned(*dialog));
    QVERIFY2(
        linesOf(*dialog).contains(QStringLiteral("3 messages that were not delivered yet.")),
        qPrintable(linesOf(*dialog)));
    QVERIFY(residue->isChecked());
}

STEWARD_TEST(PlanPageTest)
} // namespace steward::plan_page_test

#include "plan_page_test.moc"
