#include "app/shell/environment_button.h"

#include "app/style/environment_look.h"
#include "app/style/icons.h"
#include "app/style/painting.h"
#include "app/style/plain_text.h"
#include "app/style/shapes.h"
#include "stores/profile_context.h"

#include <QFocusEvent>

namespace steward {
namespace {

constexpr qreal environmentHeight = 28;
constexpr qreal environmentBefore = 10;
constexpr qreal environmentMark = 9;
constexpr qreal environmentGap = 8;
constexpr qreal environmentChevron = 14;
constexpr qreal environmentAfter = 8;
constexpr qreal longestName = 260; ///< a longer one is cut, and stands in the tool tip

QFont nameFont()
{
    return textFont(TextSize::Body, QFont::Medium);
}

} // namespace

EnvironmentButton::EnvironmentButton(QWidget* parent)
    : QPushButton(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(tr("Workspaces"));
}

void EnvironmentButton::setStores(const ProfileContext& stores)
{
    m_word = environmentBanner(stores);
    m_color = environmentColor(stores);
    m_name = stores.title;
    if (stores.isPractice)
        m_name = tr("Invented clinics");
    if (stores.readOnly) {
        //: %1 is a workspace's name
        m_name = tr("%1 · read only").arg(m_name);
    } else if (!mayApplyPlans(stores.role)) {
        //: %1 is a workspace's name: who opened it is no administrator
        m_name = tr("%1 · staff").arg(m_name);
    }
    //: The name of a menu, for screen readers: %1 is the environment, %2 the workspace
    setAccessibleName(tr("%1, %2: workspaces").arg(m_word, m_name));
    setToolTip(escapedToolTip(m_name));
    updateGeometry();
    update();
}

qreal EnvironmentButton::widthOf(const QString& name) const
{
    const qreal word = QFontMetricsF(environmentFont()).horizontalAdvance(m_word);
    const qreal text = QFontMetricsF(nameFont()).horizontalAdvance(name);
    return word + std::min(text + 1, scaledF(longestName)) +
           scaledF(environmentBefore + environmentMark + 3 * environmentGap + environmentChevron + environmentAfter) +
           2 * ringRoom();
}

QSize EnvironmentButton::sizeHint() const
{
    return {qCeil(widthOf(m_name)), scaled(environmentHeight) + 2 * ringRoom()};
}

QSize EnvironmentButton::minimumSizeHint() const
{
    return {qCeil(widthOf(m_name.left(8) + QChar(0x2026))), sizeHint().height()};
}

void EnvironmentButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    const int room = ringRoom();
    const QRectF box = QRectF(rect()).adjusted(room, room, -room, -room);
    paintBox(painter, box, controlRadius, underMouse() || isDown() ? m_color.darker(112) : m_color, Qt::transparent);
    if (hasFocus())
        paintFocusRing(painter, box, controlRadius, tokens);
    const auto place = [&](qreal left, qreal width, qreal height) {
        const QRectF whole(box.left() + left, box.center().y() - height / 2, width, height);
        return layoutDirection() == Qt::RightToLeft ? QRectF(box.right() - left - width, whole.top(), width, height)
                                                    : whole;
    };
    const int flags = Qt::AlignVCenter | Qt::TextSingleLine |
                      (layoutDirection() == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute;
    const qreal mark = scaledF(environmentMark);
    qreal left = scaledF(environmentBefore);
    paintShape(painter, place(left, mark, mark), {MarkShape::Square, Tone::Quiet}, tokens.onFill);
    left += mark + scaledF(environmentGap);
    painter.setPen(tokens.onFill);
    painter.setFont(environmentFont());
    const qreal word = QFontMetricsF(environmentFont()).horizontalAdvance(m_word);
    painter.drawText(place(left, word + 1, box.height()), flags, m_word);
    left += word + scaledF(environmentGap);
    const qreal chevron = scaledF(environmentChevron);
    const qreal name = box.width() - left - chevron - scaledF(environmentGap + environmentAfter);
    painter.setFont(nameFont());
    painter.drawText(
        place(left, name + 1, box.height()), flags,
        QFontMetricsF(nameFont()).elidedText(m_name, Qt::ElideRight, name + 1));
    left += name + scaledF(environmentGap);
    paintIcon(painter, place(left, chevron, chevron), Icon::ChevronDown, tokens.onFill);
}

} // namespace steward
