#pragma once

#include "domain/instance_name.h"

#include <QWidget>

#include <memory>

namespace Ui {
class SayPanel;
}

namespace steward {

class PairingDesk;

/// Beside the code: what is said to whoever holds the phone, eight characters where its camera does not work, and the
/// number that is expected. Once a phone is linked: who is next, to be begun by the person.
class SayPanel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SayPanel)

public:
    explicit SayPanel(QWidget* parent = nullptr);
    ~SayPanel() override;

    void follow(PairingDesk& desk);
    /// The field below its words where there is little room.
    void setNarrow(bool isNarrow);
    /// What Enter does: the next one, or that this one is done; false: nothing is offered.
    bool pressGoOn();
    void focusGoOn();

private:
    void layOut();
    void showDesk();
    void showSteps();
    void showNext(bool isPaired);
    void showNumber();
    void pairByNumber();

    std::unique_ptr<Ui::SayPanel> m_ui;
    PairingDesk* m_desk = nullptr;
    InstanceName m_of; ///< whose number is in the field
};

} // namespace steward
