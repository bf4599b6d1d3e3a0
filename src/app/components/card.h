#pragma once

#include <QFrame>

namespace steward {

/// A surface with a line around it, on which a part of a page stands.
class Card final : public QFrame {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Card)

public:
    explicit Card(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace steward
