#include "app/inspector/several_view.h"

#include "app/components/problem_card.h"
#include "app/components/text_label.h"
#include "app/style/painted_widget.h"
#include "app/style/painting.h"
#include "app/style/shapes.h"
#include "app/table/audit_index.h"
#include "wording/value_titles.h"

#include <QGridLayout>
#include <QLocale>
#include <QVBoxLayout>

#include <array>

namespace steward {
namespace {

constexpr int stateLineHeight = 36;

/// A card of lines: shape, word, number to the right.
class CountLines final : public PaintedWidget {
public:
    struct Line {
        Mark mark;
        QString title;
        QString count;
    };
    explicit CountLines(std::vector<Line> lines)
        : m_lines(std::move(lines))
    {
        setFixedHeight(scaled(stateLineHeight) * static_cast<int>(m_lines.size()) + 2);
        QStringList words;
        for (const Line& line : m_lines)
            words << line.title + QLatin1Char(' ') + line.count;
        setAccessibleName(words.join(QStringLiteral(", ")));
    }

protected:
    void paint(QPainter& painter, const Tokens& tokens) const override
    {
        paintBox(painter, rect(), cardRadius, tokens.surface, tokens.line);
        const bool isLeft = layoutDirection() == Qt::LeftToRight;
        for (size_t place = 0; place < m_lines.size(); ++place) {
            const Line& line = m_lines[place];
            const QRectF box(
                1, 1 + scaled(stateLineHeight) * static_cast<int>(place), width() - 2, scaled(stateLineHeight));
            if (place > 0)
                painter.fillRect(QRectF(box.left(), box.top(), box.width(), 1), tokens.line);
            const qreal side = scaledF(12);
            const qreal left = isLeft ? box.left() + scaledF(12) : box.right() - scaledF(12) - side;
            paintShape(
                painter, QRectF(left, box.center().y() - side / 2, side, side), line.mark, tokens.tone(line.mark.tone));
            const QRectF words = box.adjusted(scaledF(isLeft ? 34 : 12), 0, -scaledF(isLeft ? 12 : 34), 0);
            painter.setFont(textFont(TextSize::Body));
            painter.setPen(tokens.text2);
            painter.drawText(words, Qt::AlignVCenter | (isLeft ? Qt::AlignLeft : Qt::AlignRight), line.title);
            painter.setFont(textFont(TextSize::Body, QFont::Medium));
            painter.setPen(tokens.text);
            painter.drawText(words, Qt::AlignVCenter | (isLeft ? Qt::AlignRight : Qt::AlignLeft), line.count);
        }
    }

private:
    std::vector<Line> m_lines;
};

QLabel* smallHeading(const QString& text)
{
    auto* label = new TextLabel(text, TextSize::Label, QFont::DemiBold, &Tokens::quiet);
    label->setContentsMargins(0, scaled(10), 0, scaled(6));
    return label;
}

void emptyLines(QLayout& layout)
{
    while (const std::unique_ptr<QLayoutItem> item{layout.takeAt(0)}) {
        if (item->layout())
            emptyLines(*item->layout());
        delete item->widget();
    }
}

} // namespace

SeveralView::SeveralView(QWidget* parent)
    : QWidget(parent)
    , m_lines(new QVBoxLayout(this))
{
    m_lines->setContentsMargins(scaled(16), scaled(6), scaled(16), scaled(16));
    m_lines->setSpacing(0);
}

void SeveralView::setRows(
    const AuditIndex& index, const std::vector<int>& rows, const std::vector<ActionOutlook>& outlooks)
{
    emptyLines(*m_lines);
    m_lines->addWidget(smallHeading(tr("What they are")));
    fillStates(index, rows);
    m_lines->addWidget(smallHeading(tr("What each action does")));
    for (const ActionOutlook& outlook : outlooks)
        addOutlook(outlook, rows.size());
    auto* note = new TextLabel(
        tr("Each opens a plan first. Nothing changes before you confirm it there."), TextSize::Body, QFont::Normal,
        &Tokens::quiet);
    note->setWordWrap(true);
    note->setContentsMargins(0, scaled(12), 0, 0);
    m_lines->addWidget(note);
    m_lines->addStretch(1);
}

void SeveralView::fillStates(const AuditIndex& index, const std::vector<int>& rows)
{
    static constexpr std::array order{InstanceState::Connected, InstanceState::Disconnected, InstanceState::Pairing,
                                      InstanceState::Ghost,     InstanceState::NotOnServer,  InstanceState::NotRead,
                                      InstanceState::Other};
    std::array<int, instanceStateCount> counts{};
    std::array<Mark, instanceStateCount> marks{};
    for (const int row : rows) {
        const auto state = static_cast<size_t>(index.state(row));
        if (counts[state]++ == 0)
            marks[state] = cellMark(index.row(row), Column::State);
    }
    std::vector<CountLines::Line> lines;
    for (const InstanceState state : order) {
        const auto place = static_cast<size_t>(state);
        if (counts[place] > 0)
            lines.push_back({marks[place], instanceStateTitle(state), QLocale().toString(counts[place])});
    }
    const int connected = counts[static_cast<size_t>(InstanceState::Connected)];
    m_lines->addWidget(new CountLines(std::move(lines)));
    if (connected == 0)
        return;
    m_lines->addSpacing(scaled(12));
    m_lines->addWidget(new ProblemCard(
        {MarkShape::Diamond, Tone::Warning}, tr("%n of them are connected", nullptr, connected),
        tr("If you delete these, they lose WhatsApp until someone scans a code again. Steward asks you to type a "
           "confirmation.")));
}

void SeveralView::addOutlook(const ActionOutlook& outlook, size_t of)
{
    auto* grid = new QGridLayout;
    grid->setContentsMargins(0, scaled(8), 0, scaled(8));
    grid->setVerticalSpacing(0);
    grid->setColumnStretch(0, 1);
    grid->addWidget(new TextLabel(outlook.title, TextSize::Body, QFont::DemiBold), 0, 0);
    //: To how many of the selected rows an action would do something: %1 of %2
    const QString count =
        tr("%1 of %2").arg(QLocale().toString(outlook.able), QLocale().toString(static_cast<qlonglong>(of)));
    grid->addWidget(new TextLabel(count, TextSize::Small, QFont::Normal, &Tokens::quiet), 0, 1, Qt::AlignTrailing);
    auto* sentence = new TextLabel(outlook.sentence, TextSize::Body, QFont::Normal, &Tokens::text2);
    sentence->setWordWrap(true);
    grid->addWidget(sentence, 1, 0, 1, 2);
    m_lines->addLayout(grid);
}

} // namespace steward
