#pragma once

#include "local/history/history_changes.h"
#include "local/history/history_file.h"
#include "local/history/instance_past.h"

#include <functional>
#include <memory>

namespace steward {

/// What complete readings of one workspace came to: their counts, and each instance's changes. A file of this computer;
/// it holds no secret and no organization's name. Readings of the last two days are all kept, then one an hour, after a
/// month one a day, and after 400 days none. Between two readings nothing is known: a gap is a gap. Several processes
/// may write to it, each with a history of its own. Blocks; used on the thread that opened it.
class ReadingHistory final {
    Q_DISABLE_COPY_MOVE(ReadingHistory)

public:
    using Clock = std::function<Timestamp()>;
    using Limits = HistoryFile::Limits;
    static constexpr std::chrono::days kept{400};

    static Result<std::unique_ptr<ReadingHistory>>
    open(const QString& path, const Limits& limits = {}, Clock clock = {});
    /// Moves a damaged file out of the way, over one that was before; the next opening begins anew.
    static Result<void> setAside(const QString& path);
    /// Of the file with what stands beside it; 0: there is none. Blocks.
    static qint64 sizeOf(const QString& path);
    /// What SQLite has beside the file; the file itself is the first.
    static constexpr std::array fileEndings{"", "-wal", "-shm", "-journal"};
    static QString asidePath(const QString& path) { return path + QStringLiteral(".damaged"); }

    /// One record for one reading: a second time it changes nothing. Where the file comes to its limit, the older half
    /// of what it holds is forgotten.
    Result<void> add(const ReadingRecord& record);
    /// Those that were kept, oldest first.
    Result<std::vector<ReadingCounts>> readings(Timestamp from, Timestamp upTo);
    /// The one before `before` that came nearest to `time`.
    Result<std::optional<ReadingCounts>> nearest(Timestamp time, Timestamp before);
    /// Of each instance that is another than after the reading of `from`.
    Result<std::vector<InstanceChange>> changes(Timestamp from, Timestamp upTo);
    /// All that is kept of one instance, with the readings since `from`.
    Result<InstancePast> past(const InstanceName& name, Timestamp from);
    /// Of each instance that has lost its phone since then, and is without one still.
    Result<std::vector<InstanceChange>> lostPhones(Timestamp since);

private:
    struct Known; ///< an instance as it was written last

    ReadingHistory(std::unique_ptr<HistoryFile> file, Clock clock);
    Result<void> loadProblems();
    Result<void> addProblems();
    Result<void> addAll(const ReadingRecord& record);
    Result<void> addChanges(const ReadingRecord& record);
    Result<QHash<QByteArray, Known>> known();
    Result<qint64> idOf(QSqlQuery& insert, const InstanceRecord& record, const Known& known);
    Result<void> write(QSqlQuery& insert, qint64 instance, Timestamp at, const InstanceMoment& moment);
    Result<void> forget();
    Result<void> forgetBefore(qint64 horizon);
    Result<void> forgetOlderHalf();
    qint64 toFile(ProblemSet problems) const;
    ProblemSet fromFile(qint64 bits) const;
    InstanceMoment momentAt(const QSqlQuery& query, int column) const;
    Result<std::vector<InstanceChange>> changesIn(QSqlQuery& query);

    std::unique_ptr<HistoryFile> m_file;
    const Clock m_clock;
    std::array<int, findingCodeCount> m_bits{}; ///< of the file, for each code; −1: it has none yet
};

} // namespace steward
