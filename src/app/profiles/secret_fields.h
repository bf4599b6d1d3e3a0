#pragma once

#include "local/profile.h"

#include <QCoreApplication>

#include <array>

class QLineEdit;

namespace Ui {
class ProfileEditor;
}

namespace steward {

class TextLabel;

/// The editor's fields for the key and the two passwords. What is kept already is never shown: an empty field leaves it
/// as it is. It holds for the address that it was given for; for another one it has to be typed.
class SecretFields final {
    Q_DECLARE_TR_FUNCTIONS(steward::SecretFields)

public:
    explicit SecretFields(Ui::ProfileEditor& fields);

    /// What is kept for the profile.
    void keep(const ProfileSecrets& secrets) { m_kept = secrets; }
    void type(const ProfileSecrets& secrets);
    ProfileSecrets typed() const;
    /// What is typed, else what is kept for the profile as it was read, `before`, and stays for what is entered, `now`.
    ProfileSecrets secrets(const Profile& before, const Profile& now) const;
    /// Says in each empty field whether what is kept stays.
    void showKept(const Profile& before, const Profile& now);
    /// `sentence`: why secrets do not outlive this session.
    void showKeychain(bool isPersistent, const QString& sentence);

private:
    struct Field {
        Secret ProfileSecrets::*secret;
        QLineEdit* line;
        TextLabel* hint;
    };
    std::array<Field, 3> m_fields;
    TextLabel* m_keychain;
    ProfileSecrets m_kept;
};

} // namespace steward
