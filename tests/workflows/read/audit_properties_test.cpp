#include "support/campaign.h"
#include "support/random_fleet.h"
#include "support/test_registry.h"
#include "wording/finding_words.h"
#include "workflows/read/audit_json.h"

#include <QBuffer>
#include <QTest>

#include <map>

using namespace steward;
using namespace steward::test;

namespace steward::audit_properties_test {

namespace {

constexpr int fleets = 2000;

QByteArray written(const Audit& audit)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    return writeAuditJson(audit, buffer) ? buffer.data() : QByteArray();
}

quint32 chosenSeed()
{
    const QByteArray given = qgetenv("STEWARD_TEST_SEED");
    return given.isEmpty() ? 20251122U : given.toUInt();
}

using Place = std::pair<QByteArray, FindingCode>; ///< which row, which finding

std::set<Place> placesOf(const Audit& audit)
{
    std::set<Place> places;
    for (const AuditRow& row : audit.rows()) {
        for (const Finding& finding : row.findings)
            places.emplace(row.identity(), finding.code);
    }
    return places;
}

/// One property over many fleets. A violation names the seed and the fleet's number, which make it again.
class Properties final {
public:
    Properties(const QString& title, quint32 seed)
        : m_campaign(title)
        , m_seed(seed)
    {
    }

    void next(int fleet)
    {
        m_fleet = fleet;
        m_campaign.addCase();
    }
    void expect(bool holds, const QString& what)
    {
        if (!holds)
            m_campaign.violate(QStringLiteral("seed %1, fleet %2: %3").arg(m_seed).arg(m_fleet).arg(what));
    }
    bool finish() const { return m_campaign.finish(); }

private:
    Campaign m_campaign;
    quint32 m_seed;
    int m_fleet = 0;
};

const std::vector<std::set<Store>> everyWayOfNotReading{
    {Store::Server},
    {Store::Database},
    {Store::Cache},
    {Store::Server, Store::Database},
    {Store::Server, Store::Cache},
    {Store::Database, Store::Cache},
    {Store::Server, Store::Database, Store::Cache}};

} // namespace

class AuditPropertiesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ofManyEachIsJudgedOnce();
    void initTestCase();
    void everyRecordStandsSomewhere();
    void unreadIsNeverAbsent();
    void sameContentSameDocument();
    void hidingAStoreAddsNoFinding();
    void countsAddUp();
    void evidenceIsSaidOnceAndWithoutSecrets();
    void aStrangerChangesNothing();

private:
    template<class Check>
    void overFleets(const char* title, Check check)
    {
        Properties properties(QString::fromLatin1(title), m_seed);
        QRandomGenerator random(m_seed);
        for (int number = 0; number < fleets; ++number) {
            properties.next(number);
            QRandomGenerator own(random.generate()); // a fleet depends on its number only
            Fleet fleet = randomFleet(own);
            check(fleet, own, properties);
        }
        QVERIFY(properties.finish());
    }

    quint32 m_seed = chosenSeed();
};

void AuditPropertiesTest::initTestCase()
{
    std::printf("seed %u\n", m_seed);
    QRandomGenerator random(m_seed);
    std::map<FindingCode, qint64> seen; // a campaign that never meets a finding proves nothing of it
    for (int number = 0; number < fleets; ++number) {
        QRandomGenerator own(random.generate());
        for (const Place& place : placesOf(randomFleet(own).audit()))
            ++seen[place.second];
    }
    for (const FindingCode code : allFindingCodes())
        QVERIFY2(seen[code] >= 20, qPrintable(findingWord(code)));
}

