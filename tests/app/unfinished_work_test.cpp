#include "app/desk.h"
#include "local/data_directory.h"
#include "support/any_id.h"
#include "support/test_registry.h"
#include "support/worker.h"

#include "app/journal/journal_page.h"
#include "app/journal/unfinished_banner.h"
#include "app/operations/operation_page.h"
#include "app/operations/result_section.h"
#include "app/shell/workspace_actions.h"
#include "workflows/journal/journal.h"
#include "workflows/outbox/outbox.h"

#include <QAction>
#include <QFileInfo>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

using namespace steward;
using namespace steward::test;

namespace steward::unfinished_work_test {

namespace {

/// Leaves an operation behind as a process does that was killed: begun, and held by nobody.
void leave(const QString& journalPath, const QString& profile, const QString& title)
{
    rig::onWorker([&] {
        const auto journal = Journal::open(journalPath, Role::Administrator);
        if (!journal || !(*journal)->begin({QStringLiteral("create"), profile, QStringLiteral("desk"), title}))
            qFatal("the journal was not written");
    });
}

QString wordsOf(const QWidget& widget)
{
    QString words;
    for (const QLabel* label : widget.findChildren<QLabel*>())
        words += label->text() + QLatin1Char('\n');
    return words;
}

} // namespace

/// What the window does at the next start after a kill.
class UnfinishedWorkTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theBannerNamesWhatWasInterrupted();
    void whatNobodyHeardIsToldOnceSomebodyListens();
    void whereNobodyListensThatIsSaidAndCanBeDismissed();
    void practiceHasAJournalOfItsOwn();
};

