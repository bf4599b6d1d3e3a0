#pragma once

#include "app/help/tour.h"
#include "app/work/gui_dispatcher.h"
#include "app/workspace/page.h"
#include "local/data_directory.h"

#include <QObject>
#include <QPointer>

#include <functional>

class QAction;
class QMenu;
class QWidget;

namespace steward {

class BackgroundRunner;
class HelpWindow;
class LogWindow;

/// What the menu of help opens: the manual at the page that is seen, the keys, the words, the tour, the log, the
/// bundle for whoever helps, and what Steward is. GUI thread; files are left to workers.
class HelpActions final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HelpActions)

public:
    struct Parts {
        QMenu& menu;
        QAction& page;
        QAction& keys;
        QAction& glossary;
        QAction& tour;
        QAction& log;
        QAction& support;
        QAction& about;
        DataDirectory directory;
        std::function<QString(const QString&)> redact;
        BackgroundRunner& runner;
    };
    HelpActions(Parts parts, QWidget& window);
    /// Which section of the manual is about what is seen.
    void setPage(std::function<QString()> page) { m_page = std::move(page); }
    void showSection(const QString& id);
    /// Over `place`; `show` goes to a page of the opened practice workspace.
    void startTour(QWidget& place, const std::function<void(Page)>& show);
    void endTour();
    Tour* tour() const { return m_tour; } ///< null: none is under way
    /// What is open speaks the language that is spoken now.
    void speak();

Q_SIGNALS:
    void told(const QString& sentence);
    /// The tour needs invented clinics.
    void practiceWanted();

private:
    void showLog();
    void copyBundle();
    void showAbout();
    QString keysTable() const;

    const Parts m_parts;
    QWidget& m_window;
    std::function<QString()> m_page;
    QPointer<HelpWindow> m_help;
    QPointer<LogWindow> m_log;
    QPointer<Tour> m_tour;
    GuiDispatcher m_post;
};

} // namespace steward
