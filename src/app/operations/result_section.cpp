#include "app/operations/result_section.h"

#include "app/components/card.h"
#include "app/components/strip.h"
#include "app/components/text_label.h"
#include "app/style/button_painting.h"
#include "app/style/painting.h"
#include "app/style/plain_text.h"
#include "app/style/shapes.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>

namespace steward {
namespace {

constexpr qreal sectionPadding = 16;
constexpr qreal resultMark = 14;

/// The shape before a line.
class MarkLabel final : public QWidget {
public:
    explicit MarkLabel(const Mark& mark)
        : m_mark(mark)
    {
        setFixedSize(scaled(resultMark), scaled(resultMark));
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        paintShape(painter, rect(), m_mark, Tokens::of(palette()).tone(m_mark.tone));
    }

private:
    const Mark m_mark;
};

QHBoxLayout* titleRow(const ResultSection::Line& line)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(scaled(6));
    auto* lead = new TextLabel(breakable(line.lead), TextSize::Body, QFont::DemiBold);
    lead->setWordWrap(line.suffix.isEmpty());
    row->addWidget(lead, line.suffix.isEmpty() ? 1 : 0);
    if (line.suffix.isEmpty())
        return row;
    row->addWidget(new TextLabel(line.suffix, TextSize::Label, QFont::Normal, &Tokens::quiet));
    row->addStretch(1);
    return row;
}

} // namespace

ResultSection::ResultSection(const QString& title, int all, const std::vector<Line>& lines, QWidget* parent)
    : QWidget(parent)
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* card = new Card;
    outer->addWidget(card);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(1, scaled(12), 1, scaled(4));
    column->setSpacing(0);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(scaled(sectionPadding), 0, scaled(sectionPadding), scaled(4));
    head->setSpacing(scaled(8));
    head->addWidget(new TextLabel(title, TextSize::Section, QFont::DemiBold));
    if (all > 0)
        head->addWidget(new TextLabel(QLocale().toString(all), TextSize::Body, QFont::Normal, &Tokens::quiet));
    head->addStretch(1);
    column->addLayout(head);
    for (size_t place = 0; place < lines.size(); ++place)
        add(lines[place], *column, place == 0);
    setAccessibleName(title);
}

void ResultSection::add(const Line& line, QVBoxLayout& column, bool isFirst)
{
    auto* strip = new Strip;
    strip->setLook(&Tokens::surface, isFirst ? Qt::Edges() : Qt::Edges(Qt::TopEdge));
    auto* row = new QHBoxLayout(strip);
    row->setContentsMargins(scaled(sectionPadding), scaled(12), scaled(sectionPadding) - ringRoom(), scaled(12));
    row->setSpacing(scaled(12));
    row->addWidget(new MarkLabel(line.mark), 0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(scaled(2));
    words->addLayout(titleRow(line));
    if (!line.sentence.isEmpty()) {
        auto* sentence = new TextLabel(breakable(line.sentence), TextSize::Body, QFont::Normal, &Tokens::text2);
        sentence->setWordWrap(true);
        sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
        words->addWidget(sentence);
    }
    row->addLayout(words, 1);
    if (!line.name.isEmpty()) {
        auto* show = new QPushButton(tr("Show"));
        setButtonSize(*show, ButtonSize::Small);
        show->setAutoDefault(false);
        //: %1 is an instance
        show->setAccessibleName(tr("Show %1 among the instances").arg(line.lead + QLatin1Char(' ') + line.suffix));
        connect(show, &QPushButton::clicked, this, [this, name = line.name] { Q_EMIT instanceWanted(name); });
        row->addWidget(show, 0, Qt::AlignVCenter);
    }
    column.addWidget(strip);
}

} // namespace steward
