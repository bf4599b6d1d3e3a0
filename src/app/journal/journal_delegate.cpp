#include "app/journal/journal_delegate.h"

#include "app/components/pill.h"
#include "app/journal/journal_model.h"
#include "app/style/painting.h"

namespace steward {
namespace {

constexpr qreal journalInset = 24;
constexpr qreal journalGap = 12;
constexpr qreal journalIcon = 16;
constexpr qreal iconColumn = 28;
constexpr qreal whoColumn = 150;
constexpr qreal stateColumn = 120;
constexpr qreal timeColumn = 48;
constexpr qreal narrowLine = 520; ///< below it who did it gives way

/// Paints one line; places are thought of from left to right.
class JournalLinePainter final {
public:
    JournalLinePainter(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index)
        : m_painter(painter)
        , m_option(option)
        , m_index(index)
        , m_tokens(Tokens::of(option.palette))
        , m_left(option.rect.left() + scaledF(journalInset))
        , m_right(option.rect.right() + 1 - scaledF(journalInset))
    {
    }

    void paint()
    {
        if (m_index.data(JournalIsHeadingRole).toBool())
            return paintDay();
        paintGround();
        paintIcon(
            m_painter, placed(square(m_left, scaledF(journalIcon))),
            static_cast<Icon>(m_index.data(JournalIconRole).toInt()), m_tokens.text2);
        takeFromRight(timeColumn, JournalTimeRole, true);
        paintState();
        if (m_right - m_left > scaledF(narrowLine))
            takeFromRight(whoColumn, JournalWhoRole, false);
        paintTitle();
    }

private:
    QRectF placed(const QRectF& logical) const { return placedIn(m_option.rect, logical, m_option.direction); }
    QRectF square(qreal left, qreal side) const
    {
        return {left, QRectF(m_option.rect).center().y() - side / 2, side, side};
    }
    QRectF column(qreal left, qreal width) const
    {
        return {left, qreal(m_option.rect.top()), width, qreal(m_option.rect.height())};
    }

    void write(const QRectF& logical, const QString& text, const QColor& color, bool isAtEnd = false)
    {
        m_painter.setPen(color);
        paintWords(m_painter, m_option.rect, logical, text, m_option.direction, isAtEnd);
    }

    void paintDay()
    {
        m_painter.fillRect(m_option.rect, m_tokens.side);
        paintLine();
        m_painter.setFont(textFont(TextSize::Label, QFont::DemiBold));
        write(column(m_left, m_right - m_left), m_index.data().toString(), m_tokens.quiet);
    }

    void paintLine()
    {
        const QRect rect = m_option.rect;
        m_painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), m_tokens.line);
    }

    void paintGround()
    {
        const bool isSelected = m_option.state.testFlag(QStyle::State_Selected);
        if (isSelected)
            m_painter.fillRect(m_option.rect, m_tokens.selection);
        else if (m_option.state.testFlag(QStyle::State_MouseOver))
            m_painter.fillRect(m_option.rect, m_tokens.hover);
        paintLine();
        if (isSelected)
            m_painter.fillRect(
                placed(QRectF(m_option.rect.left(), m_option.rect.top(), scaledF(3), m_option.rect.height())),
                m_tokens.accentText);
        if (m_option.state.testFlag(QStyle::State_HasFocus))
            paintOutline(m_painter, m_option.rect, m_tokens.accentText);
    }

    void takeFromRight(qreal width, JournalRole role, bool isAtEnd)
    {
        m_painter.setFont(textFont(TextSize::Body));
        m_right -= scaledF(width);
        write(column(m_right, scaledF(width)), m_index.data(role).toString(), m_tokens.quiet, isAtEnd);
        m_right -= scaledF(journalGap);
    }

    void paintState()
    {
        m_right -= scaledF(stateColumn);
        if (const QVariant state = m_index.data(JournalStateRole); state.isValid())
            paintPill(
                m_painter, placed(column(m_right, scaledF(stateColumn))), state.value<Pill>(), m_option.palette,
                m_option.state.testFlag(QStyle::State_Selected));
        m_right -= scaledF(journalGap);
    }

    void paintTitle()
    {
        const qreal begin = m_left + scaledF(iconColumn + journalGap);
        m_painter.setFont(textFont(TextSize::Body, QFont::Medium));
        const QString title = m_index.data().toString();
        const QRectF room = column(begin, m_right - begin);
        write(room, title, m_tokens.text);
        const qreal width = QFontMetricsF(m_painter.font()).horizontalAdvance(title) + scaledF(6);
        m_painter.setFont(textFont(TextSize::Body));
        if (width < room.width())
            write(
                column(begin + width, room.width() - width), m_index.data(JournalDetailRole).toString(),
                m_tokens.quiet);
    }

    QPainter& m_painter;
    const QStyleOptionViewItem& m_option;
    const QModelIndex& m_index;
    const Tokens& m_tokens;
    qreal m_left;
    qreal m_right;
};

} // namespace

void JournalDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    JournalLinePainter(*painter, option, index).paint();
    painter->restore();
}

QSize JournalDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    return {scaled(narrowLine), scaled(index.data(JournalIsHeadingRole).toBool() ? 31 : 40)};
}

} // namespace steward
