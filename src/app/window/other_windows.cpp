#include "app/window/other_windows.h"

#include "app/alerts/alert_teller.h"
#include "app/palette/command_palette.h"
#include "app/profiles/profile_service.h"
#include "app/style/plain_text.h"
#include "app/window/main_window.h"
#include "app/window/window_profiles.h"

#include <QAction>
#include <QMenu>

namespace steward {

OtherWindowsMenu::OtherWindowsMenu(Parts parts, MainWindow& window)
    : QObject(&window)
    , m_parts(parts)
    , m_window(window)
{
    follow({});
    connect(&m_parts.close, &QAction::triggered, &window, [&window] { window.closeForGood(); });
}

void OtherWindowsMenu::follow(OtherWindows others)
{
    m_others = std::move(others);
    for (QAction* action : {m_parts.menu.menuAction(), &m_parts.close})
        action->setVisible(static_cast<bool>(m_others.add)); // what is in the menu comes with the profiles
}

void OtherWindowsMenu::list(const std::vector<ProfileStore::Entry>& entries)
{
    m_parts.menu.clear();
    m_parts.palette.close(); // which may show them
    m_parts.palette.model().setActions({}, {});
    qDeleteAll(m_inPalette);
    m_inPalette.clear();
    if (!m_others.add)
        return;
    for (const ProfileStore::Entry& entry : entries) {
        const QString name = withoutMnemonics(entry.profile ? entry.profile->name : entry.id);
        //: %1 is a workspace's name
        add(name, tr("%1 in a new window").arg(name), [this, id = entry.id] { open(id); });
    }
    if (!entries.empty())
        m_parts.menu.addSeparator();
    add(tr("Practice"), tr("Practice in a new window"),
        [this] { m_others.add()->openStores(m_parts.profiles.practice()); });
}

void OtherWindowsMenu::add(const QString& title, const QString& inPalette, const std::function<void()>& act)
{
    m_inPalette << new QAction(inPalette, this);
    m_window.addAction(m_inPalette.back());
    for (QAction* action : {m_parts.menu.addAction(title), m_inPalette.back()})
        connect(action, &QAction::triggered, this, act);
}

bool OtherWindowsMenu::isElsewhere(const QString& profileId, const QString& sentence) const
{
    return !profileId.isEmpty() && m_others.show && m_others.show(profileId, sentence);
}

bool OtherWindowsMenu::refusesRemoval(const QString& profileId) const
{
    if (isElsewhere(profileId, tr("This workspace is open in this window, so it is changed and removed here alone.")))
        return true;
    const bool isAtWork = m_window.isAtWork(profileId) || (m_others.isAtWork && m_others.isAtWork(profileId));
    if (isAtWork)
        m_window.tell(tr("Something is still under way in this workspace. Wait until it has ended."));
    return isAtWork;
}

bool OtherWindowsMenu::refusesEdit(const QString& profileId) const
{
    return profileId != m_window.openProfileId() && refusesRemoval(profileId);
}

void OtherWindowsMenu::open(const QString& profileId)
{
    if (profileId == m_window.openProfileId())
        return bringForward(m_window);
    if (!isElsewhere(profileId))
        m_others.add()->profiles().openAlone(profileId);
}

bool OtherWindowsMenu::quit() const
{
    if (!m_others.quit)
        return false;
    m_others.quit();
    return true;
}

} // namespace steward
