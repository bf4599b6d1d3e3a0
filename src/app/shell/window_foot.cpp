#include "app/shell/window_foot.h"

#include "app/style/painting.h"
#include "app/workspace/workspace.h"
#include "ui_window_foot.h"

#include <QCoreApplication>
#include <QEvent>

namespace steward {
namespace {

constexpr qreal footHeight = 28;

} // namespace

WindowFoot::WindowFoot(QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::WindowFoot>())
{
    m_ui->setupUi(this);
    m_ui->progress->setMaximumSize(scaled(80), scaled(6));
    for (ElidedLabel* words : {m_ui->nothing, m_ui->summary})
        words->setLook(TextSize::Small, QFont::Normal, &Tokens::text2);
    m_ui->summary->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_ui->nothing->setText(tr("No workspace open"));
    setFixedHeight(scaled(footHeight));
    showNothing();
}

WindowFoot::~WindowFoot() = default;

void WindowFoot::setActivityAction(QAction& action)
{
    m_ui->activity->setAction(action);
}

void WindowFoot::leave()
{
    if (m_workspace)
        disconnect(m_workspace, nullptr, this, nullptr);
    m_workspace = nullptr;
}

void WindowFoot::showNothing()
{
    leave();
    for (QWidget* part :
         {static_cast<QWidget*>(m_ui->environment), static_cast<QWidget*>(m_ui->stores),
          static_cast<QWidget*>(m_ui->progress)})
        part->hide();
    m_ui->activity->follow(nullptr);
    m_ui->nothing->show();
    //: %1 is a version
    m_ui->summary->setText(tr("Steward %1").arg(QCoreApplication::applicationVersion()));
}

void WindowFoot::follow(const ProfileContext& stores, Workspace& workspace, const ActivityLog& log)
{
    leave();
    m_workspace = &workspace;
    m_ui->nothing->hide();
    m_ui->environment->setStores(stores);
    m_ui->environment->show();
    m_ui->stores->show();
    m_ui->activity->follow(&log);
    m_ui->summary->setText({});
    for (const Store store : {Store::Server, Store::Database, Store::Cache})
        m_ui->stores->setState(store, workspace.store(store));
    connect(&workspace, &Workspace::readingChanged, this, [this, &workspace] { showReading(workspace); });
    connect(&workspace, &Workspace::storeChanged, this, [this, &workspace](Store store) {
        m_ui->stores->setState(store, workspace.store(store));
        showReading(workspace);
    });
    showReading(workspace);
}

void WindowFoot::setSummary(const QString& summary)
{
    m_ui->summary->setText(summary);
}

const QString& WindowFoot::summary() const
{
    return m_ui->summary->text();
}

void WindowFoot::setNarrow(bool isNarrow)
{
    m_ui->stores->setShort(isNarrow);
}

void WindowFoot::showReading(const Workspace& workspace)
{
    m_ui->progress->setVisible(workspace.isReading());
    int done = 0;
    for (const Store store : {Store::Server, Store::Database, Store::Cache})
        done += workspace.store(store).phase == StoreState::Phase::Reading ? 0 : 1;
    m_ui->progress->setValue(done);
}

void WindowFoot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    painter.fillRect(rect(), tokens.side);
    painter.fillRect(QRect(0, 0, width(), 1), tokens.line);
}

void WindowFoot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        setFixedHeight(scaled(footHeight));
    if (event->type() == QEvent::LanguageChange) {
        m_ui->retranslateUi(this);
        m_ui->nothing->setText(tr("No workspace open"));
    }
}

} // namespace steward
