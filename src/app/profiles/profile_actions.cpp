#include "app/profiles/profile_actions.h"

#include "app/profiles/profile_service.h"
#include "app/profiles/secrets_dialog.h"
#include "app/style/plain_text.h"

#include <QFileDialog>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

namespace steward {

ProfileActions::ProfileActions(ProfileService& service, QWidget* window)
    : QObject(window)
    , m_service(service)
    , m_window(window)
{
}

/// False: said, since only the administrator's workspaces may be opened here.
bool ProfileActions::mayAdd()
{
    const Result<void> allowed = m_service.managed().allows({});
    if (!allowed)
        Q_EMIT failed(allowed.error().sentence, {});
    return allowed.has_value();
}

void ProfileActions::create()
{
    if (!mayAdd())
        return;
    Q_EMIT editorWanted(Profile{});
}

void ProfileActions::open(const QString& idOrName)
{
    m_service.openProfile(idOrName, this, [this](const OpenedProfile& profile) {
        if (profile.result)
            Q_EMIT opened(*profile.result, profile.id);
        else if (!profile.lacking.empty())
            askForSecrets(profile);
        else
            Q_EMIT failed(profile.result.error().sentence, profile.id);
    });
}

void ProfileActions::askForSecrets(const OpenedProfile& profile)
{
    auto* dialog = new SecretsDialog(profile.name, profile.why, profile.lacking, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, id = profile.id] {
        m_service.enterSecrets(id, dialog->secrets(), this, [this, id](const Result<void>& entered) {
            if (entered)
                open(id);
            else
                Q_EMIT failed(entered.error().sentence, id);
        });
    });
    connect(dialog, &QDialog::rejected, this, [this, profile] { Q_EMIT failed(profile.why, profile.id); });
    dialog->open();
}

void ProfileActions::edit(const QString& id)
{
    if (m_guard.refusesEdit && m_guard.refusesEdit(id))
        return;
    m_service.load(id, this, [this, id](const Result<Profile>& profile) {
        if (profile)
            Q_EMIT editorWanted(*profile);
        else
            Q_EMIT failed(profile.error().sentence, id);
    });
}

void ProfileActions::importFile()
{
    if (!mayAdd())
        return;
    auto* chooser = new QFileDialog(m_window, tr("Open a profile file"));
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setFileMode(QFileDialog::ExistingFile);
    chooser->setNameFilter(tr("Profiles (*.steward-profile *.json);;All files (*)"));
    connect(chooser, &QFileDialog::fileSelected, this, &ProfileActions::importFrom);
    chooser->open();
}

void ProfileActions::importFrom(const QString& path)
{
    m_service.importFrom(path, this, [this](const Result<ProfileStore::Imported>& imported) {
        if (!imported)
            return Q_EMIT failed(imported.error().sentence, {});
        const auto added = static_cast<int>(imported->added.size());
        if (added == 1 && imported->known.empty())
            return Q_EMIT editorWanted(imported->added.front()); // its secrets are asked for there
        Q_EMIT told(
            added == 0 ? tr("These workspaces are here already.")
                       : tr("%n workspace(s) were added. The key and the passwords are asked for when you open one.",
                            nullptr, added));
    });
}

void ProfileActions::chooseFile(
    const QString& title, const QString& suggested, const std::function<void(const QString&)>& save)
{
    auto* chooser = new QFileDialog(m_window, title);
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setAcceptMode(QFileDialog::AcceptSave);
    chooser->setNameFilter(tr("Profiles (*.steward-profile)"));
    chooser->setDefaultSuffix(QStringLiteral("steward-profile"));
    chooser->selectFile(suggested + QStringLiteral(".steward-profile"));
    connect(chooser, &QFileDialog::fileSelected, this, save);
    chooser->open();
}

void ProfileActions::exportFile(const QString& id)
{
    chooseFile(tr("Save the profile to a file"), id, [this, id](const QString& path) {
        m_service.exportTo(path, id, this, [this, id](const Result<void>& result) {
            if (!result)
                Q_EMIT failed(result.error().sentence, id);
        });
    });
}

void ProfileActions::exportTeam()
{
    chooseFile(tr("Save all profiles to a file"), QStringLiteral("team"), [this](const QString& path) {
        m_service.exportAll(path, this, [this](const Result<void>& result) {
            Q_EMIT told(result ? tr("Saved without keys and passwords.") : result.error().sentence);
        });
    });
}

void ProfileActions::remove(const QString& id)
{
    if (m_service.managed().find(id))
        return Q_EMIT failed(tr("Your administrator has set this workspace. It cannot be removed here."), {});
    if (m_guard.refusesRemoval && m_guard.refusesRemoval(id))
        return;
    m_service.load(id, this, [this, id](const Result<Profile>& profile) {
        if (profile)
            confirmRemoval(*profile);
        else
            Q_EMIT failed(profile.error().sentence, id);
    });
}

void ProfileActions::confirmRemoval(const Profile& profile)
{
    auto* box = new QMessageBox(m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setWindowTitle(tr("Remove the profile"));
    //: %1 is the profile's name
    box->setText(tr("Remove the profile %1 from this computer?").arg(profile.name));
    box->setInformativeText(tr("Its addresses and passwords are forgotten here. The servers themselves stay as they "
                               "are."));
    const QPushButton* confirm = box->addButton(tr("&Remove the Profile"), QMessageBox::DestructiveRole);
    QPushButton* cancel = box->addButton(QMessageBox::Cancel);
    box->setDefaultButton(cancel);
    connect(confirm, &QPushButton::clicked, this, [this, profile] {
        if (m_guard.refusesRemoval && m_guard.refusesRemoval(profile.id)) // begun since it was asked
            return;
        m_service.remove(profile, this, [this, id = profile.id](const Result<void>& result) {
            if (result)
                Q_EMIT removed(id);
            else
                Q_EMIT failed(result.error().sentence, id);
        });
    });
    box->open();
}

void ProfileActions::fillMenu(QMenu* menu, const std::vector<ProfileStore::Entry>& entries)
{
    menu->clear();
    for (const ProfileStore::Entry& entry : entries) {
        const QString title = entry.profile ? entry.profile->name : entry.id;
        QAction* action = menu->addAction(withoutMnemonics(title));
        connect(action, &QAction::triggered, this, [this, id = entry.id] { open(id); });
    }
    menu->setEnabled(!entries.empty());
}

} // namespace steward
