#pragma once

#include "app/profiles/store_tests.h"
#include "app/style/mark.h"
#include "local/profile.h"

#include <QWidget>

#include <functional>
#include <memory>

namespace Ui {
class ProfileEditor;
}

namespace steward {

class PastedSettings;
class ProfileService;
class SecretFields;
class StoreCards;

/// Makes or changes a profile: its connections on one page with the doctor's tests, the stores' names, its limits.
/// What is pasted as an address or the text of a .env file fills the fields. Secrets that are kept already are never
/// shown: an empty field leaves them as they are. Nothing is changed but by Save.
class ProfileEditor final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProfileEditor)

public:
    enum class Section : quint8 { Connections, Names, Limits };
    ProfileEditor(const Profile& profile, ProfileService& service, QWidget* parent = nullptr);
    ~ProfileEditor() override;

    void setSection(Section section);
    /// On a page of its own it can be left.
    void setCancelable(bool isCancelable);
    /// As entered.
    Profile profile() const;
    ProfileSecrets secrets() const;
    /// Something was entered that is not saved.
    bool isDirty() const;
    /// Takes back what was entered.
    void discard();
    /// Fills the fields with what the text says, and says what that was; a text that means nothing changes nothing.
    void paste(const QString& text);
    /// Begins the doctor's tests of all three stores.
    void testAll();
    void save();
    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void saved(const steward::Profile& profile);
    void cancelled();
    void exportWanted(const QString& id);
    void removeWanted(const QString& id);
    /// A field that is lacking stands in another section.
    void sectionWanted(steward::ProfileEditor::Section section);

private:
    void dress();
    /// With what an administrator has set in place of the profile's own.
    void fill(const Profile& profile);
    void connectParts();
    void connectFields();
    void connectFiles();
    void askForSecrets();
    void takeSecrets(const ProfileSecrets& secrets);
    void take(const PastedSettings& pasted);
    void changeField(const QWidget& field);
    void showState();
    void showTransport();
    void say(Tone tone, const QString& sentence);
    bool refuses(const Profile& entered);
    void setSaving(bool isSaving);
    void write();
    /// Where it could not be saved: what is entered stays, over the profile as it is by now.
    void readAgain();
    void takeOther(const Profile& now);
    void takeSaved(const Profile& profile, const ProfileSecrets& secrets);

    std::unique_ptr<Ui::ProfileEditor> m_ui;
    ProfileService& m_service;
    StoreTests* m_tests;
    std::unique_ptr<SecretFields> m_secrets;
    StoreCards* m_cards = nullptr;
    Profile m_profile; ///< as it was read
    Profile m_shown;   ///< what the fields say of it
    bool m_isSaving = false;
};

} // namespace steward
