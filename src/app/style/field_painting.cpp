#include "app/style/field_painting.h"

#include "app/style/icons.h"
#include "app/style/painting.h"

#include <QStyle>
#include <QStyleOptionComboBox>
#include <QWidget>

namespace steward {
namespace {

constexpr auto fieldErrorProperty = "error";
constexpr qreal choiceBox = 16;
constexpr qreal fieldChevron = 14;

QRectF centredSquare(const QRectF& rect, qreal side)
{
    QRectF square(0, 0, scaledF(side), scaledF(side));
    square.moveCenter(rect.center());
    return square;
}

struct ChoiceColors {
    QColor fill;
    QColor line;
};

ChoiceColors colorsOfChoice(const OptionLook& look, bool isFilled)
{
    const Tokens& tokens = look.tokens;
    if (!look.isEnabled)
        return {tokens.quietSoft, tokens.line2};
    return isFilled ? ChoiceColors{tokens.accent, tokens.accent} : ChoiceColors{tokens.surface, tokens.control};
}

} // namespace

void setFieldError(QWidget& field, bool isWrong)
{
    field.setProperty(fieldErrorProperty, isWrong);
    field.update();
}

void paintField(QPainter& painter, const QStyleOption& option, const QWidget* field)
{
    const OptionLook look(option);
    const Tokens& tokens = look.tokens;
    if (!look.isEnabled)
        return paintBox(painter, option.rect, controlRadius, tokens.quietSoft, tokens.line2);
    const bool isWrong = field && field->property(fieldErrorProperty).toBool();
    const QColor& line = isWrong ? tokens.bad : look.isFocused ? tokens.accent : tokens.control;
    const qreal width = isWrong || look.isFocused ? scaledF(focusRing) : 1;
    paintBox(painter, option.rect, controlRadius, tokens.surface, line, width);
}

void paintCombo(QPainter& painter, const QStyleOptionComboBox& option, const QWidget* combo)
{
    if (option.frame)
        paintField(painter, option, combo);
    const QRect arrow =
        combo ? combo->style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxArrow, combo)
              : option.rect;
    const OptionLook look(option);
    paintIcon(
        painter, centredSquare(arrow, fieldChevron), Icon::ChevronDown,
        look.isEnabled ? look.tokens.text2 : look.tokens.quiet);
}

void paintSpin(QPainter& painter, const QStyleOptionSpinBox& option, const QWidget* spin)
{
    paintField(painter, option, spin);
    if (!spin || option.buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const OptionLook look(option);
    const auto arrow = [&](QStyle::SubControl part, Icon icon, QAbstractSpinBox::StepEnabledFlag step) {
        const QRect rect = spin->style()->subControlRect(QStyle::CC_SpinBox, &option, part, spin);
        const bool canStep = look.isEnabled && option.stepEnabled.testFlag(step);
        paintIcon(painter, centredSquare(rect, 12), icon, canStep ? look.tokens.text2 : look.tokens.line2);
    };
    arrow(QStyle::SC_SpinBoxUp, Icon::ChevronUp, QAbstractSpinBox::StepUpEnabled);
    arrow(QStyle::SC_SpinBoxDown, Icon::ChevronDown, QAbstractSpinBox::StepDownEnabled);
}

void paintCheck(QPainter& painter, const QStyleOption& option)
{
    const OptionLook look(option);
    const bool isPartly = option.state.testFlag(QStyle::State_NoChange);
    const QRectF box = centredSquare(option.rect, choiceBox);
    const ChoiceColors colors = colorsOfChoice(look, look.isOn || isPartly);
    paintBox(painter, box, 4, colors.fill, colors.line, 1.5);
    const QColor& tick = look.isEnabled ? look.tokens.onFill : look.tokens.quiet;
    if (isPartly) {
        QRectF dash(0, 0, scaledF(8), scaledF(2));
        dash.moveCenter(box.center());
        painter.fillRect(dash, tick);
    } else if (look.isOn)
        paintIcon(painter, centredSquare(box, 12), Icon::Check, tick, 3);
    if (look.isFocused)
        paintFocusRing(painter, box, 4, look.tokens);
}

void paintRadio(QPainter& painter, const QStyleOption& option)
{
    const OptionLook look(option);
    const QRectF box = centredSquare(option.rect, choiceBox);
    const QColor& line = !look.isEnabled ? look.tokens.line2 : look.isOn ? look.tokens.accent : look.tokens.control;
    const qreal width = look.isOn ? scaledF(5) : 1.5;
    paintBox(painter, box, choiceBox / 2, look.isEnabled ? look.tokens.surface : look.tokens.quietSoft, line, width);
    if (look.isFocused)
        paintFocusRing(painter, box, choiceBox / 2, look.tokens);
}

} // namespace steward
