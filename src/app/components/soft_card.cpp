#include "app/components/soft_card.h"

#include "app/components/text_label.h"
#include "app/style/painting.h"
#include "app/style/plain_text.h"
#include "app/style/shapes.h"

#include <QVBoxLayout>

namespace steward {
namespace {

constexpr qreal sidePadding = 14;
constexpr qreal topPadding = 12;
constexpr qreal shapeSide = 14;

} // namespace

SoftCard::SoftCard(QWidget* parent)
    : QFrame(parent)
    , m_title(new TextLabel({}, TextSize::Body, QFont::DemiBold))
    , m_sentence(new TextLabel({}))
    , m_rest(new QVBoxLayout)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(scaled(sidePadding), scaled(topPadding), scaled(sidePadding), scaled(topPadding));
    column->setSpacing(scaled(4));
    m_title->setContentsMargins(readingMargins(scaled(shapeSide + 8), 0, 0, 0));
    m_title->setWordWrap(true);
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(m_title);
    column->addWidget(m_sentence);
    m_rest->setSpacing(scaled(4));
    column->addLayout(m_rest);
}

void SoftCard::setTitle(const Mark& mark, const QString& title)
{
    m_mark = mark;
    m_icon.reset();
    m_title->setText(title);
    setAccessibleName(title);
    update();
}

void SoftCard::setTitle(Icon icon, const QString& title)
{
    setTitle(Mark{}, title);
    m_icon = icon;
}

void SoftCard::setSentence(const QString& sentence)
{
    m_sentence->setText(breakable(sentence));
    m_sentence->setVisible(!sentence.isEmpty());
    setAccessibleDescription(sentence);
}

QString SoftCard::sentence() const
{
    return accessibleDescription();
}

void SoftCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    const bool isQuiet = m_mark.tone == Tone::Quiet;
    paintBox(
        painter, rect(), cardRadius, isQuiet ? tokens.surface : tokens.soft(m_mark.tone),
        isQuiet ? tokens.line : tokens.softLine(m_mark.tone));
    const qreal side = scaledF(shapeSide);
    const qreal left =
        layoutDirection() == Qt::RightToLeft ? width() - scaledF(sidePadding) - side : scaledF(sidePadding);
    const QRectF square(left, m_title->geometry().center().y() - side / 2, side, side);
    if (m_icon)
        paintIcon(painter, square, *m_icon, tokens.text2, 2);
    else
        paintShape(painter, square, m_mark, tokens.tone(m_mark.tone));
}

} // namespace steward
