#pragma once

#include "stores/sqlite_tables.h"
#include "workflows/outbox/outbox_message.h"

#include <QString>

#include <memory>
#include <set>
#include <vector>

namespace steward {

/// The outbox's SQLite file: WAL, synchronous=FULL, 0600. Used on the thread that opened it.
class OutboxTable final : public SqliteTables {
public:
    /// For writing the table too is made where it is missing.
    static Result<std::unique_ptr<OutboxTable>> open(const QString& path, Mode mode);

    /// In one commit; the messages' numbers are given by the table.
    Result<void> insert(const std::vector<OutboxMessage>& messages);
    /// Oldest first.
    Result<std::vector<OutboxMessage>> all();
    /// Those that a message of the profile waits for.
    Result<std::set<InstanceName>> instances(const QString& profile);
    Result<std::vector<OutboxMessage>> ofInstance(const QString& profile, const InstanceName& instance);
    /// The profile's first ones after that number.
    Result<std::vector<OutboxMessage>> next(const QString& profile, qint64 after, int most);
    /// In one commit.
    Result<void> remove(const std::vector<qint64>& numbers);

private:
    OutboxTable(const QString& path, Mode mode)
        : SqliteTables(path, mode)
    {
    }
    Result<void> prepareTable();
    Result<std::vector<OutboxMessage>> select(const QString& condition, const QVariantList& values);
    Result<void> execEach(const QString& sql, const std::vector<QVariantList>& values);
    Error failure(const QString& detail) const;
    Error failure(const QSqlQuery& query) override;
};

} // namespace steward
