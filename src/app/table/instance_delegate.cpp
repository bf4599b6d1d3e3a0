#include "app/table/instance_delegate.h"

#include "app/components/store_cells.h"
#include "app/style/field_painting.h"
#include "app/style/icons.h"
#include "app/style/painting.h"
#include "app/style/shapes.h"
#include "app/table/instance_model.h"
#include "wording/finding_words.h"

#include <QApplication>
#include <QPixmapCache>
#include <QStyleOptionButton>

namespace steward {
namespace {

constexpr qreal checkInset = 14;
constexpr qreal checkSide = 16;
constexpr qreal nameInset = 42;
constexpr qreal wordInset = 6;
constexpr qreal sinceInset = 16;
constexpr qreal nameEnd = 12;

QRectF mirrored(const QStyleOptionViewItem& option, const QRectF& rect)
{
    return placedIn(option.rect, rect, option.direction);
}

QRectF square(const QRectF& cell, qreal left, qreal side)
{
    return {left, cell.center().y() - side / 2, side, side};
}

int alignment(const QStyleOptionViewItem& option)
{
    return Qt::AlignVCenter | Qt::TextSingleLine |
           (option.direction == Qt::LeftToRight ? Qt::AlignLeft : Qt::AlignRight);
}

/// Draws one after another from the left, each elided where the room ends.
class CellLine final {
public:
    CellLine(QPainter& painter, const QStyleOptionViewItem& option, qreal left, qreal right)
        : m_painter(painter)
        , m_option(option)
        , m_left(left)
        , m_right(right)
    {
    }

    void text(const QString& words, const QFont& font, const QColor& color, qreal reserved = 0, bool inMiddle = false)
    {
        const QFontMetricsF metrics(font);
        const qreal room = std::max<qreal>(m_right - m_left - reserved, 0);
        const qreal wanted = metrics.horizontalAdvance(words);
        const bool fits = wanted <= room;
        const QString shown =
            fits ? words : metrics.elidedText(words, inMiddle ? Qt::ElideMiddle : Qt::ElideRight, room);
        m_painter.setFont(font);
        m_painter.setPen(color);
        const qreal width = fits ? wanted : room;
        const QRectF rect(m_left, m_option.rect.top(), width + 1, m_option.rect.height());
        m_painter.drawText(mirrored(m_option, rect), alignment(m_option), shown);
        m_left += width;
    }
    void skip(qreal measure) { m_left += scaledF(measure); }
    void icon(Icon icon, qreal side, const QColor& color)
    {
        const QRectF place = square(m_option.rect, m_left, scaledF(side));
        paintIcon(m_painter, mirrored(m_option, place), icon, color);
        m_left += scaledF(side);
    }
    qreal room() const { return m_right - m_left; }

private:
    QPainter& m_painter;
    const QStyleOptionViewItem& m_option;
    qreal m_left;
    qreal m_right;
};

/// What is drawn of few states again and again is kept as a picture: per state, theme and scale.
template<class Paint>
void paintKept(QPainter& painter, const QRectF& place, const QString& what, const QPalette& palette, Paint paint)
{
    const qreal ratio = painter.device()->devicePixelRatioF();
    const QString key = QStringLiteral("steward %1 %2 %3 %4")
                            .arg(what)
                            .arg(palette.cacheKey())
                            .arg(ratio)
                            .arg(place.height() * 64 + scaledF(64));
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = QPixmap((place.size() * ratio).toSize() + QSize(1, 1));
        pixmap.setDevicePixelRatio(ratio);
        pixmap.fill(Qt::transparent);
        QPainter kept(&pixmap);
        paint(kept, QRectF(QPointF(), place.size()));
        kept.end();
        QPixmapCache::insert(key, pixmap);
    }
    painter.drawPixmap(place.topLeft(), pixmap);
}

void paintState(QPainter& painter, const QStyleOptionViewItem& option, const AuditRow& row)
{
    const Pill pill = statePill(row);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const qreal width = std::min(pillSize(pill).width() + 1, option.rect.width() - scaledF(2));
    const QRectF place(option.rect.left(), option.rect.top(), width, option.rect.height());
    const QString what = QStringLiteral("pill %1 %2 %3 %4")
                             .arg(static_cast<int>(stateOf(row)))
                             .arg(static_cast<int>(pill.mark.tone))
                             .arg(isSelected)
                             .arg(width);
    paintKept(painter, mirrored(option, place), what, option.palette, [&](QPainter& kept, const QRectF& rect) {
        paintPill(kept, rect, pill, option.palette, isSelected);
    });
}

void paintStores(QPainter& painter, const QStyleOptionViewItem& option, const AuditRow& row)
{
    const StoreMarks marks = storeMarks(row);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const Tokens& tokens = Tokens::of(option.palette);
    const QRectF place(
        option.rect.left() + scaledF(3), option.rect.top(), storeCellsSize().width(), option.rect.height());
    const QString what = QStringLiteral("stores %1 %2 %3 %4")
                             .arg(static_cast<int>(marks[0]))
                             .arg(static_cast<int>(marks[1]))
                             .arg(static_cast<int>(marks[2]))
                             .arg(isSelected);
    paintKept(painter, mirrored(option, place), what, option.palette, [&](QPainter& kept, const QRectF& rect) {
        paintStoreCells(kept, rect, marks, option.palette, isSelected ? tokens.selection : tokens.surface);
    });
}

} // namespace

InstanceDelegate::InstanceDelegate(const InstanceModel& model, QObject* parent)
    : MarkDelegate(parent)
    , m_model(model)
{
}

