#include "architecture/source_tree.h"
#include "cli/command_table.h"
#include "support/test_registry.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace steward::test;

namespace steward::named_commands_test {

namespace {

struct KnownWord {
    QSet<QString> seconds; ///< "delete" of "plan delete"
    QSet<QString> options;
};
using KnownCommands = QHash<QString, KnownWord>;

/// The table that steward-cli itself reads its arguments by.
KnownCommands knownCommands()
{
    KnownCommands known;
    for (const steward::CommandSpec& command : steward::commandTable()) {
        KnownWord& word = known[command.firstWord()];
        if (!command.secondWord().isEmpty())
            word.seconds.insert(command.secondWord());
        for (const steward::CommandOption& option : command.options)
            word.options.insert(option.name);
        for (const steward::CommandOption& option : steward::commonOptions())
            word.options.insert(option.name);
    }
    return known;
}

/// Literals that stand side by side are one.
QString joined(QString source)
{
    static const QRegularExpression seam(QStringLiteral("\"\\s*\\n\\s*\""));
    return source.replace(seam, QString()).replace(QLatin1String("\\\""), QLatin1String("'"));
}

/// What a person is told to type: "pair NAME", "repair NAME --use-phone".
QStringList namedCommands(const QString& source)
{
    static const QRegularExpression typed(QStringLiteral("steward-cli ([a-z][^'\"`()%\\n.;#]*)"));
    static const QRegularExpression told(QStringLiteral("command line: ([a-z][^)\"]*)"));
    static const QRegularExpression between(QStringLiteral(", then |, or | or |, | and "));
    QStringList commands;
    const QString text = joined(source);
    for (auto matches = typed.globalMatch(text); matches.hasNext();)
        commands << matches.next().captured(1).simplified();
    for (auto matches = told.globalMatch(text); matches.hasNext();)
        commands << matches.next().captured(1).split(between, Qt::SkipEmptyParts);
    return commands;
}

/// Why it cannot be typed so; empty: it can.
QString troubleWith(const QString& command, const KnownCommands& known)
{
    const QStringList words = command.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const auto found = known.find(words.value(0));
    if (found == known.end())
        return QStringLiteral("no such command");
    static const QRegularExpression lower(QStringLiteral("\\A[a-z]+\\z"));
    const QString second = words.value(1);
    if (!found->seconds.isEmpty() && lower.match(second).hasMatch() && !found->seconds.contains(second))
        return QStringLiteral("no such second word");
    static const QRegularExpression option(QStringLiteral("--([a-z][a-z-]*)"));
    for (auto matches = option.globalMatch(command); matches.hasNext();) {
        const QString name = matches.next().captured(1);
        if (!found->options.contains(name))
            return QStringLiteral("no option ") + name;
    }
    return {};
}

} // namespace

/// A sentence that says what to type names a command that there is (an issue's "Unlink it", and no such command).
class NamedCommandsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyNamedCommandExists();
    void aCommandThatDoesNotExistIsFound_data();
    void aCommandThatDoesNotExistIsFound();
    void aStoreSpeaksOfItselfAlone();
};

void NamedCommandsTest::everyNamedCommandExists()
{
    const KnownCommands known = knownCommands();
    QVERIFY(known.size() > 15);
    int count = 0;
    QStringList files = filesBelow(QStringLiteral("src"), {QStringLiteral("*.h"), QStringLiteral("*.cpp")});
    files << filesBelow(QStringLiteral("ui"), {QStringLiteral("*.ui")}) << QStringLiteral("README.md");
    for (const QString& file : files) {
        for (const QString& command : namedCommands(contentOf(file))) {
            ++count;
            const QString trouble = troubleWith(command, known);
            QVERIFY2(trouble.isEmpty(), qPrintable(file + QStringLiteral(": ") + command + QLatin1Char(' ') + trouble));
        }
    }
    QVERIFY2(count > 40, qPrintable(QString::number(count)));
}

void NamedCommandsTest::aCommandThatDoesNotExistIsFound_data()
{
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<bool>("exists");
    QTest::newRow("one") << QStringLiteral("tr(\"Lost (on the command line: pair NAME).\")") << true;
    QTest::newRow("none") << QStringLiteral("tr(\"Lost (on the command line: relink NAME).\")") << false;
    QTest::newRow("second") << QStringLiteral("tr(\"(on the command line: unlink NAME, then relink NAME).\")") << false;
    QTest::newRow("option") << QStringLiteral("tr(\"(on the command line: repair NAME --use-phone).\")") << true;
    QTest::newRow("no option") << QStringLiteral("tr(\"(on the command line: pair NAME --use-phone).\")") << false;
    QTest::newRow("two literals") << QStringLiteral("tr(\"(on the command line: re\"\n    \"link NAME).\")") << false;
    QTest::newRow("typed") << QStringLiteral("tr(\"what \\\"steward-cli guards sql\\\" prints\")") << true;
    QTest::newRow("typed, none") << QStringLiteral("tr(\"See steward-cli guards print\")") << false;
}

void NamedCommandsTest::aCommandThatDoesNotExistIsFound()
{
    QFETCH(QString, sentence);
    const KnownCommands known = knownCommands();
    bool exists = true;
    const QStringList commands = namedCommands(sentence);
    QVERIFY(!commands.isEmpty());
    for (const QString& command : commands)
        exists = exists && troubleWith(command, known).isEmpty();
    QTEST(exists, "exists");
}

/// What a store refuses is one step of many: "so nothing was changed" would stand beside "server gone".
void NamedCommandsTest::aStoreSpeaksOfItselfAlone()
{
    static const QRegularExpression sweeping(
        QStringLiteral("nothing (was|is|has been) (changed|written|deleted)"),
        QRegularExpression::CaseInsensitiveOption);
    QVERIFY(sweeping.match(joined(QStringLiteral("tr(\"refused, so nothing was \"\n  \"changed.\")"))).hasMatch());
    const QStringList files = filesBelow(QStringLiteral("src/stores"), {QStringLiteral("*.cpp")});
    QVERIFY(files.size() > 30);
    for (const QString& file : files) {
        const QRegularExpressionMatch match = sweeping.match(joined(contentOf(file)));
        QVERIFY2(!match.hasMatch(), qPrintable(file + QStringLiteral(": ") + match.captured()));
    }
}

STEWARD_TEST(NamedCommandsTest)
} // namespace steward::named_commands_test

#include "named_commands_test.moc"
