#include "cli/command_help.h"
#include "cli/command_line.h"
#include "cli/completion.h"
#include "cli/terminal_text.h"
#include "cli/text_layout.h"
#include "support/test_registry.h"

#include <QTest>

using namespace steward;

namespace steward::command_line_test {

class CommandLineTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsUnderstood();
    void whatIsRefused_data();
    void whatIsRefused();
    void anEmptyValueIsNoOptionLeftOut();
    void namesMayLookLikeFlags();
    void terminalTextIsHarmless();
    void completions_data();
    void completions();
    void whatMayHaveBeenMeant_data();
    void whatMayHaveBeenMeant();
    void everyCommandIsExplained();
    void helpIsAboutWhatWasTyped();
    void theTableContradictsItselfNowhere();
    void theManualHasEveryCommand();
    void textFitsItsCells();
    void tablesFitTheTerminal();
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
}

void CommandLineTest::whatIsRefused()
{
    QFETCH(QStringList, words);
    const auto line = CommandLine::parse(words);
    QVERIFY(!line);
    QVERIFY(!line.error().sentence.isEmpty());
}

/// As a script writes it whose variable is not set: it would go on with other stores, save nothing, expect no phone.
void CommandLineTest::anEmptyValueIsNoOptionLeftOut()
{
    const auto parsed = [](const char* words, const QString& value) {
        return CommandLine::parse(QString::fromLatin1(words).split(QLatin1Char(' ')) << value);
    };
    for (const char* words :
         {"audit --profile", "audit --data-dir", "plan delete name --out", "profiles export --out",
          "create --organization 0b0e7a52-4c1d-4c0e-9f43-7f3f2d0c9a11 --phone",
          "create --organization 0b0e7a52-4c1d-4c0e-9f43-7f3f2d0c9a11 --clinic",
          "create --organization 0b0e7a52-4c1d-4c0e-9f43-7f3f2d0c9a11 --if-exists",
          "create --organization 0b0e7a52-4c1d-4c0e-9f43-7f3f2d0c9a11 --from", "pair name --phone",
          "pair name --timeout", "watch --view", "watch --exec", "guards apply --keep-execute",
          "set-webhook name --event MESSAGES_UPSERT --event MESSAGES_UPDATE --event SEND_MESSAGE --url"}) {
        QVERIFY2(!parsed(words, QString()), words);
        QVERIFY2(
            parsed(words, QStringLiteral("x")) || QByteArray(words).contains("--if-exists") ||
                QByteArray(words).contains("--from") || QByteArray(words).contains("--url"),
            words);
    }
    QVERIFY(parsed("delete name --confirm", QString())); // a plan may ask for no text
    QVERIFY(parsed("plan clean --keep", QString()));     // an instance may have no name
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
    row("help pl", "plan", "audit");
    row("help plan ", "delete clean repair", "audit");
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

void CommandLineTest::whatMayHaveBeenMeant_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("meant");
    const auto row = [](const char* words, const char* meant) {
        QTest::addRow("%s", words) << QString::fromLatin1(words) << QString::fromLatin1(meant);
    };
    row("audti", "audit");
    row("reapir x", "repair");
    row("journal lst", "list");
    row("audit --memroy", "--memory");
    row("plan delete x --witresidue", "--with-residue");
    row("--practise audit", "--practice");
    row("help dleete", "delete");
    row("help journal lst", "list");
    row("journal lst --help", "list");
    row("something", "");
}

void CommandLineTest::whatMayHaveBeenMeant()
{
    QFETCH(QString, words);
    QFETCH(QString, meant);
    const auto line = CommandLine::parse(words.split(QLatin1Char(' ')));
    QVERIFY(!line);
    const QString& sentence = line.error().sentence;
    if (meant.isEmpty())
        QVERIFY2(!sentence.contains(QStringLiteral("Did you mean")), qPrintable(sentence));
    else
        QVERIFY2(sentence.contains(QStringLiteral("Did you mean %1?").arg(meant)), qPrintable(sentence));
}

void CommandLineTest::everyCommandIsExplained()
{
    for (const CommandSpec& command : commandTable()) {
        const QStringList words = command.words.split(QLatin1Char(' '));
        const QString text = helpText(words, 80);
        QVERIFY2(text.contains(command.words), qPrintable(command.words));
        QVERIFY2(text.contains(QStringLiteral("Examples:")), qPrintable(command.words));
        for (const CommandOption& option : command.options)
            QVERIFY2(text.contains(QStringLiteral("--") + option.name), qPrintable(option.name));
        QVERIFY2(helpText(80).contains(command.words), qPrintable(command.words));
        for (const QString& example : command.examples) {
            QStringList typed = example.section(QStringLiteral(" >"), 0, 0).split(QLatin1Char(' '));
            if (typed.contains(QStringLiteral("\"North"))) // quoted for the shell
                continue;
            QVERIFY2(example.contains(QLatin1Char('"')) || CommandLine::parse(typed), qPrintable(example));
        }
    }
    for (const QString& line : helpText(80).split(QLatin1Char('\n')))
        QVERIFY2(cellsOf(line) <= 80, qPrintable(line));
}

