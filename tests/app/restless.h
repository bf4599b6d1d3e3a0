#pragma once

#include "app/plan_desk.h"
#include "app/pressable.h"

#include "app/shell/workspace_pages.h"

#include <QAction>
#include <QApplication>
#include <QContextMenuEvent>
#include <QDialog>
#include <QEventLoop>
#include <QFile>
#include <QFileDialog>
#include <QMenu>
#include <QPointer>
#include <QTimer>

#include <random>

namespace steward::test {

/// Somebody who presses whatever there is: clicks, keys, words, menus, files, sizes, and now and then what agrees to a
/// plan. Each event comes from the event loop, so it also comes to a menu or a dialog that waits in a loop of its own.
/// The same seed does the same, as far as the window answers in the same time.
class Restless final {
public:
    /// `folder`: where files are saved and opened.
    Restless(MainWindow& window, quint32 seed, QString folder)
        : m_window(window)
        , m_folder(std::move(folder))
        , m_random(seed)
    {
        // What ends the program or leaves the workspace: nothing more of it would be seen then.
        for (const char* action :
             {"actionQuit", "actionPractice", "actionStart", "actionNewProfile", "actionImportProfile",
              "actionCloseWindow"})
            m_window.findChild<QAction*>(QLatin1String(action))->setEnabled(false);
    }

    /// So many events; back when no menu and no dialog waits any more.
    void act(int events)
    {
        m_left = events;
        QEventLoop loop;
        m_loop = &loop;
        next();
        loop.exec();
        m_loop = nullptr;
    }

private:
    static constexpr int mostLoops = 4; ///< menus and dialogs that wait within one another

    int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(m_random); }
    template<class List>
    auto oneOf(const List& list)
    {
        return list.at(below(static_cast<int>(list.size())));
    }

    void next()
    {
        QTimer::singleShot(1, &m_context, [this] { step(); });
    }
    void step()
    {
        if (m_left > 0 || QApplication::activePopupWidget() || QApplication::activeModalWidget() || m_loops > 0)
            next(); // before: what is done now may wait in a loop of its own
        else
            return m_loop->quit();
        if (m_left <= 0 || m_loops >= mostLoops)
            return closeWhatWaits();
        --m_left;
        ++m_loops;
        doOne();
        --m_loops;
    }
    void doOne()
    {
        if (auto* files = qobject_cast<QFileDialog*>(QApplication::activeModalWidget()))
            return chooseFile(*files);
        if (QWidget* popup = QApplication::activePopupWidget())
            return actOnPopup(*popup);
        if (QApplication::activeModalWidget() && below(6) == 0)
            return closeWhatWaits();
        switch (below(12)) {
        case 0:
            return trigger(oneOf(m_window.actions()));
        case 1:
            return showPage();
        case 2:
        case 3:
            return pressKey(keyTarget());
        case 4:
            return type();
        case 5:
            return agree();
        case 6:
            return below(4) == 0 ? resize() : openContextMenu();
        default:
            return click();
        }
    }

    static bool isMeant(const QAction& action)
    {
        return action.isEnabled() && action.isVisible() && !action.isSeparator() && !action.menu();
    }
    void trigger(QAction* action)
    {
        if (isMeant(*action) && !QApplication::activeModalWidget())
            action->trigger();
    }
    /// A menu's line is taken or it is closed; a list that opened is used like any other part.
    void actOnPopup(QWidget& popup)
    {
        const auto* menu = qobject_cast<QMenu*>(&popup);
        if (!menu)
            return below(3) == 0 ? closeWhatWaits() : pressKey(&popup);
        const QList<QAction*> all = menu->actions();
        const QPointer<QAction> taken = all.isEmpty() || below(3) == 0 ? nullptr : oneOf(all);
        if (taken && taken->menu() && below(2) == 0)
            return taken->menu()->popup(popup.pos());
        closeWhatWaits();
        if (taken)
            trigger(taken);
    }
    /// It never leaves the folder, whatever else it could be led to.
    void chooseFile(QFileDialog& files)
    {
        const bool isOpening = files.fileMode() == QFileDialog::ExistingFile;
        const QString path =
            m_folder + QStringLiteral("/%1").arg(isOpening ? QStringLiteral("given") : QString::number(++m_files));
        QFile given(path);
        if (isOpening && !given.exists() && given.open(QIODevice::WriteOnly))
            given.write("organization,phone\nClínica Silva,+55 11 91234-5678\n<b>&amp;,5\n");
        if (below(3) == 0)
            return files.reject();
        files.setDirectory(m_folder);
        files.selectFile(path);
        QMetaObject::invokeMethod(&files, "accept");
    }
    void showPage()
    {
        if (m_window.pages() && !QApplication::activeModalWidget())
            m_window.pages()->show(static_cast<Page>(below(pageCount)));
    }

