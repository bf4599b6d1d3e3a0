#include "workflows/outbox/outbox.h"

#include "workflows/engine/workflow_run.h"
#include "workflows/journal/journal.h"
#include "workflows/journal/journal_errors.h"

#include <QCoreApplication>
#include <QFile>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <map>

namespace steward {
namespace {

struct OutboxText {
    Q_DECLARE_TR_FUNCTIONS(steward::Outbox)
};

constexpr int busyMilliseconds = 30'000;

Timestamp now()
{
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

QString channelWord(WorkerChannel channel)
{
    return channel == WorkerChannel::Added ? QStringLiteral("added") : QStringLiteral("removed");
}

OutboxMessage messageOf(const QSqlQuery& query)
{
    OutboxMessage kept;
    kept.number = query.value(0).toLongLong();
    kept.message.channel =
        query.value(1).toString() == channelWord(WorkerChannel::Added) ? WorkerChannel::Added : WorkerChannel::Removed;
    kept.message.instance = InstanceName::fromUtf8(query.value(2).toByteArray());
    kept.message.organizationId = QUuid::fromString(query.value(3).toString());
    kept.operation = QUuid::fromString(query.value(4).toString());
    kept.since = Timestamp(std::chrono::milliseconds(query.value(5).toLongLong()));
    return kept;
}

} // namespace

QString tellingKind()
{
    return QStringLiteral("tell-workers");
}

Outbox::Outbox(QString path, QString connection, QString profileId)
    : m_path(std::move(path))
    , m_connection(std::move(connection))
    , m_profileId(std::move(profileId))
    , m_database(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection))
{
    m_database.setDatabaseName(m_path);
    m_database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(busyMilliseconds));
}

Outbox::~Outbox()
{
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_connection);
}

Error Outbox::failure(const QString& detail) const
{
    return journalNotWritten(m_path, detail);
}

Result<std::unique_ptr<Outbox>> Outbox::open(const QString& journalPath, const QString& profileId)
{
    const QString path = journalPath + QStringLiteral("/outbox.sqlite");
    if (!QFile::exists(path)) { // its WAL takes over its rights
        QFile file(path);
        if (!file.open(QIODevice::ReadWrite, QFileDevice::ReadOwner | QFileDevice::WriteOwner))
            return std::unexpected(journalNotWritten(path, file.errorString()));
    }
    const QString connection = QLatin1String("steward-outbox-") + QUuid::createUuid().toString(QUuid::WithoutBraces);
    std::unique_ptr<Outbox> outbox(new Outbox(path, connection, profileId));
    if (const Result<void> prepared = outbox->prepare(); !prepared)
        return std::unexpected(prepared.error());
    return outbox;
}

Result<void> Outbox::prepare()
{
    if (!m_database.open())
        return std::unexpected(failure(m_database.lastError().text()));
    const QStringList statements{
        QStringLiteral("PRAGMA synchronous = FULL"), QStringLiteral("PRAGMA fullfsync = ON"),
        QStringLiteral("PRAGMA journal_mode = WAL"),
        QStringLiteral(
            "CREATE TABLE IF NOT EXISTS messages (number INTEGER PRIMARY KEY AUTOINCREMENT, profile TEXT NOT "
            "NULL, channel TEXT NOT NULL, instance BLOB NOT NULL, organization TEXT, operation TEXT NOT "
            "NULL, since INTEGER NOT NULL)")};
    for (const QString& statement : statements) {
        QSqlQuery query(m_database);
        if (!query.exec(statement))
            return std::unexpected(failure(query.lastError().text()));
    }
    return {};
}

Result<void> Outbox::add(const WorkerMessage& message, const QUuid& operation)
{
    QSqlQuery query(m_database);
    query.prepare(QStringLiteral("INSERT INTO messages (profile, channel, instance, organization, operation, since) "
                                 "VALUES (?, ?, ?, ?, ?, ?)"));
    const QUuid& organization = message.organizationId;
    query.addBindValue(m_profileId);
    query.addBindValue(channelWord(message.channel));
    query.addBindValue(message.instance.utf8());
    query.addBindValue(organization.isNull() ? QVariant() : QVariant(organization.toString(QUuid::WithoutBraces)));
    query.addBindValue(operation.toString(QUuid::WithoutBraces));
    query.addBindValue(static_cast<qint64>(now().time_since_epoch().count()));
    if (!query.exec())
        return std::unexpected(failure(query.lastError().text()));
    return {};
}

Result<std::vector<OutboxMessage>> Outbox::list()
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    query.prepare(QStringLiteral("SELECT number, channel, instance, organization, operation, since FROM messages WHERE "
                                 "profile = ? ORDER BY number"));
    query.addBindValue(m_profileId);
    if (!query.exec())
        return std::unexpected(failure(query.lastError().text()));
    std::vector<OutboxMessage> messages;
    while (query.next())
        messages.push_back(messageOf(query));
    return messages;
}

Result<void> Outbox::remove(qint64 number)
{
    QSqlQuery query(m_database);
    query.prepare(QStringLiteral("DELETE FROM messages WHERE number = ?"));
    query.addBindValue(number);
    if (!query.exec())
        return std::unexpected(failure(query.lastError().text()));
    return {};
}

Result<qint64> Outbox::deliver(CachePort& cache, Journal& journal, const QString& desk, const Limits& limits)
{
    const auto kept = list();
    if (!kept)
        return std::unexpected(kept.error());
    std::map<WorkerChannel, bool> listens;
    std::optional<WorkflowRun> run;
    qint64 delivered = 0;
    for (const OutboxMessage& one : *kept) {
        const WorkerChannel channel = one.message.channel;
        if (!listens.contains(channel)) {
            const auto workers = cache.listening(channel, limits);
            if (!workers)
                return std::unexpected(workers.error());
            listens[channel] = workers->workers != 0; // where it is not known, it is tried
        }
        if (!listens[channel])
            continue;
        if (!run) {
            auto begun = WorkflowRun::begin(
                &journal, {tellingKind(), m_profileId, desk, OutboxText::tr("Tell the workers what they missed")});
            if (!begun)
                return std::unexpected(begun.error());
            run.emplace(std::move(*begun));
        }
        JournalStep step{Store::Cache, tellingKind(), one.message.instance.text(), {}};
        step.before.add(QStringLiteral("channel"), channelWord(channel));
        const auto told = run->write<WorkerCount>(step, [&] { return cache.publish(one.message, limits); });
        if (!told) {
            static_cast<void>(run->finish(OperationOutcome::Partial));
            return std::unexpected(told.error());
        }
        if (told->workers == 0) {
            listens[channel] = false;
            continue;
        }
        if (const Result<void> gone = remove(one.number); !gone)
            return std::unexpected(gone.error());
        ++delivered;
    }
    if (run) {
        if (const Result<void> finished = run->finish(OperationOutcome::Done); !finished)
            return std::unexpected(finished.error());
    }
    return delivered;
}

} // namespace steward
