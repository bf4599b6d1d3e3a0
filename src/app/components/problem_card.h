#pragma once

#include "app/style/mark.h"

#include <QFrame>
#include <QStringList>

class QHBoxLayout;
class QPushButton;
class QVBoxLayout;

namespace steward {

/// One problem: its shape and title, a sentence or two, and what can be done about it.
class ProblemCard final : public QFrame {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProblemCard)

public:
    ProblemCard(const Mark& mark, const QString& title, const QString& sentence, QWidget* parent = nullptr);
    /// Numbered, below the sentence.
    void setSteps(const QStringList& steps);
    void addButton(QPushButton* button);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Mark m_mark;
    QVBoxLayout* m_steps;
    QHBoxLayout* m_buttons;
};

} // namespace steward
