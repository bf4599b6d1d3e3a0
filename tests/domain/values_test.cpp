#include "domain/audit/snapshot.h"
#include "domain/ids.h"
#include "domain/instance_name.h"
#include "domain/iso_time.h"
#include "domain/phone_number.h"
#include "domain/plans/plan_item.h"
#include "domain/secret.h"
#include "domain/token_digest.h"
#include "support/test_registry.h"

#include <QDateTime>
#include <QRandomGenerator>
#include <QTest>
#include <QVariant>

#include <functional>
#include <type_traits>

using namespace steward;

namespace steward::values_test {

class ValuesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void samePhones_data();
    void samePhones();
    void numbersAreReadStrictly_data();
    void numbersAreReadStrictly();
    void jidsAreReadByTheirUserPart_data();
    void jidsAreReadByTheirUserPart();
    void phonesThatAreNone();
    void namesAreByteExact();
    void unreachableNames();
    void uuidInName();
    void urlsAreMasked_data();
    void urlsAreMasked();
    void tokensAreMasked();
    void whatIsSecretIsNoText();
    void timesAreWrittenAsQtWouldWriteThem();
    void redactionCoversPercentEncoding();
    void idsOfTwoKindsAreNotTheSame();
    void whatMayBeMissingIsOptional();
    void aReadingIsContentOrError();
};

void ValuesTest::samePhones_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::addColumn<bool>("same");
    const auto row = [](const char* left, const char* right, bool same) {
        QTest::addRow("%s %s", left, right) << QString::fromLatin1(left) << QString::fromLatin1(right) << same;
    };
    row("+55 (11) 98888-7777", "5511988887777", true);
    row("5511988887777", "551188887777", true);
    row("5511938887777", "551138887777", false); // a landline is not the mobile with a ninth digit
    row("5511988887777", "5521988887777", false);
    row("5215512345678", "525512345678", true);
    row("5491123456789", "541123456789", true);
    row("5491123456789", "541123456780", false);
    row("351912345678", "351912345679", false);
}

void ValuesTest::samePhones()
{
    QFETCH(QString, left);
    QFETCH(QString, right);
    QTEST(PhoneNumber::fromText(left) == PhoneNumber::fromText(right), "same");
}

void ValuesTest::numbersAreReadStrictly_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("number");
    const auto row = [](const char* text, const char* number) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromLatin1(number);
    };
    row("5511988887777", "+5511988887777");
    row("+55 (11) 98888-7777", "+5511988887777");
    row("(+55) 11 98888.7777", "+5511988887777");
    row("0055 11 98888 7777", "+5511988887777");
    row("0049/171/1234567", "+491711234567");
    row("+33 6.12.34.56.78", "+33612345678");
    row(" 5511988887777\t", "+5511988887777");
    row("12345678", "+12345678");
    row("123456789012345", "+123456789012345");
    row("5511988887777@s.whatsapp.net", "+5511988887777");
    row("5511988887777:12@s.whatsapp.net", "+5511988887777");
    row("5511988887777_1:12@s.whatsapp.net", "+5511988887777");
    row("5511988887777.0:12@s.whatsapp.net", "+5511988887777");
    // what could be another number than meant
    for (const char* odd :
         {"5511988880001.0",
          "5511988880001.00",
          "55119888800.5",
          "4.5E+12",
          "5.511988887777e12",
          "+55 11 98888-7777 ramal 22",
          "5511988887777 x12",
          "5511988887777 / 5511977776666",
          "88887777/99998888",
          "5511988887777, 5511977776666",
          "5511988887777;1",
          "+5511988887777 +5511977776666",
          "55+11988887777",
          "++5511988887777",
          "-5511988887777",
          "5511988887777-",
          "5511988887777.",
          "05511988887777",
          "+05511988887777",
          "+44 (0)20 7946 0958",
          "1234567",
          "1234567890123456",
          "123456789012345@lid",
          "5511988887777@lid",
          "5511988887777-1600000000@g.us",
          "120363041234567890@g.us",
          "120363041234567@newsletter",
          "status@broadcast",
          "@s.whatsapp.net",
          "abc@s.whatsapp.net",
          "n/a",
          "null",
          "",
          " ",
          "\xd9\xa1\xd9\xa2\xd9\xa3\xd9\xa4\xd9\xa5\xd9\xa6\xd9\xa7\xd9\xa8",
          "5511988887777\n5511977776666",
          "5511988887777:12"})
        row(odd, "");
}

