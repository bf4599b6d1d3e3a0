#include "stores/postgres/change_undoing.h"

#include "stores/postgres/claim_steps.h"
#include "stores/postgres/row_images.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace steward {
namespace {

using Webhook = IntegrationRows::Webhook;

/// An image in `parameter` as keys and values, those of config by themselves, less what does not count.
QByteArray countedParts(const QByteArray& parameter)
{
    const QByteArray image = parameter + "::jsonb";
    const QByteArray config = "(" + image + "->'config')";
    const QByteArray isObject = "jsonb_typeof(" + config + ") = 'object'";
    return "SELECT key, value FROM jsonb_each(" + image +
           " - ARRAY['updated_at', 'last_seen_at', 'webhook_token', 'config']) UNION ALL SELECT 'config.' || key, "
           "value "
           "FROM jsonb_each(CASE WHEN " +
           isObject + " THEN " + config +
           " - ARRAY['steward_lease', 'steward_operation'] ELSE '{}'::jsonb END) UNION ALL SELECT 'config', " + config +
           " WHERE " + config + " IS NOT NULL AND NOT coalesce(" + isObject + ", false)";
}

/// An empty config and none are the same; a column that was added since and is NULL is no difference.
QByteArray differing()
{
    return "SELECT coalesce(one.key, other.key) FROM (" + countedParts("$1") + ") AS one FULL JOIN (" +
           countedParts("$2") +
           ") AS other ON one.key = other.key WHERE coalesce(one.value, 'null'::jsonb) IS DISTINCT FROM "
           "coalesce(other.value, 'null'::jsonb) ORDER BY 1";
}

/// The columns whose value an image holds otherwise than the row, as it is given in $1 and $2.
constexpr const char* changedColumns =
    "SELECT b.key FROM jsonb_each($1::jsonb) AS b LEFT JOIN jsonb_each($2::jsonb) AS n ON n.key = b.key WHERE b.value "
    "IS DISTINCT FROM n.value AND b.key NOT IN ('id', 'updated_at', 'last_seen_at')";

} // namespace

ChangeUndoing::ChangeUndoing(PostgresConnection& connection, const StoreNames& names, RowChangeUndo undo)
    : m_change(connection, names)
    , m_undo(std::move(undo))
{
    const QJsonObject before = QJsonDocument::fromJson(m_undo.before.value_or(RowImage()).json).object();
    const QJsonObject config = before.value(QLatin1String("config")).toObject();
    m_organization = OrganizationId::fromJson(before.value(QLatin1String("organization_id")));
    const QString name = config.value(QLatin1String("instance_name")).toString();
    m_name = InstanceName::fromText(name.isEmpty() ? config.value(QLatin1String("instance")).toString() : name);
    m_wasEnabled = before.value(QLatin1String("enabled")).toBool();
    m_wasActive = before.value(QLatin1String("status")).toString() == QLatin1String("active");
}

Result<ChangeUndone> ChangeUndoing::run()
{
    if (const auto prepared = prepare(); !prepared)
        return std::unexpected(prepared.error());
    const auto before = now();
    if (!before)
        return std::unexpected(before.error());
    auto judged = judge(*before);
    if (!judged || judged->outcome != ChangeUndoOutcome::Undone || m_undo.onlyLooks)
        return judged;
    const auto after = write(**before);
    if (!after)
        return std::unexpected(after.error());
    if (!*after) // a trigger of the table swallowed it
        return std::unexpected(databaseError(ErrorKind::Rejected, QStringLiteral("the row could not be written")));
    const bool isDeleted = (*after)->json.isEmpty();
    if (const auto kept = m_change.commit(m_undo.author, (*before)->image, isDeleted ? std::nullopt : *after); !kept)
        return std::unexpected(kept.error());
    return judged;
}

Result<void> ChangeUndoing::prepare()
{
    if (auto started = m_change.begin(); !started)
        return started;
    if (!m_wasEnabled || m_organization.isNull() || IntegrationRows::cannotBeText(m_name))
        return {};
    return claim_steps::lock(m_change, m_organization, m_name);
}

Result<std::optional<ChangeUndoing::Now>> ChangeUndoing::now()
{
    std::optional<Now> found;
    const auto ran = m_change.lockRow(
        m_undo.id, IntegrationRows::selected(Webhook::Masked) + ", " + row_images::image(),
        [&found](const SqlRow& row) {
            found =
                Now{row_images::read(row, IntegrationRows::selectedColumns),
                    IntegrationRows::integration(row, Webhook::Masked)};
        });
    if (!ran)
        return std::unexpected(ran.error());
    return found;
}

