#include "app/shell/environment_word.h"

#include "app/style/environment_look.h"
#include "app/style/painting.h"
#include "app/style/shapes.h"
#include "stores/profile_context.h"

namespace steward {
namespace {

constexpr qreal wordMark = 9;
constexpr qreal wordGap = 7;

} // namespace

EnvironmentWord::EnvironmentWord(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
}

void EnvironmentWord::setStores(const ProfileContext& stores)
{
    m_word = environmentBanner(stores);
    m_tone = stores.isPractice ? Tone::Quiet : environmentTone(stores.environment);
    setAccessibleName(m_word);
    updateGeometry();
    update();
}

QSize EnvironmentWord::sizeHint() const
{
    const QFontMetricsF metrics(environmentFont());
    return {qCeil(scaledF(wordMark + wordGap) + metrics.horizontalAdvance(m_word)) + 1, qCeil(metrics.height())};
}

void EnvironmentWord::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QColor& color = Tokens::of(palette()).tone(m_tone);
    const bool isRightToLeft = layoutDirection() == Qt::RightToLeft;
    const qreal side = scaledF(wordMark);
    paintShape(
        painter, QRectF(isRightToLeft ? width() - side : 0, (height() - side) / 2, side, side),
        {MarkShape::Square, m_tone}, color);
    painter.setFont(environmentFont());
    painter.setPen(color);
    const qreal taken = side + scaledF(wordGap);
    const QRectF rest = QRectF(rect()).adjusted(isRightToLeft ? 0 : taken, 0, isRightToLeft ? -taken : 0, 0);
    painter.drawText(
        rest,
        Qt::AlignVCenter | Qt::TextSingleLine | Qt::AlignAbsolute | (isRightToLeft ? Qt::AlignRight : Qt::AlignLeft),
        m_word);
}

} // namespace steward
