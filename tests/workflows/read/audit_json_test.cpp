#include "support/fleet_builder.h"
#include "support/hostile_names.h"
#include "support/test_registry.h"
#include "workflows/read/audit_json.h"

#include <QBuffer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::audit_json_test {

namespace {

constexpr const char* phone1 = "5511988887777";
constexpr const char* phone2 = "5521977776666";

QByteArray written(const Audit& audit)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    return writeAuditJson(audit, buffer) ? buffer.data() : QByteArray();
}

QJsonObject parsed(const QByteArray& document)
{
    QJsonParseError error;
    const QJsonObject object = QJsonDocument::fromJson(document, &error).object();
    return error.error == QJsonParseError::NoError ? object : QJsonObject();
}

QJsonObject rowNamed(const QJsonObject& document, const QString& name)
{
    for (const QJsonValue& row : document[u"rows"].toArray()) {
        if (row[u"instance_name"] == name)
            return row.toObject();
    }
    return {};
}

/// Refuses every write, as a full disk does.
class FullDevice final : public QIODevice {
protected:
    qint64 readData(char*, qint64) override { return -1; }
    qint64 writeData(const char*, qint64) override { return -1; }
};

} // namespace

class AuditJsonTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void topLevelInTheContractsOrder();
    void stores();
    void counts();
    void keysAndTypesOfARow_data();
    void keysAndTypesOfARow();
    void valuesOfAHealthyRow();
    void absentAndUnknownAreToldApart();
    void whatIsNotListed_data();
    void whatIsNotListed();
    void listAndMemoryStandApart();
    void findingsOfARow();
    void severalRowsAndEntries();
    void noSecrets();
    void hostileNamesSurvive();
    void rowsWithoutANameAreNull();
    void manyRowsAreStreamed();
    void emptyAudit();
    void deviceThatFails();
};

void AuditJsonTest::topLevelInTheContractsOrder()
{
    Fleet fleet;
    fleet.healthy("a", org(1), phone1);
    const QByteArray document = written(fleet.audit());
    QVERIFY(document.startsWith("{\"version\":1,\"taken_at\":\"2025-06-01T12:00:00.000Z\",\"stores\":{"));
    qsizetype before = 0;
    for (const char* key : {"\"version\":", "\"taken_at\":", "\"stores\":", "\"counts\":", "\"rows\":["}) {
        const qsizetype at = document.indexOf(key);
        QVERIFY2(at > before || at == 1, key);
        before = at;
    }
    QVERIFY(document.endsWith("]}\n"));
    const QStringList keys = parsed(document).keys();
    QCOMPARE(keys.join(QLatin1Char(' ')), QStringLiteral("counts rows stores taken_at version"));
}

void AuditJsonTest::stores()
{
    Fleet fleet;
    fleet.healthy("a", org(1), phone1);
    const QJsonObject read = parsed(written(fleet.audit()))[u"stores"].toObject();
    QCOMPARE(read.keys().join(QLatin1Char(' ')), QStringLiteral("cache database server"));
    for (const QString& store : read.keys()) {
        const QJsonObject state = read[store].toObject();
        QCOMPARE(state.keys().join(QLatin1Char(' ')), QStringLiteral("count elapsed_ms error state"));
        QCOMPARE(state[u"state"].toString(), QStringLiteral("read"));
        QCOMPARE(state[u"count"].toInt(-1), 1);
        QVERIFY(state[u"elapsed_ms"].isDouble());
        QVERIFY(state[u"error"].isNull());
    }
    const QJsonObject failed = parsed(written(fleet.auditWithout(Store::Cache)))[u"stores"][u"cache"].toObject();
    QCOMPARE(failed[u"state"].toString(), QStringLiteral("failed"));
    QVERIFY(failed[u"count"].isNull());
    QCOMPARE(failed[u"error"][u"kind"].toString(), QStringLiteral("timed-out"));
    QVERIFY(!failed[u"error"][u"sentence"].toString().isEmpty());
    const auto snapshot = fleet.snapshot();
    Error cut{ErrorKind::Truncated, QStringLiteral("The answer ended early."), {}};
    cut.inPart = true;
    snapshot->database = cut;
    const QJsonObject inPart =
        parsed(written(evaluateAudit(snapshot, fleet.settings)))[u"stores"][u"database"].toObject();
    QCOMPARE(inPart[u"state"].toString(), QStringLiteral("failed"));
    QVERIFY(inPart[u"count"].isNull());
    QCOMPARE(
        inPart[u"error"][u"sentence"].toString(),
        QStringLiteral("The database was read in part only. It counts as not read. The answer ended early."));
}

