#include "workflows/outbox/outbox_table.h"

#include "workflows/journal/journal_errors.h"

#include <QSqlError>
#include <QSqlQuery>
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
    if (const Result<void> prepared = table->prepare(); !prepared)
        return std::unexpected(prepared.error());
    return table;
}

Result<void> OutboxTable::prepare()
{
    const QStringList statements{
        QStringLiteral("PRAGMA synchronous = FULL"), QStringLiteral("PRAGMA fullfsync = ON"),
        QStringLiteral("PRAGMA secure_delete = ON"), QStringLiteral("PRAGMA journal_mode = WAL"),
        QStringLiteral("CREATE TABLE IF NOT EXISTS messages (number INTEGER PRIMARY KEY AUTOINCREMENT, channel TEXT "
                       "NOT NULL, instance BLOB NOT NULL, organization TEXT, operation TEXT NOT NULL, since INTEGER "
                       "NOT NULL, profile TEXT NOT NULL)")};
    for (const QString& statement : statements) {
        QSqlQuery query(m_file.database());
        if (!query.exec(statement))
            return std::unexpected(failure(query.lastError().text()));
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
    QSqlQuery query(m_file.database());
    query.setForwardOnly(true);
    query.prepare(
        QStringLiteral("SELECT number, channel, instance, organization, operation, since, profile FROM "
                       "messages WHERE ") +
        condition);
    for (const QVariant& value : values)
        query.addBindValue(value);
    if (!query.exec())
        return std::unexpected(failure(query.lastError().text()));
    std::vector<OutboxMessage> messages;
    while (query.next())
        messages.push_back(messageOf(query));
    // next() is false at the end and at a page that cannot be read.
    if (query.lastError().isValid())
        return std::unexpected(failure(query.lastError().text()));
    return messages;
}

Result<std::set<InstanceName>> OutboxTable::instances(const QString& profile)
{
    QSqlQuery query(m_file.database());
    query.setForwardOnly(true);
    query.prepare(QStringLiteral("SELECT DISTINCT instance FROM messages WHERE profile = :profile"));
    query.addBindValue(profile);
    if (!query.exec())
        return std::unexpected(failure(query.lastError().text()));
    std::set<InstanceName> names;
    while (query.next())
        names.insert(InstanceName::fromUtf8(query.value(0).toByteArray()));
    if (query.lastError().isValid())
        return std::unexpected(failure(query.lastError().text()));
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
    QSqlDatabase& database = m_file.database();
    if (!database.transaction())
        return std::unexpected(failure(database.lastError().text()));
    QSqlQuery query(database);
    query.prepare(sql);
    for (const QVariantList& each : values) {
        for (int place = 0; place < each.size(); ++place)
            query.bindValue(place, each[place]);
        if (!query.exec()) {
            const QString why = query.lastError().text();
            database.rollback();
            return std::unexpected(failure(why));
        }
    }
    if (!database.commit()) {
        const QString why = database.lastError().text();
        database.rollback();
        return std::unexpected(failure(why));
    }
    return {};
}

Error OutboxTable::failure(const QString& detail) const
{
    return m_file.mode() == Mode::Read ? journalUnreadable(m_file.path(), detail)
                                       : journalNotWritten(m_file.path(), detail);
}

} // namespace steward
