#include "domain/audit/earlier_answers.h"
#include "domain/webhook_template.h"
#include "support/fleet_builder.h"
#include "support/test_registry.h"
#include "wording/value_titles.h"

#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::verdict_test {

namespace {

constexpr auto phone1 = "5511988887777";
const QString urlTemplate = QStringLiteral("https://api.example.org/hook/{webhook_token}");
const QString rightUrl = QStringLiteral("https://api.example.org/hook/tokenONEabcdefghijklmnop");

/// Everything asked, and everything right.
Fleet workingFleet()
{
    Fleet fleet;
    fleet.settings.webhookTemplate = urlTemplate;
    fleet.healthy("a", org(1), phone1).token("tokenONEabcdefghijklmnop");
    fleet.name("a").memory(MemoryState::Open).webhook(rightUrl);
    return fleet;
}

QString verdictIn(const Audit& audit)
{
    return verdictWord(rowAt(audit, "a").verdict);
}

} // namespace

class VerdictTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachVerdict_data();
    void eachVerdict();
    void anUnreadStoreMakesAllUnknown();
    void thousandsWithoutAWebhookAreNotHealthy();
    void aWebhookWithTooFewEvents();
    void answersAge();
    void agesGrowWithTheFleet();
    void anEarlierMemoryIsNoWitness();
    void earlierAnswersAreTheInstances();
    void everyVerdictHasItsWords();
};

void VerdictTest::eachVerdict_data()
{
    QTest::addColumn<QString>("verdict");
    using Make = std::function<void(Fleet&)>;
    QTest::addColumn<Make>("make");
    const auto row = [](const char* title, const char* verdict, const Make& make) {
        QTest::newRow(title) << QString::fromLatin1(verdict) << make;
    };
    row("all asked and right", "working", [](Fleet&) {});
    row("memory not asked", "not-checked", [](Fleet& f) { f.memory.clear(); });
    row("memory not answered", "not-checked", [](Fleet& f) { f.name("a").memory(MemoryState::Unknown); });
    row("webhook not asked", "not-checked", [](Fleet& f) { f.webhooks.clear(); });
    row("not one has a webhook", "problem", [](Fleet& f) { f.name("a").withoutWebhook(); });
    row("webhook off", "problem", [](Fleet& f) { f.name("a").webhook(rightUrl, false); });
    row("never paired", "not-paired", [](Fleet& f) {
        f.server.instances.clear();
        f.database = {};
        f.cache = {};
        f.instance("a").row(org(1)).status("pending").token("tokenONEabcdefghijklmnop").memory(MemoryState::Close);
    });
    row("switched off", "switched-off", [](Fleet& f) {
        f.name("a").close().memory(MemoryState::Close);
        f.database.integrations.front().enabled = false;
        f.cache = {};
    });
    row("absent, present, absent", "problem", [](Fleet& f) {
        f.server.instances.clear();
        f.cache = {};
        f.memory.clear();
    });
    row("absent by the list alone", "unknown", [](Fleet& f) {
        f.server.instances.clear();
        f.memory.clear();
        f.ofUnlisted = std::nullopt;
    });
    row("switched off, and not asked whether it is there", "unknown", [](Fleet& f) {
        f.server.instances.clear();
        f.memory.clear();
        f.ofUnlisted = std::nullopt;
        f.database.integrations.front().enabled = false;
        f.cache = {};
    });
    row("cold cache is for information", "working", [](Fleet& f) { f.cache = {}; });
}

void VerdictTest::eachVerdict()
{
    QFETCH(QString, verdict);
    using Make = std::function<void(Fleet&)>;
    QFETCH(Make, make);
    Fleet fleet = workingFleet();
    make(fleet);
    const Audit audit = fleet.audit();
    QCOMPARE(verdictIn(audit), verdict);
    QCOMPARE(audit.counts().verdicts.value(rowAt(audit, "a").verdict), 1);
}

void VerdictTest::anUnreadStoreMakesAllUnknown()
{
    Fleet fleet = workingFleet();
    for (const Store store : {Store::Server, Store::Database, Store::Cache}) {
        const Audit audit = fleet.auditWithout(store);
        QVERIFY(!audit.counts().healthy);
        for (const AuditRow& row : audit.rows())
            QCOMPARE(row.verdict, Verdict::Unknown);
    }
    QCOMPARE(fleet.audit().counts().healthy.value_or(-1), 1);
}

void VerdictTest::thousandsWithoutAWebhookAreNotHealthy()
{
    Fleet fleet;
    for (uint number = 0; number < 5300; ++number) {
        const QByteArray name = "n" + QByteArray::number(number);
        fleet.healthy(name, org(1000 + number), ("55119" + QByteArray::number(80000000 + number)).constData());
        fleet.name(name).memory(MemoryState::Open);
    }
    QCOMPARE(fleet.audit().counts().verdicts.value(Verdict::NotChecked), 5300);
    for (const ServerInstance& instance : fleet.server.instances)
        fleet.webhooks.insert(instance.name, std::nullopt);
    const Audit asked = fleet.audit();
    QCOMPARE(asked.counts().verdicts.value(Verdict::Problem), 5300);
    QCOMPARE(asked.counts().healthy.value_or(-1), 0);
    QCOMPARE(countOf(asked, FindingCode::WebhookMismatch), 5300);
}

