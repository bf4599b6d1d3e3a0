#include "app/alerts_desk.h"
#include "app/page_desk.h"
#include "support/test_registry.h"

#include "app/creation/creation_page.h"
#include "app/lock/lock_cover.h"
#include "app/lock/secret_clipboard.h"
#include "app/operations/operation_service.h"
#include "app/palette/command_palette.h"
#include "app/shell/settings_page.h"
#include "app/shell/window_alerts.h"
#include "app/shell/window_lock.h"
#include "app/shell/workspace_pages.h"
#include "app/table/instance_table.h"
#include "local/profile_store.h"
#include "local/translations.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QDialog>
#include <QLineEdit>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>

#include <atomic>

using namespace steward;
using namespace steward::test;
using namespace std::chrono_literals;

namespace steward::idle_lock_test {

namespace {

/// A keychain that the system may lock at any time.
class LockableKeychain final : public Keychain {
public:
    KeychainAvailability probe(const CallContext&) override
    {
        return isLocked
                   ? KeychainAvailability{KeychainState::Unavailable, QStringLiteral("The keychain is locked."), {}}
                   : KeychainAvailability{
                         isPersistent ? KeychainState::Persistent : KeychainState::SessionOnly, {}, {}};
    }
    Result<std::optional<Secret>> read(const QUuid& id, SecretKind kind, const CallContext& limits) override
    {
        ++reads;
        return isLocked ? Result<std::optional<Secret>>(std::nullopt) : m_kept.read(id, kind, limits);
    }
    Result<void> write(const QUuid& id, SecretKind kind, const Secret& secret, const CallContext& limits) override
    {
        return m_kept.write(id, kind, secret, limits);
    }
    Result<void> remove(const QUuid& id, SecretKind kind, const CallContext& limits) override
    {
        return m_kept.remove(id, kind, limits);
    }

    std::atomic<bool> isLocked = false;
    std::atomic<bool> isPersistent = true;
    std::atomic<int> reads = 0;

private:
    SessionKeychain m_kept;
};

/// A window over a profile's workspace, whose stores are practice's.
struct LockDesk {
    explicit LockDesk(const QProcessEnvironment& given = QProcessEnvironment())
        : environment(given)
    {
        settings.setPage(static_cast<int>(Page::Instances));
        window.resize(1440, 900);
        window.alerts().setNotifier(std::make_unique<NotingDesktop>(notes));
    }
    /// Its key is kept by the keychain, or else was typed for this session.
    bool open(const char* key = "right-key")
    {
        Profile profile;
        profile.name = QStringLiteral("Clinics of the north");
        profile.serverUrl = QStringLiteral("http://127.0.0.1:9");
        bool isSaved = false;
        profiles.save({profile, {}}, {Secret(key), {}, {}}, &window, [&](const Result<Profile>& saved) {
            isSaved = saved.has_value();
            id = saved ? saved->id : QString();
        });
        if (!QTest::qWaitFor([&] { return isSaved; }))
            return false;
        ProfileContext stores = practiceContext();
        stores.stores = std::make_shared<PracticeStores>(world);
        stores.isPractice = false;
        stores.title = profile.name;
        window.openStores(stores, id);
        window.show();
        window.activateWindow();
        return QTest::qWaitForWindowActive(&window) &&
               QTest::qWaitFor([&] { return window.view()->workspace().index() != nullptr; });
    }
    LockCover* cover() const { return window.findChild<LockCover*>(); }
    QPushButton& unlock() const { return *window.findChild<QPushButton*>(QStringLiteral("unlock")); }
    QString trouble() const
    {
        return window.findChild<QLabel*>(QStringLiteral("lockTrouble"))->text().remove(QChar(0x200b));
    }
    bool readAgain()
    {
        const auto before = window.view()->workspace().index();
        window.view()->workspace().refresh();
        return QTest::qWaitFor(
            [&] { return window.view()->workspace().index() != before && !window.view()->workspace().isReading(); },
            20'000);
    }

    const QProcessEnvironment environment;
    QTemporaryDir folder;
    std::shared_ptr<PracticeWorld> world = makePracticeFleet();
    NotingDesktop::Notes notes;
    BackgroundRunner runner;
    WindowSettings settings{runner, folder.path(), {}};
    std::shared_ptr<LockableKeychain> keychain = std::make_shared<LockableKeychain>();
    ProfileService profiles{
        {*DataDirectory::open(folder.path()), keychain, environment,
         [this](const ConnectionSettings&) { return std::make_shared<PracticeStores>(world); }},
        runner};
    MainWindow window{runner, profiles, settings};
    QString id;
};

/// What can be seen of it, with what screen readers are told.
QStringList seenIn(const QWidget& window)
{
    QStringList seen{window.windowTitle(), window.accessibleName(), window.windowIconText()};
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        if (widget->isVisible())
            seen << widget->objectName();
    }
    seen.removeAll(QString());
    return seen;
}

} // namespace

/// A window that nobody has used for a while is covered, and goes on below.
class IdleLockTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void offUntilSomebodySwitchesItOn();
    void nobodyThereLocksIt();
    void whoIsThereKeepsItOpen();
    void nothingIsSeenOrReachedBelow();
    void dialogsWaitAndComeBack();
    void whatIsUnderWayGoesOn();
    void alertsNameNobody();
    void unlockingReadsTheKeychainAgain();
    void withoutAKeychainTheKeyIsTyped();
    void theEnvironmentsKeyUnlocksToo();
    void practiceUnlocksAtOnce();
    void shownSecretsAreHidden();
    void secretsLeaveTheClipboard();
    void itSpeaksAnotherLanguage();
    void itIsNotClosedOverWhatIsUnderWay();
};

