#include "domain/audit/audit.h"
#include "stores/practice/practice_fleet.h"
#include "stores/practice/practice_stores.h"
#include "stores/practice/practice_tenant.h"
#include "stores/server_port.h"
#include "support/test_registry.h"
#include "support/worker.h"
#include "workflows/read/audit_reader.h"

#include <QSet>
#include <QTest>

#include <set>

using namespace steward;

namespace steward::practice_findings_test {
using steward::rig::onWorker;

namespace {

constexpr Timestamp noon{std::chrono::sys_days(std::chrono::year(2025) / 11 / 22) + std::chrono::hours(12)};

struct Story {
    const char* organization;
    const char* findings; ///< in alphabetical order
};

/// What an organization shows; one that is not here shows nothing.
constexpr Story stories[] = {
    {"Rede Sorriso do Vale", "duplicate-instance orphaned-instance stale-cache status-drift"},
    {"Instituto Olhar Claro", "duplicate-integration"},
    {"Clínica Bem Nascer", "orphaned-instance"},
    {"Dermato Pele Viva", "phone-mismatch"},
    {"Pediatria Girassol", "duplicate-phone"},
    {"Clínica Girassol Kids", "duplicate-phone"},
    {"Centro Médico Ipê Amarelo", "orphaned-integration"},
    {"Laboratório Águas Claras", "stale-cache"},
    {"Espaço Mente Serena", "cold-cache"},
    {"Clínica Novo Horizonte", "organization-mismatch"},
    {"Clínica Flor de Lis", "cache-mismatch"},
    {"Nefro Rio Manso", "unreadable-cache"},
    {"Oftalmo Luz do Dia", "eternal-cache"},
    {"Clínica Raiz Forte", "status-drift"},
    {"Policlínica Santa Aurora", "status-drift"},
    {"Clínica Mar de Minas", "connection-lost"},
    {"Reabilita Sul", "ghost-instance"},
    {"Clínica Pedra Bonita", "unlisted-instance"},
    {"Centro de Fonoaudiologia Palavra Viva", "state-mismatch"},
    {"Clínica Canto da Mata", "stuck-pairing"},
    {"Centro Auditivo Bom Som", "disabled-but-connected"},
    {"Clínica Lagoa Serena", "nameless-integration"},
    {"Imagem Diagnósticos Araucária", "webhook-mismatch"},
    {"Clínica Pequeno Príncipe do Cerrado", "webhook-mismatch"},
    {"Gastro Vale do Sol", "webhook-mismatch"},
    {"Clínica Boa Semente", "residue"},
};

Timestamp standingClock()
{
    return noon;
}

Audit auditOf(const PracticeStores& stores, const AuditRequest& request, AuditProgress& progress)
{
    AuditSettings settings;
    settings.webhookTemplate = practiceWebhookTemplate();
    settings.secondLook = std::chrono::milliseconds(0);
    return onWorker([&] { return AuditReader(stores, settings, standingClock).read(request, progress); });
}

Audit auditOf(const PracticeStores& stores, const AuditRequest& request)
{
    AuditProgress progress;
    return auditOf(stores, request, progress);
}

/// Asked for everything that an audit can ask.
Audit fullAudit(const PracticeStores& stores)
{
    AuditRequest request;
    request.withResidue = true;
    request.allMemory = true;
    const auto listing = onWorker([&stores] { return *stores.makeServer()->list({}); });
    for (const ServerInstance& instance : listing.instances)
        request.askWebhooks.push_back(instance.name);
    return auditOf(stores, request);
}

/// The findings at the rows of one organization, as words in one line.
QString findingsOf(const Audit& audit, const OrganizationId& organization)
{
    QSet<QString> words;
    for (const AuditRow& row : audit.rows()) {
        if (row.organizationId != organization)
            continue;
        for (const Finding& finding : row.findings)
            words.insert(findingWord(finding.code));
    }
    QStringList sorted(words.begin(), words.end());
    sorted.sort();
    return sorted.join(QLatin1Char(' '));
}

} // namespace

class PracticeFindingsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFindingOccurs();
    void eachOrganizationShowsItsStory_data();
    void eachOrganizationShowsItsStory();
    void allOthersAreHealthy();
    void thePlainAuditFindsTheGhost();
    void mostOrganizationsShowNothingInThePlainAudit();
    void nobodysInstancesAreNamed();
    void ofEachAloneTheSameIsTold();

private:
    std::shared_ptr<PracticeWorld> m_world = makePracticeFleet(standingClock);
    PracticeStores m_stores{m_world};
    Audit m_audit = fullAudit(m_stores);
};

void PracticeFindingsTest::everyFindingOccurs()
{
    QVERIFY(m_audit.allStoresRead());
    QVERIFY(!m_audit.snapshot().serverStarting);
    for (int code = 0; code < findingCodeCount; ++code) {
        const auto finding = static_cast<FindingCode>(code);
        QVERIFY2(m_audit.counts().findings.value(finding) > 0, qPrintable(findingWord(finding)));
    }
    QCOMPARE(m_audit.exitCode(), 2);
}

