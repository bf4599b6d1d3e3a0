#pragma once

#include "app/style/tokens.h"
#include "app/style/type.h"

#include <QAbstractButton>

namespace steward {

/// A number or a few words that lead to what they are about: plain text that is underlined under the pointer, with a
/// ring when it has the focus. Cut with an ellipsis where there is no room.
class TextButton final : public QAbstractButton {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TextButton)

public:
    explicit TextButton(QWidget* parent = nullptr);

    void setLook(TextSize size, QFont::Weight weight, QColor Tokens::*color);
    /// The first part stands out in a colour of its own; `spoken` is what a screen reader says of all.
    void setWords(const QString& text, const QString& spoken, const QString& lead = {});
    void setLeadColor(QColor Tokens::*color);
    /// The text ends where the button does.
    void setTrailing(bool isTrailing) { m_isTrailing = isTrailing; }
    /// How far the text stands inside, so that the ring has room; layouts take it off their margins.
    static int inset();
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QFont fontOfLead() const;

    QString m_lead;
    TextSize m_size = TextSize::Body;
    QFont::Weight m_weight = QFont::Normal;
    QColor Tokens::*m_color = &Tokens::text;
    QColor Tokens::*m_leadColor = &Tokens::text;
    bool m_isTrailing = false;
};

} // namespace steward
