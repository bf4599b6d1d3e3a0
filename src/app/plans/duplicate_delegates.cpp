#include "app/plans/duplicate_delegates.h"

#include "app/components/pill.h"
#include "app/components/store_cells.h"
#include "app/plans/groups_model.h"
#include "app/plans/members_model.h"
#include "app/style/field_painting.h"
#include "app/style/item_painting.h"
#include "app/style/painting.h"
#include "app/style/shapes.h"
#include "app/table/cells.h"
#include "domain/query/instance_state.h"

#include <QApplication>
#include <QLocale>
#include <QMouseEvent>
#include <QStyleOptionButton>

#include <algorithm>

namespace steward {
namespace {

constexpr qreal groupHeight = 52;
constexpr qreal sectionHeight = 32;
constexpr qreal boxInset = 8;
constexpr qreal boxSide = 16;
constexpr qreal titleInset = 34;
constexpr qreal countWidth = 30;
constexpr qreal markSide = 12;
constexpr qreal nameWidth = 66;

void drawLine(
    QPainter& painter, const QStyleOptionViewItem& option, const QRectF& rect, const QString& text, const QFont& font,
    const QColor& color)
{
    painter.setFont(font);
    painter.setPen(color);
    paintWords(painter, option.rect, rect, text, option.direction);
}

Pill fatePill(MembersModel::Fate fate)
{
    switch (fate) {
    case MembersModel::Fate::Kept:
        return {{MarkShape::Done, Tone::Good}, MembersModel::fateText(fate), true, false};
    case MembersModel::Fate::Goes:
        return {{MarkShape::Dash, Tone::Error}, MembersModel::fateText(fate), true, false};
    case MembersModel::Fate::Proposed:
        return {{MarkShape::Ring, Tone::Quiet}, MembersModel::fateText(fate), true, false};
    case MembersModel::Fate::Left:
        break;
    }
    return {{MarkShape::Dash, Tone::Quiet}, MembersModel::fateText(fate), true, false};
}

} // namespace

GroupDelegate::GroupDelegate(const GroupsModel& groups, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_groups(groups)
{
}

QSize GroupDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const bool isFirst = !index.data(GroupsModel::SectionRole).toString().isEmpty();
    return {10, scaled(groupHeight) + (isFirst ? scaled(sectionHeight) : 0)};
}

QRect GroupDelegate::checkZone(const QRect& item, Qt::LayoutDirection direction)
{
    const QRect zone(item.left(), item.bottom() + 1 - scaled(groupHeight), scaled(titleInset - 2), scaled(groupHeight));
    return QStyle::visualRect(direction, item, zone);
}

bool GroupDelegate::editorEvent(
    QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option, const QModelIndex& index)
{
    if (event->type() != QEvent::MouseButtonRelease)
        return QStyledItemDelegate::editorEvent(event, model, option, index);
    const auto* mouse = static_cast<QMouseEvent*>(event);
    if (mouse->button() != Qt::LeftButton ||
        !checkZone(option.rect, option.direction).contains(mouse->position().toPoint()))
        return false;
    return model->setData(index, m_groups.isChosen(index.row()) ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

void GroupDelegate::paintCheckBox(
    QPainter& painter, const QStyleOptionViewItem& option, const QRectF& box, int row) const
{
    QStyleOptionButton check;
    check.palette = option.palette;
    check.rect = placedIn(option.rect, box, option.direction).toAlignedRect();
    check.state = m_groups.isChosen(row) ? QStyle::State_On : QStyle::State_Off;
    check.state.setFlag(QStyle::State_Enabled, !m_groups.group(row)->left);
    paintCheck(painter, check);
}

void GroupDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Tokens& tokens = Tokens::of(option.palette);
    const PlanGroup& group = *m_groups.group(index.row());
    painter->save();
    QRectF item(option.rect);
    if (const QString section = index.data(GroupsModel::SectionRole).toString(); !section.isEmpty()) {
        const QRectF head(item.left() + scaledF(boxInset), item.top(), item.width(), scaledF(sectionHeight));
        drawLine(*painter, option, head, section, textFont(TextSize::Label, QFont::DemiBold), tokens.quiet);
    }
    item.setTop(item.bottom() - scaledF(groupHeight));
    if (option.state.testFlag(QStyle::State_Selected))
        paintBox(*painter, item, controlRadius, tokens.selection, Qt::transparent);
    if (option.state.testFlag(QStyle::State_HasFocus))
        paintBox(*painter, item, controlRadius, Qt::transparent, tokens.accentText, scaledF(focusRing));
    paintCheckBox(
        *painter, option,
        {item.left() + scaledF(boxInset), item.center().y() - scaledF(boxSide) / 2, scaledF(boxSide), scaledF(boxSide)},
        index.row());
    const qreal end = item.right() - scaledF(10 + markSide + 6 + countWidth);
    const qreal middle = item.center().y();
    const qreal left = item.left() + scaledF(titleInset);
    drawLine(
        *painter, option, {left, middle - scaledF(19), end - left, scaledF(19)}, index.data().toString(),
        textFont(TextSize::Body, QFont::Medium), tokens.text);
    drawLine(
        *painter, option, {left, middle, end - left, scaledF(18)}, index.data(GroupsModel::NoteRole).toString(),
        textFont(TextSize::Small), tokens.quiet);
    drawLine(
        *painter, option, {end + scaledF(8), item.top(), scaledF(countWidth), item.height()},
        QLocale().toString(static_cast<qulonglong>(group.members.size())), textFont(TextSize::Body, QFont::DemiBold),
        tokens.text2);
    if (group.left) {
        const QRectF mark(
            item.right() - scaledF(10 + markSide), middle - scaledF(markSide) / 2, scaledF(markSide),
            scaledF(markSide));
        paintShape(
            *painter, placedIn(option.rect, mark, option.direction), {MarkShape::Diamond, Tone::Warning}, tokens.warn);
    }
    painter->restore();
}

MemberDelegate::MemberDelegate(const MembersModel& members, QObject* parent)
    : MarkDelegate(parent)
    , m_members(members)
{
}

void MemberDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Tokens& tokens = Tokens::of(option.palette);
    const int row = index.row();
    const bool isKept = m_members.fate(row) == MembersModel::Fate::Kept;
    if (isKept)
        painter->fillRect(option.rect, tokens.goodSoft);
    const AuditRow* of = m_members.row(row);
    if (index.column() > MembersModel::StoresColumn || (index.column() != MembersModel::NameColumn && !of))
        return MarkDelegate::paint(painter, option, index);
    painter->save();
    const QRectF cell(option.rect);
    const QRectF inside = cell.adjusted(scaledF(6), 0, -scaledF(4), 0);
    QStyleOptionViewItem panel = option;
    panel.index = index;
    if (!isKept)
        paintItemPanel(*painter, panel, option.widget);
    else // as the style does in the cells that it paints
        painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), tokens.line);
    if (index.column() == MembersModel::NameColumn)
        paintName(*painter, option, row);
    else if (index.column() == MembersModel::StateColumn)
        paintPill(*painter, placedIn(option.rect, inside, option.direction), statePill(*of), option.palette, isKept);
    else
        paintStoreCells(
            *painter, placedIn(option.rect, inside, option.direction), storeMarks(*of), option.palette,
            isKept ? tokens.goodSoft : tokens.surface);
    if (option.state.testFlag(QStyle::State_HasFocus))
        paintBox(*painter, cell, controlRadius, Qt::transparent, tokens.accentText, scaledF(focusRing));
    painter->restore();
}

