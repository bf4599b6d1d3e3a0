#pragma once

#include "domain/error.h"
#include "domain/store_records.h"
#include "stores/cache_port.h"

#include <QSqlDatabase>
#include <QString>
#include <QUuid>

#include <memory>
#include <vector>

namespace steward {

class Journal;

/// A message that no worker has heard yet.
struct OutboxMessage {
    qint64 number = 0; ///< in the order in which they were first told
    WorkerMessage message;
    QUuid operation; ///< by which it came to be
    Timestamp since{};
};

/// Messages to the workers of one profile that nobody heard, kept on this computer's disk until somebody does
/// (WORKFLOWS, "Workers"). Told twice rather than never. Several processes may use one. Blocks; on the thread that
/// opened it.
class Outbox final {
    Q_DISABLE_COPY_MOVE(Outbox)

public:
    /// Beside the journal, in its folder, which has to be there.
    static Result<std::unique_ptr<Outbox>> open(const QString& journalPath, const QString& profileId);
    ~Outbox();

    Result<void> add(const WorkerMessage& message, const QUuid& operation);
    /// Those of the profile, oldest first.
    Result<std::vector<OutboxMessage>> list();
    /// Tells what is kept, in its order, as long as somebody listens on its channel; what was heard goes. Journaled as
    /// an operation of its own. The answer is how many went.
    Result<qint64> deliver(CachePort& cache, Journal& journal, const QString& desk, const Limits& limits);

private:
    Outbox(QString path, QString connection, QString profileId);
    Result<void> prepare();
    Result<void> remove(qint64 number);
    Error failure(const QString& detail) const;

    const QString m_path;
    const QString m_connection;
    const QString m_profileId;
    QSqlDatabase m_database;
};

/// The journal's word for telling what was kept: "tell-workers".
QString tellingKind();

} // namespace steward