void AuditJsonTest::counts()
{
    Fleet fleet;
    fleet.healthy("a", org(1), phone1);
    fleet.instance("b").open();
    fleet.instance("c").open();
    fleet.instance("d").open().row(org(2));
    const QJsonObject counts = parsed(written(fleet.audit()))[u"counts"].toObject();
    QCOMPARE(counts[u"rows"].toInt(), 4);
    QCOMPARE(counts[u"healthy"].toInt(), 2);
    const QJsonObject expected{{QStringLiteral("orphaned-instance"), 2}, {QStringLiteral("cold-cache"), 1}};
    QCOMPARE(counts[u"findings"].toObject(), expected);
    QCOMPARE(counts[u"not_asked"].toInt(-1), 0);
    const QJsonObject verdicts{{QStringLiteral("problem"), 2}, {QStringLiteral("not-checked"), 2}};
    QCOMPARE(counts[u"verdicts"].toObject(), verdicts);
    for (const Store store : {Store::Server, Store::Database, Store::Cache})
        QVERIFY(parsed(written(fleet.auditWithout(store)))[u"counts"][u"healthy"].isNull());
}

void AuditJsonTest::keysAndTypesOfARow_data()
{
    QTest::addColumn<QString>("object");
    QTest::addColumn<QString>("key");
    QTest::addColumn<int>("type");
    const auto row = [](const char* object, const char* key, QJsonValue::Type type) {
        QTest::addRow("%s.%s", object, key) << QString::fromLatin1(object) << QString::fromLatin1(key) << int(type);
    };
    using enum QJsonValue::Type;
    row("", "instance_name", String);
    row("", "organization_id", String);
    row("", "organization_name", String);
    row("", "server", Object);
    row("", "database", Object);
    row("", "cache", Object);
    row("", "findings", Array);
    row("", "verdict", String);
    row("server", "presence", String);
    row("server", "connection", String);
    row("server", "listed", Bool);
    row("server", "memory", String);
    row("server", "phone", String);
    row("database", "presence", String);
    row("database", "integration_id", String);
    row("database", "status", String);
    row("database", "enabled", Bool);
    row("database", "phone_number", String);
    row("cache", "presence", String);
    row("cache", "organization_id", String);
    row("cache", "ttl_seconds", Double);
}

void AuditJsonTest::keysAndTypesOfARow()
{
    QFETCH(QString, object);
    QFETCH(QString, key);
    QFETCH(int, type);
    Fleet fleet;
    fleet.healthy("a", org(1), phone1);
    const auto valueIn = [&](const Audit& audit) {
        const QJsonObject row = rowNamed(parsed(written(audit)), QStringLiteral("a"));
        const QJsonObject holder = object.isEmpty() ? row : row[object].toObject();
        return holder.contains(key) ? holder[key] : QJsonValue(QJsonValue::Undefined);
    };
    QCOMPARE(int(valueIn(fleet.audit()).type()), type);
    // The key also stands where its store was not read or has nothing, then null at worst.
    for (const Store store : {Store::Server, Store::Database, Store::Cache})
        QVERIFY(!valueIn(fleet.auditWithout(store)).isUndefined());
    Fleet listedOnly;
    listedOnly.instance("a");
    QVERIFY(!valueIn(listedOnly.audit()).isUndefined());
}

void AuditJsonTest::valuesOfAHealthyRow()
{
    Fleet fleet;
    fleet.healthy("a", org(1), phone1);
    const QJsonObject row = rowNamed(parsed(written(fleet.audit())), QStringLiteral("a"));
    QCOMPARE(row[u"organization_id"].toString(), idText(org(1)));
    QCOMPARE(row[u"organization_name"].toString(), QStringLiteral("Org 1"));
    QCOMPARE(row[u"server"][u"connection"].toString(), QStringLiteral("open"));
    QCOMPARE(row[u"server"][u"memory"].toString(), QStringLiteral("not-asked"));
    QCOMPARE(row[u"server"][u"phone"].toString(), QStringLiteral("+5511988887777"));
    QCOMPARE(row[u"server"][u"integration"].toString(), QStringLiteral("WHATSAPP-BAILEYS"));
    QCOMPARE(row[u"database"][u"status"].toString(), QStringLiteral("active"));
    QCOMPARE(row[u"database"][u"enabled"].toBool(), true);
    QCOMPARE(row[u"cache"][u"ttl_seconds"].toInt(), 3000);
    QCOMPARE(row[u"cache"][u"organization_id"].toString(), idText(org(1)));
    QVERIFY(row[u"findings"].toArray().isEmpty());
}