Result<QStringList> ChangeUndoing::differences(const RowImage& image, const RowImage& now)
{
    QStringList parts;
    const auto ran =
        m_change.run({differing(), {image.json, now.json}}, [&parts](const SqlRow& row) { parts << row.text(0); });
    if (!ran)
        return std::unexpected(ran.error());
    return parts;
}

Result<ChangeUndone> ChangeUndoing::judge(const std::optional<Now>& now)
{
    if (!now)
        return ChangeUndone{m_undo.before ? ChangeUndoOutcome::Absent : ChangeUndoOutcome::AlreadyBack, {}, {}};
    if (m_undo.before) {
        const auto toBefore = differences(*m_undo.before, now->image);
        if (!toBefore)
            return std::unexpected(toBefore.error());
        // All that differs is a status that is not given back.
        const bool isStatusLeft = *toBefore == QStringList{QStringLiteral("status")} && m_wasActive &&
                                  now->row.status == QLatin1String("disconnected");
        if (toBefore->isEmpty() || isStatusLeft)
            return ChangeUndone{ChangeUndoOutcome::AlreadyBack, *toBefore, {}};
    }
    const auto since = differences(m_undo.after, now->image);
    if (!since)
        return std::unexpected(since.error());
    if (!since->isEmpty())
        return ChangeUndone{ChangeUndoOutcome::ChangedSince, *since, {}};
    const bool takesNoPlace = now->row.enabled && now->row.organizationId == m_organization;
    if (!m_undo.before || !m_wasEnabled || takesNoPlace)
        return ChangeUndone{ChangeUndoOutcome::Undone, {}, {}};
    auto others = standing();
    if (!others)
        return std::unexpected(others.error());
    const auto outcome = others->empty() ? ChangeUndoOutcome::Undone : ChangeUndoOutcome::InTheWay;
    return ChangeUndone{outcome, {}, std::move(*others)};
}

Result<std::vector<Integration>> ChangeUndoing::standing()
{
    auto seen = claim_steps::look(m_change, m_organization, m_name);
    if (!seen)
        return std::unexpected(seen.error());
    std::vector<Integration> others;
    const auto add = [&](const Integration& row) {
        const bool isKnown = std::ranges::find(others, row.id, &Integration::id) != others.end() || row.id == m_undo.id;
        if (row.enabled && !isKnown)
            others.push_back(row);
    };
    for (const LockedRow& each : seen->ofOrganization)
        add(each.row);
    for (const Integration& each : seen->naming)
        add(each);
    return others;
}

Result<std::optional<RowImage>> ChangeUndoing::write(const Now& now)
{
    SqlStatement statement;
    if (m_undo.before) {
        auto giving = givingBack(now);
        if (!giving)
            return std::unexpected(giving.error());
        statement = std::move(*giving);
    } else {
        statement = {
            "DELETE FROM " + m_change.table() + " WHERE id = $1::uuid AND " + IntegrationRows::isOurs() +
                " RETURNING ''",
            {IntegrationRows::parameter(m_undo.id)},
            SqlIntent::Write};
    }
    return m_change.runForImage(statement);
}

/// Only what differs is written, so that a config that is no object stays what it is.
Result<SqlStatement> ChangeUndoing::givingBack(const Now& now)
{
    const auto possible = row_images::columns(m_change.connection(), m_change.table(), *m_undo.before);
    if (!possible)
        return std::unexpected(possible.error());
    QByteArrayList columns;
    const auto ran = m_change.run({changedColumns, {m_undo.before->json, now.image.json}}, [&](const SqlRow& row) {
        const QByteArray column = m_change.connection().quoted(row.text(0));
        if (possible->contains(column))
            columns << column;
    });
    if (!ran)
        return std::unexpected(ran.error());
    columns << "\"updated_at\"";
    const QByteArray image = row_images::restored("$2");
    const QByteArray content = image + " || jsonb_build_object('updated_at', now(), 'status', CASE WHEN " + image +
                               "->>'status' = 'active' AND status <> 'active' THEN CASE WHEN (" + image +
                               "->>'enabled')::boolean THEN 'disconnected' ELSE status END ELSE " + image +
                               "->>'status' END, 'config', CASE "
                               "WHEN jsonb_typeof(" +
                               image + "->'config') = 'object' THEN (" + image + "->'config') - 'steward_lease' ELSE " +
                               image + "->'config' END)";
    return SqlStatement{
        "UPDATE " + m_change.table() + " AS " + row_images::alias() + " SET (" + columns.join(", ") +
            ") = (SELECT image." + columns.join(", image.") + " FROM jsonb_populate_record(NULL::" + m_change.table() +
            ", " + content + ") AS image) WHERE id = $1::uuid AND " + IntegrationRows::isOurs() + " RETURNING " +
            row_images::image(),
        {IntegrationRows::parameter(m_undo.id), m_undo.before->json},
        SqlIntent::Write};
}

} // namespace steward
