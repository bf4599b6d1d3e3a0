#include "stores/postgres/row_edit_sql.h"

#include "stores/postgres/row_images.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace steward {
namespace {

QJsonObject wishJson(const RowState& wish, int place)
{
    const RowIdentity& row = wish.row;
    const bool possible =
        !IntegrationRows::cannotBeText(row.instanceName) && !IntegrationRows::cannotBeText(row.legacyName);
    QJsonObject object{
        {QStringLiteral("place"), place},
        {QStringLiteral("row_id"), row.id.toJson()},
        {QStringLiteral("organization"), row.organizationId.toJson()},
        {QStringLiteral("possible"), possible},
        {QStringLiteral("config_digest"), QString::fromLatin1(row.configDigest)},
        {QStringLiteral("wanted_status"), wish.status}};
    if (possible) {
        object[QStringLiteral("current_name")] = QString::fromUtf8(row.instanceName.utf8());
        object[QStringLiteral("legacy_name")] = QString::fromUtf8(row.legacyName.utf8());
    }
    if (wish.phone)
        object[QStringLiteral("wanted_phone")] = QString::number(wish.phone->digits());
    if (wish.expectedPhone)
        object[QStringLiteral("wanted_expected")] = QString::number(wish.expectedPhone->digits());
    return object;
}

/// The parameter's wishes as the part `wanted` of a WITH. Its columns' names are none of the table's.
constexpr const char* withWanted =
    "WITH wanted AS MATERIALIZED (SELECT * FROM jsonb_to_recordset($1::jsonb) AS wish (place int, row_id uuid, "
    "config_digest text, organization uuid, current_name text, legacy_name text, possible boolean, wanted_status text, "
    "wanted_phone text, wanted_expected text))";

} // namespace

RowEditSql::RowEditSql(RowEditKind kind, QByteArray table, bool expects)
    : m_kind(kind)
    , m_table(std::move(table))
    , m_expects(expects)
{
}

QByteArray RowEditSql::parameter(const std::vector<RowState>& wishes, std::span<const int> chosen)
{
    QJsonArray array;
    for (const int place : chosen)
        array.append(wishJson(wishes[static_cast<size_t>(place)], place));
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

QByteArray RowEditSql::fits() const
{
    QByteArray condition = "wanted.possible AND organization_id = wanted.organization AND "
                           "CASE WHEN jsonb_typeof(config::jsonb) = 'string' THEN wanted.config_digest = "
                           "encode(sha256(convert_to(" +
                           IntegrationRows::configText() +
                           ", 'UTF8')), 'hex') ELSE wanted.config_digest = '' AND coalesce(config->>'instance_name', "
                           "'') = wanted.current_name AND coalesce(config->>'instance', '') = wanted.legacy_name END";
    if (m_kind == RowEditKind::Protect || m_kind == RowEditKind::Unprotect)
        condition += " AND coalesce(jsonb_typeof(config::jsonb), 'object') = 'object'";
    else
        condition += " AND NOT (" + IntegrationRows::isProtected() + ')';
    if (m_kind == RowEditKind::WriteState)
        condition += " AND enabled";
    return "coalesce(" + condition + ", false)";
}

QByteArray RowEditSql::isAsWanted() const
{
    switch (m_kind) {
    case RowEditKind::Remove:
        return "false";
    case RowEditKind::Disable:
        return "coalesce(NOT enabled AND status = 'disabled', false)";
    case RowEditKind::WriteState:
        return "coalesce(status = wanted.wanted_status AND (wanted.wanted_phone IS NULL OR "
               "regexp_replace(phone_number, '[^0-9]', '', 'g') = wanted.wanted_phone) AND (wanted.wanted_expected IS "
               "NULL OR config->>'expected_phone' = wanted.wanted_expected), false)";
    case RowEditKind::Protect:
        return '(' + IntegrationRows::isProtected() + ')';
    case RowEditKind::Unprotect:
        return "NOT (" + IntegrationRows::isProtected() + ')';
    }
    return "false";
}

QByteArray RowEditSql::assignments() const
{
    switch (m_kind) {
    case RowEditKind::Remove:
        break;
    case RowEditKind::Disable:
        return "enabled = false, status = 'disabled', updated_at = now()";
    case RowEditKind::WriteState:
        return "status = wanted.wanted_status, phone_number = coalesce(wanted.wanted_phone, phone_number), " +
               (m_expects ? "config = CASE WHEN wanted.wanted_expected IS NULL THEN config::jsonb ELSE " +
                                row_images::configObject() +
                                " || jsonb_build_object('expected_phone', wanted.wanted_expected) END, "
                          : QByteArray()) +
               "updated_at = now()";
    case RowEditKind::Protect:
        return "config = " + row_images::configObject() +
               " || '{\"steward_protected\": true}'::jsonb, "
               "updated_at = now()";
    case RowEditKind::Unprotect:
        return "config = config::jsonb - 'steward_protected', updated_at = now()";
    }
    return {}; // an UPDATE without one is refused by the database
}

QByteArray RowEditSql::look() const
{
    // In one order, so that two workstations with the same rows wait for each other instead of ending in a deadlock.
    return QByteArray(withWanted) + " SELECT wanted.place, " + fits() + ", " + isAsWanted() + ", CASE WHEN " +
           isAsWanted() + " THEN " + row_images::image() + " END FROM " + m_table + " AS " + row_images::alias() +
           " JOIN wanted ON " + row_images::alias() + ".id = wanted.row_id WHERE " + IntegrationRows::isOurs() +
           " ORDER BY " + row_images::alias() + ".id FOR UPDATE OF " + row_images::alias();
}

QByteArray RowEditSql::change(const QByteArray& adding) const
{
    const QByteArray row = row_images::alias();
    const QByteArray target = m_table + " AS " + row;
    const QByteArray condition = row + ".id = wanted.row_id AND " + IntegrationRows::isOurs() + " AND " + fits();
    QByteArray changing;
    if (m_kind == RowEditKind::Remove) {
        changing = ", changed AS (DELETE FROM " + target + " USING wanted WHERE " + condition + " RETURNING " + row +
                   ".id AS row_id, " + row_images::image() + " AS before, NULL::text AS after, true AS took)";
    } else {
        // The rows are locked, so what the statement's beginning sees is what it changes.
        changing = ", seen AS (SELECT " + row + ".id AS row_id, " + row_images::image() + " AS before FROM " + target +
                   " JOIN wanted ON " + row + ".id = wanted.row_id), changed AS (UPDATE " + target + " SET " +
                   assignments() + " FROM wanted JOIN seen ON seen.row_id = wanted.row_id WHERE " + condition +
                   " AND NOT " + isAsWanted() + " RETURNING " + row + ".id AS row_id, seen.before AS before, " +
                   row_images::image() + " AS after, " + isAsWanted() + " AS took)";
    }
    // A trigger of the table may have written something else.
    return QByteArray(withWanted) + changing + adding +
           " SELECT changed.row_id, changed.before, changed.after FROM changed WHERE changed.took";
}

} // namespace steward
