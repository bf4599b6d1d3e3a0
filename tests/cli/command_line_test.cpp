#include "cli/command_line.h"
#include "cli/completion.h"
#include "cli/terminal_text.h"
#include "support/test_registry.h"

#include <QTest>

using namespace steward;

class CommandLineTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsUnderstood();
    void whatIsRefused_data();
    void whatIsRefused();
    void namesMayLookLikeFlags();
    void terminalTextIsHarmless();
    void completions_data();
    void completions();
};

void CommandLineTest::whatIsUnderstood()
{
    const auto line = CommandLine::parse(
        {QStringLiteral("--practice"), QStringLiteral("--json"), QStringLiteral("audit"), QStringLiteral("--residue"),
         QStringLiteral("--memory")});
    QVERIFY(line);
    QVERIFY(line->command == CommandName::Audit);
    QVERIFY(line->practice && line->json && line->residue && line->memory);
    const auto show = CommandLine::parse({QStringLiteral("show"), QStringLiteral("a b")});
    QVERIFY(show);
    QCOMPARE(show->instanceName, QStringLiteral("a b"));
    const auto verify = CommandLine::parse({QStringLiteral("journal"), QStringLiteral("verify")});
    QVERIFY(verify && verify->command == CommandName::JournalVerify);
    const auto guards = CommandLine::parse(
        {QStringLiteral("guards"), QStringLiteral("apply"), QStringLiteral("--keep-execute"), QStringLiteral("a"),
         QStringLiteral("--keep-execute"), QStringLiteral("b c"), QStringLiteral("--confirm"), QString()});
    QVERIFY(guards && guards->command == CommandName::GuardsApply);
    QCOMPARE(guards->keepExecute, QStringList({QStringLiteral("a"), QStringLiteral("b c")}));
    QVERIFY(guards->consent.isGiven());
    QVERIFY(CommandLine::parse({QStringLiteral("guards")})->command == CommandName::GuardsStatus);
    QVERIFY(CommandLine::parse({QStringLiteral("--help")})->command == CommandName::Help);
    QVERIFY(CommandLine::parse({QStringLiteral("--version")})->command == CommandName::Version);
}

void CommandLineTest::whatIsRefused_data()
{
    QTest::addColumn<QStringList>("words");
    const auto row = [](const char* words) {
        QTest::addRow("%s", words) << QString::fromLatin1(words).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    };
    row("");
    row("audti");
    row("show");
    row("show a b");
    row("doctor --residue");
    row("--practice --profile x audit");
    row("--unknown audit");
    row("audit --yes");
    row("guards --yes");
    row("guards status --keep-execute role");
    row("guards nothing");
    row("guards apply this");
    row("journal");
    row("journal list x");
    row("plan");
    row("plan delete");
    row("plan clean name");
    row("plan clean --organization x");
    row("plan repair --finding nothing");
    row("plan delete name --keep other");
    row("show name --memory");
    row("create");
    row("create --from a.csv --organization x");
    row("create --from a.csv --name x");
    row("create --organization x --if-exists never");
    row("create --organization x --yes");
    row("create --organization x --dry-run");
    row("audit --organization x");
    row("journal resume x");
    row("list journal");
}

void CommandLineTest::whatIsRefused()
{
    QFETCH(QStringList, words);
    const auto line = CommandLine::parse(words);
    QVERIFY(!line);
    QVERIFY(!line.error().sentence.isEmpty());
}

void CommandLineTest::namesMayLookLikeFlags()
{
    const auto line = CommandLine::parse({QStringLiteral("show"), QStringLiteral("--"), QStringLiteral("--json")});
    QVERIFY(line);
    QCOMPARE(line->instanceName, QStringLiteral("--json"));
    QVERIFY(!line->json);
}

void CommandLineTest::terminalTextIsHarmless()
{
    QCOMPARE(
        terminalText(QStringLiteral("a\x1b[31mb\r\nc\u202Ed\u0085")),
        QStringLiteral("a\\u{1b}[31mb\\u{d}\\u{a}c\\u{202e}d\\u{85}"));
    QCOMPARE(terminalText(QStringLiteral("Clínica שלום 🏥")), QStringLiteral("Clínica שלום 🏥"));
}

void CommandLineTest::completions_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QStringList>("some");
    QTest::addColumn<QStringList>("none");
    const auto row = [](const char* typed, const char* some, const char* none = "") {
        const auto words = [](const char* text) {
            return QString::fromLatin1(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
        };
        QTest::addRow("%s|", typed) << QString::fromLatin1(typed) << words(some) << words(none);
    };
    row("", "doctor audit plan journal guards", "delete-plan --json");
    row("a", "audit apply", "doctor");
    row("plan ", "delete clean repair", "status audit");
    row("plan cl", "clean", "delete");
    row("journal ", "list resume verify restore");
    row("audit --", "--residue --all --json --practice", "--confirm --out");
    row("plan clean --", "--organization --keep --out", "--residue --with-residue");
    row("--practice plan delete --w", "--with-residue", "--with-instance");
    row("--profile audit pl", "plan", "audit");
    row("create --if-exists ", "fail reuse replace", "--json doctor");
    row("repair --finding s", "stale-cache status-drift", "cold-cache");
    row("show ", "", "doctor list");
    row("--profile ", "", "doctor");
}

void CommandLineTest::completions()
{
    QFETCH(QString, typed);
    QFETCH(QStringList, some);
    QFETCH(QStringList, none);
    const QStringList found = steward::completions(typed.split(QLatin1Char(' ')));
    for (const QString& word : some)
        QVERIFY2(found.contains(word), qPrintable(word + QStringLiteral(" not in: ") + found.join(QLatin1Char(' '))));
    for (const QString& word : none)
        QVERIFY2(!found.contains(word), qPrintable(word));
    if (some.isEmpty())
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char(' '))));
}

STEWARD_TEST(CommandLineTest)
#include "command_line_test.moc"
