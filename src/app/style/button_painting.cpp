#include "app/style/button_painting.h"

#include "app/style/icons.h"
#include "app/style/painting.h"

#include <QPushButton>
#include <QStyle>
#include <QVariant>

#include <array>
#include <utility>

namespace steward {
namespace {

constexpr auto buttonKindProperty = "kind";
constexpr auto buttonSizeProperty = "buttonSize";
constexpr auto buttonKeyProperty = "keyCap";
constexpr qreal buttonIcon = 16;
constexpr qreal buttonGap = 6;
constexpr qreal buttonChevron = 14;
constexpr qreal keyHeight = 18;
constexpr qreal keyPadding = 5;
constexpr qreal keyRadius = 4;

constexpr std::array<std::pair<ButtonKind, const char*>, 5> buttonKinds{
    {{ButtonKind::Primary, "primary"},
     {ButtonKind::Danger, "danger"},
     {ButtonKind::DangerText, "danger-text"},
     {ButtonKind::Ghost, "ghost"},
     {ButtonKind::Link, "link"}}};
constexpr std::array<std::pair<ButtonSize, const char*>, 2> buttonSizes{
    {{ButtonSize::Small, "small"}, {ButtonSize::Large, "large"}}};

template<class Value, size_t Size>
Value wordOfButton(
    const QWidget* button, const char* property, const std::array<std::pair<Value, const char*>, Size>& words)
{
    const QByteArray word = button ? button->property(property).toString().toLatin1() : QByteArray();
    for (const auto& [value, text] : words) {
        if (word == text)
            return value;
    }
    return Value::Default;
}

template<class Value, size_t Size>
void setWordOfButton(
    QWidget& button, const char* property, const std::array<std::pair<Value, const char*>, Size>& words, Value value)
{
    QString word;
    for (const auto& [known, text] : words) {
        if (known == value)
            word = QLatin1String(text);
    }
    button.setProperty(property, word);
    button.updateGeometry();
    button.update();
}

bool isFilledKind(ButtonKind kind)
{
    return kind == ButtonKind::Primary || kind == ButtonKind::Danger;
}

struct ButtonColors {
    QColor fill;
    QColor line;
    QColor text;
};

ButtonColors colorsOfButton(const OptionLook& look, ButtonKind kind)
{
    const Tokens& tokens = look.tokens;
    if (!look.isEnabled) {
        if (kind == ButtonKind::Ghost || kind == ButtonKind::Link)
            return {Qt::transparent, Qt::transparent, tokens.quiet};
        return {tokens.quietSoft, tokens.line, tokens.quiet};
    }
    const bool isActive = look.isHovered || look.isPressed;
    switch (kind) {
    case ButtonKind::Primary: {
        const QColor& fill = isActive ? tokens.accentHover : tokens.accent;
        return {fill, fill, tokens.onFill};
    }
    case ButtonKind::Danger: {
        const QColor fill = isActive ? tokens.danger.darker(112) : tokens.danger;
        return {fill, fill, tokens.onFill};
    }
    case ButtonKind::Ghost:
        return {isActive ? tokens.hover : QColor(Qt::transparent), Qt::transparent, tokens.text};
    case ButtonKind::Link:
        return {isActive ? tokens.hover : QColor(Qt::transparent), Qt::transparent, tokens.accentText};
    case ButtonKind::Default:
    case ButtonKind::DangerText:
        break;
    }
    const QColor& fill = look.isOn ? tokens.selection : isActive ? tokens.hover : tokens.surface;
    return {fill, tokens.line2, kind == ButtonKind::DangerText ? tokens.bad : tokens.text};
}

QRectF boxOfButton(const QStyleOptionButton& option)
{
    const int room = ringRoom();
    return option.rect.adjusted(room, room, -room, -room);
}

/// Half heavier than other text, and larger in a large one.
QFont fontOfButton(const QWidget* button)
{
    QFont font = button ? button->font() : textFont(TextSize::Body);
    if (font.weight() < QFont::Medium)
        font.setWeight(QFont::Medium);
    if (wordOfButton(button, buttonSizeProperty, buttonSizes) != ButtonSize::Large)
        return font;
    constexpr qreal larger = 14.0 / 13;
    if (font.pixelSize() > 0)
        font.setPixelSize(qRound(font.pixelSize() * larger));
    else
        font.setPointSizeF(font.pointSizeF() * larger);
    return font;
}

QString keyOfButton(const QWidget* button)
{
    return button ? button->property(buttonKeyProperty).toString() : QString();
}

qreal widthOfKey(const QString& key)
{
    const QFontMetricsF metrics(textFont(TextSize::Label, QFont::Medium));
    return key.isEmpty() ? 0 : metrics.horizontalAdvance(key) + 2 * scaledF(keyPadding) + 2;
}

void paintKey(QPainter& painter, const QRectF& cap, const QString& key, const QColor& color)
{
    QColor line = color;
    line.setAlphaF(0.4F);
    paintBox(painter, cap, keyRadius, Qt::transparent, line);
    painter.setFont(textFont(TextSize::Label, QFont::Medium));
    painter.setPen(color);
    painter.drawText(cap, Qt::AlignCenter | Qt::TextSingleLine, key);
}

/// The width of icon, text, key and chevron with what is between them.
qreal widthOfContent(const QStyleOptionButton& option, const QWidget* button)
{
    qreal width = 0;
    if (!option.text.isEmpty())
        width += QFontMetricsF(fontOfButton(button)).size(Qt::TextShowMnemonic, option.text).width();
    if (!option.icon.isNull())
        width +=
            scaledF(buttonIcon) + (option.text.isEmpty() ? 0 : scaledF(buttonGap - 2)); // its margin to the left is −2
    if (const QString key = keyOfButton(button); !key.isEmpty())
        width += scaledF(buttonGap + 2) + widthOfKey(key);
    if (option.features.testFlag(QStyleOptionButton::HasMenu))
        width += scaledF(buttonGap + buttonChevron);
    return width;
}

} // namespace

void setButtonKind(QPushButton& button, ButtonKind kind)
{
    setWordOfButton(button, buttonKindProperty, buttonKinds, kind);
}

void setButtonSize(QPushButton& button, ButtonSize size)
{
    setWordOfButton(button, buttonSizeProperty, buttonSizes, size);
}

void setButtonKey(QPushButton& button, const QString& key)
{
    button.setProperty(buttonKeyProperty, key);
    button.updateGeometry();
    button.update();
}

void paintButtonBevel(QPainter& painter, const QStyleOptionButton& option, const QWidget* button)
{
    const OptionLook look(option);
    const QRectF box = boxOfButton(option);
    const ButtonColors colors = colorsOfButton(look, wordOfButton(button, buttonKindProperty, buttonKinds));
    paintBox(painter, box, controlRadius, colors.fill, colors.line);
    if (!look.isFocused)
        return;
    // At the edge of what holds it a button has no room around it.
    const bool isCut = button && button->visibleRegion().boundingRect() != button->rect();
    if (!isCut)
        return paintFocusRing(painter, box, controlRadius, look.tokens);
    const qreal width = scaledF(focusRing);
    paintBox(painter, box, controlRadius, Qt::transparent, look.tokens.accentText, width);
    paintBox(
        painter, box.adjusted(width, width, -width, -width), controlRadius - focusRing, Qt::transparent,
        look.tokens.surface, scaledF(focusOffset));
}

void paintButtonLabel(QPainter& painter, const QStyleOptionButton& option, const QWidget* button)
{
    const OptionLook look(option);
    const ButtonKind kind = wordOfButton(button, buttonKindProperty, buttonKinds);
    const ButtonColors colors = colorsOfButton(look, kind);
    const QRectF box = boxOfButton(option);
    const qreal width = std::min(widthOfContent(option, button), box.width());
    qreal left = box.center().x() - width / 2;
    const auto nextTo = [&](qreal side) { return QRectF(left, box.center().y() - side / 2, side, side); };
    if (!option.icon.isNull()) {
        const QIcon::Mode mode = !look.isEnabled ? QIcon::Disabled : isFilledKind(kind) ? QIcon::Active : QIcon::Normal;
        const QRectF square = nextTo(scaledF(buttonIcon));
        option.icon.paint(&painter, square.toAlignedRect(), Qt::AlignCenter, mode);
        left = square.right() + scaledF(buttonGap);
    }
    if (!option.text.isEmpty()) {
        const QFont font = fontOfButton(button);
        const QFontMetricsF metrics(font);
        const qreal text = metrics.size(Qt::TextShowMnemonic, option.text).width();
        const qreal room = std::min(text + 1, box.right() - left);
        const QString shown =
            room < text ? metrics.elidedText(option.text, Qt::ElideRight, room, Qt::TextShowMnemonic) : option.text;
        painter.setFont(font);
        painter.setPen(colors.text);
        const int hide = button && !button->style()->styleHint(QStyle::SH_UnderlineShortcut, &option, button)
                             ? Qt::TextHideMnemonic
                             : 0;
        painter.drawText(
            QRectF(left, box.top(), room, box.height()),
            Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextShowMnemonic | hide, shown);
        left += text + scaledF(buttonGap);
    }
    if (const QString key = keyOfButton(button); !key.isEmpty()) {
        QRectF cap = nextTo(scaledF(keyHeight));
        cap.translate(scaledF(2), 0);
        cap.setWidth(widthOfKey(key));
        paintKey(painter, cap, key, colors.text);
        left = cap.right() + scaledF(buttonGap);
    }
    if (option.features.testFlag(QStyleOptionButton::HasMenu))
        paintIcon(painter, nextTo(scaledF(buttonChevron)), Icon::ChevronDown, colors.text);
}

QSize sizeOfButton(const QStyleOptionButton& option, const QWidget* button)
{
    const ButtonSize size = wordOfButton(button, buttonSizeProperty, buttonSizes);
    const qreal height = size == ButtonSize::Small ? 28 : size == ButtonSize::Large ? 40 : 32;
    const bool isLink = wordOfButton(button, buttonKindProperty, buttonKinds) == ButtonKind::Link;
    const qreal padding = isLink ? 8 : size == ButtonSize::Small ? 10 : size == ButtonSize::Large ? 18 : 12;
    const int room = 2 * ringRoom();
    const bool isIconAlone = option.text.isEmpty() && !option.features.testFlag(QStyleOptionButton::HasMenu);
    const int width = isIconAlone ? scaled(height) : qCeil(widthOfContent(option, button) + 2 * scaledF(padding)) + 2;
    return {width + room, scaled(height) + room};
}

void paintToolButtonPanel(QPainter& painter, const QStyleOptionToolButton& option)
{
    const OptionLook look(option);
    const bool isRaised = option.state.testFlag(QStyle::State_AutoRaise);
    QColor fill = isRaised ? QColor(Qt::transparent) : look.tokens.surface;
    if (look.isOn)
        fill = look.tokens.selection;
    else if (look.isHovered || look.isPressed)
        fill = look.tokens.hover;
    const QColor line = isRaised ? QColor(Qt::transparent) : look.isOn ? look.tokens.accentText : look.tokens.line2;
    paintBox(painter, option.rect, controlRadius, fill, line);
    if (look.isFocused) // inside: bars leave no room around
        paintBox(painter, option.rect, controlRadius, Qt::transparent, look.tokens.accentText, scaledF(focusRing));
}

} // namespace steward
