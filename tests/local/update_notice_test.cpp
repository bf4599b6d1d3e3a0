#include "local/update/ed25519.h"
#include "local/update/update_notice.h"
#include "support/notice_signer.h"
#include "support/test_registry.h"

#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::update_notice_test {

namespace {

const QByteArray announced = R"({"version": "1.2.0", "page": "https://steward.example/download"})";

} // namespace

class UpdateNoticeTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void signaturesOfTheStandardAreKnown();
    void aSignedNoticeIsRead();
    void anyOtherByteIsRefused();
    void anotherKeyIsRefused();
    void onlyAVersionAndAnHttpsPage_data();
    void onlyAVersionAndAnHttpsPage();
    void versionsAreComparedAsNumbers();
};

void UpdateNoticeTest::signaturesOfTheStandardAreKnown()
{
    // RFC 8032, 7.1, TEST 2.
    const auto key = QByteArray::fromHex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    const auto signature = QByteArray::fromHex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e"
                                               "43e15996e458f3613d0f11d8c387b2eaeb4302aee"
                                               "b00d291612bb0c00");
    QVERIFY(isSignedWith(key, "\x72", signature));
    QVERIFY(!isSignedWith(key, "\x73", signature));
    QVERIFY(!isSignedWith(key, {}, signature));
    QVERIFY(!isSignedWith(key.left(31), "\x72", signature));
    QVERIFY(!isSignedWith(key, "\x72", signature.left(63)));
    QVERIFY(!isSignedWith({}, "\x72", {}));
}

void UpdateNoticeTest::aSignedNoticeIsRead()
{
    const NoticeSigner makers('m');
    const Result<UpdateNotice> notice = UpdateNotice::read(makers.sign(announced), makers.publicKey());
    QVERIFY(notice);
    QCOMPARE(notice->version, QStringLiteral("1.2.0"));
    QCOMPARE(notice->page, QUrl(QStringLiteral("https://steward.example/download")));
}

void UpdateNoticeTest::anyOtherByteIsRefused()
{
    const NoticeSigner makers('m');
    const QByteArray file = makers.sign(announced);
    const QByteArray key = makers.publicKey();
    int cases = 0;
    int violations = 0;
    for (qsizetype place = 0; place < file.size(); ++place) {
        for (const int bit : {0, 3, 7}) {
            QByteArray changed = file;
            changed[place] = static_cast<char>(changed[place] ^ (1 << bit));
            ++cases;
            violations += UpdateNotice::read(changed, key) ? 1 : 0;
        }
        ++cases;
        violations += UpdateNotice::read(file.left(place), key) ? 1 : 0;
    }
    qInfo("%d cases, %d violations", cases, violations);
    QVERIFY(cases > 400);
    QCOMPARE(violations, 0);
}

void UpdateNoticeTest::anotherKeyIsRefused()
{
    const NoticeSigner makers('m');
    const NoticeSigner others('o');
    const Result<UpdateNotice> notice = UpdateNotice::read(others.sign(announced), makers.publicKey());
    QVERIFY(!notice);
    QVERIFY(notice.error().sentence.contains(QStringLiteral("not signed")));
    QVERIFY(!UpdateNotice::read(makers.sign(announced), {}));
    QVERIFY(!UpdateNotice::read(makers.sign(announced + QByteArray(32 * 1024, ' ')), makers.publicKey()));
}

void UpdateNoticeTest::onlyAVersionAndAnHttpsPage_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no JSON") << QByteArray("1.2.0");
    QTest::newRow("no version") << QByteArray(R"({"page": "https://steward.example"})");
    QTest::newRow("words") << QByteArray(R"({"version": "newest", "page": "https://steward.example"})");
    QTest::newRow("with more") << QByteArray(R"({"version": "1.2.0-rc1", "page": "https://steward.example"})");
    QTest::newRow("no page") << QByteArray(R"({"version": "1.2.0"})");
    QTest::newRow("plain") << QByteArray(R"({"version": "1.2.0", "page": "http://steward.example"})");
    QTest::newRow("a file") << QByteArray(R"({"version": "1.2.0", "page": "file:///etc/passwd"})");
    QTest::newRow("a user") << QByteArray(R"({"version": "1.2.0", "page": "https://steward@evil.example"})");
}

void UpdateNoticeTest::onlyAVersionAndAnHttpsPage()
{
    QFETCH(QByteArray, text);
    const NoticeSigner makers('m');
    QVERIFY(!UpdateNotice::read(makers.sign(text), makers.publicKey()));
}

void UpdateNoticeTest::versionsAreComparedAsNumbers()
{
    const UpdateNotice notice{QStringLiteral("1.10.0"), {}};
    QVERIFY(notice.isNewerThan(QStringLiteral("1.9.9")));
    QVERIFY(notice.isNewerThan(QStringLiteral("0.1.0")));
    QVERIFY(!notice.isNewerThan(QStringLiteral("1.10.0")));
    QVERIFY(!notice.isNewerThan(QStringLiteral("2.0.0")));
    const UpdateNotice nothing;
    QVERIFY(!nothing.isNewerThan(QStringLiteral("0.1.0")));
}

STEWARD_TEST(UpdateNoticeTest)
} // namespace steward::update_notice_test

#include "update_notice_test.moc"
