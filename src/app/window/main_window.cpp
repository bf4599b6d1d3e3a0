#include "app/window/main_window.h"

#include "app/alerts/alert_teller.h"
#include "app/components/toasts.h"
#include "app/help/help_actions.h"
#include "app/operations/activity_log.h"
#include "app/pairing/pairing_queue.h"
#include "app/palette/command_palette.h"
#include "app/profiles/profile_actions.h"
#include "app/profiles/profile_editor.h"
#include "app/profiles/profile_page.h"
#include "app/profiles/profile_service.h"
#include "app/shell/alt_menu.h"
#include "app/shell/settings_page.h"
#include "app/shell/window_alerts.h"
#include "app/shell/window_lock.h"
#include "app/shell/window_settings.h"
#include "app/shell/workspace_pages.h"
#include "app/shell/workspace_view.h"
#include "app/style/environment_look.h"
#include "app/style/type.h"
#include "app/welcome/welcome_page.h"
#include "app/window/language_menu.h"
#include "app/window/leave_guard.h"
#include "app/window/shown_state.h"
#include "app/window/window_actions.h"
#include "app/window/window_frame.h"
#include "app/window/window_menus.h"
#include "app/window/window_profiles.h"
#include "app/window/workspace_ties.h"
#include "ui_main_window.h"

#include <QApplication>
#include <QCloseEvent>
#include <QScreen>
#include <QTimer>

