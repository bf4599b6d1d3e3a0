#include "app/style/item_painting.h"

#include "app/style/field_painting.h"
#include "app/style/icons.h"
#include "app/style/painting.h"

#include <QHeaderView>
#include <QTableView>
#include <QTreeView>

namespace steward {
namespace {

constexpr qreal selectionBar = 3;
constexpr qreal menuPadding = 10;
constexpr qreal menuIconSide = 16;
constexpr qreal menuGap = 8;
constexpr qreal menuHeight = 30;

/// Whether the cell is the leftmost that one sees.
bool isFirstInRow(const QStyleOptionViewItem& option, const QWidget* view)
{
    const int column = option.index.column();
    if (const auto* table = qobject_cast<const QTableView*>(view))
        return table->horizontalHeader()->visualIndex(column) == 0;
    if (const auto* tree = qobject_cast<const QTreeView*>(view))
        return tree->header()->visualIndex(column) == 0;
    return true;
}

QRectF squareAt(const QRectF& rect, qreal left, qreal side)
{
    return {left, rect.center().y() - side / 2, side, side};
}

void paintMenuMark(QPainter& painter, const QStyleOptionMenuItem& option, const QRectF& square, const OptionLook& look)
{
    const bool isChecked = option.checkType != QStyleOptionMenuItem::NotCheckable && option.checked;
    if (isChecked)
        paintIcon(painter, square, Icon::Check, look.isEnabled ? look.tokens.accentText : look.tokens.quiet, 2);
    else if (!option.icon.isNull())
        option.icon.paint(
            &painter, square.toAlignedRect(), Qt::AlignCenter, look.isEnabled ? QIcon::Normal : QIcon::Disabled);
}

} // namespace

void paintItemPanel(QPainter& painter, const QStyleOptionViewItem& option, const QWidget* view)
{
    const Tokens& tokens = Tokens::of(option.palette);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    if (option.backgroundBrush.style() != Qt::NoBrush)
        painter.fillRect(option.rect, option.backgroundBrush);
    if (isSelected)
        painter.fillRect(option.rect, tokens.selection);
    else if (option.state.testFlag(QStyle::State_MouseOver) && option.state.testFlag(QStyle::State_Enabled))
        painter.fillRect(option.rect, tokens.hover);
    const bool isTable = qobject_cast<const QTableView*>(view) || qobject_cast<const QTreeView*>(view);
    if (isTable)
        painter.fillRect(
            QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
            isSelected ? tokens.selection : tokens.line);
    if (isSelected && isFirstInRow(option, view)) {
        const int width = scaled(selectionBar);
        const bool isMirrored = option.direction == Qt::RightToLeft;
        const int left = isMirrored ? option.rect.right() + 1 - width : option.rect.left();
        painter.fillRect(QRect(left, option.rect.top(), width, option.rect.height()), tokens.accentText);
    }
}

void paintItemFocus(QPainter& painter, const QStyleOption& option)
{
    paintBox(
        painter, QRectF(option.rect).adjusted(1, 1, -1, -1), 3, Qt::transparent, Tokens::of(option.palette).accentText);
}

void paintBranch(QPainter& painter, const QStyleOption& option)
{
    if (!option.state.testFlag(QStyle::State_Children))
        return;
    QRectF square(0, 0, scaledF(14), scaledF(14));
    square.moveCenter(QRectF(option.rect).center());
    const bool isOpen = option.state.testFlag(QStyle::State_Open);
    paintIcon(painter, square, isOpen ? Icon::ChevronDown : Icon::ChevronRight, Tokens::of(option.palette).text2);
}

void paintHeaderSection(QPainter& painter, const QStyleOption& option)
{
    const OptionLook look(option);
    painter.fillRect(option.rect, look.isHovered || look.isPressed ? look.tokens.hover : look.tokens.surface);
    painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), look.tokens.line2);
}

