#pragma once

#include "domain/error.h"
#include "domain/role.h"
#include "workflows/journal/journal_folder.h"
#include "workflows/journal/journal_operation.h"
#include "workflows/journal/journal_reader.h"

#include <functional>
#include <memory>

class QThread;

namespace steward {

class JournalAppender;

/// What Steward is about to do and what came of it, on this computer's disk before the next write goes out (WORKFLOWS,
/// "Journal"). Several processes and threads may have one folder open, each with a Journal of its own. Blocks; used on
/// the worker thread that opened it.
class Journal final {
    Q_DISABLE_COPY_MOVE(Journal)

public:
    using Clock = std::function<Timestamp()>;
    /// How long an operation is kept after it has finished.
    static constexpr std::chrono::days kept{400};

    /// `path` is DataDirectory's journalPath(); the folder is made (0700) where it is missing. A network or roaming
    /// folder is refused. Forgets what has been kept long enough. `role`: whose operations it begins and takes over;
    /// nothing is written to the stores outside of one, so that no workflow gets past it.
    static Result<std::unique_ptr<Journal>> open(const QString& path, Role role, Clock clock = {});
    ~Journal();

    /// The operation belongs to this process from here on. A damaged journal begins nothing: no journal, no write.
    /// Refused where the role may not begin it.
    Result<JournalOperation> begin(const JournalTask& task);
    /// An unfinished operation of somebody who is gone, to bring it to its end. `entry` is read again once it is ours.
    /// Nothing: somebody alive holds it, or has finished it meanwhile.
    Result<std::optional<JournalOperation>> takeOver(JournalEntry& entry);
    /// See readJournal(): all operations, which are unfinished and held, and whether the chain is whole.
    Result<JournalContent> read() const { return readJournal(m_folder); }
    const JournalFolder& folder() const { return m_folder; }
    /// What was begun through this object, in its order.
    const std::vector<OperationId>& started() const { return m_started; }

private:
    friend class JournalOperation;
    Journal(JournalFolder folder, Clock clock, Role role, std::unique_ptr<JournalAppender> appender);
    Result<void> checkWhole();
    Result<void> append(const std::function<QByteArray(Timestamp now)>& makeBody);

    const JournalFolder m_folder;
    const Clock m_clock;
    const Role m_role;
    const std::unique_ptr<JournalAppender> m_appender;
    std::vector<OperationId> m_started;
    bool m_isWhole = false; ///< looked at once, before the first write
    QThread* const m_thread;
};

} // namespace steward