namespace steward {
namespace {

constexpr QSize firstSize{1440, 900};
constexpr qreal narrowWidth = 1000;
constexpr int titleBar = 36; ///< what the desktop puts around, about

} // namespace

MainWindow::MainWindow(BackgroundRunner& runner, ProfileService& profiles, WindowSettings& settings, QWidget* parent)
    : QMainWindow(parent)
    , m_ui(std::make_unique<Ui::MainWindow>())
    , m_runner(runner)
    , m_profiles(profiles)
    , m_settings(settings)
    , m_leaving(new LeaveGuard(*this))
{
    m_ui->setupUi(this);
    composeWindow();
    connectActions();
    connectProfiles();
    const QSize room = screen()->availableSize() - QSize(0, titleBar);
    resize(firstSize.boundedTo(room).expandedTo(minimumSize()));
    restoreGeometry(m_settings.geometry());
    showWelcome();
}

MainWindow::~MainWindow()
{
    delete m_palette; // what it may do is the workspace's
    if (!m_pages)
        return;
    m_ties.reset();
    delete m_pages; // while there is still whom its parts may tell
}

WorkspaceView* MainWindow::view() const
{
    return m_pages ? &m_pages->view() : nullptr;
}

void MainWindow::composeWindow()
{
    layout()->setSizeConstraint(QLayout::SetNoConstraint);
    // Large text on a small screen: what has no room is scrolled to, and the window still fits.
    setMinimumSize(QSize(scaled(800), scaled(520)).boundedTo(screen()->availableSize() - QSize(0, titleBar)));
    m_pageActions = {m_ui->actionOverview, m_ui->actionInstances, m_ui->actionPairing, m_ui->actionDuplicates,
                     m_ui->actionActivity, m_ui->actionJournal,   m_ui->actionSettings};
    m_frame = std::make_unique<WindowFrame>(*m_ui, m_pageActions);
    m_frame->compose(*this);
    new AltMenu(*m_ui->menuBar);
    m_toasts = new Toasts(*m_ui->place);
    m_palette = new CommandPalette(m_runner, *this);
    m_alerts = new WindowAlerts(*this, *m_toasts, *m_ui->header, m_settings);
    connect(m_alerts, &WindowAlerts::quitWanted, this, &MainWindow::quit);
    addLock();
}

void MainWindow::addLock()
{
    m_lock = new WindowLock(
        *this, m_settings, [this] { return m_pages || m_profilePage; },
        [this](const Secret& typed, const WindowLock::Then& then) {
            const bool isPractice = m_pages && operations()->stores().isPractice;
            const bool isWelcome = !m_pages && !m_profilePage; // by now: there is nothing left to be hidden
            if (isPractice || isWelcome || (m_profilePage && m_profileId.isEmpty()))
                return then({}); // nothing keeps a secret of theirs
            m_profiles.unlock(m_profileId, typed, this, then);
        });
    connect(m_lock, &WindowLock::lockedChanged, this, [this](bool isLocked) {
        m_palette->close();
        m_alerts->setDiscreet(isLocked);
        entitle(m_title);
    });
}

/// The desktop shows it to everybody.
void MainWindow::entitle(const QString& title)
{
    m_title = title;
    setWindowTitle(m_lock->isLocked() ? tr("Steward") : title);
}

void MainWindow::connectActions()
{
    connect(m_ui->actionPractice, &QAction::triggered, this, [this] { openStores(m_profiles.practice()); });
    connect(m_ui->actionStart, &QAction::triggered, this, [this] { showWelcome(); });
    connect(m_ui->actionQuit, &QAction::triggered, this, &MainWindow::quit);
    new WindowActions({*m_ui, m_pageActions, *m_palette, [this] { return m_pages; }}, *this);
    m_others = new OtherWindowsMenu({*m_ui->menuOpenInWindow, *m_ui->actionCloseWindow, *m_palette, m_profiles}, *this);
    m_menus = std::make_unique<WindowMenus>(
        WindowMenus::Parts{*m_ui, m_runner, m_profiles, m_settings, [this] { return helpSection(); }}, *this);
    connect(&m_menus->languages(), &LanguageMenu::wanted, this, &MainWindow::setLanguage);
}

QString MainWindow::helpSection() const
{
    if (m_pages)
        return m_pages->helpSection();
    return m_profilePage ? QStringLiteral("settings") : QStringLiteral("start");
}

void MainWindow::connectProfiles()
{
    m_offered = new WindowProfiles({*m_ui, m_profiles, m_settings, *m_others, [this] { return m_profileId; }}, *this);
    connect(&m_offered->actions(), &ProfileActions::editorWanted, this, &MainWindow::edit);
    connect(&m_offered->actions(), &ProfileActions::removed, this, [this] {
        if (editor())
            editor()->discard(); // of what is no more
        showWelcome();
    });
}

void MainWindow::openProfile(const QString& idOrName)
{
    m_offered->actions().open(idOrName);
}

bool MainWindow::isBusy() const
{
    return m_leaving->isKeeping() || (editor() && editor()->isDirty()) ||
           (m_pages && !view()->activities().allUnderWay().empty());
}

bool MainWindow::isAtWork(const QString& profileId) const
{
    if (profileId.isEmpty())
        return false;
    const bool isHere = profileId == openProfileId() && !view()->activities().allUnderWay().empty();
    return isHere || m_leaving->isKeeping(profileId);
}

void MainWindow::tell(const QString& sentence)
{
    m_toasts->show(sentence);
}

void MainWindow::edit(const Profile& profile)
{
    if (m_pages && !profile.id.isEmpty() && profile.id == m_profileId)
        return m_pages->showConnections();
    if (holds([this, profile] { edit(profile); }))
        return;
    leaveWorkspace();
    m_welcome = nullptr;
    m_profileId = profile.id;
    m_profilePage = new ProfilePage(profile, m_profiles, this);
    put(m_profilePage);
    entitle(tr("Steward"));
    m_offered->follow(m_profilePage->editor());
}

ProfileEditor* MainWindow::editor() const
{
    if (m_pages)
        return m_pages->editor();
    return m_profilePage ? &m_profilePage->editor() : nullptr;
}

/// Something has to be decided before what is shown is left.
bool MainWindow::holds(const std::function<void()>& leave)
{
    return m_leaving->holdsChanges(editor(), leave) || m_leaving->holdsWorkspace(operations(), leave);
}

OperationService* MainWindow::operations() const
{
    return m_pages ? &view()->operations() : nullptr;
}

void MainWindow::leaveWorkspace()
{
    keepLayout();
    m_menus->help().endTour();
    m_palette->close();
    m_palette->model().setActions({}, {});
    m_palette->model().setWays({});
    m_palette->setIndex(nullptr);
    m_ui->foot->showNothing();
    m_profilePage = nullptr;
    m_alerts->follow(nullptr, {});
    if (!m_pages)
        return;
    m_leaving->keep(view()->operations());
    // It goes with the event loop's next turn, since its own button may be what was pressed; it is not heard any more.
    view()->workspace().stop();
    m_ties.reset();
    m_pages = nullptr;
}

void MainWindow::put(QWidget* page)
{
    m_frame->put(page);
    m_frame->follow(m_pages, !m_profileId.isEmpty());
    m_frame->lock(m_settings.managed(), m_profileId);
}

void MainWindow::showWelcome(const QString& trouble, const QString& profileId)
{
    if (holds([this, trouble, profileId] { showWelcome(trouble, profileId); }))
        return;
    leaveWorkspace();
    m_profileId = profileId; // one that could not be opened can be put right
    m_welcome = new WelcomePage(this);
    const std::optional<Error>& managed = m_settings.managed().trouble;
    m_welcome->setTrouble(trouble.isEmpty() && managed ? managed->sentence : trouble, profileId);
    put(m_welcome);
    entitle(tr("Steward"));
    m_offered->offerOn(*m_welcome);
}

void MainWindow::openStores(const ProfileContext& stores, const QString& profileId)
{
    if (holds([this, stores, profileId] { openStores(stores, profileId); }))
        return;
    leaveWorkspace();
    open(stores, profileId, nullptr, nullptr);
}

void MainWindow::open(
    const ProfileContext& stores, const QString& profileId, OperationService* operations, const Workspace* former)
{
    m_hasOldWords = false;
    m_welcome = nullptr;
    m_profileId = profileId;
    m_settings.setLastProfile(profileId);
    m_pages = new WorkspacePages(
        stores, m_runner,
        {*this, m_profiles, *m_alerts, *m_lock, profileId, m_runner, m_settings, *m_ui->actionNewProfile,
         *m_ui->actionExportProfile, *m_ui->actionRemoveProfile, *m_ui->actionSystemLook, *m_ui->actionLightLook,
         *m_ui->actionDarkLook, m_menus->languages().actions()},
        operations);
    put(m_pages);
    view()->restoreLayout(m_settings, profileId);
    m_alerts->follow(m_pages, profileId);
    // A name that holds Qt's placeholder for "modified" keeps its characters.
    QString name = stores.isPractice ? stores.title : environmentBanner(stores) + QStringLiteral(" · ") + stores.title;
    name.replace(QLatin1String("[*]"), QLatin1String("[*][*]"));
    //: The window's title: %1 is the environment and the profile's name
    entitle(tr("■ %1 – Steward").arg(name));
    m_ui->header->setStores(stores);
    m_ui->foot->follow(stores, view()->workspace(), view()->activities());
    m_ties = std::make_unique<WorkspaceTies>(
        WorkspaceTies::Parts{*m_ui, *m_frame, *m_palette, *m_toasts, m_settings, profileId}, *m_pages, *this);
    connect(m_ties.get(), &WorkspaceTies::pageChanged, this, &MainWindow::showPage);
    connect(m_ties.get(), &WorkspaceTies::profileSaved, this, &MainWindow::openProfile);
    connect(m_ties.get(), &WorkspaceTies::lessIsUnderWay, this, &MainWindow::speakOnceEnded);
    const int page = m_settings.page();
    m_pages->show(page < 0 || page >= pageCount ? Page::Overview : static_cast<Page>(page));
    m_pages->focusPage();
    if (former)
        view()->workspace().takeAnswersOf(*former); // before it is read
    view()->workspace().refresh();
    Q_EMIT workspaceOpened();
}

void MainWindow::showPage(Page page)
{
    m_settings.setPage(static_cast<int>(page));
    m_pageActions[static_cast<size_t>(page)]->setChecked(true);
    m_ui->actionEscape->setEnabled(page == Page::Instances);
    m_palette->close();
    m_frame->showSummary();
}

void MainWindow::setLanguage(Language language)
{
    m_menus->languages().show(); // it may be asked first whether what is not saved may go
    if (!m_leaving->holdsChanges(editor(), [this, language] { setLanguage(language); }))
        m_menus->languages().choose(language);
}

void MainWindow::speak()
{
    m_ui->retranslateUi(this);
    entitle(m_title);
    m_frame->setKeys();
    m_menus->speak();
    m_profiles.speak();
    m_offered->list();
    if (!m_pages) {
        m_ui->foot->showNothing();
        if (m_welcome)
            showWelcome({}, m_profileId);
        else if (m_profilePage && !editor()->isDirty())
            edit(Profile(editor()->profile()));
        return;
    }
    speakOnPages();
}

void MainWindow::speakOnPages()
{
    // Phones that wait in the queue are under way too: they would be lost with the pages.
    const bool isHeld = !view()->activities().allUnderWay().empty() || m_pages->pairing().toDo() > 0 ||
                        (editor() && editor()->isDirty());
    if (!isHeld)
        return openAgain();
    if (!std::exchange(m_hasOldWords, true))
        m_toasts->show(tr("What is under way keeps its words until it has ended."));
}

/// Their words are of the language before, where something was under way that has ended by now.
void MainWindow::speakOnceEnded()
{
    if (m_hasOldWords && view()->activities().underWay() == 0)
        QTimer::singleShot(0, this, [this] { m_hasOldWords&& m_pages ? speakOnPages() : void(); });
}

/// The same workspace on pages that are made anew: the page, the view, the columns and what is selected stay.
void MainWindow::openAgain()
{
    ProfileContext stores = view()->operations().stores();
    if (stores.isPractice)
        stores.title = m_profiles.practice().title; // a word of ours
    OperationService* operations = &view()->operations();
    const ShownState shown(*m_pages);
    const Workspace* former = &view()->workspace(); // goes with the event loop's next turn
    operations->setParent(this);                    // it outlives the pages
    leaveWorkspace();
    open(stores, m_profileId, operations, former);
    shown.restore(*m_pages);
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::LanguageChange && m_leaving)
        speak();
}

