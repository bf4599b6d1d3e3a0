#include "app/creation/creation_outlook.h"

#include "app/table/cells.h"
#include "domain/audit/audit.h"
#include "domain/iso_time.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <iterator>

namespace steward {
namespace {

constexpr size_t waysAtMost = 8; // an organization with more has a finding of its own

struct CreationOutlookText {
    Q_DECLARE_TR_FUNCTIONS(steward::CreationOutlook)
};

constexpr Mark isFree{MarkShape::Done, Tone::Good};
constexpr Mark isTaken{MarkShape::Diamond, Tone::Warning};
constexpr Mark isUnread{MarkShape::Question, Tone::Warning};

using StandingRows = std::vector<const AuditRow*>;

/// The rows of what stands in the way, each once.
StandingRows rowsInTheWay(const Audit& audit, const CreationCheck& check)
{
    StandingRows rows;
    const auto isOf = [](const AuditRow& row, const Conflict& standing) {
        return std::ranges::any_of(
            row.integrations, [&](const Integration* one) { return one->id == standing.integrationId; });
    };
    for (const Conflict& standing : check.standing) {
        const AuditRow* found = standing.name.isEmpty() ? nullptr : audit.find(standing.name);
        if (!found) {
            const auto row =
                std::ranges::find_if(audit.rows(), [&](const AuditRow& one) { return isOf(one, standing); });
            found = row == audit.rows().end() ? nullptr : &*row;
        }
        if (found && std::ranges::find(rows, found) == rows.end())
            rows.push_back(found);
    }
    return rows;
}

QString dayOf(const Timestamp& time)
{
    const QDate day = localTime(time).date();
    return QLocale().toString(
        day, day.year() == QDate::currentDate().year() ? QStringLiteral("d MMM") : QStringLiteral("d MMM yyyy"));
}

StepLines::Line serverLine(const StandingRows& rows)
{
    StandingRows there;
    std::ranges::copy_if(
        rows, std::back_inserter(there), [](const AuditRow* row) { return row->inServer == Presence::Present; });
    const bool isUnknown =
        std::ranges::any_of(rows, [](const AuditRow* row) { return row->inServer == Presence::Unknown; });
    if (there.empty() && isUnknown)
        return {isUnread, CreationOutlookText::tr("The server does not say"), {}};
    if (there.empty())
        return {
            isFree, CreationOutlookText::tr("Free on the server"),
            CreationOutlookText::tr("No instance with this name or organization")};
    if (there.size() == 1) {
        //: %1 is an instance's name, %2 its state such as "Connected"
        const QString which =
            CreationOutlookText::tr("%1. %2").arg(there.front()->title(), storeWords(*there.front(), Store::Server));
        return {isTaken, CreationOutlookText::tr("The server has an instance"), which};
    }
    //: %1 is a number, 2 at least
    return {isTaken, CreationOutlookText::tr("The server has %1 instances").arg(there.size()), {}};
}

StepLines::Line databaseLine(const StandingRows& rows)
{
    std::vector<std::pair<const AuditRow*, const Integration*>> there;
    for (const AuditRow* row : rows) {
        if (const Integration* one = row->enabledIntegration() ? row->enabledIntegration() : row->integration())
            there.emplace_back(row, one);
    }
    if (there.empty())
        return {
            isFree, CreationOutlookText::tr("Free in the database"),
            CreationOutlookText::tr("No active row for this organization")};
    //: %1 is a number, 2 at least
    if (there.size() > 1)
        return {isTaken, CreationOutlookText::tr("The database has %1 rows").arg(there.size()), {}};
    const auto& [row, integration] = there.front();
    QStringList notes;
    if (integration->createdAt) {
        QString day = dayOf(*integration->createdAt);
        if (day.endsWith(QLatin1Char('.'))) // of a short month in some languages; the sentence has its own
            day.chop(1);
        //: %1 is a day such as "19 Oct"
        notes << CreationOutlookText::tr("Since %1.").arg(day);
    }
    if (!row->server && row->inServer == Presence::Absent && integration->isNamed())
        notes << CreationOutlookText::tr("It names an instance that is not on the server.");
    return {
        isTaken,
        integration->enabled ? CreationOutlookText::tr("The database has an active row")
                             : CreationOutlookText::tr("The database has a switched-off row"),
        notes.join(QLatin1Char(' '))};
}

StepLines::Line cacheLine(const StandingRows& rows)
{
    const auto there = std::ranges::find_if(rows, [](const AuditRow* row) { return row->cacheEntry(); });
    if (there == rows.end())
        return {isFree, CreationOutlookText::tr("Free in the cache"), CreationOutlookText::tr("No entry in the way")};
    return {isTaken, CreationOutlookText::tr("The cache has its entry"), storeWords(**there, Store::Cache)};
}

std::optional<CreationWay> wayOf(const Conflict& standing)
{
    if (!standing.offer)
        return {};
    const QString name = standing.name.text();
    switch (*standing.offer) {
    case SuggestedAction::Finish:
        return CreationWay{
            CreationWay::Kind::Finish, standing, CreationOutlookText::tr("Reuse"),
            CreationOutlookText::tr("Keep the row and its token, create the missing instance.")};
    case SuggestedAction::PairAgain:
        return CreationWay{
            CreationWay::Kind::PairAgain, standing, CreationOutlookText::tr("Pair it again"), standing.because};
    case SuggestedAction::Open:
        break;
    }
    return CreationWay{CreationWay::Kind::Open, standing, CreationOutlookText::tr("Show it"), standing.because};
}

/// The names of what stands, where all of it is this organization's and can be deleted by name; else empty.
std::vector<InstanceName> replaceableIn(const CreationCheck& check, const CreationRequest& request)
{
    std::vector<InstanceName> names;
    for (const Conflict& standing : check.standing) {
        if (standing.name.isEmpty() || standing.organizationId != request.organizationId)
            return {};
        if (std::ranges::find(names, standing.name) == names.end())
            names.push_back(standing.name);
    }
    return names;
}

void addWays(CreationOutlook& outlook)
{
    for (const Conflict& standing : outlook.check.standing) {
        if (std::optional<CreationWay> way = wayOf(standing); way && outlook.ways.size() < waysAtMost)
            outlook.ways.push_back(*way);
        else if (outlook.unmendable.size() < waysAtMost)
            outlook.unmendable.push_back(standing.because);
    }
    std::ranges::stable_sort(outlook.ways, {}, &CreationWay::kind);
    if (outlook.replaceable.empty())
        return;
    outlook.ways.push_back(
        {CreationWay::Kind::Replace,
         {},
         CreationOutlookText::tr("Replace…"),
         CreationOutlookText::tr("Delete what is there, then create. You review the plan.")});
}

} // namespace

CreationOutlook outlookOn(const Audit& audit, const CreationRequest& request)
{
    CreationOutlook outlook;
    outlook.check = checkCreation(audit, request);
    if (outlook.check.refusal)
        return outlook;
    const StandingRows rows = rowsInTheWay(audit, outlook.check);
    outlook.stores = {serverLine(rows), databaseLine(rows), cacheLine(rows)};
    outlook.replaceable = request.finishRow ? std::vector<InstanceName>{} : replaceableIn(outlook.check, request);
    addWays(outlook);
    return outlook;
}

} // namespace steward
