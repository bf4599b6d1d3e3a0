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
    bool isPlain = false; ///< the text as any other, whatever the mark says
};

QSizeF pillSize(const Pill& pill);
/// From the rect's left, in the middle of its height. On a selection a quiet fill would not be seen.
void paintPill(
    QPainter& painter, const QRectF& rect, const Pill& pill, const QPalette& palette, bool isOnSelection = false);

class PillLabel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PillLabel)

public:
    explicit PillLabel(QWidget* parent = nullptr);
    explicit PillLabel(const Pill& pill, QWidget* parent = nullptr);
    void setPill(const Pill& pill);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Pill m_pill;
};

} // namespace steward
