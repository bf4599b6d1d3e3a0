#pragma once

#include <QColor>
#include <QWidget>

#include <memory>

class QAction;
class QMenu;

namespace Ui {
class WindowHeader;
}

namespace steward {

struct ProfileContext;

/// Over every page: the environment's line, the workspace, search and commands, what was read when, and the menu.
class WindowHeader final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WindowHeader)

public:
    /// What its parts trigger; the buttons follow the actions.
    struct Parts {
        QAction& palette;
        QAction& refresh;
        QAction& newInstance;
        QMenu& workspaces;
        QMenu& menu;
    };
    explicit WindowHeader(QWidget* parent = nullptr);
    ~WindowHeader() override;
    void setParts(const Parts& parts);
    void setStores(const ProfileContext& stores);
    /// "Read 12:04", "Reading…", "Server not read".
    void setReading(const QString& words);
    /// What was told since the workspace was opened.
    void setAlertMenu(QMenu& menu);
    /// `unseen`: told since the menu was opened last.
    void setAlerts(bool areThere, int unseen);
    /// At 1000 and less: icons where there were words.
    void setNarrow(bool isNarrow);

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void measure();

    std::unique_ptr<Ui::WindowHeader> m_ui;
    bool m_isNarrow = false;
    QColor m_line;
};

} // namespace steward
