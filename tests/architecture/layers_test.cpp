#include "architecture/source_tree.h"
#include "support/test_registry.h"

#include <QMap>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace steward::test;

namespace {

/// Who may include whom: only downwards (src/local stands beside src/workflows).
const QMap<QString, QStringList>& allowedIncludes()
{
    static const QMap<QString, QStringList> allowed{
        {QStringLiteral("domain"), {QStringLiteral("domain")}},
        {QStringLiteral("stores"), {QStringLiteral("domain"), QStringLiteral("stores")}},
        {QStringLiteral("workflows"),
         {QStringLiteral("domain"), QStringLiteral("stores"), QStringLiteral("workflows")}},
        {QStringLiteral("local"), {QStringLiteral("domain"), QStringLiteral("stores"), QStringLiteral("local")}},
        {QStringLiteral("app"),
         {QStringLiteral("domain"), QStringLiteral("stores"), QStringLiteral("workflows"), QStringLiteral("local"),
          QStringLiteral("app")}},
        {QStringLiteral("cli"),
         {QStringLiteral("domain"), QStringLiteral("stores"), QStringLiteral("workflows"), QStringLiteral("local"),
          QStringLiteral("cli")}},
    };
    return allowed;
}

QStringList forbiddenIncludes(const QString& layer, const QString& content)
{
    static const QRegularExpression include(
        QStringLiteral("^\\s*#\\s*include\\s+\"([a-z_]+)/[^\"]*\""), QRegularExpression::MultilineOption);
    QStringList forbidden;
    for (auto match = include.globalMatch(content); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        if (!allowedIncludes().value(layer).contains(found.captured(1)))
            forbidden << found.captured().trimmed();
    }
    return forbidden;
}

} // namespace

class LayersTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void includesOnlyDownwards();
    void anUpwardIncludeIsFound();
    void domainUsesQtCoreOnly();
    void everyFolderIsALayer();
    void commandLineLinksNoWidgets();
    void noCoroutines();
    void namesStandInOnePlace();
};

void LayersTest::includesOnlyDownwards()
{
    const QStringList files = filesBelow(QStringLiteral("src"), {QStringLiteral("*.h"), QStringLiteral("*.cpp")});
    QVERIFY(files.size() > 30);
    for (const QString& file : files) {
        const QStringList forbidden = forbiddenIncludes(file.section(QLatin1Char('/'), 1, 1), contentOf(file));
        QVERIFY2(
            forbidden.isEmpty(), qPrintable(file + QStringLiteral(" includes ") + forbidden.join(QLatin1Char(' '))));
    }
}

void LayersTest::anUpwardIncludeIsFound()
{
    QCOMPARE(forbiddenIncludes(QStringLiteral("domain"), QStringLiteral("#include \"stores/limits.h\"\n")).size(), 1);
    QCOMPARE(forbiddenIncludes(QStringLiteral("cli"), QStringLiteral("#include \"app/x.h\"\n")).size(), 1);
    QCOMPARE(forbiddenIncludes(QStringLiteral("cli"), QStringLiteral("#include \"local/x.h\"\n")).size(), 0);
}

void LayersTest::domainUsesQtCoreOnly()
{
    const QString build = contentOf(QStringLiteral("src/domain/CMakeLists.txt"));
    QVERIFY(build.contains(QStringLiteral("Qt6::Core")));
    for (const char* module : {"Qt6::Gui", "Qt6::Widgets", "Qt6::Network", "Qt6::Sql"})
        QVERIFY2(!build.contains(QLatin1String(module)), module);
}

void LayersTest::everyFolderIsALayer()
{
    for (const QString& file : filesBelow(QStringLiteral("src"), {QStringLiteral("*.cpp")})) {
        const QString layer = file.section(QLatin1Char('/'), 1, 1);
        QVERIFY2(allowedIncludes().contains(layer), qPrintable(file));
    }
}

void LayersTest::commandLineLinksNoWidgets()
{
    const QString program = qEnvironmentVariable("STEWARD_TEST_BIN_DIR") + QStringLiteral("/steward-cli");
    QProcess ldd;
    ldd.start(QStringLiteral("ldd"), {program});
    QVERIFY(ldd.waitForFinished());
    const QString libraries = QString::fromUtf8(ldd.readAllStandardOutput());
    QVERIFY2(libraries.contains(QStringLiteral("libQt6Core")), qPrintable(program));
    QVERIFY(!libraries.contains(QStringLiteral("libQt6Widgets")));
}

void LayersTest::noCoroutines()
{
    static const QRegularExpression keyword(QStringLiteral("\\bco_(await|return|yield)\\b"));
    for (const QString& file : filesBelow(QStringLiteral("src"), {QStringLiteral("*.h"), QStringLiteral("*.cpp")}))
        QVERIFY2(!contentOf(file).contains(keyword), qPrintable(file));
}

void LayersTest::namesStandInOnePlace()
{
    // The stores' names belong to StoreNames; advice and help for people may mention them.
    static const QRegularExpression name(QStringLiteral(
        "\"(whatsapp:(instance|token):|wa:instances:(added|removed)|wa_workers|save_evolution_integration)\""));
    for (const QString& file : filesBelow(QStringLiteral("src"), {QStringLiteral("*.h"), QStringLiteral("*.cpp")})) {
        if (file != QStringLiteral("src/domain/store_names.h"))
            QVERIFY2(!contentOf(file).contains(name), qPrintable(file));
    }
    QVERIFY(contentOf(QStringLiteral("src/domain/store_names.h")).contains(name));
}

STEWARD_TEST(LayersTest)
#include "layers_test.moc"
