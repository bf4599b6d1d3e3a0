#pragma once

#include "local/data_directory.h"
#include "local/managed_settings.h"
#include "local/profile.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace steward {

/// The profiles that an administrator has set, which are never written here, and those in the data directory, one file
/// each. What else an administrator has set is applied where a profile is opened (contextOfProfile). Secrets are not
/// its business: whoever removes a profile also removes its keychain entries, and an imported one has none yet.
class ProfileStore final {
public:
    /// A file that cannot be read is listed with its error, so that one bad file hides no other.
    struct Entry {
        QString id;
        Result<Profile> profile;
    };

    explicit ProfileStore(const DataDirectory& directory, ManagedSettings managed = {});

    /// The administrator's, then the person's own where those may be opened; each ordered by id.
    Result<std::vector<Entry>> list() const;
    /// NotFound where there is none, or where the text can be no id. The administrator's goes before one of the same
    /// id.
    Result<Profile> load(const QString& id) const;
    /// By id, else by the name for people where exactly one profile has it. For --profile. The administrator's go
    /// first.
    Result<Profile> find(const QString& idOrName) const;
    /// The profile as saved: one without an id gets one made of its name, and a keychain id. An administrator's is not.
    Result<Profile> save(const Profile& profile) const;
    /// Keeps that an instance without a row is protected, or is not any more.
    Result<void> setProtected(const QString& idOrName, const InstanceName& instance, bool isProtected) const;
    /// One that is not there is removed.
    Result<void> remove(const QString& id) const;

    /// Saves the document's profile under a new id and a new keychain id: another computer's file never gets at the
    /// secrets that are stored here.
    Result<Profile> importFrom(const QString& path) const;
    Result<void> exportTo(const QString& path, const QString& id) const;
    /// Profiles as a file for a team, which is also what an administrator may set (ManagedSettings): those named by id
    /// or name, else all. A profile that cannot be read is an error.
    Result<QByteArray> teamDocument(const QStringList& idsOrNames) const;
    /// What came of taking over a file: one profile, or a team's.
    struct Imported {
        std::vector<Profile> added; ///< as saved, without secrets
        std::vector<Profile> known; ///< were here already, and stay as they are
    };
    Result<Imported> importAll(const QString& path) const;
    const ManagedSettings& managed() const { return m_managed; }

private:
    QString pathOf(const QString& id) const;
    QString freeId(const QString& name) const;
    /// The profiles of the data directory, whatever an administrator has set.
    Result<std::vector<Entry>> own() const;
    /// By the name for people; nothing: none has it.
    static Result<std::optional<Profile>> named(const QString& name, const std::vector<Entry>& entries);
    /// An error where the file of this id is not the person's to write.
    Result<void> mayWrite(const QString& id) const;

    DataDirectory m_directory;
    ManagedSettings m_managed;
    QString m_folder;
};

} // namespace steward
