#pragma once

#include <QIconEngine>
#include <QPainter>
#include <QPixmap>

namespace steward {

/// Draws at whatever size and scale is asked for, so that an icon is never a stretched picture.
class DrawnIcon : public QIconEngine {
public:
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }
};

} // namespace steward
