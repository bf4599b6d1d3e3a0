#pragma once

#include "app/workspace/page.h"

#include <QCoreApplication>
#include <QString>

#include <array>

class QAction;
class QWidget;

namespace Ui {
class MainWindow;
}

namespace steward {

class WorkspacePages;
struct ManagedSettings;

/// What stands around the pages and tells of the workspace that is open: the summary at the foot, the reading in the
/// header, the badges of the rail, and which of the window's actions can be done. GUI thread only.
class WindowFrame final {
    Q_DECLARE_TR_FUNCTIONS(steward::WindowFrame)
    Q_DISABLE_COPY_MOVE(WindowFrame)

public:
    using PageActions = std::array<QAction*, pageCount>;

    WindowFrame(const Ui::MainWindow& ui, const PageActions& pageActions);

    /// Header, rail and foot with the window's actions, whose keys hold in all of it.
    void compose(QWidget& window);
    /// Those that the form cannot say; its own words take them away.
    void setKeys();
    /// In the window's middle, instead of what was there.
    void put(QWidget* page);
    /// Null: none is open. `hasProfile`: what is shown, or could not be opened, is a profile of the person's own.
    void follow(const WorkspacePages* pages, bool hasProfile);
    /// What an administrator has set cannot be done here.
    void lock(const ManagedSettings& managed, const QString& profileId);
    void setNarrow(bool isNarrow);
    /// Of the instances.
    void setSummary(const QString& summary);
    /// At the foot: what the page in sight comes to.
    void showSummary();
    void showReading();
    void showBadges();

private:
    void showWhatCanBeDone(bool hasProfile);

    const Ui::MainWindow& m_ui;
    const PageActions m_pageActions;
    const WorkspacePages* m_pages = nullptr;
    QString m_summary;
};

} // namespace steward
