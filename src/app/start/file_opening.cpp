#include "app/start/file_opening.h"

#include "app/profiles/profile_actions.h"
#include "app/shell/plan_actions.h"
#include "app/shell/workspace_view.h"
#include "app/window/main_window.h"
#include "app/window/window_profiles.h"

#include <QFileInfo>

#include <utility>

namespace steward {

std::optional<SavedFile> savedFileOf(const QString& path)
{
    QString name = path;
    if (name.endsWith(QLatin1String(".json"), Qt::CaseInsensitive))
        name.chop(5);
    if (name.endsWith(QLatin1String(".steward-plan"), Qt::CaseInsensitive))
        return SavedFile::Plan;
    if (name.endsWith(QLatin1String(".steward-profile"), Qt::CaseInsensitive))
        return SavedFile::Profile;
    return {};
}

FileOpening::FileOpening(MainWindow& window)
    : QObject(&window)
    , m_window(window)
{
    connect(&window, &MainWindow::workspaceOpened, this, &FileOpening::showWaiting);
}

void FileOpening::open(const QString& path)
{
    const std::optional<SavedFile> kind = savedFileOf(path);
    const QString name = QFileInfo(path).fileName();
    if (!kind) {
        if (m_window.view())
            return; // what is open is not left for a file that is nobody's
        //: %1 is a file's name
        return m_window.showWelcome(tr("The file %1 is neither a plan nor a profile of Steward.").arg(name));
    }
    switch (*kind) {
    case SavedFile::Profile:
        return m_window.profiles().actions().importFrom(path);
    case SavedFile::Plan:
        m_waiting = path;
        if (m_window.view())
            return showWaiting();
        //: %1 is a file's name
        return m_window.showWelcome(
            tr("Open the workspace that the plan %1 was made in. It is shown there.").arg(name));
    }
}

void FileOpening::showWaiting()
{
    if (!m_waiting.isEmpty())
        m_window.view()->plans().showSaved(std::exchange(m_waiting, {}));
}

} // namespace steward
