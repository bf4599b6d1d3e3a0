#pragma once

#include "app/style/tokens.h"

#include <QFrame>

namespace steward {

/// A part of a page over its full width or height: a fill, and lines where it ends.
class Strip final : public QFrame {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Strip)

public:
    explicit Strip(QWidget* parent = nullptr);
    void setLook(QColor Tokens::*fill, Qt::Edges lines);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QColor Tokens::*m_fill;
    Qt::Edges m_lines;
};

} // namespace steward
