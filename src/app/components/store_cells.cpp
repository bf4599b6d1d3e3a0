#include "app/components/store_cells.h"

#include "app/style/icons.h"
#include "app/style/painting.h"
#include "app/style/shapes.h"

#include <QPainterPath>

namespace steward {
namespace {

constexpr qreal storeCellSide = 20;
constexpr qreal storeGap = 4;
constexpr qreal storeIcon = 13;
constexpr qreal storeCorner = 10;
constexpr qreal storeRoom = 5; ///< above and to the right, for the corner's shape

void paintIconIn(QPainter& painter, const QRectF& cell, Icon icon, const QColor& color)
{
    QRectF square(0, 0, scaledF(storeIcon), scaledF(storeIcon));
    square.moveCenter(cell.center());
    paintIcon(painter, square, icon, color, 2);
}

void paintNothing(QPainter& painter, const QRectF& cell, const Tokens& tokens)
{
    const SmoothPainting smooth(painter);
    QRectF square(0, 0, scaledF(12), scaledF(12));
    square.moveCenter(cell.center());
    QPen pen(tokens.control, 1.5, Qt::CustomDashLine, Qt::FlatCap);
    pen.setDashPattern({2, 1.4});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(square.adjusted(0.75, 0.75, -0.75, -0.75), scaledF(3), scaledF(3));
}

void paintUnread(QPainter& painter, const QRectF& cell, const Tokens& tokens)
{
    const SmoothPainting smooth(painter);
    QPainterPath box;
    box.addRoundedRect(cell, scaledF(4), scaledF(4));
    painter.setClipPath(box);
    painter.setPen(QPen(tokens.quietSoft, scaledF(3), Qt::SolidLine, Qt::FlatCap));
    const qreal step = scaledF(6) * M_SQRT2;
    const int lines = qCeil((cell.width() + cell.height()) / step);
    for (int line = 0; line < lines; ++line) {
        const qreal x = cell.left() - cell.height() + line * step;
        painter.drawLine(QPointF(x, cell.bottom()), QPointF(x + cell.height(), cell.top()));
    }
    painter.setFont(textFont(TextSize::Small, QFont::DemiBold));
    painter.setPen(tokens.quiet);
    painter.drawText(cell, Qt::AlignCenter, QStringLiteral("?"));
}

void paintDiffering(
    QPainter& painter, const QRectF& cell, Icon icon, bool isError, const Tokens& tokens, const QColor& ground)
{
    const Tone tone = isError ? Tone::Error : Tone::Warning;
    paintBox(painter, cell, 4, tokens.soft(tone), tokens.softLine(tone));
    paintIconIn(painter, cell, icon, tokens.tone(tone));
    const qreal side = scaledF(storeCorner);
    const QRectF corner(cell.right() + scaledF(5) - side, cell.top() - scaledF(4), side, side);
    const Mark mark{isError ? MarkShape::Triangle : MarkShape::Diamond, tone};
    const qreal edge = scaledF(1.1);
    paintShape(painter, corner.adjusted(-edge, -edge, edge, edge), mark, ground);
    paintShape(painter, corner, mark, tokens.tone(tone));
}

void paintCell(
    QPainter& painter, const QRectF& cell, StoreMark state, Icon icon, const Tokens& tokens, const QColor& ground)
{
    switch (state) {
    case StoreMark::Agrees:
        return paintIconIn(painter, cell, icon, tokens.text2);
    case StoreMark::Nothing:
        return paintNothing(painter, cell, tokens);
    case StoreMark::Warns:
    case StoreMark::Errs:
        return paintDiffering(painter, cell, icon, state == StoreMark::Errs, tokens, ground);
    case StoreMark::Unread:
        return paintUnread(painter, cell, tokens);
    }
    paintUnread(painter, cell, tokens);
}

} // namespace

Icon iconOfStore(Store store)
{
    switch (store) {
    case Store::Server:
        return Icon::Server;
    case Store::Database:
        return Icon::Database;
    case Store::Cache:
        return Icon::Zap;
    }
    return Icon::Info;
}

QSizeF storeCellsSize()
{
    return {scaledF(3 * storeCellSide + 2 * storeGap + storeRoom), scaledF(storeCellSide)};
}

void paintStoreCells(
    QPainter& painter, const QRectF& rect, const StoreMarks& cells, const QPalette& palette, const QColor& ground)
{
    const Tokens& tokens = Tokens::of(palette);
    const qreal side = scaledF(storeCellSide);
    QRectF cell(rect.left(), rect.center().y() - side / 2, side, side);
    for (size_t store = 0; store < cells.size(); ++store) {
        paintCell(painter, cell, cells[store], iconOfStore(static_cast<Store>(store)), tokens, ground);
        cell.translate(scaledF(storeCellSide + storeGap), 0);
    }
}

void paintStoreCell(
    QPainter& painter, const QRectF& square, Store store, StoreMark mark, const QPalette& palette, const QColor& ground)
{
    QRectF cell(0, 0, scaledF(storeCellSide), scaledF(storeCellSide));
    cell.moveCenter(square.center());
    paintCell(painter, cell, mark, iconOfStore(store), Tokens::of(palette), ground);
}

StoreCellsLabel::StoreCellsLabel(const StoreMarks& cells, QWidget* parent)
    : QWidget(parent)
    , m_cells(cells)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize StoreCellsLabel::sizeHint() const
{
    const QSizeF size = storeCellsSize();
    return {qCeil(size.width()), qCeil(size.height() + scaledF(8))};
}

void StoreCellsLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintStoreCells(painter, rect(), m_cells, palette(), Tokens::of(palette()).surface);
}

} // namespace steward