int MemberDelegate::nameColumnWidth()
{
    using Fate = MembersModel::Fate;
    qreal pill = 0;
    for (const Fate fate : {Fate::Kept, Fate::Goes, Fate::Proposed, Fate::Left})
        pill = std::max(pill, pillSize(fatePill(fate)).width());
    const qreal name =
        QFontMetricsF(textFont(TextSize::Body, QFont::Medium)).horizontalAdvance(QStringLiteral("·000000")) + 2;
    return qCeil(scaledF(40) + name + scaledF(10) + pill + scaledF(14));
}

void MemberDelegate::paintName(QPainter& painter, const QStyleOptionViewItem& option, int row) const
{
    const Tokens& tokens = Tokens::of(option.palette);
    const MembersModel::Fate fate = m_members.fate(row);
    const QRectF cell(option.rect);
    QStyleOptionButton radio;
    radio.palette = option.palette;
    const qreal side = scaledF(boxSide);
    radio.rect =
        placedIn(option.rect, {cell.left() + scaledF(14), cell.center().y() - side / 2, side, side}, option.direction)
            .toAlignedRect();
    radio.state = QStyle::State_Enabled | (fate == MembersModel::Fate::Kept ? QStyle::State_On : QStyle::State_Off);
    paintRadio(painter, radio);
    const QString name = shortName(m_members.name(row));
    const QFont font = textFont(TextSize::Body, QFont::Medium);
    const qreal left = cell.left() + scaledF(40);
    const Pill pill = fatePill(fate);
    const qreal room = cell.right() - left - pillSize(pill).width() - scaledF(14);
    const qreal wanted = std::max(QFontMetricsF(font).horizontalAdvance(name) + 1, scaledF(nameWidth) - scaledF(10));
    const qreal width = std::min(wanted, std::max<qreal>(room, scaledF(30)));
    painter.setFont(font);
    painter.setPen(tokens.text);
    painter.drawText(
        placedIn(option.rect, {left, cell.top(), width, cell.height()}, option.direction),
        Qt::AlignVCenter | Qt::TextSingleLine | (option.direction == Qt::LeftToRight ? Qt::AlignLeft : Qt::AlignRight),
        QFontMetricsF(font).elidedText(name, Qt::ElideMiddle, width));
    const QRectF place(left + width + scaledF(10), cell.top(), pillSize(pill).width() + 1, cell.height());
    paintPill(
        painter, placedIn(option.rect, place, option.direction), pill, option.palette,
        fate == MembersModel::Fate::Kept);
}

} // namespace steward
