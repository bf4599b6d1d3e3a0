#include "stores/practice/practice_stories.h"

#include "domain/webhook_template.h"
#include "stores/practice/practice_fleet.h"

#include <array>

namespace steward {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::minutes;

namespace {

/// One of the six instances that one organization's retries made.
struct RetriedInstance {
    qint64 milliseconds;
    MemoryState memory;
    int minutesOld;
};

constexpr std::array retriedInstances{
    RetriedInstance{1763133674944, MemoryState::Close, 11'640},
    RetriedInstance{1763136505298, MemoryState::Close, 11'593},
    RetriedInstance{1763139992470, MemoryState::Open, 11'535},
    RetriedInstance{1763140317189, MemoryState::Connecting, 11'529},
    RetriedInstance{1763141108036, MemoryState::Close, 11'516},
    RetriedInstance{1763142960751, MemoryState::Close, 11'485},
};

Connection listedAs(MemoryState memory)
{
    switch (memory) {
    case MemoryState::Open:
        return Connection::Open;
    case MemoryState::Connecting:
        return Connection::Connecting;
    case MemoryState::NotAsked:
    case MemoryState::Close:
    case MemoryState::Missing:
    case MemoryState::NotFound:
    case MemoryState::Unknown:
        break;
    }
    return Connection::Close;
}

/// A row that was never paired: no number, no time of connection.
void neverPaired(PracticeTenant& tenant, const QString& status)
{
    tenant.row().status = status;
    tenant.row().connectedAt.reset();
    tenant.row().lastSeenAt.reset();
    tenant.setKnownPhone({});
}

void disable(PracticeTenant& tenant)
{
    tenant.row().enabled = false;
    tenant.row().status = QStringLiteral("disabled");
    tenant.entries.clear();
}

void unreadable(CacheEntry& entry, CacheValueState state)
{
    CacheEntry bare{.kind = entry.kind, .token = entry.token, .state = state};
    if (entry.kind == CacheKeyKind::Instance) // a token entry's name stands in its value
        bare.name = entry.name;
    entry = bare;
}

PracticeEntry leftOver(PracticeEntry entry)
{
    entry.inUse = false;
    return entry;
}

} // namespace

namespace story {

void healthy(PracticeTenant&) {}

void healthyLegacyName(PracticeTenant& tenant)
{
    tenant.row().legacyName = tenant.row().instanceName;
    tenant.row().instanceName = {};
}

void healthyWithoutClinic(PracticeTenant& tenant)
{
    tenant.row().clinicId = {};
}

void healthyBusiness(PracticeTenant& tenant)
{
    tenant.listed().kind = InstanceKind::Business;
}

void healthyDisabled(PracticeTenant& tenant)
{
    disable(tenant);
    tenant.setConnection(Connection::Close, MemoryState::Close);
    tenant.listed().disconnectionReason = 401;
}

void healthyTextForShow(PracticeTenant& tenant)
{
    tenant.rename(InstanceName::fromText(u"recepção 🦷 <b>sorriso</b> & cia \u202Eעברית\u202C *?[x]"));
    tenant.listed().profileName = QStringLiteral("🦷 <i>Sorriso</i> \u202Eשלום\u202C");
}

void healthyWithQueues(PracticeTenant& tenant)
{
    tenant.residues.push_back(
        {.name = tenant.listed().name,
         .streamMessages = 42,
         .undelivered = 3,
         .deadMessages = 1,
         .bucket = true,
         .bucketTimestamp = true});
}

void withoutAnything(PracticeTenant& tenant)
{
    tenant.instances.clear();
    tenant.rows.clear();
    tenant.entries.clear();
}

void beingCreated(PracticeTenant& tenant)
{
    neverPaired(tenant, QStringLiteral("pending"));
    tenant.row().createdAt = tenant.now - 3min;
    tenant.row().updatedAt = tenant.now - 3min;
    tenant.instances.clear();
    tenant.entries.clear();
}

void sixInstances(PracticeTenant& tenant)
{
    const PracticeInstance paired = tenant.instance();
    std::vector<PracticeInstance> all;
    for (const RetriedInstance& retried : retriedInstances) {
        const InstanceName name = practiceInstanceName(tenant.organization.id, retried.milliseconds);
        PracticeInstance made = furtherInstance(tenant, name, tenant.now - minutes(retried.minutesOld));
        made.memory = retried.memory;
        made.listed.connection = listedAs(retried.memory);
        all.push_back(made);
    }
    ServerInstance& session = all.at(2).listed;
    session.phone = paired.listed.phone;
    session.profileName = paired.listed.profileName;
    session.messages = 318;
    session.contacts = 74;
    session.chats = 41;
    all.at(3).listed.updatedAt = tenant.now - 40s; // it shows a new QR code every 45 seconds
    tenant.rename(session.name);
    tenant.instances = all;
    neverPaired(tenant, QStringLiteral("pending")); // nothing wrote the pairing back
    PracticeEntry stale = leftOver(tenant.entries.front());
    stale.entry.name = all.at(3).listed.name;
    tenant.entries.push_back(stale);
}

void twoEnabledRows(PracticeTenant& tenant)
{
    PracticeRow second = tenant.rows.front(); // two calls of the save function at once
    second.row.id = practiceId<IntegrationId>(QStringLiteral("second integration:") + tenant.organization.name);
    second.row.webhookToken = practiceToken(QStringLiteral("second:") + tenant.organization.name);
    second.row.createdAt = *second.row.createdAt + 180ms;
    second.webhookUrl = webhookUrl(practiceWebhookTemplate(), second.row.name(), second.row.webhookToken).value();
    tenant.rows.push_back(second);
}

void orphanedInstance(PracticeTenant& tenant)
{
    tenant.rows.clear();
    tenant.entries.clear();
}

void orphanedIntegration(PracticeTenant& tenant)
{
    tenant.instances.clear();
}

void staleKeys(PracticeTenant& tenant)
{
    PracticeEntry oldName = leftOver(tenant.entries.at(0));
    oldName.entry.name = practiceInstanceName(tenant.organization.id, 1747744200118);
    PracticeEntry oldToken = leftOver(tenant.entries.at(1));
    oldToken.entry.token = practiceToken(QStringLiteral("former:") + tenant.organization.name);
    tenant.entries.push_back(oldName);
    tenant.entries.push_back(oldToken);
}

void coldCache(PracticeTenant& tenant)
{
    tenant.entries.clear();
}

void otherValuesCached(PracticeTenant& tenant)
{
    tenant.instanceEntry().organizationId = practiceOrganizationId(practiceFormerOwner());
    tenant.tokenEntry().phone = PhoneNumber::fromText(u"5541990000900");
}

void unreadableCache(PracticeTenant& tenant)
{
    unreadable(tenant.instanceEntry(), CacheValueState::NotJson);
    unreadable(tenant.tokenEntry(), CacheValueState::OtherType);
    tenant.tokenEntry().redisType = QStringLiteral("list");
}

void eternalCache(PracticeTenant& tenant)
{
    tenant.entries.front().expiresAt.reset();
}

void openButPending(PracticeTenant& tenant)
{
    neverPaired(tenant, QStringLiteral("pending")); // DOMAIN, "What goes wrong" 3
}

void closedButActive(PracticeTenant& tenant)
{
    tenant.setConnection(Connection::Close, MemoryState::Close);
    tenant.listed().disconnectionReason = 401;
}

void otherPhone(PracticeTenant& tenant)
{
    tenant.listed().phone = PhoneNumber::fromText(u"5551990000777");
}

void connectionLost(PracticeTenant& tenant)
{
    tenant.setConnection(Connection::Close, MemoryState::Close);
    tenant.listed().disconnectionReason = 401;
    tenant.row().status = QStringLiteral("disconnected");
    tenant.row().lastSeenAt = tenant.now - days(2);
}

void ghost(PracticeTenant& tenant)
{
    tenant.setConnection(Connection::Open, MemoryState::Missing);
    tenant.row().status = QStringLiteral("disconnected"); // so an audit asks the memory about it
}

void unlisted(PracticeTenant& tenant)
{
    tenant.instance().isHidden = true;
}

void listBehindMemory(PracticeTenant& tenant)
{
    tenant.setConnection(Connection::Close, MemoryState::Open);
}

void stuckPairing(PracticeTenant& tenant)
{
    tenant.setConnection(Connection::Connecting, MemoryState::Connecting);
    tenant.listed().phone.reset();
    tenant.listed().updatedAt = tenant.now - 3h;
    neverPaired(tenant, QStringLiteral("qr_pending"));
}

void disabledButConnected(PracticeTenant& tenant)
{
    disable(tenant);
}

void namelessRow(PracticeTenant& tenant)
{
    tenant.row().instanceName = {};
    tenant.instances.clear();
    tenant.entries.clear();
}

void webhookOff(PracticeTenant& tenant)
{
    tenant.instance().webhook->enabled = false;
}

void webhookMissing(PracticeTenant& tenant)
{
    tenant.instance().webhook.reset();
}

void webhookDead(PracticeTenant& tenant)
{
    tenant.instance().webhook->url = SecretUrl(QStringLiteral("https://antigo.example.org/whatsapp"));
    tenant.instance().webhook->events.push_back(QStringLiteral("REMOVE_INSTANCE"));
}

void formerOwner(PracticeTenant& tenant)
{
    tenant.rename(practiceInstanceName(practiceOrganizationId(practiceFormerOwner()), 1749201377502));
}

} // namespace story

QString practiceFormerOwner()
{
    return QStringLiteral("Clínica Horizonte Azul");
}

} // namespace steward
