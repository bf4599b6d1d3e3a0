#include "domain/audit/audit.h"
#include "domain/audit/join.h"
#include "stores/evolution/http_exchange.h"
#include "stores/evolution/instance_list_parser.h"
#include "stores/postgres_fixture.h"
#include "stores/redis/redis_cache_adapter.h"
#include "support/any_id.h"
#include "support/campaign.h"
#include "support/redis_server.h"
#include "support/resp_client.h"
#include "support/test_registry.h"

#include <QTest>

using namespace steward;
using namespace steward::rig;
using namespace steward::test;

namespace steward::odd_values_test {

namespace {

constexpr int fleetSize = 4;
const QString databaseName = QStringLiteral("clinics");

QByteArray padded(const QByteArray& text)
{
    QByteArray body = text;
    body.reserve(text.size() + steward::HttpAnswer::bodyPadding);
    return body;
}

Result<ServerListing> parsed(const QByteArray& text)
{
    auto result = InstanceListParser({}).list(padded(text), CallContext());
    if (!result)
        return std::unexpected(result.error());
    return std::move(result->listing);
}

InstanceName nameOf(int number)
{
    return InstanceName::fromText(QStringLiteral("clinic-%1").arg(number));
}

OrganizationId organizationOf(int number)
{
    return anId(QStringLiteral("4e8de1b2-53c9-4a9e-8f64-00000000000%1").arg(number));
}

IntegrationId rowOf(int number)
{
    return anId(QStringLiteral("aaaaaaaa-53c9-4a9e-8f64-00000000000%1").arg(number));
}

QByteArray phoneOf(int number)
{
    return "551198888777" + QByteArray::number(number);
}

QByteArray tokenOf(int number)
{
    return "token-of-clinic-number-" + QByteArray::number(number);
}

/// The fields of one entry of the list, as JSON.
using Fields = QList<std::pair<QByteArray, QByteArray>>;

Fields fieldsOf(int number)
{
    const QByteArray id = rowOf(number).uuid().toByteArray();
    return {
        {"id", '"' + id + '"'},
        {"name", '"' + nameOf(number).utf8() + '"'},
        {"connectionStatus", "\"open\""},
        {"ownerJid", '"' + phoneOf(number) + "@s.whatsapp.net\""},
        {"profileName", "\"Clinic\""},
        {"profilePicUrl", "null"},
        {"integration", "\"WHATSAPP-BAILEYS\""},
        {"number", "null"},
        {"token", "\"x\""},
        {"disconnectionReasonCode", "null"},
        {"disconnectionObject", "null"},
        {"createdAt", "\"2026-11-22T11:29:45.864Z\""},
        {"updatedAt", "\"2026-11-22T11:29:45.864Z\""},
        {"Setting", R"({"id":"s","rejectCall":false})"},
        {"Proxy", "null"},
        {"_count", R"({"Message":3,"Contact":2,"Chat":1})"}};
}

QByteArray entryOf(const Fields& fields)
{
    QByteArrayList parts;
    for (const auto& [key, value] : fields)
        parts << '"' + key + "\":" + value;
    return '{' + parts.join(',') + '}';
}

QByteArray listOf(const QByteArray& ofFirst)
{
    QByteArrayList entries{ofFirst};
    for (int number = 1; number < fleetSize; ++number)
        entries << entryOf(fieldsOf(number));
    return '[' + entries.join(",\n") + ']';
}

/// What any field of JSON may hold that nobody expects.
QByteArrayList oddJson()
{
    return {
        "null", "true", "0", "-1", "1e400", "12345678901234567890", "\"\"", "\" \"", "{}", "[]", "[[[]]]",
        R"({"a":{"b":[1,null]}})", R"("Cl\ud83d")", R"("\udc00x")", R"("\u0000")", "\"\xe2\x80\xae\"", "\"<b>&amp;\"",
        "\"%1%2%n\"", "\"4.5E+12\"", "\"5511988887777.0\"", "\"5511988887777_1:12@s.whatsapp.net\"",
        "\"123456789012345@lid\"", "\"5511988887777 ramal 22\"", "\"" + QByteArray(5000, 'x') + "\"",
        // no JSON at all
        "@", "nul", "truefalse", "01", "+1", "NaN", "'x'", R"("\x")", R"("\u12")", "{\"a\":@}", "[1,,2]",
        "\"\xff\xfe\"", "\"\x01\"", "\"tab\there\""};
}

/// The others' rows in one line each: presence in the three stores, numbers, findings.
QMap<QString, QString> told(const Audit& audit)
{
    QMap<QString, QString> lines;
    for (const AuditRow& row : audit.rows()) {
        QStringList words{presenceWord(row.inServer),    presenceWord(row.inDatabase),
                          presenceWord(row.inCache),     row.phone() ? row.phone()->text() : QString(),
                          row.organizationId.toString(), connectionWord(row.connection())};
        for (const Finding& finding : row.findings)
            words << findingWord(finding.code);
        lines.insert(row.title(), words.join(u' '));
    }
    return lines;
}

} // namespace

/// One odd value spoils only itself.
class OddValuesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void halfAnEmojiHidesNobody();
    void whatIsOddIsSaid_data();
    void whatIsOddIsSaid();
    void nothingIsConcludedAboutOddNames();
    void aCacheEntryWithHalfAnEmojiIsReadable();
    void numbersOfRowsAreReadStrictly_data();
    void numbersOfRowsAreReadStrictly();
    void oneOddValueSpoilsNoOther();

private:
    Audit audit(const QByteArray& list);
    void layOut();
    void spoilList(Campaign& campaign, const QMap<QString, QString>& usual);
    void spoilRows(Campaign& campaign, const QMap<QString, QString>& usual);
    void spoilEntries(Campaign& campaign, const QMap<QString, QString>& usual);
    void judge(
        Campaign& campaign, const QMap<QString, QString>& usual, const QByteArray& list, const QString& what,
        const std::function<Presence(const AuditRow&)>& presence);