void AuditPropertiesTest::everyRecordStandsSomewhere()
{
    overFleets("every record stands in a row", [](Fleet& fleet, QRandomGenerator&, Properties& properties) {
        const Audit audit = fleet.audit();
        std::set<const void*> standing;
        for (const AuditRow& row : audit.rows()) {
            standing.insert(row.server);
            standing.insert(row.instanceEntry);
            standing.insert(row.residue);
            standing.insert(row.integrations.begin(), row.integrations.end());
            standing.insert(row.tokenEntries.begin(), row.tokenEntries.end());
        }
        const auto check = [&](const auto& records, const char* kind) {
            for (const auto& record : records)
                properties.expect(standing.contains(&record), QString::fromLatin1(kind));
        };
        check(audit.snapshot().server->instances, "an instance is in no row");
        check(audit.snapshot().database->integrations, "an integration is in no row");
        check(audit.snapshot().cache->entries, "a cache entry is in no row");
        check(audit.snapshot().cache->residues, "a residue is in no row");
    });
}

void AuditPropertiesTest::unreadIsNeverAbsent()
{
    overFleets("what is unread is never absent", [](Fleet& fleet, QRandomGenerator&, Properties& properties) {
        for (const std::set<Store>& unread : everyWayOfNotReading) {
            fleet.unread = unread;
            const Audit audit = fleet.audit();
            properties.expect(audit.exitCode() == 1, QStringLiteral("exit code"));
            for (const AuditRow& row : audit.rows()) {
                const std::pair<Store, Presence> presences[] = {
                    {Store::Server, row.inServer}, {Store::Database, row.inDatabase}, {Store::Cache, row.inCache}};
                for (const auto& [store, presence] : presences) {
                    if (unread.contains(store))
                        properties.expect(
                            presence == Presence::Unknown, storeWord(store) + QLatin1String(" is not unknown"));
                }
            }
        }
    });
}

void AuditPropertiesTest::sameContentSameDocument()
{
    overFleets("the same content gives the same document", [](Fleet& fleet, QRandomGenerator& random, Properties& p) {
        const QByteArray document = written(fleet.audit());
        p.expect(!document.isEmpty() && document == written(fleet.audit()), QStringLiteral("evaluated twice"));
        shuffle(fleet, random);
        p.expect(document == written(fleet.audit()), QStringLiteral("in another order"));
    });
}

void AuditPropertiesTest::hidingAStoreAddsNoFinding()
{
    overFleets("hiding a store adds no finding", [](Fleet& fleet, QRandomGenerator&, Properties& properties) {
        const std::set<Place> all = placesOf(fleet.audit());
        for (const std::set<Store>& unread : everyWayOfNotReading) {
            fleet.unread = unread;
            const Audit audit = fleet.audit();
            for (const AuditRow& row : audit.rows()) {
                // Without the database a token key without a name stands alone, not at its row.
                if (row.kind == RowKind::UnclaimedToken)
                    continue;
                for (const Finding& finding : row.findings) {
                    // Without the list the rows of other kinds cannot be told from those of phones.
                    if (finding.code == FindingCode::DuplicateIntegration && unread.contains(Store::Server))
                        continue;
                    properties.expect(
                        all.contains({row.identity(), finding.code}),
                        findingWord(finding.code) + QLatin1String(" at ") + row.title());
                }
            }
        }
    });
}

void AuditPropertiesTest::countsAddUp()
{
    overFleets("counts add up", [](Fleet& fleet, QRandomGenerator&, Properties& properties) {
        const Audit audit = fleet.audit();
        qint64 healthy = 0;
        std::map<FindingCode, qint64> rowsWith;
        for (const AuditRow& row : audit.rows()) {
            bool isHealthy = true;
            for (const Finding& finding : row.findings) {
                ++rowsWith[finding.code];
                isHealthy = isHealthy && finding.severity() == Severity::Info;
            }
            healthy += isHealthy ? 1 : 0;
            properties.expect(isHealthy == row.isHealthy(), QStringLiteral("healthy"));
            properties.expect(
                row.kind != RowKind::Instance || audit.find(row.name) == &row, QStringLiteral("found by its name"));
        }
        properties.expect(audit.counts().rows == qint64(audit.rows().size()), QStringLiteral("rows"));
        properties.expect(audit.counts().healthy.value_or(-1) == healthy, QStringLiteral("number of healthy rows"));
        for (const FindingCode code : allFindingCodes())
            properties.expect(countOf(audit, code) == rowsWith[code], findingWord(code));
        properties.expect(audit.exitCode() == (healthy == audit.counts().rows ? 0 : 2), QStringLiteral("exit code"));
    });
}

