#include "architecture/source_tree.h"
#include "support/test_registry.h"

#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <algorithm>
#include <map>
#include <vector>

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

qsizetype endOfBlock(const QString& code, qsizetype open)
{
    int depth = 0;
    for (qsizetype place = open; place < code.size(); ++place) {
        if (code[place] == QLatin1Char('{'))
            ++depth;
        else if (code[place] == QLatin1Char('}') && --depth == 0)
            return place;
    }
    return code.size();
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

/// The names of the project's own enumerations.
QSet<QString> enumsIn(const QString& code)
{
    static const QRegularExpression declared(QStringLiteral("\\benum\\s+(?:class\\s+)?(\\w+)"));
    QSet<QString> names;
    for (auto matches = declared.globalMatch(code); matches.hasNext();)
        names << matches.next().captured(1);
    return names;
}

/// The lines of each `default:` in a switch over one of `enums`.
QList<int> defaultsOver(const QSet<QString>& enums, const QString& code)
{
    static const QRegularExpression head(QStringLiteral("\\bswitch\\s*\\("));
    static const QRegularExpression label(QStringLiteral("\\bcase\\s+(?:\\w+::)*(\\w+)::\\w+\\s*:|\\bdefault\\s*:"));
    struct Block {
        qsizetype open;
        qsizetype close;
    };
    std::vector<Block> blocks;
    for (auto matches = head.globalMatch(code); matches.hasNext();) {
        const qsizetype open = code.indexOf(QLatin1Char('{'), matches.next().capturedEnd());
        blocks.push_back({open, endOfBlock(code, open)});
    }
    std::map<qsizetype, bool> isOurs; // by the block's opening
    std::map<qsizetype, QList<int>> defaults;
    for (auto matches = label.globalMatch(code); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        qsizetype innermost = -1;
        for (const Block& block : blocks) {
            if (block.open < match.capturedStart() && match.capturedStart() < block.close)
                innermost = std::max(innermost, block.open);
        }
        if (match.captured().startsWith(QLatin1String("default")))
            defaults[innermost] << static_cast<int>(code.left(match.capturedStart()).count(QLatin1Char('\n'))) + 1;
        else if (enums.contains(match.captured(1)))
            isOurs[innermost] = true;
    }
    QList<int> lines;
    for (const auto& [open, found] : defaults) {
        if (isOurs[open])
            lines += found;
    }
    return lines;
}

/// The lines on which a chain of ifs asks for the same enumeration once more; `enums`: a pattern of their names.
QList<int> chainsOver(const QString& enums, const QString& code)
{
    const QRegularExpression chain(
        QStringLiteral(R"(\bif \([^{};]*\b(%1)::\w+[^{};]*\)\s*(?:\{[^{}]*\}|[^{};]*;)\s*(else if) \([^{};]*\b\1::)")
            .arg(enums));
    QList<int> lines;
    for (auto matches = chain.globalMatch(code); matches.hasNext();)
        lines << static_cast<int>(code.left(matches.next().capturedStart(2)).count(QLatin1Char('\n'))) + 1;
    return lines;
}

QStringList sources()
{
    return filesBelow(QStringLiteral("src"), {QStringLiteral("*.h"), QStringLiteral("*.cpp")});
}

/// How many values each enumeration of that name has, with the types around it: "GuardsItem::Outcome".
QMultiMap<QString, qsizetype> enumSizesIn(const QString& code)
{
    static const QRegularExpression defined(
        QStringLiteral("\\benum\\s+class\\s+(\\w+)\\s*(?::\\s*\\w+)?\\s*\\{([^}]*)\\}|"
                       "\\b(?:struct|class)\\s+(\\w+)(?:\\s+final)?(?:\\s*:(?!:)[^;{()]*)?\\s*\\{|\\{|\\}"));
    QMultiMap<QString, qsizetype> sizes;
    QStringList scope; // empty for what is no type
    for (auto matches = defined.globalMatch(code); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        if (match.captured() == QLatin1String("}")) {
            if (!scope.isEmpty())
                scope.removeLast();
        } else if (match.captured(1).isEmpty()) {
            scope << match.captured(3);
        } else {
            QStringList name = scope + QStringList{match.captured(1)};
            name.removeAll(QString());
            QStringList values = match.captured(2).split(QLatin1Char(','));
            values.removeIf([](const QString& value) { return value.trimmed().isEmpty(); });
            sizes.insert(name.join(QLatin1String("::")), values.size());
        }
    }
    return sizes;
}

/// Tables of words whose enumeration has more or fewer values; `found`: of which enumerations there are tables.
QStringList wrongTablesIn(const QString& source, const QMultiMap<QString, qsizetype>& sizes, QStringList& found)
{
    static const QRegularExpression table(QStringLiteral("\\bWordTable<([\\w:]+),[^{;]*?>\\s+\\w+\\s*\\{([^;]*)\\};"));
    QStringList wrong;
    for (auto matches = table.globalMatch(source); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        found << match.captured(1);
        const qsizetype words = match.captured(2).count(QLatin1Char('"')) / 2;
        if (!sizes.contains(match.captured(1), words))
            wrong << QStringLiteral("%1 has not %2 values").arg(match.captured(1)).arg(words);
    }
    return wrong;
}

/// The enumerations whose words a test lists.
QStringList listsIn(const QString& test)
{
    static const QRegularExpression list(QStringLiteral("\\bwordTroubles<([\\w:]+)>\\("));
    QStringList found;
    for (auto matches = list.globalMatch(test); matches.hasNext();)
        found << matches.next().captured(1);
    return found;
}

/// The lines on which the compiler is told that nothing comes there.
QList<int> unreachablesIn(const QString& code)
{
    static const QRegularExpression told(QStringLiteral(
        R"(\b(Q_UNREACHABLE|Q_UNREACHABLE_RETURN|Q_ASSUME|unreachable|__builtin_unreachable|__assume)\s*\()"));
    QList<int> lines;
    for (auto matches = told.globalMatch(code); matches.hasNext();)
        lines << static_cast<int>(code.left(matches.next().capturedStart()).count(QLatin1Char('\n'))) + 1;
    return lines;
}

} // namespace

