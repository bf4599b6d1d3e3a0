#include "domain/environment.h"
#include "domain/ignore_patterns.h"
#include "support/test_registry.h"

#include <QTest>

using namespace steward;

namespace steward::ignore_patterns_test {

class IgnorePatternsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matching_data();
    void matching();
    void hostilePatternEndsSoon();
    void emptyAndRepeatedPatternsAreLeftOut();
    void environmentWords();
};

void IgnorePatternsTest::matching_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char* pattern, const QByteArray& name, bool matches) {
        QTest::addRow("%s %s", pattern, name.toPercentEncoding().constData())
            << QString::fromUtf8(pattern) << name << matches;
    };
    row("internal-*", "internal-1", true);
    row("internal-*", "internal-", true);
    row("internal-*", "Internal-1", false);
    row("internal-*", "my-internal-1", false);
    row("*-bot", "a-bot-bot", true);
    row("*-bot", "a-bot-b", false);
    row("a?c", "abc", true);
    row("a?c", "ac", false);
    row("a?c",
        "a\xc3\xa9"
        "c",
        true); // one character, two bytes
    row("a?c",
        "a\xff"
        "c",
        true);
    row("a??c",
        "a\xc3\xa9"
        "c",
        false);
    row("a*c",
        "a\xff\xfe"
        "c",
        true);
    row("caf\xc3\xa9", "caf\xc3\xa9", true);
    row("caf\xc3\xa9", "cafe\xcc\x81", false); // NFC and NFD are two names
    row("a\\*", "a*", true);
    row("a\\*", "ab", false);
    row("a\\?", "a?", true);
    row("a\\?", "ab", false);
    row("a\\\\b", "a\\b", true);
    row("a\\b", "a\\b", true);
    row("[a]", "[a]", true);
    row("[a]", "a", false);
    row("*", "", true);
    row("a.c", "abc", false);
    row("a", "a\n", false);
}

void IgnorePatternsTest::matching()
{
    QFETCH(QString, pattern);
    QFETCH(QByteArray, name);
    QTEST(IgnorePatterns::fromTexts({pattern}).matches(InstanceName::fromUtf8(name)), "matches");
}

void IgnorePatternsTest::hostilePatternEndsSoon()
{
    // Exponential backtracking would not come back within the test's time.
    const auto patterns = IgnorePatterns::fromTexts({QStringLiteral("*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b")});
    QVERIFY(!patterns.matches(InstanceName::fromUtf8(QByteArray(5000, 'a'))));
    QVERIFY(patterns.matches(InstanceName::fromUtf8(QByteArray(5000, 'a') + 'b')));
}

void IgnorePatternsTest::emptyAndRepeatedPatternsAreLeftOut()
{
    const auto patterns = IgnorePatterns::fromTexts({QString(), QStringLiteral("a"), QStringLiteral("a")});
    QCOMPARE(patterns.texts(), QStringList{QStringLiteral("a")});
    QVERIFY(!patterns.matches(InstanceName()));
    QVERIFY(!IgnorePatterns().matches(InstanceName()));
}

void IgnorePatternsTest::environmentWords()
{
    for (const auto environment : {Environment::Production, Environment::Staging, Environment::Development})
        QVERIFY(environmentFromWord(environmentWord(environment)) == environment);
    QVERIFY(!environmentFromWord(u""));
    QVERIFY(!environmentFromWord(u"Production"));
    QCOMPARE(environmentWord(Environment()), QStringLiteral("production"));
}

STEWARD_TEST(IgnorePatternsTest)
} // namespace steward::ignore_patterns_test

#include "ignore_patterns_test.moc"
