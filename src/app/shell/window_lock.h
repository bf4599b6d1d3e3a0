#pragma once

#include "app/lock/idle_watch.h"
#include "app/profiles/profile_service.h"

#include <QList>
#include <QObject>
#include <QPointer>
#include <QWidget>

#include <functional>

class QMainWindow;

namespace steward {

class LockCover;
class WindowSettings;

/// Locks the window where nobody has used Steward for a while and that is wished: all of it is out of sight and cannot
/// be reached, shown secrets are hidden and what Steward put on the clipboard is gone. What is under way goes on.
class WindowLock final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WindowLock)

public:
    static constexpr std::chrono::minutes usual{4};
    /// Whether it may be unlocked, which is told later.
    using Then = std::function<void(const Unlocking&)>;
    using Unlock = std::function<void(const Secret& typed, const Then& then)>;
    /// `hasSomething`: there is something to be hidden.
    WindowLock(QMainWindow& window, WindowSettings& settings, std::function<bool()> hasSomething, Unlock unlock);
    ~WindowLock() override;

    bool isLocked() const { return m_cover != nullptr; }
    /// Also where it is not wished.
    void lock();
    /// On the cover, where it is locked.
    void say(const QString& sentence);

    bool isOn() const;
    void setOn(bool isOn);
    std::chrono::minutes after() const; ///< where it is on
    /// For tests: sooner.
    void setAfter(std::chrono::milliseconds after) { m_sooner = after; }
    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void lockedChanged(bool isLocked);

private:
    bool isOurs(const QObject* object) const;
    bool isBelow(const QObject* object) const;
    void hideSecrets();
    void hideWindows();
    void hideContent();
    void setMenusOn(bool isOn);
    void hide(QWidget& widget);
    void ask(const Secret& typed);
    void unlock();

    QMainWindow& m_window;
    WindowSettings& m_settings;
    const std::function<bool()> m_hasSomething;
    const Unlock m_unlock;
    std::chrono::milliseconds m_sooner{0};
    IdleWatch m_idle;
    LockCover* m_cover = nullptr; ///< a child of the window; null: it is not locked
    QPointer<QWidget> m_focus;
    /// In the window and over it, to be shown again as it was.
    struct Hidden {
        QPointer<QWidget> widget;
        bool isModal;
    };
    QList<Hidden> m_hidden;
};

} // namespace steward
