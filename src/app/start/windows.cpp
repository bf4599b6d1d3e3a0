#include "app/start/windows.h"

#include "app/alerts/alert_teller.h"
#include "app/start/file_opening.h"
#include "app/window/main_window.h"

#include <QApplication>
#include <QScreen>

#include <algorithm>

namespace steward {
namespace {

constexpr int besideTheLast = 32;

} // namespace

Windows::Windows(BackgroundRunner& runner, ProfileService& profiles, WindowSettings& settings)
    : m_runner(runner)
    , m_profiles(profiles)
    , m_settings(settings)
{
    // One that goes on beside the clock is none that Qt would count.
    QGuiApplication::setQuitOnLastWindowClosed(false);
}

Windows::~Windows() = default;

MainWindow& Windows::add()
{
    m_windows.push_back(std::make_unique<MainWindow>(m_runner, m_profiles, m_settings));
    MainWindow* window = m_windows.back().get();
    new FileOpening(*window);
    window->setOthers(
        {[this, window](const QString& profileId, const QString& sentence) {
             return show(profileId, sentence, window);
         },
         [this](const QString& profileId) { return isAtWork(profileId); },
         [this] {
             MainWindow& further = add();
             place(further);
             further.show();
             return &further;
         },
         [this] { quit(); }});
    connect(window, &MainWindow::closed, this, [this, window] { forget(window); });
    return *window;
}

/// Not on top of another one, and within the screen.
void Windows::place(MainWindow& window) const
{
    const QPoint step(besideTheLast, besideTheLast);
    const QRect room = window.screen()->availableGeometry();
    const QPoint wanted = active().pos() + step;
    const QPoint last(room.right() - window.width(), room.bottom() - window.height());
    window.setWindowState(window.windowState() & ~(Qt::WindowMaximized | Qt::WindowFullScreen));
    window.move(
        std::clamp(wanted.x(), room.left(), std::max(room.left(), last.x())),
        std::clamp(wanted.y(), room.top(), std::max(room.top(), last.y())));
}

MainWindow& Windows::active() const
{
    const auto found = std::ranges::find_if(m_windows, [](const auto& window) { return window->isActiveWindow(); });
    return found == m_windows.end() ? *m_windows.front() : **found;
}

void Windows::openFile(const QString& path)
{
    active().findChild<FileOpening*>()->open(path);
}

bool Windows::show(const QString& profileId, const QString& sentence, const MainWindow* asking)
{
    const auto found = std::ranges::find_if(
        m_windows, [&](const auto& window) { return window.get() != asking && window->openProfileId() == profileId; });
    if (profileId.isEmpty() || found == m_windows.end())
        return false;
    bringForward(**found);
    if (!sentence.isEmpty())
        (*found)->tell(sentence);
    return true;
}

bool Windows::isAtWork(const QString& profileId) const
{
    return std::ranges::any_of(m_windows, [&](const auto& window) { return window->isAtWork(profileId); });
}

void Windows::forget(MainWindow* window)
{
    if (m_windows.size() == 1) {
        // After its close event.
        QMetaObject::invokeMethod(QCoreApplication::instance(), &QCoreApplication::quit, Qt::QueuedConnection);
        return;
    }
    const auto found = std::ranges::find_if(m_windows, [window](const auto& one) { return one.get() == window; });
    if (found == m_windows.end())
        return;
    found->release()->deleteLater(); // its own close event is under way
    m_windows.erase(found);
}

void Windows::quit()
{
    std::vector<MainWindow*> windows;
    windows.reserve(m_windows.size());
    for (const auto& window : m_windows)
        windows.push_back(window.get());
    // Nothing closes as long as one may still say no.
    std::ranges::stable_partition(windows, [](const MainWindow* window) { return window->isBusy(); });
    for (MainWindow* window : windows) {
        if (!window->closeForGood(true))
            return; // it asks, and goes on here
    }
}

} // namespace steward
