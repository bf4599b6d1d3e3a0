#pragma once

#include "local/profile_store.h"

#include <QDateTime>
#include <QWidget>

#include <functional>
#include <memory>
#include <vector>

namespace Ui {
class WelcomePage;
}

namespace steward {

/// Where one starts: the workspaces that are there already, the one opened last first; and three ways in.
class WelcomePage final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WelcomePage)

public:
    explicit WelcomePage(QWidget* parent = nullptr);
    ~WelcomePage() override;

    /// When a profile was opened last here; not valid: never.
    using OpenedAt = std::function<QDateTime(const QString& id)>;
    void setProfiles(const std::vector<ProfileStore::Entry>& entries, const OpenedAt& openedAt);
    /// Says in place what went wrong; an empty sentence takes it away. `profileId`: of what can be put right; empty: of
    /// nothing.
    void setTrouble(const QString& sentence, const QString& profileId = {});

Q_SIGNALS:
    void practiceWanted();
    void connectWanted();
    void openFileWanted();
    void profileWanted(const QString& id);
    void editWanted(const QString& id);
    void exportWanted(const QString& id);
    void removeWanted(const QString& id);

protected:
    void changeEvent(QEvent* event) override;

private:
    void dress();
    void connectParts();
    QString chosen() const;

    std::unique_ptr<Ui::WelcomePage> m_ui;
    QString m_troubled;
};

} // namespace steward