/// What compilers let pass and no reader sees.
class DeclaredNamesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noTypeIsDefinedTwice();
    void aSecondDefinitionIsFound();
    void noDefaultOverOwnEnums();
    void aDefaultIsFound();
    void actionsAreNotAskedForInChains();
    void aChainIsFound();
    void everyValueHasItsWord();
    void aMissingWordIsFound();
    void everyTableIsListedInATest();
    void nothingIsCalledUnreachable();
    void whatIsCalledUnreachableIsFound();
    void namesThatWentStayAway();
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

void DeclaredNamesTest::noDefaultOverOwnEnums()
{
    QMap<QString, QString> codes;
    QSet<QString> enums;
    for (const QString& file : sources()) {
        codes.insert(file, codeAlone(contentOf(file)));
        enums += enumsIn(codes.value(file));
    }
    QVERIFY(enums.contains(QStringLiteral("StepAction")) && enums.contains(QStringLiteral("ErrorKind")));
    QStringList found;
    for (auto code = codes.cbegin(); code != codes.cend(); ++code) {
        for (const int line : defaultsOver(enums, code.value()))
            found << QStringLiteral("%1:%2").arg(code.key()).arg(line);
    }
    QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
    QVERIFY(contentOf(QStringLiteral("CMakeLists.txt")).contains(QLatin1String("-Werror=switch")));
}

void DeclaredNamesTest::aDefaultIsFound()
{
    const QSet<QString> enums{QStringLiteral("Own")};
    const QString own = QStringLiteral("switch (x) {\ncase Own::A:\n    break;\ndefault:\n    break;\n}");
    QCOMPARE(defaultsOver(enums, own), QList<int>{4});
    QCOMPARE(defaultsOver(enums, QString(own).replace(QLatin1String("Own"), QLatin1String("Qt"))), QList<int>());
    QCOMPARE(
        defaultsOver(enums, codeAlone(QStringLiteral("// ") + own.section(QLatin1Char('\n'), 3, 3))), QList<int>());
}

/// A value that is added falls through a chain to its else; a switch does not compile.
void DeclaredNamesTest::actionsAreNotAskedForInChains()
{
    QStringList found;
    for (const QString& file : sources()) {
        for (const int line : chainsOver(QStringLiteral("StepAction|JournalAction"), codeAlone(contentOf(file))))
            found << QStringLiteral("%1:%2").arg(file).arg(line);
    }
    QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
}

void DeclaredNamesTest::aChainIsFound()
{
    const auto linesOf = [](const char* code) {
        return chainsOver(QStringLiteral("Own|Other"), QString::fromLatin1(code));
    };
    QCOMPARE(linesOf("if (x == Own::A)\n    a();\nelse if (x == Own::B && y)\n    b();"), QList<int>{3});
    QCOMPARE(linesOf("if (x == Own::A) {\n    a();\n    a();\n} else if (x == Own::B) {\n}"), QList<int>{4});
    QCOMPARE(linesOf("if (x == Own::A)\n    a();\nelse if (y)\n    b();\nif (x == Own::B)\n    c();"), QList<int>());
    QCOMPARE(linesOf("if (x == Own::A)\n    a();\nelse if (y == Other::B)\n    b();"), QList<int>());
}

