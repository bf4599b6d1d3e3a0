#include "domain/rule_cases.h"
#include "support/test_registry.h"
#include "wording/finding_words.h"

#include <QTest>

using namespace steward;
using namespace steward::test;

std::vector<RuleCase> steward::test::allRuleCases()
{
    std::vector<RuleCase> cases;
    for (const auto& more : {duplicateCases(), databaseCases(), connectionCases(), cacheCases(), webhookCases()})
        cases.insert(cases.end(), more.begin(), more.end());
    return cases;
}

namespace steward::audit_rules_test {

namespace {

Fleet built(const RuleCase& ruleCase)
{
    Fleet fleet;
    fleet.settings.webhookTemplate = QStringLiteral("https://api.example.org/hook/{webhook_token}");
    ruleCase.build(fleet);
    return fleet;
}

} // namespace

class AuditRulesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rule_data();
    void rule();
    void everyCodeAppearsAndStaysAway();
    void evidenceIsPlainAndKeepsSecrets_data() { rule_data(); }
    void evidenceIsPlainAndKeepsSecrets();
    void othersCanBeToldByTheirEnds();
    void namelessRowsStandAlone();
    void tokenOfANamelessRowStandsThere();
    void unclaimedTokenIsStale();
    void twoOrganizationsNameOneInstance();
    void severitiesAndWordsAreTheContracts();
    void limitsAreSettings();
    void agesAreByTheStoresOwnClocks();
    void ignoredRowsAreOnlyMarked();
    void oneSentenceARowAndCode_data() { rule_data(); }
    void oneSentenceARowAndCode();

private:
    std::vector<RuleCase> m_cases = allRuleCases();
};

void AuditRulesTest::rule_data()
{
    QTest::addColumn<int>("index");
    for (size_t index = 0; index < m_cases.size(); ++index) {
        const RuleCase& each = m_cases[index];
        QTest::addRow("%s: %s", qPrintable(findingWord(each.code)), each.name) << static_cast<int>(index);
    }
}

void AuditRulesTest::rule()
{
    QFETCH(int, index);
    const RuleCase& each = m_cases[static_cast<size_t>(index)];
    QCOMPARE(findingsAt(built(each).audit(), each.at), QString::fromLatin1(each.words));
}

void AuditRulesTest::everyCodeAppearsAndStaysAway()
{
    for (const FindingCode code : allFindingCodes()) {
        if (code == FindingCode::NamelessIntegration)
            continue; // such rows have no name to stand at: namelessRowsStandAlone()
        int appears = 0;
        int staysAway = 0;
        for (const RuleCase& each : m_cases) {
            if (each.code != code)
                continue;
            const QStringList words = QString::fromLatin1(each.words).split(QLatin1Char(' '));
            ++(words.contains(findingWord(code)) ? appears : staysAway);
        }
        QVERIFY2(appears >= 1 && staysAway >= 1, qPrintable(findingWord(code)));
    }
}

void AuditRulesTest::evidenceIsPlainAndKeepsSecrets()
{
    QFETCH(int, index);
    const Audit audit = built(m_cases[static_cast<size_t>(index)]).audit();
    for (const AuditRow& row : audit.rows()) {
        for (const Finding& finding : row.findings) {
            QVERIFY(!sentenceOf(finding).trimmed().isEmpty());
            QVERIFY2(!sentenceOf(finding).contains(QLatin1String("abcdefghij")), qPrintable(sentenceOf(finding)));
            QVERIFY2(
                !sentenceOf(finding).contains(QLatin1Char('%')) || row.name.utf8().contains('%'),
                qPrintable(sentenceOf(finding)));
            QVERIFY2(sentenceOf(finding).endsWith(QLatin1Char('.')), qPrintable(sentenceOf(finding)));
        }
    }
}