void AuditJsonTest::absentAndUnknownAreToldApart()
{
    Fleet fleet;
    fleet.instance("a");
    const auto presences = [](const Audit& audit) {
        const QJsonObject row = rowNamed(parsed(written(audit)), QStringLiteral("a"));
        QStringList words;
        for (const char* store : {"server", "database", "cache"})
            words << row[QLatin1String(store)][u"presence"].toString();
        return words.join(QLatin1Char(' '));
    };
    QCOMPARE(presences(fleet.audit()), QStringLiteral("present absent absent"));
    QCOMPARE(presences(fleet.auditWithout(Store::Database)), QStringLiteral("present unknown absent"));
    QCOMPARE(presences(fleet.auditWithout(Store::Cache)), QStringLiteral("present absent unknown"));
}

void AuditJsonTest::whatIsNotListed_data()
{
    QTest::addColumn<int>("answer");
    QTest::addColumn<QString>("presence");
    QTest::addColumn<QString>("memory"); ///< empty: null
    const auto row = [](const char* title, int answer, const char* presence, const char* memory) {
        QTest::newRow(title) << answer << QString::fromLatin1(presence) << QString::fromLatin1(memory);
    };
    row("open", int(MemoryState::Open), "present", "open");
    row("without a state", int(MemoryState::Missing), "present", "missing");
    row("not found", int(MemoryState::NotFound), "absent", "");
    row("not answered", int(MemoryState::Unknown), "unknown", "");
    row("not asked", -1, "unknown", "not-asked");
}

void AuditJsonTest::whatIsNotListed()
{
    QFETCH(int, answer);
    Fleet fleet;
    fleet.healthy("b", org(2), phone2);
    fleet.name("a").row(org(1));
    fleet.ofUnlisted = answer < 0 ? std::nullopt : std::optional(static_cast<MemoryState>(answer));
    const QJsonObject document = parsed(written(fleet.audit()));
    const QJsonObject server = rowNamed(document, QStringLiteral("a"))[u"server"].toObject();
    QCOMPARE(server[u"listed"], QJsonValue(false));
    QTEST(server[u"presence"].toString(), "presence");
    QTEST(server[u"memory"].toString(), "memory");
    QCOMPARE(server[u"memory"].isNull(), server[u"memory"].toString().isEmpty());
    QVERIFY(server[u"connection"].isNull());
    QCOMPARE(document[u"counts"][u"not_asked"].toInt(-1), server[u"presence"].toString() == u"unknown" ? 1 : 0);
    const QJsonObject unread = parsed(written(fleet.auditWithout(Store::Server)));
    QVERIFY(rowNamed(unread, QStringLiteral("a"))[u"server"][u"listed"].isNull());
}

void AuditJsonTest::listAndMemoryStandApart()
{
    Fleet fleet;
    fleet.healthy("a", org(1), phone1).memory(MemoryState::Close);
    fleet.healthy("b", org(2), phone2).memory(MemoryState::Missing);
    fleet.instance("c").memory(MemoryState::Unknown);
    const QJsonObject document = parsed(written(fleet.audit()));
    const QJsonValue a = rowNamed(document, QStringLiteral("a"))[u"server"];
    QCOMPARE(a[u"connection"].toString(), QStringLiteral("open"));
    QCOMPARE(a[u"memory"].toString(), QStringLiteral("close"));
    QCOMPARE(rowNamed(document, QStringLiteral("b"))[u"server"][u"memory"].toString(), QStringLiteral("missing"));
    QVERIFY(rowNamed(document, QStringLiteral("c"))[u"server"][u"memory"].isNull()); // asked without an answer
}

void AuditJsonTest::findingsOfARow()
{
    Fleet fleet;
    fleet.instance("a").open().cached().ttl(-1);
    const QJsonArray findings = rowNamed(parsed(written(fleet.audit())), QStringLiteral("a"))[u"findings"].toArray();
    QStringList told;
    for (const QJsonValue& finding : findings) {
        QCOMPARE(finding.toObject().keys().join(QLatin1Char(' ')), QStringLiteral("because code severity"));
        QVERIFY(!finding[u"because"].toString().isEmpty());
        told << finding[u"code"].toString() + QLatin1Char(':') + finding[u"severity"].toString();
    }
    QCOMPARE(
        told.join(QLatin1Char(' ')),
        QStringLiteral("orphaned-instance:warning stale-cache:warning eternal-cache:warning"));
}

