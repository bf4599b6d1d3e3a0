#include "workflows/execute/permuted_fleet.h"

#include "stores/practice/practice_fleet.h"
#include "stores/practice/practice_stores.h"
#include "stores/server_port.h"
#include "stores/store_factory.h"
#include "support/practice_loader.h"
#include "workflows/read/audit_reader.h"

#include <algorithm>

namespace steward::test {
namespace {

using namespace std::chrono_literals;

constexpr PracticeStory stories[] = {
    story::healthy,
    story::healthyLegacyName,
    story::healthyWithoutClinic,
    story::healthyBusiness,
    story::healthyDisabled,
    story::healthyTextForShow,
    story::healthyWithQueues,
    story::beingCreated,
    story::sixInstances,
    story::sixInstances,
    story::twoEnabledRows,
    story::orphanedInstance,
    story::orphanedIntegration,
    story::staleKeys,
    story::coldCache,
    story::otherValuesCached,
    story::unreadableCache,
    story::eternalCache,
    story::openButPending,
    story::closedButActive,
    story::otherPhone,
    story::connectionLost,
    story::ghost,
    story::stuckPairing,
    story::disabledButConnected,
    story::namelessRow,
    story::webhookOff,
    story::webhookMissing,
    story::webhookDead,
};

QString phoneText(const std::optional<PhoneNumber>& phone)
{
    return phone ? QString::number(phone->digits()) : QStringLiteral("-");
}

/// Puts what was read into words.
class PictureMaker final {
public:
    PictureMaker(const Audit& audit, std::map<QByteArray, QString> tokens, std::set<QString> ids)
        : m_audit(audit)
        , m_tokens(std::move(tokens))
        , m_ids(std::move(ids))
    {
        for (const Integration& row : audit.snapshot().database->integrations)
            m_tokens.try_emplace(row.webhookToken.reveal(), QStringLiteral("new of ") + row.organizationId.toString());
    }

    QString text(const ServerInstance& instance) const
    {
        const Snapshot& snapshot = m_audit.snapshot();
        QString webhook = QStringLiteral("none");
        if (const auto& found = snapshot.webhooks.value(instance.name)) {
            const QString last = found->url.reveal().section(QLatin1Char('/'), -1);
            webhook = QStringLiteral("%1 %2%3")
                          .arg(found->enabled)
                          .arg(found->url.reveal().chopped(last.size()), token(WebhookToken(last.toLatin1())));
            for (const QString& event : found->events)
                webhook += QLatin1Char(' ') + event;
        }
        return QStringLiteral("instance %1 %2 list %3 memory %4 phone %5 webhook %6")
            .arg(instance.name.text(), id(instance.id.value_or(InstanceId()).toString()))
            .arg(static_cast<int>(instance.connection))
            .arg(static_cast<int>(snapshot.memoryOf(instance.name)))
            .arg(phoneText(instance.phone), webhook);
    }
    QString text(const Integration& row) const
    {
        return QStringLiteral("row %1 clinic %2 %3 enabled %4 protected %5 names %6 / %7 phones %8 %9")
                   .arg(id(row.id.toString()), row.clinicId.toString(), row.status)
                   .arg(row.enabled)
                   .arg(row.isProtected)
                   .arg(
                       row.instanceName.text(), row.legacyName.text(), phoneText(row.phoneColumn),
                       phoneText(row.phoneConfig)) +
               QStringLiteral(" token %1 lease %2").arg(token(row.webhookToken)).arg(row.lease.has_value());
    }
    QString text(const CacheEntry& entry) const
    {
        return QStringLiteral("entry %1 %2 state %3 organization %4 clinic %5 phone %6 eternal %7")
            .arg(
                entry.kind == CacheKeyKind::Token ? QStringLiteral("token ") + token(entry.token)
                                                  : QStringLiteral("name"),
                entry.name.text())
            .arg(static_cast<int>(entry.state))
            .arg(entry.organizationId.toString(), entry.clinicId.toString(), phoneText(entry.phone))
            .arg(entry.ttlSeconds == -1);
    }
    static QString text(const Residue& residue)
    {
        return QStringLiteral("residue %1 %2 %3")
            .arg(residue.name.text())
            .arg(residue.streamMessages)
            .arg(residue.undelivered);
    }

private:
    QString token(const WebhookToken& token) const
    {
        const auto found = m_tokens.find(token.reveal());
        return found == m_tokens.end() ? QStringLiteral("new") : found->second;
    }
    QString id(const QString& text) const { return m_ids.contains(text) ? text : QStringLiteral("new"); }

