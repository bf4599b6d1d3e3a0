#include "app/every_page.h"
#include "app/finger.h"
#include "support/test_registry.h"

#include "app/components/banner.h"
#include "app/creation/creation_page.h"
#include "app/creation_way.h"
#include "app/operations/activity_log.h"

#include <QApplication>
#include <QDialog>
#include <QElapsedTimer>
#include <QFile>
#include <QFileDialog>
#include <QMenu>
#include <QPushButton>
#include <QSet>
#include <QThread>

#include <thread>

using namespace steward;
using namespace steward::test;

namespace steward::silent_stores_test {

namespace {

constexpr int mostPresses = 4000; ///< of which there is no need: a button that comes back under ever new names
constexpr size_t mostInARow = 12; ///< what one press shows is pressed too, and what that shows
// At least so many are there; fewer would say that the pages are not shown.
constexpr int leastBeforeAnyReading = 150;
constexpr int leastOfAllPages = 250;

/// Whether the stores of this world say anything.
void setSilent(PracticeWorld& world, bool isSilent)
{
    for (const Store store : {Store::Server, Store::Database, Store::Cache})
        world.setFault(store, {.isSilent = isSilent});
}

/// Not shown before a store has answered.
QStringList pagesThatAsk()
{
    return {
        QStringLiteral("duplicates"), QStringLiteral("plan"), QStringLiteral("settings, guards"),
        QStringLiteral("settings, plan of the guards"), QStringLiteral("creation")};
}

/// Shown at the step where they were left.
QStringList pagesThatStay()
{
    return {
        QStringLiteral("duplicates"), QStringLiteral("settings, guards"),
        QStringLiteral("settings, plan of the guards")};
}

/// Somebody who presses each thing of each page once, while no store answers.
class Presser final {
    Q_DISABLE_COPY_MOVE(Presser)

public:
    /// `wasRead`: the stores answered once, before they fell silent.
    Presser(PagesDesk& desk, bool wasRead)
        : m_desk(desk)
        , m_wasRead(wasRead)
        , m_finger(desk.window)
    {
        m_asAtFirst = std::make_unique<PracticeState>(
            m_desk.world->visit([](const PracticeState& state, Timestamp) { return state; }));
        QFile given(m_desk.folder.filePath(QStringLiteral("given"))); // to be opened
        if (given.open(QIODevice::WriteOnly))
            given.write("organization,phone\nClínica Silva,+55 11 91234-5678\n");
    }

    void pressAllOf(const ShownPage& page)
    {
        WaitProbe::settle(std::chrono::milliseconds(500)); // what the page before began is seen by now
        setPage(QLatin1String(page.name));
        for (bool wasShown = false; presses() < mostPresses; wasShown = true) {
            if (!show(page))
                return m_finger.add(
                    wasShown ? QStringLiteral("it is not shown again") : QStringLiteral("it is not shown"));
            const std::optional<Pressable> next = firstNew();
            if (!next)
                return;
            pressOn(*next);
        }
        m_finger.add(QStringLiteral("there is no end of what can be pressed"));
    }
    void press(const Pressable& pressed)
    {
        if (!pressed.what)
            return;
        m_pressed.insert(pressed.key);
        m_finger.press(pressed.key, [this, &pressed] { act(*pressed.what); });
    }
    /// Closes the window while nothing answers. What is under way is asked about, and stopped.
    void close()
    {
        setPage(QStringLiteral("the end"));
        m_finger.closeOthers();
        m_finger.beginToWatch();
        m_desk.window.close();
        WaitProbe::settle();
        for (const char* way : {"discard", "stopThem"}) {
            const auto* asked = m_desk.window.findChild<Banner*>(QStringLiteral("leaving"));
            QPushButton* button = asked && asked->isVisible() ? ::button(*asked, way) : nullptr;
            if (button && button->isEnabled())
                button->click();
            WaitProbe::settle();
        }
        m_finger.tellWait(QStringLiteral("closing"));
        setSilent(*m_desk.world, false); // what has begun may have to be brought to an end that something answers to
        if (!QTest::qWaitFor([this] { return !m_desk.window.isVisible(); }, 2 * longWait))
            m_finger.add(QStringLiteral("the window does not close"));
        m_finger.tellWait(QStringLiteral("closed"));
    }

