#include "app/components/note_line.h"

#include "app/components/text_label.h"
#include "app/style/painting.h"
#include "app/style/shapes.h"

#include <QHBoxLayout>

namespace steward {
namespace {

constexpr qreal noteShape = 10;
constexpr qreal noteGap = 6;
constexpr qreal noteLine = 16; ///< the height of one line

} // namespace

NoteLine::NoteLine(QWidget* parent)
    : QWidget(parent)
    , m_room(new QSpacerItem(0, 0, QSizePolicy::Fixed, QSizePolicy::Minimum))
    , m_text(new TextLabel({}, TextSize::Small, QFont::Normal, &Tokens::quiet, this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, scaled(4), 0, 0);
    row->setSpacing(0);
    row->addSpacerItem(m_room);
    m_text->setWordWrap(true);
    row->addWidget(m_text, 1);
    hide();
}

void NoteLine::setNote(const Mark& mark, const QString& text)
{
    m_mark = mark;
    const bool isMarked = mark.shape != MarkShape::None;
    m_room->changeSize(isMarked ? scaled(noteShape + noteGap) : 0, 0, QSizePolicy::Fixed, QSizePolicy::Minimum);
    layout()->invalidate();
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
