#include "app/instances/view_delegate.h"

#include "app/style/icons.h"
#include "app/style/painting.h"
#include "app/style/shapes.h"

#include <QTreeView>

namespace steward {
namespace {

constexpr int outerInset = 8;
constexpr qreal lineInset = 8;
constexpr qreal groupInset = 6;
constexpr qreal problemInset = 28;
constexpr qreal lineIcon = 16;
constexpr qreal lineShape = 12;
constexpr qreal lineGap = 8;

QRect innerRect(const QRect& line)
{
    return line.adjusted(scaled(outerInset), 0, -scaled(outerInset), 0);
}

ViewLine lineOf(const QModelIndex& index)
{
    return static_cast<ViewLine>(index.data(ViewLineRole).toInt());
}

bool isHeading(ViewLine line)
{
    return line == ViewLine::Heading || line == ViewLine::SavedHeading;
}

qreal insetOf(ViewLine line)
{
    switch (line) {
    case ViewLine::Group:
        return groupInset;
    case ViewLine::Problem:
        return problemInset;
    case ViewLine::Heading:
    case ViewLine::SavedHeading:
    case ViewLine::NoneSaved:
    case ViewLine::View:
    case ViewLine::Saved:
        return lineInset;
    }
    return lineInset;
}

/// Paints one line; places are thought of from left to right.
class ViewLinePainter final {
public:
    ViewLinePainter(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index)
        : m_painter(painter)
        , m_option(option)
        , m_index(index)
        , m_tokens(Tokens::of(option.palette))
        , m_line(lineOf(index))
        , m_isCurrent(option.state.testFlag(QStyle::State_Selected))
    {
        m_option.rect = innerRect(option.rect);
    }

    void paint()
    {
        if (m_line == ViewLine::NoneSaved)
            return;
        if (isHeading(m_line))
            return paintHeading();
        paintGround();
        const qreal title = paintFront();
        const qreal count = paintCount();
        paintTitle(title, count);
    }

private:
    QRectF placed(const QRectF& logical) const { return placedIn(m_option.rect, logical, m_option.direction); }

    QRectF square(qreal left, qreal side) const
    {
        return placed({left, QRectF(m_option.rect).center().y() - side / 2, side, side});
    }

    void write(const QRectF& logical, const QString& text, bool isAtEnd)
    {
        paintWords(m_painter, m_option.rect, logical, text, m_option.direction, isAtEnd);
    }

    void paintHeading()
    {
        const QRectF line(m_option.rect);
        m_painter.setFont(textFont(TextSize::Label, QFont::DemiBold));
        m_painter.setPen(m_tokens.quiet);
        const qreal high = scaledF(16);
        write(
            {line.left() + scaledF(lineInset), line.bottom() - high - scaledF(4), line.width() - scaledF(40), high},
            m_index.data().toString(), false);
        if (m_line == ViewLine::SavedHeading) {
            const qreal side = scaledF(14);
            const QRectF plus(
                line.right() - scaledF(lineInset) - side, line.bottom() - scaledF(4) - (high + side) / 2, side, side);
            paintIcon(m_painter, placed(plus), Icon::Plus, m_tokens.text2);
        }
    }

    void paintGround()
    {
        const QRectF box = QRectF(m_option.rect);
        if (m_isCurrent)
            paintBox(m_painter, box, controlRadius, m_tokens.selection, Qt::transparent);
        else if (m_option.state.testFlag(QStyle::State_MouseOver))
            paintBox(m_painter, box, controlRadius, m_tokens.hover, Qt::transparent);
        if (m_option.state.testFlag(QStyle::State_HasFocus))
            paintBox(
                m_painter, box.adjusted(1, 1, -1, -1), controlRadius, Qt::transparent, m_tokens.accentText,
                scaledF(focusRing));
    }

    /// Icon, shape or chevron; answers where the title begins.
    qreal paintFront()
    {
        const qreal left = m_option.rect.left() + scaledF(insetOf(m_line));
        if (m_line == ViewLine::Problem) {
            const auto mark = m_index.data(ViewMarkRole).value<Mark>();
            paintShape(m_painter, square(left, scaledF(lineShape)), mark, m_tokens.tone(mark.tone));
            return left + scaledF(lineShape + lineGap);
        }
        const bool isGroup = m_line == ViewLine::Group;
        const qreal side = scaledF(isGroup ? 14 : lineIcon);
        const bool isOpen = m_option.state.testFlag(QStyle::State_Open);
        const Icon icon = isGroup ? (isOpen ? Icon::ChevronDown : Icon::ChevronRight)
                                  : static_cast<Icon>(m_index.data(ViewIconRole).toInt());
        paintIcon(m_painter, square(left, side), icon, m_isCurrent ? m_tokens.accentText : m_tokens.quiet);
        return left + side + scaledF(isGroup ? 6 : lineGap);
    }

    /// Answers where the title ends.
    qreal paintCount()
    {
        const QString count = m_index.data(ViewCountRole).toString();
        m_painter.setFont(textFont(TextSize::Small));
        m_painter.setPen(m_tokens.quiet);
        const qreal width = QFontMetricsF(m_painter.font()).horizontalAdvance(count) + 1;
        qreal left = m_option.rect.right() + 1 - scaledF(lineInset) - width;
        write({left, qreal(m_option.rect.top()), width, qreal(m_option.rect.height())}, count, true);
        const auto mark = m_index.data(ViewMarkRole).value<Mark>();
        if (m_line == ViewLine::Group && mark.shape != MarkShape::None) {
            left -= scaledF(lineShape + 4);
            paintShape(m_painter, square(left, scaledF(lineShape)), mark, m_tokens.tone(mark.tone));
        }
        return left - scaledF(6);
    }

    void paintTitle(qreal left, qreal right)
    {
        const QFont::Weight weight = m_isCurrent                 ? QFont::DemiBold
                                     : m_line == ViewLine::Group ? QFont::Medium
                                                                 : QFont::Normal;
        m_painter.setFont(textFont(TextSize::Body, weight));
        m_painter.setPen(m_isCurrent ? m_tokens.accentText : m_tokens.text);
        write(
            {left, qreal(m_option.rect.top()), right - left, qreal(m_option.rect.height())}, m_index.data().toString(),
            false);
    }

    QPainter& m_painter;
    QStyleOptionViewItem m_option;
    const QModelIndex& m_index;
    const Tokens& m_tokens;
    ViewLine m_line;
    bool m_isCurrent;
};

} // namespace

void ViewDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    ViewLinePainter(*painter, option, index).paint();
    painter->restore();
}

QSize ViewDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const ViewLine line = lineOf(index);
    if (line == ViewLine::NoneSaved)
        return index.data(Qt::SizeHintRole).toSize();
    if (isHeading(line))
        return {scaled(60), scaled(32)};
    return {scaled(60), scaled(line == ViewLine::Problem ? 28 : 30)};
}

void ViewDelegate::updateEditorGeometry(
    QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    editor->setGeometry(lineOf(index) == ViewLine::NoneSaved ? option.rect : innerRect(option.rect));
}

QRect ViewDelegate::buttonZone(const QRect& whole, ViewLine kind, Qt::LayoutDirection direction)
{
    const QRect line = innerRect(whole);
    const int width = scaled(28);
    if (kind == ViewLine::Group)
        return QStyle::visualRect(direction, line, QRect(line.left(), line.top(), width, line.height()));
    if (kind == ViewLine::SavedHeading)
        return QStyle::visualRect(direction, line, QRect(line.right() - width, line.top(), width, line.height()));
    return {};
}

} // namespace steward
