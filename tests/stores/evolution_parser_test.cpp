#include "stores/evolution/http_exchange.h"
#include "stores/evolution/instance_list_parser.h"
#include "stores/evolution/path_builder.h"
#include "stores/evolution/server_timestamp.h"
#include "stores/evolution/webhook_json.h"
#include "support/any_id.h"
#include "support/test_registry.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace steward;

namespace steward::evolution_parser_test {

namespace {

/// With the capacity behind the text that the parser asks for, filled with what must never be read as text.
QByteArray padded(const QByteArray& text)
{
    QByteArray body;
    body.reserve(text.size() + HttpAnswer::bodyPadding);
    body.resize(text.size() + HttpAnswer::bodyPadding);
    body.fill(']');
    body.resize(text.size());
    std::copy(text.begin(), text.end(), body.begin());
    return body;
}

QByteArray fixture(const char* name)
{
    QFile file(
        qEnvironmentVariable("STEWARD_TEST_SOURCE_DIR") + QStringLiteral("/tests/data/evolution/") +
        QLatin1String(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Result<ServerListing> parsed(const QByteArray& text, const QByteArray& key = {})
{
    auto result = InstanceListParser(key).list(padded(text), CallContext());
    if (!result)
        return std::unexpected(result.error());
    return std::move(result->listing);
}

const ServerInstance* named(const ServerListing& listing, const char* name)
{
    for (const ServerInstance& instance : listing.instances) {
        if (instance.name == InstanceName::fromUtf8(name))
            return &instance;
    }
    return nullptr;
}

} // namespace

class EvolutionParserTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsVersion2();
    void readsEveryNameByteForByte();
    void readsVersion1();
    void readsAnEmptyList();
    void aListCutAnywhereIsNeverRead_data();
    void aListCutAnywhereIsNeverRead();
    void refusesWhatIsNoList_data();
    void refusesWhatIsNoList();
    void toleratesFields_data();
    void toleratesFields();
    void seesTheAskingKey();
    void readsOneObject();
    void readsWhatCreateAnswers();
    void stops();
    void readsTimes();
    void encodesPaths_data();
    void encodesPaths();
    void refusesNamesWithoutPath();
    void keepsTheBasePath();
    void writesCreateBodies();
    void readsWebhooks();
};

void EvolutionParserTest::readsVersion2()
{
    const auto listing = parsed(fixture("list_v2.json"));
    QVERIFY2(listing, listing ? "" : qPrintable(listing.error().detail));
    QCOMPARE(listing->majorVersion, 2);
    const ServerInstance* open = named(*listing, "st-open");
    QVERIFY(open);
    QVERIFY(open->connection == Connection::Open);
    QVERIFY(open->kind == InstanceKind::Baileys);
    QVERIFY(open->id == InstanceId::fromString(u"fb8c2e94-0e8f-4b51-940e-d49d89cffd92"));
    QCOMPARE(open->phone.value().text(), QStringLiteral("+5511999990000"));
    QCOMPARE(open->profileName, QStringLiteral("Loja Teste"));
    QCOMPARE(open->messages, 1203);
    QCOMPARE(open->contacts, 87);
    QCOMPARE(open->chats, 41);
    QCOMPARE(open->createdAt, serverTimestamp("2026-11-22T11:29:45.864Z"));
    QVERIFY(named(*listing, "st-connecting")->connection == Connection::Connecting);
    QVERIFY(!named(*listing, "st-connecting")->phone);
    const ServerInstance* unlinked = named(*listing, "st-unlinked");
    QVERIFY(unlinked->connection == Connection::Close);
    QCOMPARE(unlinked->disconnectionReason, 401);
    QVERIFY(unlinked->phone);
    QVERIFY(named(*listing, "a/b")->kind == InstanceKind::Evolution);
}

void EvolutionParserTest::readsEveryNameByteForByte()
{
    const QByteArray text = fixture("list_v2.json");
    const auto listing = parsed(text);
    const QJsonArray expected = QJsonDocument::fromJson(text).array();
    QVERIFY(expected.size() > 20);
    QCOMPARE(listing->instances.size(), static_cast<size_t>(expected.size()));
    for (qsizetype i = 0; i < expected.size(); ++i) {
        QCOMPARE(
            listing->instances[static_cast<size_t>(i)].name.utf8(),
            expected[i].toObject().value(QLatin1String("name")).toString().toUtf8());
    }
}

void EvolutionParserTest::readsVersion1()
{
    const auto listing = parsed(fixture("list_v1.json"));
    QVERIFY2(listing, listing ? "" : qPrintable(listing.error().detail));
    QCOMPARE(listing->majorVersion, 1);
    QCOMPARE(listing->instances.size(), size_t(3));
    const ServerInstance& first = listing->instances[0];
    QVERIFY(first.connection == Connection::Open);
    QVERIFY(first.kind == InstanceKind::Baileys);
    QCOMPARE(first.phone.value().text(), QStringLiteral("+5511999990000"));
    QVERIFY(first.id);
    QVERIFY(!first.updatedAt);
    QCOMPARE(first.messages, -1);
    const ServerInstance* bare = named(*listing, "clínica/1%?");
    QVERIFY(bare && bare->connection == Connection::Connecting && bare->kind == InstanceKind::Baileys);
    const ServerInstance* business = named(*listing, "clinic-c");
    QVERIFY(business->kind == InstanceKind::Business && business->connection == Connection::Close);
    QVERIFY(business->profileName.isEmpty());
}

void EvolutionParserTest::readsAnEmptyList()
{
    for (const char* text : {"[]", " [ ] \r\n\t"}) {
        const auto listing = parsed(text);
        QVERIFY2(listing, text);
        QCOMPARE(listing->majorVersion, 0);
        QVERIFY(listing->instances.empty());
    }
}

void EvolutionParserTest::aListCutAnywhereIsNeverRead_data()
{
    QTest::addColumn<QByteArray>("whole");
    QTest::newRow("v1") << fixture("list_v1.json");
    const QByteArray all = fixture("list_v2.json");
    const QJsonArray items = QJsonDocument::fromJson(all).array();
    QTest::newRow("v2") << QJsonDocument(QJsonArray{items[2], items[4]}).toJson(QJsonDocument::Compact);
    QTest::newRow("empty") << QByteArray("[]");
    QTest::newRow("names that look like ends")
        << QByteArray(R"([{"name":"]"},{"name":"}]"},{"name":"\"}]","connectionStatus":"open"}])");
}

