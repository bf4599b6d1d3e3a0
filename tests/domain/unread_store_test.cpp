#include "support/fleet_builder.h"
#include "support/test_registry.h"

#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::unread_store_test {

namespace {

constexpr const char* phone1 = "5511988887777";
constexpr const char* phone2 = "5521977776666";

/// Every finding at once. Each rests on no more stores than `restsOn` says.
Fleet everyFinding()
{
    static const QByteArray ofOrg3 = "clinic-" + idText(org(3)).toLatin1();
    Fleet f;
    f.healthy("duplicate-1", org(1), phone1).memory(MemoryState::Open);
    f.healthy("duplicate-2", org(1), phone1).memory(MemoryState::Open);
    f.healthy("ghost", org(2), phone2).memory(MemoryState::Missing);
    f.instance("no-row").open();
    f.name("no-instance").row(org(7));
    f.name("hidden").memory(MemoryState::Open).row(org(21)).cached();
    f.instance("mismatch").memory(MemoryState::Open).row(org(22)).cached();
    f.openTwice.insert(InstanceName::fromUtf8("mismatch"));
    f.name("stale").cached();
    f.instance("differs").open().row(org(8)).cached().entryOrganization(org(2));
    f.instance("unreadable").open().row(org(9)).cached().unreadable(CacheValueState::NotJson);
    f.instance("eternal").open().row(org(10)).cached().ttl(-1);
    f.instance("drift").open().row(org(11)).status("pending").cached();
    f.instance("phone").open().phone("551133334444").row(org(12)).rowPhone("551133335555").cached();
    f.instance(ofOrg3).open().row(org(13)).cached();
    f.instance("lost").phone("551133336666").row(org(14)).status("disconnected").cached();
    f.instance("stuck").connecting().changed(2h).row(org(15)).cached();
    f.instance("disabled").open().row(org(16)).disabled();
    f.name("").row(org(17)).nameless();
    f.instance("..").open().row(org(18)).cached();
    f.instance("webhook").open().withoutWebhook().row(org(19)).cached();
    f.instance("cold").open().row(org(20));
    f.name("residue").leftBehind(3);
    return f;
}

struct Evidence {
    FindingCode code;
    std::set<Store> restsOn;
};

const std::vector<Evidence>& evidence()
{
    constexpr auto server = Store::Server;
    constexpr auto database = Store::Database;
    constexpr auto cache = Store::Cache;
    static const std::vector<Evidence> table{
        {FindingCode::DuplicateInstance, {server, database}},
        {FindingCode::DuplicateIntegration, {database}},
        {FindingCode::DuplicatePhone, {server}},
        {FindingCode::GhostInstance, {server}},
        {FindingCode::UnlistedInstance, {server}},
        {FindingCode::StateMismatch, {server}},
        {FindingCode::OrphanedInstance, {server, database}},
        {FindingCode::OrphanedIntegration, {server, database}},
        {FindingCode::StaleCache, {database, cache}},
        {FindingCode::CacheMismatch, {database, cache}},
        {FindingCode::UnreadableCache, {cache}},
        {FindingCode::CacheWithoutExpiry, {cache}},
        {FindingCode::StatusDrift, {server, database}},
        {FindingCode::PhoneMismatch, {server, database}},
        {FindingCode::OrganizationMismatch, {database}},
        {FindingCode::ConnectionLost, {server, database}},
        {FindingCode::StuckPairing, {server}},
        {FindingCode::DisabledButConnected, {server, database}},
        {FindingCode::NamelessIntegration, {database}},
        {FindingCode::UnreachableName, {}}, // wherever the name was read
        {FindingCode::WebhookMismatch, {server}},
        {FindingCode::NotCached, {server, database, cache}},
        {FindingCode::Residue, {server, database, cache}},
    };
    return table;
}

Presence presenceIn(const AuditRow& row, Store store)
{
    switch (store) {
    case Store::Server:
        return row.inServer;
    case Store::Database:
        return row.inDatabase;
    case Store::Cache:
        return row.inCache;
    }
    Q_UNREACHABLE();
}

} // namespace

class UnreadStoreTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFindingStandsWhenAllIsRead();
    void findingNeedsItsStores_data();
    void findingNeedsItsStores();
    void presenceIsUnknown_data();
    void presenceIsUnknown();
    void nothingReadSaysNothing();
    void organizationFromAnUnreadStoreIsNotCertain();
    void numbersInRowsNeedTheListForTheKind();
    void webhookAddressNeedsTheRow();
    void pairingTimeOfV1NeedsTheRow();
};

void UnreadStoreTest::everyFindingStandsWhenAllIsRead()
{
    const Audit audit = everyFinding().audit();
    QCOMPARE(evidence().size(), size_t(findingCodeCount));
    for (const FindingCode code : allFindingCodes())
        QVERIFY2(countOf(audit, code) > 0, qPrintable(findingWord(code)));
    QCOMPARE(audit.exitCode(), 2);
}

