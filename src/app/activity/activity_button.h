#pragma once

#include <QPointer>
#include <QToolButton>

class QAction;

namespace steward {

class ActivityLog;

/// "2 running" at the window's foot; shows the activity panel, as its action does.
class ActivityButton final : public QToolButton {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ActivityButton)

public:
    explicit ActivityButton(QAction& action, QWidget* parent = nullptr);
    /// From now on it counts these.
    void follow(const ActivityLog& log);

protected:
    void changeEvent(QEvent* event) override;

private:
    void showCounts();

    QAction& m_action;
    QPointer<const ActivityLog> m_log;
};

} // namespace steward
