#include "domain/query/query_fields.h"
#include "support/fleet_builder.h"
#include "support/test_registry.h"
#include "wording/query_words.h"
#include "wording/value_titles.h"

#include <QTest>

#include <algorithm>
#include <bit>

using namespace steward;
using namespace steward::test;

namespace steward::row_query_test {

namespace {

/// The names that a query finds, in the audit's order.
QStringList found(const Audit& audit, const QString& query)
{
    const RowQuery parsed = RowQuery::fromText(query, problemNames());
    QStringList names;
    for (const AuditRow& row : audit.rows()) {
        QByteArray text;
        appendRowText(text, audit, row, problemNames());
        RowFacts facts = factsOf(row, audit.snapshot().takenAt);
        facts.text = text;
        if (parsed.matches(facts))
            names << row.title();
    }
    return names;
}

Fleet threeClinics()
{
    Fleet fleet;
    fleet.healthy("clinic-a-1763139992470", org(1), "5512990000102");
    fleet.healthy("teste-recepcao", org(2), "5511988887777").ttl(-1);
    fleet.name("clinic-c-1700000000331")
        .close()
        .phone("5561977776666")
        .changed(40 * 24h)
        .row(org(3))
        .status("disconnected");
    fleet.database.organizationsKnown = true;
    fleet.database.organizations = {
        {org(1), QStringLiteral("Clínica São João"), true},
        {org(2), QStringLiteral("Odonto & Cia"), true},
        {org(3), QStringLiteral("Rede Sorriso do Vale"), true}};
    return fleet;
}

} // namespace

class RowQueryTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsWhatIsMeant_data();
    void findsWhatIsMeant();
    void findsWholeNamesAndSeveral();
    void ranksNamesAndPhonesBeforeIds();
    void whatMeansNothingIsSaid_data();
    void whatMeansNothingIsSaid();
    void whatIsTypedHalfAsksForNothing();
    void unreadIsFoundAsSuch();
    void completesFieldsValuesAndOrganizations();
    void everyStateAndProblemHasItsWords();
};

void RowQueryTest::findsWhatIsMeant_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("names");
    const auto row = [](const char* query, const char* names) {
        QTest::newRow(query) << QString::fromUtf8(query) << QString::fromLatin1(names);
    };
    row("", "abc");
    row("clinica sao joao", "a"); // accents and case
    row("JOÃO clínica", "a");     // in any order
    row("\"sao joao\"", "a");
    row("\"joao sao\"", "");
    row("+55 (12) 99000-0102", "a"); // the punctuation of numbers
    row("12 99000.0102", "a");
    row("990000102", "a");
    row("992470", "a"); // the short name
    row("recepcao", "b");
    row("state:connected", "ab");
    row("state:closed", "c");
    row("state:clos", "c");
    row("State:OPEN sorriso", "");
    row("organization:sorriso", "c");
    row("org:\"odonto & cia\"", "b");
    row("phone:887777", "b");
    row("phone:(61)", "c");
    row("problem:eternal-cache", "b");
    row("problem:cache", "bc"); // the group
    row("problem:none", "a");
    row("problem:any", "bc");
    row("since:>30d", "c");
    row("since:>50d", "");
    row("since:30d", "c");
    row("store:cache", "ab");
    row("store:no-cache", "c");
    row("store:cache-differs", "b");
    row("store:no-server", "");
    row("name:teste", "b");
    row("status:disconn", "c");
    row("protected:no", "abc");
    row("protected:yes", "");
}

void RowQueryTest::findsWhatIsMeant()
{
    QFETCH(QString, query);
    QFETCH(QString, names);
    const Fleet fleet = threeClinics();
    const Audit audit = fleet.audit();
    QString letters;
    for (const QString& name : found(audit, query))
        letters += name.startsWith(QLatin1String("teste")) ? QLatin1Char('b') : name[7];
    std::sort(letters.begin(), letters.end());
    QCOMPARE(letters, names);
}

void RowQueryTest::findsWholeNamesAndSeveral()
{
    Fleet fleet;
    for (const char* name : {"clinic-1", "clinic-10", "clinic-2", "with space"})
        fleet.healthy(name, org(1), "5512990000102");
    fleet.name("clinic-3").row(org(3)).nameless();
    const Audit audit = fleet.audit();
    const auto finds = [&audit](const char* query) { return found(audit, QString::fromLatin1(query)).join(u','); };
    QCOMPARE(finds("name:clinic-1"), QStringLiteral("clinic-1,clinic-10"));
    QCOMPARE(finds("name:=clinic-1"), QStringLiteral("clinic-1"));
    QCOMPARE(finds("name:=CLINIC-1|=clinic-2"), QStringLiteral("clinic-1,clinic-2"));
    QCOMPARE(finds("\"name:=with space|-10\""), QStringLiteral("clinic-10,with space"));
    QCOMPARE(finds("name:=clinic"), QString());
    QCOMPARE(finds("name:|").isEmpty(), false); // half typed asks for nothing
    // By how bad it is.
    QVERIFY(finds("problem:error").contains(QStringLiteral("clinic-1")));
    QVERIFY(!finds("problem:warning").isEmpty());
    for (const char* severity : {"error", "warning", "note"}) {
        for (const AuditRow& row : audit.rows()) {
            const bool isFound =
                found(audit, QStringLiteral("problem:") + QLatin1String(severity)).contains(row.title());
            const bool hasOne = std::ranges::any_of(row.findings, [severity](const Finding& finding) {
                const QString word =
                    finding.severity() == Severity::Info ? QStringLiteral("note") : severityWord(finding.severity());
                return word == QLatin1String(severity);
            });
            QCOMPARE(isFound, hasOne);
        }
    }
}

