#pragma once

#include "local/profile.h"
#include "local/profile_store.h"
#include "stores/profile_context.h"

#include <QObject>

#include <functional>

class QMenu;
class QWidget;

namespace steward {

class ProfileService;
struct OpenedProfile;

/// What a person does with profiles: make, change, open, import, export, remove. Asks for files and passwords in
/// dialogs over the window; a profile is edited on a page of the window's.
class ProfileActions final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProfileActions)

public:
    /// Who says why a profile is not to be changed or removed at this moment, and answers true then. Empty: nobody.
    struct Guard {
        std::function<bool(const QString& id)> refusesEdit;
        std::function<bool(const QString& id)> refusesRemoval;
    };

    ProfileActions(ProfileService& service, QWidget* window);

    void setGuard(Guard guard) { m_guard = std::move(guard); }
    void create();
    /// Asks for secrets that are missing, for this session.
    void open(const QString& idOrName);
    void edit(const QString& id);
    /// Asks for a file, then for the secrets that the file never holds.
    void importFile();
    void importFrom(const QString& path);
    void exportFile(const QString& id);
    /// All profiles, as one file.
    void exportTeam();
    /// Asks first: the secrets go too.
    void remove(const QString& id);
    /// Fills the menu with one action for each profile.
    void fillMenu(QMenu* menu, const std::vector<ProfileStore::Entry>& entries);

Q_SIGNALS:
    void opened(const steward::ProfileContext& stores, const QString& id);
    /// The profile is to be edited: a new one, or one that is kept.
    void editorWanted(const steward::Profile& profile);
    /// `id`: of the profile, which can still be edited; empty: of none.
    void failed(const QString& sentence, const QString& id);
    void removed(const QString& id);
    /// What has been done, in a sentence.
    void told(const QString& sentence);

private:
    bool mayAdd();
    void askForSecrets(const OpenedProfile& profile);
    void confirmRemoval(const Profile& profile);
    /// Asks where to; `save` is called with what was chosen.
    void chooseFile(const QString& title, const QString& suggested, const std::function<void(const QString&)>& save);

    ProfileService& m_service;
    QWidget* m_window;
    Guard m_guard;
};

} // namespace steward
