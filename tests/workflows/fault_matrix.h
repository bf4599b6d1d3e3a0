#pragma once

#include "workflows/creation_rig.h"
#include "workflows/watched_stores.h"

#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace steward::test {

/// Something that goes wrong in one store.
struct Trouble {
    QString name;
    Store store = Store::Server;
    CallMoment begins = CallMoment::Before; ///< After: the step was answered
    bool isShort = false;                   ///< whoever waits for it would wait for minutes: it passes by itself
    std::function<void(CreationRig&)> begin;
};

/// Resets, timeouts, 500s, garbage and slowness of all three stores, each carried out or not.
std::vector<Trouble> allTroubles();

/// One call of a store in an operation, and what goes wrong there.
struct FaultPoint {
    int call = 0; ///< the operation's how manieth call of a store, from 0
    Store store = Store::Server;
    QByteArray word;
    const Trouble* trouble = nullptr;
    bool endsWithTheCall = true; ///< else when the operation has ended: what is left is resume's

    QString text() const;
};

/// Counts the calls of an operation, and begins the trouble at one of them.
class TroubleMaker final {
    Q_DISABLE_COPY_MOVE(TroubleMaker)

public:
    struct Call {
        Store store;
        QByteArray word;
    };

    explicit TroubleMaker(CreationRig& rig);
    ~TroubleMaker();

    /// Nothing: it only counts.
    void arm(const FaultPoint* point);
    void disarm();
    std::vector<Call> calls() const { return m_calls; }
    /// Every trouble at every counted call but the first three, which read the stores for the plan.
    std::vector<FaultPoint> points(const std::vector<Trouble>& troubles) const;

private:
    void told(Store store, const char* call, CallMoment moment);
    void healLater();

    CreationRig& m_rig;
    std::mutex m_mutex;
    const FaultPoint* m_point = nullptr;
    std::vector<Call> m_calls;
    bool m_hasStarted = false;
    std::jthread m_healer;
};

} // namespace steward::test
