#include "stores/practice/practice_database.h"

#include "stores/practice/practice_errors.h"
#include "stores/practice/practice_world.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>

namespace steward {
namespace {

struct PracticeDatabaseText {
    Q_DECLARE_TR_FUNCTIONS(steward::PracticeDatabase)
};

Integration newRow(const NewIntegration& wanted, PracticeState& state, Timestamp now)
{
    Integration row;
    row.id = state.drawId();
    row.organizationId = wanted.organizationId;
    row.clinicId = wanted.clinicId;
    row.status = QStringLiteral("pending");
    row.enabled = true;
    row.instanceName = wanted.instanceName;
    row.webhookToken = state.drawToken();
    row.createdAt = now;
    row.updatedAt = now;
    return row;
}

} // namespace

PracticeDatabase::PracticeDatabase(std::shared_ptr<PracticeWorld> world, bool readOnly)
    : m_world(std::move(world))
    , m_readOnly(readOnly)
{
}

Result<void> PracticeDatabase::enterToChange(const Limits& limits) const
{
    if (m_readOnly)
        return std::unexpected(practiceReadOnly(Store::Database));
    return m_world->enter(Store::Database, limits);
}

Result<DatabaseListing> PracticeDatabase::list(const Limits& limits)
{
    if (const auto entered = m_world->enter(Store::Database, limits); !entered)
        return std::unexpected(entered.error());
    return m_world->visit([](PracticeState& state, Timestamp) {
        DatabaseListing listing;
        for (const PracticeRow& row : state.rows) {
            if (row.isOurs())
                listing.integrations.push_back(row.row);
        }
        listing.organizations = state.organizations;
        listing.clinics = state.clinics;
        listing.organizationsKnown = true;
        listing.clinicsKnown = true;
        return listing;
    });
}

Result<std::vector<Integration>> PracticeDatabase::find(const InstanceName& name, const Limits& limits)
{
    if (const auto entered = m_world->enter(Store::Database, limits); !entered)
        return std::unexpected(entered.error());
    return m_world->visit([&name](PracticeState& state, Timestamp) {
        std::vector<Integration> found;
        for (const PracticeRow& row : state.rows) {
            if (!row.isOurs() || !row.row.names(name))
                continue;
            found.push_back(row.row);
            found.back().maskedWebhookUrl = maskedUrl(row.webhookUrl);
        }
        std::sort(found.begin(), found.end(), [](const Integration& a, const Integration& b) {
            return a.createdAt != b.createdAt ? a.createdAt < b.createdAt : a.id < b.id;
        });
        return found;
    });
}

Result<Integration> PracticeDatabase::insert(const NewIntegration& row, const Limits& limits)
{
    if (const auto entered = enterToChange(limits); !entered)
        return std::unexpected(entered.error());
    if (row.organizationId.isNull() || row.instanceName.utf8().contains('\0') || !row.instanceName.isValidUtf8()) {
        return std::unexpected(Error{
            ErrorKind::Rejected,
            PracticeDatabaseText::tr("An integration needs an organization and a name of readable text. Check both."),
            QStringLiteral("organization or name refused")});
    }
    return m_world->visit([&row](PracticeState& state, Timestamp now) -> Result<Integration> {
        const auto isTaken = [&row](const PracticeRow& other) {
            return other.isOurs() && other.row.enabled && other.row.organizationId == row.organizationId;
        };
        if (state.guards.contains(GuardPart::UniqueIndex) && std::ranges::any_of(state.rows, isTaken)) {
            return std::unexpected(Error{
                ErrorKind::Rejected,
                PracticeDatabaseText::tr("The organization already has an enabled integration. Read again."),
                QStringLiteral("unique index")});
        }
        PracticeRow made;
        made.row = newRow(row, state, now);
        state.rows.push_back(made);
        return made.row;
    });
}

Result<std::vector<QUuid>> PracticeDatabase::remove(const std::vector<QUuid>& ids, const Limits& limits)
{
    if (const auto entered = enterToChange(limits); !entered)
        return std::unexpected(entered.error());
    return m_world->visit([&ids](PracticeState& state, Timestamp) {
        std::vector<QUuid> gone;
        std::erase_if(state.rows, [&](const PracticeRow& row) {
            if (!row.isOurs() || std::find(ids.begin(), ids.end(), row.row.id) == ids.end())
                return false;
            gone.push_back(row.row.id);
            return true;
        });
        return gone;
    });
}

StoreDiagnosis PracticeDatabase::diagnose(const Limits& limits)
{
    QElapsedTimer timer;
    timer.start();
    StoreDiagnosis diagnosis = practiceDiagnosis(Store::Database, m_world->enter(Store::Database, limits));
    diagnosis.elapsedMs = timer.elapsed();
    return diagnosis;
}

} // namespace steward
