#include "domain/plans/plan_fixture.h"
#include "support/hostile_names.h"
#include "support/test_registry.h"
#include "wording/plan_text.h"
#include "workflows/read/plan_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::plan_document_test {

namespace {

/// One of every kind, over a fleet in which every name is hostile and every token a canary.
std::vector<Plan> hostilePlans()
{
    QRandomGenerator random(7);
    Fleet fleet;
    fleet.settings.webhookTemplate = QStringLiteral("https://api.example.org/hook/{webhook_token}");
    std::vector<InstanceName> names = fuzzedNames(120, random);
    names.push_back(InstanceName::fromUtf8("\xff\xfe"));
    names.push_back(InstanceName::fromUtf8("\xef\xbb\xbf with a mark"));
    names.push_back(InstanceName::fromUtf8(QByteArray("nul\0in", 6)));
    uint number = 0;
    for (const InstanceName& name : names) {
        const QByteArray token = "CANARY" + QByteArray::number(++number).rightJustified(20, 'x');
        Subject subject = fleet.name(name.utf8());
        subject.close().memory(MemoryState::Close).phone("5511988887777").row(org(1 + number % 3));
        subject.token(token.constData())
            .cached()
            .tokenCached()
            .leftBehind(2)
            .webhook(QStringLiteral("https://dead.example.org/") + QString::fromLatin1(token));
    }
    std::vector<Plan> plans;
    for (const PlanKind kind :
         {PlanKind::Delete, PlanKind::Clean, PlanKind::Repair, PlanKind::Disable, PlanKind::Enable, PlanKind::Protect,
          PlanKind::Unprotect, PlanKind::Replace, PlanKind::ResetPairing, PlanKind::Unlink, PlanKind::SetWebhook,
          PlanKind::Restart}) {
        PlanRequest request;
        request.kind = kind;
        request.withResidue = true;
        request.names = names;
        if (kind == PlanKind::Clean)
            request.keep = {names.front()};
        request.adopt[names.front()] = org(2);
        request.others = {"row:0011"};
        request.organizations = {org(1), org(2)};
        if (kind == PlanKind::Repair)
            request.findings = allFindingCodes();
        if (kind == PlanKind::SetWebhook) {
            request.webhook = WebhookChoice{
                QStringLiteral("https://new.example.org/{webhook_token}"), {QStringLiteral("MESSAGES_UPSERT")}};
            request.webhook->events.insert(
                request.webhook->events.end(), {QStringLiteral("MESSAGES_UPDATE"), QStringLiteral("SEND_MESSAGE")});
        }
        plans.push_back(planned(fleet, request));
        plans.back().confirm = QStringLiteral("120");
    }
    return plans;
}

QByteArray with(const QByteArray& document, const std::function<void(QJsonObject&)>& change)
{
    QJsonObject object = QJsonDocument::fromJson(document).object();
    change(object);
    return QJsonDocument(object).toJson();
}

Plan snapshotPlan()
{
    PlanRequest request;
    request.kind = PlanKind::Clean;
    return planned(sixInstances(), request);
}

QString namesOfOrganizations(const OrganizationId& id)
{
    return id == org(1) ? QStringLiteral("Org 1") : QString();
}

} // namespace

class PlanDocumentTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsRead();
    void noSecretIsInIt();
    void otherVersionsAreRefused();
    void whatDoesNotFitIsRefused_data();
    void whatDoesNotFitIsRefused();
    void aGroupThatIsTooLargeIsRefused();
    void cutAnywhereIsRefused();
    void itsFieldsAreTheContracts();
    void itsItemsAreStreamed();
    void theSummaryIsOneLine();
    void thePlanInWords();
    void theTitleSaysWhoseItIs();
    void everyActionHasItsLineAndWord();
};

void PlanDocumentTest::whatIsWrittenIsRead()
{
    qint64 steps = 0;
    for (const Plan& plan : hostilePlans()) {
        const Result<Plan> read = planFromJson(planJson(plan));
        QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error().detail));
        QVERIFY2(*read == plan, qPrintable(planKindWord(plan.kind())));
        QCOMPARE(planJson(*read), planJson(plan));
        const Result<Plan> readCompact = planFromJson(compactPlanJson(plan));
        QVERIFY(readCompact);
        QCOMPARE(planJson(*readCompact), planJson(plan));
        for (const auto& each : plan.tally().steps)
            steps += each.second;
    }
    QVERIFY(steps > 1000);
}

void PlanDocumentTest::noSecretIsInIt()
{
    for (const Plan& plan : hostilePlans()) {
        QVERIFY(!planJson(plan).contains("CANARY"));
        QVERIFY(!planLines(plan, namesOfOrganizations).join(QLatin1Char('\n')).contains(QLatin1String("CANARY")));
    }
}

