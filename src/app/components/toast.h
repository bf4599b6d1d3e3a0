#pragma once

#include <QFrame>

class QPushButton;

namespace steward {

/// Says in one line that something small was done, with the one thing that can be done about it. Never an error.
class Toast final : public QFrame {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Toast)

public:
    Toast(const QString& text, const QString& action, QWidget* parent = nullptr);

Q_SIGNALS:
    void actionWanted();

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace steward
