#include "app/plan_desk.h"
#include "support/campaign.h"
#include "support/test_registry.h"

#include "app/activity/activity_log.h"
#include "app/shell/workspace_pages.h"
#include "workflows/journal/journal_reader.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QMenu>
#include <QPointer>

#include <random>

using namespace steward;
using namespace steward::test;

namespace {

constexpr int eventsInGroup = 10;

/// Somebody who presses whatever there is.
class Restless final {
public:
    Restless(Desk& workstation, unsigned seed)
        : m_workstation(workstation)
        , m_random(seed)
    {
    }
    void act()
    {
        switch (below(8)) {
        case 0:
            return trigger();
        case 1:
            return showPage();
        case 2:
            return pressKey();
        case 3:
            return type();
        case 4:
            return resize();
        default:
            return click();
        }
    }

private:
    int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(m_random); }
    MainWindow& window() { return m_workstation.window; }

    /// Not what ends the program or leaves the workspace: that is begun again then, and nothing more is seen of it.
    void trigger()
    {
        static const QStringList leftOut{
            QStringLiteral("actionQuit"), QStringLiteral("actionPractice"), QStringLiteral("actionStart"),
            QStringLiteral("actionNewProfile"), QStringLiteral("actionImportProfile")};
        const QList<QAction*> all = window().actions();
        QAction* action = all.at(below(static_cast<int>(all.size())));
        if (action->isEnabled() && !action->isSeparator() && !leftOut.contains(action->objectName()))
            action->trigger();
    }
    void showPage()
    {
        if (window().pages())
            window().pages()->show(static_cast<Page>(below(pageCount)));
    }
    QWidget* target()
    {
        if (QWidget* popup = QApplication::activePopupWidget())
            return popup;
        QWidget* from = &window();
        const QList<QDialog*> dialogs = window().findChildren<QDialog*>();
        for (QDialog* dialog : dialogs) {
            if (dialog->isVisible() && dialog->isWindow() && below(2) == 0)
                from = dialog;
        }
        return from;
    }
    QWidget* anyVisible()
    {
        QWidget* from = target();
        QWidgetList visible;
        for (QWidget* widget : from->findChildren<QWidget*>()) {
            if (widget->isVisible() && !widget->visibleRegion().isEmpty())
                visible << widget;
        }
        return visible.isEmpty() ? from : visible.at(below(static_cast<int>(visible.size())));
    }
    void click()
    {
        QWidget* widget = anyVisible();
        const QPoint place(below(std::max(widget->width(), 1)), below(std::max(widget->height(), 1)));
        const auto keys = below(6) == 0 ? Qt::ControlModifier : below(6) == 0 ? Qt::ShiftModifier : Qt::NoModifier;
        const int kind = below(10);
        if (kind == 0)
            QTest::mouseDClick(widget, Qt::LeftButton, keys, place);
        else
            QTest::mouseClick(widget, kind == 1 ? Qt::RightButton : Qt::LeftButton, keys, place);
    }
    QWidget* keyTarget()
    {
        QWidget* focus = QApplication::focusWidget();
        QWidget* popup = QApplication::activePopupWidget();
        return popup ? popup : focus ? focus : target();
    }
    void pressKey()
    {
        static const QList<Qt::Key> keys{
            Qt::Key_Tab,  Qt::Key_Return, Qt::Key_Escape, Qt::Key_Space, Qt::Key_Up,     Qt::Key_Down, Qt::Key_Left,
            Qt::Key_Home, Qt::Key_End,    Qt::Key_Delete, Qt::Key_F5,    Qt::Key_Escape, Qt::Key_K,    Qt::Key_F,
            Qt::Key_D,    Qt::Key_R,      Qt::Key_E,      Qt::Key_L,     Qt::Key_P,      Qt::Key_N,    Qt::Key_A};
        const Qt::Key key = keys.at(below(static_cast<int>(keys.size())));
        const auto with = below(2) == 0 ? Qt::ControlModifier : Qt::NoModifier;
        QTest::keyClick(keyTarget(), key, with);
    }
    void type()
    {
        static const QStringList texts{
            QStringLiteral("5"),        QStringLiteral("silva"), QStringLiteral("state:closed"),
            QStringLiteral("<b>&amp;"), QStringLiteral("6"),     QStringLiteral("since:>30d"),
            QStringLiteral("+55 11")};
        QTest::keyClicks(keyTarget(), texts.at(below(static_cast<int>(texts.size()))));
    }
    void resize() { window().resize(800 + below(800), 520 + below(500)); }

    Desk& m_workstation;
    std::mt19937 m_random;
};