void AuditRulesTest::othersCanBeToldByTheirEnds()
{
    Fleet fleet;
    fleet.healthy("others", org(1), phone1);
    fleet.healthy("north wing-1763139992470", org(1), phone2);
    const Audit audit = fleet.audit();
    const Finding& plain = rowAt(audit, "others").findings.front();
    QVERIFY2(sentenceOf(plain).endsWith(QStringLiteral(" north wing-1763139992470.")), qPrintable(sentenceOf(plain)));
    const QString ends = sentenceOf(plain, NameForm::Short);
    QVERIFY2(ends.endsWith(QStringLiteral(" ·992470.")) && !ends.contains(QStringLiteral("wing")), qPrintable(ends));
    // One that ends in no number is told whole.
    const Finding& other = rowAt(audit, "north wing-1763139992470").findings.front();
    QCOMPARE(sentenceOf(other, NameForm::Short), sentenceOf(other));
}

void AuditRulesTest::namelessRowsStandAlone()
{
    Fleet fleet;
    fleet.name("").row(org(1)).nameless();
    fleet.name("").row(org(2)).nameless().disabled();
    const Audit audit = fleet.audit();
    QCOMPARE(audit.rows().size(), size_t(2));
    QCOMPARE(countOf(audit, FindingCode::NamelessIntegration), 1);
    for (const AuditRow& row : audit.rows()) {
        QCOMPARE(row.kind, RowKind::NamelessIntegration);
        QCOMPARE(row.has(FindingCode::NamelessIntegration), row.integration()->enabled);
        QCOMPARE(row.findings.size(), size_t(row.integration()->enabled ? 1 : 0));
    }
    QVERIFY(audit.rows()[0].identity() != audit.rows()[1].identity());
}

void AuditRulesTest::tokenOfANamelessRowStandsThere()
{
    Fleet fleet;
    fleet.name("").row(org(1)).nameless().token("tokenONEabcdefghijklmnop").tokenCached();
    const Audit audit = fleet.audit();
    QCOMPARE(audit.rows().size(), size_t(1));
    QCOMPARE(audit.rows()[0].inCache, Presence::Present);
    QVERIFY(!audit.rows()[0].has(FindingCode::StaleCache));
}

void AuditRulesTest::unclaimedTokenIsStale()
{
    Fleet fleet;
    fleet.name("").tokenCached("tokenONEabcdefghijklmnop");
    const Audit audit = fleet.audit();
    QCOMPARE(audit.rows().size(), size_t(1));
    QCOMPARE(audit.rows()[0].kind, RowKind::UnclaimedToken);
    QVERIFY(audit.rows()[0].has(FindingCode::StaleCache));
    QCOMPARE(audit.rows()[0].inDatabase, Presence::Absent);
    const Audit unread = fleet.auditWithout(Store::Database);
    QCOMPARE(unread.rows()[0].inServer, Presence::Unknown);
    QVERIFY(unread.rows()[0].findings.empty());
}

void AuditRulesTest::twoOrganizationsNameOneInstance()
{
    Fleet fleet;
    fleet.healthy("a", org(2), "5511988887777").created(48h).row(org(1));
    const Audit audit = fleet.audit();
    const AuditRow& row = rowAt(audit, "a");
    QCOMPARE(row.integrations.size(), size_t(2));
    QCOMPARE(row.organizationId, org(2)); // the older of two enabled rows decides
    QVERIFY(row.isHealthy());
    QCOMPARE(audit.exitCode(), 0);
}