void UnfinishedWorkTest::theBannerNamesWhatWasInterrupted()
{
    Desk workstation(false);
    ProfileContext stores = workstation.practice();
    stores.profileId = QStringLiteral("clinics");
    stores.journalPath = workstation.folder.filePath(QStringLiteral("journal"));
    leave(stores.journalPath, stores.profileId, QStringLiteral("<b>Clinica Aurora</b>"));
    leave(stores.journalPath, QStringLiteral("another"), QStringLiteral("of another profile"));
    workstation.window.show();
    workstation.window.openStores(stores);
    auto* banner = workstation.window.findChild<UnfinishedBanner*>();
    QTRY_VERIFY(banner->isVisible());
    QVERIFY2(wordsOf(*banner).contains(QStringLiteral("<b>Clinica Aurora</b>")), qPrintable(wordsOf(*banner)));
    QVERIFY(!wordsOf(*banner).contains(QStringLiteral("of another profile")));

    workstation.window.findChild<QAction*>(QStringLiteral("actionJournal"))->trigger();
    auto* journal = workstation.window.findChild<JournalPage*>();
    auto* operations = journal->findChild<QListView*>(QStringLiteral("operations"));
    QTRY_COMPARE(operations->model()->rowCount(), 3); // the day's heading, and two
    auto* resume = journal->findChild<QPushButton*>(QStringLiteral("resume"));
    QVERIFY(!resume->isVisible()); // the newest is the other profile's
    operations->setCurrentIndex(operations->model()->index(2, 0));
    QVERIFY(resume->isVisible());
    resume->click();
    auto* dialog = workstation.window.findChild<OperationPage*>();
    QVERIFY(dialog);
    const auto* outcome = dialog->findChild<QLabel*>(QStringLiteral("outcome"));
    QTRY_VERIFY_WITH_TIMEOUT(outcome->text().contains(QStringLiteral("Clinica Aurora")), 30'000);
    QVERIFY(!dialog->findChild<ResultSection*>()); // the other profile's is its own matter
    QTRY_VERIFY(!banner->isVisible());
    QTRY_VERIFY(!resume->isVisible());
    dialog->close();
}

void UnfinishedWorkTest::whatNobodyHeardIsToldOnceSomebodyListens()
{
    Desk workstation(false);
    ProfileContext stores = workstation.practice();
    stores.profileId = QStringLiteral("clinics");
    stores.journalPath = workstation.folder.filePath(QStringLiteral("journal"));
    workstation.world->visit([](PracticeState& state, Timestamp) { state.removedSubscribers = 0; });
    const WorkerMessage message{WorkerChannel::Removed, InstanceName::fromText(u"gone"), newId()};
    rig::onWorker([&] {
        const auto journal = Journal::open(stores.journalPath, Role::Administrator);
        const auto outbox = Outbox::open(stores.journalPath, stores.profileId);
        if (!journal || !outbox || !(*outbox)->add(message, newId()))
            qFatal("the outbox was not written");
    });
    workstation.window.show();
    workstation.window.openStores(stores);
    auto* banner = workstation.window.findChild<UnfinishedBanner*>();
    QTRY_VERIFY(banner->isVisible());
    const auto told = [&workstation] {
        return workstation.world->visit([](PracticeState& state, Timestamp) { return state.published.size(); });
    };
    QCOMPARE(told(), size_t{0});
    workstation.world->visit([](PracticeState& state, Timestamp) { state.removedSubscribers = 1; });
    QTRY_COMPARE_WITH_TIMEOUT(told(), size_t{1}, 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(!banner->isVisible(), 30'000);
}

void UnfinishedWorkTest::whereNobodyListensThatIsSaidAndCanBeDismissed()
{
    Desk workstation(false);
    ProfileContext stores = workstation.practice();
    stores.profileId = QStringLiteral("clinics");
    stores.journalPath = workstation.folder.filePath(QStringLiteral("journal"));
    workstation.world->visit([](PracticeState& state, Timestamp) { state.removedSubscribers = 0; });
    const auto keep = [&stores](const QString& name) {
        rig::onWorker([&] {
            const auto journal = Journal::open(stores.journalPath, Role::Administrator);
            const auto outbox = Outbox::open(stores.journalPath, stores.profileId);
            const WorkerMessage message{WorkerChannel::Removed, InstanceName::fromText(name), newId()};
            if (!journal || !outbox || !(*outbox)->add(message, newId()))
                qFatal("the outbox was not written");
        });
    };
    keep(QStringLiteral("gone"));
    workstation.window.show();
    workstation.window.openStores(stores);
    auto* banner = workstation.window.findChild<UnfinishedBanner*>();
    QTRY_VERIFY(banner->isVisible());
    QVERIFY2(wordsOf(*banner).contains(QStringLiteral("No worker listens")), qPrintable(wordsOf(*banner)));
    QVERIFY(wordsOf(*banner).contains(QStringLiteral("told as soon as")));

    // It finds nothing to bring to its end, and says what that means.
    workstation.window.view()->actions().resume();
    auto* dialog = workstation.window.findChild<OperationPage*>();
    const auto* outcome = dialog->findChild<QLabel*>(QStringLiteral("outcome"));
    QTRY_VERIFY_WITH_TIMEOUT(!outcome->text().isEmpty(), 30'000);
    QVERIFY(!dialog->findChild<ResultSection*>());
    QVERIFY2(outcome->text().contains(QStringLiteral("No worker listens")), qPrintable(outcome->text()));
    QVERIFY(dialog->findChild<QLabel*>(QStringLiteral("notes"))->text().contains(QStringLiteral("have them started")));
    dialog->close();

    const auto readAgain = [&workstation] { Q_EMIT workstation.window.view()->operations().changed(); };
    readAgain();
    QTest::qWait(300);
    QVERIFY(banner->isVisible());
    banner->findChild<QToolButton*>()->click();
    QVERIFY(!banner->isVisible());
    readAgain();
    QTest::qWait(300);
    QVERIFY(!banner->isVisible());
    keep(QStringLiteral("gone-too")); // something that it has not said
    readAgain();
    QTRY_VERIFY(banner->isVisible());
}

void UnfinishedWorkTest::practiceHasAJournalOfItsOwn()
{
    Desk workstation;
    workstation.window.show();
    QTRY_VERIFY(workstation.window.view()->workspace().index());
    QVERIFY(!workstation.window.findChild<UnfinishedBanner*>()->isVisible());
    QVERIFY(workstation.window.findChild<QAction*>(QStringLiteral("actionJournal"))->isEnabled());
    // Nothing was changed yet, so there is no file, and never the real one.
    const ProfileContext practice = workstation.practice();
    QVERIFY(!practice.journalPath.isEmpty() && !QFileInfo::exists(practice.journalPath));
    QVERIFY(practice.journalPath != DataDirectory::open(workstation.folder.path())->journalPath());
}

STEWARD_TEST(UnfinishedWorkTest)
} // namespace steward::unfinished_work_test

#include "unfinished_work_test.moc"
