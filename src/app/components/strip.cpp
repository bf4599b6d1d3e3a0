#include "app/components/strip.h"

#include <QPainter>

namespace steward {

Strip::Strip(QWidget* parent)
    : QFrame(parent)
    , m_fill(&Tokens::surface)
{
}

void Strip::setLook(QColor Tokens::*fill, Qt::Edges lines)
{
    m_fill = fill;
    m_lines = lines;
    update();
}

void Strip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    painter.fillRect(rect(), tokens.*m_fill);
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    const auto paintLine = [&](Qt::Edge edge, const QRect& line) {
        if (m_lines.testFlag(edge))
            painter.fillRect(line, tokens.line);
    };
    paintLine(Qt::TopEdge, QRect(0, 0, width(), 1));
    paintLine(Qt::BottomEdge, QRect(0, height() - 1, width(), 1));
    paintLine(isMirrored ? Qt::RightEdge : Qt::LeftEdge, QRect(0, 0, 1, height()));
    paintLine(isMirrored ? Qt::LeftEdge : Qt::RightEdge, QRect(width() - 1, 0, 1, height()));
}

} // namespace steward
