#pragma once

#include "app/pressable.h"
#include "app/wait_probe.h"

#include "app/shell/window_lock.h"
#include "app/style/appearance.h"
#include "local/translations.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTimer>

#include <functional>

namespace steward::test {

/// Presses what a window shows, and tells which of the presses it stood still for. What they change of the whole
/// program is put back in the end.
class Finger final {
    Q_DISABLE_COPY_MOVE(Finger)

public:
    /// `moment`: what a press begins is waited for so long.
    explicit Finger(MainWindow& window, std::chrono::milliseconds moment = std::chrono::milliseconds(15))
        : m_window(window)
        , m_moment(moment)
    {
        QDir::setCurrent(m_folder.path());
        m_window.idleLock().setAfter(std::chrono::hours(24)); // nobody moves a mouse here
        // Nothing here is to wait in a loop of its own. What does all the same is left, not waited for.
        m_watch.setInterval(1000);
        m_watch.callOnTimeout([this] {
            if (m_isPressing)
                closeWhatWaits();
        });
        m_watch.start();
    }
    ~Finger()
    {
        QDir::setCurrent(m_before);
        applyAppearance(*qobject_cast<QApplication*>(QCoreApplication::instance()), Appearance::Light);
        installTranslations(*QCoreApplication::instance(), Language::English);
    }

    void press(const QString& what, const std::function<void()>& act)
    {
        ++m_presses;
        beginToWatch();
        m_isPressing = true;
        act();
        m_isPressing = false;
        WaitProbe::settle(m_moment);
        tellWait(what);
    }
    void trigger(const char* name)
    {
        QPointer<QAction> action = m_window.findChild<QAction*>(QLatin1String(name));
        if (!action || !action->isEnabled())
            return add(QStringLiteral("%1 cannot be pressed").arg(QLatin1String(name)));
        press(QLatin1String(name), [action] { action->trigger(); });
        closeOthers();
    }
    /// What is no press is watched from here on.
    void beginToWatch() { m_probe.begin(); }
    /// Where the window stood still since then.
    void tellWait(const QString& what)
    {
        const auto waited = std::chrono::duration_cast<std::chrono::milliseconds>(m_probe.longest());
        if (waited > longestWait)
            add(QStringLiteral("%1 lets the window wait for %2 ms").arg(what).arg(waited.count()));
    }
    /// Whatever a press has shown beside the window.
    void closeOthers()
    {
        constexpr std::chrono::milliseconds moment{1};
        for (int left = 20; (QApplication::activePopupWidget() || QApplication::activeModalWidget()) && left > 0;
             --left) {
            closeWhatWaits();
            WaitProbe::settle(moment);
        }
        for (QWidget* other : QApplication::topLevelWidgets()) {
            if (other->isVisible() && other != &m_window && other->windowType() != Qt::ToolTip)
                other->close();
        }
        WaitProbe::settle(moment); // some of them go by then
    }

    /// Where the presses are from now on, for what is told of them.
    void setPlace(const QString& place) { m_place = place; }
    void add(const QString& trouble) { m_trouble << m_place + QStringLiteral(": ") + trouble; }
    int presses() const { return m_presses; }
    QByteArray trouble() const { return m_trouble.join(QLatin1Char('\n')).toUtf8(); }

private:
    MainWindow& m_window;
    const std::chrono::milliseconds m_moment;
    const QString m_before = QDir::currentPath();
    QTemporaryDir m_folder; ///< where a file would go that names none
    WaitProbe m_probe;
    QTimer m_watch;
    bool m_isPressing = false;
    int m_presses = 0;
    QString m_place = QStringLiteral("the window");
    QStringList m_trouble;
};

} // namespace steward::test
