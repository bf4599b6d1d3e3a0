#pragma once

#include "app/components/strip.h"

#include <memory>

class QListWidget;

namespace Ui {
class QueuePanel;
}

namespace steward {

class PairingDesk;

/// The phones of today: how many are connected, who is at it, who waits; and how one leaves one for later.
class QueuePanel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(QueuePanel)

public:
    explicit QueuePanel(QWidget* parent = nullptr);
    ~QueuePanel() override;

    void follow(PairingDesk& desk);
    /// One line above everything, where there is little room.
    void setShort(bool isShort);

Q_SIGNALS:
    void addWanted();

private:
    void layOut();
    void showQueue();
    void fillList();

    std::unique_ptr<Ui::QueuePanel> m_ui;
    PairingDesk* m_desk = nullptr;
};

} // namespace steward
