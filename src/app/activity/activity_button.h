#pragma once

#include "app/style/mark.h"

#include <QPointer>
#include <QToolButton>

class QAction;

namespace steward {

class ActivityLog;

/// "2 running" at the window's foot; shows the page of what is done, as its action does.
class ActivityButton final : public QToolButton {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ActivityButton)

public:
    explicit ActivityButton(QWidget* parent = nullptr);
    /// Once: what shows the page.
    void setAction(QAction& action);
    /// From now on it counts these; null: none. It is seen while something runs or was left open.
    void follow(const ActivityLog* log);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void showCounts();

    QPointer<const ActivityLog> m_log;
    Mark m_mark;
};

} // namespace steward
