#pragma once

#include <QProxyStyle>

namespace steward {

/// Fusion with outlines that can be seen in the dark too: Fusion derives them from the window's colour alone.
class CalmStyle final : public QProxyStyle {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CalmStyle)

public:
    CalmStyle();
    void drawPrimitive(
        PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const override;

private:
    static void drawCheck(const QStyleOption& option, QPainter& painter);
    static void drawFieldFrame(const QStyleOption& option, QPainter& painter);
};

} // namespace steward