    PostgresServer m_postgres;
    RedisServer m_redis;
    RespClient m_client;
};

void OddValuesTest::initTestCase()
{
    RIG_VERIFY(m_postgres.start());
    RIG_VERIFY(m_postgres.createDatabase(databaseName));
    RIG_VERIFY(m_redis.start());
    RIG_VERIFY(m_client.connectTo(m_redis.host(), m_redis.port()));
}

void OddValuesTest::init()
{
    layOut();
}

void OddValuesTest::layOut()
{
    RIG_VERIFY(m_postgres.execute(QStringLiteral("delete from healthcare.integrations"), databaseName));
    RIG_VERIFY(m_client.command({"FLUSHALL"}));
    for (int number = 0; number < fleetSize; ++number) {
        SubjectRow row;
        row.id = rowOf(number);
        row.organizationId = organizationOf(number);
        row.name = nameOf(number).utf8();
        row.phoneColumn = QString::fromLatin1(phoneOf(number));
        row.webhookToken = tokenOf(number);
        RIG_VERIFY(m_postgres.execute(insertSql(row), databaseName));
        const QByteArray organization = organizationOf(number).toByteArray();
        const QByteArray value = R"({"clinic_id":null,"organization_id":")" + organization +
                                 R"(","name":"x","whatsapp_number":")" + phoneOf(number) + R"(","instance_name":")" +
                                 nameOf(number).utf8() + "\"}";
        RIG_VERIFY(m_client.command({"SETEX", "whatsapp:instance:" + nameOf(number).utf8(), "3600", value}));
    }
}

Audit OddValuesTest::audit(const QByteArray& list)
{
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->takenAt = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    if (auto server = parsed(list))
        snapshot->server = std::move(*server);
    if (auto rows = listPostgres(settingsFor(m_postgres, databaseName)))
        snapshot->database = std::move(*rows);
    CacheSettings settings;
    settings.host = m_redis.host();
    settings.port = m_redis.port();
    auto cache = onWorker([&] { return RedisCacheAdapter(settings, StoreNames()).scan(false, patientLimits()); });
    if (cache)
        snapshot->cache = std::move(*cache);
    return evaluateAudit(snapshot, {});
}

