#include "stores/postgres/row_keeping.h"

#include "stores/postgres/claim_steps.h"
#include "stores/postgres/postgres_transaction.h"
#include "stores/postgres/row_images.h"

#include <algorithm>
#include <iterator>

namespace steward {
namespace {

using Access = PostgresTransaction::Access;
using Webhook = IntegrationRows::Webhook;

constexpr int keepingAttempts = 4; ///< another program would have to come and go that often

QByteArray plain(const QUuid& id)
{
    return id.toByteArray(QUuid::WithoutBraces);
}

/// A lease as a part of config; an empty object where `seconds` is NULL. All three are SQL.
QByteArray lease(const QByteArray& seconds, const QByteArray& operation, const QByteArray& desk)
{
    return "jsonb_strip_nulls(jsonb_build_object('steward_lease', CASE WHEN " + seconds +
           "::float8 IS NOT NULL THEN jsonb_build_object('operation', " + operation + "::text, 'desk', " + desk +
           "::text, 'until', to_char((clock_timestamp() + make_interval(secs => " + seconds +
           "::float8)) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')) END))";
}

} // namespace

RowKeeping::RowKeeping(PostgresConnection& connection, const StoreNames& names, KeeperRequest request)
    : m_connection(connection)
    , m_request(std::move(request))
    , m_rows(connection, names)
    , m_history(connection, names)
{
}

Result<KeeperAnswer> RowKeeping::run()
{
    PostgresTransaction transaction(m_connection);
    if (const auto begun = transaction.begin(Access::Write); !begun)
        return std::unexpected(begun.error());
    if (const auto prepared = prepare(); !prepared)
        return std::unexpected(prepared.error());
    for (int attempt = 0; attempt < keepingAttempts; ++attempt) {
        const auto seen = look();
        if (!seen)
            return std::unexpected(seen.error());
        KeeperJudgement judged = judgeKeeper(m_request, *seen);
        if (judged.refused)
            return KeeperAnswer{{}, std::move(judged.leasedBy), std::move(judged.standing)};
        if (judged.target && judged.target->row.configShape != ConfigShape::Object)
            return std::unexpected(oddConfigError());
        auto written = write(judged.target);
        if (!written)
            return std::unexpected(written.error());
        if (!*written)
            continue;
        const auto before = judged.target ? std::optional(judged.target->image) : std::nullopt;
        if (const auto kept = m_history.add(m_request.author, before, (*written)->after); !kept)
            return std::unexpected(kept.error());
        if (const auto committed = transaction.commit(); !committed)
            return std::unexpected(committed.error());
        return KeeperAnswer{std::move(*written), {}, {}};
    }
    return std::unexpected(databaseError(ErrorKind::Rejected, QStringLiteral("the row could not be written")));
}

Result<void> RowKeeping::run(const SqlStatement& statement, const PostgresConnection::RowHandler& onRow)
{
    const auto ran = m_connection.run(statement, onRow);
    return ran ? Result<void>() : std::unexpected(ran.error());
}

Result<void> RowKeeping::prepare()
{
    if (auto set = run({row_images::settings()}); !set)
        return set;
    if (auto opened = m_history.open(); !opened)
        return opened;
    const QUuid from = m_request.moves() ? m_request.row->organizationId : QUuid();
    return claim_steps::lock(m_connection, m_request.organizationId, m_request.keeper, from);
}

Result<std::vector<LockedRow>> RowKeeping::look()
{
    auto looked = claim_steps::look(m_connection, m_rows, m_request.organizationId, m_request.keeper);
    if (!looked)
        return std::unexpected(looked.error());
    std::vector<LockedRow> rows = std::move(looked->ofOrganization);
    if (m_request.moves()) {
        auto from = claim_steps::look(m_connection, m_rows, m_request.row->organizationId, m_request.keeper);
        if (!from)
            return std::unexpected(from.error());
        std::ranges::copy_if(from->ofOrganization, std::back_inserter(rows), [this](const LockedRow& seen) {
            return seen.row.id == m_request.row->id;
        });
    }
    for (Integration& row : looked->naming) {
        if (std::ranges::none_of(rows, [&row](const LockedRow& seen) { return seen.row.id == row.id; }))
            rows.push_back({std::move(row), {}});
    }
    return rows;
}

Result<std::optional<ClaimedRow>> RowKeeping::write(const LockedRow* target)
{
    if (target) {
        if (const auto moved = move(target->row.id); !moved)
            return std::unexpected(moved.error());
        auto pointed = point(target->row.id, false);
        if (!pointed)
            return std::unexpected(pointed.error());
        if (m_request.row)
            pointed->before = target->image;
        return std::move(*pointed);
    }
    if (auto saved = run({QByteArrayLiteral("SAVEPOINT steward_keeper")}); !saved)
        return std::unexpected(saved.error());
    const auto id = insert();
    if (!id && m_connection.refusedState() != "23505")
        return std::unexpected(id.error());
    if (!id) {
        if (auto back = run({QByteArrayLiteral("ROLLBACK TO SAVEPOINT steward_keeper")}); !back)
            return std::unexpected(back.error());
        return std::optional<ClaimedRow>();
    }
    auto pointed = point(**id, true);
    if (!pointed)
        return std::unexpected(pointed.error());
    return std::move(*pointed);
}

Result<std::optional<QUuid>> RowKeeping::insert()
{
    const auto clinic = m_request.clinicId.isNull()
                            ? claim_steps::firstClinic(m_connection, m_rows, m_request.organizationId)
                            : Result<QUuid>(m_request.clinicId);
    if (!clinic)
        return std::unexpected(clinic.error());
    std::optional<QUuid> id;
    const auto inserted =
        run(m_rows.insert(m_request.organizationId, *clinic, m_request.keeper),
            [&id](const SqlRow& row) { id = IntegrationRows::integration(row, Webhook::Masked).id; });
    if (!inserted)
        return std::unexpected(inserted.error());
    if (!id) // a trigger of the table swallowed it
        return std::unexpected(databaseError(ErrorKind::Rejected, QStringLiteral("INSERT wrote no row")));
    return id;
}

Result<void> RowKeeping::move(const QUuid& id)
{
    if (!m_request.moves())
        return {};
    const auto clinic = m_request.clinicId.isNull()
                            ? claim_steps::firstClinic(m_connection, m_rows, m_request.organizationId)
                            : Result<QUuid>(m_request.clinicId);
    if (!clinic)
        return std::unexpected(clinic.error());
    return run(
        {"UPDATE " + m_rows.table() + " SET organization_id = $2::uuid, clinic_id = $3::uuid WHERE id = $1::uuid AND " +
             IntegrationRows::isOurs(),
         {IntegrationRows::parameter(id), IntegrationRows::parameter(m_request.organizationId),
          clinic->isNull() ? std::nullopt : IntegrationRows::parameter(*clinic)},
         SqlIntent::Write});
}

SqlStatement RowKeeping::pointing(const QUuid& id, bool isNew) const
{
    const auto ofNew = [isNew](const std::optional<QByteArray>& value) { return isNew ? value : std::nullopt; };
    const std::optional<QByteArray> none;
    const auto phone = m_request.phone ? std::optional(QByteArray::number(m_request.phone->digits())) : none;
    const auto seconds =
        m_request.leaseTime.count() > 0 ? std::optional(QByteArray::number(m_request.leaseTime.count())) : none;
    return {
        "UPDATE " + m_rows.table() + " AS " + row_images::alias() +
            " SET updated_at = now(), status = coalesce(nullif($2::text, ''), status), phone_number = "
            "coalesce($3::text, phone_number), config = (" +
            row_images::configObject() +
            " - 'instance' - 'steward_lease') || jsonb_strip_nulls(jsonb_build_object('instance_name', $4::text, "
            "'webhook_url', replace($5::text, '{webhook_token}', webhook_token), 'steward_operation', $6::text)) || " +
            lease("$7", "$8", "$9") + " WHERE id = $1::uuid AND " + IntegrationRows::isOurs() + " RETURNING " +
            IntegrationRows::selected(Webhook::Masked) + ", " + row_images::image(),
        {IntegrationRows::parameter(id), ofNew(m_request.status.toUtf8()), ofNew(phone), m_request.keeper.utf8(),
         claim_steps::namedTemplate(m_request.webhookTemplate, m_request.keeper),
         ofNew(plain(m_request.author.operation)), seconds, plain(m_request.author.operation),
         m_request.author.desk.toUtf8()},
        SqlIntent::Write};
}

Result<ClaimedRow> RowKeeping::point(const QUuid& id, bool isNew)
{
    if (const auto given = claim_steps::giveToken(m_connection, m_rows, id); !given)
        return std::unexpected(given.error());
    std::optional<ClaimedRow> pointed;
    const auto updated = run(pointing(id, isNew), [&pointed](const SqlRow& row) {
        pointed = ClaimedRow{
            IntegrationRows::integration(row, Webhook::Masked), std::nullopt,
            row_images::read(row, IntegrationRows::selectedColumns)};
    });
    if (!updated)
        return std::unexpected(updated.error());
    if (!pointed)
        return std::unexpected(databaseError(ErrorKind::Rejected, QStringLiteral("UPDATE changed no row")));
    return std::move(*pointed);
}

Result<void> endLeasesOf(PostgresConnection& connection, const StoreNames& names, const QUuid& operation)
{
    const QByteArray table = IntegrationRows(connection, names).table();
    const QByteArray target = table + " AS " + row_images::alias();
    const QByteArray leased = IntegrationRows::isOurs() + " AND config->'steward_lease'->>'operation' = $1";
    PostgresTransaction transaction(connection);
    if (auto begun = transaction.begin(Access::Write); !begun)
        return begun;
    if (const auto set = connection.run({row_images::settings()}); !set)
        return std::unexpected(set.error());
    RowHistory history(connection, names);
    if (auto opened = history.open(); !opened)
        return opened;
    ChangeAuthor author{{}, operation, QStringLiteral("end lease")};
    int rows = 0;
    const auto locked = connection.run(
        {"SELECT config->'steward_lease'->>'desk' FROM " + table + " WHERE " + leased + " ORDER BY id FOR UPDATE",
         {plain(operation)},
         SqlIntent::Write},
        [&](const SqlRow& row) {
            author.desk = row.text(0);
            ++rows;
        });
    if (!locked || rows == 0)
        return locked ? Result<void>() : std::unexpected(locked.error());
    SqlStatement ending{{}, {plain(operation)}, SqlIntent::Write};
    const QByteArray adding = history.addingChanged(author, ending.parameters);
    ending.text = "WITH seen AS (SELECT id AS row_id, " + row_images::image() + " AS before FROM " + target +
                  " WHERE " + leased + "), changed AS (UPDATE " + target +
                  " SET config = config::jsonb - 'steward_lease' FROM seen WHERE " + row_images::alias() +
                  ".id = seen.row_id AND " + leased + " RETURNING seen.before AS before, " + row_images::image() +
                  " AS after)" + adding + " SELECT count(*) FROM changed";
    if (const auto ended = connection.run(ending); !ended)
        return std::unexpected(ended.error());
    return transaction.commit();
}

} // namespace steward
