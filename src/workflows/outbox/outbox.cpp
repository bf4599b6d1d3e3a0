#include "workflows/outbox/outbox.h"

#include "workflows/journal/journal_folder.h"
#include "workflows/journal/process_lock.h"
#include "workflows/outbox/outbox_delivery.h"
#include "workflows/outbox/outbox_table.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>

#include <algorithm>

namespace steward {
namespace {

struct OutboxText {
    Q_DECLARE_TR_FUNCTIONS(steward::Outbox)
};

QString pathIn(const QString& journalPath)
{
    return journalPath + QStringLiteral("/outbox.sqlite");
}

/// One for each profile, whose id may be any text: one profile's cache that does not answer holds up no other.
QString lockPathIn(const QString& journalPath, const QString& profileId)
{
    const QByteArray hash = QCryptographicHash::hash(profileId.toUtf8(), QCryptographicHash::Sha256).toHex();
    return journalPath + QStringLiteral("/outbox-") + QString::fromLatin1(hash.left(16)) + QStringLiteral(".lock");
}

Timestamp now()
{
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

} // namespace

QString tellingKind()
{
    return QStringLiteral("tell-workers");
}

Outbox::Outbox(QString lockPath, QString profileId, std::unique_ptr<OutboxTable> table)
    : m_lockPath(std::move(lockPath))
    , m_profileId(std::move(profileId))
    , m_table(std::move(table))
{
}

Outbox::~Outbox() = default;

Result<std::unique_ptr<Outbox>> Outbox::open(const QString& journalPath, const QString& profileId)
{
    // Two that make the table at once would meet a lock that SQLite does not wait for.
    const Result<ProcessLock> lock =
        ProcessLock::take(journalPath + QStringLiteral("/outbox.lock"), JournalFolder::timeout);
    if (!lock)
        return std::unexpected(lock.error());
    auto table = OutboxTable::open(pathIn(journalPath), OutboxTable::Mode::Write);
    if (!table)
        return std::unexpected(table.error());
    // SQL's null is no text: it equals nothing.
    const QString profile = profileId.isNull() ? QStringLiteral("") : profileId;
    return std::unique_ptr<Outbox>(new Outbox(lockPathIn(journalPath, profile), profile, std::move(*table)));
}

Result<void> Outbox::add(const WorkerMessage& message, const OperationId& operation)
{
    return addAll({message}, operation);
}

Result<void> Outbox::addAll(const std::vector<WorkerMessage>& messages, const OperationId& operation)
{
    std::vector<OutboxMessage> kept;
    kept.reserve(messages.size());
    for (const WorkerMessage& message : messages)
        kept.push_back({0, message, operation, now(), m_profileId});
    return kept.empty() ? Result<void>() : m_table->insert(kept);
}

Result<std::vector<OutboxMessage>> Outbox::list()
{
    Result<std::vector<OutboxMessage>> kept = m_table->all();
    if (kept)
        std::erase_if(*kept, [this](const OutboxMessage& one) { return one.profile != m_profileId; });
    return kept;
}

Result<WorkersOutcome> Outbox::tell(const WorkerMessage& message, const OperationId& operation, const Publish& publish)
{
    const Result<ProcessLock> lock = ProcessLock::take(m_lockPath, JournalFolder::timeout);
    if (!lock)
        return std::unexpected(lock.error());
    return tellLocked(message, operation, publish);
}

Result<std::vector<WorkersOutcome>> Outbox::tellAll(
    const std::vector<WorkerMessage>& messages, const OperationId& operation, const Publish& publish,
    const PublishAll& publishAll)
{
    const Result<ProcessLock> lock = ProcessLock::take(m_lockPath, JournalFolder::timeout);
    if (!lock)
        return std::unexpected(lock.error());
    const auto waiting = m_table->instances(m_profileId);
    if (!waiting)
        return std::unexpected(waiting.error());
    std::vector<WorkersOutcome> outcomes(messages.size());
    std::vector<WorkerMessage> free;
    std::vector<size_t> places;
    for (size_t place = 0; place < messages.size(); ++place) {
        if (!waiting->contains(messages[place].instance)) {
            free.push_back(messages[place]);
            places.push_back(place);
            continue;
        }
        const auto told = tellLocked(messages[place], operation, publish);
        if (!told)
            return std::unexpected(told.error());
        outcomes[place] = *told;
    }
    if (free.empty())
        return outcomes;
    const auto told = publishAll(free);
    if (!told)
        return std::unexpected(told.error());
    std::vector<WorkerMessage> unheard;
    for (size_t place = 0; place < free.size(); ++place) {
        const bool isUnheard = told->at(place).workers == 0;
        if (isUnheard)
            unheard.push_back(free[place]);
        outcomes[places[place]] = {told->at(place).workers, isUnheard};
    }
    if (const Result<void> added = addAll(unheard, operation); !added)
        return std::unexpected(added.error());
    return outcomes;
}

Result<WorkersOutcome>
Outbox::tellLocked(const WorkerMessage& message, const OperationId& operation, const Publish& publish)
{
    const auto kept = m_table->ofInstance(m_profileId, message.instance);
    if (!kept)
        return std::unexpected(kept.error());
    // Told again by a resume: once is enough for whoever listens one day.
    const bool isKept = std::ranges::any_of(*kept, [&message](const OutboxMessage& earlier) {
        return earlier.message.channel == message.channel && earlier.message.organizationId == message.organizationId;
    });
    for (const OutboxMessage& earlier : *kept) {
        const bool isStale = earlier.message.channel != message.channel;
        const Result<WorkerCount> told = publish(earlier.message, isStale ? News::Stale : News::Kept);
        if (!told)
            return std::unexpected(told.error());
        if (!isStale && told->workers == 0) {
            const Result<void> added = isKept ? Result<void>() : add(message, operation);
            if (!added)
                return std::unexpected(added.error());
            return WorkersOutcome{0, true};
        }
        if (const Result<void> gone = m_table->remove({earlier.number}); !gone)
            return std::unexpected(gone.error());
    }
    const Result<WorkerCount> told = publish(message, News::Own);
    if (!told)
        return std::unexpected(told.error());
    if (told->workers != 0)
        return WorkersOutcome{told->workers, false};
    if (const Result<void> added = add(message, operation); !added)
        return std::unexpected(added.error());
    return WorkersOutcome{0, true};
}

Result<qint64> Outbox::deliver(
    CachePort& cache, Journal& journal, const QString& workstation, const NewsJudge& judge, const CallContext& limits)
{
    const JournalTask task{
        tellingKind(), m_profileId, workstation, OutboxText::tr("Send the workers what they missed")};
    return OutboxDelivery(*m_table, cache, journal, judge, task, m_lockPath).run(limits);
}

Result<std::vector<OutboxMessage>> readOutbox(const QString& journalPath)
{
    if (!QFile::exists(pathIn(journalPath)))
        return {};
    const Result<ProcessLock> lock =
        ProcessLock::take(journalPath + QStringLiteral("/outbox.lock"), JournalFolder::timeout);
    if (!lock)
        return std::unexpected(lock.error());
    const auto table = OutboxTable::open(pathIn(journalPath), OutboxTable::Mode::Read);
    if (!table)
        return std::unexpected(table.error());
    return (*table)->all();
}

} // namespace steward
