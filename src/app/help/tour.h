#pragma once

#include "app/workspace/page.h"

#include <QFrame>

#include <functional>

class QPushButton;

namespace steward {

class TextLabel;

/// Four steps through the practice workspace, each at its page, on a card at the lower end of what is seen. It can be
/// left at any time: by its button, by Esc, or by leaving the workspace.
class Tour final : public QFrame {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Tour)

public:
    static constexpr int stepCount = 4;

    Tour(QWidget& place, std::function<void(Page)> showPage);
    int step() const { return m_step; } ///< from 0
    bool eventFilter(QObject* watched, QEvent* event) override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    void go(int step);
    void layOut();

    QWidget& m_place;
    const std::function<void(Page)> m_show;
    TextLabel* m_number;
    TextLabel* m_title;
    TextLabel* m_sentence;
    QPushButton* m_back;
    QPushButton* m_next;
    int m_step = 0;
};

} // namespace steward
