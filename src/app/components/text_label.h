#pragma once

#include "app/style/tokens.h"
#include "app/style/type.h"

#include <QLabel>

namespace steward {

/// Plain text in one of the sizes of the design and a colour of the tokens, also after light became dark.
class TextLabel final : public QLabel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TextLabel)

public:
    explicit TextLabel(QWidget* parent = nullptr); ///< of a Designer file; setLook() says the rest
    explicit TextLabel(
        const QString& text, TextSize size = TextSize::Body, QFont::Weight weight = QFont::Normal,
        QColor Tokens::*color = &Tokens::text, QWidget* parent = nullptr);
    void setLook(TextSize size, QFont::Weight weight, QColor Tokens::*color);

protected:
    void changeEvent(QEvent* event) override;

private:
    void takeColor();

    QColor Tokens::*m_color;
};

} // namespace steward
