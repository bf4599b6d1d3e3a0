#include "app/shell/workspace_notices.h"

#include "app/components/banner.h"
#include "app/journal/unfinished_banner.h"
#include "app/operations/activity_log.h"
#include "app/shell/workspace_actions.h"
#include "app/shell/workspace_view.h"
#include "app/status/trouble_banner.h"

#include <QVBoxLayout>

namespace steward {
namespace {

constexpr std::chrono::seconds betweenTellings{5};

} // namespace

WorkspaceNotices::WorkspaceNotices(WorkspaceView& view, bool hasDoctor, QWidget* parent)
    : QWidget(parent)
    , m_view(view)
    , m_trouble(new TroubleBanner(this))
    , m_unfinished(new UnfinishedBanner(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_unfinished);
    column->addWidget(m_trouble);
    Workspace& workspace = view.workspace();
    WorkspaceActions& actions = view.actions();
    connect(&workspace, &Workspace::storeChanged, this, [this](Store store) {
        m_trouble->setState(store, m_view.workspace().store(store));
    });
    connect(&workspace, &Workspace::indexChanged, this, &WorkspaceNotices::takeReading);
    m_trouble->setHasDoctor(hasDoctor);
    connect(m_trouble, &TroubleBanner::doctorWanted, this, &WorkspaceNotices::doctorWanted);
    connect(m_trouble, &TroubleBanner::readWanted, &workspace, &Workspace::refresh);
    connect(m_unfinished, &UnfinishedBanner::resumeWanted, &actions, &WorkspaceActions::resume);
    connect(m_unfinished, &UnfinishedBanner::journalWanted, &actions, &WorkspaceActions::showJournal);
    connect(&view.operations(), &OperationService::changed, this, &WorkspaceNotices::readUnfinished);
    m_tellAgain.setSingleShot(true);
    m_tellAgain.setInterval(betweenTellings);
    connect(&m_tellAgain, &QTimer::timeout, this, &WorkspaceNotices::readUnfinished);
    readUnfinished();
}

void WorkspaceNotices::setManagedTrouble(const QString& sentence)
{
    if (sentence.isEmpty())
        return;
    auto* banner = new Banner(Tone::Warning, Icon::Lock, tr("Nothing is changed from this computer"), sentence);
    banner->setObjectName(QStringLiteral("managedTrouble"));
    static_cast<QVBoxLayout*>(layout())->insertWidget(0, banner);
}

void WorkspaceNotices::takeReading()
{
    const Snapshot& snapshot = m_view.workspace().index()->audit().snapshot();
    m_trouble->setServerStarting(snapshot.serverStarting);
    m_trouble->setOdd(snapshot.server.isWhole() ? snapshot.server->odd : std::vector<OddEntry>{});
}

void WorkspaceNotices::readUnfinished()
{
    m_view.operations().ask<UnfinishedWork>(
        this,
        [](const ProfileContext& stores, const std::stop_token& stop) {
            return tellAndReadUnfinishedWork(stores, stop);
        },
        [this](const UnfinishedWork& work) { takeUnfinished(work); });
}

void WorkspaceNotices::takeUnfinished(const UnfinishedWork& work)
{
    const ProfileContext& stores = m_view.operations().stores();
    m_unfinished->setWork(work, stores);
    m_view.activities().setLeftOpen(work.interrupted);
    if (work.untold > 0 && !stores.readOnly)
        m_tellAgain.start(); // until a worker listens
}

} // namespace steward
