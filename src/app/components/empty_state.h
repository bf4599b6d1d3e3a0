#pragma once

#include "app/style/icons.h"

#include <QWidget>

class QHBoxLayout;
class QPushButton;
class QVBoxLayout;

namespace steward {

class IconDisc;
class TextLabel;

/// What a page shows while there is nothing to show: what it is for, in a sentence, and at most two ways on.
class EmptyState final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EmptyState)

public:
    enum class Look : quint8 {
        Quiet,
        Good,  ///< nothing is there, and that is how it should be
        Accent ///< nothing is there yet
    };
    explicit EmptyState(QWidget* parent = nullptr); ///< of a Designer file; setWords() says the rest
    EmptyState(Icon icon, const QString& title, const QString& sentence, QWidget* parent = nullptr);
    void setWords(Icon icon, Look look, const QString& title, const QString& sentence);
    void setSentence(const QString& sentence);
    void addButton(QPushButton* button);
    /// Below the sentence: "↑ ↓ to move". Keys stand in brackets: "[↑] [↓] to move".
    void setKeys(const QString& keys);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitWords();

    IconDisc* m_disc;
    TextLabel* m_title;
    TextLabel* m_sentence;
    QVBoxLayout* m_column;
    QHBoxLayout* m_buttons;
};

} // namespace steward
