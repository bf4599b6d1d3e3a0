#include "cli/terminal_question.h"

#include "local/system_console.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct QuestionText {
    Q_DECLARE_TR_FUNCTIONS(steward::ApplyCommand)
};

} // namespace

std::optional<QString> askOnTerminal(const Console& console, const QString& question)
{
    console.print({});
    console.print(question);
    if (!console.flush()) // what is not seen is not agreed to
        return {};
    std::optional<QByteArray> line = readTypedLine(console.stop);
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

bool agreesToDoThis(const Console& console)
{
    return agreesOnTerminal(
        console, QuestionText::tr("Do this? Type yes and press Enter. Anything else changes nothing."));
}

QString nothingWithoutYes()
{
    return QuestionText::tr("Nothing was changed. To do this, run it again with --yes.");
}

} // namespace steward
