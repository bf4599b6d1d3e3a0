#include "app/shell/page_rail.h"

#include "app/style/painting.h"
#include "app/style/plain_text.h"

#include <QAction>
#include <QButtonGroup>
#include <QEvent>
#include <QVBoxLayout>

namespace steward {
namespace {

constexpr qreal railButtonWidth = 60;
constexpr qreal railButtonHeight = 52;
constexpr qreal railNarrowWidth = 44;
constexpr qreal railNarrowHeight = 40;
constexpr qreal railIcon = 20;
constexpr qreal railGap = 4;
constexpr qreal badgeHeight = 16;
constexpr qreal labelRoom = 1.6;     ///< at least, between the word and each edge of what is filled when it is chosen
constexpr qreal mostTightened = 0.5; ///< between two letters; more would not be read as easily

Icon iconOfPage(Page page)
{
    switch (page) {
    case Page::Overview:
        return Icon::LayoutGrid;
    case Page::Instances:
        return Icon::MessageCircle;
    case Page::Pair:
        return Icon::QrCode;
    case Page::Duplicates:
        return Icon::Copy;
    case Page::Activity:
        return Icon::Activity;
    case Page::Journal:
        return Icon::BookText;
    case Page::Settings:
        return Icon::Settings;
    }
    return Icon::MessageCircle; // the page that shows most
}

} // namespace

int railWidth(bool isNarrow)
{
    return scaled(isNarrow ? 52 : 72);
}

RailButton::RailButton(Icon icon, QAction& action, QWidget* parent)
    : QToolButton(parent)
    , m_icon(icon)
    , m_action(action)
{
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    takeAction();
    // Not as its default action: that and the group of buttons would each uncheck what the other checks.
    connect(this, &QToolButton::clicked, &action, &QAction::trigger);
    connect(&action, &QAction::toggled, this, &QToolButton::setChecked);
    connect(&action, &QAction::changed, this, &RailButton::takeAction);
}

void RailButton::takeAction()
{
    setText(m_action.text().remove(QLatin1Char('&')));
    setEnabled(m_action.isEnabled());
    setAccessibleName(text());
    const QString key = m_action.shortcut().toString(QKeySequence::NativeText);
    const QString tip = isEnabled() || m_action.statusTip().isEmpty() ? text() : m_action.statusTip();
    //: A tool tip: %1 is the page, %2 its key
    setToolTip(escapedToolTip(key.isEmpty() ? tip : tr("%1 (%2)").arg(tip, key)));
}

void RailButton::setBadge(const QString& badge, Badge kind, const QString& words)
{
    m_badge = badge;
    m_kind = kind;
    setAccessibleDescription(words);
    update();
}

void RailButton::setNarrow(bool isNarrow)
{
    m_isNarrow = isNarrow;
    updateGeometry();
    update();
}

QSize RailButton::sizeHint() const
{
    return m_isNarrow ? QSize(scaled(railNarrowWidth), scaled(railNarrowHeight))
                      : QSize(scaled(railButtonWidth), scaled(railButtonHeight));
}

QFont RailButton::labelFont(QFont::Weight weight) const
{
    QFont font = textFont(TextSize::Label, weight);
    // By its widest form, so that the letters do not move when it is chosen.
    const qreal word = QFontMetricsF(textFont(TextSize::Label, QFont::DemiBold)).horizontalAdvance(text());
    const qreal over = word - (width() - 2 * scaledF(labelRoom));
    if (over > 0 && !text().isEmpty()) {
        const qreal each = over / static_cast<qreal>(text().size());
        font.setLetterSpacing(QFont::AbsoluteSpacing, -std::min(each, scaledF(mostTightened)));
    }
    return font;
}

void RailButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    if (isChecked())
        paintBox(painter, rect(), cardRadius, tokens.selection, Qt::transparent);
    else if (isEnabled() && (underMouse() || isDown()))
        paintBox(painter, rect(), cardRadius, tokens.hover, Qt::transparent);
    if (hasFocus()) // inside: the rail leaves no room around
        paintBox(painter, rect(), cardRadius, Qt::transparent, tokens.accentText, scaledF(focusRing));
    const QColor& color = !isEnabled() ? tokens.control : isChecked() ? tokens.accentText : tokens.text2;
    const qreal icon = scaledF(railIcon);
    const QFont font = labelFont(isChecked() ? QFont::DemiBold : QFont::Medium);
    const qreal label = m_isNarrow ? 0 : scaledF(14 + 3);
    const qreal top = (height() - icon - label) / 2;
    paintIcon(painter, QRectF((width() - icon) / 2, top, icon, icon), m_icon, color);
    if (!m_isNarrow) {
        painter.setFont(font);
        painter.setPen(color);
        const QRectF line(0, top + icon + scaledF(3), width(), scaledF(14));
        painter.drawText(
            line, Qt::AlignCenter | Qt::TextSingleLine,
            QFontMetricsF(font).elidedText(text(), Qt::ElideRight, line.width()));
    }
    if (!m_badge.isEmpty())
        paintBadge(painter);
}