void OddValuesTest::halfAnEmojiHidesNobody()
{
    Fields fields = fieldsOf(0);
    fields[4].second = R"("Cl\ud83d")";
    const auto listing = parsed(listOf(entryOf(fields)));
    QVERIFY2(listing, listing ? "" : qPrintable(listing.error().detail));
    QCOMPARE(listing->instances.size(), size_t(fleetSize));
    QCOMPARE(listing->instances[0].profileName, QStringLiteral("Cl\ufffd"));
    QVERIFY(listing->instances[0].phone.has_value());
    QVERIFY(listing->odd.empty());
    // A whole one is no half.
    fields[4].second = R"("Cl\ud83d\ude00")";
    QCOMPARE(parsed(listOf(entryOf(fields)))->instances[0].profileName, QStringLiteral("Cl\U0001F600"));
}

void OddValuesTest::whatIsOddIsSaid_data()
{
    QTest::addColumn<QByteArray>("entry");
    QTest::addColumn<int>("what");
    QTest::addColumn<QString>("name");
    using What = OddEntry::What;
    const auto row = [](const char* label, const QByteArray& entry, What what, const char* name) {
        QTest::newRow(label) << entry << int(what) << QString::fromUtf8(name);
    };
    row("garbage that nobody asks for", R"({"name":"x","Setting":{"a":@@}})", What::Damaged, "x");
    row("a word that is none", R"({"name":"x","number":nulll})", What::Damaged, "x");
    row("garbage in a list", R"({"name":"x","Kafka":[1,,2]})", What::Damaged, "x");
    row("garbage among the counts", R"({"name":"x","_count":{"Message":01}})", What::Damaged, "x");
    row("an escape that is none", R"({"name":"x","number":"\x"})", What::Damaged, "x");
    row("two names", R"({"name":"x","name":"y"})", What::Damaged, "y");
    row("a name twice", R"({"name":"clinic-1"})", What::Twice, "clinic-1");
    row("half an emoji in a name", R"({"name":"a\ud83d"})", What::OddName, "a\xef\xbf\xbd");
    row("bytes in a name", "{\"name\":\"a\xff\"}", What::OddName, "a\xef\xbf\xbd");
    row("no name", R"({"connectionStatus":"open"})", What::Nameless, "");
    row("a name that is a number", R"({"name":7})", What::Nameless, "");
    row("no object", "null", What::Nameless, "");
    row("nothing that JSON knows", "@", What::Nameless, "");
}

void OddValuesTest::whatIsOddIsSaid()
{
    QFETCH(QByteArray, entry);
    QFETCH(int, what);
    QFETCH(QString, name);
    const auto listing = parsed(listOf(entry));
    QVERIFY2(listing, listing ? "" : qPrintable(listing.error().detail));
    QCOMPARE(listing->odd.size(), size_t(1));
    QCOMPARE(int(listing->odd[0].what), what);
    QCOMPARE(listing->odd[0].name.text(), name);
    QVERIFY(!oddEntrySentence(listing->odd[0]).isEmpty());
    for (int number = 1; number < fleetSize; ++number)
        QVERIFY(std::ranges::count(listing->instances, nameOf(number), &ServerInstance::name) >= 1);
}

void OddValuesTest::nothingIsConcludedAboutOddNames()
{
    Fields twice = fieldsOf(1);
    twice[2].second = "\"close\"";
    const Audit result = audit(listOf(entryOf(twice)));
    const AuditRow* odd = result.find(nameOf(1));
    QVERIFY(odd && odd->isOdd && odd->inServer == Presence::Unknown);
    QVERIFY(odd->findings.empty() && !odd->isHealthy());
    QVERIFY(result.counts().healthy == 3); // of 0, 2 and 3: one witness makes nothing absent
    QVERIFY(result.find(nameOf(0))->inServer == Presence::Unknown);
    QCOMPARE(result.exitCode(), 2);
}

void OddValuesTest::aCacheEntryWithHalfAnEmojiIsReadable()
{
    const QByteArray organization = organizationOf(0).toByteArray();
    const auto read = [&](const QByteArray& value) {
        if (!m_client.command({"SETEX", "whatsapp:instance:clinic-0", "3600", value}))
            return CacheValueState::OtherType;
        return audit(listOf(entryOf(fieldsOf(0)))).find(nameOf(0))->instanceEntry->state;
    };
    QVERIFY(read(R"({"organization_id":")" + organization + R"(","name":"Cl\ud83d"})") == CacheValueState::Readable);
    QVERIFY(read("\x80\x04\x95{\"name\":\"Cl\\ud83d\"}") == CacheValueState::NotJson);
    QVERIFY(read("{\"name\":\"\xff\"}") == CacheValueState::NotJson);
}

