#include "app/operations/steps_panel.h"

#include <QVBoxLayout>

namespace steward {

Mark stepMark(StepState state)
{
    switch (state) {
    case StepState::Waiting:
        return {MarkShape::Ring, Tone::Quiet};
    case StepState::Running:
        return {MarkShape::FilledRing, Tone::Busy};
    case StepState::Done:
        return {MarkShape::Dot, Tone::Good};
    case StepState::Skipped:
        return {MarkShape::Dash, Tone::Quiet};
    case StepState::Failed:
        return {MarkShape::Triangle, Tone::Error};
    case StepState::Undone:
        return {MarkShape::Diamond, Tone::Warning};
    }
    return {MarkShape::Question, Tone::Warning};
}

StepsPanel::StepsPanel(QWidget* parent)
    : QScrollArea(parent)
{
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("What is being done"));
    auto* page = new QWidget(this);
    page->setAutoFillBackground(true);
    page->setBackgroundRole(QPalette::Base);
    auto* column = new QVBoxLayout(page);
    column->setSpacing(14);
    m_steps = new StatusList(page);
    m_outcome = new StatusList(page);
    column->addWidget(m_steps);
    column->addWidget(m_outcome);
    column->addStretch(1);
    setWidget(page);
}

void StepsPanel::clear()
{
    m_steps->setLines({});
    m_outcome->setLines({});
}

void StepsPanel::hear(const StepEvent& news)
{
    if (!news.titles.isEmpty()) {
        std::vector<StatusList::Line> lines;
        for (const QString& title : news.titles)
            lines.push_back({stepMark(StepState::Waiting), title, {}, false});
        m_steps->setLines(lines);
        return;
    }
    if (news.step < 0 || news.step >= static_cast<int>(m_steps->lines().size()))
        return;
    StatusList::Line line = m_steps->lines()[static_cast<size_t>(news.step)];
    line.mark = stepMark(news.state);
    line.strong = news.state == StepState::Running || news.state == StepState::Failed;
    line.notes = news.note.isEmpty() ? QStringList() : QStringList{news.note};
    m_steps->setLine(news.step, line);
}

void StepsPanel::setOutcome(const std::vector<StatusList::Line>& lines)
{
    m_outcome->setLines(lines);
}

Mark outcomeMark(OperationOutcome outcome)
{
    switch (outcome) {
    case OperationOutcome::Done:
        return {MarkShape::Dot, Tone::Good};
    case OperationOutcome::Partial:
        return {MarkShape::Diamond, Tone::Warning};
    case OperationOutcome::Refused:
    case OperationOutcome::Failed:
        return {MarkShape::Triangle, Tone::Error};
    }
    return {MarkShape::Question, Tone::Warning};
}

} // namespace steward
