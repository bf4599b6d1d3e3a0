#pragma once

#include "app/style/mark.h"

#include <QFrame>

class QPushButton;

namespace steward {

/// Says in one line that something small was done, or that something has changed by itself, with the one thing that can
/// be done about it. Never an error.
class Toast final : public QFrame {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Toast)

public:
    Toast(
        const QString& text, const QString& action, const Mark& mark = {MarkShape::Done, Tone::Good},
        QWidget* parent = nullptr);
    const Mark& mark() const { return m_mark; }

Q_SIGNALS:
    void actionWanted();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Mark m_mark;
};

} // namespace steward
