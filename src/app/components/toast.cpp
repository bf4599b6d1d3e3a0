#include "app/components/toast.h"

#include "app/components/text_label.h"
#include "app/style/button_painting.h"
#include "app/style/painting.h"
#include "app/style/shapes.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace steward {
namespace {

constexpr qreal toastBefore = 14;
constexpr qreal toastMark = 16;

} // namespace

Toast::Toast(const QString& text, const QString& action, const Mark& mark, QWidget* parent)
    : QFrame(parent)
    , m_mark(mark)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(readingMargins(scaled(toastBefore + toastMark + 10), scaled(4), scaled(8), scaled(4)));
    row->addWidget(new TextLabel(text), 1);
    if (!action.isEmpty()) {
        auto* button = new QPushButton(action);
        setButtonKind(*button, ButtonKind::Link);
        setButtonSize(*button, ButtonSize::Small);
        connect(button, &QPushButton::clicked, this, &Toast::actionWanted);
        row->addWidget(button);
    }
    setFixedHeight(scaled(40));
    setAccessibleName(text);
}

void Toast::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    paintBox(painter, rect(), cardRadius, tokens.surface, tokens.line2);
    const qreal side = scaledF(toastMark);
    const qreal left =
        layoutDirection() == Qt::RightToLeft ? width() - scaledF(toastBefore) - side : scaledF(toastBefore);
    paintShape(painter, QRectF(left, (height() - side) / 2, side, side), m_mark, tokens.tone(m_mark.tone));
}

} // namespace steward
