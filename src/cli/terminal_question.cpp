#include "cli/terminal_question.h"

#include "local/system_console.h"

namespace steward {

std::optional<QString> askOnTerminal(const CommandContext& context, const QString& question)
{
    context.print({});
    context.print(question);
    if (!context.flush()) // what is not seen is not agreed to
        return {};
    std::optional<QByteArray> line = readTypedLine(context.stop);
    if (!line)
        return {};
    if (line->endsWith('\r'))
        line->chop(1);
    return QString::fromUtf8(*line);
}

bool agreesOnTerminal(const CommandContext& context, const QString& question)
{
    const std::optional<QString> answer = askOnTerminal(context, question);
    return answer && answer->trimmed() == QLatin1String("yes");
}

} // namespace steward
