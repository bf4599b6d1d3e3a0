#include "app/window/main_window.h"

#include "app/activity/activity_button.h"
#include "app/first_run/first_run_page.h"
#include "app/operations/workspace_actions.h"
#include "app/plans/plan_actions.h"
#include "app/profiles/profile_actions.h"
#include "app/profiles/profile_service.h"
#include "app/status/store_status_bar.h"
#include "app/style/environment_look.h"
#include "app/table/instance_table.h"
#include "app/window/environment_frame.h"
#include "app/window/window_settings.h"
#include "app/window/workspace_view.h"
#include "ui_main_window.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QLabel>
#include <QLayout>
#include <QMessageBox>
#include <QProgressBar>

namespace steward {

MainWindow::MainWindow(BackgroundRunner& runner, ProfileService& profiles, WindowSettings& settings, QWidget* parent)
    : QMainWindow(parent)
    , m_ui(std::make_unique<Ui::MainWindow>())
    , m_runner(runner)
    , m_profiles(profiles)
    , m_settings(settings)
    , m_profileActions(new ProfileActions(profiles, this))
{
    m_ui->setupUi(this);
    for (QMenu* menu : {m_ui->menuFile, m_ui->menuInstance})
        menu->setToolTipsVisible(true);
    m_ui->menuTools->setToolTipsVisible(true);
    // Left to itself the layout counts its least height for its least width, a chip a line: too high for a laptop.
    layout()->setSizeConstraint(QLayout::SetNoConstraint);
    setMinimumSize(90 * fontMetrics().averageCharWidth(), 30 * fontMetrics().lineSpacing());
    m_environment = new QLabel(this);
    m_environment->setTextFormat(Qt::PlainText);
    m_stores = new StoreStatusBar(this);
    m_progress = new QProgressBar(this);
    m_progress->setRange(0, 3);
    m_progress->setTextVisible(false);
    m_progress->setMaximumSize(110, 10);
    m_progress->setAccessibleName(tr("Stores read"));
    m_summary = new QLabel(this);
    m_summary->setTextFormat(Qt::PlainText);
    statusBar()->addWidget(m_environment);
    statusBar()->addWidget(m_stores, 1);
    m_activity = new ActivityButton(*m_ui->actionActivity, this);
    statusBar()->addPermanentWidget(m_progress);
    statusBar()->addPermanentWidget(m_activity);
    statusBar()->addPermanentWidget(m_summary);
    connectActions();
    connectProfiles();
    restoreGeometry(m_settings.geometry());
    showFirstRun();
}

MainWindow::~MainWindow() = default;

void MainWindow::connectActions()
{
    connect(m_ui->actionPractice, &QAction::triggered, this, [this] { openStores(m_profiles.practice()); });
    connect(m_ui->actionStart, &QAction::triggered, this, [this] { showFirstRun(); });
    connect(m_ui->actionQuit, &QAction::triggered, this, &QWidget::close);
    connect(m_ui->actionRefresh, &QAction::triggered, this, [this] { m_view->workspace().refresh(); });
    connect(m_ui->actionStop, &QAction::triggered, this, [this] { m_view->workspace().stop(); });
    connect(m_ui->actionFind, &QAction::triggered, this, [this] { m_view->focusSearch(); });
    connect(m_ui->actionShowAll, &QAction::triggered, this, [this] { m_view->clearFilter(); });
    connect(m_ui->actionCopyJson, &QAction::triggered, this, [this] { m_view->copyJson(); });
    connect(m_ui->actionCheckShown, &QAction::triggered, this, [this] { m_view->model().checkShown(); });
    connect(m_ui->actionUncheckAll, &QAction::triggered, this, [this] { m_view->model().clearChecks(); });
    connect(m_ui->actionNewInstance, &QAction::triggered, this, [this] { m_view->actions().create(); });
    connect(m_ui->actionCreateFromFile, &QAction::triggered, this, [this] { m_view->actions().createFromFile(); });
    connect(m_ui->actionJournal, &QAction::triggered, this, [this] { m_view->actions().showJournal(); });
    connect(m_ui->actionActivity, &QAction::triggered, this, &MainWindow::showActivity);
    connect(m_ui->actionPair, &QAction::triggered, this, [this] { m_view->actions().pairChosen(); });
    connect(m_ui->actionGuards, &QAction::triggered, this, [this] { m_view->actions().showGuards(); });
    connect(m_ui->actionAbout, &QAction::triggered, this, &MainWindow::showAbout);
    auto* looks = new QActionGroup(this);
    const auto addLook = [this, looks](QAction* action, Appearance appearance) {
        looks->addAction(action);
        action->setChecked(m_settings.appearance() == appearance);
        connect(action, &QAction::triggered, this, [this, appearance] { setAppearance(appearance); });
    };
    addLook(m_ui->actionSystemLook, Appearance::System);
    addLook(m_ui->actionLightLook, Appearance::Light);
    addLook(m_ui->actionDarkLook, Appearance::Dark);
}

void MainWindow::connectProfiles()
{
    connect(m_ui->actionNewProfile, &QAction::triggered, m_profileActions, &ProfileActions::create);
    connect(m_ui->actionImportProfile, &QAction::triggered, m_profileActions, &ProfileActions::importFile);
    connect(m_ui->actionEditProfile, &QAction::triggered, this, [this] { m_profileActions->edit(m_profileId); });
    connect(
        m_ui->actionExportProfile, &QAction::triggered, this, [this] { m_profileActions->exportFile(m_profileId); });
    connect(m_ui->actionRemoveProfile, &QAction::triggered, this, [this] { m_profileActions->remove(m_profileId); });
    connect(m_profileActions, &ProfileActions::opened, this, &MainWindow::openStores);
    connect(m_profileActions, &ProfileActions::failed, this, &MainWindow::showFirstRun);
    connect(m_profileActions, &ProfileActions::removed, this, [this] { showFirstRun(); });
    connect(&m_profiles, &ProfileService::profilesChanged, this, &MainWindow::listProfiles);
    listProfiles();
}

void MainWindow::listProfiles()
{
    m_profiles.list(this, [this](const Result<std::vector<ProfileStore::Entry>>& entries) {
        const std::vector<ProfileStore::Entry> known = entries.value_or(std::vector<ProfileStore::Entry>{});
        m_profileActions->fillMenu(m_ui->menuOpenProfile, known);
        if (!m_firstRun)
            return;
        m_firstRun->setProfiles(known);
        if (!entries)
            m_firstRun->setTrouble(entries.error().sentence);
    });
}

void MainWindow::openProfile(const QString& idOrName)
{
    m_profileActions->open(idOrName);
}

void MainWindow::leaveWorkspace()
{
    keepLayout();
    if (!m_view)
        return;
    // It goes with the event loop's next turn, since its own button may be what was pressed; it is not heard any more.
    m_view->workspace().stop();
    disconnect(&m_view->workspace(), nullptr, this, nullptr);
    disconnect(m_view, nullptr, m_summary, nullptr);
    disconnect(m_view, nullptr, this, nullptr);
    m_view = nullptr;
}

void MainWindow::showFirstRun(const QString& trouble, const QString& profileId)
{
    leaveWorkspace();
    m_profileId = profileId; // one that could not be opened can be put right
    m_firstRun = new FirstRunPage(this);
    m_firstRun->setTrouble(trouble);
    setCentralWidget(m_firstRun); // deletes what was there
    setWindowTitle(tr("Steward"));
    statusBar()->hide();
    connect(m_firstRun, &FirstRunPage::practiceWanted, m_ui->actionPractice, &QAction::trigger);
    connect(m_firstRun, &FirstRunPage::connectWanted, m_profileActions, &ProfileActions::create);
    connect(m_firstRun, &FirstRunPage::openFileWanted, m_profileActions, &ProfileActions::importFile);
    connect(m_firstRun, &FirstRunPage::profileWanted, m_profileActions, &ProfileActions::open);
    listProfiles();
    showWhatCanBeDone();
}

void MainWindow::openStores(const StoreSet& stores, const QString& profileId)
{
    leaveWorkspace();
    m_firstRun = nullptr;
    m_profileId = profileId;
    m_settings.setLastProfile(profileId);
    m_view = new WorkspaceView(stores, m_runner);
    m_view->table().restoreColumns(m_settings.columns());
    m_view->restoreSplitter(m_settings.splitter());
    m_view->restoreRows(m_settings.rows());
    setCentralWidget(new EnvironmentFrame(stores, m_view, this)); // deletes what was there
    // A name that holds Qt's placeholder for "modified" keeps its characters.
    QString name = stores.isPractice ? stores.title : environmentBanner(stores) + QStringLiteral(" · ") + stores.title;
    name.replace(QLatin1String("[*]"), QLatin1String("[*][*]"));
    //: The window's title: %1 is the environment and the profile's name
    setWindowTitle(tr("■ %1 – Steward").arg(name));
    m_environment->setText(QStringLiteral(" ■ ") + environmentBanner(stores));
    QPalette colored = palette();
    colored.setColor(
        QPalette::WindowText,
        stores.isPractice ? quietColor(palette()) : toneColor(environmentTone(stores.environment), palette()));
    m_environment->setPalette(colored);
    statusBar()->show();
    connectView();
    showWhatCanBeDone();
    m_view->workspace().refresh();
}

void MainWindow::connectView()
{
    Workspace& workspace = m_view->workspace();
    m_summary->clear();
    connect(m_view, &WorkspaceView::summaryChanged, m_summary, &QLabel::setText);
    // They go from the menus with the workspace.
    m_ui->menuInstance->addActions(m_view->plans().ofChosen());
    m_ui->menuTools->insertActions(m_ui->actionGuards, m_view->plans().ofAll());
    connect(m_view, &WorkspaceView::chosenChanged, this, [this] {
        m_ui->actionPair->setEnabled(m_view->actions().canPairChosen());
    });
    connect(m_view, &WorkspaceView::profileWanted, m_ui->actionEditProfile, &QAction::trigger);
    connect(&workspace, &Workspace::readingChanged, this, &MainWindow::showReading);
    connect(&workspace, &Workspace::storeChanged, this, [this](Store store) {
        m_stores->setState(store, m_view->workspace().store(store));
        showReading();
    });
    for (const Store store : {Store::Server, Store::Database, Store::Cache})
        m_stores->setState(store, workspace.store(store));
    connectActivity();
}

void MainWindow::connectActivity()
{
    m_activity->follow(m_view->activities());
    m_ui->actionActivity->setChecked(m_settings.showsActivity());
    m_view->showActivity(m_settings.showsActivity());
    m_view->table().setFocus();
    connect(m_view, &WorkspaceView::activityWanted, this, [this](bool isShown) {
        m_ui->actionActivity->setChecked(isShown);
        showActivity();
    });
}

void MainWindow::showActivity()
{
    const bool isShown = m_ui->actionActivity->isChecked();
    m_settings.setShowsActivity(isShown);
    m_view->showActivity(isShown);
}

void MainWindow::showReading()
{
    const Workspace& workspace = m_view->workspace();
    m_ui->actionStop->setEnabled(workspace.isReading());
    m_progress->setVisible(workspace.isReading());
    int done = 0;
    for (const Store store : {Store::Server, Store::Database, Store::Cache})
        done += workspace.store(store).phase == StoreState::Phase::Reading ? 0 : 1;
    m_progress->setValue(done);
}

void MainWindow::showWhatCanBeDone()
{
    const bool isOpen = m_view != nullptr;
    for (QAction* action :
         {m_ui->actionStart, m_ui->actionRefresh, m_ui->actionFind, m_ui->actionShowAll, m_ui->actionCopyJson,
          m_ui->actionCheckShown, m_ui->actionUncheckAll, m_ui->actionGuards, m_ui->actionNewInstance,
          m_ui->actionCreateFromFile, m_ui->actionActivity})
        action->setEnabled(isOpen);
    m_ui->actionPair->setEnabled(isOpen && m_view->actions().canPairChosen());
    m_ui->actionJournal->setEnabled(isOpen && m_view->actions().hasJournal());
    m_ui->toolBar->setVisible(isOpen);
    m_ui->actionStop->setEnabled(isOpen && m_view->workspace().isReading());
    for (QAction* action : {m_ui->actionEditProfile, m_ui->actionExportProfile, m_ui->actionRemoveProfile}) {
        action->setEnabled(!m_profileId.isEmpty());
        action->setToolTip(
            m_profileId.isEmpty() ? tr("Open a profile first. Practice and what the environment's "
                                       "variables say are no profiles.")
                                  : QString());
    }
}

void MainWindow::setAppearance(Appearance appearance)
{
    m_settings.setAppearance(appearance);
    applyAppearance(*qobject_cast<QApplication*>(QCoreApplication::instance()), appearance);
}

void MainWindow::keepLayout()
{
    m_settings.setGeometry(saveGeometry());
    if (!m_view)
        return;
    m_settings.setColumns(m_view->table().columnState());
    m_settings.setSplitter(m_view->splitterState());
    m_settings.setRows(m_view->rowsState());
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    keepLayout();
    QMainWindow::closeEvent(event);
}

void MainWindow::showAbout()
{
    auto* box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setWindowTitle(tr("About Steward"));
    //: %1 is the version
    box->setText(tr("Steward %1").arg(QCoreApplication::applicationVersion()));
    box->setInformativeText(tr("Shows what the WhatsApp server, the database and the cache each say of every clinic, "
                               "and where they disagree."));
    box->addButton(QMessageBox::Close);
    box->open();
}

} // namespace steward