void PracticeFindingsTest::eachOrganizationShowsItsStory_data()
{
    QTest::addColumn<QString>("organization");
    QTest::addColumn<QString>("findings");
    for (const Story& story : stories) {
        QTest::addRow("%s", story.organization)
            << QString::fromUtf8(story.organization) << QString::fromUtf8(story.findings);
    }
}

void PracticeFindingsTest::eachOrganizationShowsItsStory()
{
    QFETCH(QString, organization);
    QTEST(findingsOf(m_audit, practiceOrganizationId(organization)), "findings");
}

void PracticeFindingsTest::allOthersAreHealthy()
{
    size_t healthy = 0;
    const auto& organizations = m_audit.snapshot().database->organizations;
    for (const Organization& organization : organizations)
        healthy += findingsOf(m_audit, organization.id).isEmpty() ? 1U : 0U;
    QCOMPARE(healthy + std::size(stories), organizations.size());
}

void PracticeFindingsTest::thePlainAuditFindsTheGhost()
{
    const Audit plain = auditOf(m_stores, {});
    QCOMPARE(findingsOf(plain, practiceOrganizationId(u"Reabilita Sul")), QStringLiteral("ghost-instance"));
    QVERIFY(!plain.counts().findings.contains(FindingCode::Residue));
    QVERIFY(!plain.counts().findings.contains(FindingCode::WebhookMismatch));
}

void PracticeFindingsTest::mostOrganizationsShowNothingInThePlainAudit()
{
    const Audit plain = auditOf(m_stores, {});
    const auto& organizations = plain.snapshot().database->organizations;
    size_t healthy = 0;
    for (const Organization& organization : organizations)
        healthy += findingsOf(plain, organization.id).isEmpty() ? 1U : 0U;
    QVERIFY2(healthy * 2 > organizations.size(), QByteArray::number(qsizetype(healthy)));
}

void PracticeFindingsTest::nobodysInstancesAreNamed()
{
    QSet<QString> words;
    for (const AuditRow& row : m_audit.rows()) {
        if (!row.organizationId.isNull())
            continue;
        QVERIFY2(row.has(FindingCode::OrphanedInstance), row.name.utf8());
        QCOMPARE(row.has(FindingCode::UnreachableName), !row.name.isReachable());
        words.insert(row.name.text());
    }
    QVERIFY(words.contains(QString()) && words.contains(QStringLiteral("..")));
}

/// For every instance: what show reads of the stores tells what the whole tells, but for what it lists as not looked
/// for.
void PracticeFindingsTest::ofEachAloneTheSameIsTold()
{
    class Parts final : public AuditProgress {
    public:
        void readOnlyOf(Store store, const InstanceName&) override { stores.insert(store); }
        std::set<Store> stores;
    };
    const auto told = [](const AuditRow& row, const std::set<Store>& parts) {
        QStringList words{
            presenceWord(row.inServer), presenceWord(row.inDatabase), presenceWord(row.inCache),
            row.organizationId.toString(), row.isProtected ? QStringLiteral("protected") : QString()};
        for (const Finding& finding : row.findings) {
            const bool isLookedFor =
                !parts.contains(Store::Cache) ||
                (finding.code != FindingCode::DuplicateInstance && finding.code != FindingCode::StaleCache &&
                 finding.code != FindingCode::CacheMismatch && finding.code != FindingCode::CacheWithoutExpiry);
            if (isLookedFor)
                words << findingWord(finding.code) << finding.evidence;
        }
        return words.join(QLatin1Char(' '));
    };
    const size_t allRows = m_audit.snapshot().database->integrations.size();
    int parts = 0;
    for (const AuditRow& row : m_audit.rows()) {
        if (row.kind != RowKind::Instance)
            continue;
        AuditRequest request;
        request.withResidue = request.allMemory = true;
        request.only = row.name;
        if (row.server)
            request.askWebhooks = {row.name};
        Parts progress;
        const Audit one = auditOf(m_stores, request, progress);
        const AuditRow* again = one.find(row.name);
        QVERIFY2(again, row.name.utf8());
        QCOMPARE(told(*again, progress.stores), told(row, progress.stores));
        if (!progress.stores.contains(Store::Database))
            continue;
        ++parts;
        QVERIFY(progress.stores.contains(Store::Cache));
        QVERIFY(one.snapshot().database->integrations.size() < allRows / 4);
    }
    QVERIFY2(parts > static_cast<int>(allRows / 2), QByteArray::number(parts));
}

STEWARD_TEST(PracticeFindingsTest)
} // namespace steward::practice_findings_test

#include "practice_findings_test.moc"
