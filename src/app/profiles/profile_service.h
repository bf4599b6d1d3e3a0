#pragma once

#include "app/work/gui_dispatcher.h"
#include "domain/diagnosis.h"
#include "local/data_directory.h"
#include "local/keychain.h"
#include "local/profile_store.h"
#include "stores/profile_context.h"

#include <QObject>
#include <QPointer>
#include <QProcessEnvironment>

#include <optional>
#include <stop_token>
#include <vector>

namespace steward {

class BackgroundRunner;
class StoreFactory;

/// What came of opening a profile.
struct OpenedProfile {
    Result<ProfileContext> result;
    QString id; ///< empty: there is no such profile
    QString name;
    /// Secrets that neither the keychain nor the environment gives, and that it may need: to be asked for.
    std::vector<SecretKind> lacking;
    QString why; ///< a sentence, where something is lacking
};

/// Whether a locked window may be shown again: where neither stands, it may.
struct Unlocking {
    std::optional<Error> refusal; ///< it stays locked, and why
    bool isKeyWanted = false;     ///< nothing keeps the server's key: it is to be typed
};

/// A profile that a person has changed.
struct EditedProfile {
    Profile entered;
    std::optional<Profile> before; ///< as it was read for that; nothing: it is new

    /// But for which instances are protected: that is another action's business.
    static bool isSame(Profile one, Profile other);
};

/// Profiles, their secrets and the doctor's tests, for the GUI thread: files, keychain and stores are touched on
/// workers, and each answer comes back as a call, unless the widget that asked is gone by then.
/// Secrets go to the system's keychain where it proves that it can keep them, else they live as long as this object.
class ProfileService final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProfileService)

public:
    using MakeStores = std::function<std::shared_ptr<const StoreFactory>(const ConnectionSettings&)>;
    struct Parts {
        DataDirectory directory;
        std::shared_ptr<Keychain> keychain; ///< the system's; asked with probe() once
        QProcessEnvironment environment;
        MakeStores makeStores; ///< what a test of the doctor looks at
        /// Told of a connection's secrets before it is used; on workers. Empty: nobody has to know.
        std::function<void(const ConnectionSettings&)> registerSecrets = {};
        /// Takes out of a text what was registered; on workers too. Empty: nothing was.
        std::function<QString(const QString&)> redact = {};
        ManagedSettings managed = {};
    };
    template<class Answer>
    using Then = std::function<void(Answer)>;

    ProfileService(Parts parts, BackgroundRunner& runner, QObject* parent = nullptr);

    const DataDirectory& directory() const;
    /// What an administrator has set.
    const ManagedSettings& managed() const;
    /// What was said of the keychain is said anew, in the language that is spoken now.
    void speak();
    /// A text without the secrets that this program knows. May be called on a worker.
    std::function<QString(const QString&)> redact() const;
    /// Stores in memory, with a journal of their own in the same data directory. Touches no file.
    ProfileContext practice() const;
    void list(QObject* asker, Then<Result<std::vector<ProfileStore::Entry>>> then);
    /// By id or name, with its secrets, ready to be read; or what has to be entered first.
    void openProfile(const QString& idOrName, QObject* asker, Then<OpenedProfile> then);
    /// Keeps what a person entered for this session, in memory alone. Empty secrets: there is none.
    void enterSecrets(const QString& id, const ProfileSecrets& secrets, QObject* asker, Then<Result<void>> then);
    /// Reads the profile's secrets again, as if it were opened, and opens nothing. Where a person or the environment
    /// gave the server's key, `typed` has to be that key. `id` is empty for the environment's own stores.
    void unlock(const QString& id, const Secret& typed, QObject* asker, Then<Unlocking> then);
    void load(const QString& id, QObject* asker, Then<Result<Profile>> then);
    void secretsOf(const Profile& profile, QObject* asker, Then<Result<ProfileSecrets>> then);
    /// An error where the profile was changed or removed since it was read: nothing of it is overwritten unseen. Which
    /// instances are protected stays as the file has it by now.
    void save(const EditedProfile& edited, const ProfileSecrets& secrets, QObject* asker, Then<Result<Profile>> then);
    void remove(const Profile& profile, QObject* asker, Then<Result<void>> then);
    /// One profile, or a team's.
    void importFrom(const QString& path, QObject* asker, Then<Result<ProfileStore::Imported>> then);
    void exportTo(const QString& path, const QString& id, QObject* asker, Then<Result<void>> then);
    /// All of them, for a team.
    void exportAll(const QString& path, QObject* asker, Then<Result<void>> then);
    /// The text of a file such as a .env file, which may hold secrets: it is not kept.
    void readText(const QString& path, QObject* asker, Then<Result<QString>> then);
    /// Whether secrets outlive this session.
    void keychainState(QObject* asker, Then<KeychainAvailability> then);
    /// The doctor's look at one store of a profile that need not be complete otherwise.
    std::stop_source diagnose(
        const Profile& profile, const ProfileSecrets& secrets, Store store, QObject* asker, Then<StoreDiagnosis> then);

Q_SIGNALS:
    void profilesChanged();

private:
    class Shared;

    template<class Answer>
    std::stop_source
    ask(std::function<Answer(Shared&, const std::stop_token&)> work, QObject* asker, Then<Answer> then, bool changes);

    std::shared_ptr<Shared> m_shared;
    BackgroundRunner& m_runner;
    GuiDispatcher m_post;
};

} // namespace steward