void UnreadStoreTest::findingNeedsItsStores_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("store");
    QTest::addColumn<bool>("rests");
    for (const Evidence& each : evidence()) {
        for (const Store store : {Store::Server, Store::Database, Store::Cache}) {
            QTest::addRow("%s without the %s", qPrintable(findingWord(each.code)), qPrintable(storeWord(store)))
                << static_cast<int>(each.code) << static_cast<int>(store) << each.restsOn.contains(store);
        }
    }
}

void UnreadStoreTest::findingNeedsItsStores()
{
    QFETCH(int, code);
    QFETCH(int, store);
    QFETCH(bool, rests);
    const Audit audit = everyFinding().auditWithout(static_cast<Store>(store));
    // Nothing is said from what was not read, and what was read is not silenced.
    QCOMPARE(countOf(audit, static_cast<FindingCode>(code)) == 0, rests);
    QCOMPARE(audit.exitCode(), 1);
}

void UnreadStoreTest::presenceIsUnknown_data()
{
    QTest::addColumn<int>("store");
    for (const Store store : {Store::Server, Store::Database, Store::Cache})
        QTest::addRow("%s", qPrintable(storeWord(store))) << static_cast<int>(store);
}

void UnreadStoreTest::presenceIsUnknown()
{
    QFETCH(int, store);
    const auto unread = static_cast<Store>(store);
    const Audit audit = everyFinding().auditWithout(unread);
    QVERIFY(!audit.rows().empty());
    QVERIFY(!audit.allStoresRead());
    for (const AuditRow& row : audit.rows()) {
        for (const Store each : {Store::Server, Store::Database, Store::Cache})
            QCOMPARE(presenceIn(row, each) == Presence::Unknown, each == unread);
    }
}

void UnreadStoreTest::nothingReadSaysNothing()
{
    Fleet fleet = everyFinding();
    fleet.unread = {Store::Server, Store::Database, Store::Cache};
    const Audit audit = fleet.audit();
    QVERIFY(audit.rows().empty());
    QCOMPARE(audit.counts().rows, 0);
    QCOMPARE(audit.exitCode(), 1);
}

void UnreadStoreTest::organizationFromAnUnreadStoreIsNotCertain()
{
    Fleet fleet;
    const QByteArray named = "clinic-" + idText(org(1)).toLatin1();
    fleet.healthy("a", org(1), phone1);
    fleet.instance(named);
    QVERIFY(fleet.audit().find(InstanceName::fromUtf8(named))->has(FindingCode::DuplicateInstance));
    // Its entry could say another organization than its name does.
    QCOMPARE(countOf(fleet.auditWithout(Store::Cache), FindingCode::DuplicateInstance), 0);
    QCOMPARE(countOf(fleet.auditWithout(Store::Database), FindingCode::DuplicateInstance), 0);
}

void UnreadStoreTest::numbersInRowsNeedTheListForTheKind()
{
    Fleet fleet;
    fleet.name("a").row(org(1)).rowPhone(phone1);
    fleet.name("b").row(org(2)).rowPhone(phone1);
    QCOMPARE(countOf(fleet.audit(), FindingCode::DuplicatePhone), 2);
    QCOMPARE(countOf(fleet.auditWithout(Store::Server), FindingCode::DuplicatePhone), 0);
    QCOMPARE(countOf(fleet.auditWithout(Store::Database), FindingCode::DuplicatePhone), 0);
    QCOMPARE(countOf(fleet.auditWithout(Store::Cache), FindingCode::DuplicatePhone), 2);
}

void UnreadStoreTest::webhookAddressNeedsTheRow()
{
    Fleet fleet;
    fleet.settings.webhookTemplate = QStringLiteral("https://api.example.org/{webhook_token}");
    fleet.instance("a").open().webhook(QStringLiteral("https://elsewhere.example.org/")).row(org(1)).cached();
    QCOMPARE(countOf(fleet.audit(), FindingCode::WebhookMismatch), 1);
    QCOMPARE(countOf(fleet.auditWithout(Store::Database), FindingCode::WebhookMismatch), 0);
    QCOMPARE(countOf(fleet.auditWithout(Store::Cache), FindingCode::WebhookMismatch), 1);
}

void UnreadStoreTest::pairingTimeOfV1NeedsTheRow()
{
    Fleet fleet;
    fleet.instance("a").connecting().withoutTimes().row(org(1)).updated(2h).cached();
    QCOMPARE(countOf(fleet.audit(), FindingCode::StuckPairing), 1);
    QCOMPARE(countOf(fleet.auditWithout(Store::Database), FindingCode::StuckPairing), 0);
}

STEWARD_TEST(UnreadStoreTest)
} // namespace steward::unread_store_test

#include "unread_store_test.moc"