void PlanDocumentTest::otherVersionsAreRefused()
{
    const QByteArray document = planJson(snapshotPlan());
    for (const QJsonValue& version : {QJsonValue(0), QJsonValue(2), QJsonValue(QStringLiteral("1")), QJsonValue()}) {
        const auto read =
            planFromJson(with(document, [&version](QJsonObject& o) { o.insert(QStringLiteral("version"), version); }));
        QVERIFY(!read);
        QCOMPARE(read.error().detail, QStringLiteral("plan: version"));
    }
}

void PlanDocumentTest::whatDoesNotFitIsRefused_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    for (const char* key :
         {"version", "kind", "profile", "environment", "taken_at", "request", "items", "summary", "groups"})
        QTest::addRow("without %s", key) << QString::fromLatin1(key) << QString();
    QTest::newRow("unknown field") << QStringLiteral("note") << QStringLiteral("\"hello\"");
    QTest::newRow("unknown kind") << QStringLiteral("kind") << QStringLiteral("\"erase\"");
    QTest::newRow("unknown environment") << QStringLiteral("environment") << QStringLiteral("\"test\"");
    QTest::newRow("no time") << QStringLiteral("taken_at") << QStringLiteral("\"yesterday\"");
    QTest::newRow("items no array") << QStringLiteral("items") << QStringLiteral("{}");
    QTest::newRow("fewer items than summed") << QStringLiteral("items") << QStringLiteral("[]");
    QTest::newRow("an item of nothing") << QStringLiteral("items") << QStringLiteral("[{}]");
    QTest::newRow("confirm a number") << QStringLiteral("confirm") << QStringLiteral("5");
}

void PlanDocumentTest::whatDoesNotFitIsRefused()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    const QByteArray changed = with(planJson(snapshotPlan()), [&](QJsonObject& object) {
        object.remove(key);
        if (!value.isEmpty()) {
            const QByteArray wrapped = "[" + value.toUtf8() + "]";
            object.insert(key, QJsonDocument::fromJson(wrapped).array().first());
        }
    });
    const auto read = planFromJson(changed);
    QVERIFY(!read);
    QVERIFY(!read.error().sentence.isEmpty());
    QVERIFY(!read.error().sentence.contains(QLatin1String("hello")));
}

/// As an int it would be −1, of no group, and shown in none.
void PlanDocumentTest::aGroupThatIsTooLargeIsRefused()
{
    const QByteArray document = planJson(snapshotPlan());
    for (const char* number : {"4294967295", "2147483648", "9007199254740991", "-1"}) {
        QByteArray changed = document;
        changed.replace("\"group\": 0", QByteArray("\"group\": ") + number);
        QVERIFY(changed != document);
        QVERIFY2(!planFromJson(changed), number);
    }
}

void PlanDocumentTest::cutAnywhereIsRefused()
{
    const QByteArray document = planJson(snapshotPlan());
    QVERIFY(planFromJson(document).has_value());
    for (qsizetype size = 0; size < document.trimmed().size(); size += 7)
        QVERIFY(!planFromJson(document.left(size)));
    QVERIFY(!planFromJson("[]"));
    QVERIFY(!planFromJson("null"));
}

void PlanDocumentTest::itsFieldsAreTheContracts()
{
    Plan plan = snapshotPlan();
    QJsonObject document = QJsonDocument::fromJson(planJson(plan)).object();
    QCOMPARE(document.value(QStringLiteral("version")).toInt(), 1);
    QCOMPARE(document.value(QStringLiteral("kind")).toString(), QStringLiteral("clean"));
    QCOMPARE(document.value(QStringLiteral("profile")).toString(), QStringLiteral("here"));
    QCOMPARE(document.value(QStringLiteral("environment")).toString(), QStringLiteral("development"));
    QCOMPARE(document.value(QStringLiteral("taken_at")).toString(), QStringLiteral("2025-06-01T12:00:00.000Z"));
    QVERIFY(!document.contains(QStringLiteral("confirm")));
    plan.confirm = QStringLiteral("5");
    document = QJsonDocument::fromJson(planJson(plan)).object();
    QCOMPARE(document.value(QStringLiteral("confirm")).toString(), QStringLiteral("5"));
    QCOMPARE(document.value(QStringLiteral("items")).toArray().size(), 6);
}

/// Each leaves by itself, so that no plan is in memory twice; what people read is indented, the journal's is one line.
void PlanDocumentTest::itsItemsAreStreamed()
{
    const Plan plan = snapshotPlan();
    QByteArrayList parts;
    writePlanJson(plan, [&parts](const QByteArray& part) { parts << part; });
    QCOMPARE(static_cast<size_t>(parts.size()), plan.items.size() + 1);
    for (const QByteArray& part : parts)
        QVERIFY(part.count("\"task\": ") <= 1);
    const QByteArray document = parts.join();
    QCOMPARE(document, planJson(plan));
    QVERIFY2(document.startsWith("{\n    \"version\": 1,\n    \"kind\": \"clean\",\n"), document.left(100));
    QVERIFY2(document.contains("\n    \"items\": [\n        {\n            \"task\": "), document.left(5000));
    QVERIFY2(document.endsWith("\n        }\n    ]\n}\n"), document.right(100));
    const QByteArray compact = compactPlanJson(plan);
    QVERIFY(!compact.contains('\n') && compact.startsWith("{\"version\":1,"));
    QCOMPARE(QJsonDocument::fromJson(compact), QJsonDocument::fromJson(document));
}