void EvolutionParserTest::aListCutAnywhereIsNeverRead()
{
    QFETCH(QByteArray, whole);
    QVERIFY(parsed(whole));
    for (qsizetype length = 0; length < whole.size(); ++length) {
        const auto cut = parsed(whole.left(length));
        QVERIFY2(!cut, qPrintable(QStringLiteral("read at %1 of %2").arg(length).arg(whole.size())));
        const bool known = cut.error().kind == ErrorKind::Truncated || cut.error().kind == ErrorKind::BadAnswer;
        QVERIFY2(known, qPrintable(errorWord(cut.error().kind)));
        QCOMPARE(cut.error().inPart, cut.error().kind == ErrorKind::Truncated);
    }
}

void EvolutionParserTest::refusesWhatIsNoList_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("kind");
    const auto row = [](const char* name, const QByteArray& text, const char* kind = "bad-answer") {
        QTest::newRow(name) << text << QString::fromLatin1(kind);
    };
    row("nothing", "");
    row("white space", "  \n");
    row("null", "null");
    row("object", R"({"instances":[]})");
    row("error document", R"({"status":500,"error":"x","response":{"message":["y"]}})");
    row("page", "<!DOCTYPE html><html><body>Log in</body></html>");
    row("text behind", R"([{"name":"a"}] x)", "truncated"); // it does not end as an array either
    row("array behind", R"([{"name":"a"}][])");
    row("bracket behind", R"([{"name":"a"}]])");
    row("comma behind", "[],", "truncated");
    row("array behind an empty one", "[][]");
    row("item without name", R"([{"connectionStatus":"open"}])");
    row("name is null", R"([{"name":null}])");
    row("name is a number", R"([{"name":7}])");
    row("item is text", R"(["a"])");
    row("item is null", "[null]");
    row("two shapes", R"([{"name":"a"},{"instance":{"instanceName":"b"}}])");
    row("missing comma", R"([{"name":"a"}{"name":"b"}])");
    row("open at the end", R"([{"name":"a"})", "truncated");
    row("open text", R"([{"name":"a)", "truncated");
    row("a comma more", R"([{"name":"a"},)", "truncated");
}

