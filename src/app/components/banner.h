#pragma once

#include "app/style/icons.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace steward {

/// Over a page, full width: what is the matter, in a line or two, and what can be done, to the right.
class Banner final : public QFrame {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Banner)

public:
    Banner(Tone tone, Icon icon, const QString& title, const QString& text = {}, QWidget* parent = nullptr);
    void addButton(QPushButton* button);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Tone m_tone;
    Icon m_icon;
    QHBoxLayout* m_buttons;
};

} // namespace steward
