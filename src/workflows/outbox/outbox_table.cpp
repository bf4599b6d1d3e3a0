#include "workflows/outbox/outbox_table.h"

#include "workflows/journal/journal_errors.h"

#include <QSqlError>
#include <QVariant>

namespace steward {
namespace {

OutboxMessage messageOf(const QSqlQuery& query)
{
    OutboxMessage kept;
    kept.number = query.value(0).toLongLong();
    const bool added = query.value(1).toString() == workerChannelWord(WorkerChannel::Added);
    kept.message.channel = added ? WorkerChannel::Added : WorkerChannel::Removed;
    kept.message.instance = InstanceName::fromUtf8(query.value(2).toByteArray());
    kept.message.organizationId = OrganizationId::fromString(query.value(3).toString());
    kept.operation = OperationId::fromString(query.value(4).toString());
    kept.since = Timestamp(std::chrono::milliseconds(query.value(5).toLongLong()));
    kept.profile = query.value(6).toString();
    return kept;
}

} // namespace

Result<std::unique_ptr<OutboxTable>> OutboxTable::open(const QString& path, Mode mode)
{
    std::unique_ptr<OutboxTable> table(new OutboxTable(path, mode));
    if (const auto wrong = table->m_file.open())
        return std::unexpected(table->failure(*wrong));
    if (mode == Mode::Read)
        return table;
    if (const Result<void> prepared = table->prepareTable(); !prepared)
        return std::unexpected(prepared.error());
    return table;
}

Result<void> OutboxTable::prepareTable()
{
    const QStringList statements{
        QStringLiteral("PRAGMA synchronous = FULL"), QStringLiteral("PRAGMA fullfsync = ON"),
        QStringLiteral("PRAGMA secure_delete = ON"), QStringLiteral("PRAGMA journal_mode = WAL"),
        QStringLiteral("CREATE TABLE IF NOT EXISTS messages (number INTEGER PRIMARY KEY AUTOINCREMENT, channel TEXT "
                       "NOT NULL, instance BLOB NOT NULL, organization TEXT, operation TEXT NOT NULL, since INTEGER "
                       "NOT NULL, profile TEXT NOT NULL)")};
    for (const QString& statement : statements) {
        if (const Result<void> done = run(statement); !done)
            return done;
    }
    return {};
}

Result<void> OutboxTable::insert(const std::vector<OutboxMessage>& messages)
{
    std::vector<QVariantList> values;
    for (const OutboxMessage& each : messages) {
        const OrganizationId& organization = each.message.organizationId;
        values.push_back(
            {workerChannelWord(each.message.channel), each.message.instance.utf8(),
             organization.isNull() ? QVariant() : QVariant(organization.toString()), each.operation.toString(),
             static_cast<qint64>(each.since.time_since_epoch().count()), each.profile});
    }
    return execEach(
        QStringLiteral("INSERT INTO messages (channel, instance, organization, operation, since, profile) "
                       "VALUES (?, ?, ?, ?, ?, ?)"),
        values);
}

Result<std::vector<OutboxMessage>> OutboxTable::all()
{
    return select(QStringLiteral("1 ORDER BY number"), {});
}

Result<std::vector<OutboxMessage>> OutboxTable::ofInstance(const QString& profile, const InstanceName& instance)
{
    return select(QStringLiteral("profile = ? AND instance = ? ORDER BY number"), {profile, instance.utf8()});
}

Result<std::vector<OutboxMessage>> OutboxTable::next(const QString& profile, qint64 after, int most)
{
    return select(QStringLiteral("profile = ? AND number > ? ORDER BY number LIMIT ?"), {profile, after, most});
}

Result<std::vector<OutboxMessage>> OutboxTable::select(const QString& condition, const QVariantList& values)
{
    Result<QSqlQuery> query =
        ask(QStringLiteral("SELECT number, channel, instance, organization, operation, since, profile FROM "
                           "messages WHERE ") +
                condition,
            values);
    if (!query)
        return std::unexpected(query.error());
    std::vector<OutboxMessage> messages;
    while (query->next())
        messages.push_back(messageOf(*query));
    // next() is false at the end and at a page that cannot be read.
    if (query->lastError().isValid())
        return std::unexpected(failure(*query));
    return messages;
}

Result<std::set<InstanceName>> OutboxTable::instances(const QString& profile)
{
    Result<QSqlQuery> query =
        ask(QStringLiteral("SELECT DISTINCT instance FROM messages WHERE profile = :profile"), {profile});
    if (!query)
        return std::unexpected(query.error());
    std::set<InstanceName> names;
    while (query->next())
        names.insert(InstanceName::fromUtf8(query->value(0).toByteArray()));
    if (query->lastError().isValid())
        return std::unexpected(failure(*query));
    return names;
}

Result<void> OutboxTable::remove(const std::vector<qint64>& numbers)
{
    std::vector<QVariantList> values;
    values.reserve(numbers.size());
    for (const qint64 number : numbers)
        values.push_back({number});
    return execEach(QStringLiteral("DELETE FROM messages WHERE number = :number"), values);
}

/// All of them, or none.
Result<void> OutboxTable::execEach(const QString& sql, const std::vector<QVariantList>& values)
{
    Transaction transaction(*this);
    if (const Result<void> started = transaction.begin(); !started)
        return started;
    Result<QSqlQuery> query = prepare(sql);
    if (!query)
        return std::unexpected(query.error());
    for (const QVariantList& each : values) {
        for (int place = 0; place < each.size(); ++place)
            query->bindValue(place, each[place]);
        if (!query->exec())
            return std::unexpected(failure(*query));
    }
    return transaction.commit();
}

Error OutboxTable::failure(const QString& detail) const
{
    return m_file.mode() == Mode::Read ? journalUnreadable(m_file.path(), detail)
                                       : journalNotWritten(m_file.path(), detail);
}

Error OutboxTable::failure(const QSqlQuery& query)
{
    return failure(query.lastError().text());
}

} // namespace steward
