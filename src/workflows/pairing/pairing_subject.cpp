#include "workflows/pairing/pairing_subject.h"

#include "workflows/base/waiting.h"
#include "workflows/journal/workflow_run.h"
#include "workflows/pairing/pairing_errors.h"

#include <algorithm>

namespace steward {
namespace {

const QString organizationKey = QStringLiteral("organization_id");
const QString serverIdKey = QStringLiteral("server_id");
const QString typedKey = QStringLiteral("typed_phone");

Result<ServerInstance> readInstance(ServerPort& server, const InstanceName& name, const CallContext& limits)
{
    auto listing = server.list(limits);
    if (!listing)
        return std::unexpected(listing.error());
    const auto listed = std::ranges::find(listing->instances, name, &ServerInstance::name);
    if (listed == listing->instances.end())
        return std::unexpected(PairingErrors::absent());
    if (listed->kind != InstanceKind::Baileys)
        return std::unexpected(PairingErrors::notAPhone());
    return std::move(*listed);
}

Result<Integration> readRow(RowReading& database, const InstanceName& name, const CallContext& limits)
{
    auto rows = database.find(name, limits);
    if (!rows)
        return std::unexpected(rows.error());
    std::erase_if(*rows, [](const Integration& row) { return !row.enabled; });
    if (rows->empty())
        return std::unexpected(PairingErrors::noRow());
    if (rows->size() > 1)
        return std::unexpected(PairingErrors::severalRows());
    return std::move(rows->front());
}

} // namespace

std::optional<PhoneNumber> PairingSubject::otherThan(const PhoneNumber& linked) const
{
    for (const auto& wanted : {typed, expectedByRow()}) {
        if (wanted && !agree(wanted, linked))
            return wanted;
    }
    return {};
}

std::vector<CacheKey> PairingSubject::cacheKeys() const
{
    std::vector<CacheKey> keys{{CacheKeyKind::Instance, instance.name, {}}};
    if (!row.webhookToken.isEmpty())
        keys.push_back({CacheKeyKind::Token, {}, row.webhookToken});
    return keys;
}

Result<void> noteSubject(WorkflowRun& run, const PairingSubject& subject)
{
    JournalStep step{JournalAction::PairingSubject, subject.row.id.toString()};
    step.before.add(organizationKey, subject.row.organizationId).add(serverIdKey, subject.instance.id);
    if (subject.typed)
        step.before.add(typedKey, subject.typed->text());
    return run.note({step});
}

std::optional<PhoneNumber> typedIn(const JournalTrail& trail)
{
    const auto noted = firstOf(trail, JournalAction::PairingSubject);
    return noted == trail.end() ? std::nullopt : PhoneNumber::fromText(noted->before.value(typedKey).toString());
}

bool isSameSubject(const PairingSubject& subject, const JournalTrail& trail)
{
    const auto noted = firstOf(trail, JournalAction::PairingSubject);
    if (noted == trail.end())
        return true;
    return IntegrationId::fromString(noted->target) == subject.row.id &&
           OrganizationId::fromJson(noted->before.value(organizationKey)) == subject.row.organizationId &&
           InstanceId::fromJson(noted->before.value(serverIdKey)).orNone() == subject.instance.id;
}

Result<PairingSubject> readPairingSubject(
    StorePorts& ports, const InstanceName& name, std::chrono::milliseconds call, const CallContext& limits)
{
    PairingSubject subject;
    auto instance = readInstance(*ports.server, name, oneCall(call, limits));
    if (!instance)
        return std::unexpected(instance.error());
    subject.instance = std::move(*instance);
    auto row = readRow(*ports.database, name, oneCall(call, limits));
    if (!row)
        return std::unexpected(row.error());
    subject.row = std::move(*row);
    auto entries = ports.cache->read(subject.cacheKeys(), oneCall(call, limits));
    if (!entries)
        return std::unexpected(entries.error());
    subject.entries = std::move(*entries);
    return subject;
}

} // namespace steward
