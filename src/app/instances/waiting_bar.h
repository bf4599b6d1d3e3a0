#pragma once

#include <QFrame>

class QLabel;

namespace steward {

/// Over the table while it keeps its order: how much has changed meanwhile, and the way to see it.
class WaitingBar final : public QFrame {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WaitingBar)

public:
    explicit WaitingBar(QWidget* parent = nullptr);
    /// None: it is not shown.
    void setCount(int updates);

Q_SIGNALS:
    void showWanted();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* m_text;
};

} // namespace steward
