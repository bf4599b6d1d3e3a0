#include "workflows/read/unknown_names.h"

#include "domain/near_names.h"
#include "stores/database_port.h"
#include "stores/store_factory.h"
#include "wording/skip_words.h"
#include "workflows/base/waiting.h"
#include "workflows/read/own_removals.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace steward {
namespace {

constexpr std::chrono::seconds timeForHistory{20};

struct NamesText {
    Q_DECLARE_TR_FUNCTIONS(steward::UnknownNames)
};

/// The plan that was shown found something of that name.
bool wasFound(const Plan* shown, const InstanceName& name)
{
    const PlanItemRef item = shown ? shown->find("name:" + name.utf8()) : PlanItemRef();
    return item && !(item->steps.empty() && item->left.empty());
}

std::vector<InstanceName> namesNobodyKnows(const MadePlan& made, const Plan* shown)
{
    std::vector<InstanceName> unknown;
    for (const InstanceName& name : made.plan.request.names) {
        if (!made.audit->find(name) && !wasFound(shown, name) && std::ranges::find(unknown, name) == unknown.end())
            unknown.push_back(name);
    }
    return unknown;
}

bool wasRemovedByUs(const RemovedByUs& removed, const InstanceName& name)
{
    constexpr std::array stores{Store::Server, Store::Database, Store::Cache};
    return removed && std::ranges::any_of(stores, [&](Store store) { return removed(store, name); });
}

void forgetRemoved(std::vector<InstanceName>& names, const Session& session, const CallContext& limits)
{
    if (!session.journalPath.isEmpty()) {
        const RemovedByUs removed = ownRemovals({session.journalPath}, session.profileId);
        std::erase_if(names, [&removed](const InstanceName& name) { return wasRemovedByUs(removed, name); });
    }
    if (names.empty())
        return;
    const std::unique_ptr<DatabasePort> database = session.stores->makeDatabase();
    std::erase_if(names, [&](const InstanceName& name) {
        return database->wasRemoved(name, oneCall(timeForHistory, limits)).value_or(false);
    });
}

QString sentenceFor(const InstanceName& name, const Audit& audit)
{
    std::vector<InstanceName> known;
    for (const AuditRow& row : audit.rows()) {
        if (row.kind == RowKind::Instance)
            known.push_back(row.name);
    }
    const QStringList near = nearNames(name, known);
    if (near.isEmpty())
        return sentenceOf(Skipped{SkipReason::NotFound, {}, name.text()});
    QString sentence =
        //: %1 is the name that was typed, %2 lists names that are nearly the same
        NamesText::tr("No store knows an instance named %1. Did you mean: %2?");
    return sentence.arg(name.text(), near.join(QStringLiteral(", ")));
}

bool isInGroup(const Plan& plan, const InstanceName& name)
{
    return std::ranges::any_of(plan.groups, [&name](const PlanGroup& group) {
        return std::ranges::find(group.members, name) != group.members.end();
    });
}

/// Of those that a cleaning is to keep: a name that is mistyped would let it keep another, and delete the one meant.
QStringList whyNotKept(const MadePlan& made, const Plan* shown)
{
    const Plan& plan = shown ? *shown : made.plan;
    QStringList sentences;
    for (const InstanceName& name : made.plan.request.keep) {
        const AuditRow* row = made.audit->find(name);
        if (!row)
            sentences << sentenceFor(name, *made.audit);
        else if (!row->server)
            //: %1 is an instance's name
            sentences << NamesText::tr("The server does not list %1, so it cannot be kept.").arg(name.text());
        else if (plan.tally().changed > 0 && !isInGroup(plan, name))
            //: %1 is an instance's name
            sentences << NamesText::tr("%1 is none of the duplicates that are cleaned, so it cannot be kept.")
                             .arg(name.text());
    }
    return sentences;
}

/// False only of one that neither the organizations that there are nor any record names; where those cannot be read,
/// of none.
bool isKnown(const OrganizationId& id, const Audit& audit)
{
    const DatabaseListing& database = *audit.snapshot().database;
    const auto isOfIt = [&id](const auto& record) { return record.organizationId == id; };
    return !database.organizationsKnown ||
           std::ranges::find(database.organizations, id, &Organization::id) != database.organizations.end() ||
           std::ranges::any_of(database.integrations, isOfIt) ||
           std::ranges::any_of(audit.snapshot().cache->entries, isOfIt) || std::ranges::any_of(audit.rows(), isOfIt);
}

/// The plan that was shown cleans a group of it.
bool wasCleaned(const Plan* shown, const OrganizationId& id)
{
    return shown && std::ranges::find(shown->groups, id, &PlanGroup::organizationId) != shown->groups.end();
}

QStringList organizationsNobodyKnows(const MadePlan& made, const Plan* shown)
{
    std::vector<OrganizationId> asked = made.plan.request.organizations;
    for (const auto& [name, organization] : made.plan.request.adopt)
        asked.push_back(organization);
    QStringList sentences;
    for (const OrganizationId& id : asked) {
        if (!isKnown(id, *made.audit) && !wasCleaned(shown, id))
            sentences << sentenceOf(Skipped{SkipReason::NoSuchOrganization, {}, id.toString()});
    }
    sentences.removeDuplicates();
    return sentences;
}

std::optional<Error> notDone(QStringList sentences, const QString& nothing)
{
    if (sentences.isEmpty())
        return {};
    sentences << nothing;
    return Error{ErrorKind::NotFound, sentences.join(QLatin1Char(' ')), QStringLiteral("names that no store knows")};
}

} // namespace

std::optional<Error>
unknownNames(const MadePlan& made, const Session& session, const CallContext& limits, const Plan* shown)
{
    if (!made.audit->allStoresRead())
        return {};
    QStringList sentences = organizationsNobodyKnows(made, shown);
    if (made.plan.kind() == PlanKind::Clean)
        return notDone(sentences + whyNotKept(made, shown), NamesText::tr("Nothing was deleted."));
    if (made.plan.kind() != PlanKind::Delete)
        return notDone(sentences, NamesText::tr("Nothing was changed."));
    std::vector<InstanceName> unknown = namesNobodyKnows(made, shown);
    if (!unknown.empty())
        forgetRemoved(unknown, session, limits);
    for (const InstanceName& name : unknown)
        sentences << sentenceFor(name, *made.audit);
    return notDone(sentences, NamesText::tr("Nothing was deleted."));
}

} // namespace steward
