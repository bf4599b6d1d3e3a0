#pragma once

#include "local/profile.h"
#include "local/system_managed.h"
#include "local/translations.h"

#include <QByteArray>
#include <QString>
#include <QUuid>

#include <optional>
#include <vector>

namespace steward {

/// What an administrator has set for everybody on this computer: a file that is read before the person's own settings
/// and is never written here. Whatever it sets, no profile, option or variable changes; and its switches
/// only narrow what a profile allows. A file that is there and cannot be used says so in `trouble`, and locks what it
/// might have locked. The same format holds the profiles that are exported for a team.
struct ManagedSettings {
    static constexpr int version = 1;
    static constexpr qint64 largest = 4 * 1024 * 1024; ///< bytes

    std::optional<Language> language;
    std::vector<Profile> profiles; ///< their ids begin with "managed-"
    bool onlyTheseProfiles = false;
    bool forStaff = false;      ///< nobody is an administrator, whatever the profile says
    bool readOnly = false;      ///< nothing is changed, whatever profile is open
    bool onlyEncrypted = false; ///< no profile may allow unencrypted connections
    std::optional<bool> looksForUpdates;
    std::optional<bool> closesToTray;
    std::optional<std::chrono::minutes> lockAfter; ///< without use; at least one
    std::optional<std::chrono::minutes> pendingGrace;
    std::optional<std::chrono::minutes> stuckPairingAfter;
    std::optional<std::chrono::minutes> readEvery;
    std::optional<Error> trouble; ///< it could not be used

    /// The file of this computer; where there is none, nothing is set. Blocks.
    static ManagedSettings load();
    /// One file; `state`: whose it is.
    static ManagedSettings load(const QString& path, ManagedFile state);
    static Result<ManagedSettings> fromDocument(const QByteArray& document);
    /// Profiles as a team takes them over, or an administrator sets them: by their ids, without what belongs to a
    /// person.
    static Result<QByteArray> toDocument(const std::vector<Profile>& profiles);

    static bool isManaged(const QString& profileId);
    /// By id; null: there is none.
    const Profile* find(const QString& profileId) const;
    /// An error where only the profiles of this file may be opened and that is none.
    Result<void> allows(const QString& profileId) const;
    /// The profile with what is set here in place of its own.
    Profile applied(Profile profile) const;
    /// What is to be kept of `entered`: where something is set here, the person's own stays as it was in `before`.
    Profile withOwn(Profile entered, const Profile& before) const;

    /// Why nothing is changed, where `readOnly` is set.
    QString readOnlySentence() const;
    /// "Set by your administrator"
    static QString lockedWords();
};

} // namespace steward
