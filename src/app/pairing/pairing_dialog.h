#pragma once

#include "app/operations/operation_service.h"
#include "app/operations/step_operation.h"
#include "app/pairing/pairing_queue.h"
#include "workflows/pairing/pairing.h"

#include <QDialog>
#include <QTimer>

#include <memory>
#include <optional>

namespace Ui {
class PairingDialog;
}

namespace steward {

class QrExporter;

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
    void queueChanged();

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
    void stop();
    void goOn();
    void skip();
    void unlink();
    void takeUnlinked(const Result<ChangeResult>& result, const QString& words);
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
    QrExporter* m_outlet;
    PairingStatus m_status;
    std::optional<PhoneNumber> m_byNumber;
    QPointer<StepOperation> m_activity;
    bool m_isRunning = false;
    bool m_isUnlinking = false;
    std::function<void()> m_afterStop; ///< what is done once what runs has ended
    QTimer m_second;
    QTimer m_moment;
};

} // namespace steward