void AuditRulesTest::severitiesAndWordsAreTheContracts()
{
    const QHash<QString, Severity> others{
        {QStringLiteral("duplicate-instance"), Severity::Error},
        {QStringLiteral("duplicate-integration"), Severity::Error},
        {QStringLiteral("duplicate-phone"), Severity::Error},
        {QStringLiteral("ghost-instance"), Severity::Error},
        {QStringLiteral("unlisted-instance"), Severity::Error},
        {QStringLiteral("cold-cache"), Severity::Info},
        {QStringLiteral("residue"), Severity::Info}};
    const QStringList warnings = QStringLiteral("orphaned-instance orphaned-integration stale-cache cache-mismatch "
                                                "unreadable-cache eternal-cache status-drift phone-mismatch "
                                                "organization-mismatch connection-lost stuck-pairing "
                                                "disabled-but-connected nameless-integration unreachable-name "
                                                "webhook-mismatch state-mismatch")
                                     .split(QLatin1Char(' '));
    QCOMPARE(others.size() + warnings.size(), qsizetype(findingCodeCount));
    for (const FindingCode code : allFindingCodes()) {
        const QString word = findingWord(code);
        QCOMPARE(severityOf(code), others.value(word, Severity::Warning));
        QVERIFY2(others.contains(word) || warnings.contains(word), qPrintable(word));
        QCOMPARE(findingFromWord(word), code);
        QVERIFY(!findingTitle(code).isEmpty());
        QVERIFY(!findingRepair(code).isEmpty());
    }
    QVERIFY(!findingFromWord(u"Stale-Cache"));
}

void AuditRulesTest::limitsAreSettings()
{
    Fleet fleet;
    fleet.settings.pendingGrace = 3min;
    fleet.settings.stuckPairingAfter = 3min;
    fleet.name("a").row(org(1)).status("pending").created(4min);
    fleet.instance("b").connecting().changed(4min).row(org(2)).cached();
    QCOMPARE(findingsAt(fleet.audit(), "a"), QStringLiteral("orphaned-integration"));
    QCOMPARE(findingsAt(fleet.audit(), "b"), QStringLiteral("stuck-pairing"));
}

/// This computer's clock is an hour ahead, or an hour behind: what is a minute old there is not old, and what is an
/// hour old is.
void AuditRulesTest::agesAreByTheStoresOwnClocks()
{
    for (const std::chrono::minutes ahead : {60min, -60min}) {
        Fleet fleet;
        const auto isOf = [&](std::chrono::minutes ago) { return std::chrono::milliseconds(ahead + ago); };
        fleet.server.answeredAt = fleet.database.answeredAt = fleet.takenAt - ahead;
        fleet.name("young").row(org(1)).status("pending").created(isOf(1min));
        fleet.name("old").row(org(2)).status("pending").created(isOf(60min));
        fleet.instance("pairing").connecting().changed(isOf(1min)).row(org(3)).cached();
        fleet.instance("stuck").connecting().changed(isOf(60min)).row(org(4)).cached();
        fleet.instance("v1-pairing").connecting().withoutTimes().row(org(5)).updated(isOf(1min)).cached();
        fleet.instance("v1-stuck").connecting().withoutTimes().row(org(6)).updated(isOf(60min)).cached();
        const Audit audit = fleet.audit();
        for (const char* one : {"young", "pairing", "v1-pairing"})
            QCOMPARE(findingsAt(audit, one), QString());
        QCOMPARE(findingsAt(audit, "old"), QStringLiteral("orphaned-integration"));
        for (const char* one : {"stuck", "v1-stuck"})
            QCOMPARE(findingsAt(audit, one), QStringLiteral("stuck-pairing"));
    }
}

void AuditRulesTest::ignoredRowsAreOnlyMarked()
{
    Fleet fleet;
    fleet.settings.isIgnored = [](const InstanceName& name) { return name.utf8().startsWith("test-"); };
    fleet.instance("test-1");
    fleet.instance("a");
    const Audit audit = fleet.audit();
    QVERIFY(rowAt(audit, "test-1").isIgnored);
    QVERIFY(!rowAt(audit, "a").isIgnored);
    QCOMPARE(findingsAt(audit, "test-1"), findingsAt(audit, "a"));
}

void AuditRulesTest::oneSentenceARowAndCode()
{
    QFETCH(int, index);
    const Audit audit = built(m_cases[static_cast<size_t>(index)]).audit();
    for (const AuditRow& row : audit.rows()) {
        std::set<FindingCode> codes;
        for (const Finding& finding : row.findings)
            QVERIFY2(codes.insert(finding.code).second, qPrintable(findingWord(finding.code)));
    }
}

STEWARD_TEST(AuditRulesTest)
} // namespace steward::audit_rules_test

#include "audit_rules_test.moc"
