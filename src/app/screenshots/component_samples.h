#pragma once

#include "app/style/icons.h"
#include "app/style/tokens.h"

#include <QFrame>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>

namespace steward {

/// A button in a state that only the mouse or the keyboard brings about.
class SampleButton final : public QPushButton {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SampleButton)

public:
    SampleButton(const QString& text, QStyle::State state);

protected:
    void initStyleOption(QStyleOptionButton* option) const override;

private:
    QStyle::State m_state;
};

class SampleField final : public QLineEdit {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SampleField)

public:
    SampleField(const QString& text, QStyle::State state);

protected:
    void initStyleOption(QStyleOptionFrame* option) const override;

private:
    QStyle::State m_state;
};

/// A colour of the tokens, its name on it.
class SampleColor final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SampleColor)

public:
    SampleColor(const QString& name, QColor Tokens::*fill, QColor Tokens::*text);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_name;
    QColor Tokens::*m_fill;
    QColor Tokens::*m_text;
};

class SampleShape final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SampleShape)

public:
    explicit SampleShape(const Mark& mark);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Mark m_mark;
};

/// How a dialog stands on its own: what is asked above, the buttons below.
class SampleDialog final : public QFrame {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SampleDialog)

public:
    SampleDialog();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* m_foot = nullptr;
};

} // namespace steward
