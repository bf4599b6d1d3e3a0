#include "architecture/source_tree.h"
#include "support/test_registry.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
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
    void devKnowsOtherSystems_data();
    void devKnowsOtherSystems();
    void runWithoutDisplay();
    void packageNamesWhatIsOpenedAtRunTime();
    void packageHasItsParts();
    void metainfoShowsPicturesThatAreKept();
    void versionStandsInOnePlace();
    void completionKnowsTheWindowsOptions();
    void installersOfOtherSystemsAreSound();
    void aWrongInstallerIsFound();
    void workflowsAreSound();
    void workflowsDoWhatIsPromised();
    void aWrongWorkflowIsFound_data();
    void aWrongWorkflowIsFound();
    void ciRunsTheTests();
    void ccacheIsUsedWhereItIs();
    void lintLooksAtTheWhole();
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
    // The tests' preset compiles twenty sources at once, the one developed with each by itself.
    const QString unity = QStringLiteral("CMAKE_UNITY_BUILD");
    QCOMPARE(byName[QStringLiteral("check")].value(unity).toString(), QStringLiteral("ON"));
    QVERIFY(!byName[QStringLiteral("dev")].contains(unity));
    QVERIFY(contentOf(QStringLiteral("CMakeLists.txt")).contains(QStringLiteral("set(CMAKE_CXX_STANDARD 23)")));
    QVERIFY(contentOf(QStringLiteral("dev")).contains(QStringLiteral("local preset=check"))); // ./dev test
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

void BuildTest::devKnowsOtherSystems_data()
{
    QTest::addColumn<QString>("system");
    QTest::addColumn<QString>("said");
    QTest::newRow("Fedora") << QStringLiteral("fedora") << QStringLiteral("works on Debian only");
    QTest::newRow("Ubuntu") << QStringLiteral("ubuntu") << QStringLiteral("works on Debian only");
    QTest::newRow("another") << QStringLiteral("nixos") << QStringLiteral("works on Debian only");
}

void BuildTest::devKnowsOtherSystems()
{
    QFETCH(QString, system);
    QFETCH(QString, said);
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("STEWARD_SYSTEM"), system);
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(projectFolder() + QStringLiteral("/dev"), {QStringLiteral("package")});
    QVERIFY(process.waitForFinished());
    const QString text = QString::fromUtf8(process.readAll());
    QVERIFY2(process.exitCode() == 1 && text.contains(said), qPrintable(text));
    process.start(projectFolder() + QStringLiteral("/dev"), {QStringLiteral("needs")});
    QVERIFY(process.waitForFinished());
    const QString needs = QString::fromUtf8(process.readAll());
    if (system == QStringLiteral("nixos"))
        QVERIFY2(needs.contains(QStringLiteral("does not know")), qPrintable(needs));
    else
        QVERIFY2(
            needs.contains(QStringLiteral("hiredis")) && needs.contains(QStringLiteral("never tried")),
            qPrintable(needs));
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
    const QString package = contentOf(QStringLiteral("installer/linux/package.cmake"));
    for (const char* needed : {"libqt6sql6-psql", "libqt6sql6-sqlite", "libsecret-1-0"})
        QVERIFY2(package.contains(QLatin1String(needed)), needed);
    const QString fedora = contentOf(QStringLiteral("installer/linux/fedora.txt"));
    for (const char* needed : {"asked qt6-qtbase-postgresql ", "asked libsecret "})
        QVERIFY2(fedora.contains(QLatin1String(needed)), needed);
    const QString bundle = contentOf(QStringLiteral("installer/linux/bundle.sh"));
    for (const char* needed : {"libsecret-1.so.0", "libqsqlpsql.so", "libqsqlite.so", "libqopensslbackend.so"})
        QVERIFY2(bundle.contains(QLatin1String(needed)), needed);
}

void BuildTest::packageHasItsParts()
{
    const QString package = contentOf(QStringLiteral("installer/linux/package.cmake"));
    for (const char* part :
         {"steward.desktop", "example.steward.Steward.metainfo.xml", "steward-mime.xml", "copyright", "completion/",
          "zsh/vendor-completions", "fish/vendor_completions.d", "bash-completion/completions", "MANDIR}/man1"})
        QVERIFY2(package.contains(QLatin1String(part)), part);
    // A size of the icon that is kept is also installed.
    const QStringList icons = QDir(projectFolder() + QStringLiteral("/resources/icons"))
                                  .entryList({QStringLiteral("steward-*.png")}, QDir::Files);
    QVERIFY(icons.size() >= 7);
    for (const QString& icon : icons) {
        const QString size = icon.section(QLatin1Char('-'), 1).section(QLatin1Char('.'), 0, 0);
        QVERIFY2(
            package.contains(QRegularExpression(QStringLiteral("foreach\\(size [^)]*\\b%1\\b").arg(size))),
            qPrintable(icon));
    }
}

