#include "app/screenshots/screenshot_runner.h"

#include "app/look/appearance.h"
#include "app/screenshots/screenshot_scenes.h"

#include <QApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QPixmap>
#include <QProcess>
#include <QTimer>
#include <QWidget>

#include <array>
#include <cstdio>

namespace steward {
namespace {

constexpr std::array percents{100, 150};
constexpr std::chrono::seconds timePerScene{20};

/// Lets events pass until the scene is ready and has been laid out and painted once more.
bool waitFor(Scene& scene)
{
    const QDeadlineTimer deadline(timePerScene);
    QEventLoop loop;
    QTimer timer;
    int settled = 0;
    QObject::connect(&timer, &QTimer::timeout, &loop, [&] {
        settled = scene.isReady() ? settled + 1 : 0;
        if (settled > 20 || deadline.hasExpired())
            loop.quit();
    });
    timer.start(std::chrono::milliseconds(20));
    loop.exec();
    return settled > 20;
}

bool writeScene(const NamedScene& named, const QString& path)
{
    const std::unique_ptr<Scene> scene = named.make();
    if (!waitFor(*scene)) {
        fprintf(stderr, "%s: nothing to be seen in time\n", qPrintable(named.name));
        return false;
    }
    if (!scene->window()->grab().save(path)) {
        fprintf(stderr, "%s: cannot be written\n", qPrintable(path));
        return false;
    }
    return true;
}

} // namespace

int runScreenshots(const QString& folder)
{
    if (!QDir().mkpath(folder)) {
        fprintf(stderr, "%s: cannot be made\n", qPrintable(folder));
        return 1;
    }
    for (const int percent : percents) {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("QT_SCALE_FACTOR"), QString::number(percent / 100.0));
        environment.insert(QLatin1String(screenshotPercentVariable), QString::number(percent));
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::ForwardedChannels);
        process.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--screenshots"), folder});
        if (!process.waitForFinished(-1) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
            return 1;
    }
    return 0;
}

int writeScreenshots(QApplication& application, const QString& folder, int percent)
{
    int failed = 0;
    for (const Appearance appearance : {Appearance::Light, Appearance::Dark}) {
        applyAppearance(application, appearance);
        for (const NamedScene& scene : screenshotScenes()) {
            const QString name =
                QStringLiteral("%1-%2-%3.png").arg(scene.name, appearanceWord(appearance), QString::number(percent));
            failed += writeScene(scene, QDir(folder).filePath(name)) ? 0 : 1;
        }
    }
    return failed == 0 ? 0 : 1;
}

} // namespace steward
