#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QPoint>
#include <QTimer>

#include <chrono>
#include <functional>

namespace steward {

/// Tells when nobody has used any of the program's windows for a while: no key, no button, no movement. GUI thread.
class IdleWatch final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(IdleWatch)

public:
    using After = std::function<std::chrono::milliseconds()>;
    /// `after`: how long; zero: it is not watched now. Asked each time, since it may change.
    explicit IdleWatch(After after, QObject* parent = nullptr);

    /// Somebody is there.
    void begin();
    /// How long may be another by now.
    void look();
    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void idle();

private:
    bool isUse(const QEvent& event);
    bool isOver() const;

    const After m_after;
    QTimer m_timer;
    QElapsedTimer m_since;
    qint64 m_started = 0; ///< by the clock on the wall, which goes on while the computer sleeps
    QPoint m_pointer;
};

} // namespace steward