    /// What may be used: a dialog that waits, else mostly the window.
    QWidget& place()
    {
        if (QWidget* modal = QApplication::activeModalWidget())
            return *modal;
        QWidgetList others;
        for (QWidget* other : QApplication::topLevelWidgets()) {
            if (other->isVisible() && other != &m_window && other->windowType() != Qt::ToolTip)
                others << other;
        }
        return others.isEmpty() || below(3) != 0 ? m_window : *oneOf(others);
    }
    QWidget* anyVisible()
    {
        QWidget& from = place();
        QWidgetList visible;
        for (QWidget* widget : from.findChildren<QWidget*>()) {
            if (widget->isVisible() && widget->window() == from.window() && !widget->visibleRegion().isEmpty())
                visible << widget;
        }
        return visible.isEmpty() ? &from : oneOf(visible);
    }
    void click()
    {
        const QPointer<QWidget> widget = anyVisible();
        const QPoint at(below(std::max(widget->width(), 1)), below(std::max(widget->height(), 1)));
        const auto keys = below(6) == 0 ? Qt::ControlModifier : below(6) == 0 ? Qt::ShiftModifier : Qt::NoModifier;
        // It may be gone after each.
        const auto send = [&](QTest::MouseAction action) {
            if (widget)
                QTest::mouseEvent(action, widget, Qt::LeftButton, keys, at);
        };
        send(QTest::MousePress);
        send(QTest::MouseRelease);
        if (below(10) != 0)
            return;
        send(QTest::MouseDClick);
        send(QTest::MouseRelease);
    }
    void openContextMenu()
    {
        QWidget* widget = anyVisible();
        const QPoint at(below(std::max(widget->width(), 1)), below(std::max(widget->height(), 1)));
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, widget->mapToGlobal(at));
        QApplication::sendEvent(widget, &event);
    }
    QWidget* keyTarget()
    {
        QWidget* focus = QApplication::focusWidget();
        return focus && focus->isVisible() ? focus : &place();
    }
    void pressKey(QWidget* to)
    {
        static const QList<Qt::Key> keys{
            Qt::Key_Tab,  Qt::Key_Return, Qt::Key_Escape, Qt::Key_Space, Qt::Key_Up,     Qt::Key_Down, Qt::Key_Left,
            Qt::Key_Home, Qt::Key_End,    Qt::Key_Delete, Qt::Key_F5,    Qt::Key_Escape, Qt::Key_K,    Qt::Key_F,
            Qt::Key_D,    Qt::Key_R,      Qt::Key_E,      Qt::Key_L,     Qt::Key_P,      Qt::Key_N,    Qt::Key_A};
        QTest::keyClick(to, oneOf(keys), below(2) == 0 ? Qt::ControlModifier : Qt::NoModifier);
    }
    void type()
    {
        static const QStringList texts{
            QStringLiteral("5"),        QStringLiteral("silva"), QStringLiteral("state:closed"),
            QStringLiteral("<b>&amp;"), QStringLiteral("6"),     QStringLiteral("since:>30d"),
            QStringLiteral("+55 11")};
        for (const QChar letter : oneOf(texts))
            QTest::keyClick(keyTarget(), letter.toLatin1());
    }
    /// To whatever plan is shown, in the text that it asks for; else one is asked for.
    void agree()
    {
        if (QApplication::activeModalWidget())
            return;
        for (const PlanPage* page : m_window.findChildren<PlanPage*>()) {
            if (page->isVisible())
                confirm(*page);
        }
        static const QStringList agreeing{
            QStringLiteral("apply"), QStringLiteral("reviewPlan"), QStringLiteral("go"), QStringLiteral("create"),
            QStringLiteral("propose")};
        for (QPushButton* each : m_window.findChildren<QPushButton*>()) {
            if (each->isVisible() && each->isEnabled() && agreeing.contains(each->objectName()))
                return each->click();
        }
        const QString all = below(2) == 0 ? QStringLiteral("actionRepairAll") : QStringLiteral("actionClean");
        if (auto* action = m_window.findChild<QAction*>(all))
            trigger(action);
    }
    void resize() { m_window.resize(800 + below(640), 520 + below(380)); }

    MainWindow& m_window;
    const QString m_folder;
    std::mt19937 m_random;
    QEventLoop* m_loop = nullptr;
    int m_left = 0;
    int m_loops = 0; ///< events that are being handled, each within the one before
    int m_files = 0;
    QObject m_context; ///< last: what is still to come goes first
};

} // namespace steward::test