    int presses() const { return m_finger.presses(); }
    QByteArray trouble() const { return m_finger.trouble(); }

private:
    void setPage(const QString& page)
    {
        m_page = page;
        m_finger.setPlace(page);
    }
    std::vector<Pressable> allNew() const
    {
        std::vector<Pressable> found = pressable(m_desk.window);
        std::erase_if(found, [this](const Pressable& one) { return m_pressed.contains(one.key); });
        return found;
    }
    std::optional<Pressable> firstNew() const
    {
        const std::vector<Pressable> found = allNew();
        return found.empty() ? std::nullopt : std::optional(found.front());
    }
    /// It, and what it shows that was not there before: a menu's lines, a dialog's buttons, another page's.
    void pressOn(const Pressable& first)
    {
        QSet<QString> before;
        for (const Pressable& one : allNew())
            before.insert(one.key);
        press(first);
        QSet<QString> shown;
        bool isFurther = false;
        for (size_t depth = 0; depth < mostInARow && spokenLanguage() == Language::English; ++depth) {
            std::vector<Pressable> fresh = allNew();
            std::erase_if(fresh, [&before](const Pressable& one) { return before.contains(one.key); });
            if (fresh.empty())
                break;
            for (const Pressable& one : fresh)
                shown.insert(one.key);
            press(fresh.front());
            isFurther = true;
        }
        // Gone before all of it was pressed: it is shown once more.
        if (isFurther && std::ranges::any_of(shown, [this](const QString& key) { return !m_pressed.contains(key); }))
            m_pressed.remove(first.key);
    }
    void act(QObject& what)
    {
        if (auto* files = qobject_cast<QFileDialog*>(&what))
            return chooseFile(*files);
        auto* action = qobject_cast<QAction*>(&what);
        auto* widget = qobject_cast<QWidget*>(&what);
        if (QMenu* menu = menuOf(what)) // which a click would open in a loop of its own
            return menu->popup(widget ? widget->mapToGlobal(QPoint(0, widget->height())) : QPoint(50, 50));
        if (!action)
            return qobject_cast<QAbstractButton*>(&what)->click();
        const QPointer<QAction> taken(action);
        for (int menus = 0; QApplication::activePopupWidget() && menus < 5; ++menus)
            closeWhatWaits();
        if (taken && taken->isEnabled())
            taken->trigger();
    }
    /// It never leaves the desk's folder.
    void chooseFile(QFileDialog& files)
    {
        const bool isOpening = files.fileMode() == QFileDialog::ExistingFile;
        const QString name = isOpening ? QStringLiteral("given") : QStringLiteral("saved-%1").arg(++m_files);
        files.setDirectory(m_desk.folder.path());
        files.selectFile(name);
        QMetaObject::invokeMethod(&files, "accept");
    }

    /// The page as at first, of the same workspace, and no store that answers. What was pressed before may still come
    /// to its end on this computer and lead elsewhere, as a profile that is removed does.
    bool show(const ShownPage& page)
    {
        for (int attempt = 0; attempt < 3; ++attempt) {
            if (prepare() && isShown(page))
                return true;
            WaitProbe::settle(std::chrono::milliseconds(300));
        }
        return false;
    }
    bool isShown(const ShownPage& page)
    {
        setSilent(*m_desk.world, !(m_wasRead && pagesThatAsk().contains(m_page)));
        m_finger.beginToWatch();
        const bool isShown = page.show(m_desk);
        setSilent(*m_desk.world, true);
        if (QWidget* popup = QApplication::activePopupWidget(); popup && !qobject_cast<QMenu*>(popup))
            popup->close(); // what can be typed
        WaitProbe::settle();
        m_finger.tellWait(QStringLiteral("showing it"));
        return isShown;
    }
    bool prepare()
    {
        m_finger.closeOthers();
        if (spokenLanguage() != Language::English) {
            m_desk.settings.setLanguage(Language::English);
            installTranslations(*QCoreApplication::instance(), Language::English);
            WaitProbe::settle();
        }
        for (ProfileEditor* editor : m_desk.window.findChildren<ProfileEditor*>())
            editor->discard();
        return endWhatIsUnderWay() && open();
    }
    /// What one press began is none of the next one's.
    bool endWhatIsUnderWay()
    {
        const auto isOver = [this] {
            return !m_desk.window.view() || m_desk.window.view()->activities().allUnderWay().empty();
        };
        if (isOver())
            return true;
        for (Operation* one : m_desk.window.view()->activities().allUnderWay())
            one->stop();
        setSilent(*m_desk.world, false);
        return QTest::qWaitFor(isOver, 4 * longWait);
    }
    /// The workspace of the desk, and the world as at first; opened anew, with a journal of its own, where it was used.
    bool open()
    {
        MainWindow& window = m_desk.window;
        const bool isThere = window.pages() && !window.openProfileId().isEmpty() &&
                             window.openProfileId() == m_desk.id && !window.view()->operations().stores().isPractice;
        const bool isAsMeant = isThere && (window.view()->workspace().index() != nullptr) == m_wasRead;
        // What was begun may be unfinished, and these pages stay at the step to which they were led.
        const bool isUsed = isAsMeant && (window.view()->activities().rowCount() > 0 ||
                                          (m_wasRead && pagesThatStay().contains(m_page)));
        m_desk.world->visit([this](PracticeState& state, Timestamp) { state = *m_asAtFirst; });
        if (isAsMeant && !isUsed)
            return true;
        if (!ProfileStore(*DataDirectory::open(m_desk.folder.path())).load(m_desk.id))
            m_desk.keepProfile();
        setSilent(*m_desk.world, !m_wasRead);
        ProfileContext stores = m_desk.production();
        stores.journalPath = m_desk.folder.filePath(QStringLiteral("journal-%1").arg(++m_opened));
        window.openStores(stores, m_desk.id);
        window.show();
        if (!window.pages() || window.view()->operations().stores().journalPath != stores.journalPath)
            return false;
        return !m_wasRead ||
               QTest::qWaitFor(
                   [&window] {
                       return window.pages() && window.pages()->editor() && window.view()->workspace().index();
                   },
                   longWait);
    }