void BuildTest::metainfoShowsPicturesThatAreKept()
{
    static const QRegularExpression image(QStringLiteral("<image>https://[^<]*/([a-z-]+\\.png)</image>"));
    const QString metainfo = contentOf(QStringLiteral("installer/linux/example.steward.Steward.metainfo.xml.in"));
    int count = 0;
    for (auto matches = image.globalMatch(metainfo); matches.hasNext(); ++count) {
        const QString picture = QStringLiteral("/resources/screenshots/") + matches.next().captured(1);
        QVERIFY2(QFile::exists(projectFolder() + picture), qPrintable(picture));
    }
    QCOMPARE(count, 3);
}

void BuildTest::versionStandsInOnePlace()
{
    static const QRegularExpression line(QStringLiteral("project\\(steward VERSION ([0-9.]+) "));
    const QString version = line.match(contentOf(QStringLiteral("CMakeLists.txt"))).captured(1);
    QVERIFY(!version.isEmpty());
    const QRegularExpression written(
        QStringLiteral("(?<![0-9.])%1(?![0-9.])").arg(QRegularExpression::escape(version)));
    for (const char* folder : {"installer", "src", "ui", ".github"}) {
        for (const QString& file : filesBelow(QLatin1String(folder), {QStringLiteral("*")}))
            QVERIFY2(!contentOf(file).contains(written), qPrintable(file));
    }
}

void BuildTest::completionKnowsTheWindowsOptions()
{
    // The command line completes itself; the window's few options are written down for each shell.
    static const QRegularExpression option(QStringLiteral("QLatin1String\\(\"--([a-z-]+)\"\\)"));
    QSet<QString> options;
    for (auto matches = option.globalMatch(contentOf(QStringLiteral("src/app/start/app_options.cpp")));
         matches.hasNext();)
        options << matches.next().captured(1);
    QVERIFY(options.size() >= 6);
    const QString folder = QStringLiteral("installer/linux/completion/");
    for (const QString& name : std::as_const(options)) {
        QVERIFY2(
            contentOf(folder + QStringLiteral("steward.bash")).contains(QStringLiteral("--") + name), qPrintable(name));
        QVERIFY2(
            contentOf(folder + QStringLiteral("_steward")).contains(QStringLiteral("--") + name), qPrintable(name));
        QVERIFY2(
            contentOf(folder + QStringLiteral("steward.fish")).contains(QStringLiteral("-l ") + name),
            qPrintable(name));
    }
}

namespace {

/// A copy of what the installers are made of, to be spoilt.
bool copyInstallers(const QString& folder)
{
    QProcess copy;
    copy.setWorkingDirectory(projectFolder());
    copy.start(
        QStringLiteral("cp"),
        {QStringLiteral("-r"), QStringLiteral("--parents"), QStringLiteral("installer"),
         QStringLiteral("CMakePresets.json"), QStringLiteral("tests/package"), QStringLiteral("LICENSE"),
         QStringLiteral("resources/fonts"), QStringLiteral("resources/icons"), QStringLiteral("resources/licences"),
         QStringLiteral("src/stores"), folder});
    return copy.waitForFinished() && copy.exitCode() == 0;
}

ScriptSaid lint(const QString& name, const QStringList& arguments)
{
    return runScript(QStringLiteral("tests/lint/") + name, arguments);
}

} // namespace

void BuildTest::installersOfOtherSystemsAreSound()
{
    const ScriptSaid said = lint(QStringLiteral("installers.py"), {});
    QVERIFY2(said.code == 0 && said.text.contains(QStringLiteral("0 troubles")), qPrintable(said.text));
}

