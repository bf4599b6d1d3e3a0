#include "app/components/banner.h"

#include "app/components/text_label.h"
#include "app/style/painting.h"
#include "app/style/plain_text.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace steward {
namespace {

constexpr qreal bannerIcon = 18;
constexpr qreal bannerBefore = 14;
constexpr qreal bannerAbove = 10;

} // namespace

Banner::Banner(Tone tone, Icon icon, const QString& title, const QString& text, QWidget* parent)
    : QFrame(parent)
    , m_tone(tone)
    , m_icon(icon)
    , m_buttons(new QHBoxLayout)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(readingMargins(
        scaled(bannerBefore + bannerIcon + 10), scaled(bannerAbove) + 1, scaled(12), scaled(bannerAbove) + 1));
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    const auto add = [words](const QString& said, QFont::Weight weight, QColor Tokens::*color) {
        auto* label = new TextLabel(breakable(said), TextSize::Body, weight, color);
        label->setWordWrap(true);
        words->addWidget(label);
    };
    add(title, QFont::DemiBold, &Tokens::text);
    if (!text.isEmpty())
        add(text, QFont::Normal, &Tokens::text2);
    row->addLayout(words, 1);
    row->addLayout(m_buttons);
    setAccessibleName(title);
}

void Banner::addButton(QPushButton* button)
{
    m_buttons->addWidget(button);
}

void Banner::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    painter.fillRect(rect(), tokens.soft(m_tone));
    paintOutline(painter, rect(), tokens.softLine(m_tone));
    const qreal side = scaledF(bannerIcon);
    const qreal left =
        layoutDirection() == Qt::RightToLeft ? width() - scaledF(bannerBefore) - side : scaledF(bannerBefore);
    paintIcon(painter, QRectF(left, scaledF(bannerAbove + 2), side, side), m_icon, tokens.tone(m_tone));
}

} // namespace steward