void ValuesTest::numbersAreReadStrictly()
{
    QFETCH(QString, text);
    QFETCH(QString, number);
    const auto read = PhoneNumber::fromText(text);
    QCOMPARE(read ? read->text() : QString(), number);
    if (read) // what is written is read again
        QVERIFY(PhoneNumber::fromText(read->text())->digits() == read->digits());
}

void ValuesTest::jidsAreReadByTheirUserPart_data()
{
    QTest::addColumn<QByteArray>("jid");
    QTest::addColumn<QString>("number");
    const auto row = [](const char* jid, const char* number) {
        QTest::newRow(jid) << QByteArray(jid) << QString::fromLatin1(number);
    };
    row("5511988880001@s.whatsapp.net", "+5511988880001");
    row("5511988880001:12@s.whatsapp.net", "+5511988880001");
    row("5511988880001_1:12@s.whatsapp.net", "+5511988880001");
    row("5511988880001.0:12@s.whatsapp.net", "+5511988880001");
    row("5511988880001@c.us", "+5511988880001");
    row("5511988880001", "+5511988880001");
    for (const char* odd :
         {"5511988880001@lid", "5511988880001:12@lid", "5511988880001@g.us", "5511988880001@newsletter",
          "@s.whatsapp.net", ":12@s.whatsapp.net", "+5511988880001@s.whatsapp.net", "55 11 98888-0001@s.whatsapp.net",
          "", "1234567@c.us"})
        row(odd, "");
}

void ValuesTest::jidsAreReadByTheirUserPart()
{
    QFETCH(QByteArray, jid);
    QFETCH(QString, number);
    const auto read = PhoneNumber::fromJid(jid);
    QCOMPARE(read ? read->text() : QString(), number);
}

void ValuesTest::phonesThatAreNone()
{
    QVERIFY(!PhoneNumber::fromText(u""));
    QVERIFY(!PhoneNumber::fromText(u"n/a"));
    QVERIFY(!PhoneNumber::fromText(u"1234567890123456"));
    QVERIFY(!PhoneNumber::fromJid("123456789012345@lid"));
    QCOMPARE(PhoneNumber::fromJid("5511988887777:12@s.whatsapp.net")->text(), QStringLiteral("+5511988887777"));
    QVERIFY(agree(std::nullopt, PhoneNumber::fromText(u"5511988887777")));
}

void ValuesTest::namesAreByteExact()
{
    const auto composed = InstanceName::fromText(QStringLiteral("cl\u00ednica"));
    const auto decomposed = InstanceName::fromText(QStringLiteral("cli\u0301nica"));
    QVERIFY(composed != decomposed);
    QVERIFY(InstanceName::fromText(u"a") != InstanceName::fromText(u"A"));
    QVERIFY(InstanceName::fromText(u"a") != InstanceName::fromText(u"a "));
    QCOMPARE(InstanceName::fromUtf8("a\xff").text(), QStringLiteral("a\\xff"));
}

void ValuesTest::unreachableNames()
{
    for (const char* name : {"", ".", ".."})
        QVERIFY(!InstanceName::fromUtf8(name).isReachable());
    for (const char* name : {"...", "a/..", " ", "%2e"})
        QVERIFY(InstanceName::fromUtf8(name).isReachable());
}

void ValuesTest::uuidInName()
{
    const auto organization = OrganizationId::fromString(u"4e8de1b2-53c9-4a9e-8f64-0b1a2c3d4e5f");
    QCOMPARE(
        InstanceName::fromText(u"clinic-4e8de1b2-53c9-4a9e-8f64-0b1a2c3d4e5f-1763139992470").embeddedUuid(),
        organization);
    QVERIFY(!InstanceName::fromText(u"clinic-4e8de1b2-53c9-4a9e-8f64-0b1a2c3d4e5").embeddedUuid());
    QVERIFY(!InstanceName::fromText(u"a4e8de1b2-53c9-4a9e-8f64-0b1a2c3d4e5f0").embeddedUuid());
}

void ValuesTest::urlsAreMasked_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("masked");
    const auto row = [](const char* url, const char* masked) {
        QTest::addRow("%s", url) << QString::fromUtf8(url) << QString::fromUtf8(masked);
    };
    row("https://api.example.org/webhooks/abcdEFGH1234", "https://api.example.org/webhooks/abcd…");
    row("https://user:secretpass@api.example.org/v2/hook?token=abcdefgh",
        "https://api.example.org/v2/hook?token=abcd…");
    row("https://api.example.org/hook?abcdefgh", "https://api.example.org/hook?abcd…");
    row("not a url at all", "not …");
    row("", "");
}

void ValuesTest::urlsAreMasked()
{
    QFETCH(QString, url);
    QTEST(SecretUrl(url).redacted(), "masked");
}

