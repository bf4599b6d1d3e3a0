#pragma once

#include "app/work/gui_dispatcher.h"
#include "workflows/live/reading_pace.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <memory>
#include <stop_token>

class QWidget;

namespace steward {

class BackgroundRunner;
class StoreFactory;
class Workspace;

/// Has a workspace read again by itself, by ReadingPace: after the profile's time, and after hints, which are listened
/// for on workers. Asks memory of the parts on screen more often. GUI thread only; never waits.
class LiveReading final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LiveReading)

public:
    LiveReading(
        Workspace& workspace, std::shared_ptr<const StoreFactory> stores, BackgroundRunner& runner,
        ReadingPace::Settings settings, QObject* parent);
    ~LiveReading() override;

    /// Whether somebody looks is whether this window is shown. Null: somebody does.
    void follow(QWidget* window);
    /// Something is watched, so that it goes on while nobody looks.
    void setWatched(bool isWatched);
    /// Where somebody tells of changes, for the settings' page: "cache", "database".
    bool isListening() const { return m_listening > 0; }
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void listen();
    void takeReading();
    void wake();
    void plan();
    void read();
    void planScreen();
    bool isSeen() const;

    Workspace& m_workspace;
    std::shared_ptr<const StoreFactory> m_stores;
    BackgroundRunner& m_runner;
    const bool m_isOn;
    ReadingPace m_pace;
    QTimer m_next;
    QTimer m_screen;
    QElapsedTimer m_reading;
    QPointer<QWidget> m_window;
    bool m_isWatched = false;
    int m_listening = 0; ///< stores that tell by themselves
    std::stop_source m_stop;
    GuiDispatcher m_post;
};

} // namespace steward
