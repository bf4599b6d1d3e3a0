#pragma once

#include "domain/audit/audit.h"
#include "domain/audit/earlier_answers.h"
#include "domain/audit/server_questions.h"
#include "stores/call_context.h"

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace steward {

class StoreFactory;

/// What to read beside the three stores' content.
struct AuditRequest {
    bool withResidue = false;
    bool allMemory = false;                  ///< connectionState of every name
    bool allWebhooks = false;                ///< webhook/find of every listed instance
    bool secondLook = false;                 ///< at what is listed as closed and open in memory; with allMemory too
    bool onlyMemoryAsked = false;            ///< connectionState of `alsoAskMemory` and no others
    std::vector<InstanceName> alsoAskMemory; ///< what is on screen, or the one that is shown
    std::vector<InstanceName> askWebhooks;   ///< webhook/find of these
    /// Of database and cache only what concerns this instance: of the one what DatabasePort::listConcerning() reads; of
    /// the other its entry, those of its rows' tokens, what it left behind, and the entries that tell whose listed
    /// instances without a row are (of a part of the table those that bear its organization's ID). Connection states
    /// are asked of it and of what shares its organization or its number. Nothing is to be concluded about others.
    /// Where that is not enough to tell its presence and its organization, or another store was not read, both are
    /// read whole.
    std::optional<InstanceName> only;
    std::shared_ptr<const EarlierAnswers> earlier; ///< what earlier readings were told
    /// What a plan asks beside, both at the same time and beyond the audit's own limit; empty: nothing.
    std::function<ServerQuestions(const Audit&)> further;
    QDeadlineTimer furtherUntil = QDeadlineTimer(QDeadlineTimer::Forever); ///< a plan may ask many more than an audit
    std::chrono::milliseconds timePerStore = timeToReadAStore;             ///< deadline of each store's reading
};

/// Where a reading has come to. Called from worker threads, one call at a time.
class AuditProgress {
public:
    virtual ~AuditProgress() = default;
    virtual void storeStarted(Store) {}
    virtual void storeRead(Store, qint64 /*count*/, qint64 /*elapsedMs*/) {}
    virtual void storeFailed(Store, const Error&) {} ///< the cache also after storeRead, when a known key stays unread
    virtual void memoryAsked(qint64 /*count*/) {}
    /// Of connectionState and webhook/find; the last call may come before all are through.
    virtual void questionsThrough(qint64 /*through*/, qint64 /*all*/) {}
    /// Of the store nothing more was read than AuditRequest::only says.
    virtual void readOnlyOf(Store, const InstanceName&) {}
    virtual void questionFailed(Store, const Error&) {} ///< memory, webhook or a row's details stay unknown
};

/// Reads the three stores at the same time, each with ports of its own on a thread of its own, and evaluates what came.
/// read() blocks; call it on a worker thread. A stop ends every store's reading within 100 ms; the audit then holds
/// what was read whole before, the rest as failed with ErrorKind::Stopped.
class AuditReader final {
public:
    using Clock = std::function<Timestamp()>;
    AuditReader(const StoreFactory& stores, AuditSettings settings, Clock clock = {});

    Audit read(const AuditRequest& request, AuditProgress& progress, std::stop_token stop = {}) const;

private:
    const StoreFactory& m_stores;
    AuditSettings m_settings;
    Clock m_clock;
};

} // namespace steward
