#include "app/inspector/problem_ways.h"
#include "app/overview/overview_words.h"
#include "app/pairing/pairing_words.h"
#include "app/profiles/secrets_dialog.h"
#include "app/style/appearance.h"
#include "architecture/source_tree.h"
#include "domain/audit/finding.h"
#include "domain/query/instance_state.h"
#include "support/test_registry.h"
#include "support/word_list.h"
#include "wording/finding_words.h"
#include "wording/value_titles.h"

#include <QLineEdit>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

#include <algorithm>
#include <vector>

using namespace steward;
using namespace steward::test;

namespace steward::window_words_test {

namespace {

/// The rows of the table below that heading of WORDS.md, without the table's own head.
QList<QStringList> tableOf(const QString& heading)
{
    const QString words = contentOf(QStringLiteral("docs/design/WORDS.md"));
    const qsizetype begin = words.indexOf(QStringLiteral("\n## ") + heading + QLatin1Char('\n'));
    QList<QStringList> rows;
    if (begin < 0)
        return rows;
    for (const QString& line :
         words.mid(begin + 1, words.indexOf(QStringLiteral("\n## "), begin + 1) - begin - 1).split(QLatin1Char('\n'))) {
        if (!line.startsWith(QLatin1Char('|')) || line.startsWith(QStringLiteral("|--")))
            continue;
        QStringList cells;
        for (const QString& cell : line.sliced(1).chopped(1).split(QLatin1Char('|')))
            cells << cell.trimmed();
        rows << cells;
    }
    return rows.mid(1);
}

QString withoutMnemonic(QString text)
{
    static const QRegularExpression mnemonic(QStringLiteral("&(?=\\w)"));
    return text.remove(mnemonic);
}

/// Every sentence of the program in English, as its catalogues hold it.
class SpokenSentences final {
public:
    SpokenSentences()
    {
        for (const char* language : {"es", "en"}) { // the sources of all; and what of it is said of one and of several
            QXmlStreamReader reader(
                contentOf(QStringLiteral("translations/steward_%1.ts").arg(QLatin1String(language))));
            const bool isEnglish = QLatin1String(language) == QLatin1String("en");
            while (!reader.atEnd()) {
                if (reader.readNext() == QXmlStreamReader::StartElement &&
                    reader.name() == (isEnglish ? QLatin1String("numerusform") : QLatin1String("source")))
                    add(withoutMnemonic(reader.readElementText()));
            }
        }
    }
    qsizetype count() const { return m_whole.size(); }
    /// What of the text the program never says; nothing: it says it all, in one sentence or in several.
    QStringList unsaid(const QString& text) const
    {
        if (isSaid(text))
            return {};
        static const QRegularExpression between(QStringLiteral("(?<=\\.) (?=[A-Z0-9+])"));
        QStringList missing = text.split(between);
        missing.removeIf([this](const QString& sentence) { return isSaid(sentence); });
        return missing;
    }

private:
    void add(const QString& sentence)
    {
        m_whole.insert(sentence);
        static const QRegularExpression filledIn(QStringLiteral("%n|%L?\\d"));
        static const QRegularExpression noLetter(QStringLiteral("[^A-Za-z]"));
        QStringList parts = sentence.split(filledIn);
        if (parts.size() < 2 || parts.join(QString()).remove(noLetter).size() < 6) // "%1 of %2" is any text
            return;
        for (QString& part : parts)
            part = QRegularExpression::escape(part);
        m_patterns.emplace_back(QRegularExpression::anchoredPattern(parts.join(QStringLiteral(".+"))));
    }
    bool isSaid(const QString& text) const
    {
        // A heading has no stop at its end.
        if (m_whole.contains(text) || (text.endsWith(QLatin1Char('.')) && m_whole.contains(text.chopped(1))))
            return true;
        return std::ranges::any_of(
            m_patterns, [&text](const QRegularExpression& pattern) { return pattern.match(text).hasMatch(); });
    }

    QSet<QString> m_whole;
    std::vector<QRegularExpression> m_patterns;
};

} // namespace

/// The words that the window keeps, and by which its parts are found; and those of the design.
class WindowWordsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void appearancesKeepTheirWords();
    void secretsKeepTheirFields();
    void problemsAreSaidAsTheDesignSays();
    void statesAreSaidAsTheDesignSays();
    void findingsNameStatesAsTheListDoes();
    void buttonsAndSentencesOfTheDesignAreSaid();
    void theReceptionistHearsWhatTheDesignSays();
};

void WindowWordsTest::appearancesKeepTheirWords()
{
    using enum Appearance;
    const QStringList troubles = wordTroubles<Appearance>(
        appearanceWord, {{System, "system"}, {Light, "light"}, {Dark, "dark"}}, appearanceFromWord);
    QVERIFY2(troubles.isEmpty(), qPrintable(troubles.join(QLatin1Char('\n'))));
}

