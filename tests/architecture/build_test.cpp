#include "architecture/source_tree.h"
#include "support/test_registry.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace steward::test;

/// What a newcomer and a packager rely on: the top level, the presets, ./dev and .ci/run.
class BuildTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void topLevel();
    void presets();
    void testsStandBehindBuildTesting();
    void devCommands();
    void runWithoutDisplay();
    void packageNamesWhatIsOpenedAtRunTime();
    void ciRunsTheTests();
    void readmeNamesTheTwoCommands();
    void readmeShowsAPicture();
};

void BuildTest::topLevel()
{
    const QDir project(projectFolder());
    for (const char* name :
         {"CMakeLists.txt", "CMakePresets.json", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "dev",
          "src", "ui", "resources", "translations", "tests", "installer", ".ci"}) {
        QVERIFY2(project.exists(QLatin1String(name)), name);
    }
    const QString license = contentOf(QStringLiteral("LICENSE"));
    QVERIFY(license.contains(QStringLiteral("Apache License")) && license.contains(QStringLiteral("Version 2.0")));
}

void BuildTest::presets()
{
    const QJsonObject presets =
        QJsonDocument::fromJson(contentOf(QStringLiteral("CMakePresets.json")).toUtf8()).object();
    QHash<QString, QJsonObject> byName;
    for (const QJsonValue& preset : presets.value(QStringLiteral("configurePresets")).toArray())
        byName.insert(preset[QStringLiteral("name")].toString(), preset[QStringLiteral("cacheVariables")].toObject());
    QCOMPARE(
        byName[QStringLiteral("dev")].value(QStringLiteral("STEWARD_WARNINGS_AS_ERRORS")).toString(),
        QStringLiteral("ON"));
    QCOMPARE(
        byName[QStringLiteral("asan")].value(QStringLiteral("STEWARD_SANITIZERS")).toString(),
        QStringLiteral("address,undefined"));
    QCOMPARE(
        byName[QStringLiteral("release")].value(QStringLiteral("CMAKE_BUILD_TYPE")).toString(),
        QStringLiteral("Release"));
    QVERIFY(contentOf(QStringLiteral("CMakeLists.txt")).contains(QStringLiteral("set(CMAKE_CXX_STANDARD 23)")));
}

void BuildTest::testsStandBehindBuildTesting()
{
    const QString build = contentOf(QStringLiteral("CMakeLists.txt"));
    const qsizetype condition = build.indexOf(QStringLiteral("if(BUILD_TESTING)"));
    const qsizetype tests = build.indexOf(QStringLiteral("add_subdirectory(tests)"));
    QVERIFY(condition >= 0 && tests > condition);
    QVERIFY(
        !build.left(condition).contains(QStringLiteral("Test")) || build.contains(QStringLiteral("include(CTest)")));
    // Nothing outside tests asks for what only tests need.
    for (const QString& file : filesBelow(QStringLiteral("src"), {QStringLiteral("CMakeLists.txt")})) {
        const QString content = contentOf(file);
        QVERIFY2(
            !content.contains(QStringLiteral("Qt6::Test")) && !content.contains(QStringLiteral("steward_rig")),
            qPrintable(file));
    }
}

void BuildTest::devCommands()
{
    QProcess help;
    help.start(projectFolder() + QStringLiteral("/dev"), {QStringLiteral("help")});
    QVERIFY(help.waitForFinished());
    const QString said = QString::fromUtf8(help.readAllStandardOutput());
    for (const char* command : {"run", "test", "sandbox", "bench", "package", "format", "lint"})
        QVERIFY2(said.contains(QStringLiteral("./dev ") + QLatin1String(command)), command);
    QProcess unknown;
    unknown.start(projectFolder() + QStringLiteral("/dev"), {QStringLiteral("nosuch")});
    QVERIFY(unknown.waitForFinished());
    QCOMPARE(unknown.exitCode(), 1);
}

void BuildTest::runWithoutDisplay()
{
    // The decision alone: building within a test would build twice.
    const QString dev = contentOf(QStringLiteral("dev"));
    QVERIFY(dev.contains(QStringLiteral("${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-}")));
    QVERIFY(dev.contains(QStringLiteral("--practice audit")));
}

void BuildTest::packageNamesWhatIsOpenedAtRunTime()
{
    // ./dev package --check shows that these suffice; no look at the programs' libraries finds them.
    const QString package = contentOf(QStringLiteral("installer/package.cmake"));
    for (const char* needed : {"libqt6sql6-psql", "libqt6sql6-sqlite", "libsecret-1-0"})
        QVERIFY2(package.contains(QLatin1String(needed)), needed);
    for (const char* file : {"steward.desktop", "example.steward.Steward.metainfo.xml", "copyright"})
        QVERIFY2(QDir(projectFolder()).exists(QStringLiteral("installer/") + QLatin1String(file)), file);
}

void BuildTest::ciRunsTheTests()
{
    QVERIFY(contentOf(QStringLiteral(".ci/run")).contains(QStringLiteral("./dev test")));
}

void BuildTest::readmeNamesTheTwoCommands()
{
    const QString readme = contentOf(QStringLiteral("README.md"));
    QVERIFY(readme.contains(QStringLiteral("./dev run")) && readme.contains(QStringLiteral("./dev test")));
}

void BuildTest::readmeShowsAPicture()
{
    static const QRegularExpression picture(QStringLiteral("!\\[[^\\]]+\\]\\(([^)]+\\.png)\\)"));
    const QRegularExpressionMatch match = picture.match(contentOf(QStringLiteral("README.md")));
    QVERIFY(match.hasMatch());
    QVERIFY(QFile::exists(QDir(projectFolder()).filePath(match.captured(1))));
}

STEWARD_TEST(BuildTest)
#include "build_test.moc"
