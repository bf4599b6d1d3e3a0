#include "stores/postgres/row_survivor.h"

#include "stores/postgres/claim_steps.h"
#include "stores/postgres/row_images.h"

#include <algorithm>
#include <iterator>

namespace steward {
namespace {

constexpr int keepingAttempts = 4; ///< another program would have to come and go that often

/// A lease as a part of config; an empty object where `seconds` is NULL. All three are SQL.
QByteArray lease(const QByteArray& seconds, const QByteArray& operation, const QByteArray& workstation)
{
    return "jsonb_strip_nulls(jsonb_build_object('steward_lease', CASE WHEN " + seconds +
           "::float8 IS NOT NULL THEN jsonb_build_object('operation', " + operation + "::text, 'desk', " + workstation +
           "::text, 'until', to_char((clock_timestamp() + make_interval(secs => " + seconds +
           "::float8)) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')) END))";
}

} // namespace

RowSurvivor::RowSurvivor(PostgresConnection& connection, const StoreNames& names, SurvivorRequest request)
    : m_change(connection, names)
    , m_request(std::move(request))
{
}

Result<SurvivorAnswer> RowSurvivor::run()
{
    if (const auto prepared = prepare(); !prepared)
        return std::unexpected(prepared.error());
    for (int attempt = 0; attempt < keepingAttempts; ++attempt) {
        const auto seen = look();
        if (!seen)
            return std::unexpected(seen.error());
        SurvivorJudgement judged = judgeSurvivor(m_request, *seen);
        if (judged.refused)
            return SurvivorAnswer{{}, std::move(judged.leasedBy), std::move(judged.standing)};
        if (judged.target && judged.target->row.configShape != ConfigShape::Object)
            return std::unexpected(oddConfigError());
        auto written = write(judged.target);
        if (!written)
            return std::unexpected(written.error());
        if (!*written)
            continue;
        const auto before = judged.target ? std::optional(judged.target->image) : std::nullopt;
        if (const auto kept = m_change.commit(m_request.author, before, (*written)->after); !kept)
            return std::unexpected(kept.error());
        return SurvivorAnswer{std::move(*written), {}, {}};
    }
    return std::unexpected(databaseError(ErrorKind::Rejected, QStringLiteral("the row could not be written")));
}

Result<void> RowSurvivor::prepare()
{
    if (auto started = m_change.begin(); !started)
        return started;
    const OrganizationId from = m_request.moves() ? m_request.row->organizationId : OrganizationId();
    return claim_steps::lock(m_change, m_request.organizationId, m_request.survivor, from);
}

Result<std::vector<LockedRow>> RowSurvivor::look()
{
    auto looked = claim_steps::look(m_change, m_request.organizationId, m_request.survivor);
    if (!looked)
        return std::unexpected(looked.error());
    std::vector<LockedRow> rows = std::move(looked->ofOrganization);
    if (m_request.moves()) {
        auto from = claim_steps::look(m_change, m_request.row->organizationId, m_request.survivor);
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

Result<std::optional<ClaimedRow>> RowSurvivor::write(const LockedRow* target)
{
    if (target && m_request.onlyHolds)
        return hold(*target);
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
    if (auto saved = m_change.run({QByteArrayLiteral("SAVEPOINT steward_keeper")}); !saved)
        return std::unexpected(saved.error());
    const auto id = insert();
    if (!id && m_change.connection().refusedState() != "23505")
        return std::unexpected(id.error());
    if (!id) {
        if (auto back = m_change.run({QByteArrayLiteral("ROLLBACK TO SAVEPOINT steward_keeper")}); !back)
            return std::unexpected(back.error());
        return std::optional<ClaimedRow>();
    }
    auto pointed = point(*id, true);
    if (!pointed)
        return std::unexpected(pointed.error());
    return std::move(*pointed);
}

/// The lease alone.
Result<std::optional<ClaimedRow>> RowSurvivor::hold(const LockedRow& target)
{
    const SqlStatement holding{
        "UPDATE " + m_change.table() + " AS " + row_images::alias() + " SET config = (" + row_images::configObject() +
            " - 'steward_lease') || " + lease("$2", "$3", "$4") + " WHERE id = $1::uuid AND " +
            IntegrationRows::isOurs() + claim_steps::returning(),
        {IntegrationRows::parameter(target.row.id), QByteArray::number(m_request.leaseTime.count()),
         m_request.author.operation.toByteArray(), m_request.author.workstation.toUtf8()},
        SqlIntent::Write};
    auto held = claim_steps::changed(m_change, holding);
    if (!held)
        return std::unexpected(held.error());
    held->before = target.image;
    return std::optional(std::move(*held));
}

Result<ClinicId> RowSurvivor::clinic()
{
    return m_request.clinicId ? Result<ClinicId>(*m_request.clinicId)
                              : claim_steps::firstClinic(m_change, m_request.organizationId);
}

Result<IntegrationId> RowSurvivor::insert()
{
    const auto in = clinic();
    return in ? claim_steps::insert(m_change, m_request.organizationId, *in, m_request.survivor)
              : std::unexpected(in.error());
}

Result<void> RowSurvivor::move(const IntegrationId& id)
{
    if (!m_request.moves())
        return {};
    const auto to = clinic();
    if (!to)
        return std::unexpected(to.error());
    return m_change.run(
        {"UPDATE " + m_change.table() +
             " SET organization_id = $2::uuid, clinic_id = $3::uuid WHERE id = $1::uuid AND " +
             IntegrationRows::isOurs(),
         {IntegrationRows::parameter(id), IntegrationRows::parameter(m_request.organizationId),
          IntegrationRows::parameter(*to)},
         SqlIntent::Write});
}

SqlStatement RowSurvivor::pointing(const IntegrationId& id, bool isNew) const
{
    const auto ofNew = [isNew](const std::optional<QByteArray>& value) { return isNew ? value : std::nullopt; };
    const std::optional<QByteArray> none;
    const auto phone = m_request.phone ? std::optional(QByteArray::number(m_request.phone->digits())) : none;
    const auto seconds =
        m_request.leaseTime.count() > 0 ? std::optional(QByteArray::number(m_request.leaseTime.count())) : none;
    return {
        "UPDATE " + m_change.table() + " AS " + row_images::alias() +
            " SET updated_at = now(), status = coalesce(nullif($2::text, ''), status), phone_number = "
            "coalesce($3::text, phone_number), config = (" +
            row_images::configObject() +
            " - 'instance' - 'steward_lease') || jsonb_strip_nulls(jsonb_build_object('instance_name', $4::text, "
            "'webhook_url', replace($5::text, '{webhook_token}', webhook_token), 'steward_operation', $6::text)) || " +
            lease("$7", "$8", "$9") + " WHERE id = $1::uuid AND " + IntegrationRows::isOurs() +
            claim_steps::returning(),
        {IntegrationRows::parameter(id), ofNew(m_request.status.toUtf8()), ofNew(phone), m_request.survivor.utf8(),
         claim_steps::namedTemplate(m_request.webhookTemplate, m_request.survivor),
         ofNew(m_request.author.operation.toByteArray()), seconds, m_request.author.operation.toByteArray(),
         m_request.author.workstation.toUtf8()},
        SqlIntent::Write};
}

Result<ClaimedRow> RowSurvivor::point(const IntegrationId& id, bool isNew)
{
    return claim_steps::complete(m_change, id, pointing(id, isNew));
}

Result<void> endLeasesOf(PostgresConnection& connection, const StoreNames& names, const OperationId& operation)
{
    RowChange change(connection, names);
    const QByteArray& table = change.table();
    const QByteArray target = table + " AS " + row_images::alias();
    const QByteArray leased = IntegrationRows::isOurs() + " AND config->'steward_lease'->>'operation' = $1";
    if (auto started = change.begin(); !started)
        return started;
    ChangeAuthor author{{}, operation, QStringLiteral("end lease")};
    int rows = 0;
    const auto locked = change.run(
        {"SELECT config->'steward_lease'->>'desk' FROM " + table + " WHERE " + leased + " ORDER BY id FOR UPDATE",
         {operation.toByteArray()},
         SqlIntent::Write},
        [&](const SqlRow& row) {
            author.workstation = row.text(0);
            ++rows;
        });
    if (!locked || rows == 0)
        return locked;
    SqlStatement ending{{}, {operation.toByteArray()}, SqlIntent::Write};
    const QByteArray adding = change.history().addingChanged(author, ending.parameters);
    ending.text = "WITH seen AS (SELECT id AS row_id, " + row_images::image() + " AS before FROM " + target +
                  " WHERE " + leased + "), changed AS (UPDATE " + target +
                  " SET config = config::jsonb - 'steward_lease' FROM seen WHERE " + row_images::alias() +
                  ".id = seen.row_id AND " + leased + " RETURNING seen.before AS before, " + row_images::image() +
                  " AS after)" + adding + " SELECT count(*) FROM changed";
    const auto ended = change.run(ending);
    return ended ? change.commit() : ended;
}

} // namespace steward
