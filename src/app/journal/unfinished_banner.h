#pragma once

#include "app/journal/unfinished_work.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace steward {

/// Says at the window's top that something was interrupted or not heard, and offers to bring it to its end.
class UnfinishedBanner final : public QFrame {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UnfinishedBanner)

public:
    explicit UnfinishedBanner(QWidget* parent = nullptr);
    void setWork(const UnfinishedWork& work, bool readOnly);

Q_SIGNALS:
    void resumeWanted();
    void journalWanted();

private:
    QLabel* m_mark;
    QLabel* m_words;
    QPushButton* m_resume;
};

} // namespace steward
