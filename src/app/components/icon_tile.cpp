#include "app/components/icon_tile.h"

#include "app/style/painting.h"

namespace steward {
namespace {

constexpr qreal tileSide = 44;
constexpr qreal tileIcon = 20;

} // namespace

IconTile::IconTile(QWidget* parent)
    : QWidget(parent)
{
    setFixedSize(scaled(tileSide), scaled(tileSide));
}

void IconTile::setIcon(Icon icon)
{
    m_icon = icon;
    update();
}

void IconTile::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    paintBox(painter, rect(), cardRadius, tokens.selection, Qt::transparent);
    QRectF square(0, 0, scaledF(tileIcon), scaledF(tileIcon));
    square.moveCenter(QRectF(rect()).center());
    paintIcon(painter, square, m_icon, tokens.accentText);
}

} // namespace steward