void RailButton::paintBadge(QPainter& painter) const
{
    const Tokens& tokens = Tokens::of(palette());
    const QFont font = textFont(TextSize::Label, QFont::DemiBold);
    const qreal high = scaledF(badgeHeight);
    const qreal wide = std::max(high, QFontMetricsF(font).horizontalAdvance(m_badge) + scaledF(8));
    const qreal left = std::min(scaledF(m_isNarrow ? 26 : 38), width() - wide);
    QRectF box(left, scaledF(m_isNarrow ? 1 : 2), wide, high);
    if (layoutDirection() == Qt::RightToLeft)
        box.moveRight(width() - left);
    const QColor& fill = m_kind == Badge::Bad       ? tokens.danger
                         : m_kind == Badge::Running ? tokens.info
                                                    : tokens.quietSoft;
    const QColor& front = m_kind == Badge::Bad       ? tokens.onFill
                          : m_kind == Badge::Running ? tokens.surface
                                                     : tokens.text2;
    const qreal ring = scaledF(2);
    paintBox(
        painter, box.adjusted(-ring, -ring, ring, ring), badgeHeight / 2 + 2,
        isChecked() ? tokens.selection : tokens.side, Qt::transparent);
    paintBox(painter, box, badgeHeight / 2, fill, Qt::transparent);
    painter.setFont(font);
    painter.setPen(front);
    painter.drawText(box, Qt::AlignCenter | Qt::TextSingleLine, m_badge);
}

PageRail::PageRail(QWidget* parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
    , m_group(new QButtonGroup(this))
{
    setAccessibleName(tr("Pages"));
    m_column->addStretch(1);
}

void PageRail::setActions(const std::array<QAction*, pageCount>& actions)
{
    for (size_t place = 0; place < actions.size(); ++place) {
        const auto page = static_cast<Page>(place);
        m_buttons[place] = new RailButton(iconOfPage(page), *actions[place], this);
        m_group->addButton(m_buttons[place]);
        // Settings at its foot, after the gap.
        m_column->insertWidget(page == Page::Settings ? m_column->count() : m_column->count() - 1, m_buttons[place]);
    }
    measure();
}

void PageRail::setNarrow(bool isNarrow)
{
    m_isNarrow = isNarrow;
    measure();
}

void PageRail::measure()
{
    setFixedWidth(railWidth(m_isNarrow));
    const int side = scaled(m_isNarrow ? 4 : 6);
    m_column->setContentsMargins(side, scaled(8), side - 1, scaled(8));
    m_column->setSpacing(scaled(railGap));
    for (RailButton* button : m_buttons) {
        if (button)
            button->setNarrow(m_isNarrow);
    }
}

void PageRail::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    painter.fillRect(rect(), tokens.side);
    const int edge = layoutDirection() == Qt::RightToLeft ? 0 : width() - 1;
    painter.fillRect(QRect(edge, 0, 1, height()), tokens.line);
}

void PageRail::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        measure();
    if (event->type() == QEvent::LanguageChange)
        setAccessibleName(tr("Pages"));
}

} // namespace steward
