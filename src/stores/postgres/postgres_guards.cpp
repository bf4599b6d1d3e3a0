#include "stores/postgres/postgres_guards.h"

#include "stores/guard_script.h"
#include "stores/postgres/guard_inspection.h"
#include "stores/postgres/postgres_session.h"
#include "stores/postgres/postgres_transaction.h"

namespace steward {
namespace {

using Access = PostgresTransaction::Access;

/// What an interrupted build left. The lock is the one that a build holds, so that none under way is taken for one.
Result<void> dropLeftOver(PostgresConnection& connection, const StoreNames& names, const QByteArray& index)
{
    PostgresTransaction transaction(connection);
    if (auto started = transaction.begin(Access::Write); !started)
        return started;
    const QByteArray schema = GuardScript::identifier(names.schema);
    const auto locked = connection.run(
        {"SET LOCAL lock_timeout = '5s'; LOCK TABLE " + schema + '.' +
             GuardScript::identifier(names.integrationsTable) + " IN SHARE UPDATE EXCLUSIVE MODE",
         {},
         SqlIntent::Write});
    if (!locked)
        return std::unexpected(locked.error());
    bool stillInvalid = false; // a build that was under way may have come to its end
    const auto looked = connection.run(
        {"SELECT FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid JOIN "
         "pg_catalog.pg_namespace n ON n.oid = x.relnamespace WHERE n.nspname = $1 AND x.relname = $2 AND NOT "
         "i.indisvalid",
         {names.schema.toUtf8(), index}},
        [&stillInvalid](const SqlRow&) { stillInvalid = true; });
    if (!looked)
        return std::unexpected(looked.error());
    if (!stillInvalid)
        return {};
    const QByteArray drop = "DROP INDEX " + schema + '.' + GuardScript::identifier(QString::fromUtf8(index));
    if (const auto dropped = connection.run({drop, {}, SqlIntent::Write}); !dropped)
        return std::unexpected(dropped.error());
    return transaction.commit();
}

QByteArray freeName(const GuardFacts& facts, const QByteArray& file)
{
    const QByteArray wanted = GuardScript::indexName(file);
    QByteArray name = wanted;
    for (int count = 2; facts.takenNames.contains(name); ++count)
        name = wanted + '_' + QByteArray::number(count);
    return name;
}

Result<void> buildIndex(PostgresConnection& connection, const StoreNames& names, const QByteArray& file)
{
    auto facts = gatherGuardFacts(connection, names, {});
    if (!facts)
        return std::unexpected(facts.error());
    for (const QByteArray& name : leftOvers(*facts, file)) {
        if (const auto dropped = dropLeftOver(connection, names, name); !dropped)
            return dropped;
        facts->takenNames.removeAll(name);
    }
    if (indexStands(*facts, file))
        return {};
    const QByteArray name = freeName(*facts, file);
    const SqlStatement build{GuardScript(names, {}).index(file, name), {}, SqlIntent::Write};
    const auto built = connection.run(build);
    if (built)
        return {};
    // A build that failed leaves an invalid index, which hinders every insert as a valid one would.
    if (!connection.isDoomed())
        static_cast<void>(dropLeftOver(connection, names, name));
    return std::unexpected(built.error());
}

Result<void>
applyPart(PostgresConnection& connection, const StoreNames& names, GuardPart part, const QStringList& keepExecute)
{
    const QByteArrayList files = indexFilesOf(part);
    for (const QByteArray& file : files) {
        if (auto built = buildIndex(connection, names, file); !built)
            return built;
    }
    if (!files.isEmpty())
        return {};
    PostgresTransaction transaction(connection);
    if (auto started = transaction.begin(Access::Write); !started)
        return started;
    const SqlStatement script{GuardScript(names, keepExecute).part(part), {}, SqlIntent::Write};
    if (const auto ran = connection.run(script); !ran)
        return std::unexpected(ran.error());
    return transaction.commit();
}

} // namespace

PostgresGuards::PostgresGuards(DatabaseSettings settings, StoreNames names)
    : m_settings(std::move(settings))
    , m_names(std::move(names))
    , m_session(std::make_unique<PostgresSession>(m_settings))
{
}

PostgresGuards::~PostgresGuards() = default;

Result<GuardsReport> PostgresGuards::inspect(const QStringList& keepExecute, const CallContext& limits)
{
    assertWorkerThread();
    return m_session->call<GuardsReport>(
        limits, [names = m_names, keepExecute](PostgresConnection& connection) -> Result<GuardsReport> {
            const auto facts = gatherGuardFacts(connection, names, keepExecute);
            if (!facts)
                return std::unexpected(facts.error());
            return guardsReport(*facts, names);
        });
}

Result<void> PostgresGuards::apply(GuardPart part, const QStringList& keepExecute, const CallContext& limits)
{
    assertWorkerThread();
    if (m_settings.readOnly)
        return std::unexpected(readOnlyProfileError());
    return m_session->call<void>(limits, [names = m_names, part, keepExecute](PostgresConnection& connection) {
        return applyPart(connection, names, part, keepExecute);
    });
}

} // namespace steward
