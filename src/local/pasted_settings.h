#pragma once

#include "local/profile.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace steward {

/// What somebody pasted of a profile: one address such as postgresql://…, redis://… or https://…, or the lines of a
/// .env file. It changes only what the text says; what it does not understand it leaves out and says so. No sentence
/// repeats a value.
class PastedSettings final {
public:
    /// An error where the text says nothing that a profile has.
    static Result<PastedSettings> fromText(const QString& text);

    /// The profile with what was pasted; the rest as it is.
    Profile applied(Profile profile) const;
    /// The secrets that were pasted; those it does not name stay, unless the address that was pasted is another one
    /// than that of `before`.
    ProfileSecrets applied(ProfileSecrets secrets, const Profile& before) const;
    /// What was taken, translated, such as "server address".
    const QStringList& taken() const { return m_taken; }
    /// A sentence for each line that could not be used.
    const QStringList& trouble() const { return m_trouble; }
    /// How many variables mean nothing to Steward. Not which: the end of a secret may look like one.
    int leftOut() const { return m_leftOut; }

private:
    void takeLine(const QString& line);
    void takeVariable(const QString& name, const QString& text);
    void takeAddress(const QString& text, const QString& shownName);
    void takeServer(const QString& text, const QString& shownName);
    void takeDatabase(const QString& text, const QString& shownName);
    void takeCache(const QString& text, const QString& shownName);
    void takeKey(const QString& text, const QString& shownName);
    void takeFile(const QString& name, const QString& text);
    void refuse(const QString& shownName, const QString& sentence);
    void tell(const QString& what);

    std::optional<QString> m_serverUrl;
    std::optional<Profile::Database> m_database;
    std::optional<Profile::Cache> m_cache;
    QList<std::pair<QString, QString>> m_files; ///< by variable
    std::optional<Secret> m_apiKey;
    std::optional<Secret> m_databasePassword;
    std::optional<Secret> m_cachePassword;
    QStringList m_taken;
    QStringList m_trouble;
    int m_leftOut = 0;
};

/// True where the text is an address that only a store has, so that it is no name of a host or a user.
bool looksLikeStoreAddress(const QString& text);

} // namespace steward
