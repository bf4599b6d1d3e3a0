#include "cli/terminal_question.h"

#include <QFile>

#include <cstdio>
#ifdef Q_OS_UNIX
#include <cerrno>
#include <poll.h>
#include <unistd.h>
#endif

namespace steward {
namespace {

#ifdef Q_OS_UNIX
constexpr int betweenLooks = 100; // ms
constexpr qsizetype longestAnswer = 4096;

/// Waits for it so that a stop is obeyed at the question too. What was typed without Enter is no answer.
std::optional<QByteArray> answeredLine(const std::stop_token& stop)
{
    QByteArray line;
    while (!stop.stop_requested() && line.size() < longestAnswer) {
        pollfd input{STDIN_FILENO, POLLIN, 0};
        const int ready = ::poll(&input, 1, betweenLooks);
        if (ready == 0 || (ready < 0 && errno == EINTR))
            continue;
        char byte = 0;
        if (ready < 0 || ::read(STDIN_FILENO, &byte, 1) != 1)
            return {};
        if (byte == '\n')
            return line;
        line += byte;
    }
    return {};
}
#else
std::optional<QByteArray> answeredLine(const std::stop_token& stop)
{
    QFile in;
    const QByteArray line = in.open(stdin, QIODevice::ReadOnly) ? in.readLine() : QByteArray();
    if (stop.stop_requested() || !line.endsWith('\n'))
        return {};
    return line.chopped(1);
}
#endif

} // namespace

std::optional<QString> askOnTerminal(const Console& console, const QString& question)
{
    console.print({});
    console.print(question);
    if (!console.flush()) // what is not seen is not agreed to
        return {};
    std::optional<QByteArray> line = answeredLine(console.stop);
    if (!line)
        return {};
    if (line->endsWith('\r'))
        line->chop(1);
    return QString::fromUtf8(*line);
}

bool agreesOnTerminal(const Console& console, const QString& question)
{
    const std::optional<QString> answer = askOnTerminal(console, question);
    return answer && answer->trimmed() == QLatin1String("yes");
}

} // namespace steward
