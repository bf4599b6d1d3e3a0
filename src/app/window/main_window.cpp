#include "app/window/main_window.h"

#include "app/status/store_status_bar.h"
#include "app/window/workspace_view.h"
#include "ui_main_window.h"

#include <QLabel>

namespace steward {

MainWindow::MainWindow(BackgroundRunner& runner, QWidget* parent)
    : QMainWindow(parent)
    , m_ui(std::make_unique<Ui::MainWindow>())
    , m_runner(runner)
{
    m_ui->setupUi(this);
    m_stores = new StoreStatusBar(this);
    m_summary = new QLabel(this);
    m_summary->setTextFormat(Qt::PlainText);
    statusBar()->addWidget(m_stores, 1);
    statusBar()->addPermanentWidget(m_summary);
    connectActions();
}

MainWindow::~MainWindow() = default;

void MainWindow::connectActions()
{
    connect(m_ui->actionPractice, &QAction::triggered, this, [this] { openWorkspace(practiceWorkspace()); });
    connect(m_ui->actionQuit, &QAction::triggered, this, &QWidget::close);
    connect(m_ui->actionRefresh, &QAction::triggered, this, [this] { m_view->workspace().refresh(); });
    connect(m_ui->actionStop, &QAction::triggered, this, [this] { m_view->workspace().stop(); });
    connect(m_ui->actionFind, &QAction::triggered, this, [this] { m_view->focusSearch(); });
    connect(m_ui->actionShowAll, &QAction::triggered, this, [this] { m_view->clearFilter(); });
}

void MainWindow::openWorkspace(const WorkspaceSpec& spec)
{
    delete m_view;
    m_view = new WorkspaceView(spec, m_runner, this);
    setCentralWidget(m_view);
    //: The window's title: %1 is the workspace's name
    setWindowTitle(tr("%1 – Steward").arg(spec.title));
    connect(m_view, &WorkspaceView::summaryChanged, m_summary, &QLabel::setText);
    connect(&m_view->workspace(), &Workspace::readingChanged, this, &MainWindow::showReading);
    connect(&m_view->workspace(), &Workspace::storeChanged, this, [this](Store store) {
        m_stores->setState(store, m_view->workspace().store(store));
    });
    m_view->workspace().refresh();
}

void MainWindow::showReading()
{
    m_ui->actionStop->setEnabled(m_view->workspace().isReading());
}

} // namespace steward
