#include "support/test_registry.h"
#include "workflows/creation/creation_request.h"

#include <QTest>

using namespace steward;

namespace steward::creation_request_test {

/// What a person may give for a new instance.
class CreationRequestTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersThatCouldBeOthers_data();
    void numbersThatCouldBeOthers();
};

void CreationRequestTest::numbersThatCouldBeOthers_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isTaken");
    const auto row = [](const char* text, bool isTaken) {
        QTest::newRow(text) << QString::fromLatin1(text) << isTaken;
    };
    for (const char* taken :
         {"", " ", "+55 11 98888-7777", "5511988887777", "(55) 11 98888.7777", "00 55 11 988887777"})
        row(taken, true);
    for (const char* odd :
         {"5511988880001.0", "5511988880030.00", "4.5E+12", "+55 11 98888-7777 ramal 22", "5511988887777/5511977776666",
          "011988887777", "+44 (0)20 7946 0958", "5511988887777@s.whatsapp.net", "1234567", "1234567890123456"})
        row(odd, false);
}

void CreationRequestTest::numbersThatCouldBeOthers()
{
    QFETCH(QString, text);
    QFETCH(bool, isTaken);
    const auto trouble = validatePhone(text);
    QCOMPARE(!trouble, isTaken);
    // What is taken is read as a number, and the other way round.
    if (!text.trimmed().isEmpty() && !text.contains(u'@'))
        QCOMPARE(PhoneNumber::fromText(text).has_value(), isTaken);
}

STEWARD_TEST(CreationRequestTest)
} // namespace steward::creation_request_test

#include "creation_request_test.moc"
