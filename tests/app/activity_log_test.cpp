#include "support/test_registry.h"

#include "app/operations/activity_log.h"
#include "app/operations/checklist_model.h"
#include "app/operations/step_event.h"
#include "app/style/item_roles.h"

#include <QDialog>
#include <QTest>

using namespace steward;

namespace steward::activity_log_test {

class ActivityLogTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsTheNewestOnly();
    void textIsNeverMarkup();
    void stepsThatAreTooManyAreSaidToBeInTheJournal();
};

void ActivityLogTest::keepsTheNewestOnly()
{
    ActivityLog log;
    QDialog dialog;
    Operation* running = log.begin({QStringLiteral("the one that runs"), {}}, &dialog, {});
    for (int number = 0; number < ActivityLog::keptEnded + 20; ++number) {
        QDialog other;
        log.begin({QString::number(number), {}}, &other, {})->end({});
    }
    QDialog last;
    log.begin({QStringLiteral("last"), {}}, &last, {});
    QCOMPARE(log.rowCount(), ActivityLog::keptEnded + 2);
    QCOMPARE(log.at(log.rowCount() - 1), running);
    QCOMPARE(log.index(1, 0).data().toString(), QString::number(ActivityLog::keptEnded + 19));
}

void ActivityLogTest::textIsNeverMarkup()
{
    const QString hostile = QStringLiteral("<img src='x'>\u202e%1");
    ActivityLog log;
    QDialog dialog;
    log.begin({hostile, {}}, &dialog, {});
    QCOMPARE(log.index(0, 0).data().toString(), hostile);
    QVERIFY(!log.index(0, 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("<img")));
    ChecklistModel checklist;
    checklist.hear({{hostile}, 0, StepState::Waiting, {}});
    checklist.hear({{}, 0, StepState::Failed, hostile});
    QCOMPARE(checklist.index(0, 0).data().toString(), hostile);
    QCOMPARE(checklist.index(0, 0).data(DetailRole).toString(), hostile);
    QVERIFY(!checklist.index(0, 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("<img")));
}

void ActivityLogTest::stepsThatAreTooManyAreSaidToBeInTheJournal()
{
    JournalEntry entry;
    entry.id = OperationId::create();
    entry.task.title = QStringLiteral("Delete 24000 instances");
    entry.hasLongTrail = true;
    ActivityLog log;
    log.setLeftOpen({entry});
    QCOMPARE(log.leftOpen(), 1);
    const QAbstractItemModel& checklist = *log.at(0)->checklist();
    QCOMPARE(checklist.rowCount(), 1);
    const QString words = checklist.index(0, 0).data().toString();
    QVERIFY2(words.contains(QStringLiteral("The journal shows them")), qPrintable(words));
}

STEWARD_TEST(ActivityLogTest)
} // namespace steward::activity_log_test

#include "activity_log_test.moc"
#include "support/any_id.h"
