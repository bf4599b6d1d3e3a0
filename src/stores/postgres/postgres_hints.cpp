#include "stores/postgres/postgres_hints.h"

#include "stores/postgres/guard_inspection.h"
#include "stores/postgres/postgres_errors.h"
#include "stores/postgres/postgres_facts.h"
#include "stores/postgres/postgres_session.h"

#include <memory>
#include <mutex>

namespace steward {
namespace {

/// Between the connection's thread and whoever listens, who may leave first.
class SharedEar final {
public:
    explicit SharedEar(const HintPort::Ear& ear)
        : m_ear(&ear)
    {
    }
    void close()
    {
        const std::lock_guard lock(m_mutex);
        m_ear = nullptr;
    }
    void tell(std::function<void()> HintPort::Ear::*what)
    {
        const std::lock_guard lock(m_mutex);
        if (m_ear)
            (m_ear->*what)();
    }

private:
    std::mutex m_mutex;
    const HintPort::Ear* m_ear;
};

Result<void> beginListening(PostgresConnection& connection, const DatabaseSettings& settings, const StoreNames& names)
{
    const PoolerMode pooler = poolerOf(connection, settings);
    if (pooler == PoolerMode::Unknown || pooler == PoolerMode::Transaction)
        return std::unexpected(
            databaseError(ErrorKind::TransactionPooler, QStringLiteral("a pooler carries no notices")));
    const Result<bool> stands = noticesStand(connection, names);
    if (!stands)
        return std::unexpected(stands.error());
    if (!*stands)
        return std::unexpected(databaseError(ErrorKind::NotFound, QStringLiteral("no trigger sends notices")));
    const auto started = connection.run({"LISTEN " + connection.quoted(names.notifyChannel)});
    return started ? Result<void>() : std::unexpected(started.error());
}

Error follow(PostgresConnection& connection, SharedEar& ear, std::chrono::milliseconds timeout)
{
    for (;;) {
        const Result<int> notices = connection.notices(timeout);
        if (!notices)
            return notices.error();
        if (*notices > 0)
            ear.tell(&HintPort::Ear::heard);
        else if (const auto stands = connection.run({QByteArrayLiteral("SELECT 1")}); !stands)
            return stands.error();
    }
}

} // namespace

PostgresHints::PostgresHints(DatabaseSettings settings, StoreNames names, std::chrono::milliseconds timeout)
    : m_settings(std::move(settings))
    , m_names(std::move(names))
    , m_timeout(timeout)
{
}

Error PostgresHints::listen(const Ear& ear, const CallContext& limits)
{
    assertWorkerThread();
    PostgresSession session(m_settings);
    const auto shared = std::make_shared<SharedEar>(ear);
    const Result<bool> ended = session.call<bool>(
        limits,
        [shared, settings = m_settings, names = m_names,
         timeout = m_timeout](PostgresConnection& connection) -> Result<bool> {
            if (const Result<void> started = beginListening(connection, settings, names); !started)
                return std::unexpected(started.error());
            shared->tell(&Ear::started);
            Error lost = follow(connection, *shared, timeout);
            connection.doom(); // it has subscribed: nobody else is to get it
            return std::unexpected(std::move(lost));
        });
    shared->close();
    return ended.error();
}

} // namespace steward