void RowQueryTest::ranksNamesAndPhonesBeforeIds()
{
    const Fleet fleet = threeClinics();
    const Audit audit = fleet.audit();
    const auto isForPeople = [&audit](const char* name, const QString& query) {
        QByteArray text;
        appendRowText(text, audit, rowAt(audit, name), problemNames());
        RowFacts facts;
        facts.text = text;
        const RowQuery parsed = RowQuery::fromText(query, problemNames());
        return parsed.matches(facts) && parsed.matchesForPeople(facts);
    };
    QVERIFY(isForPeople("clinic-a-1763139992470", QStringLiteral("joao")));
    QVERIFY(isForPeople("clinic-a-1763139992470", QStringLiteral("99000-0102")));
    QVERIFY(isForPeople("clinic-a-1763139992470", QStringLiteral("992470")));
    QVERIFY(!isForPeople("clinic-a-1763139992470", QStringLiteral("1763139")));
    QVERIFY(!isForPeople("clinic-a-1763139992470", QStringLiteral("joao 1763139")));
    QVERIFY(isForPeople("teste-recepcao", QStringLiteral("recepcao")));
}

void RowQueryTest::whatMeansNothingIsSaid_data()
{
    QTest::addColumn<QString>("query");
    for (const char* query :
         {"state:opem", "since:soon", "since:>3 x", "store:disk", "phone:abc", "problem:nonsense", "protected:maybe",
          "verdict:great"})
        QTest::newRow(query) << QString::fromLatin1(query);
}

void RowQueryTest::whatMeansNothingIsSaid()
{
    QFETCH(QString, query);
    if (query == QLatin1String("since:>3 x"))
        query = QStringLiteral("since:\">3 x\"");
    const RowQuery parsed = RowQuery::fromText(query, problemNames());
    QVERIFY(parsed.trouble());
    QVERIFY(sentenceOf(*parsed.trouble()).endsWith(QLatin1Char('.')));
    const Fleet fleet = threeClinics();
    const Audit audit = fleet.audit();
    QCOMPARE(found(audit, query), QStringList());
}

void RowQueryTest::whatIsTypedHalfAsksForNothing()
{
    for (const char* query : {"state:", "stat:open", "foo:bar"})
        QVERIFY2(RowQuery::fromText(QString::fromLatin1(query), problemNames()).troubleAsWhole(), query);
    for (const char* query : {"state:connected", "10:30", "a:b", "Rede:Sorriso", "clinic-a"})
        QVERIFY2(!RowQuery::fromText(QString::fromLatin1(query), problemNames()).troubleAsWhole(), query);
    for (const char* query : {"state:", "since:", "since:>", "since:>30", "organization:", "\""}) {
        const RowQuery parsed = RowQuery::fromText(QString::fromLatin1(query), problemNames());
        QVERIFY2(!parsed.trouble() && parsed.isEmpty(), query);
    }
    QVERIFY(hintFor(QStringLiteral("sorriso since:")).contains(QStringLiteral(">30d")));
    QVERIFY(hintFor(QStringLiteral("sorriso")).isEmpty());
    QVERIFY(hintFor(QStringLiteral("since:>3")).isEmpty());
}

void RowQueryTest::unreadIsFoundAsSuch()
{
    Fleet fleet = threeClinics();
    const Audit audit = fleet.auditWithout(Store::Cache);
    QCOMPARE(found(audit, QStringLiteral("store:no-cache")), QStringList());
    QCOMPARE(found(audit, QStringLiteral("store:unread")).size(), 3);
}

void RowQueryTest::completesFieldsValuesAndOrganizations()
{
    const auto words = [](const QString& typed) {
        QStringList all;
        for (const QueryCompletion& each :
             completionsFor(typed, {QStringLiteral("São João"), QStringLiteral("Aurora")}))
            all << each.word;
        return all;
    };
    QVERIFY(words(QStringLiteral("st")).contains(QStringLiteral("state:")));
    QVERIFY(words(QStringLiteral("sorriso sta")).contains(QStringLiteral("state:")));
    QVERIFY(words(QStringLiteral("state:co")).contains(QStringLiteral("state:connected")));
    QCOMPARE(words(QStringLiteral("organization:joao")), QStringList{QStringLiteral("organization:\"São João\"")});
    QCOMPARE(words(QStringLiteral("organization:\"são")), QStringList{QStringLiteral("organization:\"São João\"")});
    QVERIFY(words(QStringLiteral("sorriso ")).isEmpty());
    QVERIFY(words(QStringLiteral("organization:\"são\"")).isEmpty()); // the quotes are closed: it is said
    for (const QueryFieldWord& field : queryFieldWords()) {
        for (const QueryCompletion& value : queryValues(field.field)) {
            const QString query = QLatin1String(field.word) + QLatin1Char(':') + value.word;
            QVERIFY2(
                !RowQuery::fromText(query, problemNames()).trouble(),
                qPrintable(query)); // what is proposed means something
        }
    }
}

void RowQueryTest::everyStateAndProblemHasItsWords()
{
    for (int place = 0; place < instanceStateCount; ++place) {
        const auto state = static_cast<InstanceState>(place);
        QVERIFY(!instanceStateTitle(state).isEmpty() && !instanceStateHint(state).isEmpty());
        QVERIFY(!instanceStateWords(state).empty());
    }
    ProblemSet all = 0;
    for (int place = 0; place < problemGroupCount; ++place) {
        const ProblemSet group = problemsIn(static_cast<ProblemGroup>(place));
        QVERIFY(group != 0);
        QCOMPARE(all & group, ProblemSet(0)); // each stands in one group
        all |= group;
    }
    QCOMPARE(std::popcount(all), findingCodeCount);
}

STEWARD_TEST(RowQueryTest)
} // namespace steward::row_query_test

#include "row_query_test.moc"
