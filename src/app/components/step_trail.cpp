#include "app/components/step_trail.h"

#include "app/style/icons.h"
#include "app/style/painting.h"

#include <cmath>

namespace steward {
namespace {

constexpr qreal discSide = 20;
constexpr qreal discGap = 8;
constexpr qreal stepGap = 10;
constexpr qreal lineLength = 28;
constexpr qreal shortLineLength = 16;

QFont nameFont()
{
    return textFont(TextSize::Body, QFont::Medium);
}

} // namespace

StepTrail::StepTrail(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void StepTrail::setSteps(const QStringList& steps)
{
    m_steps = steps;
    tell();
}

void StepTrail::setCurrent(int step)
{
    m_current = step;
    tell();
}

void StepTrail::setShort(bool isShort)
{
    if (isShort == m_isShort)
        return;
    m_isShort = isShort;
    tell();
}

void StepTrail::tell()
{
    //: %1 is the number of the step that is seen, %2 how many there are, %3 what it is called; read aloud
    setAccessibleName(tr("Step %1 of %2: %3").arg(m_current + 1).arg(m_steps.size()).arg(m_steps.value(m_current)));
    updateGeometry();
    update();
}

qreal StepTrail::widthOf(int step) const
{
    const qreal name = QFontMetricsF(nameFont()).horizontalAdvance(m_steps.at(step));
    return scaledF(discSide) + (isNamed(step) ? scaledF(discGap) + name : 0);
}

QSize StepTrail::sizeHint() const
{
    const qreal between = scaledF(m_isShort ? shortLineLength : lineLength) + 2 * scaledF(stepGap);
    qreal width = 2;
    for (int step = 0; step < m_steps.size(); ++step)
        width += widthOf(step) + (step > 0 ? between : 0);
    return {static_cast<int>(std::ceil(width)), scaled(discSide + 4)};
}

void StepTrail::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    const auto placed = [&](const QRectF& rect) {
        return isMirrored ? QRectF(width() - rect.right(), rect.top(), rect.width(), rect.height()) : rect;
    };
    const qreal middle = height() / 2.0;
    qreal left = 1;
    for (int step = 0; step < m_steps.size(); ++step) {
        if (step > 0) {
            const qreal length = scaledF(m_isShort ? shortLineLength : lineLength);
            painter.fillRect(placed({left + scaledF(stepGap), middle, length, 1}), tokens.line2);
            left += length + 2 * scaledF(stepGap);
        }
        const bool isDone = step < m_current;
        const bool isSeen = step == m_current;
        const QRectF disc = placed({left, middle - scaledF(discSide) / 2, scaledF(discSide), scaledF(discSide)});
        const QColor line = isDone ? tokens.accentText : isSeen ? tokens.accent : tokens.control;
        paintBox(painter, disc, discSide / 2, isSeen ? tokens.accent : QColor(Qt::transparent), line, scaledF(1.5));
        if (isDone) {
            const qreal inset = scaledF(4);
            paintIcon(painter, disc.adjusted(inset, inset, -inset, -inset), Icon::Check, tokens.accentText, 3);
        } else {
            painter.setFont(textFont(TextSize::Label, QFont::DemiBold));
            painter.setPen(isSeen ? tokens.onFill : tokens.quiet);
            painter.drawText(disc, Qt::AlignCenter, locale().toString(step + 1));
        }
        if (isNamed(step)) {
            painter.setFont(nameFont());
            painter.setPen(isSeen ? tokens.text : isDone ? tokens.accentText : tokens.quiet);
            const QRectF name(
                left + scaledF(discSide + discGap), 0, widthOf(step) - scaledF(discSide + discGap) + 1, height());
            painter.drawText(placed(name), Qt::AlignVCenter | Qt::TextSingleLine, m_steps.at(step));
        }
        left += widthOf(step);
    }
}

} // namespace steward
