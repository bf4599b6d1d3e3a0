#include "app/components/problem_card.h"

#include "app/components/text_label.h"
#include "app/style/button_painting.h"
#include "app/style/painting.h"
#include "app/style/plain_text.h"
#include "app/style/shapes.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace steward {
namespace {

constexpr qreal cardPadding = 12;
constexpr qreal cardShape = 14;

} // namespace

ProblemCard::ProblemCard(const Mark& mark, const QString& title, const QString& sentence, QWidget* parent)
    : QFrame(parent)
    , m_mark(mark)
    , m_steps(new QVBoxLayout)
    , m_buttons(new QHBoxLayout)
{
    auto* lines = new QVBoxLayout(this);
    lines->setContentsMargins(scaled(cardPadding), scaled(cardPadding), scaled(cardPadding), scaled(cardPadding));
    lines->setSpacing(scaled(4));
    auto* heading = new TextLabel(title, TextSize::Body, QFont::DemiBold);
    heading->setContentsMargins(readingMargins(scaled(cardShape + 8), 0, 0, 0));
    heading->setWordWrap(true);
    lines->addWidget(heading);
    auto* words = new TextLabel(breakable(sentence));
    words->setWordWrap(true);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    lines->addWidget(words);
    m_steps->setSpacing(scaled(2));
    lines->addLayout(m_steps);
    m_buttons->setSpacing(scaled(4));
    m_buttons->addStretch(1);
    lines->addLayout(m_buttons);
    setAccessibleName(title);
    setAccessibleDescription(sentence);
}

void ProblemCard::setSteps(const QStringList& steps)
{
    int number = 0;
    for (const QString& step : steps) {
        auto* row = new QHBoxLayout;
        row->setSpacing(scaled(6));
        row->addWidget(
            new TextLabel(QStringLiteral("%1.").arg(++number), TextSize::Body, QFont::Medium), 0, Qt::AlignTop);
        auto* words = new TextLabel(breakable(step));
        words->setWordWrap(true);
        row->addWidget(words, 1);
        m_steps->addLayout(row);
    }
    m_steps->setContentsMargins(0, steps.isEmpty() ? 0 : scaled(4), 0, 0);
}

void ProblemCard::addButton(QPushButton* button)
{
    setButtonSize(*button, ButtonSize::Small);
    m_buttons->setContentsMargins(0, scaled(6) - ringRoom(), 0, 0);
    m_buttons->insertWidget(m_buttons->count() - 1, button);
}

void ProblemCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    paintBox(painter, rect(), cardRadius, tokens.soft(m_mark.tone), tokens.softLine(m_mark.tone));
    const qreal side = scaledF(cardShape);
    const qreal left =
        layoutDirection() == Qt::RightToLeft ? width() - scaledF(cardPadding) - side : scaledF(cardPadding);
    paintShape(painter, QRectF(left, scaledF(cardPadding + 2), side, side), m_mark, tokens.tone(m_mark.tone));
}

} // namespace steward
