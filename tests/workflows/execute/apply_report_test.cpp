#include "support/test_registry.h"

#include "support/any_id.h"
#include "workflows/execute/apply_report.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace steward;

namespace steward::apply_report_test {
using steward::test::anId;

namespace {

const OrganizationId organization = anId(u"11111111-2222-3333-4444-555555555555");

ChangeItem itemOf(const QString& name, StoreOutcome outcome, std::optional<Error> error = {})
{
    ChangeItem item;
    item.instanceName = InstanceName::fromText(name);
    item.organizationId = organization;
    item.server = item.database = item.cache = outcome;
    item.error = std::move(error);
    return item;
}

Error rejected(const QString& sentence)
{
    return {ErrorKind::Rejected, sentence, QStringLiteral("detail")};
}

PlanItem planned(const QByteArray& identity, bool hasStep = true)
{
    PlanItem item;
    item.identity = identity;
    if (identity.startsWith("name:"))
        item.name = InstanceName::fromUtf8(identity.mid(5));
    item.organizationId = organization;
    if (hasStep)
        item.steps.emplace_back();
    return item;
}

} // namespace

class ApplyReportTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void csvIsQuotedAndHarmless_data();
    void csvIsQuotedAndHarmless();
    void csvHasALineForEach();
    void jsonIsTheDocument();
    void endings();
    void asksAgainForTheseAlone();
};

void ApplyReportTest::csvIsQuotedAndHarmless_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("field");
    QTest::newRow("plain") << QStringLiteral("clinic-1") << QByteArray("clinic-1");
    QTest::newRow("comma") << QStringLiteral("a,b") << QByteArray("\"a,b\"");
    QTest::newRow("quote") << QStringLiteral("a\"b") << QByteArray("\"a\"\"b\"");
    QTest::newRow("line feed") << QStringLiteral("a\nb") << QByteArray("\"a\nb\"");
    for (const QString& sign :
         {QStringLiteral("="), QStringLiteral("+"), QStringLiteral("-"), QStringLiteral("@"), QStringLiteral("\t")})
        QTest::addRow("formula %s", qPrintable(sign))
            << sign + QStringLiteral("1") << QByteArray("'") + sign.toUtf8() + "1";
    QTest::newRow("formula, quoted") << QStringLiteral("=A1,\"x\"") << QByteArray("\"'=A1,\"\"x\"\"\"");
}

void ApplyReportTest::csvIsQuotedAndHarmless()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, field);
    ChangeResult result;
    result.items = {itemOf(name, StoreOutcome::Gone)};
    const QByteArray csv = applyReportCsv(result);
    const QByteArray line = csv.mid(csv.indexOf("\r\n") + 2);
    QVERIFY2(line.startsWith(field + ",11111111-"), line.constData());
}

void ApplyReportTest::csvHasALineForEach()
{
    ChangeResult result;
    result.items = {
        itemOf(QStringLiteral("one"), StoreOutcome::Gone),
        itemOf(QStringLiteral("two"), StoreOutcome::StillThere, rejected(QStringLiteral("It waits, still.")))};
    result.items.front().workers = WorkersOutcome{3, false};
    QCOMPARE(
        applyReportCsv(result),
        QByteArray(
            "instance_name,organization_id,server,database,cache,workers_told,workers_pending,error,sentence\r\n"
            "one,11111111-2222-3333-4444-555555555555,gone,gone,gone,3,false,,\r\n"
            "two,11111111-2222-3333-4444-555555555555,still-there,still-there,still-there,,,rejected,\"It waits, "
            "still.\"\r\n"));
}

