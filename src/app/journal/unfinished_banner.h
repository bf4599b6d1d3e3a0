#pragma once

#include "app/operations/unfinished_work.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace steward {

/// Says at the window's top that something was interrupted or not heard, what that means, and offers to bring it to its
/// end. Dismissed, it stays away until there is something that it has not said.
class UnfinishedBanner final : public QFrame {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UnfinishedBanner)

public:
    explicit UnfinishedBanner(QWidget* parent = nullptr);
    void setWork(const UnfinishedWork& work, const ProfileContext& stores);

Q_SIGNALS:
    void resumeWanted();
    void journalWanted();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void dismiss();

    QLabel* m_mark;
    QLabel* m_words;
    QPushButton* m_resume;
    QToolButton* m_dismiss;
    UnfinishedWork m_work;
    std::optional<UnfinishedWork> m_dismissed;
};

} // namespace steward
