#include "app/screenshots/screenshot_runner.h"

#include "app/screenshots/screenshot_scenes.h"
#include "app/style/appearance.h"
#include "local/translations.h"

#include <QApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QImage>
#include <QPainter>
#include <QPixmap>
#include <QProcess>
#include <QTimer>
#include <QWidget>

#include <array>
#include <cstdio>

namespace steward {
namespace {

constexpr std::array percents{100, 150};
constexpr std::chrono::seconds timePerScene{60};

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

QString fileName(const NamedScene& scene, Appearance appearance, int percent)
{
    const QString name = scene.name + QLatin1Char('-') + appearanceWord(appearance);
    return scene.hasMockup && percent == 100 ? name + QStringLiteral(".png")
                                             : QStringLiteral("%1-%2.png").arg(name, QString::number(percent));
}

/// The mockup to the left, the scene to the right.
bool writeBeside(const QString& mockup, const QString& scene, const QString& path)
{
    const QImage left(mockup);
    const QImage right(scene);
    QImage both(left.width() + right.width(), std::max(left.height(), right.height()), QImage::Format_RGB32);
    both.fill(Qt::gray);
    QPainter painter(&both);
    painter.drawImage(0, 0, left);
    painter.drawImage(left.width(), 0, right);
    painter.end();
    return both.save(path);
}

bool putBeside(const QString& folder, const QString& mockups)
{
    const QDir drawn(folder);
    for (const QString& name : QDir(mockups).entryList({QStringLiteral("*.png")}, QDir::Files)) {
        const QString path = drawn.filePath(QStringLiteral("beside-") + name);
        if (drawn.exists(name) && !writeBeside(QDir(mockups).filePath(name), drawn.filePath(name), path)) {
            fprintf(stderr, "%s: cannot be written\n", qPrintable(path));
            return false;
        }
    }
    return true;
}

} // namespace

int runScreenshots(const QString& folder, const QString& mockups)
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
        environment.insert(QStringLiteral("STEWARD_LANG"), languageWord(spokenLanguage())); // what --lang said
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::ForwardedChannels);
        process.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--screenshots"), folder});
        if (!process.waitForFinished(-1) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
            return 1;
    }
    return mockups.isEmpty() || putBeside(folder, mockups) ? 0 : 1;
}

namespace {

/// It is to be written; nothing said: all are.
bool isAskedFor(const QString& scene)
{
    const QString asked = qEnvironmentVariable(screenshotScenesVariable);
    const QStringList beginnings = asked.split(QLatin1Char(','), Qt::SkipEmptyParts);
    return beginnings.isEmpty() ||
           std::ranges::any_of(beginnings, [&scene](const QString& beginning) { return scene.startsWith(beginning); });
}

} // namespace

int writeScreenshots(QApplication& application, const QString& folder, int percent)
{
    QFont font = QApplication::font();
    font.setPointSizeF(9.75); // 13 pixels, as the mockups are drawn
    QApplication::setFont(font);
    int failed = 0;
    for (const Appearance appearance : {Appearance::Light, Appearance::Dark}) {
        applyAppearance(application, appearance);
        for (const NamedScene& scene : screenshotScenes()) {
            if (isAskedFor(scene.name))
                failed += writeScene(scene, QDir(folder).filePath(fileName(scene, appearance, percent))) ? 0 : 1;
        }
    }
    return failed == 0 ? 0 : 1;
}

} // namespace steward
