#include "app/guards/guard_lines.h"

#include "domain/unknown_value.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct GuardLinesText {
    Q_DECLARE_TR_FUNCTIONS(steward::GuardsPage)
};

GuardLine lineOf(GuardPart part, const Mark& mark, const Pill& pill)
{
    GuardLine line{mark, pill, guardTitle(part), {}, {guardPurpose(part)}, {}};
    if (isOptional(part))
        line.aside = GuardLinesText::tr("optional");
    return line;
}

bool lacksRightAlone(const GuardStatus& status)
{
    return status.obstacle && status.obstacle->kind == ErrorKind::NoRightToWrite;
}

bool isMakeable(const GuardStatus& status)
{
    return !isOptional(status.part) &&
           (status.state == GuardState::Missing || (status.state == GuardState::Held && lacksRightAlone(status)));
}

GuardLine standingLine(const GuardStatus& status)
{
    const GuardPart part = status.part;
    if (status.state == GuardState::Stands) {
        const Pill inPlace{{MarkShape::Dot, Tone::Good}, GuardLinesText::tr("In place"), true};
        return lineOf(part, {MarkShape::Done, Tone::Good}, inPlace);
    }
    if (isOptional(part)) {
        const Mark ring{MarkShape::Ring, Tone::Quiet};
        return lineOf(part, ring, {ring, GuardLinesText::tr("Not used"), true});
    }
    if (status.state == GuardState::Held && !lacksRightAlone(status)) {
        const Mark triangle{MarkShape::Triangle, Tone::Error};
        return lineOf(part, triangle, {triangle, GuardLinesText::tr("Held back"), true});
    }
    const Mark diamond{MarkShape::Diamond, Tone::Warning};
    return lineOf(part, diamond, {diamond, GuardLinesText::tr("Missing"), true});
}

Pill outcomePill(GuardsItem::Outcome outcome)
{
    switch (outcome) {
    case GuardsItem::Outcome::Written:
        return {{MarkShape::Done, Tone::Good}, GuardLinesText::tr("Added and read back"), true};
    case GuardsItem::Outcome::Kept:
        return {{MarkShape::Dot, Tone::Good}, GuardLinesText::tr("In place"), true};
    case GuardsItem::Outcome::Failed:
        return {{MarkShape::Triangle, Tone::Error}, GuardLinesText::tr("Not added"), true};
    case GuardsItem::Outcome::Skipped:
        return {{MarkShape::Dash, Tone::Quiet}, GuardLinesText::tr("Left out"), true};
    case GuardsItem::Outcome::Unknown:
        return {{MarkShape::Question, Tone::Warning}, GuardLinesText::tr("Not known"), true};
    }
    return {{MarkShape::Question, Tone::Warning}, unknownText(), true};
}

} // namespace

QString guardTitle(GuardPart part)
{
    switch (part) {
    case GuardPart::UniqueIndex:
        return GuardLinesText::tr("One active row per organization");
    case GuardPart::NameIndex:
        return GuardLinesText::tr("Fast search by name");
    case GuardPart::SaveFunction:
        return GuardLinesText::tr("Safe saving");
    case GuardPart::AuditTable:
        return GuardLinesText::tr("History of changes");
    case GuardPart::Notification:
        return GuardLinesText::tr("Notice of every change");
    }
    return unknownText();
}

QString guardPurpose(GuardPart part)
{
    switch (part) {
    case GuardPart::UniqueIndex:
        return GuardLinesText::tr("Refuses a second active row for the same organization.");
    case GuardPart::NameIndex:
        return GuardLinesText::tr("An index, so that lookups stay quick with many rows.");
    case GuardPart::SaveFunction:
        return GuardLinesText::tr("A save function that two people cannot run at once.");
    case GuardPart::AuditTable:
        return GuardLinesText::tr("Every change of a row is kept. Nothing in it can be altered.");
    case GuardPart::Notification:
        return GuardLinesText::tr("Tells other programs at once when a row changes.");
    }
    return unknownText();
}

std::vector<GuardLine> guardLines(const std::optional<GuardsReport>& report, const std::optional<GuardsResult>& result)
{
    std::vector<GuardLine> lines;
    for (const GuardPart part : allGuardParts) {
        if (!report) {
            const Mark question{MarkShape::Question, Tone::Quiet};
            lines.push_back(lineOf(part, question, {question, GuardLinesText::tr("Not read")}));
            continue;
        }
        const GuardStatus& status = report->status(part);
        GuardLine line = standingLine(status);
        line.hint = status.lacks;
        if (lacksRightAlone(status) && !isOptional(part))
            line.notes << status.obstacle->sentence;
        lines.push_back(line);
    }
    for (const GuardsItem& item : result ? result->items : std::vector<GuardsItem>{}) {
        if (item.outcome == GuardsItem::Outcome::Failed && item.error)
            lines[static_cast<size_t>(item.part)].notes << item.error->sentence;
    }
    return lines;
}

std::vector<GuardLine> plannedLines(const GuardsReport& report)
{
    std::vector<GuardLine> lines;
    for (const GuardStatus& status : report.parts) {
        if (isOptional(status.part) || status.state == GuardState::Stands)
            continue;
        const bool isAdded = isMakeable(status);
        const Mark mark = isAdded ? Mark{MarkShape::Arrow, Tone::Busy} : Mark{MarkShape::Dash, Tone::Quiet};
        const QString words = isAdded ? GuardLinesText::tr("Will be added") : GuardLinesText::tr("Left out");
        GuardLine line = lineOf(status.part, mark, {mark, words, true});
        if (!status.lacks.isEmpty())
            line.notes << status.lacks;
        if (!isAdded && status.obstacle)
            line.notes << status.obstacle->sentence;
        lines.push_back(line);
    }
    return lines;
}

std::vector<GuardLine> endedLines(const GuardsReport& report, const GuardsResult& result)
{
    std::vector<GuardLine> lines;
    for (const GuardsItem& item : result.items) {
        const bool stood = report.status(item.part).state == GuardState::Stands;
        if (stood && item.outcome == GuardsItem::Outcome::Kept)
            continue;
        const Pill pill = outcomePill(item.outcome);
        GuardLine line = lineOf(item.part, pill.mark, pill);
        if (item.error)
            line.notes << item.error->sentence;
        lines.push_back(line);
    }
    return lines;
}

std::vector<StatusList::Line> checklistLines(const std::vector<GuardLine>& lines)
{
    std::vector<StatusList::Line> checklist;
    checklist.reserve(lines.size());
    for (const GuardLine& line : lines)
        checklist.push_back({line.mark, line.title, QStringList{line.pill.text} + line.notes, true});
    return checklist;
}

std::vector<GuardPart> makeableGuards(const GuardsReport& report)
{
    std::vector<GuardPart> parts;
    for (const GuardStatus& status : report.parts) {
        if (isMakeable(status))
            parts.push_back(status.part);
    }
    return parts;
}

QString losingRoles(const GuardsReport& report)
{
    const std::vector<GuardPart> parts = makeableGuards(report);
    if (std::ranges::find(parts, GuardPart::SaveFunction) == parts.end())
        return GuardLinesText::tr("Nobody");
    if (!report.losesExecute.isEmpty())
        return report.losesExecute.join(QStringLiteral(", "));
    return report.everybodyMayExecute ? GuardLinesText::tr("Everybody else") : GuardLinesText::tr("Nobody");
}

} // namespace steward