void CommandLineTest::helpIsAboutWhatWasTyped()
{
    for (const char* words : {"help repair", "repair --help", "repair x --finding cold-cache -h"}) {
        const auto line = CommandLine::parse(QString::fromLatin1(words).split(QLatin1Char(' ')));
        QVERIFY(line && line->command == CommandName::Help);
        QCOMPARE(line->names.value(0), QStringLiteral("repair"));
        const QString text = helpText(line->names, 80);
        QVERIFY(text.contains(QStringLiteral("--use-phone")) && !text.contains(QStringLiteral("--with-residue")));
    }
    for (const char* words : {"help plan delete", "plan delete x y --help", "help delete x", "help guards"})
        QVERIFY(!helpText(CommandLine::parse(QString::fromLatin1(words).split(QLatin1Char(' ')))->names, 80).isEmpty());
    const QString plans = helpText({QStringLiteral("plan")}, 80);
    for (const char* each : {"plan delete", "plan clean", "plan repair"})
        QVERIFY(plans.contains(QLatin1String(each)));
}

void CommandLineTest::theTableContradictsItselfNowhere()
{
    QHash<QString, bool> takesValue;
    QStringList seen;
    for (const CommandSpec& command : commandTable()) {
        QVERIFY2(!seen.contains(command.words), qPrintable(command.words));
        seen << command.words;
        QCOMPARE(command.operand.isEmpty(), command.operands == Operands::None);
        for (const CommandOption& option : command.options) {
            if (takesValue.contains(option.name))
                QVERIFY2(takesValue.value(option.name) == !option.value.isEmpty(), qPrintable(option.name));
            takesValue.insert(option.name, !option.value.isEmpty());
        }
    }
}

void CommandLineTest::theManualHasEveryCommand()
{
    const QString manual = manualText();
    for (const CommandSpec& command : commandTable()) {
        QString words = command.words;
        words.replace(QLatin1Char('-'), QStringLiteral("\\-")); // a hyphen would break the line
        QVERIFY2(manual.contains(QStringLiteral(".SS ") + words), qPrintable(words));
    }
    QVERIFY(manual.contains(QStringLiteral("\\-\\-if\\-exists WHAT")));
}

void CommandLineTest::textFitsItsCells()
{
    QCOMPARE(cellsOf(QStringLiteral("Clínica")), 7);
    QCOMPARE(cellsOf(QStringLiteral("Cli\u0301nica")), 7);
    QCOMPARE(cellsOf(QStringLiteral("診所 🦷")), 7);
    QCOMPARE(cutTo(QStringLiteral("Odonto Mar Aberto"), 10), QStringLiteral("Odonto Ma…"));
    QCOMPARE(cutFrontTo(QStringLiteral("clinic-a-1748349007331"), 8), QStringLiteral("…9007331"));
    QCOMPARE(cutTo(QStringLiteral("診所診所"), 4), QStringLiteral("診…"));
    QCOMPARE(padded(QStringLiteral("診"), 4), QStringLiteral("診  "));
    QCOMPARE(wrapped(QStringLiteral("one two three"), 9, 2), QStringLiteral("one two\n  three"));
}

void CommandLineTest::tablesFitTheTerminal()
{
    TextTable table({QStringLiteral("Name"), QStringLiteral("State")});
    table.mayCut(0);
    table.add({QString(60, QLatin1Char('n')), QStringLiteral("reads only")});
    table.add({QStringLiteral("short"), QStringLiteral("may change")});
    for (const QString& line : table.lines(40))
        QVERIFY2(cellsOf(line) <= 40, qPrintable(line));
    QVERIFY(table.lines(40).at(1).contains(QStringLiteral("…  reads only")));
    QVERIFY(table.lines(0).at(1).contains(QString(60, QLatin1Char('n')))); // nothing is cut for a file
    const QStringList lines = table.lines(40);
    QCOMPARE(lines.at(1).indexOf(QStringLiteral("reads")), lines.at(2).indexOf(QStringLiteral("may")));
}

STEWARD_TEST(CommandLineTest)
} // namespace steward::command_line_test

#include "command_line_test.moc"