void ValuesTest::tokensAreMasked()
{
    QCOMPARE(WebhookToken("abcdefghijkl").masked(), QStringLiteral("abcd…"));
    QCOMPARE(WebhookToken("abc").masked(), QStringLiteral("…"));
    QCOMPARE(WebhookToken().masked(), QString());
}

template<class T>
constexpr bool isText = std::is_convertible_v<T, QString> || std::is_convertible_v<T, QVariant> ||
                        std::is_constructible_v<QString, T> || std::is_constructible_v<QByteArray, T>;

void ValuesTest::whatIsSecretIsNoText()
{
    QVERIFY(!isText<Secret> && !isText<WebhookToken> && !isText<SecretUrl> && !isText<TokenDigest>);
    QVERIFY(!(std::is_convertible_v<QString, SecretUrl>));
    const TokenDigest digest = TokenDigest::of(WebhookToken("abcdefghijkl"));
    QVERIFY(!digest.text().contains(QLatin1String("abcd")));
    QCOMPARE(digest.text(), QStringLiteral("sha256:") + QString::fromLatin1(digest.hex()));
    QVERIFY(TokenDigest::fromText(digest.text()) == digest);
    QVERIFY(!TokenDigest::fromText(QString::fromLatin1(digest.hex())));
}

void ValuesTest::redactionCoversPercentEncoding()
{
    const QString text = redacted(QStringLiteral("p@ss/word and p%40ss%2Fword"), {"p@ss/word"});
    QCOMPARE(text, QStringLiteral("••• and •••"));
}

template<class One, class Other>
constexpr bool isInterchangeable = std::is_constructible_v<One, Other> || std::is_assignable_v<One&, Other> ||
                                   std::is_invocable_v<std::equal_to<>, One, Other>;

void ValuesTest::idsOfTwoKindsAreNotTheSame()
{
    QVERIFY((!isInterchangeable<OrganizationId, ClinicId> && !isInterchangeable<IntegrationId, OperationId>));
    QVERIFY((!isInterchangeable<IntegrationId, InstanceId> && !isInterchangeable<OrganizationId, OperationId>));
    QVERIFY((!std::is_convertible_v<QUuid, OrganizationId> && !std::is_convertible_v<OrganizationId, QUuid>));
    const OrganizationId id = OrganizationId::create();
    QCOMPARE(id.toString(), id.uuid().toString(QUuid::WithoutBraces));
    QVERIFY(OrganizationId::fromString(id.toString()) == id && OrganizationId::fromJson(id.toJson()) == id);
    QVERIFY(id.orNone() == id && qHash(id) == qHash(id.uuid()));
    QVERIFY(id > OrganizationId() && !OrganizationId::fromString(u"none").orNone());
    QVERIFY(OrganizationId().toJson().isNull());
}

/// A forgotten look at what may be missing does not compile.
void ValuesTest::whatMayBeMissingIsOptional()
{
    QVERIFY((std::is_same_v<decltype(PlanStep::rowId), std::optional<IntegrationId>>));
    QVERIFY((std::is_same_v<decltype(PlanItem::group), std::optional<int>>));
    QVERIFY((std::is_same_v<decltype(SeenInstance::id), std::optional<InstanceId>>));
    QVERIFY((std::is_same_v<decltype(ServerInstance::id), std::optional<InstanceId>>));
}

void ValuesTest::aReadingIsContentOrError()
{
    Reading<CacheListing> reading;
    QVERIFY(!reading.isWhole() && !reading.error());
    reading = CacheListing{.entries = {CacheEntry()}};
    QVERIFY(reading.isWhole() && !reading.error());
    QCOMPARE(reading->entries.size(), size_t{1});
    reading = Error{ErrorKind::TimedOut, {}, {}};
    QVERIFY(!reading.isWhole());
    QCOMPARE(reading.error()->kind, ErrorKind::TimedOut);
}

void ValuesTest::timesAreWrittenAsQtWouldWriteThem()
{
    QCOMPARE(isoTime(Timestamp()), QStringLiteral("1970-01-01T00:00:00.000Z"));
    QRandomGenerator random(7);
    for (int number = 0; number < 2000; ++number) { // from before the year 0 to after 9999
        const qint64 time = static_cast<qint64>(random.generate64() % 400'000'000'000'000) - 100'000'000'000'000;
        const QDateTime expected = QDateTime::fromMSecsSinceEpoch(time).toUTC();
        QCOMPARE(isoTime(Timestamp(std::chrono::milliseconds(time))), expected.toString(Qt::ISODateWithMs));
    }
}

STEWARD_TEST(ValuesTest)
} // namespace steward::values_test

#include "values_test.moc"
