#include "app/components/numbered_steps.h"

#include "app/components/text_label.h"
#include "app/style/painting.h"

#include <QLocale>
#include <QVBoxLayout>

namespace steward {
namespace {

constexpr qreal numberSide = 26;
constexpr qreal numberGap = 14;
constexpr qreal betweenSteps = 14;

/// A step beside its number, which is painted.
class NumberedStep final : public QWidget {
public:
    NumberedStep(int number, const NumberedSteps::Step& step, QWidget* parent)
        : QWidget(parent)
        , m_number(QLocale().toString(number))
    {
        auto* row = new QHBoxLayout(this); // which runs the other way where text does
        row->setContentsMargins(0, scaled(2), 0, 0);
        row->setSpacing(0);
        row->addSpacing(scaled(numberSide + numberGap));
        auto* column = new QVBoxLayout;
        row->addLayout(column, 1);
        column->setSpacing(0);
        add(*column, step.text, TextSize::Section, &Tokens::text);
        if (!step.note.isEmpty())
            add(*column, step.note, TextSize::Small, &Tokens::quiet);
        setMinimumHeight(scaled(numberSide));
        //: %1 is a number, %2 what is done then
        setAccessibleName(NumberedSteps::tr("%1. %2").arg(m_number, step.text));
        setAccessibleDescription(step.note);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const QRectF number = placedIn(rect(), {0, 0, scaledF(numberSide), scaledF(numberSide)}, layoutDirection());
        const Tokens& tokens = Tokens::of(palette());
        QPainter painter(this);
        paintBox(painter, number, numberSide / 2, tokens.selection, Qt::transparent);
        painter.setFont(textFont(TextSize::Body, QFont::DemiBold));
        painter.setPen(tokens.accentText);
        painter.drawText(number, Qt::AlignCenter, m_number);
    }

private:
    void add(QVBoxLayout& column, const QString& text, TextSize size, QColor Tokens::*color)
    {
        auto* label = new TextLabel(text, size, QFont::Normal, color, this);
        label->setWordWrap(true);
        column.addWidget(label);
    }

    const QString m_number;
};

} // namespace

NumberedSteps::NumberedSteps(QWidget* parent)
    : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(scaled(betweenSteps));
}

void NumberedSteps::setSteps(const std::vector<Step>& steps)
{
    if (steps == m_steps)
        return;
    m_steps = steps;
    while (QLayoutItem* item = layout()->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int number = 0;
    for (const Step& step : steps)
        layout()->addWidget(new NumberedStep(++number, step, this));
}

} // namespace steward