void EvolutionParserTest::refusesWhatIsNoList()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, kind);
    const auto listing = parsed(text);
    QVERIFY(!listing);
    QCOMPARE(errorWord(listing.error().kind), kind);
    QVERIFY(!listing.error().sentence.isEmpty());
}

void EvolutionParserTest::toleratesFields_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::newRow("none") << QByteArray();
    QTest::newRow("nulls") << QByteArray(
        R"(,"id":null,"connectionStatus":null,"integration":null,"ownerJid":null,"profileName":null,)"
        R"("disconnectionReasonCode":null,"createdAt":null,"updatedAt":null,"_count":null,"token":null)");
    QTest::newRow("other types") << QByteArray(
        R"(,"id":1,"connectionStatus":["open"],"integration":{"a":1},"ownerJid":5,"profileName":true,)"
        R"("disconnectionReasonCode":"x","createdAt":0,"updatedAt":{},"_count":[1,2],"token":{})");
    QTest::newRow("unknown") << QByteArray(R"(,"Kafka":{"id":[{"name":"inner"}]},"x":[[],[{}]],"y":1e400)");
}

void EvolutionParserTest::toleratesFields()
{
    QFETCH(QByteArray, fields);
    const auto listing = parsed("[{\"name\":\"a\"" + fields + "},{\"name\":\"b\",\"connectionStatus\":\"refused\"}]");
    QVERIFY2(listing, listing ? "" : qPrintable(listing.error().detail));
    QCOMPARE(listing->instances.size(), size_t(2));
    QCOMPARE(listing->instances[0].name.utf8(), QByteArray("a"));
    QVERIFY(listing->instances[0].connection == Connection::Other);
    QVERIFY(listing->instances[0].kind == InstanceKind::Other);
    QCOMPARE(listing->instances[0].messages, -1);
    QVERIFY(listing->instances[1].connection == Connection::Other);
}

void EvolutionParserTest::seesTheAskingKey()
{
    const QByteArray text = R"([{"name":"a","token":"the-key-1"},{"name":"b","token":"other"}])";
    QVERIFY(InstanceListParser("the-key-1").list(padded(text), CallContext())->carriesAskingKey);
    QVERIFY(!InstanceListParser("the-key").list(padded(text), CallContext())->carriesAskingKey);
    QVERIFY(!InstanceListParser("").list(padded(text), CallContext())->carriesAskingKey);
}

void EvolutionParserTest::readsOneObject()
{
    const InstanceListParser parser({});
    const QByteArray one = R"({"instance":{"instanceName":"a","status":"open"}})";
    const auto found = parser.listOrOne(padded(one), CallContext());
    QVERIFY(found);
    QCOMPARE(found->listing.majorVersion, 1);
    QCOMPARE(found->listing.instances.at(0).name.utf8(), QByteArray("a"));
    QVERIFY(!parser.listOrOne(padded(one + "{}"), CallContext()));
    for (qsizetype length = 0; length < one.size(); ++length)
        QVERIFY(!parser.listOrOne(padded(one.left(length)), CallContext()));
    QVERIFY(!parser.listOrOne(padded(R"({"status":404})"), CallContext()));
}

