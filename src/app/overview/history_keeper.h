#pragma once

#include "domain/error.h"
#include "local/history/history_changes.h"

#include <QObject>

#include <memory>
#include <optional>

namespace steward {

class OperationService;
class Workspace;
struct ProfileContext;

/// What earlier readings came to, as the overview tells it.
struct KeptPast {
    /// The last reading of each day, today the last of them; nothing: a day without one.
    std::vector<std::optional<ReadingCounts>> days;
    std::vector<ReadingCounts> latest; ///< oldest first
    /// What today is compared with: the reading of another day that came nearest to a day ago, else today's first.
    std::optional<ReadingCounts> before;
    std::vector<InstanceChange> changes;      ///< since then
    std::vector<InstanceChange> lostThisWeek; ///< their phone, within seven days, and are without one still
};
constexpr int daysTold = 14;
constexpr int readingsTold = 12;

/// Writes the record, where there is one, and reads what was before. Blocks: for a worker.
Result<std::shared_ptr<const KeptPast>>
keepReading(const QString& path, const std::optional<ReadingRecord>& record, Timestamp now);

/// Keeps each complete reading of a workspace in its history, on workers, and has what the history tells. What goes
/// wrong there stops nothing. GUI thread only; never waits.
class HistoryKeeper final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HistoryKeeper)

public:
    HistoryKeeper(Workspace& workspace, OperationService& operations, QObject* parent);

    /// False in practice.
    bool isKept() const;
    /// Null before anything was read of it.
    const std::shared_ptr<const KeptPast>& past() const { return m_past; }
    const std::optional<Error>& trouble() const { return m_trouble; }
    /// The damaged file is set aside, and the reading that is shown is the first of a new one.
    void beginAnew();

Q_SIGNALS:
    void changed();

private:
    void takeReading();
    void keep();
    void take(quint64 number, const Result<std::shared_ptr<const KeptPast>>& past);

    Workspace& m_workspace;
    OperationService& m_operations;
    std::shared_ptr<const KeptPast> m_past;
    std::optional<Error> m_trouble;
    Timestamp m_kept{};   ///< the reading that was handed to a worker last
    quint64 m_number = 0; ///< of what was asked last
};

} // namespace steward
