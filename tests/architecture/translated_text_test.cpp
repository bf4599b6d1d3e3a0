#include "architecture/source_tree.h"
#include "support/test_registry.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace steward::test;

namespace {

/// The text of a source without its comments; strings stay. Line breaks stay too.
QString withoutComments(const QString& source)
{
    QString code;
    enum { Code, Text, Line, Block } state = Code;
    for (qsizetype i = 0; i < source.size(); ++i) {
        const QStringView rest = QStringView(source).mid(i);
        if (state == Code && rest.startsWith(QLatin1String("//")))
            state = Line;
        else if (state == Code && rest.startsWith(QLatin1String("/*")))
            state = Block;
        else if (state == Code && source[i] == QLatin1Char('"') && (i == 0 || source[i - 1] != QLatin1Char('\'')))
            state = Text;
        else if (state == Text && source[i] == QLatin1Char('\\')) {
            code += source[i++];
            if (i < source.size())
                code += source[i];
            continue;
        } else if (state == Text && source[i] == QLatin1Char('"')) {
            state = Code;
        } else if (state == Line && source[i] == QLatin1Char('\n')) {
            state = Code;
        } else if (state == Block && rest.startsWith(QLatin1String("*/"))) {
            state = Code;
            ++i;
            continue;
        }
        if (state == Code || state == Text)
            code += source[i];
    }
    return code;
}

/// String literals that a person would read and that are not translated: sentences ("Upper case first … end mark"), and
/// any words given straight to a widget.
QStringList untranslated(const QString& source)
{
    const QString code = withoutComments(source);
    static const QRegularExpression sentence(QStringLiteral("\"([A-Z][^\"\\\\]* [^\"\\\\]*[.?!…])\""));
    static const QRegularExpression shown(QStringLiteral("\\b(setText|setWindowTitle|setToolTip|setStatusTip|"
                                                         "setPlaceholderText|setTitle|setLabelText|setInformativeText|"
                                                         "setAccessibleName|addAction|addMenu|addTab|addButton|addRow)"
                                                         "\\((QStringLiteral|QLatin1String)?\\(?\"[^\"]*[A-Za-z]{3}"));
    // What stands between the last statement's end and the literal tells whether it goes through tr().
    static const QRegularExpression translating(
        QStringLiteral("(\\btr\\(|::tr\\(|\\btranslate\\(|QT_TRANSLATE_(N_)?NOOP\\(|QT_TR_NOOP\\()[^;{}]*$"));
    static const QRegularExpression logging(
        QStringLiteral("\\b(q(Debug|Info|Warning|Critical|Fatal)|log|Log|logErrors)\\b[^;{}]*$"));
    QStringList found;
    for (auto matches = sentence.globalMatch(code); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const QString before = code.left(match.capturedStart()).right(600);
        if (!translating.match(before).hasMatch() && !logging.match(before).hasMatch())
            found << match.captured(1);
    }
    for (auto matches = shown.globalMatch(code); matches.hasNext();)
        found << matches.next().captured();
    return found;
}

/// The sentences that a source translates: with a full stop, longer than twenty characters; literals side by side are
/// one.
QStringList sentencesIn(const QString& source)
{
    static const QRegularExpression translated(QStringLiteral("\\btr\\(\\s*((?:\"(?:[^\"\\\\]|\\\\.)*\"\\s*)+)"));
    static const QRegularExpression seam(QStringLiteral("\"\\s*\""));
    QStringList sentences;
    for (auto matches = translated.globalMatch(withoutComments(source)); matches.hasNext();) {
        const QString sentence = matches.next().captured(1).trimmed().remove(seam);
        if (sentence.size() > 22 && sentence.contains(QLatin1Char(' ')) && sentence.endsWith(QLatin1String(".\"")))
            sentences << sentence;
    }
    return sentences;
}

} // namespace

class TranslatedTextTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyVisibleStringIsTranslated();
    void anUntranslatedStringIsFound_data();
    void anUntranslatedStringIsFound();
    void argumentsHaveTranslatorComments();
    void designerFilesAreTranslatable();
    void onlyAsciiIsTakenForLatin1();
    void pluralsAreFilledIn();
    void everySentenceStandsOnce();
};

void TranslatedTextTest::everyVisibleStringIsTranslated()
{
    const QStringList files = filesBelow(QStringLiteral("src"), {QStringLiteral("*.h"), QStringLiteral("*.cpp")});
    QVERIFY(files.size() > 30);
    for (const QString& file : files) {
        const QStringList found = untranslated(contentOf(file));
        QVERIFY2(found.isEmpty(), qPrintable(file + QStringLiteral(": ") + found.join(QStringLiteral(" | "))));
    }
}

void TranslatedTextTest::anUntranslatedStringIsFound_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<int>("found");
    QTest::newRow("sentence") << QStringLiteral("x = QStringLiteral(\"Try it again.\");") << 1;
    QTest::newRow("translated") << QStringLiteral("x = tr(\"Try it again.\");") << 0;
    QTest::newRow("two in one statement")
        << QStringLiteral("return {T::tr(\"Try it.\"),\n T::tr(\"And again now.\")};") << 0;
    QTest::newRow("widget") << QStringLiteral("label->setText(QStringLiteral(\"loading\"));") << 1;
    QTest::newRow("widget, translated") << QStringLiteral("label->setText(tr(\"Loading\"));") << 0;
    QTest::newRow("comment") << QStringLiteral("// says \"Try it again.\"\n") << 0;
    QTest::newRow("log") << QStringLiteral("log.write(QStringLiteral(\"Read the stores…\"));") << 0;
}

