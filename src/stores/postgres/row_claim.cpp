#include "stores/postgres/row_claim.h"

#include "stores/postgres/claim_steps.h"
#include "stores/postgres/row_images.h"
#include "stores/store_refusals.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>

namespace steward {
namespace {

using Webhook = IntegrationRows::Webhook;

struct ClaimText {
    Q_DECLARE_TR_FUNCTIONS(steward::RowClaim)
};

constexpr int claimAttempts = 4; ///< another program would have to come and go that often

IntegrationId idIn(const std::optional<RowImage>& image)
{
    return image ? IntegrationId::fromJson(QJsonDocument::fromJson(image->json)[QLatin1String("id")]) : IntegrationId();
}

Error noRightToDelete(const QString& role)
{
    return {
        ErrorKind::NoRightToWrite,
        //: %1 is a role of the database
        ClaimText::tr("The role %1 may not delete integrations, so an integration that could not be finished could not "
                      "be taken back. No row was written. Ask the database's administrator for the right to delete.")
            .arg(role),
        QStringLiteral("no DELETE on the table of integrations")};
}

void addOnce(std::vector<Integration>& rows, const Integration& row)
{
    if (std::ranges::find(rows, row.id, &Integration::id) == rows.end())
        rows.push_back(row);
}

} // namespace

RowClaim::RowClaim(PostgresConnection& connection, const StoreNames& names, ClaimRequest request)
    : m_change(connection, names)
    , m_names(names)
    , m_request(std::move(request))
    , m_finishing(idIn(m_request.finishing))
{
}

Result<ClaimAnswer> RowClaim::run()
{
    if (const auto prepared = prepare(); !prepared)
        return std::unexpected(prepared.error());
    for (int attempt = 0; attempt < claimAttempts; ++attempt) {
        auto view = look();
        if (!view)
            return std::unexpected(view.error());
        if (!view->standing.empty())
            return ClaimAnswer{{}, std::move(view->standing)};
        auto written = write(*view);
        if (!written)
            return std::unexpected(written.error());
        if (!*written)
            continue;
        if (const auto kept = m_change.commit(m_request.author, (*written)->before, (*written)->after); !kept)
            return std::unexpected(kept.error());
        return ClaimAnswer{std::move(*written), {}};
    }
    return std::unexpected(databaseError(ErrorKind::Rejected, QStringLiteral("the row could not be written")));
}

Result<void> RowClaim::prepare()
{
    if (auto started = m_change.begin(); !started)
        return started;
    if (auto allowed = checkRights(); !allowed)
        return allowed;
    auto function = readSaveFunction(m_change.connection(), m_names);
    if (!function)
        return std::unexpected(function.error());
    m_function = std::move(*function);
    m_mayCallFunction = m_function.exists && m_function.mayExecute;
    return claim_steps::lock(m_change, m_request.organizationId, m_request.instanceName);
}

Result<void> RowClaim::checkRights()
{
    std::optional<Error> refused;
    const auto asked = m_change.run(
        {"SELECT has_table_privilege($1::regclass, 'DELETE'), current_user", {m_change.table()}},
        [&refused](const SqlRow& row) {
            if (!row.flag(0))
                refused = noRightToDelete(row.text(1));
        });
    if (asked && refused)
        return std::unexpected(*refused);
    return asked;
}

Result<RowClaim::View> RowClaim::look()
{
    auto view = read();
    if (!view)
        return view;
    if (const auto judged = judge(*view); !judged)
        return std::unexpected(judged.error());
    return view;
}

Result<RowClaim::View> RowClaim::read()
{
    auto seen = claim_steps::look(m_change, m_request.organizationId, m_request.instanceName);
    if (!seen)
        return std::unexpected(seen.error());
    View view;
    for (const LockedRow& each : seen->ofOrganization) {
        if (each.row.enabled)
            view.standing.push_back(each.row);
    }
    for (const Integration& row : seen->naming)
        addOnce(view.standing, row);
    view.ofOrganization = std::move(seen->ofOrganization);
    return view;
}

Result<void> RowClaim::judge(View& view) const
{
    if (!m_request.finishing)
        return {};
    const auto isIt = [this](const LockedRow& seen) { return seen.row.id == m_finishing; };
    const auto found = std::ranges::find_if(view.ofOrganization, isIt);
    if (found == view.ofOrganization.end())
        return view.standing.empty() ? std::unexpected(StoreRefusals::rowGone()) : Result<void>();
    if (found->row.configShape != ConfigShape::Object)
        return std::unexpected(oddConfigError());
    view.finishes = found->row.enabled != m_request.enables && found->row.names(m_request.instanceName) &&
                    found->image == *m_request.finishing;
    if (view.finishes)
        std::erase_if(view.standing, [this](const Integration& row) { return row.id == m_finishing; });
    else
        addOnce(view.standing, found->row);
    return {};
}

Result<std::optional<ClaimedRow>> RowClaim::write(const View& view)
{
    if (auto saved = m_change.run({QByteArrayLiteral("SAVEPOINT steward_claim")}); !saved)
        return std::unexpected(saved.error());
    auto written = view.finishes ? finish() : make(view);
    const bool isBeaten = m_change.connection().refusedState() == "23505" ||
                          (m_change.connection().refusedState() == "42883" && !view.finishes);
    if (written ? written->has_value() : !isBeaten)
        return written;
    if (auto back = m_change.run({QByteArrayLiteral("ROLLBACK TO SAVEPOINT steward_claim")}); !back)
        return std::unexpected(back.error());
    return std::optional<ClaimedRow>();
}

Result<std::optional<ClaimedRow>> RowClaim::finish()
{
    auto finished = complete(m_finishing);
    if (!finished)
        return std::unexpected(finished.error());
    finished->before = m_request.finishing;
    return std::move(*finished);
}

Result<std::optional<ClaimedRow>> RowClaim::make(const View& view)
{
    const auto id = m_mayCallFunction && (view.ofOrganization.empty() || keepsToOneRow(m_function, m_names))
                        ? callFunction()
                        : insert();
    if (!id || !*id)
        return id ? Result<std::optional<ClaimedRow>>() : std::unexpected(id.error());
    auto completed = complete(**id);
    if (!completed)
        return std::unexpected(completed.error());
    return std::move(*completed);
}

Result<std::optional<IntegrationId>> RowClaim::callFunction()
{
    m_mayCallFunction = false; // once: where it did not insert for us, an INSERT follows
    const QByteArray function =
        m_change.connection().quoted(m_names.functionSchema) + '.' + m_change.connection().quoted(m_names.saveFunction);
    std::optional<QByteArray> url = claim_steps::namedTemplate(m_request.webhookTemplate, m_request.instanceName);
    if (url && url->contains("{webhook_token}"))
        url.reset();
    // As found it fixes no search path, and finds its own things by the session's.
    if (auto set = m_change.run({QByteArrayLiteral("SET LOCAL search_path TO DEFAULT")}); !set)
        return std::unexpected(set.error());
    std::optional<IntegrationId> id;
    // A row that is older than this transaction was another's, committed since we looked: the function took it over.
    const auto called = m_change.run(
        {"SELECT saved->>'id', (saved->>'created_at')::timestamptz = transaction_timestamp() FROM (SELECT " + function +
             "($1::uuid, $2::text, NULL, $3::text) AS saved OFFSET 0) AS call",
         {IntegrationRows::parameter(m_request.organizationId), m_request.instanceName.utf8(), url},
         SqlIntent::Write},
        [&id](const SqlRow& row) {
            if (row.flag(1))
                id = IntegrationRows::id<IntegrationId>(row, 0);
        });
    if (!called) // to the savepoint, and with it the path comes back
        return std::unexpected(called.error());
    if (auto set = m_change.run({QByteArrayLiteral("SET LOCAL search_path = pg_catalog, pg_temp")}); !set)
        return std::unexpected(set.error());
    return id;
}

Result<std::optional<IntegrationId>> RowClaim::insert()
{
    const auto id = claim_steps::insert(
        m_change, m_request.organizationId, m_request.clinicId.value_or(ClinicId()), m_request.instanceName);
    return id ? Result<std::optional<IntegrationId>>(*id) : std::unexpected(id.error());
}

SqlStatement RowClaim::completion(const IntegrationId& id, const ClinicId& firstClinic) const
{
    std::optional<QByteArray> phone;
    if (m_request.expectedPhone)
        phone = QByteArray::number(m_request.expectedPhone->digits());
    return {
        "UPDATE " + m_change.table() + " AS " + row_images::alias() +
            " SET status = 'pending', enabled = enabled OR $7::boolean, clinic_id = coalesce($2::uuid, clinic_id, "
            "$3::uuid), updated_at = now(), "
            "config = coalesce(config::jsonb, '{}'::jsonb) || jsonb_strip_nulls(jsonb_build_object('expected_phone', "
            "$4::text, 'webhook_url', replace($5::text, '{webhook_token}', webhook_token), 'steward_operation', "
            "$6::text)) WHERE id = $1::uuid AND " +
            IntegrationRows::isOurs() + claim_steps::returning(),
        {IntegrationRows::parameter(id), IntegrationRows::parameter(m_request.clinicId.value_or(ClinicId())),
         IntegrationRows::parameter(firstClinic), phone,
         claim_steps::namedTemplate(m_request.webhookTemplate, m_request.instanceName),
         m_request.author.operation.toByteArray(), QByteArray(m_request.enables ? "t" : "f")},
        SqlIntent::Write};
}

Result<ClaimedRow> RowClaim::complete(const IntegrationId& id)
{
    const auto clinic = m_request.clinicId ? Result<ClinicId>(ClinicId())
                                           : claim_steps::firstClinic(m_change, m_request.organizationId);
    if (!clinic)
        return std::unexpected(clinic.error());
    return claim_steps::complete(m_change, id, completion(id, *clinic));
}

} // namespace steward
