#pragma once

#include "app/work/gui_dispatcher.h"

#include <QDialog>
#include <QStringList>

#include <memory>

namespace Ui {
class LogWindow;
}

namespace steward {

class BackgroundRunner;

/// The newest lines of the log, to be read, filtered and copied. A worker reads the files.
class LogWindow final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LogWindow)

public:
    /// `folder`: DataDirectory::logsPath().
    LogWindow(BackgroundRunner& runner, const QString& folder, QWidget* parent);
    ~LogWindow() override;
    void read();

private:
    void showLines();

    BackgroundRunner& m_runner;
    const QString m_folder;
    QStringList m_lines;
    std::unique_ptr<Ui::LogWindow> m_ui;
    GuiDispatcher m_post;
};

} // namespace steward