    const Audit& m_audit;
    std::map<QByteArray, QString> m_tokens;
    const std::set<QString> m_ids;
};

} // namespace

void neverPairedOrphan(PracticeTenant& tenant)
{
    tenant.row().connectedAt.reset();
    tenant.setKnownPhone({});
    story::orphanedIntegration(tenant);
}

QStringList FleetPicture::about(const InstanceName& name) const
{
    const PictureMaker words(*audit, {}, {});
    QStringList all;
    const AuditRow* row = audit->find(name);
    if (!row)
        return all;
    for (const Integration* integration : row->integrations)
        all << words.text(*integration) + integration->id.toString();
    if (row->instanceEntry)
        all << words.text(*row->instanceEntry);
    for (const CacheEntry* entry : row->tokenEntries)
        all << words.text(*entry);
    if (row->residue)
        all << PictureMaker::text(*row->residue);
    all.sort();
    return all;
}

PermutedFleet::PermutedFleet(const std::vector<PracticeStory>& stories, int bystanders)
{
    std::vector<PracticeStory> all = stories;
    all.resize(stories.size() + static_cast<size_t>(bystanders), story::healthy);
    int number = 0;
    for (const PracticeStory happened : all) {
        const QString name = QStringLiteral("Clinic %1").arg(number);
        const QString phone = QStringLiteral("55119900%1").arg(number + 1, 5, 10, QLatin1Char('0'));
        PracticeTenant tenant = healthyTenant({name, u"Centro|Norte", phone}, number++, m_now);
        happened(tenant);
        addTenant(std::move(tenant));
    }
    m_members.resize(stories.size());
    addForeignRows();
}

void PermutedFleet::addTenant(PracticeTenant tenant)
{
    Member member{tenant.organization.id, {}, {}};
    const auto addName = [&](const InstanceName& name) {
        if (!name.isEmpty() && m_owners.try_emplace(name, member.organization).second)
            member.names.push_back(name);
    };
    for (const PracticeInstance& instance : tenant.instances) {
        m_ids.insert(instance.listed.id->toString());
        addName(instance.listed.name);
    }
    for (const PracticeRow& row : tenant.rows) {
        m_ids.insert(row.row.id.toString());
        m_tokens.try_emplace(row.row.webhookToken.reveal(), member.organization);
        addName(row.row.name());
        if (!row.row.isNamed())
            member.others.push_back("row:" + row.row.id.uuid().toRfc4122().toHex());
    }
    for (const PracticeEntry& entry : tenant.entries) {
        if (entry.entry.kind == CacheKeyKind::Token)
            m_tokens.try_emplace(entry.entry.token.reveal(), member.organization);
        addName(entry.entry.name);
    }
    for (const Residue& residue : tenant.residues)
        addName(residue.name);
    m_members.push_back(std::move(member));
    m_tenants.push_back(std::move(tenant));
}

/// Each names an instance of ours.
void PermutedFleet::addForeignRows()
{
    for (const auto& [type, provider] : {std::pair("calendar", "google"), {"whatsapp", "meta"}, {"x", "evolution"}}) {
        const Member& member = m_members.at(m_foreign.size() % m_members.size());
        PracticeRow& row = m_foreign.emplace_back();
        row.type = QString::fromLatin1(type);
        row.provider = QString::fromLatin1(provider);
        row.row.id = practiceId<IntegrationId>(QStringLiteral("foreign:") + row.provider);
        row.row.organizationId = member.organization;
        row.row.status = QStringLiteral("active");
        row.row.enabled = true;
        row.row.webhookToken = practiceToken(QStringLiteral("foreign:") + row.provider);
        row.row.createdAt = row.row.updatedAt = m_now - 24h;
        row.row.instanceName = member.names.empty() ? InstanceName() : member.names.front();
    }
}

std::shared_ptr<PracticeWorld> PermutedFleet::makeWorld() const
{
    auto world = std::make_shared<PracticeWorld>([now = m_now] { return now; });
    world->visit([this](PracticeState& state, Timestamp) {
        for (PracticeTenant tenant : m_tenants)
            tenant.enter(state);
        state.rows.insert(state.rows.end(), m_foreign.begin(), m_foreign.end());
        state.deletionTime = 0ms;
    });
    return world;
}

void PermutedFleet::load(rig::LiveFleet& live) const
{
    live.server.clearInstances();
    const QString emptied = QStringLiteral("truncate healthcare.integrations, healthcare.clinics, core.organizations "
                                           "cascade");
    if (!live.postgres.execute(emptied, live.database()) || !live.redis.command({"FLUSHDB"}))
        qFatal("cannot empty the stores");
    const auto world = makeWorld();
    const rig::PracticeLoader loader(*world);
    loader.load(live.server);
    if (!loader.load(live.postgres, live.database()) || !loader.load(live.redis))
        qFatal("cannot fill the stores");
}

OrganizationId PermutedFleet::ownerOf(const InstanceName& name, const OrganizationId& otherwise) const
{
    const auto found = m_owners.find(name);
    return found == m_owners.end() ? otherwise : found->second;
}

FleetPicture PermutedFleet::look(const StoreFactory& stores) const
{
    AuditSettings settings;
    settings.webhookTemplate = practiceWebhookTemplate();
    AuditRequest request;
    request.withResidue = true;
    request.allMemory = true;
    for (const auto& [name, owner] : m_owners)
        request.askWebhooks.push_back(name);
    AuditProgress silent;
    FleetPicture picture;
    picture.audit = std::make_shared<const Audit>(AuditReader(stores, settings).read(request, silent));
    const Audit& audit = *picture.audit;
    if (!audit.allStoresRead())
        qFatal("the stores cannot be read");
    std::map<QByteArray, QString> tokens;
    for (const auto& [token, owner] : m_tokens)
        tokens[token] = WebhookToken(token).masked();
    const PictureMaker words(audit, std::move(tokens), m_ids);
    const Snapshot& snapshot = audit.snapshot();
    for (const ServerInstance& instance : snapshot.server->instances) {
        const OrganizationId owner = ownerOf(instance.name, {});
        picture.pieces[owner] << words.text(instance);
        const bool isOpen = instance.connection == Connection::Open;
        if (isOpen && snapshot.memoryOf(instance.name) == MemoryState::Open)
            picture.working.insert(owner);
    }
    for (const Integration& row : snapshot.database->integrations)
        picture.pieces[row.organizationId] << words.text(row);
    for (const CacheEntry& entry : snapshot.cache->entries) {
        const auto token = m_tokens.find(entry.token.reveal());
        const bool isKnown = entry.kind == CacheKeyKind::Token && token != m_tokens.end();
        picture.pieces[isKnown ? token->second : ownerOf(entry.name, entry.organizationId)] << words.text(entry);
    }
    for (const Residue& residue : snapshot.cache->residues)
        picture.pieces[ownerOf(residue.name, {})] << PictureMaker::text(residue);
    for (auto& [owner, lines] : picture.pieces)
        lines.sort();
    return picture;
}

std::vector<PracticeStory> randomStories(QRandomGenerator& random)
{
    std::vector<PracticeStory> some(std::begin(stories), std::end(stories));
    std::shuffle(some.begin(), some.end(), random);
    some.resize(static_cast<size_t>(random.bounded(3, 7)));
    return some;
}

QString foreignRows(rig::LiveFleet& live)
{
    const auto rows = live.postgres.value(
        QStringLiteral("select string_agg(i::text, E'\\n' order by id) from healthcare.integrations i where not (type "
                       "= 'whatsapp' and provider = 'evolution')"),
        live.database());
    return QString::fromUtf8(rows.value_or("unread"));
}

QString foreignRows(PracticeWorld& world)
{
    return world.visit([](const PracticeState& state, Timestamp) {
        QStringList rows;
        for (const PracticeRow& each : state.rows) {
            if (!each.isOurs())
                rows << each.type + each.provider + each.row.id.toString() + each.row.status +
                            each.row.instanceName.text() + QString::number(each.row.enabled) +
                            QString::fromLatin1(each.row.webhookToken.reveal());
        }
        return rows.join(QLatin1Char('\n'));
    });
}

} // namespace steward::test
