#pragma once

#include "stores/cache_port.h"
#include "support/rig_result.h"

#include <QObject>

#include <functional>
#include <memory>

namespace steward::test {

/// A cache that the contract is tried on. Everything but makePort() is called on the test's thread.
class CachePortSubject {
public:
    virtual ~CachePortSubject() = default;

    virtual rig::RigResult<void> start() = 0;
    /// Called on the worker thread that uses the port and destroys it.
    virtual std::unique_ptr<CachePort> makePort(bool readOnly) = 0;

    /// Empty, reachable and prompt again; nobody listens.
    virtual rig::RigResult<void> reset() = 0;
    /// A readable entry, in place of one that is there; −1 never expires.
    virtual rig::RigResult<void> put(const CacheValue& value, qint64 ttlSeconds) = 0;
    /// A value that cannot be read, of the state asked for, in place of one that is there.
    virtual rig::RigResult<void> putUnreadable(const CacheKey& key, CacheValueState state) = 0;
    virtual rig::RigResult<void> putResidue(const Residue& residue) = 0;
    virtual rig::RigResult<bool> holds(const CacheKey& key) = 0;
    /// So many subscribers listen on both of the workers' channels.
    virtual rig::RigResult<void> setSubscribers(int count) = 0;

    /// Nothing answers at all.
    virtual rig::RigResult<void> setUnreachable() = 0;
    /// Every answer takes longer than any deadline of the contract.
    virtual rig::RigResult<void> setSlow() = 0;
};

/// What everybody may rely on of a CachePort, tried on a subject. A class for each subject inherits it and is
/// registered with STEWARD_TEST.
class CachePortContract : public QObject {
    Q_OBJECT

protected:
    virtual std::unique_ptr<CachePortSubject> makeSubject() = 0;

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase();

    void emptyCacheIsEmpty();
    void readsAll();
    void readsThoseAsked();
    void writesWhatItReads();
    void deletesTwice();
    void deletesMany();
    void publishesToSubscribers();
    void knowsWhetherAnybodyListens();
    void countsResidue();
    void namesAreBytes_data();
    void namesAreBytes();
    void namesAreNoPatterns();
    void unreadableValuesAreNamed_data();
    void unreadableValuesAreNamed();
    void tellsWhatNeverExpires();
    void everyValueHasItsFingerprint();
    void deletesOnlyWhatWasSeen();
    void deletesManyThatWereSeen();
    void limitsLifetimes();
    void clearsResidue();
    void publishesMany();
    void unreachableIsAnError();
    void comesBack();
    void slowIsTimedOut();
    void stopsAtOnce();
    void changesNothingWhenReadOnly();
    void diagnosesWhatWorks();

private:
    /// Runs on a worker thread with a port of its own.
    void onPort(const std::function<void(CachePort&)>& use, bool readOnly = false);
    /// Those of the keys that are present, as a port reads them.
    std::vector<CacheEntry> seen(const std::vector<CacheKey>& keys);
    std::unique_ptr<CachePortSubject> m_subject;
};

} // namespace steward::test