void paintHeaderArrow(QPainter& painter, const QStyleOptionHeader& option)
{
    if (option.sortIndicator == QStyleOptionHeader::None)
        return;
    QRectF square(0, 0, scaledF(12), scaledF(12));
    square.moveCenter(QRectF(option.rect).center());
    // Qt's arrow points down where the smallest comes first.
    const Icon icon = option.sortIndicator == QStyleOptionHeader::SortDown ? Icon::ChevronUp : Icon::ChevronDown;
    paintIcon(painter, square, icon, Tokens::of(option.palette).text2, 2);
}

void paintTabShape(QPainter& painter, const QStyleOptionTab& option)
{
    const OptionLook look(option);
    const QRectF rect(option.rect);
    const qreal thick = scaledF(2);
    if (option.state.testFlag(QStyle::State_Selected))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - thick, rect.width(), thick), look.tokens.accentText);
    if (look.isFocused)
        paintBox(
            painter, rect.adjusted(2, 2, -2, -thick - 2), controlRadius, Qt::transparent, look.tokens.accentText,
            scaledF(focusRing));
}

void paintMenuPanel(QPainter& painter, const QStyleOption& option)
{
    const Tokens& tokens = Tokens::of(option.palette);
    painter.fillRect(option.rect, tokens.surface);
    paintOutline(painter, option.rect, tokens.line2);
}

void paintMenuItem(QPainter& painter, const QStyleOptionMenuItem& option)
{
    const OptionLook look(option);
    const QRectF rect = QRectF(option.rect).adjusted(4, 0, -4, 0);
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        painter.fillRect(QRectF(option.rect.left(), rect.center().y(), option.rect.width(), 1), look.tokens.line);
        return;
    }
    if (option.state.testFlag(QStyle::State_Selected) && look.isEnabled)
        paintBox(painter, rect, controlRadius, look.tokens.hover, Qt::transparent);
    const bool isMirrored = option.direction == Qt::RightToLeft;
    const auto place = [&](const QRectF& logical) { return placedIn(rect, logical, option.direction); };
    paintMenuMark(
        painter, option, place(squareAt(rect, rect.left() + scaledF(menuPadding), scaledF(menuIconSide))), look);
    const QStringList words = option.text.split(QLatin1Char('\t'));
    const qreal left = scaledF(menuPadding + menuIconSide + menuGap);
    const QRectF text = place(rect.adjusted(left, 0, -scaledF(menuPadding), 0));
    painter.setFont(option.font);
    painter.setPen(look.isEnabled ? look.tokens.text : look.tokens.quiet);
    const int flags = Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextShowMnemonic;
    painter.drawText(text, flags | (isMirrored ? Qt::AlignRight : Qt::AlignLeft), words.value(0));
    if (words.size() > 1) {
        painter.setPen(look.tokens.quiet);
        painter.drawText(text, flags | (isMirrored ? Qt::AlignLeft : Qt::AlignRight), words.value(1));
    }
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu)
        paintIcon(
            painter, place(squareAt(rect, rect.right() - scaledF(menuPadding + 12), scaledF(14))), Icon::ChevronRight,
            look.tokens.text2);
}

QSize sizeOfMenuItem(const QStyleOptionMenuItem& option)
{
    if (option.menuItemType == QStyleOptionMenuItem::Separator)
        return {scaled(20), scaled(9)};
    const QStringList words = option.text.split(QLatin1Char('\t'));
    qreal width = option.fontMetrics.size(Qt::TextShowMnemonic, words.value(0)).width();
    if (words.size() > 1)
        width += scaledF(24) + option.fontMetrics.horizontalAdvance(words.value(1));
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu)
        width += scaledF(24);
    return {qCeil(width + scaledF(2 * menuPadding + menuIconSide + menuGap)) + 8, scaled(menuHeight)};
}

void paintMenuBarItem(QPainter& painter, const QStyleOptionMenuItem& option)
{
    const OptionLook look(option);
    painter.fillRect(option.rect, look.tokens.side);
    if (look.isEnabled && option.state.testFlag(QStyle::State_Selected))
        paintBox(
            painter, QRectF(option.rect).adjusted(1, 2, -1, -2), controlRadius, look.tokens.hover, Qt::transparent);
    painter.setPen(look.isEnabled ? look.tokens.text : look.tokens.quiet);
    painter.drawText(option.rect, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine, option.text);
}

} // namespace steward
