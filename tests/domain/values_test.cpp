#include "domain/instance_name.h"
#include "domain/phone_number.h"
#include "domain/secret.h"
#include "support/test_registry.h"

#include <QTest>

using namespace steward;

class ValuesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void samePhones_data();
    void samePhones();
    void phonesThatAreNone();
    void namesAreByteExact();
    void unreachableNames();
    void uuidInName();
    void urlsAreMasked_data();
    void urlsAreMasked();
    void tokensAreMasked();
    void redactionCoversPercentEncoding();
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
    const QUuid organization(QStringLiteral("4e8de1b2-53c9-4a9e-8f64-0b1a2c3d4e5f"));
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
    QTEST(maskedUrl(url), "masked");
}

void ValuesTest::tokensAreMasked()
{
    QCOMPARE(WebhookToken("abcdefghijkl").masked(), QStringLiteral("abcd…"));
    QCOMPARE(WebhookToken("abc").masked(), QStringLiteral("…"));
    QCOMPARE(WebhookToken().masked(), QString());
}

void ValuesTest::redactionCoversPercentEncoding()
{
    const QString text = redacted(QStringLiteral("p@ss/word and p%40ss%2Fword"), {"p@ss/word"});
    QCOMPARE(text, QStringLiteral("••• and •••"));
}

STEWARD_TEST(ValuesTest)
#include "values_test.moc"
