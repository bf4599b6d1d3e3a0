#pragma once

#include "stores/live_stores.h"
#include "workflows/creation_victim_document.h"
#include "workflows/journal/journal.h"
#include "workflows/outbox/outbox.h"
#include "workflows/session/session.h"

#include <atomic>
#include <functional>
#include <memory>

namespace steward::test {

/// What a process that is to be killed works with: the stores, and a journal that kills it at the moment told.
class Victim final {
    Q_DISABLE_COPY_MOVE(Victim)

public:
    explicit Victim(const VictimDocument& document);

    /// Both are open.
    bool isReady() const { return m_journal && m_outbox; }
    Session session() const;
    /// Says "go"; from now on it may be killed from outside, too.
    void begin() const;
    static void say(const char* word);

private:
    const VictimDocument& m_document;
    std::atomic<int> m_records = -1; ///< the opening asks for the time too
    const std::shared_ptr<const LiveStores> m_stores;
    std::shared_ptr<Journal> m_journal;
    std::shared_ptr<Outbox> m_outbox;
};

/// Runs the work on a thread of its own with the document that stands in the input, and ends with its code.
[[noreturn]] void runVictim(const std::function<int(const QByteArray& document)>& work);

} // namespace steward::test