void WindowWordsTest::secretsKeepTheirFields()
{
    using enum SecretKind;
    const auto fieldOf = [](SecretKind kind) {
        return SecretsDialog({}, {}, {kind}).findChild<QLineEdit*>()->objectName();
    };
    const QStringList troubles = wordTroubles<SecretKind>(
        fieldOf, {{ApiKey, "apiKey"}, {DatabasePassword, "databasePassword"}, {CachePassword, "cachePassword"}});
    QVERIFY2(troubles.isEmpty(), qPrintable(troubles.join(QLatin1Char('\n'))));
}

void WindowWordsTest::problemsAreSaidAsTheDesignSays()
{
    int compared = 0;
    for (const QStringList& row : tableOf(QStringLiteral("The 23 problems"))) {
        const std::optional<FindingCode> code = findingFromWord(row.value(0));
        if (!code) // the heading of a group
            continue;
        QCOMPARE(row.size(), 4);
        QCOMPARE(findingTitle(*code), row.at(1));
        QCOMPARE(problemSentence(*code), row.at(2));
        const QString way = withoutMnemonic(waysOf(*code).front().text);
        const bool isNamed = row.at(3).contains(way) || row.at(3).contains(withoutMnemonic(mainWayText(*code)));
        QVERIFY2(isNamed, qPrintable(row.join(QStringLiteral(" | ")) + QStringLiteral(": ") + way));
        ++compared;
    }
    QCOMPARE(compared, findingCodeCount);
}

void WindowWordsTest::statesAreSaidAsTheDesignSays()
{
    using enum InstanceState;
    const QList<QStringList> rows = tableOf(QStringLiteral("States"));
    const InstanceState states[]{Connected, Disconnected, Pairing, Ghost, NotOnServer, NotRead};
    QCOMPARE(rows.size(), qsizetype{std::size(states)});
    for (qsizetype place = 0; place < rows.size(); ++place) {
        QCOMPARE(instanceStateTitle(states[place]), rows[place].at(1).section(QLatin1Char(' '), 1)); // after its shape
        QCOMPARE(instanceStateHint(states[place]), rows[place].at(2));
    }
}

/// Who reads "Connected" in the list is not told that it is "open".
void WindowWordsTest::findingsNameStatesAsTheListDoes()
{
    const auto said = [](FindingCode code, FindingCause cause, const QStringList& evidence) {
        return sentenceOf(Finding{code, cause, evidence});
    };
    QCOMPARE(
        said(
            FindingCode::StatusDrift, FindingCause::StatusDiffers, {QStringLiteral("open"), QStringLiteral("pending")}),
        QStringLiteral("On the server it is connected, but the status in its row is pending."));
    QCOMPARE(
        said(FindingCode::GhostInstance, FindingCause::ListedNotRun, {QStringLiteral("close")}),
        QStringLiteral("The server lists it (disconnected) but does not run it, so it does not work."));
    QCOMPARE(
        said(FindingCode::UnlistedInstance, FindingCause::RunNotListed, {memoryWord(MemoryState::Connecting)}),
        QStringLiteral("The server runs it (pairing) but does not list it."));
    QCOMPARE(
        said(FindingCode::OrphanedInstance, FindingCause::ListedWithoutRow, {QStringLiteral("open")}),
        QStringLiteral("The server lists it (connected), but no row in the database names it."));
}

/// Every button and every sentence of WORDS.md stands in the program's catalogues, whatever is filled into it.
void WindowWordsTest::buttonsAndSentencesOfTheDesignAreSaid()
{
    const SpokenSentences spoken;
    QVERIFY(spoken.count() > 2'000);
    QVERIFY(!spoken.unsaid(QStringLiteral("Nobody ever says this. Nor that.")).isEmpty());
    QStringList missing;
    int compared = 0;
    for (const QStringList& row : tableOf(QStringLiteral("Actions"))) {
        for (const QString& button : row.at(1).split(QStringLiteral(", "))) {
            missing << spoken.unsaid(button);
            ++compared;
        }
    }
    for (const QStringList& row : tableOf(QStringLiteral("Sentences that recur"))) {
        missing << spoken.unsaid(row.at(1));
        ++compared;
    }
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QLatin1Char('\n'))));
    QVERIFY2(compared > 50, qPrintable(QString::number(compared)));
}

void WindowWordsTest::theReceptionistHearsWhatTheDesignSays()
{
    const QString words = contentOf(QStringLiteral("docs/design/WORDS.md"));
    const QString section = words.mid(words.indexOf(QStringLiteral("## Say it to the receptionist")));
    const std::vector<NumberedSteps::Step> english = stepsOnThePhone(Language::English, false);
    QCOMPARE(english.size(), size_t{5});
    for (size_t step = 0; step < english.size(); ++step) {
        const QString line = QStringLiteral("\n%1. %2").arg(QString::number(step + 1), english[step].text);
        QVERIFY2(section.contains(line), qPrintable(line));
    }
    for (const NumberedSteps::Step& step : stepsOnThePhone(Language::Portuguese, false))
        QVERIFY2(section.contains(step.text), qPrintable(step.text));
}

STEWARD_TEST(WindowWordsTest)

} // namespace steward::window_words_test

#include "window_words_test.moc"
