#include "stores/postgres/row_edit_batch.h"

#include "stores/postgres/row_images.h"

#include <QHash>

#include <algorithm>
#include <numeric>

namespace steward {
namespace {

/// The deferred foreign keys that point at $1, qualified; they would refuse at COMMIT, and then everything.
constexpr const char* deferredKeys =
    "SELECT n.nspname, c.conname FROM pg_catalog.pg_constraint c JOIN pg_catalog.pg_namespace n ON n.oid = "
    "c.connamespace WHERE c.confrelid = $1::regclass AND c.contype = 'f' AND c.condeferred";

bool isHeldState(const QByteArray& state)
{
    return state == "23503" || state == "23001"; // 23001: ON DELETE RESTRICT from PostgreSQL 18 on
}

} // namespace

RowEditBatch::RowEditBatch(
    PostgresConnection& connection, const StoreNames& names, RowEditKind kind, std::vector<RowState> wishes,
    ChangeAuthor author)
    : m_change(connection, names)
    , m_kind(kind)
    , m_wishes(std::move(wishes))
    , m_author(std::move(author))
    , m_outcomes(m_wishes.size(), RowEditOutcome::Absent)
{
}

Result<std::vector<RowEdit>> RowEditBatch::run()
{
    if (const auto prepared = prepare(); !prepared)
        return std::unexpected(prepared.error());
    if (const auto looked = look(); !looked)
        return std::unexpected(looked.error());
    const std::vector<int> chosen = open();
    if (chosen.empty())
        return answers();
    const auto written = m_kind == RowEditKind::Remove ? removeRows(chosen) : write(m_kind, chosen);
    if (!written)
        return std::unexpected(written.error());
    if (const auto disabled = disableHeld(); !disabled)
        return std::unexpected(disabled.error());
    if (const auto committed = m_change.commit(); !committed)
        return std::unexpected(committed.error());
    return answers();
}

Result<void> RowEditBatch::prepare()
{
    if (auto started = m_change.begin(); !started || m_kind != RowEditKind::Remove)
        return started;
    QByteArrayList keys;
    const auto asked = m_change.run({deferredKeys, {m_change.table()}}, [&](const SqlRow& row) {
        keys << m_change.connection().quoted(row.text(0)) + '.' + m_change.connection().quoted(row.text(1));
    });
    if (!asked || keys.isEmpty())
        return asked;
    return m_change.run({"SET CONSTRAINTS " + keys.join(", ") + " IMMEDIATE"});
}

Result<void> RowEditBatch::look()
{
    std::vector<int> all(m_wishes.size());
    std::iota(all.begin(), all.end(), 0);
    return m_change.run(
        {RowEditSql(m_kind, m_change.table()).look(), {RowEditSql::parameter(m_wishes, all)}, SqlIntent::Write},
        [this](const SqlRow& row) {
            RowEditOutcome& outcome = m_outcomes.at(row.bytes(0).toByteArray().toUInt());
            if (!row.flag(1))
                outcome = RowEditOutcome::ChangedSince;
            else
                outcome = row.flag(2) ? RowEditOutcome::AsWanted : RowEditOutcome::Done;
            if (outcome == RowEditOutcome::AsWanted)
                m_images[m_wishes.at(row.bytes(0).toByteArray().toUInt()).row.id].after = row_images::read(row, 3);
        });
}

std::vector<int> RowEditBatch::open() const
{
    QHash<IntegrationId, int> last;
    for (size_t place = 0; place < m_wishes.size(); ++place) {
        if (m_outcomes[place] == RowEditOutcome::Done)
            last.insert(m_wishes[place].row.id, static_cast<int>(place));
    }
    std::vector<int> chosen(last.cbegin(), last.cend());
    std::ranges::sort(chosen);
    return chosen;
}

Result<void> RowEditBatch::write(RowEditKind kind, std::span<const int> chosen)
{
    SqlStatement statement{{}, {RowEditSql::parameter(m_wishes, chosen)}, SqlIntent::Write};
    const QByteArray adding = m_change.history().addingChanged(m_author, statement.parameters);
    const bool expects = std::ranges::any_of(
        chosen, [this](int place) { return m_wishes[static_cast<size_t>(place)].expectedPhone.has_value(); });
    statement.text = RowEditSql(kind, m_change.table(), expects).change(adding);
    QSet<IntegrationId> changed; // rows may come before the refusal
    const auto ran = m_change.run(statement, [&](const SqlRow& row) {
        const IntegrationId id = IntegrationRows::id<IntegrationId>(row, 0);
        changed.insert(id);
        RowEdit& images = m_images[id];
        images.before = row_images::read(row, 1);
        images.after = row.isNull(2) ? std::nullopt : std::optional(row_images::read(row, 2));
    });
    if (ran)
        m_written.unite(changed);
    return ran;
}

Result<void> RowEditBatch::removeRows(std::span<const int> chosen)
{
    if (auto saved = m_change.run({QByteArrayLiteral("SAVEPOINT steward_removal")}); !saved)
        return saved;
    const auto removed = write(RowEditKind::Remove, chosen);
    if (removed)
        return m_change.run({QByteArrayLiteral("RELEASE SAVEPOINT steward_removal")});
    if (!isHeldState(m_change.connection().refusedState()))
        return removed;
    if (auto back = m_change.run({QByteArrayLiteral("ROLLBACK TO SAVEPOINT steward_removal; RELEASE SAVEPOINT "
                                                    "steward_removal")});
        !back)
        return back;
    if (chosen.size() == 1) {
        m_held.push_back(chosen.front());
        return {};
    }
    const size_t half = chosen.size() / 2;
    if (auto first = removeRows(chosen.first(half)); !first)
        return first;
    return removeRows(chosen.subspan(half));
}

Result<void> RowEditBatch::disableHeld()
{
    return m_held.empty() ? Result<void>() : write(RowEditKind::Disable, m_held);
}

std::vector<RowEdit> RowEditBatch::answers() const
{
    QSet<IntegrationId> held;
    for (const int place : m_held)
        held.insert(m_wishes[static_cast<size_t>(place)].row.id);
    std::vector<RowEdit> answers;
    for (size_t place = 0; place < m_wishes.size(); ++place) {
        RowEdit edit{m_wishes[place].row.id, m_outcomes[place]};
        if (edit.outcome == RowEditOutcome::Done && held.contains(edit.id))
            edit.outcome = RowEditOutcome::Referenced;
        else if (edit.outcome == RowEditOutcome::Done && !m_written.contains(edit.id))
            edit.outcome = RowEditOutcome::ChangedSince; // a trigger of the table swallowed or undid it
        if (edit.outcome == RowEditOutcome::Done || edit.outcome == RowEditOutcome::Referenced ||
            edit.outcome == RowEditOutcome::AsWanted) {
            edit.before = m_images.value(edit.id).before;
            edit.after = m_images.value(edit.id).after;
        }
        answers.push_back(std::move(edit));
    }
    return answers;
}

} // namespace steward
