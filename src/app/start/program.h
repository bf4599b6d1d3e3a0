#pragma once

#include "app/shell/window_settings.h"
#include "app/start/app_options.h"
#include "app/work/background_runner.h"
#include "app/work/gui_dispatcher.h"
#include "local/data_directory.h"
#include "local/log.h"
#include "local/log_message_handler.h"
#include "local/managed_settings.h"
#include "local/translations.h"

#include <QObject>

#include <memory>
#include <optional>

class QApplication;

namespace steward {

class MainWindow;
class ProfileService;
class Windows;

/// What a worker reads before the window opens.
struct ProgramFiles {
    DataDirectory directory;
    ManagedSettings managed;
    std::shared_ptr<Log> log;
    WindowSettings::Values settings;
    Result<void> libpq; ///< an error where no store may be opened

    /// Blocks.
    static Result<ProgramFiles> open(const QString& dataDirectory);
};

/// The program with its window, from the first event to the last. GUI thread only; the disk is left to workers.
class Program final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Program)

public:
    Program(QApplication& application, AppOptions options);
    ~Program() override;

    /// To be followed by the event loop, which ends with 1 where the data directory cannot be used.
    void start();
    /// The oldest; null before the files are read.
    MainWindow* window() const;

private:
    /// A file that the desktop hands over while the program runs.
    bool eventFilter(QObject* watched, QEvent* event) override;
    void openWindow(const Result<ProgramFiles>& files);
    void openFirst(MainWindow& window, const DataDirectory& directory);
    void openEnvironment(MainWindow& window, const DataDirectory& directory);

    QApplication& m_application;
    const AppOptions m_options;
    // In this order: what writes to the log goes before it, and nobody waits for a worker while a window is left.
    std::shared_ptr<Log> m_log;
    std::unique_ptr<LogMessageHandler> m_messages;
    BackgroundRunner m_runner;
    std::unique_ptr<WindowSettings> m_settings;
    std::unique_ptr<ProfileService> m_profiles;
    std::unique_ptr<Windows> m_windows;
    QString m_file; ///< to be opened with the window
    GuiDispatcher m_post;
};

} // namespace steward