void EvolutionParserTest::readsWhatCreateAnswers()
{
    const auto v2 = InstanceListParser::created(padded(
        R"({"instance":{"instanceName":"evo1","instanceId":"e7488489-d2fa-4f0c-b82a-2bd62dcb9426","status":"close"},)"
        R"("hash":"D92C94DD-1981-434E-B8F1-A5654A352A41","webhook":{}})"));
    QVERIFY(v2);
    QCOMPARE(v2->name.utf8(), QByteArray("evo1"));
    QVERIFY(v2->id);
    const auto v1 = InstanceListParser::created(
        padded(R"({"hash":{"apikey":"x"},"instance":{"instanceName":"evo1","status":"created"}})"));
    QVERIFY(v1 && !v1->id);
    QVERIFY(!InstanceListParser::created(padded("<html>")));
    QVERIFY(!InstanceListParser::created(padded("{}")));
}

void EvolutionParserTest::stops()
{
    QByteArray text = "[";
    for (int i = 0; i < 5000; ++i)
        text += "{\"name\":\"n" + QByteArray::number(i) + "\"},";
    text.back() = ']';
    std::stop_source source;
    QVERIFY(InstanceListParser({}).list(padded(text), {.stop = source.get_token()}));
    source.request_stop();
    const auto stopped = InstanceListParser({}).list(padded(text), {.stop = source.get_token()});
    QVERIFY(!stopped && stopped.error().kind == ErrorKind::Stopped);
}

void EvolutionParserTest::readsTimes()
{
    using namespace std::chrono;
    const Timestamp expected = sys_days(2026y / November / 22) + 11h + 29min + 45s + 864ms;
    QVERIFY(serverTimestamp("2026-11-22T11:29:45.864Z") == expected);
    QVERIFY(serverTimestamp("2026-11-22T11:29:45Z") == expected - 864ms);
    for (const char* text :
         {"", "yesterday", "2026-02-30T11:29:45.864Z", "2026-11-22T11:29:45.864+02:00", "2026-11-22T25:29:45.864Z",
          "2026-11-22 11:29:45.864Z", "2026-11-22T11:29:45.-64Z"})
        QVERIFY2(!serverTimestamp(text), text);
}

void EvolutionParserTest::encodesPaths_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("segment");
    const auto row = [](const char* name, const char* segment) {
        QTest::newRow(name) << QByteArray(name) << QByteArray(segment);
    };
    row("plain-1.2_3~", "plain-1.2_3~");
    row("a/b", "a%2Fb");
    row("a%2Fb", "a%252Fb");
    row("50%", "50%25");
    row("../x", "..%2Fx");
    row("..%2F", "..%252F");
    row("...", "...");
    row("a+b c", "a%2Bb%20c");
    row("a?instanceName=b", "a%3FinstanceName%3Db");
    row("a#b&c;d=e", "a%23b%26c%3Bd%3De");
    row("!*'()", "%21%2A%27%28%29");
    row("\"<b>\"", "%22%3Cb%3E%22");
    row("line\nbreak", "line%0Abreak");
    row("emoji\xf0\x9f\x98\x80", "emoji%F0%9F%98%80");
    row("rtl\xe2\x80\xae", "rtl%E2%80%AE");
    row("\xc3\xa9", "%C3%A9");
    row("e\xcc\x81", "e%CC%81");
    row("@:$,[]{}|\\^`", "%40%3A%24%2C%5B%5D%7B%7D%7C%5C%5E%60");
}

