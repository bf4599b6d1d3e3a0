#pragma once

#include "domain/store_records.h"
#include "local/profile.h"

#include <QDialog>

#include <array>
#include <memory>
#include <stop_token>

namespace Ui {
class ProfileDialog;
}

namespace steward {

class DoctorPanel;
class ProfileService;

/// Makes or changes a profile: general settings, one tab for each store with the doctor's test, the stores' names.
/// Secrets that are kept already are never shown: an empty field leaves them as they are.
class ProfileDialog final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProfileDialog)

public:
    ProfileDialog(const Profile& profile, ProfileService& service, QWidget* parent = nullptr);
    ~ProfileDialog() override;

    /// As entered.
    Profile profile() const;
    ProfileSecrets secrets() const;

Q_SIGNALS:
    void saved(const steward::Profile& profile);

private:
    void connectParts();
    void takeSecrets(const ProfileSecrets& secrets);
    void test(Store store);
    void save();
    void printError(const QString& sentence);
    DoctorPanel* doctor(Store store);

    std::unique_ptr<Ui::ProfileDialog> m_ui;
    ProfileService& m_service;
    Profile m_profile;
    ProfileSecrets m_kept;
    std::array<std::stop_source, 3> m_tests;
};

} // namespace steward