void AuditJsonTest::severalRowsAndEntries()
{
    Fleet fleet;
    fleet.healthy("a", org(1), phone1).token("CANARYtokenOne0123456789").tokenCached().row(org(1)).disabled();
    const QJsonObject row = rowNamed(parsed(written(fleet.audit())), QStringLiteral("a"));
    QCOMPARE(row[u"database"][u"enabled"].toBool(), true);
    QCOMPARE(row[u"database"][u"other_rows"].toArray().size(), 1);
    QCOMPARE(row[u"database"][u"other_rows"][0][u"enabled"].toBool(true), false);
    QCOMPARE(row[u"cache"][u"key"].toString(), QStringLiteral("instance"));
    QCOMPARE(row[u"cache"][u"other_entries"].toArray().size(), 1);
    QCOMPARE(row[u"cache"][u"other_entries"][0][u"webhook_token"].toString(), QStringLiteral("CANA…"));
}

void AuditJsonTest::noSecrets()
{
    constexpr const char* tokenOfRow = "CANARYrow0123456789abcdefghijklm";
    constexpr const char* tokenOfKey = "CANARYkey0123456789abcdefghijklm";
    Fleet fleet;
    fleet.settings.webhookTemplate = QStringLiteral("https://api.example.org/hook/{webhook_token}");
    fleet.healthy("a", org(1), phone1).token(tokenOfRow).tokenCached().tokenCached(tokenOfKey).ttl(-1);
    fleet.name("a").webhook(QStringLiteral("https://CANARYuser:CANARYpass@api.example.org/hook/CANARYpath0123456789"
                                           "?token=CANARYquery0123456789#CANARYfragment"));
    fleet.database.integrations.back().maskedWebhookUrl =
        SecretUrl(QStringLiteral("https://api.example.org/hook/CANARYurl0123456789")).redacted();
    fleet.name("").tokenCached("CANARYunclaimed0123456789").unreadable(CacheValueState::NotJson);
    for (const auto& unread : {std::set<Store>{}, {Store::Server}, {Store::Database}, {Store::Cache}}) {
        fleet.unread = unread;
        const QByteArray document = written(fleet.audit());
        QVERIFY(!parsed(document).isEmpty());
        QVERIFY2(!document.contains("CANARY"), document.mid(document.indexOf("CANARY") - 80, 160));
    }
    fleet.unread.clear();
    QVERIFY(written(fleet.audit()).contains("CANA")); // the first four are shown, so there was something to hide
}

void AuditJsonTest::hostileNamesSurvive()
{
    Fleet fleet;
    qsizetype asText = 0;
    for (const InstanceName& name : hostileNames()) {
        fleet.instance(name.utf8()).row(org(1)).cached();
        asText += name.isValidUtf8() ? 1 : 0;
    }
    const QJsonObject document = parsed(written(fleet.audit()));
    QVERIFY(!document.isEmpty());
    QSet<QByteArray> returned;
    for (const QJsonValue& row : document[u"rows"].toArray())
        returned.insert(row[u"instance_name"].toString().toUtf8());
    qsizetype found = 0;
    for (const InstanceName& name : hostileNames()) {
        if (name.isValidUtf8())
            found += returned.contains(name.utf8()) ? 1 : 0;
    }
    QVERIFY(asText > 10);
    QCOMPARE(found, asText);
}

void AuditJsonTest::rowsWithoutANameAreNull()
{
    Fleet fleet;
    fleet.name("").row(org(1)).nameless();
    fleet.instance("");
    const QJsonArray rows = parsed(written(fleet.audit()))[u"rows"].toArray();
    QCOMPARE(rows.size(), 2);
    int nulls = 0;
    for (const QJsonValue& row : rows)
        nulls += row[u"instance_name"].isNull() ? 1 : 0;
    QCOMPARE(nulls, 1); // an instance with an empty name has a name
}

void AuditJsonTest::manyRowsAreStreamed()
{
    Fleet fleet;
    for (int number = 0; number < 2000; ++number) {
        ServerInstance& instance = fleet.server.instances.emplace_back();
        instance.name = InstanceName::fromUtf8("n" + QByteArray::number(number));
        instance.profileName = QStringLiteral("x").repeated(200);
    }
    const QByteArray document = written(fleet.audit());
    QVERIFY(document.size() > 2 * 256 * 1024);
    QCOMPARE(parsed(document)[u"rows"].toArray().size(), 2000);
}

void AuditJsonTest::emptyAudit()
{
    const QJsonObject document = parsed(written(Fleet().audit()));
    QVERIFY(document[u"rows"].isArray());
    QCOMPARE(document[u"rows"].toArray().size(), 0);
    QCOMPARE(document[u"counts"][u"rows"].toInt(-1), 0);
}

void AuditJsonTest::deviceThatFails()
{
    FullDevice device;
    device.open(QIODevice::WriteOnly);
    QVERIFY(!writeAuditJson(Fleet().audit(), device));
}

STEWARD_TEST(AuditJsonTest)
} // namespace steward::audit_json_test

#include "audit_json_test.moc"
