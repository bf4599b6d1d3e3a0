#include "stores/sqlite_tables.h"

#include <QSqlError>
#include <QVariant>

namespace steward {

SqliteTables::Transaction::~Transaction()
{
    if (m_isOpen)
        QSqlQuery(m_tables.m_file.database()).exec(QStringLiteral("ROLLBACK"));
}

Result<void> SqliteTables::Transaction::begin(const QString& sql)
{
    const Result<void> started = m_tables.run(sql);
    m_isOpen = started.has_value();
    return started;
}

Result<void> SqliteTables::Transaction::beginReading()
{
    if (const Result<void> started = begin(QStringLiteral("BEGIN")); !started)
        return started;
    // SQLite takes its snapshot with the first read, not with BEGIN.
    const Result<QVariant> tables = m_tables.askOne(QStringLiteral("SELECT count(*) FROM sqlite_master"));
    return tables ? Result<void>() : std::unexpected(tables.error());
}

Result<void> SqliteTables::Transaction::commit()
{
    const Result<void> committed = m_tables.run(QStringLiteral("COMMIT"));
    m_isOpen = !committed;
    return committed;
}

Result<QSqlQuery> SqliteTables::prepare(const QString& sql)
{
    QSqlQuery query(m_file.database());
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return std::unexpected(failure(query));
    return query;
}

Result<QSqlQuery> SqliteTables::ask(const QString& sql, const QVariantList& values)
{
    Result<QSqlQuery> query = prepare(sql);
    if (!query)
        return query;
    for (const QVariant& value : values)
        query->addBindValue(value);
    if (!query->exec())
        return std::unexpected(failure(*query));
    return query;
}

Result<void> SqliteTables::run(const QString& sql, const QVariantList& values)
{
    if (const Result<QSqlQuery> done = ask(sql, values); !done)
        return std::unexpected(done.error());
    return {};
}

Result<QVariant> SqliteTables::askOne(const QString& sql)
{
    Result<QSqlQuery> query = ask(sql);
    if (!query)
        return std::unexpected(query.error());
    if (query->next())
        return query->value(0);
    if (query->lastError().isValid())
        return std::unexpected(failure(*query));
    return QVariant();
}

} // namespace steward
