#pragma once

#include "local/data_directory.h"
#include "local/profile.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace steward {

/// The profiles in the data directory, one file each. Secrets are not its business: whoever removes a profile also
/// removes its keychain entries, and an imported one has none yet.
class ProfileStore final {
public:
    /// A file that cannot be read is listed with its error, so that one bad file hides no other.
    struct Entry {
        QString id;
        Result<Profile> profile;
    };

    explicit ProfileStore(const DataDirectory& directory);

    /// Ordered by id. No folder yet: an empty list.
    Result<std::vector<Entry>> list() const;
    /// NotFound where there is none, or where the text can be no id.
    Result<Profile> load(const QString& id) const;
    /// By id, else by the name for people where exactly one profile has it. For --profile.
    Result<Profile> find(const QString& idOrName) const;
    /// The profile as saved: one without an id gets one made of its name, and a keychain id.
    Result<Profile> save(const Profile& profile) const;
    /// Keeps that an instance without a row is protected, or is not any more.
    Result<void> setProtected(const QString& idOrName, const InstanceName& instance, bool isProtected) const;
    /// One that is not there is removed.
    Result<void> remove(const QString& id) const;

    /// Saves the document's profile under a new id and a new keychain id: another computer's file never gets at the
    /// secrets that are stored here.
    Result<Profile> importFrom(const QString& path) const;
    Result<void> exportTo(const QString& path, const QString& id) const;

private:
    QString pathOf(const QString& id) const;
    QString freeId(const QString& name) const;

    DataDirectory m_directory;
    QString m_folder;
};

} // namespace steward