/// All that could be written of the practice world, but what time alone changes.
QString everything(Desk& workstation)
{
    return workstation.world->visit([](PracticeState& state, Timestamp) {
        QStringList lines;
        for (const PracticeInstance& instance : state.instances)
            lines << instance.listed.name.text() + connectionWord(instance.listed.connection) +
                         QString::number(static_cast<int>(instance.memory)) + QString::number(instance.codesShown);
        for (const PracticeRow& row : state.rows)
            lines << row.row.id.toString() + row.row.instanceName.text() + row.row.status +
                         QString::number(static_cast<int>(row.row.enabled) + 2 * static_cast<int>(row.row.isProtected));
        for (const PracticeEntry& entry : state.entries)
            lines << entry.entry.name.text() + entry.entry.organizationId.toString();
        lines << QString::number(state.published.size()) << QString::number(state.guards.size())
              << state.mayExecute.join(QLatin1Char(' ')) << QString::number(state.residues.size());
        return lines.join(QLatin1Char('\n'));
    });
}

} // namespace

/// Random events on every page: a read-only workspace is left as it is, and a journal stays whole.
class RandomEventsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aReadOnlyWorkspaceStaysAsItIs();
    void aPracticeJournalVerifies();

private:
    static void run(Desk& workstation, const ProfileContext& stores, Campaign& campaign, unsigned seed);

    std::unique_ptr<QTemporaryDir> m_folder; ///< where a file dialog would save
    QString m_before;
};

void RandomEventsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_before = QDir::currentPath();
    QDir::setCurrent(m_folder->path());
}

void RandomEventsTest::cleanup()
{
    QDir::setCurrent(m_before);
}

void RandomEventsTest::run(Desk& workstation, const ProfileContext& stores, Campaign& campaign, unsigned seed)
{
    Restless somebody(workstation, seed);
    const int groups = Campaign::count(100, 1'000);
    const auto open = [&] {
        workstation.window.openStores(stores);
        workstation.window.show();
        return QTest::qWaitFor([&] { return workstation.window.view()->workspace().index() != nullptr; }, longWait);
    };
    if (!open())
        return campaign.violate(QStringLiteral("it does not open"));
    for (int group = 0; group < groups; ++group) {
        for (int event = 0; event < eventsInGroup; ++event) {
            somebody.act();
            QCoreApplication::processEvents();
        }
        if (group % 20 == 19)
            QTest::qWait(50); // what was begun goes on
        const bool isOurs =
            workstation.window.pages() && workstation.window.view()->operations().stores().title == stores.title;
        if (!isOurs && !open())
            campaign.violate(QStringLiteral("group %1: it does not open any more").arg(group));
        campaign.addCase();
        campaign.showProgress(groups);
    }
    while (QWidget* popup = QApplication::activePopupWidget())
        popup->close();
    for (Operation* one : workstation.window.view()->activities().allUnderWay())
        one->stop();
    const auto hasEnded = [&] { return workstation.window.view()->activities().allUnderWay().empty(); };
    if (!QTest::qWaitFor(hasEnded, 2 * longWait))
        campaign.violate(QStringLiteral("what was begun does not end"));
}

void RandomEventsTest::aReadOnlyWorkspaceStaysAsItIs()
{
    Campaign campaign(QStringLiteral("Groups of 10 random events, read only"));
    Desk workstation(false);
    ProfileContext stores = workstation.practice(); // which would take every write
    stores.isPractice = false;
    stores.readOnly = true;
    stores.environment = Environment::Production;
    stores.title = QStringLiteral("Read only");
    stores.journalPath = workstation.folder.filePath(QStringLiteral("journal"));
    const QString before = everything(workstation);
    run(workstation, stores, campaign, 20'261'129);
    QCOMPARE(everything(workstation), before);
    const auto journal = readJournal({stores.journalPath});
    QVERIFY(!journal || journal->operations.empty());
    QVERIFY(campaign.finish());
}

void RandomEventsTest::aPracticeJournalVerifies()
{
    Campaign campaign(QStringLiteral("Groups of 10 random events, practice"));
    Desk workstation(false);
    workstation.world->visit([](PracticeState& state, Timestamp) {
        state.deletionTime = std::chrono::milliseconds(20);
        state.scanTime = std::chrono::milliseconds(500);
    });
    ProfileContext stores = workstation.practice();
    stores.title = QStringLiteral("Practice of the test");
    stores.journalPath = workstation.folder.filePath(QStringLiteral("journal"));
    const QString before = everything(workstation);
    run(workstation, stores, campaign, 7);
    const auto journal = readJournal({stores.journalPath});
    QVERIFY(journal && !journal->damage);
    QVERIFY(campaign.finish());
    QVERIFY(everything(workstation) != before); // or the events would reach nothing
}

STEWARD_TEST(RandomEventsTest)
#include "random_events_test.moc"
