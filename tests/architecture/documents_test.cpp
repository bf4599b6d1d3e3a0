#include "architecture/source_tree.h"
#include "support/test_registry.h"

#include <QRegularExpression>
#include <QTest>

using namespace steward::test;

namespace {

/// A source says (WORKFLOWS, "Deletion") or (EVOLUTION_API 5.3): the document's name in capitals, then what of it.
struct Reference {
    QString document; ///< "WORKFLOWS"
    QString heading;  ///< how it begins: "Deletion", "5.3"
    bool isNumber = false;
};

QString fileOf(const QString& document)
{
    QString name = document.toLower();
    return QStringLiteral("docs/%1.md").arg(name.replace(QLatin1Char('_'), QLatin1Char('-')));
}

/// A reference may go on in the comment's next line.
QString joined(QString source)
{
    static const QRegularExpression nextLine(QStringLiteral("\\n\\s*(///?<?|#|\\*)?\\s*"));
    return source.replace(nextLine, QStringLiteral(" "));
}

QList<Reference> referencesIn(const QString& source)
{
    static const QRegularExpression named(QStringLiteral(
        R"re(\b(CONTRACT|WORKFLOWS|EVOLUTION_API|DOMAIN|TOOLCHAIN)\b((?:(?:,| and)? (?:"[^"]+"|\d+(?:\.\d+)*(?![\w%])|[A-Z][A-Za-z]+\b(?! \w)))+))re"));
    static const QRegularExpression part(QStringLiteral(R"re("([^"]+)"|(?<![\w.])(\d+(?:\.\d+)*)|([A-Z][A-Za-z]+))re"));
    QList<Reference> references;
    const QString text = joined(source);
    for (auto matches = named.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        bool wasQuoted = false;
        for (auto parts = part.globalMatch(match.captured(2)); parts.hasNext();) {
            const auto found = parts.next();
            const bool isNumber = !found.captured(2).isEmpty();
            if (!(isNumber && wasQuoted)) // "Creation" 2 is a step within what is named
                references << Reference{
                    match.captured(1), found.captured(1) + found.captured(2) + found.captured(3), isNumber};
            wasQuoted = !isNumber;
        }
    }
    return references;
}

/// A heading that begins so; of a number also the item of a numbered list under the heading of its first part.
bool stands(const Reference& reference, const QString& document)
{
    const QString words = QRegularExpression::escape(reference.heading);
    if (!reference.isNumber)
        return document.contains(QRegularExpression(QStringLiteral("(^|\\n)#+ [^\\n]*(?<!\\w)%1").arg(words)));
    if (document.contains(QRegularExpression(QStringLiteral("(^|\\n)#+ %1(\\.| )").arg(words))))
        return true;
    const QString section = reference.heading.section(QLatin1Char('.'), 0, 0);
    const QString item = reference.heading.section(QLatin1Char('.'), 1);
    const auto begins = QRegularExpression(QStringLiteral("(^|\\n)## %1\\. ").arg(section)).match(document);
    if (!begins.hasMatch() || item.isEmpty())
        return false;
    const qsizetype end = document.indexOf(QStringLiteral("\n## "), begins.capturedEnd());
    return document.mid(begins.capturedEnd(), end - begins.capturedEnd())
        .contains(QRegularExpression(QStringLiteral("\\n%1\\. ").arg(item)));
}

} // namespace

/// The documents are the truth that the sources refer to.
class DocumentsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyReferenceNamesAHeading();
    void aReferenceToNothingIsFound();
    void linksLeadSomewhere();
};

void DocumentsTest::everyReferenceNamesAHeading()
{
    int count = 0;
    for (const QString& folder : {QStringLiteral("src"), QStringLiteral("tests"), QStringLiteral("resources")}) {
        for (const QString& file :
             filesBelow(folder, {QStringLiteral("*.h"), QStringLiteral("*.cpp"), QStringLiteral("*.sql")})) {
            if (file.endsWith(QStringLiteral("documents_test.cpp")))
                continue;
            for (const Reference& reference : referencesIn(contentOf(file))) {
                ++count;
                const QString document = contentOf(fileOf(reference.document)).remove(QLatin1Char('`'));
                QVERIFY2(
                    stands(reference, document),
                    qPrintable(QStringLiteral("%1: %2, %3").arg(file, reference.document, reference.heading)));
            }
        }
    }
    QVERIFY2(count > 100, qPrintable(QString::number(count)));
}

void DocumentsTest::aReferenceToNothingIsFound()
{
    const QString document = QStringLiteral("# Rules\n## 5. Traps\n1. One\n2. Two\n## Deletion\ntext\n### Undo\n");
    const auto all = referencesIn(QStringLiteral(
        "/// (WORKFLOWS, \"Deletion\",\n/// \"Undo\") and (EVOLUTION_API 5.2; WORKFLOWS, Deletion) (EVOLUTION_API 5)"));
    QCOMPARE(all.size(), 5);
    for (const Reference& reference : all)
        QVERIFY2(stands(reference, document), qPrintable(reference.heading));
    for (const char* wrong :
         {"(WORKFLOWS, \"Deleting\")", "(EVOLUTION_API 5.3)", "(EVOLUTION_API 6)", "(CONTRACT, Exit)"}) {
        const auto one = referencesIn(QLatin1String(wrong));
        QCOMPARE(one.size(), 1);
        QVERIFY2(!stands(one.first(), document), wrong);
    }
    QVERIFY(referencesIn(QStringLiteral("what CONTRACT says of this")).isEmpty());
}

void DocumentsTest::linksLeadSomewhere()
{
    static const QRegularExpression link(QStringLiteral(R"re(\]\(([^)#:]+)(#[^)]*)?\))re"));
    int count = 0;
    QStringList files = filesBelow(QStringLiteral("docs"), {QStringLiteral("*.md")});
    files << QStringLiteral("README.md") << QStringLiteral("CONTRIBUTING.md");
    for (const QString& file : files) {
        const QString folder = file.contains(QLatin1Char('/')) ? QStringLiteral("docs/") : QString();
        for (auto matches = link.globalMatch(contentOf(file)); matches.hasNext();) {
            const QString target = folder + matches.next().captured(1);
            ++count;
            QVERIFY2(
                QFileInfo::exists(projectFolder() + QLatin1Char('/') + target),
                qPrintable(file + QStringLiteral(": ") + target));
        }
    }
    QVERIFY(count > 3);
}

STEWARD_TEST(DocumentsTest)
#include "documents_test.moc"
