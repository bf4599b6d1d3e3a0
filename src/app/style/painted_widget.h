#pragma once

#include "app/style/tokens.h"

#include <QPainter>
#include <QWidget>

namespace steward {

/// A widget that draws itself from the tokens of its palette. GUI thread.
class PaintedWidget : public QWidget {
public:
    using QWidget::QWidget;

protected:
    virtual void paint(QPainter& painter, const Tokens& tokens) const = 0;
    void paintEvent(QPaintEvent*) final
    {
        QPainter painter(this);
        paint(painter, Tokens::of(palette()));
    }
};

} // namespace steward
