#pragma once

#include "app/style/mark.h"

#include <QFrame>

class QHBoxLayout;
class QPushButton;

namespace steward {

/// One problem: its shape and title, a sentence or two, and what can be done about it.
class ProblemCard final : public QFrame {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProblemCard)

public:
    ProblemCard(const Mark& mark, const QString& title, const QString& sentence, QWidget* parent = nullptr);
    void addButton(QPushButton* button);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Mark m_mark;
    QHBoxLayout* m_buttons;
};

} // namespace steward
