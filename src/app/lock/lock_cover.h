#pragma once

#include "domain/secret.h"

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace steward {

class IconDisc;
class TextLabel;

/// Lies over the whole window while it is locked. It says nothing of what is below.
class LockCover final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LockCover)

public:
    explicit LockCover(QWidget* parent);

    /// It is being looked whether it may be unlocked.
    void setAsking(bool isAsking);
    /// No keychain keeps the secrets: the key is to be typed.
    void askForKey();
    /// Why it stays locked; a plain sentence.
    void say(const QString& sentence);
    void takeFocus();

Q_SIGNALS:
    /// `typed` is empty where no key is asked for.
    void unlockWanted(const steward::Secret& typed);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void speak();
    void press();

    IconDisc* m_disc;
    TextLabel* m_title;
    TextLabel* m_words;
    TextLabel* m_trouble;
    QLineEdit* m_key;
    QPushButton* m_unlock;
};

} // namespace steward