void AuditPropertiesTest::evidenceIsSaidOnceAndWithoutSecrets()
{
    overFleets("evidence is said once and without secrets", [](Fleet& fleet, QRandomGenerator&, Properties& p) {
        const Audit audit = fleet.audit();
        p.expect(!written(audit).contains("CANARY"), QStringLiteral("a token is shown"));
        std::set<QByteArray> identities;
        for (const AuditRow& row : audit.rows()) {
            p.expect(identities.insert(row.identity()).second, QStringLiteral("two rows of one identity"));
            p.expect(!row.title().isEmpty(), QStringLiteral("a row without a title"));
            std::set<FindingCode> codes;
            for (const Finding& finding : row.findings) {
                p.expect(
                    codes.insert(finding.code).second, findingWord(finding.code) + QLatin1String(" twice at a row"));
                p.expect(
                    !sentenceOf(finding).isEmpty(), findingWord(finding.code) + QLatin1String(" without evidence"));
            }
        }
    });
}

void AuditPropertiesTest::aStrangerChangesNothing()
{
    overFleets("a stranger changes nothing", [](Fleet& fleet, QRandomGenerator&, Properties& properties) {
        const std::set<Place> before = placesOf(fleet.audit());
        fleet.healthy("zz-stranger", org(99), "4930123456789");
        const Audit audit = fleet.audit();
        properties.expect(placesOf(audit) == before, QStringLiteral("findings changed"));
        properties.expect(rowAt(audit, "zz-stranger").isHealthy(), QStringLiteral("the stranger is not healthy"));
    });
}

/// So many that they are judged in several parts at the same time.
void AuditPropertiesTest::ofManyEachIsJudgedOnce()
{
    Fleet fleet;
    constexpr int size = 30'000;
    for (int index = 0; index < size; ++index) {
        const InstanceName name = InstanceName::fromUtf8("clinic-" + QByteArray::number(100'000 + index));
        ServerInstance& instance = fleet.server.instances.emplace_back();
        instance.name = name;
        instance.connection = Connection::Open;
        if (index % 1000 == 0) // of nobody
            continue;
        Integration& row = fleet.database.integrations.emplace_back();
        row.id = IntegrationId({static_cast<uint>(index), 0xdddd, 0x4ddd, 0x8d, 1, 2, 3, 4, 5, 6, 7});
        row.organizationId = org(static_cast<uint>(index));
        row.status = index % 100 == 1 ? QStringLiteral("pending") : QStringLiteral("active");
        row.enabled = true;
        row.instanceName = name;
        row.createdAt = fleet.takenAt - 24h;
        if (index % 300 == 2)
            continue;
        CacheEntry& entry = fleet.cache.entries.emplace_back();
        entry.name = name;
        entry.organizationId = row.organizationId;
        entry.ttlSeconds = 100;
    }
    const Audit audit = fleet.audit();
    QCOMPARE(audit.counts().rows, qint64{size});
    QCOMPARE(countOf(audit, FindingCode::OrphanedInstance), 30);
    QCOMPARE(countOf(audit, FindingCode::StatusDrift), 300);
    QCOMPARE(countOf(audit, FindingCode::NotCached), 100);
    qint64 findings = 0;
    for (const AuditRow& row : audit.rows())
        findings += static_cast<qint64>(row.findings.size());
    QCOMPARE(findings, 430);
    QVERIFY(std::ranges::is_sorted(audit.rows(), {}, &AuditRow::name));
    QCOMPARE(audit.rows().back().verdict, Verdict::NotChecked);
}

STEWARD_TEST(AuditPropertiesTest)
} // namespace steward::audit_properties_test

#include "audit_properties_test.moc"
