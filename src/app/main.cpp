#include "app/look/appearance.h"
#include "app/window/main_window.h"
#include "app/work/background_runner.h"

#include <QApplication>

int main(int argc, char** argv)
{
    using namespace steward;
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("steward"));
    QCoreApplication::setApplicationVersion(QStringLiteral(STEWARD_VERSION));
    applyAppearance(application, Appearance::System);
    BackgroundRunner runner; // goes after the window, when nobody waits for it any more
    MainWindow window(runner);
    window.openWorkspace(practiceWorkspace());
    window.show();
    return QApplication::exec();
}
