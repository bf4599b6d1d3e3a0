#pragma once

class QPainter;
class QStyleOption;
class QStyleOptionComboBox;
class QStyleOptionSpinBox;
class QWidget;

namespace steward {

/// Whether what is typed cannot be used; a field shows it by its outline. The property `error` says it.
void setFieldError(QWidget& field, bool isWrong);

void paintField(QPainter& painter, const QStyleOption& option, const QWidget* field);
/// Without the text.
void paintCombo(QPainter& painter, const QStyleOptionComboBox& option, const QWidget* combo);
void paintSpin(QPainter& painter, const QStyleOptionSpinBox& option, const QWidget* spin);

/// The box of a check or radio in the middle of the option's rect.
void paintCheck(QPainter& painter, const QStyleOption& option);
void paintRadio(QPainter& painter, const QStyleOption& option);

} // namespace steward
