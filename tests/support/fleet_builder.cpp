#include "support/fleet_builder.h"

#include <algorithm>
#include <cstdlib>

namespace steward::test {

OrganizationId org(uint number)
{
    return OrganizationId({number, 0xaaaa, 0x4aaa, 0x8a, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa});
}

ClinicId clinic(uint number)
{
    return ClinicId({number, 0xcccc, 0x4ccc, 0x8c, 0xcc, 0xcc, 0xcc, 0xcc, 0xcc, 0xcc, 0xcc});
}

ServerInstance& Subject::instance()
{
    for (ServerInstance& known : m_fleet.server.instances) {
        if (known.name == m_name)
            return known;
    }
    ServerInstance& added = m_fleet.server.instances.emplace_back();
    added.name = m_name;
    added.connection = Connection::Close;
    added.createdAt = m_fleet.takenAt - 24h;
    added.updatedAt = m_fleet.takenAt - 1min;
    return added;
}

Subject& Subject::listed(Connection connection)
{
    instance().connection = connection;
    return *this;
}

Subject& Subject::kind(InstanceKind kind)
{
    instance().kind = kind;
    return *this;
}

Subject& Subject::phone(const char* number)
{
    instance().phone = PhoneNumber::fromText(QString::fromLatin1(number));
    return *this;
}

Subject& Subject::changed(std::chrono::milliseconds ago)
{
    instance().updatedAt = m_fleet.takenAt - ago;
    return *this;
}

Subject& Subject::withoutTimes()
{
    instance().createdAt.reset();
    instance().updatedAt.reset();
    return *this;
}

Subject& Subject::memory(MemoryState state)
{
    m_fleet.memory.insert(m_name, state);
    return *this;
}

Subject& Subject::webhook(const QString& url, bool enabled)
{
    m_fleet.webhooks.insert(m_name, WebhookSettings{enabled, SecretUrl(url), {}});
    return *this;
}

Subject& Subject::withoutWebhook()
{
    m_fleet.webhooks.insert(m_name, std::nullopt);
    return *this;
}

Subject& Subject::row(const OrganizationId& organization)
{
    Integration& added = m_fleet.database.integrations.emplace_back();
    added.id = IntegrationId(
        {static_cast<uint>(m_fleet.database.integrations.size()), 0xdddd, 0x4ddd, 0x8d, 1, 2, 3, 4, 5, 6, 7});
    added.organizationId = organization;
    added.enabled = true;
    added.status = QStringLiteral("active");
    added.instanceName = m_name;
    added.createdAt = m_fleet.takenAt - 24h;
    added.updatedAt = m_fleet.takenAt - 1h;
    return *this;
}

Integration& Subject::integration()
{
    return m_fleet.database.integrations.back();
}

Subject& Subject::status(const char* text)
{
    integration().status = QString::fromUtf8(text);
    return *this;
}

Subject& Subject::disabled()
{
    integration().enabled = false;
    return status("disabled");
}

Subject& Subject::clinic(const ClinicId& id)
{
    integration().clinicId = id;
    return *this;
}

Subject& Subject::rowPhone(const char* column)
{
    integration().phoneColumn = PhoneNumber::fromText(QString::fromLatin1(column));
    return *this;
}

Subject& Subject::configPhone(const char* number)
{
    integration().phoneConfig = PhoneNumber::fromText(QString::fromLatin1(number));
    return *this;
}

Subject& Subject::expects(const char* number)
{
    integration().expectedPhone = PhoneNumber::fromText(QString::fromLatin1(number));
    return *this;
}

Subject& Subject::legacyKey()
{
    integration().legacyName = std::exchange(integration().instanceName, {});
    return *this;
}

Subject& Subject::alsoNames(const char* current)
{
    integration().legacyName = m_name;
    integration().instanceName = InstanceName::fromUtf8(current);
    return *this;
}

Subject& Subject::nameless()
{
    integration().instanceName = {};
    integration().legacyName = {};
    return *this;
}

Subject& Subject::token(const char* token)
{
    integration().webhookToken = WebhookToken(token);
    return *this;
}

Subject& Subject::created(std::chrono::milliseconds ago)
{
    integration().createdAt = m_fleet.takenAt - ago;
    return *this;
}

Subject& Subject::updated(std::chrono::milliseconds ago)
{
    integration().updatedAt = m_fleet.takenAt - ago;
    return *this;
}

Subject& Subject::connectedOnce()
{
    integration().connectedAt = m_fleet.takenAt - 12h;
    return *this;
}

CacheEntry& Subject::entry()
{
    return m_fleet.cache.entries.back();
}

CacheEntry& Subject::addEntry()
{
    CacheEntry& added = m_fleet.cache.entries.emplace_back();
    added.name = m_name;
    added.ttlSeconds = 3000;
    if (!m_fleet.database.integrations.empty()) {
        added.organizationId = integration().organizationId;
        added.clinicId = integration().clinicId;
        added.phone = integration().phone();
    }
    return added;
}

Subject& Subject::cached()
{
    addEntry();
    return *this;
}

Subject& Subject::tokenCached()
{
    const WebhookToken token = integration().webhookToken;
    return tokenCached(token.reveal().constData());
}

Subject& Subject::tokenCached(const char* token)
{
    CacheEntry& added = addEntry();
    added.kind = CacheKeyKind::Token;
    added.token = WebhookToken(token);
    return *this;
}

Subject& Subject::entryOrganization(const OrganizationId& id)
{
    entry().organizationId = id;
    return *this;
}

Subject& Subject::entryClinic(const ClinicId& id)
{
    entry().clinicId = id;
    return *this;
}

Subject& Subject::entryPhone(const char* number)
{
    entry().phone = PhoneNumber::fromText(QString::fromLatin1(number));
    return *this;
}

Subject& Subject::entryWithoutName()
{
    entry().name = {};
    return *this;
}

Subject& Subject::unreadable(CacheValueState state)
{
    CacheEntry& unread = entry();
    unread.state = state;
    unread.organizationId = {};
    unread.clinicId = {};
    unread.phone.reset();
    if (state == CacheValueState::OtherType)
        unread.redisType = QStringLiteral("list");
    return unread.kind == CacheKeyKind::Token ? entryWithoutName() : *this;
}

Subject& Subject::ttl(qint64 seconds)
{
    entry().ttlSeconds = seconds;
    return *this;
}

Subject& Subject::leftBehind(qint64 streamMessages)
{
    Residue& residue = m_fleet.cache.residues.emplace_back();
    residue.name = m_name;
    residue.streamMessages = streamMessages;
    m_fleet.cache.residueAsked = true;
    return *this;
}

Fleet::Fleet()
    : takenAt(std::chrono::sys_days(std::chrono::year(2025) / 6 / 1) + 12h)
{
    server.majorVersion = 2;
    database.organizationsKnown = true;
    database.clinicsKnown = true;
    for (const uint number : {1U, 2U, 3U}) {
        const QString text = QString::number(number);
        database.organizations.push_back({org(number), QStringLiteral("Org ") + text, true});
        database.clinics.push_back({clinic(number), org(number), QStringLiteral("Clinic ") + text, true});
    }
    database.clinics.push_back({clinic(9), org(1), QStringLiteral("Closed"), false});
}

Subject Fleet::instance(QByteArray utf8)
{
    return name(std::move(utf8)).close();
}

Subject Fleet::healthy(QByteArray utf8, const OrganizationId& organization, const char* number)
{
    return instance(std::move(utf8)).open().phone(number).row(organization).rowPhone(number).cached();
}

namespace {

/// What rows, entries and residues name.
QSet<InstanceName> namesCarried(const Fleet& fleet)
{
    QSet<InstanceName> names;
    for (const Integration& row : fleet.database.integrations)
        names << row.instanceName << row.legacyName;
    for (const CacheEntry& entry : fleet.cache.entries)
        names << entry.name;
    for (const Residue& residue : fleet.cache.residues)
        names << residue.name;
    return names;
}

} // namespace

std::shared_ptr<Snapshot> Fleet::snapshot() const
{
    const Error error{ErrorKind::TimedOut, QStringLiteral("No answer came."), {}};
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->takenAt = takenAt;
    const auto put = [&](Store store, auto& reading, const auto& content) {
        if (unread.contains(store))
            reading = error;
        else
            reading = content;
    };
    put(Store::Server, snapshot->server, server);
    put(Store::Database, snapshot->database, database);
    put(Store::Cache, snapshot->cache, cache);
    QHash<InstanceName, MemoryState> answers = memory;
    if (ofUnlisted) {
        for (const InstanceName& name : namesCarried(*this)) {
            if (name.isReachable() && !lists(name) && !answers.contains(name))
                answers.insert(name, *ofUnlisted);
        }
    }
    snapshot->addMemory(answers);
    snapshot->openTwice = openTwice;
    snapshot->webhooks = webhooks;
    return snapshot;
}

bool Fleet::lists(const InstanceName& name) const
{
    return std::any_of(server.instances.begin(), server.instances.end(), [&name](const ServerInstance& each) {
        return each.name == name;
    });
}

MemoryState Fleet::memoryAnswer(const InstanceName& name) const
{
    if (const auto told = memory.constFind(name); told != memory.cend())
        return *told;
    return lists(name) ? MemoryState::Open : ofUnlisted.value_or(MemoryState::Unknown);
}

Audit Fleet::auditWithout(Store store)
{
    const std::set<Store> before = std::exchange(unread, {store});
    Audit without = audit();
    unread = before;
    return without;
}

QString findingsAt(const Audit& audit, const QByteArray& name)
{
    QStringList words;
    for (const Finding& finding : rowAt(audit, name).findings)
        words << findingWord(finding.code);
    return words.join(QLatin1Char(' '));
}

qint64 countOf(const Audit& audit, FindingCode code)
{
    return audit.counts().findings.value(code);
}

std::vector<FindingCode> allFindingCodes()
{
    std::vector<FindingCode> codes;
    for (int code = 0; code < findingCodeCount; ++code)
        codes.push_back(static_cast<FindingCode>(code));
    return codes;
}

const AuditRow& rowAt(const Audit& audit, const QByteArray& name)
{
    const AuditRow* row = audit.find(InstanceName::fromUtf8(name));
    if (!row)
        qFatal("no row named %s", name.constData());
    return *row;
}

} // namespace steward::test
