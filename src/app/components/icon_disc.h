#pragma once

#include "app/style/icons.h"

#include <QWidget>

namespace steward {

/// An icon on a round fill: what an empty page is for, or that something is done.
class IconDisc final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(IconDisc)

public:
    explicit IconDisc(QWidget* parent = nullptr);
    /// In the design's pixels.
    void setLook(Icon icon, qreal disc, qreal side, QColor Tokens::*fill, QColor Tokens::*color, qreal stroke = 1.75);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Icon m_icon = Icon::Info;
    qreal m_disc = 0;
    qreal m_side = 0;
    QColor Tokens::*m_fill = &Tokens::quietSoft;
    QColor Tokens::*m_color = &Tokens::text2;
    qreal m_stroke = 0;
};

} // namespace steward