void PlanDocumentTest::theSummaryIsOneLine()
{
    QCOMPARE(
        summaryLine(snapshotPlan().tally()),
        QStringLiteral("delete 5 instance(s), 1 cache entry(s); change 1 row(s); set 1 webhook(s); "
                       "write 2 cache entry(s); send 6 notice(s) to the workers"));
    QCOMPARE(summaryLine(PlanTally()), QStringLiteral("nothing to do"));
}

void PlanDocumentTest::thePlanInWords()
{
    Fleet fleet;
    fleet.healthy("a", org(1), "5511988887777").token("tokenONEabcdefghijklmnop").tokenCached();
    fleet.name("nowhere").memory(MemoryState::NotFound);
    const Plan plan = planned(fleet, requestFor(PlanKind::Delete, {"a", "nowhere"}));
    const QString id = idText(fleet.database.integrations.front().id);
    const QStringList expected{
        QStringLiteral("a — Org 1"),
        QStringLiteral("  Server     − delete the instance a: connected, +5511988887777"),
        QStringLiteral("  Database   − delete the row %1: Org 1, enabled, status active, +5511988887777").arg(id),
        QStringLiteral("  Cache      − drop the cache entry of the instance a: Org 1, +5511988887777"),
        QStringLiteral("  Cache      − drop the cache entry of the token toke…: Org 1, +5511988887777"),
        QStringLiteral("  Workers    − tell the workers that a is gone"),
        QStringLiteral("nowhere"),
        QStringLiteral("  nothing to do"),
        QStringLiteral("delete 1 instance(s), 1 row(s), 2 cache entry(s); send 1 notice(s) to the workers")};
    QCOMPARE(planLines(plan, namesOfOrganizations), expected);
}

/// Where all that changes is one organization's; what only stands in the plan does not count.
void PlanDocumentTest::theTitleSaysWhoseItIs()
{
    Fleet fleet;
    fleet.healthy("a", org(1), "5511988887777");
    fleet.healthy("b", org(2), "5511988886666");
    fleet.name("nobodys").close().memory(MemoryState::Close);
    fleet.name("another").close().memory(MemoryState::Close);
    const auto titleOf = [&fleet](const std::vector<QByteArray>& names) {
        const Plan plan = planned(fleet, requestFor(PlanKind::Delete, names));
        return titleWithOwner(QStringLiteral("Title"), plan, namesOfOrganizations);
    };
    QCOMPARE(titleOf({"a"}), QStringLiteral("Title · Org 1"));
    QCOMPARE(titleOf({"a", "nowhere"}), QStringLiteral("Title · Org 1"));
    QCOMPARE(titleOf({"a", "b"}), QStringLiteral("Title"));
    QCOMPARE(titleOf({"nobodys"}), QStringLiteral("Title · nobodys"));
    QCOMPARE(titleOf({"nobodys", "another"}), QStringLiteral("Title"));
    QCOMPARE(titleOf({"nobodys", "a"}), QStringLiteral("Title"));
    QCOMPARE(titleOf({"nowhere"}), QStringLiteral("Title"));
    const Plan six = planned(sixInstances(), requestFor(PlanKind::Clean));
    QVERIFY(six.tally().changed > 1);
    QCOMPARE(titleWithOwner(QStringLiteral("Title"), six, namesOfOrganizations), QStringLiteral("Title · Org 1"));
}

void PlanDocumentTest::everyActionHasItsLineAndWord()
{
    for (int number = 0; number < stepActionCount; ++number) {
        PlanStep step;
        step.action = static_cast<StepAction>(number);
        step.instance = InstanceName::fromText(u"a%1b%2");
        const QString line = stepLine(step, namesOfOrganizations);
        QVERIFY(line.startsWith(stepSignText(step.sign())));
        QVERIFY2(line.size() > 5, qPrintable(stepActionWord(step.action)));
        QCOMPARE(stepActionFromWord(stepActionWord(step.action)), step.action);
    }
    for (int number = 0; number < leftReasonCount; ++number) {
        const auto reason = static_cast<SkipReason>(number);
        QCOMPARE(leftReasonFromWord(leftReasonWord(reason)), reason);
    }
    QVERIFY(!stepActionFromWord(u"erase"));
}

STEWARD_TEST(PlanDocumentTest)
} // namespace steward::plan_document_test

#include "plan_document_test.moc"
