#include "architecture/source_tree.h"
#include "support/test_registry.h"

#include <QRegularExpression>
#include <QTest>

using namespace steward::test;

namespace {

struct Promise {
    QString words;
    QString proof;
};

/// The table rows of a Markdown text: | words | proof |
QList<Promise> promisesIn(const QString& markdown)
{
    QList<Promise> promises;
    for (const QString& line : markdown.split(QLatin1Char('\n'))) {
        if (!line.startsWith(QLatin1Char('|')) || line.startsWith(QStringLiteral("|--")))
            continue;
        const QStringList cells = line.split(QStringLiteral(" | "));
        if (cells.size() != 2 || cells.at(0).contains(QStringLiteral("In the issue's words")))
            continue;
        QString proof = cells.at(1).trimmed();
        if (proof.endsWith(QLatin1Char('|')))
            proof.chop(1);
        promises << Promise{cells.at(0).mid(1).trimmed(), proof.trimmed()};
    }
    return promises;
}

QString allTestSources()
{
    QString all;
    for (const QString& file : filesBelow(QStringLiteral("tests"), {QStringLiteral("*.cpp"), QStringLiteral("*.h")}))
        all += contentOf(file);
    return all;
}

/// Why a proof does not exist; empty where it does. A proof is `Class::slot`, `Class` or `./dev command`.
QString missing(const QString& proof, const QString& tests, const QString& dev)
{
    static const QRegularExpression named(QStringLiteral("`([^`]+)`"));
    for (auto matches = named.globalMatch(proof); matches.hasNext();) {
        const QString name = matches.next().captured(1);
        if (name.startsWith(QStringLiteral("./dev "))) {
            if (!dev.contains(QStringLiteral("    %1").arg(name.section(QLatin1Char(' '), 1, 1)) + QStringLiteral(")")))
                return name;
            continue;
        }
        const QStringList parts = name.split(QStringLiteral("::"));
        if (!tests.contains(QStringLiteral("STEWARD_TEST(%1)").arg(parts.first())))
            return name;
        // A contract suite's slots stand in its base class.
        if (parts.size() == 2 && !tests.contains(QStringLiteral("void %1()").arg(parts.last())))
            return name;
    }
    return {};
}

} // namespace

class PromisesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyProofExists();
    void aMissingProofIsFound();
    void everyRowIsWhole();
};

void PromisesTest::everyProofExists()
{
    const QList<Promise> promises = promisesIn(contentOf(QStringLiteral("tests/PROMISES.md")));
    QVERIFY(promises.size() > 20);
    const QString tests = allTestSources();
    const QString dev = contentOf(QStringLiteral("dev"));
    for (const Promise& promise : promises) {
        const QString absent = missing(promise.proof, tests, dev);
        QVERIFY2(absent.isEmpty(), qPrintable(promise.words + QStringLiteral(" → ") + absent));
    }
}

void PromisesTest::aMissingProofIsFound()
{
    const QString tests = allTestSources();
    const QString dev = contentOf(QStringLiteral("dev"));
    QCOMPARE(missing(QStringLiteral("`NoSuchTest`"), tests, dev), QStringLiteral("NoSuchTest"));
    QCOMPARE(
        missing(QStringLiteral("`PromisesTest::noSuchSlot`"), tests, dev), QStringLiteral("PromisesTest::noSuchSlot"));
    QCOMPARE(missing(QStringLiteral("`./dev nosuch`"), tests, dev), QStringLiteral("./dev nosuch"));
    QVERIFY(missing(QStringLiteral("`PromisesTest::everyProofExists`, `./dev test`"), tests, dev).isEmpty());
}

/// A row that is cut otherwise would not be looked at, and one without a proof says nothing.
void PromisesTest::everyRowIsWhole()
{
    const QString markdown = contentOf(QStringLiteral("tests/PROMISES.md"));
    qsizetype rows = 0;
    for (const QString& line : markdown.split(QLatin1Char('\n'))) {
        const bool isHead =
            line.startsWith(QStringLiteral("|--")) || line.contains(QStringLiteral("In the issue's words"));
        rows += line.startsWith(QLatin1Char('|')) && !isHead ? 1 : 0;
    }
    const QList<Promise> promises = promisesIn(markdown);
    QCOMPARE(promises.size(), rows);
    for (const Promise& promise : promises)
        QVERIFY2(!promise.words.isEmpty() && !promise.proof.isEmpty(), qPrintable(promise.words));
    QCOMPARE(promisesIn(QStringLiteral("| a | b | c |")).size(), 0);
}

STEWARD_TEST(PromisesTest)
#include "promises_test.moc"
