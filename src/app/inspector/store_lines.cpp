#include "app/inspector/store_lines.h"

#include "app/components/store_cells.h"
#include "app/style/icons.h"
#include "app/style/painting.h"
#include "app/table/cell_words.h"

namespace steward {
namespace {

constexpr int lineHeight = 36;
constexpr qreal lineInset = 12;
constexpr qreal signWidth = 14;

bool isDiffering(StoreMark mark)
{
    return mark == StoreMark::Warns || mark == StoreMark::Errs;
}

} // namespace

StoreLines::StoreLines(QWidget* parent)
    : QWidget(parent)
{
    setFixedHeight(scaled(3 * lineHeight) + 2);
}

void StoreLines::setRow(const AuditRow& row)
{
    m_marks = storeMarks(row);
    for (const Store store : {Store::Server, Store::Database, Store::Cache})
        m_words[static_cast<size_t>(store)] = storeWords(row, store);
    setAccessibleName(storeSentences(row).join(QStringLiteral(", ")));
    update();
}

void StoreLines::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    paintBox(painter, rect(), cardRadius, tokens.surface, tokens.line);
    const bool isLeft = layoutDirection() == Qt::LeftToRight;
    const auto placed = [&](const QRectF& logical) {
        return isLeft ? logical : QRectF(width() - logical.right(), logical.top(), logical.width(), logical.height());
    };
    const int start = Qt::AlignVCenter | Qt::TextSingleLine | (isLeft ? Qt::AlignLeft : Qt::AlignRight);
    const int end = Qt::AlignVCenter | Qt::TextSingleLine | (isLeft ? Qt::AlignRight : Qt::AlignLeft);
    for (const Store store : {Store::Server, Store::Database, Store::Cache}) {
        const auto place = static_cast<size_t>(store);
        const QRectF line(1, 1 + scaledF(lineHeight) * static_cast<int>(store), width() - 2, scaledF(lineHeight));
        if (place > 0)
            painter.fillRect(QRectF(line.left(), line.top(), line.width(), 1), tokens.line);
        const StoreMark mark = m_marks[place];
        const QColor color =
            isDiffering(mark) ? tokens.tone(mark == StoreMark::Errs ? Tone::Error : Tone::Warning) : tokens.text;
        paintStoreCell(
            painter, placed({line.left() + scaledF(lineInset), line.top(), scaledF(20), line.height()}), store, mark,
            palette(), tokens.surface);
        painter.setFont(textFont(TextSize::Body));
        painter.setPen(tokens.text2);
        painter.drawText(
            placed({line.left() + scaledF(42), line.top(), scaledF(90), line.height()}), start, storeLabel(store));
        painter.setFont(textFont(TextSize::Body, QFont::Medium));
        painter.setPen(mark == StoreMark::Nothing || mark == StoreMark::Unread ? tokens.quiet : color);
        const QRectF words(
            line.left() + scaledF(132), line.top(), line.width() - scaledF(132 + lineInset + signWidth + 10),
            line.height());
        const QFontMetricsF metrics(painter.font());
        painter.drawText(placed(words), end, metrics.elidedText(m_words[place], Qt::ElideRight, words.width()));
        const QRectF sign(
            line.right() - scaledF(lineInset + signWidth), line.center().y() - scaledF(7), scaledF(signWidth),
            scaledF(signWidth));
        if (mark == StoreMark::Agrees)
            paintIcon(painter, placed(sign), Icon::Check, tokens.text2, 2.5);
        else if (isDiffering(mark))
            painter.drawText(placed(sign), Qt::AlignCenter, QStringLiteral("≠"));
    }
}

} // namespace steward