QRect InstanceDelegate::checkZone(const QRect& cell, Qt::LayoutDirection direction)
{
    const QRect zone(cell.left(), cell.top(), scaled(nameInset - 4), cell.height());
    return QStyle::visualRect(direction, cell, zone);
}

int InstanceDelegate::textInset(int column)
{
    return scaled(static_cast<Column>(column) == Column::Organization ? nameInset : wordInset);
}

void InstanceDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto column = static_cast<Column>(index.column());
    if (!isShownAtFirst(column))
        return MarkDelegate::paint(painter, option, index);
    QStyleOptionViewItem panel = option;
    panel.index = index;
    const QStyle& style = *(option.widget ? option.widget->style() : QApplication::style());
    style.drawPrimitive(QStyle::PE_PanelItemViewItem, &panel, painter, option.widget);
    painter->save();
    const AuditRow& row = m_model.row(index.row());
    if (column == Column::Organization)
        paintOrganization(*painter, option, index);
    else if (column == Column::State)
        paintState(*painter, option, row);
    else if (column == Column::Stores)
        paintStores(*painter, option, row);
    else if (column == Column::Problem)
        paintProblem(*painter, option, index);
    else
        paintWords(*painter, option, index);
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        QStyleOptionFocusRect focus;
        focus.QStyleOption::operator=(option);
        focus.state |= QStyle::State_Item;
        style.drawPrimitive(QStyle::PE_FrameFocusRect, &focus, painter, option.widget);
    }
    painter->restore();
}

void InstanceDelegate::paintOrganization(
    QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Tokens& tokens = Tokens::of(option.palette);
    const AuditRow& row = m_model.row(index.row());
    QStyleOptionButton check;
    check.palette = option.palette;
    check.rect = mirrored(option, square(option.rect, option.rect.left() + scaledF(checkInset), scaledF(checkSide)))
                     .toAlignedRect();
    check.state =
        QStyle::State_Enabled | (option.state.testFlag(QStyle::State_Selected) ? QStyle::State_On : QStyle::State_Off);
    paintCheck(painter, check);

    const QString suffix = nameSuffix(row.name);
    const QFont small = textFont(TextSize::Small);
    const QString shortName = suffix.isEmpty() ? row.title() : QStringLiteral("·") + suffix;
    const bool isQuiet = row.organizationId.isNull() || index.data(QuietRole).toBool();
    const qreal lock = row.isProtected ? scaledF(19) : 0;
    CellLine line(painter, option, option.rect.left() + scaledF(nameInset), option.rect.right() + 1 - scaledF(nameEnd));
    const qreal whole = QFontMetricsF(small).horizontalAdvance(shortName) + scaledF(6);
    const qreal reserved = lock + (suffix.isEmpty() ? std::min(whole, line.room() * 0.6) : whole);
    line.text(
        cellText(m_model.auditIndex()->audit(), row, Column::Organization),
        textFont(TextSize::Body, isQuiet ? QFont::Normal : QFont::Medium), isQuiet ? tokens.quiet : tokens.text,
        reserved);
    line.skip(6);
    if (row.isProtected) {
        line.icon(Icon::Lock, 13, tokens.quiet);
        line.skip(6);
    }
    line.text(shortName, small, tokens.quiet, 0, true);
}

void InstanceDelegate::paintProblem(
    QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Tokens& tokens = Tokens::of(option.palette);
    const AuditRow& row = m_model.row(index.row());
    const auto mark = index.data(MarkRole).value<Mark>();
    CellLine line(painter, option, option.rect.left() + scaledF(wordInset), option.rect.right() + 1 - scaledF(4));
    if (mark.shape != MarkShape::None) {
        const QRectF place = square(option.rect, option.rect.left() + scaledF(wordInset), scaledF(12));
        paintShape(painter, mirrored(option, place), mark, tokens.tone(mark.tone));
        line.skip(19);
    }
    if (row.findings.empty())
        return line.text(index.data().toString(), textFont(TextSize::Body), tokens.quiet);
    const QFont small = textFont(TextSize::Small);
    const QString more = row.findings.size() > 1 ? QStringLiteral("+%1").arg(row.findings.size() - 1) : QString();
    const qreal reserved = more.isEmpty() ? 0 : QFontMetricsF(small).horizontalAdvance(more) + scaledF(7);
    line.text(findingTitle(row.findings.front().code), textFont(TextSize::Body), tokens.text, reserved);
    line.skip(7);
    line.text(more, small, tokens.quiet);
}

void InstanceDelegate::paintWords(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Tokens& tokens = Tokens::of(option.palette);
    const auto column = static_cast<Column>(index.column());
    QString words = index.data().toString();
    const bool isQuiet = column == Column::Since || words == QStringLiteral("–") || index.data(UnknownRole).toBool();
    if (column == Column::Phone && words.startsWith(QLatin1String("+55 ")))
        words.remove(0, 4); // the country of nearly all; others keep theirs
    if (isNumeric(column)) {
        painter.setFont(textFont(TextSize::Body));
        painter.setPen(isQuiet ? tokens.quiet : tokens.text);
        const QRectF rect = QRectF(option.rect).adjusted(0, 0, -scaledF(sinceInset), 0);
        const bool isLeft = option.direction == Qt::LeftToRight;
        painter.drawText(
            mirrored(option, rect), Qt::AlignVCenter | Qt::TextSingleLine | (isLeft ? Qt::AlignRight : Qt::AlignLeft),
            words);
        return;
    }
    CellLine line(painter, option, option.rect.left() + scaledF(wordInset), option.rect.right() + 1 - scaledF(4));
    line.text(words, textFont(TextSize::Body), isQuiet ? tokens.quiet : tokens.text);
}

} // namespace steward
