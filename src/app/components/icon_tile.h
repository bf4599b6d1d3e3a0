#pragma once

#include "app/style/icons.h"

#include <QWidget>

namespace steward {

/// An icon on a square in the colour of a selection: what a card is about.
class IconTile final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(IconTile)

public:
    explicit IconTile(QWidget* parent = nullptr);
    void setIcon(Icon icon);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Icon m_icon = Icon::Info;
};

} // namespace steward
