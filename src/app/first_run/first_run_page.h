#pragma once

#include "local/profile_store.h"

#include <QWidget>

#include <memory>
#include <vector>

namespace Ui {
class FirstRunPage;
}

namespace steward {

/// Where one starts: three ways in, and the profiles that are there already.
class FirstRunPage final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FirstRunPage)

public:
    explicit FirstRunPage(QWidget* parent = nullptr);
    ~FirstRunPage() override;

    void setProfiles(const std::vector<ProfileStore::Entry>& entries);
    /// Says in place what went wrong; an empty sentence takes it away.
    void setTrouble(const QString& sentence);

Q_SIGNALS:
    void practiceWanted();
    void connectWanted();
    void openFileWanted();
    void profileWanted(const QString& id);

private:
    std::unique_ptr<Ui::FirstRunPage> m_ui;
};

} // namespace steward
