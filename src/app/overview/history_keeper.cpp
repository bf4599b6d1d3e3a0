#include "app/overview/history_keeper.h"

#include "app/operations/operation_service.h"
#include "app/workspace/workspace.h"
#include "domain/iso_time.h"
#include "local/history/reading_history.h"

#include <QDateTime>
#include <QFileInfo>

#include <algorithm>

namespace steward {
namespace {

Timestamp startOf(const QDate& day)
{
    return Timestamp(std::chrono::milliseconds(day.startOfDay().toMSecsSinceEpoch()));
}

std::vector<std::optional<ReadingCounts>> lastOfEachDay(const std::vector<ReadingCounts>& readings, const QDate& today)
{
    std::vector<std::optional<ReadingCounts>> days(daysTold);
    for (const ReadingCounts& reading : readings) { // oldest first
        const qint64 ago = localTime(reading.at).date().daysTo(today);
        if (ago >= 0 && ago < daysTold)
            days[static_cast<size_t>(daysTold - 1 - ago)] = reading;
    }
    return days;
}

/// Today's first, unless it is the one of now.
std::optional<ReadingCounts> firstOfToday(const std::vector<ReadingCounts>& readings, const QDate& today, Timestamp now)
{
    const auto first = std::ranges::find_if(
        readings, [&today](const ReadingCounts& each) { return localTime(each.at).date() == today; });
    return first == readings.end() || first->at >= now ? std::nullopt : std::optional(*first);
}

Result<void> readPast(ReadingHistory& history, Timestamp now, KeptPast& past)
{
    const QDate today = localTime(now).date();
    const Result<std::vector<ReadingCounts>> readings = history.readings(startOf(today.addDays(1 - daysTold)), now);
    if (!readings)
        return std::unexpected(readings.error());
    past.days = lastOfEachDay(*readings, today);
    past.latest = *readings;
    if (past.latest.size() > readingsTold)
        past.latest.erase(past.latest.begin(), past.latest.end() - readingsTold);
    const Result<std::optional<ReadingCounts>> before = history.nearest(now - std::chrono::days(1), startOf(today));
    if (!before)
        return std::unexpected(before.error());
    past.before = *before ? *before : firstOfToday(*readings, today, now);
    if (!past.before)
        return {};
    Result<std::vector<InstanceChange>> changes = history.changes(past.before->at, now);
    if (!changes)
        return std::unexpected(changes.error());
    past.changes = std::move(*changes);
    Result<std::vector<InstanceChange>> lost = history.lostPhones(now - std::chrono::days(7));
    if (!lost)
        return std::unexpected(lost.error());
    past.lostThisWeek = std::move(*lost);
    return {};
}

} // namespace

Result<std::shared_ptr<const KeptPast>>
keepReading(const QString& path, const std::optional<ReadingRecord>& record, Timestamp now)
{
    const auto past = std::make_shared<KeptPast>();
    if (!record && !QFileInfo::exists(path))
        return past; // nothing to write, and nothing was
    const Result<std::unique_ptr<ReadingHistory>> history = ReadingHistory::open(path);
    if (!history)
        return std::unexpected(history.error());
    if (record) {
        if (const Result<void> added = (*history)->add(*record); !added)
            return std::unexpected(added.error());
    }
    if (const Result<void> read = readPast(**history, now, *past); !read)
        return std::unexpected(read.error());
    return past;
}

HistoryKeeper::HistoryKeeper(Workspace& workspace, OperationService& operations, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_operations(operations)
{
    connect(&workspace, &Workspace::indexChanged, this, &HistoryKeeper::takeReading);
}

bool HistoryKeeper::isKept() const
{
    return !m_operations.stores().historyPath.isEmpty();
}

void HistoryKeeper::takeReading()
{
    const Timestamp takenAt = m_workspace.index()->audit().snapshot().takenAt;
    if (!isKept() || takenAt == m_kept)
        return; // more details of the same reading
    m_kept = takenAt;
    keep();
}

void HistoryKeeper::keep()
{
    using Past = Result<std::shared_ptr<const KeptPast>>;
    m_operations.ask<Past>(
        this,
        [index = m_workspace.index()](const ProfileContext& stores, const std::stop_token&) {
            const Audit& audit = index->audit();
            return keepReading(stores.historyPath, recordOf(audit), audit.snapshot().takenAt);
        },
        [this, number = ++m_number](const Past& past) { take(number, past); });
}

void HistoryKeeper::take(quint64 number, const Result<std::shared_ptr<const KeptPast>>& past)
{
    if (number != m_number)
        return; // that of a newer reading comes
    if (past)
        m_past = *past;
    m_trouble = past ? std::nullopt : std::optional(past.error());
    Q_EMIT changed();
}

void HistoryKeeper::beginAnew()
{
    m_operations.ask<Result<void>>(
        this,
        [](const ProfileContext& stores, const std::stop_token&) {
            return ReadingHistory::setAside(stores.historyPath);
        },
        [this](const Result<void>& done) {
            if (done)
                return keep();
            m_trouble = done.error();
            Q_EMIT changed();
        });
}

} // namespace steward