void TranslatedTextTest::anUntranslatedStringIsFound()
{
    QFETCH(QString, source);
    QTEST(static_cast<int>(untranslated(source).size()), "found");
}

/// The sources are UTF-8: what is beyond ASCII would be shown as other letters.
void TranslatedTextTest::onlyAsciiIsTakenForLatin1()
{
    static const QRegularExpression beyond(
        QStringLiteral("QLatin1(String|StringView|Char)\\(\\s*[\"'][^\"']*[^\\x{0}-\\x{7f}\"'][^\"']*[\"']"));
    QVERIFY(beyond.match(QStringLiteral("QLatin1String(\" · \")")).hasMatch());
    QVERIFY(!beyond.match(QStringLiteral("QLatin1String(\" - \") + QStringLiteral(\" · \")")).hasMatch());
    for (const QString& file : filesBelow(QStringLiteral("src"), {QStringLiteral("*.h"), QStringLiteral("*.cpp")})) {
        const QRegularExpressionMatch match = beyond.match(contentOf(file));
        QVERIFY2(!match.hasMatch(), qPrintable(file + QStringLiteral(": ") + match.captured()));
    }
}

void TranslatedTextTest::everySentenceStandsOnce()
{
    QCOMPARE(
        sentencesIn(QStringLiteral("a(tr(\"Look at the \"\n \"instance again.\"), tr(\"Short one.\"))")).size(), 1);
    QHash<QString, QString> places;
    for (const QString& file : filesBelow(QStringLiteral("src"), {QStringLiteral("*.h"), QStringLiteral("*.cpp")})) {
        for (const QString& sentence : sentencesIn(contentOf(file))) {
            const QString both = places.value(sentence) + QStringLiteral(", ") + file;
            QVERIFY2(!places.contains(sentence), qPrintable(sentence + QStringLiteral(": ") + both));
            places.insert(sentence, file);
        }
    }
    QVERIFY(places.size() > 900);
}

void TranslatedTextTest::argumentsHaveTranslatorComments()
{
    static const QRegularExpression call(QStringLiteral("\\btr\\(\\s*\"[^\"]*%[1-9]"));
    for (const QString& file : filesBelow(QStringLiteral("src"), {QStringLiteral("*.cpp")})) {
        const QString content = contentOf(file);
        for (auto matches = call.globalMatch(content); matches.hasNext();) {
            const QRegularExpressionMatch match = matches.next();
            const QString before = content.left(match.capturedStart());
            const QString lines = before.section(QLatin1Char('\n'), -8);
            QVERIFY2(lines.contains(QStringLiteral("//:")), qPrintable(file + QStringLiteral(": ") + match.captured()));
        }
    }
}

void TranslatedTextTest::designerFilesAreTranslatable()
{
    for (const QString& file : filesBelow(QStringLiteral("ui"), {QStringLiteral("*.ui")}))
        QVERIFY2(!contentOf(file).contains(QStringLiteral("notr=\"true\"")), qPrintable(file));
}

/// English has its plurals in a file too: without them a person reads "message(s)".
void TranslatedTextTest::pluralsAreFilledIn()
{
    const QString file = contentOf(QStringLiteral("translations/steward_en.ts"));
    QVERIFY(!file.contains(QStringLiteral("unfinished")));
    static const QRegularExpression source(
        QStringLiteral("<source>(.*?)</source>"), QRegularExpression::DotMatchesEverythingOption);
    QSet<QString> known;
    for (auto matches = source.globalMatch(file); matches.hasNext();) {
        QString text = matches.next().captured(1);
        text.replace(QStringLiteral("&quot;"), QStringLiteral("\""))
            .replace(QStringLiteral("&apos;"), QStringLiteral("'"));
        known << text.replace(QStringLiteral("&lt;"), QStringLiteral("<"))
                     .replace(QStringLiteral("&amp;"), QStringLiteral("&"));
    }
    static const QRegularExpression plural(
        QStringLiteral("\\btr\\(\\s*((?:\"(?:[^\"\\\\]|\\\\.)*\"\\s*)+),\\s*nullptr"));
    static const QRegularExpression seam(QStringLiteral("\"\\s*\""));
    int count = 0;
    const QStringList files = filesBelow(QStringLiteral("src"), {QStringLiteral("*.h"), QStringLiteral("*.cpp")});
    for (const QString& each : files) {
        const QString code = contentOf(each);
        for (auto matches = plural.globalMatch(code); matches.hasNext(); ++count) {
            QString text = matches.next().captured(1).trimmed();
            text = text.mid(1, text.size() - 2).remove(seam).replace(QStringLiteral("\\\""), QStringLiteral("\""));
            QVERIFY2(known.contains(text), qPrintable(each + QStringLiteral(": ") + text));
        }
    }
    QVERIFY(count > 40);
}

STEWARD_TEST(TranslatedTextTest)
#include "translated_text_test.moc"
