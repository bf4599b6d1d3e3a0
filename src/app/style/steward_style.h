#pragma once

#include <QProxyStyle>

namespace steward {

/// How everything in the window looks (docs/design/DESIGN.md): painted from the tokens, at the size of the text. What
/// it does not paint itself is Fusion's, in the same palette.
class StewardStyle final : public QProxyStyle {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StewardStyle)

public:
    StewardStyle();
    using QProxyStyle::polish;
    void polish(QWidget* widget) override;

    void drawPrimitive(
        PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const override;
    void drawControl(
        ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const override;
    void drawComplexControl(
        ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
        const QWidget* widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const override;
    QRect subControlRect(
        ComplexControl control, const QStyleOptionComplex* option, SubControl part,
        const QWidget* widget) const override;
    QSize sizeFromContents(
        ContentsType type, const QStyleOption* option, const QSize& contents, const QWidget* widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(
        StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* answer) const override;
    QIcon standardIcon(StandardPixmap icon, const QStyleOption* option, const QWidget* widget) const override;

private:
    bool
    drawPanel(PrimitiveElement element, const QStyleOption& option, QPainter& painter, const QWidget* widget) const;
    bool
    drawIndicator(PrimitiveElement element, const QStyleOption& option, QPainter& painter, const QWidget* widget) const;
    bool drawBar(ControlElement element, const QStyleOption& option, QPainter& painter) const;
    bool drawText(ControlElement element, const QStyleOption& option, QPainter& painter, const QWidget* widget) const;
};

} // namespace steward
