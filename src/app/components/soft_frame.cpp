#include "app/components/soft_frame.h"

#include "app/style/painting.h"

namespace steward {

SoftFrame::SoftFrame(QWidget* parent)
    : QFrame(parent)
{
}

void SoftFrame::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

void SoftFrame::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    paintBox(painter, rect(), cardRadius, tokens.soft(m_tone), tokens.softLine(m_tone));
}

} // namespace steward
