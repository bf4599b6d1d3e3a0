#include "architecture/source_tree.h"
#include "support/test_registry.h"

#include <QMap>
#include <QRegularExpression>
#include <QTest>

using namespace steward::test;

namespace {

/// The same length, without what stands in comments and literals: what is left is code.
QString codeAlone(QString text)
{
    static const QRegularExpression beside(
        QStringLiteral(R"~(//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+')~"),
        QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression inLine(QStringLiteral("[^\\n]"));
    for (auto matches = beside.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        // A digit separator opens no literal.
        if (match.captured().startsWith(QLatin1Char('\'')) && match.capturedStart() > 0 &&
            text.at(match.capturedStart() - 1).isDigit())
            continue;
        QString blank = match.captured();
        text.replace(match.capturedStart(), match.capturedLength(), blank.replace(inLine, QStringLiteral(" ")));
    }
    return text;
}

/// Types that are defined at a named namespace's own level, as "steward::Row".
QStringList typesDefined(const QString& code)
{
    static const QRegularExpression opening(QStringLiteral(
        "\\bnamespace\\s*([\\w:]*)\\s*\\{|"
        "\\b(?:struct|class|enum(?:\\s+class)?|union)\\s+(\\w+)(?:\\s+final)?(?:\\s*:(?!:)[^;{()]*)?\\s*\\{|\\{|\\}"));
    QStringList scope; // "-" for what is no named namespace
    QStringList types;
    for (auto matches = opening.globalMatch(code); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        if (match.captured() == QLatin1String("}")) {
            if (!scope.isEmpty())
                scope.removeLast();
            continue;
        }
        const bool isNamespace = match.captured().startsWith(QLatin1String("namespace"));
        if (!match.captured(2).isEmpty() && !scope.contains(QLatin1String("-")))
            types << scope.join(QLatin1String("::")) + QLatin1String("::") + match.captured(2);
        scope << (isNamespace && !match.captured(1).isEmpty() ? match.captured(1) : QStringLiteral("-"));
    }
    return types;
}

QStringList sources()
{
    return filesBelow(QStringLiteral("src"), {QStringLiteral("*.h"), QStringLiteral("*.cpp")});
}

} // namespace

/// What compilers let pass and no reader sees.
class DeclaredNamesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noTypeIsDefinedTwice();
    void aSecondDefinitionIsFound();
};

void DeclaredNamesTest::noTypeIsDefinedTwice()
{
    QMap<QString, QString> places;
    QStringList twice;
    for (const QString& file : sources()) {
        for (const QString& type : typesDefined(codeAlone(contentOf(file)))) {
            if (places.contains(type))
                twice << type + QStringLiteral(" in ") + places.value(type) + QStringLiteral(" and ") + file;
            places.insert(type, file);
        }
    }
    QVERIFY(places.size() > 400);
    QVERIFY2(twice.isEmpty(), qPrintable(twice.join(QLatin1Char('\n'))));
}

void DeclaredNamesTest::aSecondDefinitionIsFound()
{
    const QString code = QStringLiteral("namespace steward {\nclass B;\nstruct A : B {\n    struct Inner {\n    "
                                        "};\n};\nnamespace {\nstruct Own {\n};\n}\n"
                                        "enum class C : quint8 { One };\n}");
    QCOMPARE(typesDefined(code), QStringList({QStringLiteral("steward::A"), QStringLiteral("steward::C")}));
}

STEWARD_TEST(DeclaredNamesTest)
#include "declared_names_test.moc"
