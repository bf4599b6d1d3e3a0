#pragma once

#include "app/style/tokens.h"
#include "app/style/type.h"

#include <QWidget>

namespace steward {

/// One line of plain text that is cut with an ellipsis where there is no room, and says the rest in its tool tip.
class ElidedLabel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ElidedLabel)

public:
    explicit ElidedLabel(QWidget* parent = nullptr);
    void setLook(TextSize size, QFont::Weight weight, QColor Tokens::*color);
    void setText(const QString& text);
    const QString& text() const { return m_text; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_text;
    TextSize m_size = TextSize::Body;
    QFont::Weight m_weight = QFont::Normal;
    QColor Tokens::*m_color = &Tokens::text;
};

} // namespace steward