/// A table of words says nothing where a value is added: no switch is there for the compiler to miss it in.
void DeclaredNamesTest::everyValueHasItsWord()
{
    QMultiMap<QString, qsizetype> sizes;
    for (const QString& file : sources())
        sizes += enumSizesIn(codeAlone(contentOf(file)));
    QStringList wrong;
    QStringList tables;
    for (const QString& file : sources())
        wrong += wrongTablesIn(contentOf(file), sizes, tables);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
    QVERIFY(tables.size() > 30);
}

void DeclaredNamesTest::aMissingWordIsFound()
{
    const auto sizes = enumSizesIn(QStringLiteral("namespace a {\nstruct In final : B<int> {\n    enum class Own : "
                                                  "quint8 {\n        A,\n        B,\n    };\n    int c = "
                                                  "{};\n};\nenum class Own { A };\n}"));
    const auto wrong = [&](const char* source) {
        QStringList tables;
        const QStringList found = wrongTablesIn(QString::fromLatin1(source), sizes, tables);
        return tables.size() == 1 ? found.size() : -1;
    };
    QCOMPARE(wrong("WordTable<In::Own, 2> words{{\"a\", \"b\"}};"), 0);
    QCOMPARE(wrong("WordTable<Own, 1> words{{\"a\"}};"), 0);
    QCOMPARE(wrong("WordTable<In::Own, 1> words{{\"a\"}};"), 1); // the other one of that name has one value
    QCOMPARE(wrong("WordTable<Own, 2> words{{\"a\", \"b\"}};"), 1);
}

/// The count says nothing of which word is whose: a test lists both (WordTablesTest).
void DeclaredNamesTest::everyTableIsListedInATest()
{
    QStringList tables;
    for (const QString& file : sources())
        wrongTablesIn(contentOf(file), {}, tables);
    QStringList lists;
    for (const QString& file : filesBelow(QStringLiteral("tests"), {QStringLiteral("*.cpp")}))
        lists += listsIn(contentOf(file));
    tables.sort();
    lists.sort();
    QCOMPARE(lists, tables);
}

/// After a switch stands what is done with an unknown value: of another version, from disk or from a wire.
void DeclaredNamesTest::nothingIsCalledUnreachable()
{
    QStringList found;
    for (const QString& file : sources()) {
        for (const int line : unreachablesIn(codeAlone(contentOf(file))))
            found << QStringLiteral("%1:%2").arg(file).arg(line);
    }
    QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
}

void DeclaredNamesTest::whatIsCalledUnreachableIsFound()
{
    QCOMPARE(
        unreachablesIn(codeAlone(QStringLiteral("// Q_UNREACHABLE();\nQ_UNREACHABLE();\n\nstd::unreachable();\n"
                                                "__builtin_unreachable();\nQ_ASSUME(false);\nisUnreachable();"))),
        QList<int>({2, 4, 5, 6}));
}

/// Types and functions that got the field's word for what they are, and those that went with what needed them.
void DeclaredNamesTest::namesThatWentStayAway()
{
    const QStringList gone{
        QStringLiteral("keeper|RowKeeping|BuriedRow|Tombstone|Steering|GrowingPause|WorkerNews|StepNews|ApplyNews"),
        QStringLiteral("ResultPost|Hands|Together|CalmStyle|MarkedList|CodeOutlet|SceneGround|RemovalPool"),
        QStringLiteral(
            "CreationJourney|goAhead|Standing|StandingList|LeftOut|LeftReason|Strength|Offer|complain|employ"),
        QStringLiteral("RowUndoing|Restoring|soFar|ItemEnds?|EternalCache|ColdCache"),
        QStringLiteral("StoreSet|WorkspaceParts|WorkspaceAccess|CommandContext")};
    const QRegularExpression name(QStringLiteral("\\b(%1)\\b").arg(gone.join(QLatin1Char('|'))));
    QVERIFY(name.match(QStringLiteral("class StoreSet {")).hasMatch());
    for (const QString& file : sources()) {
        const QRegularExpressionMatch found = name.match(codeAlone(contentOf(file)));
        QVERIFY2(!found.hasMatch(), qPrintable(file + QStringLiteral(": ") + found.captured()));
    }
}

STEWARD_TEST(DeclaredNamesTest)
#include "declared_names_test.moc"
