#include "sandbox/guest_program.h"
#include "sandbox/sandbox.h"

#include <QCoreApplication>

#include <cstdio>

using namespace steward::rig;

namespace {

void say(const QString& sentence)
{
    fprintf(stderr, "steward-sandbox: %s\n", qPrintable(sentence));
}

/// The stores' variables and no other STEWARD_… one, and our programs before others of their name.
void prepareEnvironment(const Sandbox& sandbox)
{
    const QByteArrayList inherited = [] {
        QByteArrayList names;
        for (char** variable = environ; *variable; ++variable)
            names << QByteArray(*variable).split('=').front();
        return names;
    }();
    for (const QByteArray& name : inherited) {
        if (name.startsWith("STEWARD_"))
            qunsetenv(name.constData());
    }
    for (const auto& [name, value] : sandbox.variables())
        qputenv(name.constData(), value);
    qputenv("PATH", QCoreApplication::applicationDirPath().toLocal8Bit() + ':' + qgetenv("PATH"));
}

int run(const QStringList& words, SandboxTls tls, const HeldSignals& held)
{
    Sandbox sandbox(tls);
    if (const auto started = sandbox.start(); !started) {
        say(started.error());
        return 1;
    }
    prepareEnvironment(sandbox);
    if (held.endRequested())
        return 1;
    GuestProgram program(held);
    if (const auto started = program.start(words); !started) {
        say(started.error());
        return 1;
    }
    say(QStringLiteral("%1; %2, process %3").arg(sandbox.description(), words.front()).arg(program.pid()));
    return program.wait();
}

} // namespace

/// steward-sandbox [--tls] [-- PROGRAM ARGUMENTS…]: runs the program (the window where none is named) on private stores
/// that hold the practice fleet, and ends them with it. --tls: PostgreSQL (verify-full) and Redis are spoken to by TLS.
/// The exit code is the program's.
int main(int argc, char** argv)
{
    const HeldSignals held; // before the stand-in's thread
    QCoreApplication application(argc, argv);
    QStringList words = QCoreApplication::arguments().mid(1);
    const bool isTls = !words.isEmpty() && words.front() == QStringLiteral("--tls");
    if (isTls)
        words.removeFirst();
    if (!words.isEmpty() && words.takeFirst() != QStringLiteral("--")) {
        say(QStringLiteral("usage: steward-sandbox [--tls] [-- PROGRAM ARGUMENTS…]"));
        return 1;
    }
    if (words.isEmpty())
        words << QStringLiteral("steward");
    return run(words, isTls ? SandboxTls::Verified : SandboxTls::None, held);
}