    PagesDesk& m_desk;
    const bool m_wasRead;
    Finger m_finger;
    std::unique_ptr<PracticeState> m_asAtFirst; ///< the world
    int m_opened = 0;
    int m_files = 0;
    QString m_page;
    QSet<QString> m_pressed;
};

/// Of a deletion, agreed to, so that it can be applied.
bool showAgreedPlan(PagesDesk& desk)
{
    PlanRequest request;
    request.kind = PlanKind::Delete;
    request.names = closedInstances(desk, 3);
    desk.window.view()->plans().show(request);
    for (const PlanPage* plan : desk.window.findChildren<PlanPage*>()) {
        if (!plan->isVisible() || !QTest::qWaitFor([plan] { return isPlanned(*plan); }, longWait))
            continue;
        confirm(*plan);
        return QTest::qWaitFor([plan] { return button(*plan, "apply")->isEnabled(); });
    }
    return false;
}

/// Of an organization that has nothing yet, so that it can be created.
bool showCreation(PagesDesk& desk)
{
    desk.window.view()->actions().create();
    for (const CreationPage* page : desk.window.findChildren<CreationPage*>()) {
        if (!page->isVisible())
            continue;
        page->findChild<QLineEdit*>(QStringLiteral("organization"))->setText(freeOrganization(desk).name);
        const QPushButton* create = button(*page, "create");
        return QTest::qWaitFor([create] { return create->isEnabled(); }, longWait);
    }
    return false;
}

/// The pages that are there without any reading.
std::vector<ShownPage> pagesBeforeAnyReading()
{
    std::vector<ShownPage> pages;
    static constexpr const char* names[pageCount]{"overview", "instances", "pair",    "duplicates",
                                                  "activity", "journal",   "settings"};
    for (int page = 0; page < pageCount; ++page) {
        pages.push_back({names[page], [page](PagesDesk& desk) {
                             desk.window.pages()->show(static_cast<Page>(page));
                             return true;
                         }});
    }
    for (const ShownPage& page : everyPage()) {
        const QLatin1String name(page.name);
        const bool needsRows = name == QLatin1String("settings, plan of the guards");
        if (name.startsWith(QLatin1String("settings, ")) && !needsRows && !pagesThatAsk().contains(name))
            pages.push_back(page);
    }
    pages.push_back({"settings, guards", [](PagesDesk& desk) { // which are not read
                         return showSection(desk, SettingsPage::Section::Guards);
                     }});
    return pages;
}

/// Every page, as it was read, and what can be opened there by no button.
std::vector<ShownPage> pagesThatWereRead()
{
    std::vector<ShownPage> pages;
    for (const ShownPage& page : everyPage()) {
        const QLatin1String name(page.name);
        if (!name.contains(QLatin1String("not read")) && name != QLatin1String("plan")) // here none of them is
            pages.push_back(page);
    }
    pages.push_back({"plan", showAgreedPlan});
    pages.push_back({"menu of a row", [](PagesDesk& desk) {
                         desk.window.view()->instances().clearFilter();
                         chooseTab(desk, InspectorPanel::Tab::Summary);
                         InstanceTable& table = desk.window.view()->table();
                         Q_EMIT table.customContextMenuRequested(table.visualRect(table.currentIndex()).center());
                         return QApplication::activePopupWidget() != nullptr;
                     }});
    pages.push_back({"creation", showCreation});
    return pages;
}

} // namespace

/// The stores say nothing, and no press in the window waits for them (CONTRIBUTING, "Rules").
class SilentStoresTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aWaitIsToldFromWork();
    void aPressThatWaitsIsFound();
    void noPressWaitsBeforeAnyReading();
    void noPressWaits();
    void closingReturnsAtOnce();

private:
    static void pressAll(bool wasRead, const std::vector<ShownPage>& pages, int leastPresses);
};

