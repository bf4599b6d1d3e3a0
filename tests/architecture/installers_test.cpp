#include "architecture/source_tree.h"
#include "support/test_registry.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace steward::test;

/// What can be seen of the installers without making them.
class InstallersTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void signingIsSkippedLoudlyWithoutAKey();
    void theBuildForWindowsGoesOnWhereItStopped();
    void theLastRunForWindowsIsDescribed();
    void theListOfPartsIsSpdx();
    void packagesBringTheLicencesThatAboutShows();
};

/// The hooks of all three systems, and how the image for macOS is laid out.
void InstallersTest::signingIsSkippedLoudlyWithoutAKey()
{
    const ScriptSaid said = runScript(QStringLiteral("tests/package/signing_test.sh"));
    QVERIFY2(
        said.code == 0 && said.text.contains(QStringLiteral(" checks of the signing, 0 failed")),
        qPrintable(said.text));
}

void InstallersTest::theBuildForWindowsGoesOnWhereItStopped()
{
    const ScriptSaid said = runScript(QStringLiteral("tests/package/cross_build_test.sh"));
    QVERIFY2(
        said.code == 0 && said.text.contains(QStringLiteral(" checks of the stages, 0 failed")), qPrintable(said.text));
}

/// Each stage has its line, and what could not be finished its place.
void InstallersTest::theLastRunForWindowsIsDescribed()
{
    const QString page = contentOf(QStringLiteral("installer/windows/README.md"));
    const qsizetype begin = page.indexOf(QStringLiteral("\n## Last run\n"));
    const qsizetype end = page.indexOf(QStringLiteral("\n## Not done, and why\n"));
    QVERIFY(begin > 0 && end > begin);
    const QString stages = page.mid(page.indexOf(QStringLiteral("\n## The stages\n")), 600);
    const QString run = page.mid(begin, end - begin);
    static const QRegularExpression stage(QStringLiteral("\nstage_([a-z]+)\\(\\)"));
    int count = 0;
    const QString script = contentOf(QStringLiteral("installer/windows/cross-build.sh"));
    for (auto matches = stage.globalMatch(script); matches.hasNext(); ++count) {
        const QString name = matches.next().captured(1);
        QVERIFY2(
            stages.contains(QRegularExpression(QStringLiteral("\\b%1\\b").arg(name))),
            qPrintable(name + QStringLiteral(" is no stage of the page's")));
        QVERIFY2(
            run.contains(QRegularExpression(QStringLiteral("\n\\| %1 [(|]").arg(name))),
            qPrintable(name + QStringLiteral(" has no line in the last run")));
    }
    QVERIFY(count >= 15);
    for (const char* words : {"pictures", "logs", "windows_installer_test.sh", "windows_program_test.sh"})
        QVERIFY2(page.contains(QLatin1String(words)), words);
    QVERIFY(page.mid(end).count(QStringLiteral("\n- ")) > 0);
}

void InstallersTest::theListOfPartsIsSpdx()
{
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("copyright")));
    QFile packages(folder.filePath(QStringLiteral("copyright/packages")));
    QVERIFY(packages.open(QIODevice::WriteOnly) && packages.write("dpkg\nca-certificates\n") > 0);
    packages.close();
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("SOURCE_DATE_EPOCH"), QStringLiteral("1700000000"));
    process.setProcessEnvironment(environment);
    process.start(
        projectFolder() + QStringLiteral("/installer/linux/list-parts.sh"),
        {folder.path(), QStringLiteral("1.2.3"), QStringLiteral("x86_64")});
    QVERIFY(process.waitForFinished());
    const QByteArray made = process.readAllStandardOutput();
    const QJsonObject document = QJsonDocument::fromJson(made).object();
    QCOMPARE(document[QStringLiteral("spdxVersion")].toString(), QStringLiteral("SPDX-2.3"));
    QCOMPARE(document[QStringLiteral("dataLicense")].toString(), QStringLiteral("CC0-1.0"));
    QCOMPARE(
        document[QStringLiteral("creationInfo")][QStringLiteral("created")].toString(),
        QStringLiteral("2023-11-14T22:13:20Z"));
    QStringList names;
    QSet<QString> ids{QStringLiteral("SPDXRef-DOCUMENT")};
    for (const QJsonValue& part : document[QStringLiteral("packages")].toArray()) {
        names << part[QStringLiteral("name")].toString();
        ids << part[QStringLiteral("SPDXID")].toString();
        QVERIFY2(!part[QStringLiteral("versionInfo")].toString().isEmpty(), qPrintable(names.back()));
    }
    QCOMPARE(
        names, QStringList({QStringLiteral("steward"), QStringLiteral("dpkg"), QStringLiteral("ca-certificates")}));
    const QJsonArray relations = document[QStringLiteral("relationships")].toArray();
    QCOMPARE(relations.size(), 3);
    for (const QJsonValue& relation : relations) {
        for (const char* end : {"spdxElementId", "relatedSpdxElement"})
            QVERIFY2(ids.contains(relation[QLatin1String(end)].toString()), made.constData());
    }
}

/// ./dev package --check looks into the packages for Linux, where each library's own file comes along by itself.
void InstallersTest::packagesBringTheLicencesThatAboutShows()
{
    static const QRegularExpression shown(
        QStringLiteral("(?:alsoApache|ofLibrary)\\(QStringLiteral\\(\"([A-Za-z]+)|tr\\(\"([A-Za-z]+) \\("));
    const QHash<QString, QString> calledElse{{QStringLiteral("libqrencode"), QStringLiteral("qrencode")}};
    const QString windows = contentOf(QStringLiteral("installer/windows/cross-build.sh"));
    const QString macos = contentOf(QStringLiteral("installer/macos/collect-licences.sh"));
    int count = 0;
    const QString about = contentOf(QStringLiteral("src/app/shell/licences.cpp"));
    for (auto matches = shown.globalMatch(about); matches.hasNext(); ++count) {
        const auto match = matches.next();
        const QString whose = match.captured(1) + match.captured(2);
        const QString name = calledElse.value(whose, whose);
        const QRegularExpression named(
            QStringLiteral("([ /(]%1(base)?:[A-Za-z]|licences/%1\\.txt)").arg(name),
            QRegularExpression::CaseInsensitiveOption);
        QVERIFY2(windows.contains(named), qPrintable(whose + QStringLiteral(" is not in the tree for Windows")));
        const QRegularExpression collected(
            QStringLiteral("(for name in[^;]*\\b%1\\b|\\$1/%1\\.txt|licences/%1\\.txt)").arg(name),
            QRegularExpression::CaseInsensitiveOption);
        QVERIFY2(macos.contains(collected), qPrintable(whose + QStringLiteral(" is not in the bundle for macOS")));
    }
    QCOMPARE(count, 13);
    // Built into the programs for Linux.
    const QString copyright = contentOf(QStringLiteral("installer/linux/copyright"));
    for (const char* whose : {"Steward maintainers", "The Inter Project Authors", "Lucide Icons", "Milo Yip"})
        QVERIFY2(copyright.contains(QLatin1String(whose)), whose);
}

STEWARD_TEST(InstallersTest)
#include "installers_test.moc"