// What counts is the encoded form that the URL keeps, since that is what Qt sends.
void EvolutionParserTest::encodesPaths()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, segment);
    const QUrl base(QStringLiteral("http://127.0.0.1:8080"));
    const auto route = routeOf("/instance/delete/", InstanceName::fromUtf8(name));
    QVERIFY(route);
    const QUrl url = targetUrl(base, *route);
    QVERIFY(url.isValid());
    QCOMPARE(url.toEncoded(), "http://127.0.0.1:8080/instance/delete/" + segment);
    QVERIFY(!url.hasQuery() && !url.hasFragment());
    const auto query = fetchByNameRoute(InstanceName::fromUtf8(name));
    QCOMPARE(
        targetUrl(base, *query).toEncoded(), "http://127.0.0.1:8080/instance/fetchInstances?instanceName=" + segment);
}

void EvolutionParserTest::refusesNamesWithoutPath()
{
    for (const char* name : {"", ".", "..", "a\xff"}) {
        const auto route = routeOf("/instance/delete/", InstanceName::fromUtf8(name));
        QVERIFY2(!route && route.error().kind == ErrorKind::UnreachableName, name);
        QVERIFY2(!fetchByNameRoute(InstanceName::fromUtf8(name)), name);
    }
}

void EvolutionParserTest::keepsTheBasePath()
{
    for (const char* base : {"https://host/api", "https://host/api/", "https://host/api/?a=b#c"}) {
        QCOMPARE(
            targetUrl(QUrl(QString::fromLatin1(base)), "/instance/delete/a%2Fb").toEncoded(),
            QByteArray("https://host/api/instance/delete/a%2Fb"));
    }
}

void EvolutionParserTest::writesCreateBodies()
{
    const NewInstance instance{InstanceName::fromUtf8("clínica \"1\""), SecretUrl(QStringLiteral("https://h/w/abc"))};
    const QJsonObject v2 = QJsonDocument::fromJson(createBody(instance, 2)).object();
    QCOMPARE(v2.value(QLatin1String("instanceName")).toString().toUtf8(), instance.name.utf8());
    QCOMPARE(v2.value(QLatin1String("integration")).toString(), QStringLiteral("WHATSAPP-BAILEYS"));
    QCOMPARE(v2.value(QLatin1String("qrcode")), QJsonValue(false));
    const QJsonObject webhook = v2.value(QLatin1String("webhook")).toObject();
    QCOMPARE(webhook.value(QLatin1String("url")).toString(), instance.webhookUrl.reveal());
    QCOMPARE(webhook.value(QLatin1String("events")).toArray().size(), 5);
    QVERIFY(!webhook.value(QLatin1String("events")).toArray().contains(QStringLiteral("REMOVE_INSTANCE")));
    const QJsonObject v1 = QJsonDocument::fromJson(createBody(instance, 1)).object();
    QVERIFY(!v1.contains(QLatin1String("integration")));
    QCOMPARE(v1.value(QLatin1String("webhook")).toString(), instance.webhookUrl.reveal());
    QCOMPARE(v1.value(QLatin1String("events")).toArray().size(), 5);
    QVERIFY(!createBody({instance.name, {}}, 2).contains("webhook"));
    QVERIFY(!createBody({instance.name, {}}, 1).contains("webhook"));
}

void EvolutionParserTest::readsWebhooks()
{
    QVERIFY(webhookFrom("null") && !*webhookFrom("null"));
    const auto v2 = webhookFrom(
        R"({"id":"x","url":"https://h/w","headers":{"authorization":"b"},"enabled":true,"events":["CALL"]})");
    QVERIFY(v2 && *v2);
    QCOMPARE((*v2)->events.at(0), QStringLiteral("CALL"));
    QVERIFY((*v2)->enabled);
    const auto unset =
        webhookFrom(R"({"enabled":false,"url":"","events":[],"webhook_by_events":false,"webhook_base64":false})");
    QVERIFY(unset && !*unset);
    for (const char* text : {"", "<html>", "[]", "{}", R"({"url":null})", "nul"})
        QVERIFY2(!webhookFrom(text), text);
}

STEWARD_TEST(EvolutionParserTest)
} // namespace steward::evolution_parser_test

#include "evolution_parser_test.moc"
