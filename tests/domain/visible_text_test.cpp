#include "domain/visible_text.h"

#include "support/campaign.h"
#include "support/test_registry.h"

#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::visible_text_test {

/// Text from the stores as it is shown: nothing in it can hide.
class VisibleTextTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsInvisibleIsEscaped_data();
    void whatIsInvisibleIsEscaped();
    void everyCharacterIsSeenOrEscaped();
    void halvesAreEscaped();
    void whatIsSeenStays();
    void spacesAtTheEndsAreTyped();
};

void VisibleTextTest::whatIsInvisibleIsEscaped_data()
{
    QTest::addColumn<uint>("character");
    for (const uint character :
         {0x00U,    0x07U,    0x0aU,    0x1bU,    0x7fU,    0x85U,    0xadU,    0x34fU,   0x115fU,  0x180eU,  0x200bU,
          0x200eU,  0x2028U,  0x2029U,  0x202eU,  0x2060U,  0x2800U,  0x3164U,  0xfe0fU,  0xfeffU,  0xffa0U,  0xe000U,
          0x1d173U, 0x1bca0U, 0xe0001U, 0xe0020U, 0xe0041U, 0xe007fU, 0xe0100U, 0xe01efU, 0xf0000U, 0x10fffdU})
        QTest::newRow(QByteArray::number(character, 16).constData()) << character;
}

void VisibleTextTest::whatIsInvisibleIsEscaped()
{
    QFETCH(uint, character);
    const QString text = QStringLiteral("a") + QStringView(QChar::fromUcs4(character)).toString() + QStringLiteral("b");
    const QString shown = QStringLiteral("a\\u{%1}b").arg(character, 0, 16);
    QCOMPARE(visibleText(text), shown);
    QVERIFY(isTypedAs(text, text));
    QVERIFY(isTypedAs(shown, text));
    QVERIFY(!isTypedAs(QStringLiteral("ab"), text));
}

/// Of every plane: what is shown holds nothing that hides, ends a line or turns the text around, and typing it agrees.
void VisibleTextTest::everyCharacterIsSeenOrEscaped()
{
    Campaign campaign(QStringLiteral("Characters that are seen or escaped"));
    const uint step = Campaign::isLong() ? 1 : 61;
    for (uint character = 0; character <= 0x10ffff; character += step) {
        if (QChar::isSurrogate(character))
            continue;
        campaign.addCase();
        const QString text =
            QStringLiteral("a") + QStringView(QChar::fromUcs4(character)).toString() + QStringLiteral("b");
        const QString shown = visibleText(text);
        const bool isEscaped = shown == QStringLiteral("a\\u{%1}b").arg(character, 0, 16);
        const auto category = QChar::category(character);
        const bool hides = category == QChar::Other_Control || category == QChar::Other_Format ||
                           category == QChar::Other_PrivateUse || category == QChar::Separator_Line ||
                           category == QChar::Separator_Paragraph;
        const bool isTag = character >= 0xe0000 && character <= 0xe0fff;
        const bool isRight = ((hides || isTag) ? isEscaped : isEscaped || shown == text) && isTypedAs(shown, text) &&
                             !isTypedAs(QStringLiteral("ab"), text);
        if (!isRight)
            campaign.violate(QString::number(character, 16));
    }
    QVERIFY(campaign.finish());
    QVERIFY(campaign.cases() > 15'000);
}

void VisibleTextTest::halvesAreEscaped()
{
    for (const char16_t half : {u'\xd83d', u'\xdc00'}) {
        const QString text = QStringLiteral("Cl") + QChar(half);
        QCOMPARE(visibleText(text), QStringLiteral("Cl\\u{%1}").arg(uint(half), 0, 16));
    }
}

void VisibleTextTest::whatIsSeenStays()
{
    for (const char* seen : {"Clínica Aurora", "診療所", "😀", "a-b_c.d", "é", "مرحبا"})
        QCOMPARE(visibleText(QString::fromUtf8(seen)), QString::fromUtf8(seen));
}

void VisibleTextTest::spacesAtTheEndsAreTyped()
{
    QCOMPARE(typeableText(QStringLiteral("a b")), QStringLiteral("a b"));
    QCOMPARE(typeableText(QStringLiteral(" a ")), QStringLiteral("\\u{20}a\\u{20}"));
    QCOMPARE(typeableText(QStringLiteral("  ")), QStringLiteral("\\u{20}\\u{20}"));
    QCOMPARE(typeableText(QString()), QString());
    QVERIFY(!isTypedAs(QStringLiteral("a"), QStringLiteral("a ")));
}

STEWARD_TEST(VisibleTextTest)
} // namespace steward::visible_text_test

#include "visible_text_test.moc"
