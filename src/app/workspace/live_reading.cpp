#include "app/workspace/live_reading.h"

#include "app/work/background_runner.h"
#include "app/workspace/workspace.h"
#include "workflows/live/hint_listener.h"

#include <QEvent>
#include <QWidget>

#include <algorithm>

namespace steward {
namespace {

ReadingPace::Time now()
{
    return std::chrono::steady_clock::now();
}

bool wasWhole(const Workspace& workspace)
{
    return std::ranges::all_of(std::array{Store::Server, Store::Database, Store::Cache}, [&workspace](Store store) {
        return workspace.store(store).phase == StoreState::Phase::Read;
    });
}

} // namespace

LiveReading::LiveReading(
    Workspace& workspace, std::shared_ptr<const StoreFactory> stores, BackgroundRunner& runner,
    ReadingPace::Settings settings, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_stores(std::move(stores))
    , m_runner(runner)
    , m_isOn(settings.every.count() > 0)
    , m_pace(settings)
    , m_post(this)
{
    if (!m_isOn)
        return;
    m_next.setSingleShot(true);
    m_screen.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &LiveReading::read);
    connect(&m_screen, &QTimer::timeout, this, [this] {
        if (isSeen())
            m_workspace.askScreenAgain();
        planScreen();
    });
    connect(&workspace, &Workspace::readingChanged, this, &LiveReading::takeReading);
    listen();
}

LiveReading::~LiveReading()
{
    m_stop.request_stop();
}

void LiveReading::listen()
{
    m_stop = m_runner.run([this, stores = m_stores, box = m_post.box()](const std::stop_token& stop) {
        const HintListener::Tell tell{
            [this, box](Store) {
                box->post([this] {
                    m_pace.hinted(now());
                    plan();
                });
            },
            [this, box](Store, bool isListening) {
                box->post([this, isListening] { m_listening = std::max(0, m_listening + (isListening ? 1 : -1)); });
            }};
        HintListener(*stores, tell).run(stop);
    });
}

/// One has begun or ended, whoever asked for it.
void LiveReading::takeReading()
{
    if (m_workspace.isReading()) {
        m_reading.start();
        m_next.stop();
        return;
    }
    const std::chrono::milliseconds took(m_reading.isValid() ? m_reading.elapsed() : 0);
    m_pace.ended(now(), took, wasWhole(m_workspace));
    plan();
    planScreen();
}

void LiveReading::plan()
{
    const std::optional<ReadingPace::Time> next = m_pace.next();
    if (!next || m_workspace.isReading())
        return m_next.stop();
    m_next.start(std::max(std::chrono::ceil<std::chrono::milliseconds>(*next - now()), std::chrono::milliseconds(0)));
}

void LiveReading::planScreen()
{
    if (const auto until = m_pace.untilScreen())
        m_screen.start(*until);
    else
        m_screen.stop();
}

void LiveReading::read()
{
    if (!m_workspace.isReading())
        m_workspace.refresh();
}

bool LiveReading::isSeen() const
{
    return !m_window || (m_window->isVisible() && !m_window->isMinimized());
}

void LiveReading::wake()
{
    m_pace.setAwake(m_isWatched || isSeen());
    plan();
}

void LiveReading::follow(QWidget* window)
{
    if (m_window)
        m_window->removeEventFilter(this);
    m_window = window;
    if (window)
        window->installEventFilter(this);
    if (m_isOn)
        wake();
}

void LiveReading::setWatched(bool isWatched)
{
    m_isWatched = isWatched;
    if (m_isOn)
        wake();
}

bool LiveReading::eventFilter(QObject* watched, QEvent* event)
{
    const bool isAboutSight =
        event->type() == QEvent::Show || event->type() == QEvent::Hide || event->type() == QEvent::WindowStateChange;
    if (watched == m_window && isAboutSight && m_isOn)
        QMetaObject::invokeMethod(this, &LiveReading::wake, Qt::QueuedConnection); // once it is so
    return QObject::eventFilter(watched, event);
}

} // namespace steward
