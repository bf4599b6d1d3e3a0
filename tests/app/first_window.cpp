#include "app/first_window.h"

#include "app/desk.h"
#include "app/text_at.h"

#include <QScreen>

#include <cstdio>

namespace steward::test {

int runFirstWindow(int percent)
{
    const TextAt scale(percent);
    Desk workstation(false);
    BackgroundRunner runner;
    WindowSettings settings;
    MainWindow window(runner, workstation.profiles, settings);
    window.show();
    QCoreApplication::processEvents();
    const QSize screen = window.screen()->availableSize();
    std::printf("%d %d %d %d\n", screen.width(), screen.height(), window.width(), window.height());
    return 0;
}

} // namespace steward::test
