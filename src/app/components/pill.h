#pragma once

#include "app/style/mark.h"

#include <QString>
#include <QWidget>

class QPainter;

namespace steward {

/// A state in one or two words, with its shape. Quiet when healthy: only what differs has a fill.
struct Pill {
    Mark mark;
    QString text;
    bool isFilled = false;
};

QSizeF pillSize(const Pill& pill);
/// From the rect's left, in the middle of its height.
void paintPill(QPainter& painter, const QRectF& rect, const Pill& pill, const QPalette& palette);

class PillLabel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PillLabel)

public:
    explicit PillLabel(Pill pill, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Pill m_pill;
};

} // namespace steward