void SilentStoresTest::aWaitIsToldFromWork()
{
    constexpr std::chrono::milliseconds second{1000};
    WaitProbe probe;
    WaitProbe::settle();
    QVERIFY(probe.longest() < longestWait);
    probe.begin();
    QThread::sleep(1);
    WaitProbe::settle();
    QVERIFY(probe.longest() > longestWait);
    probe.begin();
    WaitProbe::settle(second); // with nothing to do
    QVERIFY(probe.longest() < longestWait);
    if (!WaitProbe::tellsWorkApart())
        return;
    probe.begin();
    QElapsedTimer timer;
    for (timer.start(); !timer.hasExpired(second.count());)
        continue;
    WaitProbe::settle();
    QVERIFY(probe.longest() < longestWait);
}

/// Or the tests below would show nothing.
void SilentStoresTest::aPressThatWaitsIsFound()
{
    PagesDesk desk;
    QVERIFY(desk.isOpen);
    setSilent(*desk.world, true);
    QPushButton waits(&desk.window);
    connect(&waits, &QPushButton::clicked, this, [&desk] {
        std::thread([&desk] {
            static_cast<void>(desk.world->enter(Store::Server, CallContext::within(std::chrono::seconds(1))));
        }).join();
    });
    Presser presser(desk, true);
    presser.press({&waits, QStringLiteral("waits")});
    QVERIFY2(presser.trouble().contains("waits lets the window wait for"), presser.trouble().constData());
    setSilent(*desk.world, false);
}

void SilentStoresTest::pressAll(bool wasRead, const std::vector<ShownPage>& pages, int leastPresses)
{
    PagesDesk desk;
    QVERIFY(desk.isOpen);
    Presser presser(desk, wasRead);
    for (const ShownPage& page : pages)
        presser.pressAllOf(page);
    std::printf("%d presses\n", presser.presses());
    std::fflush(stdout);
    presser.close();
    QVERIFY2(presser.trouble().isEmpty(), presser.trouble().constData());
    QVERIFY2(presser.presses() > leastPresses, qPrintable(QString::number(presser.presses())));
}

void SilentStoresTest::noPressWaitsBeforeAnyReading()
{
    pressAll(false, pagesBeforeAnyReading(), leastBeforeAnyReading);
}

void SilentStoresTest::noPressWaits()
{
    pressAll(true, pagesThatWereRead(), leastOfAllPages);
}

/// While it reads, plans, and applies.
void SilentStoresTest::closingReturnsAtOnce()
{
    PagesDesk desk;
    QVERIFY(desk.isOpen);
    QVERIFY(showAgreedPlan(desk));
    const PlanPage* plan = desk.window.findChildren<PlanPage*>().last();
    setSilent(*desk.world, true);
    button(*plan, "apply")->click();
    desk.window.view()->workspace().refresh();
    openPlan(desk, PlanKind::Disable, closedInstances(desk, 2));
    QVERIFY(desk.window.view()->activities().underWay() > 0);
    Presser presser(desk, true);
    presser.close();
    QVERIFY2(presser.trouble().isEmpty(), presser.trouble().constData());
    QTRY_COMPARE_WITH_TIMEOUT(desk.runner.running(), 0, longWait);
}

STEWARD_TEST(SilentStoresTest)
} // namespace steward::silent_stores_test

#include "silent_stores_test.moc"