void ApplyReportTest::jsonIsTheDocument()
{
    ChangeResult result;
    result.operation = QStringLiteral("delete");
    result.outcome = OperationOutcome::Partial;
    result.error = rejected(QStringLiteral("Not all."));
    result.items = {
        itemOf(QStringLiteral("one \"1\""), StoreOutcome::Gone),
        itemOf(QStringLiteral("two"), StoreOutcome::StillThere, rejected(QStringLiteral("It waits.")))};
    result.items.front().workers = WorkersOutcome{3, false};
    QByteArrayList parts;
    writeChangeResult(result, [&parts](const QByteArray& part) { parts << part; });
    QCOMPARE(parts.size(), 3); // each item by itself, and the end
    QCOMPARE(applyReportJson(result), parts.join());
    const QJsonObject document = QJsonDocument::fromJson(parts.join()).object();
    const QByteArray told = R"({"version": 1, "operation": "delete", "outcome": "partial",
            "error": {"kind": "rejected", "sentence": "Not all."}, "items": [
            {"instance_name": "one \"1\"", "organization_id": "11111111-2222-3333-4444-555555555555", "server": "gone",
             "database": "gone", "cache": "gone", "workers": {"receivers": 3, "pending": false}, "error": null},
            {"instance_name": "two", "organization_id": "11111111-2222-3333-4444-555555555555", "server": "still-there",
             "database": "still-there", "cache": "still-there", "workers": null,
             "error": {"kind": "rejected", "sentence": "It waits."}}]})";
    QCOMPARE(document, QJsonDocument::fromJson(told).object());
    QCOMPARE(changeResultJson(result), document);
}

void ApplyReportTest::endings()
{
    const PlanItem item = planned("name:one");
    QCOMPARE(endingOf(item, itemOf(QStringLiteral("one"), StoreOutcome::Gone)), ItemEnding::Done);
    const auto still = itemOf(QStringLiteral("one"), StoreOutcome::StillThere, rejected(QStringLiteral("…")));
    QCOMPARE(endingOf(item, still), ItemEnding::StillThere);
    QVERIFY(isToBeRetried(item, still));
    const auto skipped = itemOf(QStringLiteral("one"), StoreOutcome::Skipped, rejected(QStringLiteral("…")));
    QCOMPARE(endingOf(item, skipped), ItemEnding::Skipped);
    const Error stopped{ErrorKind::Stopped, {}, {}};
    QCOMPARE(endingOf(item, itemOf(QStringLiteral("one"), StoreOutcome::Skipped, stopped)), ItemEnding::NotStarted);
    const auto failed = itemOf(QStringLiteral("one"), StoreOutcome::Failed, rejected(QStringLiteral("…")));
    QCOMPARE(endingOf(item, failed), ItemEnding::Failed);
    PlanItem left = planned("name:one", false);
    left.left.push_back({.reason = SkipReason::Protected, .told = QStringLiteral("It is protected.")});
    QVERIFY(!isToBeRetried(left, skipped)); // it stays so
    left.left.front().reason = SkipReason::Changed;
    QVERIFY(isToBeRetried(left, skipped));
}

void ApplyReportTest::asksAgainForTheseAlone()
{
    const auto named = std::make_shared<const PlanItem>(planned("name:one"));
    const auto row = std::make_shared<const PlanItem>(planned("row:00"));
    PlanRequest request;
    request.kind = PlanKind::Repair; // of every instance
    request.findings = {FindingCode::Residue};
    const PlanRequest again = requestAgain(request, {named, row});
    QCOMPARE(again.names, std::vector<InstanceName>{named->name});
    QCOMPARE(again.others, std::vector<QByteArray>{row->identity});
    QCOMPARE(again.findings, request.findings);
    request.kind = PlanKind::Clean;
    request.keep = {named->name};
    const PlanRequest cleaned = requestAgain(request, {named});
    QCOMPARE(cleaned.organizations, std::vector<OrganizationId>{organization});
    QVERIFY(cleaned.names.empty());
    QCOMPARE(cleaned.keep, request.keep);
}

STEWARD_TEST(ApplyReportTest)
} // namespace steward::apply_report_test

#include "apply_report_test.moc"
