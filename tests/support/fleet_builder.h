#pragma once

#include "domain/audit/audit.h"

#include <QStringList>

#include <memory>
#include <set>

namespace steward::test {

using namespace std::chrono_literals;

/// Fixed ids, readable in a failure: org(1) is "00000001-aaaa-…", clinic(1) "00000001-cccc-…".
OrganizationId org(uint number);
ClinicId clinic(uint number);
template<class Tag>
QString idText(const StrongId<Tag>& id)
{
    return id.toString();
}

class Fleet;

/// What one name is in the three stores. The words chain: fleet.instance("a").open().phone(n).row(org(1)).cached().
/// Words about a row or an entry change the last one added.
class Subject final {
public:
    Subject(Fleet& fleet, InstanceName name)
        : m_fleet(fleet)
        , m_name(std::move(name))
    {
    }

    // Evolution API server
    Subject& listed(Connection connection);
    Subject& open() { return listed(Connection::Open); }
    Subject& connecting() { return listed(Connection::Connecting); }
    Subject& close() { return listed(Connection::Close); }
    Subject& kind(InstanceKind kind);
    Subject& phone(const char* number);
    Subject& changed(std::chrono::milliseconds ago);
    Subject& withoutTimes(); ///< as v1 lists it
    Subject& memory(MemoryState state);
    Subject& webhook(const QString& url, bool enabled = true);
    Subject& withoutWebhook();

    // Database: an enabled, active row, a day old
    Subject& row(const OrganizationId& organization);
    Subject& status(const char* text);
    Subject& disabled();
    Subject& clinic(const ClinicId& id);
    Subject& rowPhone(const char* column);
    Subject& configPhone(const char* number);
    Subject& expects(const char* number);    ///< config.expected_phone
    Subject& legacyKey();                    ///< the name stands under the legacy key only
    Subject& alsoNames(const char* current); ///< the current key names another one
    Subject& nameless();
    Subject& token(const char* token);
    Subject& created(std::chrono::milliseconds ago);
    Subject& updated(std::chrono::milliseconds ago);
    Subject& connectedOnce();

    // Cache: an entry that agrees with the last row, 3,000 seconds to live
    Subject& cached();
    Subject& tokenCached(); ///< under the last row's token
    Subject& tokenCached(const char* token);
    Subject& entryOrganization(const OrganizationId& id);
    Subject& entryClinic(const ClinicId& id);
    Subject& entryPhone(const char* number);
    Subject& entryWithoutName();
    Subject& unreadable(CacheValueState state);
    Subject& ttl(qint64 seconds);
    Subject& leftBehind(qint64 streamMessages);

private:
    ServerInstance& instance();
    Integration& integration();
    CacheEntry& entry();
    CacheEntry& addEntry();

    Fleet& m_fleet;
    InstanceName m_name;
};

/// A snapshot in the making, for tests of the audit's rules.
class Fleet final {
public:
    Fleet();

    Subject name(QByteArray utf8) { return Subject(*this, InstanceName::fromUtf8(std::move(utf8))); }
    /// Listed by the server, not connected.
    Subject instance(QByteArray utf8);
    /// Present everywhere and agreeing: an instance without a finding.
    Subject healthy(QByteArray utf8, const OrganizationId& organization, const char* number);

    std::shared_ptr<Snapshot> snapshot() const;
    bool lists(const InstanceName& name) const;
    /// connectionState as the fleet's server answers it.
    MemoryState memoryAnswer(const InstanceName& name) const;
    Audit audit() const { return evaluateAudit(snapshot(), settings); }
    Audit auditWithout(Store unread);

    Timestamp takenAt;
    ServerListing server;
    DatabaseListing database;
    CacheListing cache;
    QHash<InstanceName, MemoryState> memory; ///< handed to Snapshot::addMemory
    /// What connectionState says of names that are not listed, where `memory` does not say it; nothing: they were not
    /// asked for.
    std::optional<MemoryState> ofUnlisted = MemoryState::NotFound;
    QSet<InstanceName> openTwice;
    QHash<InstanceName, std::optional<WebhookSettings>> webhooks;
    std::set<Store> unread;
    AuditSettings settings;
};

/// The words of what stands at a name, in the order shown: "stale-cache eternal-cache".
QString findingsAt(const Audit& audit, const QByteArray& name);
/// The number of rows with a finding.
qint64 countOf(const Audit& audit, FindingCode code);
std::vector<FindingCode> allFindingCodes();
/// The row of a name; the test fails without it.
const AuditRow& rowAt(const Audit& audit, const QByteArray& name);

} // namespace steward::test
