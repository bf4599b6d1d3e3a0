#include "app/guards/guard_lines.h"

#include "domain/unknown_value.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct GuardLinesText {
    Q_DECLARE_TR_FUNCTIONS(steward::GuardsDialog)
};

Mark stateMark(const GuardStatus& status)
{
    if (status.state == GuardState::Stands)
        return {MarkShape::Dot, Tone::Good};
    if (isOptional(status.part))
        return {MarkShape::Ring, Tone::Quiet};
    return status.state == GuardState::Held ? Mark{MarkShape::Triangle, Tone::Error}
                                            : Mark{MarkShape::Diamond, Tone::Warning};
}

QString outcomeText(GuardsItem::Outcome outcome)
{
    switch (outcome) {
    case GuardsItem::Outcome::Written:
        return GuardLinesText::tr("Made just now, and read back.");
    case GuardsItem::Outcome::Kept:
        return GuardLinesText::tr("It stood already.");
    case GuardsItem::Outcome::Failed:
        return GuardLinesText::tr("It was not made.");
    case GuardsItem::Outcome::Skipped:
        return GuardLinesText::tr("It was left out.");
    case GuardsItem::Outcome::Unknown:
        return GuardLinesText::tr("Whether it was made is not known. Read again.");
    }
    return unknownSentence();
}

} // namespace

std::vector<StatusList::Line> guardLines(const GuardsReport& report, const std::optional<GuardsResult>& result)
{
    std::vector<StatusList::Line> lines;
    for (const GuardStatus& status : report.parts) {
        StatusList::Line line{stateMark(status), guardPartTitle(status.part), {}, true};
        if (result) {
            for (const GuardsItem& item : result->items) {
                if (item.part != status.part)
                    continue;
                line.notes << outcomeText(item.outcome);
                if (item.error)
                    line.notes << item.error->sentence;
            }
        }
        if (line.notes.isEmpty() && status.state == GuardState::Stands)
            line.notes << GuardLinesText::tr("It stands.");
        if (!status.lacks.isEmpty() && !line.notes.contains(status.lacks))
            line.notes << status.lacks;
        if (status.obstacle && !isOptional(status.part) && !line.notes.contains(status.obstacle->sentence))
            line.notes << status.obstacle->sentence;
        lines.push_back(line);
    }
    return lines;
}

std::vector<GuardPart> makeableGuards(const GuardsReport& report)
{
    std::vector<GuardPart> parts;
    for (const GuardStatus& status : report.parts) {
        const bool lacksRight = status.obstacle && status.obstacle->kind == ErrorKind::NoRightToWrite;
        if (!isOptional(status.part) &&
            (status.state == GuardState::Missing || (status.state == GuardState::Held && lacksRight)))
            parts.push_back(status.part);
    }
    return parts;
}

QString executeSentence(const GuardsReport& report, const QStringList& keptRoles)
{
    const std::vector<GuardPart> parts = makeableGuards(report);
    if (std::find(parts.begin(), parts.end(), GuardPart::SaveFunction) == parts.end())
        return {};
    const QString comma = QStringLiteral(", ");
    QStringList sentences;
    if (!report.losesExecute.isEmpty()) {
        //: %1 lists roles of the database
        sentences
            << GuardLinesText::tr("No longer may call the save function: %1.").arg(report.losesExecute.join(comma));
    } else if (report.everybodyMayExecute) {
        sentences << GuardLinesText::tr("Everybody may call the save function now, and no longer could.");
    }
    if (!keptRoles.isEmpty()) {
        //: %1 lists roles of the database
        sentences << GuardLinesText::tr("Keeps that right: %1.").arg(keptRoles.join(comma));
    }
    return sentences.join(QLatin1Char(' '));
}

} // namespace steward