void MainWindow::keepLayout()
{
    m_settings.setGeometry(saveGeometry());
    if (m_pages)
        view()->keepLayout(m_settings, m_profileId);
}

void MainWindow::quit()
{
    if (!m_others->quit() && closeForGood(true))
        QCoreApplication::quit(); // also where the window was hidden
}

bool MainWindow::closeForGood(bool endsAll)
{
    m_isQuitting = true;
    m_endsAll = endsAll;
    const bool isClosed = close();
    m_isQuitting = false;
    m_endsAll = false;
    if (!isClosed)
        bringForward(*this); // what is asked there is seen
    return isClosed;
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    keepLayout();
    if (!m_isQuitting && m_alerts->hidesAtClosing()) {
        m_alerts->hideWindow();
        return event->ignore();
    }
    // Whoever quits is not left beside the clock once all has ended.
    const auto leave = [this, isQuitting = m_isQuitting, endsAll = m_endsAll] {
        if (endsAll)
            return quit();
        isQuitting ? void(closeForGood()) : void(close());
    };
    if (m_leaving->holdsChanges(editor(), leave) || m_leaving->holdsWindow(operations(), leave)) {
        m_lock->say(tr("Something is not finished here. Unlock first, then close the window."));
        return event->ignore();
    }
    QMainWindow::closeEvent(event);
    Q_EMIT closed();
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    m_frame->setNarrow(width() <= scaled(narrowWidth));
}

} // namespace steward
