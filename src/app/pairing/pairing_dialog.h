#pragma once

#include "app/activity/step_activity.h"
#include "app/operations/operation_service.h"
#include "app/pairing/pairing_queue.h"
#include "workflows/pairing/pairing.h"

#include <QDialog>
#include <QTimer>

#include <memory>
#include <optional>
#include <stop_token>

namespace Ui {
class PairingDialog;
}

namespace steward {

class CodeOutlet;

/// Pairs phones: shows what the server answers as it answers it, the next code by itself, and once it is open whose
/// phone it is; then closes, or goes on with the next of its queue.
class PairingDialog final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PairingDialog)

public:
    /// Waits, which tests shorten.
    struct Times {
        PairingTimes pairing;
        std::chrono::milliseconds whole = std::chrono::minutes(15); ///< for one phone
        std::chrono::milliseconds moment = std::chrono::seconds(3); ///< for which "connected" is shown
    };

    PairingDialog(
        OperationService& operations, std::vector<PairingTarget> targets, Times times, QWidget* parent = nullptr);
    ~PairingDialog() override;
    void reject() override;
    /// Begins again with the current one.
    void startAgain() { pair({}); }

    const PairingStatus& status() const { return m_status; }
    const PairingQueue& queue() const { return m_queue; }

Q_SIGNALS:
    /// The instance is to be made anew; startAgain() afterwards.
    void resetWanted(const steward::InstanceName& name);

protected:
    void changeEvent(QEvent* event) override;

private:
    void connectParts();
    void begin(int place);
    /// With a number: by eight characters. One at a time: what runs is stopped first.
    void pair(const std::optional<PhoneNumber>& byNumber);
    void run();
    void hear(const PairingStatus& status);
    void take(const Result<PairingResult>& result);
    void tellActivity(const Result<PairingResult>& result);
    void goOn();
    void skip();
    void unlink();
    void reset();
    void pairByNumber();
    void showStatus();
    void showCode();
    void showButtons();
    void showCountdown();
    void showQueue();

    std::unique_ptr<Ui::PairingDialog> m_ui;
    OperationService& m_operations;
    const Times m_times;
    PairingQueue m_queue;
    CodeOutlet* m_outlet;
    PairingStatus m_status;
    std::optional<PhoneNumber> m_byNumber;
    StepActivity m_activity;
    std::stop_source m_stop;
    bool m_isRunning = false;
    bool m_isUnlinking = false;
    std::function<void()> m_afterStop; ///< what is done once what runs has ended
    QTimer m_second;
    QTimer m_moment;
};

} // namespace steward
