#include "app/welcome/workspace_delegate.h"

#include "app/components/environment_tag.h"
#include "app/style/painting.h"
#include "app/style/shapes.h"

namespace steward {
namespace {

constexpr qreal workspaceHeight = 40;
constexpr qreal workspaceInset = 12;
constexpr qreal workspaceGap = 10;
constexpr qreal workspaceBetween = 2;
constexpr qreal troubleSide = 12;

} // namespace

int workspaceLineHeight()
{
    return scaled(workspaceHeight + workspaceBetween);
}

WorkspaceDelegate::WorkspaceDelegate(QObject* parent)
    : QStyledItemDelegate(parent)
{
}

QSize WorkspaceDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {scaled(200), workspaceLineHeight()};
}

void WorkspaceDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Tokens& tokens = Tokens::of(option.palette);
    const QRectF line = QRectF(option.rect).adjusted(0, 0, 0, -scaledF(workspaceBetween));
    const auto part = [&line](qreal left, qreal width) {
        return QRectF(line.left() + left, line.top(), width, line.height());
    };
    const auto write = [&](qreal left, qreal width, const QString& words, bool isAtEnd) {
        paintWords(*painter, line, part(left, width), words, option.direction, isAtEnd);
    };
    const bool isChosen = option.state.testFlag(QStyle::State_Selected);
    if (isChosen || option.state.testFlag(QStyle::State_MouseOver))
        paintBox(*painter, line, controlRadius, isChosen ? tokens.selection : tokens.hover, Qt::transparent);
    if (option.state.testFlag(QStyle::State_HasFocus))
        paintBox(*painter, line, controlRadius, Qt::transparent, tokens.accentText, scaledF(focusRing));
    const QString word = index.data(EnvironmentWordRole).toString();
    const qreal side = scaledF(troubleSide);
    const qreal front = word.isEmpty() ? side : smallTagSize(word).width();
    const QRectF mark = placedIn(line, part(scaledF(workspaceInset), front), option.direction);
    if (word.isEmpty())
        paintShape(
            *painter, QRectF(mark.left(), line.center().y() - side / 2, side, side), {MarkShape::Triangle, Tone::Error},
            tokens.bad);
    else
        paintSmallTag(*painter, mark, word, index.data(EnvironmentColorRole).value<QColor>());
    const QString opened = index.data(OpenedRole).toString();
    painter->setFont(textFont(TextSize::Body));
    const qreal time = opened.isEmpty() ? 0 : QFontMetricsF(painter->font()).horizontalAdvance(opened) + 1;
    painter->setPen(isChosen ? tokens.text2 : tokens.quiet);
    write(line.width() - scaledF(workspaceInset) - time, time, opened, true);
    const qreal left = scaledF(workspaceInset + workspaceGap) + front;
    const qreal room = line.width() - left - time - scaledF(workspaceInset + workspaceGap);
    painter->setFont(textFont(TextSize::Body, QFont::DemiBold));
    painter->setPen(tokens.text);
    write(left, room, index.data().toString(), false);
}

} // namespace steward