void OddValuesTest::numbersOfRowsAreReadStrictly_data()
{
    QTest::addColumn<QString>("column");
    QTest::addColumn<QString>("config");
    QTest::addColumn<QString>("number");
    QTest::addColumn<QString>("odd");
    const auto row = [](const char* column, const char* config, const char* number, const char* odd) {
        QTest::addRow("%s / %s", column, config) << QString::fromLatin1(column) << QString::fromLatin1(config)
                                                 << QString::fromLatin1(number) << QString::fromLatin1(odd);
    };
    row("5511988880001", "", "+5511988880001", "");
    row("5511988880001:12@s.whatsapp.net", "", "+5511988880001", "");
    row("123456789012345@lid", "", "", "123456789012345@lid");
    row("5511988880001.0", "", "", "5511988880001.0");
    row("4.5E+12", "", "", "4.5E+12");
    row("5511988880001 ramal 22", "", "", "5511988880001 ramal 22");
    row("5511988880001.0", "5511988880002", "", "5511988880001.0"); // the column counts, and it is unknown
    row("", "5511988880002", "+5511988880002", "");
    row("", "5511988880002.0", "", "5511988880002.0");
    row(" ", "", "", "");
}

void OddValuesTest::numbersOfRowsAreReadStrictly()
{
    QFETCH(QString, column);
    QFETCH(QString, config);
    QFETCH(QString, number);
    QFETCH(QString, odd);
    RIG_VERIFY(m_postgres.execute(
        QStringLiteral("update healthcare.integrations set phone_number = '%1', config = config || "
                       "jsonb_build_object('phone_number', '%2') where id = '%3'")
            .arg(column, config, rowOf(0).toString()),
        databaseName));
    const Audit result = audit(listOf(entryOf(fieldsOf(0))));
    const Integration* row = result.find(nameOf(0))->integration();
    QCOMPARE(row->phone() ? row->phone()->text() : QString(), number);
    QCOMPARE(row->oddPhone, odd);
    // An unknown number agrees with every other.
    if (number.isEmpty())
        QVERIFY(!result.find(nameOf(0))->has(FindingCode::PhoneMismatch));
}

void OddValuesTest::judge(
    Campaign& campaign, const QMap<QString, QString>& usual, const QByteArray& list, const QString& what,
    const std::function<Presence(const AuditRow&)>& presence)
{
    campaign.addCase();
    const Audit result = audit(list);
    if (!result.allStoresRead())
        return campaign.violate(what + QStringLiteral(": a store counts as unread"));
    const QMap<QString, QString> now = told(result);
    for (int number = 1; number < fleetSize; ++number) {
        const QString name = nameOf(number).text();
        if (now.value(name) != usual.value(name))
            campaign.violate(QStringLiteral("%1: %2 is told as %3").arg(what, name, now.value(name)));
    }
    const AuditRow* spoiled = result.find(nameOf(0));
    if (spoiled && presence(*spoiled) == Presence::Absent)
        campaign.violate(what + QStringLiteral(": its own row counts as absent"));
}

void OddValuesTest::spoilList(Campaign& campaign, const QMap<QString, QString>& usual)
{
    const Fields fields = fieldsOf(0);
    for (qsizetype place = 0; place < fields.size(); ++place) {
        const QByteArrayList values = oddJson();
        for (qsizetype index = 0; index < values.size(); index += Campaign::isLong() ? 1 : 5) {
            const QByteArray& value = values[(index + place) % values.size()];
            Fields spoiled = fields;
            spoiled[place].second = value;
            const bool isName = fields[place].first == "name"; // then it is another's, or nobody's
            judge(
                campaign, usual, listOf(entryOf(spoiled)),
                QStringLiteral("list %1 = %2")
                    .arg(QString::fromLatin1(fields[place].first), QString::fromUtf8(value.left(40))),
                [isName](const AuditRow& row) { return isName ? Presence::Unknown : row.inServer; });
        }
    }
}

