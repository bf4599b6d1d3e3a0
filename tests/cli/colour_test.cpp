#include "cli/cli_process.h"
#include "cli/terminal_process.h"
#include "support/test_registry.h"

#include <QTemporaryDir>
#include <QTest>

using namespace steward::test;

namespace steward::colour_test {

namespace {

constexpr char escape = '\x1b';

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

/// Empty is as if it were not set.
CliEnvironment withNoColour(const char* value)
{
    return {{word("NO_COLOR"), word(value)}, {word("TERM"), word("xterm-256color")}, {word("LC_ALL"), word("C.UTF-8")}};
}

/// What stands on a terminal once the command has ended.
QByteArray onTerminal(const QStringList& command, const char* noColour)
{
    const QTemporaryDir folder;
    TerminalProcess program(command, withNoColour(noColour), folder.path());
    return program.waitForEnd() < 0 ? QByteArray() : program.screen();
}

} // namespace

/// Colours are for who sits before a terminal and has not said otherwise: nothing else gets an escape sequence.
class ColourTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTerminalIsColoured();
    void elsewhereThereIsNone_data();
    void elsewhereThereIsNone();
};

void ColourTest::aTerminalIsColoured()
{
    const QByteArray screen = onTerminal({word("--practice"), word("audit"), word("--all")}, "");
    QVERIFY2(screen.contains("\x1b[32m") && screen.contains("\x1b[0m"), screen.constData());
}

void ColourTest::elsewhereThereIsNone_data()
{
    QTest::addColumn<QStringList>("command");
    const auto row = [](const QStringList& command) {
        QTest::newRow(qPrintable(command.join(QLatin1Char(' ')))) << (QStringList{word("--practice")} << command);
    };
    row({word("audit"), word("--all")});
    row({word("audit")});
    row({word("list")});
    row({word("show"), word("teste-recepcao")});
    row({word("show"), word("nobody\x1b[31m")}); // what was typed is repeated in the error
    row({word("doctor")});
    row({word("profiles")});
    row({word("plan"), word("delete"), word("teste-recepcao")});
    row({word("plan"), word("repair")});
    row({word("guards"), word("status")});
    row({word("journal"), word("list")});
    row({word("help"), word("audit")});
    row({word("--verbose"), word("audit"), word("--webhooks")});
    row({word("no-such-command")});
}

void ColourTest::elsewhereThereIsNone()
{
    QFETCH(QStringList, command);
    for (const char* noColour : {"", "1"}) { // its output is no terminal
        const CliRun run = runCli(command, withNoColour(noColour));
        QVERIFY(run.exitCode >= 0 && !run.all().isEmpty());
        QVERIFY2(!run.all().contains(escape), run.all().constData());
    }
    const QByteArray screen = onTerminal(command, "1");
    QVERIFY(!screen.isEmpty());
    QVERIFY2(!screen.contains(escape), screen.constData());
}

STEWARD_TEST(ColourTest)
} // namespace steward::colour_test

#include "colour_test.moc"