void BuildTest::aWrongInstallerIsFound()
{
    struct Wrong {
        const char* file;
        const char* what; ///< nothing: the file goes
        const char* with;
        const char* said;
    };
    const QTemporaryDir folder;
    QVERIFY(copyInstallers(folder.path()));
    const auto spoil = [&folder](const Wrong& wrong) {
        QFile file(folder.filePath(QLatin1String(wrong.file)));
        if (!wrong.what)
            return file.remove();
        QByteArray content = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        file.close();
        if (!content.contains(wrong.what))
            return false;
        content.replace(wrong.what, wrong.with);
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
    };
    const std::initializer_list<Wrong> all{
        {"installer/macos/Info.plist.in", "CFBundleIdentifier", "CFBundleOther", "no CFBundleIdentifier"},
        {"installer/macos/entitlements.plist", "<false/>", "<true/>", "is granted"},
        {"installer/macos/make-dmg.sh", "rm -f \"$image\"", "rm -f $image", "SC2086"},
        {"installer/macos/README.md", "system_sync.cpp", "sync.cpp", "does not list src/stores/system_sync.cpp"},
        {"installer/macos/collect-licences.sh", nullptr, nullptr, "collect-licences.sh is not there"},
        {"installer/windows/steward.manifest", "UTF-8</activeCodePage>", "</activeCodePage>", "no UTF-8"},
        {"installer/windows/vcpkg.json", "builtin-baseline", "baseline", "not pinned"},
        {"CMakePresets.json", "/installer/windows", "/installer/win", "installer/win is not there"}};
    for (const Wrong& wrong : all)
        QVERIFY2(spoil(wrong), wrong.file);
    const ScriptSaid said = lint(QStringLiteral("installers.py"), {folder.path()});
    for (const Wrong& wrong : all)
        QVERIFY2(
            said.text.contains(QLatin1String(wrong.said)),
            qPrintable(QLatin1String(wrong.said) + QStringLiteral(" is not in: ") + said.text));
    QCOMPARE(said.code, 1);
    QVERIFY(spoil({"installer/macos/Info.plist.in", "</dict>", "", ""}));
    QVERIFY(lint(QStringLiteral("installers.py"), {folder.path()}).text.contains(QStringLiteral("Info.plist.in: ")));
}

void BuildTest::workflowsAreSound()
{
    const ScriptSaid said = lint(QStringLiteral("workflows.py"), {});
    QVERIFY2(said.code == 0 && said.text.contains(QStringLiteral("4 workflows, 0 troubles")), qPrintable(said.text));
}

void BuildTest::workflowsDoWhatIsPromised()
{
    struct Workflow {
        const char* file;
        QList<QByteArray> words;
    };
    const std::initializer_list<Workflow> all{
        {"check.yml",
         {"bookworm", "- run: ./dev lint\n", "- run: ./dev test --dev\n", "- run: ./dev test --asan ",
          "- run: ./dev package --check\n"}},
        {"windows.yml", {"windows-2022", "run: ./dev package\n"}},
        {"macos.yml",
         {"architecture: arm64", "architecture: x86_64", "run: ./dev notary-credentials\n", "run: ./dev package\n"}},
        {"release.yml",
         {"tags: ['v*']", "bookworm", "./dev package --tag \"$TAG\" --twice --check", "attest-build-provenance",
          "subject-checksums: dist/SHA256SUMS", "dist/steward*\n", "dist/SHA256SUMS*\n"}}};
    for (const Workflow& workflow : all) {
        const QByteArray text = contentOf(QStringLiteral(".github/workflows/") + QLatin1String(workflow.file)).toUtf8();
        for (const QByteArray& words : workflow.words)
            QVERIFY2(
                text.contains(words),
                qPrintable(QLatin1String(workflow.file) + QStringLiteral(": ") + QLatin1String(words)));
    }
}

void BuildTest::aWrongWorkflowIsFound_data()
{
    QTest::addColumn<QByteArray>("workflow");
    QTest::addColumn<QString>("trouble");
    const QByteArray begins = "permissions: {}\njobs:\n  a:\n    timeout-minutes: 5\n    steps:\n      - run: ";
    QTest::newRow("no YAML") << QByteArray("jobs: [") << QStringLiteral("expected");
    QTest::newRow("no jobs") << QByteArray("on: push") << QStringLiteral("has no jobs");
    QTest::newRow("preset") << begins + "cmake --preset vcpkg" << QStringLiteral("no such preset");
    QTest::newRow("build preset") << begins + "cmake --build --preset vcpkg" << QStringLiteral("no such preset");
    QTest::newRow("test preset") << begins + "ctest --preset release" << QStringLiteral("no such preset");
    QTest::newRow("command") << begins + "./dev deploy" << QStringLiteral("there is no ./dev deploy");
    QTest::newRow("else") << begins + "make install" << QStringLiteral("something else than");
    QTest::newRow("shell") << begins + "./dev test $ARGUMENTS" << QStringLiteral("SC2086");
    QTest::newRow("expression") << begins + "./dev test \"${{ github.ref }}\"" << QStringLiteral("hand it in");
    QTest::newRow("no end") << QByteArray("permissions: {}\njobs:\n  a:\n    steps:\n      - run: ./dev lint")
                            << QStringLiteral("has no end");
}

