#pragma once

#include "app/style/icons.h"

#include <QWidget>

class QHBoxLayout;
class QPushButton;

namespace steward {

class TextLabel;

/// What a page shows while there is nothing to show: what it is for, in a sentence, and at most two ways on.
class EmptyState final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EmptyState)

public:
    EmptyState(Icon icon, const QString& title, const QString& sentence, QWidget* parent = nullptr);
    void setSentence(const QString& sentence);
    void addButton(QPushButton* button);

private:
    TextLabel* m_sentence;
    QHBoxLayout* m_buttons;
};

} // namespace steward
