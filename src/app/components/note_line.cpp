#include "app/components/note_line.h"

#include "app/components/text_label.h"
#include "app/style/painting.h"
#include "app/style/shapes.h"

#include <QVBoxLayout>

namespace steward {
namespace {

constexpr qreal noteShape = 10;
constexpr qreal noteGap = 6;
constexpr qreal noteLine = 16; ///< the height of one line

} // namespace

NoteLine::NoteLine(QWidget* parent)
    : QWidget(parent)
    , m_text(new TextLabel({}, TextSize::Small, QFont::Normal, &Tokens::quiet, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, scaled(4), 0, 0);
    m_text->setWordWrap(true);
    column->addWidget(m_text);
    hide();
}

void NoteLine::setNote(const Mark& mark, const QString& text)
{
    m_mark = mark;
    const bool isMarked = mark.shape != MarkShape::None;
    m_text->setContentsMargins(isMarked ? scaled(noteShape + noteGap) : 0, 0, 0, 0);
    m_text->setText(text);
    setVisible(!text.isEmpty());
    update();
}

QString NoteLine::text() const
{
    return m_text->text();
}

void NoteLine::paintEvent(QPaintEvent*)
{
    if (m_mark.shape == MarkShape::None)
        return;
    QPainter painter(this);
    const qreal side = scaledF(noteShape);
    const QRectF line(0, m_text->y(), width(), scaledF(noteLine));
    const QRectF square = placedIn(line, {0, line.center().y() - side / 2, side, side}, layoutDirection());
    paintShape(painter, square, m_mark, Tokens::of(palette()).tone(m_mark.tone));
}

} // namespace steward
