#pragma once

#include "app/pairing/pairing_desk.h"

#include <QTimer>
#include <QWidget>

#include <memory>

namespace Ui {
class PairPage;
}

namespace steward {

class EmptyState;
class QrExporter;

/// The page of pairing: the phones of today, the code of the one that is at it, and what is said on the phone. It
/// watches the desk, where everything happens; leaving it ends nothing.
class PairPage final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PairPage)

public:
    PairPage(PairingDesk& desk, OperationService& operations, QWidget* parent = nullptr);
    ~PairPage() override;

    PairingDesk& desk() const { return m_desk; }
    /// On what one begins with.
    void takeFocus();

Q_SIGNALS:
    /// Phones are chosen there.
    void instancesWanted();
    void resetWanted(const steward::InstanceName& name);
    /// The linked phone is the wrong one: to be unlinked by its plan.
    void unlinkWanted(const steward::InstanceName& name);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    enum class State : quint8 { Idle, Asking, Code, Characters, Trouble, OtherPhone, Paired };

    State state() const;
    void layOut();
    void addIdle();
    void connectParts();
    void showDesk();
    void showWork(State state);
    void showCode(State state);
    void showWords(State state);
    void showButtons(State state);
    void leaveForUnlinking();
    void showTime();
    void setTight(bool isTight);
    void setCodeSide();

    std::unique_ptr<Ui::PairPage> m_ui;
    PairingDesk& m_desk;
    QrExporter* m_outlet;
    EmptyState* m_idle = nullptr;
    QTimer m_tick;
    int m_turn = 0;
    std::optional<bool> m_isTight;
    const QString m_obstacle; ///< why no phone is unlinked and no pairing reset here; empty: they are
    const bool m_isPractice;
    State m_shown = State::Idle;
};

} // namespace steward
