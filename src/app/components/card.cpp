#include "app/components/card.h"

#include "app/style/painting.h"

namespace steward {

Card::Card(QWidget* parent)
    : QFrame(parent)
{
}

void Card::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    paintBox(painter, rect(), cardRadius, tokens.surface, tokens.line);
}

} // namespace steward