void VerdictTest::aWebhookWithTooFewEvents()
{
    const auto isRight = [](const std::vector<QString>& events, const QString& withTemplate) {
        Fleet fleet = workingFleet();
        fleet.settings.webhookTemplate = withTemplate;
        fleet.webhooks[InstanceName::fromText(u"a")]->events = events;
        const Audit audit = fleet.audit();
        return !rowAt(audit, "a").has(FindingCode::WebhookMismatch) && verdictIn(audit) == QLatin1String("working");
    };
    for (const QString& of : {urlTemplate, QString()}) {
        QVERIFY(isRight({}, of)); // all of them
        QVERIFY(isRight(messageEvents(), of));
        for (const QString& missing : messageEvents()) {
            std::vector<QString> events = messageEvents();
            std::erase(events, missing);
            events.push_back(QStringLiteral("QRCODE_UPDATED"));
            QVERIFY2(!isRight(events, of), qPrintable(missing));
        }
    }
    Fleet fleet = workingFleet(); // without a template the address alone is not asked to be a certain one
    fleet.settings.webhookTemplate.clear();
    fleet.name("a").webhook(QStringLiteral("https://elsewhere.example.org"));
    QCOMPARE(verdictIn(fleet.audit()), QStringLiteral("working"));
    fleet.name("a").webhook(QString());
    QCOMPARE(verdictIn(fleet.audit()), QStringLiteral("problem"));
}

void VerdictTest::answersAge()
{
    const auto verdictAfter = [](std::chrono::minutes memory, std::chrono::minutes webhook) {
        const Fleet fleet = workingFleet();
        auto snapshot = fleet.snapshot();
        const auto name = InstanceName::fromText(u"a");
        snapshot->judgedAt = snapshot->takenAt + std::chrono::hours(48);
        snapshot->memoryTimes.insert(name, *snapshot->judgedAt - memory);
        snapshot->webhookTimes.insert(name, *snapshot->judgedAt - webhook);
        return verdictIn(evaluateAudit(snapshot, fleet.settings));
    };
    QCOMPARE(verdictAfter(60min, 24h), QStringLiteral("working"));
    QCOMPARE(verdictAfter(61min, 24h), QStringLiteral("not-checked"));
    QCOMPARE(verdictAfter(60min, 24h + 1min), QStringLiteral("not-checked"));
}

void VerdictTest::agesGrowWithTheFleet()
{
    const VerdictAges ages;
    QCOMPARE(ages.grownFor(5300).memory, ages.memory);
    const VerdictAges large = ages.grownFor(1'000'000);
    QVERIFY(large.memory >= std::chrono::seconds(2 * 1'000'000 / ages.questionsPerSecond));
    QVERIFY(large.webhook >= large.memory || large.webhook == ages.webhook);
}

void VerdictTest::anEarlierMemoryIsNoWitness()
{
    const auto name = InstanceName::fromText(u"a");
    Fleet fleet = workingFleet();
    EarlierAnswers earlier;
    earlier.take(*fleet.snapshot());
    // Read anew half an hour later, asking nothing.
    fleet.memory.clear();
    fleet.webhooks.clear();
    fleet.takenAt += 30min;
    auto snapshot = fleet.snapshot();
    earlier.addTo(*snapshot);
    QCOMPARE(verdictIn(evaluateAudit(snapshot, fleet.settings)), QStringLiteral("working"));
    QCOMPARE(snapshot->memoryOf(name), MemoryState::NotAsked);
    // Nothing is concluded from it: not where it is gone from the list, nor that it is open where the list says close.
    fleet.server.instances.front().connection = Connection::Close;
    snapshot = fleet.snapshot();
    earlier.addTo(*snapshot);
    QCOMPARE(rowAt(evaluateAudit(snapshot, fleet.settings), "a").connection(), Connection::Close);
    fleet.server.instances.clear();
    fleet.ofUnlisted = std::nullopt;
    snapshot = fleet.snapshot();
    earlier.addTo(*snapshot);
    QCOMPARE(verdictIn(evaluateAudit(snapshot, fleet.settings)), QStringLiteral("unknown"));
}

void VerdictTest::earlierAnswersAreTheInstances()
{
    const auto name = InstanceName::fromText(u"a");
    Fleet fleet = workingFleet();
    EarlierAnswers earlier;
    earlier.take(*fleet.snapshot());
    const auto verdictNow = [&] {
        auto snapshot = fleet.snapshot();
        earlier.addTo(*snapshot);
        return verdictIn(evaluateAudit(snapshot, fleet.settings));
    };
    fleet.memory.clear();
    fleet.webhooks.clear();
    QCOMPARE(verdictNow(), QStringLiteral("working"));
    // Taken over again, they do not grow younger.
    auto again = fleet.snapshot();
    again->takenAt += 50min;
    earlier.addTo(*again);
    earlier.take(*again);
    fleet.takenAt += 61min;
    QCOMPARE(verdictNow(), QStringLiteral("not-checked"));
    fleet.takenAt -= 61min;
    const auto before = fleet.server.instances.front().id;
    fleet.server.instances.front().id = InstanceId(org(99).uuid()); // made anew
    QCOMPARE(verdictNow(), QStringLiteral("not-checked"));
    fleet.server.instances.front().id = before;
    QCOMPARE(verdictNow(), QStringLiteral("working"));
    earlier.forget(name); // written there
    QCOMPARE(verdictNow(), QStringLiteral("not-checked"));
    QVERIFY(earlier.isEmpty());
}

void VerdictTest::everyVerdictHasItsWords()
{
    const QStringList words{QStringLiteral("unknown"),    QStringLiteral("problem"),     QStringLiteral("switched-off"),
                            QStringLiteral("not-paired"), QStringLiteral("not-checked"), QStringLiteral("working")};
    for (int number = 0; number < verdictCount; ++number) {
        QCOMPARE(verdictWord(static_cast<Verdict>(number)), words.at(number));
        QVERIFY(!verdictTitle(static_cast<Verdict>(number)).isEmpty());
    }
}

STEWARD_TEST(VerdictTest)
} // namespace steward::verdict_test

#include "verdict_test.moc"
