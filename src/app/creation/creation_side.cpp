#include "app/creation/creation_side.h"

#include "app/components/text_label.h"
#include "app/operations/activity_words.h"
#include "app/style/icons.h"
#include "app/style/plain_text.h"
#include "ui_creation_side.h"

#include <QRadioButton>

#include <algorithm>

namespace steward {
namespace {

constexpr int sideIcon = 16;
constexpr int choiceIndent = 23; ///< of the words below a choice

/// In the shapes of a checklist that is read from top to bottom.
Mark lineMark(StepState state)
{
    if (state == StepState::Done)
        return {MarkShape::Done, Tone::Good};
    if (state == StepState::Running)
        return {MarkShape::Working, Tone::Busy};
    return stepMark(state);
}

} // namespace

CreationSide::CreationSide(QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::CreationSide>())
{
    m_ui->setupUi(this);
    layOut();
    hideAll();
}

CreationSide::~CreationSide() = default;

void CreationSide::layOut()
{
    m_ui->cardLayout->setContentsMargins(scaled(16), scaled(12), scaled(16), scaled(16));
    m_ui->cardLayout->setSpacing(scaled(10));
    m_ui->title->setLook(TextSize::Section, QFont::DemiBold, &Tokens::text);
    m_ui->count->setLook(TextSize::Body, QFont::Normal, &Tokens::quiet);
    m_ui->waiting->setLook(TextSize::Body, QFont::Normal, &Tokens::quiet);
    m_ui->way->setTone(Tone::Warning);
    m_ui->wayLayout->setContentsMargins(scaled(14), scaled(12), scaled(14), scaled(12));
    m_ui->wayTitle->setLook(TextSize::Body, QFont::DemiBold, &Tokens::text);
    m_ui->choices->setSpacing(scaled(2));
    m_ui->undo->setTone(Tone::Quiet);
    m_ui->undoLayout->setContentsMargins(scaled(12), scaled(10), scaled(12), scaled(10));
    m_ui->undoLayout->setSpacing(scaled(10));
    m_ui->undoText->setLook(TextSize::Body, QFont::Normal, &Tokens::text2);
    const QSize side(scaled(sideIcon), scaled(sideIcon));
    m_ui->undoIcon->setPixmap(makeIcon(Icon::Undo).pixmap(side, devicePixelRatio()));
}

void CreationSide::hideAll()
{
    for (QWidget* part : QList<QWidget*>{
             m_ui->waiting, m_ui->refusal, m_ui->lines, m_ui->way, m_ui->outcome, m_ui->notices, m_ui->undo})
        part->hide();
    m_ui->count->clear();
    m_ways.clear();
    m_choices.clear();
    while (QLayoutItem* item = m_ui->choices->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // its own click may be what is answered
        delete item;
    }
}

void CreationSide::showWaiting(const QString& why)
{
    hideAll();
    m_ui->title->setText(tr("Is the way free?"));
    m_ui->waiting->setText(why);
    m_ui->waiting->show();
}

void CreationSide::showOutlook(const CreationOutlook& outlook)
{
    const std::optional<CreationWay> before = chosen();
    hideAll();
    m_ui->title->setText(tr("Is the way free?"));
    if (outlook.check.refusal) {
        m_ui->refusal->setTitle({MarkShape::Triangle, Tone::Error}, tr("It cannot be created"));
        m_ui->refusal->setSentence(outlook.check.refusal->sentence);
        m_ui->refusal->show();
        return;
    }
    m_ui->lines->setLines(outlook.stores);
    m_ui->lines->show();
    if (!outlook.check.standing.empty())
        return showWays(outlook, before);
    std::vector<StatusList::Line> notices;
    notices.reserve(outlook.check.notices.size());
    for (const QString& notice : outlook.check.notices)
        notices.push_back({{MarkShape::Note, Tone::Busy}, breakable(notice), {}, false});
    m_ui->notices->setLines(notices);
    m_ui->notices->setVisible(!notices.empty());
    m_ui->undo->show();
}

/// What was chosen stays so in a newer reading.
void CreationSide::showWays(const CreationOutlook& outlook, const std::optional<CreationWay>& before)
{
    m_ways = outlook.ways;
    const bool isOne = outlook.check.standing.size() == 1;
    m_ui->wayTitle->setText(
        m_ways.empty() ? tr("This stands in the way")
        : isOne        ? tr("What should happen with it?")
                       : tr("What should happen with them?"));
    for (const QString& sentence : outlook.unmendable)
        addSentence(sentence, 0);
    for (const CreationWay& way : m_ways) {
        auto* choice = new QRadioButton(way.title, m_ui->way);
        choice->setFont(textFont(TextSize::Body, QFont::DemiBold));
        choice->setAccessibleDescription(way.sentence);
        // What deletes is chosen by the person, never beforehand.
        const bool isSame = before && before->kind == way.kind && before->standing.name == way.standing.name;
        choice->setChecked(isSame || (m_choices.empty() && way.kind != CreationWay::Kind::Replace));
        connect(choice, &QRadioButton::toggled, this, &CreationSide::chosenChanged);
        m_ui->choices->addWidget(choice);
        m_choices.push_back(choice);
        addSentence(way.sentence, choiceIndent);
    }
    m_ui->way->show();
}

void CreationSide::addSentence(const QString& sentence, int indent)
{
    auto* words = new TextLabel(breakable(sentence), TextSize::Body, QFont::Normal, &Tokens::text2, m_ui->way);
    words->setWordWrap(true);
    words->setContentsMargins(scaled(indent), 0, 0, scaled(6));
    m_ui->choices->addWidget(words);
}

std::optional<CreationWay> CreationSide::chosen() const
{
    const auto checked = std::ranges::find_if(m_choices, &QRadioButton::isChecked);
    if (checked == m_choices.end())
        return {};
    return m_ways[static_cast<size_t>(checked - m_choices.begin())];
}

const std::vector<StepLines::Line>& CreationSide::lines() const
{
    return m_ui->lines->lines();
}

void CreationSide::beginSteps(const std::optional<CreationOutlook>& outlook)
{
    hideAll();
    m_ui->title->setText(tr("What happens"));
    m_checked.clear();
    m_steps.clear();
    m_isCreated = false;
    if (outlook && outlook->check.isGreen())
        m_checked = outlook->stores;
    m_ui->lines->show();
    m_ui->undo->show();
    showLines();
}

void CreationSide::hear(const StepEvent& event)
{
    if (!event.titles.isEmpty()) {
        m_steps.clear();
        for (const QString& title : event.titles)
            m_steps.push_back({lineMark(StepState::Waiting), title, {}, false});
    } else if (event.step >= 0 && event.step < static_cast<int>(m_steps.size())) {
        StepLines::Line& line = m_steps[static_cast<size_t>(event.step)];
        line.mark = lineMark(event.state);
        line.note = event.note;
        line.isStrong = event.state == StepState::Running || event.state == StepState::Failed;
    }
    showLines();
}

void CreationSide::showLines()
{
    std::vector<StepLines::Line> lines = m_checked;
    // What was found free stands for the check, unless that finds otherwise now.
    const bool isChecked =
        !m_checked.empty() && !m_steps.empty() && m_steps.front().mark != lineMark(StepState::Failed);
    if (!m_steps.empty() && !isChecked)
        lines.clear();
    lines.insert(lines.end(), m_steps.begin() + (isChecked ? 1 : 0), m_steps.end());
    lines.push_back(
        {m_isCreated ? lineMark(StepState::Done) : lineMark(StepState::Waiting), tr("Ready to pair"), {}, false});
    m_ui->lines->setLines(lines);
    const auto done = std::ranges::count(lines, lineMark(StepState::Done), &StepLines::Line::mark);
    //: %1 is how many steps are done, %2 of how many
    m_ui->count->setText(tr("%1 of %2").arg(done).arg(lines.size()));
}

void CreationSide::showEnd(const std::vector<StatusList::Line>& lines, bool isCreated)
{
    m_isCreated = isCreated;
    m_ui->title->setText(tr("What happened"));
    showLines();
    m_ui->undo->hide();
    m_ui->outcome->setLines(lines);
    m_ui->outcome->setVisible(!lines.empty());
}

} // namespace steward
