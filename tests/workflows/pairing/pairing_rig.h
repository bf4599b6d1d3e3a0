#pragma once

#include "domain/store_records.h"
#include "support/live_fleet.h"
#include "workflows/pairing/pairing.h"
#include "workflows/session/session.h"

#include <QTemporaryDir>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace steward::test {

/// Keeps every status, and does something at each: on the pairing's thread.
class PairingWatch final : public PairingObserver {
public:
    std::function<void(const PairingStatus&)> at;
    std::vector<PairingStatus> seen;

    void changed(const PairingStatus& status) override
    {
        seen.push_back(status);
        if (at)
            at(status);
    }
    std::vector<PairingStatus> codes() const;
    bool sawPhase(PairingStatus::Phase phase) const;
};

/// Real stores with a few clinics whose phones were never linked: clinic i is closed, its row pending without a number.
/// Each test takes a clinic of its own.
class PairingRig final {
    Q_DISABLE_COPY_MOVE(PairingRig)

public:
    PairingRig();

    rig::RigResult<void> start();
    void heal();

    static QString name(int clinic);
    static QString phoneDigits(int clinic); ///< of the phone that its clinic has
    static QString jid(int clinic);
    rig::RigResult<void> expectPhone(int clinic, const QString& digits);

    /// On a worker thread, with a journal in folder().
    PairingResult pair(
        int clinic, PairingWatch& watch, const CallContext& limits = CallContext::within(std::chrono::seconds(20)),
        const std::optional<PhoneNumber>& byNumber = {}, bool readOnly = false);
    /// By its plan, agreed to.
    ChangeResult unlink(int clinic);
    /// connect from somewhere else.
    void connectElsewhere(int clinic);
    /// A session on this thread.
    Session session(bool readOnly = false);

    /// The row's image with its updated_at.
    QByteArray row(int clinic);
    QByteArray column(int clinic, const QString& expression);
    /// The number that the two cache entries hold.
    QList<QByteArray> cachedPhones(int clinic);
    int connects(int clinic) const;
    QString journalPath() const { return m_folder.filePath(QStringLiteral("journal")); }
    QByteArray journalBytes() const;

    rig::LiveFleet fleet;
    PairingTimes times;

private:
    const QTemporaryDir m_folder;
};

} // namespace steward::test