void OddValuesTest::spoilRows(Campaign& campaign, const QMap<QString, QString>& usual)
{
    const QStringList texts{
        QStringLiteral("''"),
        QStringLiteral("' '"),
        QStringLiteral("'4.5E+12'"),
        QStringLiteral("'5511988887770.0'"),
        QStringLiteral("'5511988887770_1:12@s.whatsapp.net'"),
        QStringLiteral("'1@lid'"),
        QStringLiteral("E'a\\tb\\n'"),
        QStringLiteral("'%1%n'"),
        QStringLiteral("repeat('x', 5000)"),
        QStringLiteral("'<b>'")};
    const QStringList configs{
        QStringLiteral("'\"text\"'"),
        QStringLiteral("'[]'"),
        QStringLiteral("'5'"),
        QStringLiteral("'null'"),
        QStringLiteral("NULL"),
        QStringLiteral("'{}'"),
        QStringLiteral("config || '{\"phone_number\":{}}'"),
        QStringLiteral("config || '{\"phone_number\":4.5E+12}'"),
        QStringLiteral("config || '{\"instance_name\":{}}'"),
        QStringLiteral("config || '{\"instance_name\":[1]}'"),
        QStringLiteral("config || '{\"instance\":true}'"),
        QStringLiteral("config || '{\"steward_lease\":\"x\"}'"),
        QStringLiteral("config || '{\"steward_lease\":{\"until\":5}}'"),
        QStringLiteral("config || '{\"expected_phone\":[]}'"),
        QStringLiteral("config || '{\"webhook_url\":7}'")};
    QStringList sets;
    for (const char* column : {"phone_number", "display_name", "status", "webhook_token"}) {
        for (const QString& text : texts)
            sets << QLatin1String(column) + QStringLiteral(" = ") + text;
    }
    for (const QString& config : configs)
        sets << QStringLiteral("config = ") + config;
    for (const char* column : {"created_at", "updated_at", "connected_at", "last_seen_at"}) {
        for (const char* time : {"infinity", "-infinity", "0001-01-01 BC", "294276-01-01"})
            sets << QStringLiteral("%1 = '%2'").arg(QLatin1String(column), QLatin1String(time));
    }
    for (qsizetype index = 0; index < sets.size(); index += Campaign::isLong() ? 1 : 2) {
        layOut();
        const auto done = m_postgres.execute(
            QStringLiteral("update healthcare.integrations set %1 where id = '%2'")
                .arg(sets[index], rowOf(0).toString()),
            databaseName);
        RIG_VERIFY(done);
        const bool isConfig = sets[index].startsWith(QStringLiteral("config")); // then it may have lost its name
        judge(
            campaign, usual, listOf(entryOf(fieldsOf(0))), QStringLiteral("row ") + sets[index],
            [&](const AuditRow& r) { return isConfig ? Presence::Unknown : r.inDatabase; });
    }
    layOut();
}

void OddValuesTest::spoilEntries(Campaign& campaign, const QMap<QString, QString>& usual)
{
    const QByteArrayList keys{"clinic_id", "organization_id", "name", "whatsapp_number", "instance_name"};
    for (const QByteArray& key : keys) {
        const QByteArrayList values = oddJson();
        for (qsizetype index = 0; index < values.size(); index += Campaign::isLong() ? 1 : 4) {
            const QByteArray value = "{\"" + key + "\":" + values[index] + '}';
            RIG_VERIFY(m_client.command({"SETEX", "whatsapp:instance:clinic-0", "3600", value}));
            judge(
                campaign, usual, listOf(entryOf(fieldsOf(0))),
                QStringLiteral("entry ") + QString::fromUtf8(value.left(60)),
                [](const AuditRow& row) { return row.inCache; });
        }
    }
}

void OddValuesTest::oneOddValueSpoilsNoOther()
{
    Campaign campaign(QStringLiteral("One odd value spoils no other"));
    const QMap<QString, QString> usual = told(audit(listOf(entryOf(fieldsOf(0)))));
    QCOMPARE(usual.size(), fleetSize);
    spoilList(campaign, usual);
    spoilRows(campaign, usual);
    spoilEntries(campaign, usual);
    QVERIFY(campaign.finish());
    QVERIFY(campaign.cases() >= 100);
}

STEWARD_TEST(OddValuesTest)
} // namespace steward::odd_values_test

#include "odd_values_test.moc"