void BuildTest::aWrongWorkflowIsFound()
{
    QFETCH(QByteArray, workflow);
    QFETCH(QString, trouble);
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("a.yml")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(workflow) == workflow.size());
    file.close();
    const ScriptSaid said = lint(QStringLiteral("workflows.py"), {folder.path()});
    QCOMPARE(said.code, 1);
    QVERIFY2(said.text.contains(trouble), qPrintable(said.text));
}

void BuildTest::ciRunsTheTests()
{
    // In this order, the later ones as time allows.
    qsizetype last = -1;
    for (const char* step :
         {"./dev format --check", "./dev test |", "./dev test --asan -LE campaign", "./dev build-release"}) {
        const qsizetype place = contentOf(QStringLiteral(".ci/run")).indexOf(QLatin1String(step));
        QVERIFY2(place > last, step);
        last = place;
    }
    const QString ci = contentOf(QStringLiteral(".ci/run"));
    QVERIFY(ci.contains(QStringLiteral("limit=$((40 * 60))")) && ci.contains(QStringLiteral("= --all ]")));
    // What is not reached is said, and fails nothing: the function alone, with commands that end so.
    static const QRegularExpression timed(
        QStringLiteral("\\nas_time_allows\\(\\) \\{\\n.*?\\n\\}\\n"), QRegularExpression::DotMatchesEverythingOption);
    const QString function = timed.match(ci).captured();
    QVERIFY(!function.isEmpty());
    struct Case {
        const char* limit;
        const char* command;
        int code;
        const char* said;
    };
    const Case cases[] = {
        {"5", "900 echo begun", 0, "Not reached: it ("},
        {"3", "0 sleep 30", 0, "Not reached to its end: it."},
        {"60", "0 echo begun", 0, "begun"},
        {"60", "0 sh -c 'exit 7'", 7, ""}};
    for (const Case& one : cases) {
        QProcess shell;
        shell.start(
            QStringLiteral("bash"),
            {QStringLiteral("-c"), QStringLiteral("set -euo pipefail\nSECONDS=0\nlimit=%1\n%2"
                                                  "as_time_allows it %3\n")
                                       .arg(QLatin1String(one.limit), function, QLatin1String(one.command))});
        QVERIFY(shell.waitForFinished());
        QCOMPARE(shell.exitCode(), one.code);
        const QString said = QString::fromUtf8(shell.readAllStandardOutput());
        QVERIFY2(*one.said ? said.startsWith(QLatin1String(one.said)) : said.isEmpty(), qPrintable(said));
    }
}

void BuildTest::ccacheIsUsedWhereItIs()
{
    const QString build = contentOf(QStringLiteral("CMakeLists.txt"));
    QVERIFY(build.contains(QStringLiteral("find_program(STEWARD_CCACHE ccache)"))); // without REQUIRED
    QVERIFY(build.contains(QStringLiteral("if(STEWARD_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)")));
    static const QRegularExpression packages(
        QStringLiteral("(build|test)_packages=\\(([^)]*)\\)"), QRegularExpression::DotMatchesEverythingOption);
    const QString dev = contentOf(QStringLiteral("dev"));
    int lists = 0;
    for (auto matches = packages.globalMatch(dev); matches.hasNext(); ++lists)
        QVERIFY(!matches.next().captured(2).contains(QStringLiteral("ccache")));
    QVERIFY(lists > 4);
}

/// Both programs linked as a whole, where a type that two sources define differently is seen; and what stands twice.
void BuildTest::lintLooksAtTheWhole()
{
    const QString dev = contentOf(QStringLiteral("dev"));
    const QString lint = dev.mid(dev.indexOf(QStringLiteral("\nlint() {")));
    for (const char* part : {"tests/lint/sources.py", "one_definition", "clang-tidy-16", "format --check"})
        QVERIFY2(lint.left(lint.indexOf(QStringLiteral("\n}"))).contains(QLatin1String(part)), part);
    const QString whole = dev.mid(dev.indexOf(QStringLiteral("\none_definition() {")));
    for (const char* part : {"-flto", "-Wodr -Werror", "--target steward steward-cli"})
        QVERIFY2(whole.left(whole.indexOf(QStringLiteral("\n}"))).contains(QLatin1String(part)), part);
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
