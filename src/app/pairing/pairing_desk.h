#pragma once

#include "app/operations/operation_service.h"
#include "app/operations/step_operation.h"
#include "app/pairing/pairing_queue.h"
#include "workflows/pairing/pairing.h"

#include <functional>
#include <optional>

namespace steward {

/// The phones that are paired today, and the pairing that is under way: an operation of the service, which goes on
/// whatever page is looked at and is stopped with the workspace, since a code that nobody sees is no use. One at a
/// time; each begins because a person asked for it. Pages watch. GUI thread only.
class PairingDesk final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PairingDesk)

public:
    /// Waits, which tests shorten.
    struct Times {
        PairingTimes pairing;
        std::chrono::milliseconds whole = std::chrono::minutes(15); ///< for one phone
    };

    explicit PairingDesk(OperationService& operations, QObject* parent = nullptr);
    PairingDesk(OperationService& operations, Times times, QObject* parent = nullptr);
    ~PairingDesk() override;

    const PairingQueue& queue() const { return m_queue; }
    /// Of the one that is at it, or was last.
    const PairingStatus& status() const { return m_status; }
    /// What was written of it, once it is over.
    const std::optional<ChangeItem>& written() const { return m_written; }
    /// The number for which characters are asked; nothing: a code.
    const std::optional<PhoneNumber>& byNumber() const { return m_byNumber; }
    bool isRunning() const { return m_isRunning; }
    /// What came of what was done beside.
    const QString& note() const { return m_note; }

    /// They come into the queue, and the first of them begins; the one that is under way waits again.
    void pair(const std::vector<PairingTarget>& targets);
    /// They wait behind the others; where nothing is under way the first begins.
    void add(const std::vector<PairingTarget>& targets);
    void begin(int place);
    /// The one that is offered next.
    void startNext();
    /// The same one once more, in the same way.
    void startAgain();
    void pairByNumber(const PhoneNumber& number);
    void pairByCode();
    /// It is left for later; the next is offered.
    void skip();
    /// The person has seen what came of it; the next is offered.
    void finish();
    /// Another phone than expected is right all the same.
    void keep();
    /// Stops the one that is under way, and goes on with that once it has ended.
    void standAside(const std::function<void()>& then);
    void tell(const QString& note);

Q_SIGNALS:
    void changed();
    /// A person asks to see it.
    void wanted();

private:
    void pair(const std::optional<PhoneNumber>& byNumber);
    void run();
    void stop(const std::function<void()>& then);
    void hear(const PairingStatus& status);
    void take(const InstanceName& name, const Result<PairingResult>& result);
    void takeEnd(const Result<PairingResult>& result);

    OperationService& m_operations;
    const Times m_times;
    PairingQueue m_queue;
    PairingStatus m_status;
    std::optional<ChangeItem> m_written;
    std::optional<PhoneNumber> m_byNumber;
    QPointer<StepOperation> m_activity;
    bool m_isRunning = false;
    QString m_note;
    std::function<void()> m_afterStop; ///< what is done once what runs has ended
};

} // namespace steward
