#include "app/components/step_lines.h"

#include "app/components/text_label.h"
#include "app/style/painting.h"
#include "app/style/plain_text.h"
#include "app/style/shapes.h"

#include <QBoxLayout>

namespace steward {
namespace {

constexpr qreal stepShape = 18;
constexpr qreal stepTextGap = 12;
constexpr qreal stepPadding = 7;

} // namespace

/// One line with its part of the line that joins them.
class StepLine final : public QWidget {
public:
    explicit StepLine(QWidget* parent)
        : QWidget(parent)
        , m_title(new TextLabel({}, TextSize::Body, QFont::Medium, &Tokens::text, this))
        , m_note(new TextLabel({}, TextSize::Small, QFont::Normal, &Tokens::quiet, this))
    {
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(0, scaled(stepPadding), 0, scaled(stepPadding));
        row->setSpacing(0);
        row->addSpacing(scaled(stepShape + stepTextGap));
        auto* column = new QVBoxLayout;
        row->addLayout(column, 1);
        column->setSpacing(0);
        for (TextLabel* label : {m_title, m_note}) {
            label->setWordWrap(true);
            column->addWidget(label);
        }
    }
    void setLine(const StepLines::Line& line, bool isLast)
    {
        m_mark = line.mark;
        m_isLast = isLast;
        const bool isToCome = line.mark == Mark{MarkShape::Ring, Tone::Quiet};
        m_title->setLook(
            TextSize::Body, line.isStrong ? QFont::DemiBold : QFont::Medium, isToCome ? &Tokens::quiet : &Tokens::text);
        m_title->setText(breakable(line.title));
        m_note->setText(breakable(line.note));
        m_note->setVisible(!line.note.isEmpty());
        setAccessibleName(line.title);
        setAccessibleDescription(line.note);
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const qreal side = scaledF(stepShape);
        const QRectF square = placedIn(rect(), {0, scaledF(stepPadding), side, side}, layoutDirection());
        const Tokens& tokens = Tokens::of(palette());
        QPainter painter(this);
        paintShape(painter, square, m_mark, tokens.tone(m_mark.tone));
        const qreal top = square.bottom() + scaledF(4);
        if (!m_isLast)
            painter.fillRect(QRectF(square.center().x(), top, 1, height() + scaledF(4) - top), tokens.line2);
    }

private:
    Mark m_mark;
    bool m_isLast = false;
    TextLabel* m_title;
    TextLabel* m_note;
};

StepLines::StepLines(QWidget* parent)
    : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
}

void StepLines::setLines(const std::vector<Line>& lines)
{
    if (lines == m_lines)
        return;
    m_lines = lines;
    while (m_rows.size() > lines.size()) {
        delete m_rows.back();
        m_rows.pop_back();
    }
    while (m_rows.size() < lines.size()) {
        m_rows.push_back(new StepLine(this));
        layout()->addWidget(m_rows.back());
    }
    for (size_t row = 0; row < lines.size(); ++row)
        m_rows[row]->setLine(lines[row], row + 1 == lines.size());
}

} // namespace steward