void IdleLockTest::cleanup()
{
    QGuiApplication::clipboard()->clear();
}

void IdleLockTest::offUntilSomebodySwitchesItOn()
{
    LockDesk desk;
    desk.window.idleLock().setAfter(30ms);
    QVERIFY(desk.open());
    QVERIFY(!desk.window.idleLock().isOn());
    QCOMPARE(desk.window.idleLock().after(), 4min);
    QTest::qWait(120);
    QVERIFY(!desk.cover());
    desk.window.pages()->show(Page::Settings);
    desk.window.pages()->settings().choose(SettingsPage::Section::Passwords);
    auto* box = desk.window.findChild<QCheckBox*>(QStringLiteral("lockWhenIdle"));
    QVERIFY(box && !box->isChecked() && box->text().contains(QLatin1Char('4')));
    box->click();
    QVERIFY(desk.window.idleLock().isOn());
    QCOMPARE(desk.settings.lockMinutes(), 4);
}

void IdleLockTest::nobodyThereLocksIt()
{
    LockDesk desk;
    QVERIFY(desk.open());
    desk.window.idleLock().setAfter(60ms);
    desk.window.idleLock().setOn(true);
    QTRY_VERIFY(desk.cover() && desk.cover()->isVisible());
    desk.window.idleLock().setAfter(1'500ms); // else it may be locked again before anybody looks
    desk.unlock().click();
    QTRY_VERIFY(!desk.window.idleLock().isLocked());
    QTRY_VERIFY(desk.window.idleLock().isLocked()); // and again, since nobody is there
}

void IdleLockTest::whoIsThereKeepsItOpen()
{
    int idles = 0;
    IdleWatch watch([] { return 1'000ms; }); // many times what a busy machine adds to a wait
    connect(&watch, &IdleWatch::idle, this, [&idles] { ++idles; });
    QWidget window;
    window.show();
    for (int move = 0; move < 12; ++move) {
        QTest::qWait(100);
        QTest::mouseMove(&window, {10 + move, 10});
    }
    QCOMPARE(idles, 0);
    QTRY_COMPARE(idles, 1);
}

void IdleLockTest::nothingIsSeenOrReachedBelow()
{
    LockDesk desk;
    QVERIFY(desk.open());
    trigger(desk.window, "actionPalette");
    QVERIFY(desk.window.findChild<CommandPalette*>()->isVisible());
    const QString title = desk.window.windowTitle();
    QVERIFY(title.contains(QStringLiteral("Clinics of the north")));
    desk.window.idleLock().lock();
    QCOMPARE(desk.window.windowTitle(), QStringLiteral("Steward"));
    for (const QWidget* widget : desk.window.findChildren<QWidget*>()) {
        const bool isCover = widget == desk.cover() || desk.cover()->isAncestorOf(widget);
        QVERIFY2(isCover || !widget->isVisible(), qPrintable(widget->objectName()));
    }
    QVERIFY(!seenIn(desk.window).join(QLatin1Char(' ')).contains(QStringLiteral("Clinics of the north")));
    for (const QAction* menu : desk.window.menuBar()->actions()) // which the desktop may show
        QVERIFY(!menu->isEnabled());
    QCOMPARE(desk.cover()->geometry(), desk.window.rect());
    desk.window.resize(1000, 700);
    QCOMPARE(desk.cover()->geometry(), desk.window.rect());
    QCOMPARE(QApplication::focusWidget(), &desk.unlock());
    for (int times = 0; times < 5; ++times) {
        QTest::keyClick(&desk.window, Qt::Key_Tab);
        QVERIFY(desk.cover()->isAncestorOf(QApplication::focusWidget()));
    }
    QTest::keyClick(&desk.window, Qt::Key_N, Qt::ControlModifier);
    QTest::keyClick(&desk.window, Qt::Key_K, Qt::ControlModifier);
    QTest::keyClick(&desk.window, Qt::Key_6, Qt::ControlModifier);
    QTest::keyClick(&desk.window, Qt::Key_F10);
    QVERIFY(!desk.window.findChild<CreationPage*>());
    QVERIFY(!desk.window.findChild<CommandPalette*>()->isVisible());
    QCOMPARE(static_cast<int>(desk.window.pages()->page()), static_cast<int>(Page::Instances));
    QTest::keyClick(desk.cover(), Qt::Key_Return);
    QTRY_VERIFY(!desk.window.idleLock().isLocked());
    QCOMPARE(desk.window.windowTitle(), title);
    for (const QAction* menu : desk.window.menuBar()->actions())
        QVERIFY(menu->isEnabled());
    QVERIFY(desk.window.view()->table().isVisible());
    QTest::keyClick(&desk.window, Qt::Key_N, Qt::ControlModifier);
    QVERIFY(desk.window.findChild<CreationPage*>());
}

void IdleLockTest::dialogsWaitAndComeBack()
{
    LockDesk desk;
    QVERIFY(desk.open());
    QMessageBox before(&desk.window);
    before.setText(QStringLiteral("Clinics of the north"));
    before.open();
    QDialog beside(&desk.window); // such as the manual, which the window can be used with
    beside.show();
    desk.window.idleLock().lock();
    QVERIFY(!before.isVisible() && !beside.isVisible());
    QMessageBox later(&desk.window);
    later.open();
    QTRY_VERIFY(!later.isVisible());
    QVERIFY(desk.window.idleLock().isLocked());
    desk.unlock().click();
    QTRY_VERIFY(before.isVisible() && later.isVisible() && beside.isVisible());
    QVERIFY(before.isModal() && !beside.isModal());
}

void IdleLockTest::whatIsUnderWayGoesOn()
{
    LockDesk desk;
    QVERIFY(desk.open());
    std::atomic<bool> mayEnd = false;
    bool hasEnded = false;
    desk.window.view()->operations().run<int, int>(
        &desk.window,
        [&mayEnd](const Session&, const OperationService::Tell<int>& tell, const OperationService::Stop&) {
            tell(1);
            while (!mayEnd)
                QThread::msleep(5);
            return 7;
        },
        [](int) {}, [&hasEnded](const Result<int>& ended) { hasEnded = ended.value_or(0) == 7; });
    desk.window.idleLock().lock();
    const auto before = desk.window.view()->workspace().index();
    desk.window.view()->workspace().refresh();
    QTRY_VERIFY(desk.window.view()->workspace().index() != before);
    mayEnd = true;
    QTRY_VERIFY(hasEnded);
    QVERIFY(desk.readAgain()); // and it is read as before
    QVERIFY(desk.window.idleLock().isLocked());
}

void IdleLockTest::alertsNameNobody()
{
    LockDesk desk;
    QVERIFY(desk.open());
    QVERIFY(desk.readAgain());
    desk.window.idleLock().lock();
    const InstanceName lost = connectedOnes(*desk.world).front();
    const QString organization = desk.window.view()->workspace().index()->audit().organizationName(
        desk.window.view()->workspace().index()->audit().find(lost)->organizationId);
    setConnected(*desk.world, lost, false);
    QVERIFY(desk.readAgain());
    QTRY_COMPARE(desk.notes.texts.size(), 1);
    QCOMPARE(desk.notes.place, QString()); // beside the clock neither
    const QString told = desk.notes.texts.front();
    QVERIFY2(told.contains(QStringLiteral("Unlock Steward")), qPrintable(told));
    QVERIFY(!told.contains(organization) && !told.contains(lost.text()));
    desk.notes.acts.front()(); // a press leads to the cover
    QVERIFY(desk.window.idleLock().isLocked() && desk.cover()->isVisible());
    desk.unlock().click();
    QTRY_VERIFY(!desk.window.idleLock().isLocked());
    const auto& bell = *desk.window.findChild<QPushButton*>(QStringLiteral("alerts"));
    QVERIFY(bell.isVisible());
    setConnected(*desk.world, connectedOnes(*desk.world).front(), false);
    QVERIFY(desk.readAgain());
    QTRY_COMPARE(desk.notes.texts.size(), 2);
    QVERIFY(desk.notes.texts.back().contains(QStringLiteral("not connected any more")));
}

void IdleLockTest::unlockingReadsTheKeychainAgain()
{
    LockDesk desk;
    QVERIFY(desk.open());
    desk.window.idleLock().lock();
    desk.keychain->isLocked = true;
    desk.unlock().click();
    QTRY_COMPARE(desk.trouble(), QStringLiteral("The keychain is locked."));
    QVERIFY(desk.window.idleLock().isLocked());
    desk.keychain->isLocked = false;
    const int before = desk.keychain->reads;
    desk.unlock().click();
    QTRY_VERIFY(!desk.window.idleLock().isLocked());
    QVERIFY(desk.keychain->reads > before);
}

void IdleLockTest::withoutAKeychainTheKeyIsTyped()
{
    LockDesk desk;
    desk.keychain->isPersistent = false;
    QVERIFY(desk.open());
    desk.window.idleLock().lock();
    auto* key = desk.window.findChild<QLineEdit*>(QStringLiteral("lockKey"));
    QVERIFY(!key->isVisible());
    desk.unlock().click();
    QTRY_VERIFY(key->isVisible());
    QVERIFY(key->hasFocus() && key->echoMode() == QLineEdit::Password);
    QTest::keyClicks(key, QStringLiteral("wrong-key"));
    QTest::keyClick(key, Qt::Key_Return);
    QTRY_VERIFY(desk.trouble().contains(QStringLiteral("not the API key")));
    QVERIFY(desk.window.idleLock().isLocked() && key->text().isEmpty());
    QTest::keyClicks(key, QStringLiteral("right-key"));
    QTest::keyClick(key, Qt::Key_Return);
    QTRY_VERIFY(!desk.window.idleLock().isLocked());
}

/// It opened the workspace, and no keychain has it: neither a blank one for this session nor one that is away.
void IdleLockTest::theEnvironmentsKeyUnlocksToo()
{
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("STEWARD_EVOLUTION_API_KEY"), QStringLiteral("right-key"));
    LockDesk desk(environment);
    desk.keychain->isPersistent = false;
    QVERIFY(desk.open(""));
    desk.window.idleLock().lock();
    desk.keychain->isLocked = true;
    auto* key = desk.window.findChild<QLineEdit*>(QStringLiteral("lockKey"));
    desk.unlock().click();
    QTRY_VERIFY(key->isVisible());
    QTest::keyClicks(key, QStringLiteral("wrong-key"));
    QTest::keyClick(key, Qt::Key_Return);
    QTRY_VERIFY(desk.trouble().contains(QStringLiteral("not the API key")));
    QTest::keyClicks(key, QStringLiteral("right-key"));
    QTest::keyClick(key, Qt::Key_Return);
    QTRY_VERIFY(!desk.window.idleLock().isLocked());
}

void IdleLockTest::practiceUnlocksAtOnce()
{
    Desk desk;
    QVERIFY(waitForTable(desk));
    desk.window.idleLock().lock();
    desk.window.findChild<QPushButton*>(QStringLiteral("unlock"))->click();
    QVERIFY(!desk.window.idleLock().isLocked());
    trigger(desk.window, "actionStart"); // where nothing is open there is nothing to be hidden
    desk.window.idleLock().lock();
    QVERIFY(!desk.window.idleLock().isLocked());
}

void IdleLockTest::shownSecretsAreHidden()
{
    LockDesk desk;
    QVERIFY(desk.open());
    trigger(desk.window, "actionEditProfile");
    QLineEdit* field = nullptr;
    QTRY_VERIFY((field = desk.window.findChild<QLineEdit*>(QStringLiteral("apiKey"))));
    auto* eye = field->findChild<QAction*>(QStringLiteral("showSecret"));
    QVERIFY(eye || !field->actions().isEmpty());
    for (QAction* action : field->actions())
        action->setChecked(true);
    QCOMPARE(field->echoMode(), QLineEdit::Normal);
    desk.window.idleLock().lock();
    QCOMPARE(field->echoMode(), QLineEdit::Password);
}

void IdleLockTest::secretsLeaveTheClipboard()
{
    QClipboard& clipboard = *QGuiApplication::clipboard();
    QCOMPARE(secretLife, std::chrono::milliseconds(10s));
    copySecret(QStringLiteral("ABCD-EFGH"), 60ms);
    QCOMPARE(clipboard.text(), QStringLiteral("ABCD-EFGH"));
    QVERIFY(clipboard.mimeData()->hasFormat(QStringLiteral("x-kde-passwordManagerHint")));
    QTRY_VERIFY(clipboard.text().isEmpty());
    copySecret(QStringLiteral("ABCD-EFGH"), 40ms);
    clipboard.setText(QStringLiteral("a name")); // what was copied since stays
    QTest::qWait(120);
    QCOMPARE(clipboard.text(), QStringLiteral("a name"));
    LockDesk desk;
    QVERIFY(desk.open());
    copySecret(QStringLiteral("ABCD-EFGH"));
    desk.window.idleLock().lock();
    QVERIFY(clipboard.text().isEmpty());
}

void IdleLockTest::itSpeaksAnotherLanguage()
{
    LockDesk desk;
    QVERIFY(desk.open());
    desk.window.idleLock().lock();
    auto* application = qobject_cast<QApplication*>(QCoreApplication::instance());
    installTranslations(*application, Language::Portuguese);
    QTRY_VERIFY(!seenIn(desk.window).isEmpty() && desk.unlock().text() != QStringLiteral("&Unlock"));
    QVERIFY(desk.window.idleLock().isLocked());
    QCOMPARE(desk.window.windowTitle(), QStringLiteral("Steward"));
    for (const QWidget* widget : desk.window.findChildren<QWidget*>()) {
        const bool isCover = widget == desk.cover() || desk.cover()->isAncestorOf(widget);
        QVERIFY2(isCover || !widget->isVisible(), qPrintable(widget->objectName()));
    }
    installTranslations(*application, Language::English);
}

void IdleLockTest::itIsNotClosedOverWhatIsUnderWay()
{
    LockDesk desk;
    QVERIFY(desk.open());
    trigger(desk.window, "actionEditProfile");
    QLineEdit* name = nullptr;
    QTRY_VERIFY((name = desk.window.findChild<QLineEdit*>(QStringLiteral("name"))));
    name->setText(QStringLiteral("Another name"));
    desk.window.idleLock().lock();
    QVERIFY(!desk.window.close());
    QVERIFY(desk.trouble().contains(QStringLiteral("Unlock first")));
    for (const QWidget* widget : desk.window.findChildren<QWidget*>()) {
        const bool isCover = widget == desk.cover() || desk.cover()->isAncestorOf(widget);
        QTRY_VERIFY2(isCover || !widget->isVisible(), qPrintable(widget->objectName()));
    }
}

STEWARD_TEST(IdleLockTest)
} // namespace steward::idle_lock_test

#include "idle_lock_test.moc"
