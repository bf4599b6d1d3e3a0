#pragma once

#include <QPointer>
#include <QWidget>

#include <memory>

class QAction;

namespace Ui {
class WindowFoot;
}

namespace steward {

class ActivityLog;
struct ProfileContext;
class Workspace;

/// Under every page: the environment's word, each store's reading, what runs, and what the page counts.
class WindowFoot final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WindowFoot)

public:
    explicit WindowFoot(QWidget* parent = nullptr);
    ~WindowFoot() override;

    void setActivityAction(QAction& action);
    /// No workspace is open.
    void showNothing();
    void follow(const ProfileContext& stores, Workspace& workspace, const ActivityLog& log);
    void setSummary(const QString& summary);
    const QString& summary() const;
    void setNarrow(bool isNarrow);

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void leave();
    void showReading(const Workspace& workspace);

    std::unique_ptr<Ui::WindowFoot> m_ui;
    QPointer<Workspace> m_workspace;
};

} // namespace steward
