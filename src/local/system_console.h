#pragma once

#include <QByteArray>

#include <optional>
#include <stop_token>

namespace steward {

/// Standard input and output as a person sees them. On Windows it makes the console speak UTF-8 and understand ANSI
/// sequences while it lives, and puts back what stood before. For a program's main().
class SystemConsole final {
    Q_DISABLE_COPY_MOVE(SystemConsole)

public:
    SystemConsole();
#ifdef Q_OS_WIN
    ~SystemConsole();

private:
    unsigned int m_inputPage = 0;
    unsigned int m_outputPage = 0;
    std::optional<unsigned long> m_outputMode;
#endif
};

/// True where standard output is a terminal that understands ANSI sequences.
bool outIsTerminal();
/// Cells of a line on standard output; 0 where it is no terminal.
int terminalWidth();
/// True where a person can be asked: standard input and output are terminals.
bool canAskOnTerminal();
/// A line that was typed, without its end. Waits for it so that a stop is obeyed at the question too; nothing where it
/// was stopped or the terminal is gone. What was typed without Enter is no answer.
std::optional<QByteArray> readTypedLine(const std::stop_token& stop);

} // namespace steward
