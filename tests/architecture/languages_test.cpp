#include "architecture/source_tree.h"
#include "support/test_registry.h"

#include <QFile>
#include <QLibraryInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <algorithm>
#include <optional>
#include <vector>

using namespace steward::test;

namespace {

struct Entry {
    QString context;
    QString source;
    QStringList forms; ///< one, or one a plural
    bool isPlural = false;
    bool isUnfinished = false;

    QString where() const
    {
        return context + QStringLiteral(": “") + source + QStringLiteral("” → “") +
               forms.join(QStringLiteral("” | “")) + QStringLiteral("”");
    }
};

std::vector<Entry> entriesIn(const QByteArray& catalogue)
{
    std::vector<Entry> entries;
    QXmlStreamReader reader(catalogue);
    QString context;
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        const auto name = reader.name();
        const QXmlStreamAttributes attributes = reader.attributes();
        if (name == QLatin1String("name")) {
            context = reader.readElementText();
        } else if (name == QLatin1String("message")) {
            entries.push_back(
                {context, {}, {}, attributes.value(QLatin1String("numerus")) == QLatin1String("yes"), false});
        } else if (name == QLatin1String("source")) {
            entries.back().source = reader.readElementText();
        } else if (name == QLatin1String("numerusform")) {
            entries.back().forms << reader.readElementText();
        } else if (name == QLatin1String("translation")) {
            entries.back().isUnfinished = attributes.hasAttribute(QLatin1String("type"));
            if (!entries.back().isPlural)
                entries.back().forms << reader.readElementText();
        }
    }
    return entries;
}

/// What the catalogue would be if it were brought up to date with the sources now; nothing where that cannot be told.
std::optional<QByteArray> upToDate(const QString& language)
{
    const QString name = QStringLiteral("steward_%1.ts").arg(language);
    const QTemporaryDir folder;
    const QString copy = folder.filePath(name);
    if (!QFile::copy(projectFolder() + QStringLiteral("/translations/") + name, copy))
        return {};
    QProcess process;
    process.setWorkingDirectory(projectFolder());
    process.start(
        QLibraryInfo::path(QLibraryInfo::BinariesPath) + QStringLiteral("/lupdate"),
        {QStringLiteral("src"), QStringLiteral("ui"), QStringLiteral("-silent"), QStringLiteral("-no-obsolete"),
         QStringLiteral("-locations"), QStringLiteral("none"), QStringLiteral("-ts"), copy});
    QFile file(copy);
    if (!process.waitForFinished(120'000) || process.exitCode() != 0 || !file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll();
}

/// Each placeholder as often as it occurs, in order.
QStringList placeholdersOf(const QString& text)
{
    static const QRegularExpression placeholder(QStringLiteral("%L?[1-9n]"));
    QStringList found;
    for (auto matches = placeholder.globalMatch(text); matches.hasNext();)
        found << matches.next().captured().remove(QLatin1Char('L')); // the same, as the language writes numbers
    found.sort();
    return found;
}

bool hasMnemonic(const QString& text)
{
    static const QRegularExpression mnemonic(QStringLiteral("&[^&\\s]"));
    return text.contains(mnemonic);
}

/// The end that makes a heading, a question or a way on of it.
QString endOf(const QString& text)
{
    static const QRegularExpression end(QStringLiteral("(…|:|\\s+)$"));
    return end.match(text).captured();
}

/// What is the same in every language: names, addresses, keys, words of other programs, signs, words that are shared.
bool mayEqualItsSource(const QString& source)
{
    static const QRegularExpression keys(QStringLiteral("^(?:(?:Ctrl|Shift|Alt)\\+)*(?:[A-Z0-9,?]|F\\d+|Esc)$"));
    static const QRegularExpression onlySigns(
        QStringLiteral("^(?:%(?:L?\\d|n)|[\\s\\d·:+→,()?■–-]|Steward|Redis|PostgreSQL|[smhd]|min|\\.)*$"));
    static const QSet<QString> shared{
        QStringLiteral("https://evolution.example.org"),
        QStringLiteral("Host"),
        QStringLiteral("db.example.org"),
        QStringLiteral("postgres"),
        QStringLiteral("verify-full"),
        QStringLiteral("verify-ca"),
        QStringLiteral("require"),
        QStringLiteral("prefer"),
        QStringLiteral("disable"),
        QStringLiteral("Cache"),
        QStringLiteral("redis.example.org"),
        QStringLiteral("Socket"),
        QStringLiteral("/run/redis/redis.sock"),
        QStringLiteral("Schema"),
        QStringLiteral("Menu"),
        QStringLiteral("(token %1)"),
        QStringLiteral("cache"),
        QStringLiteral("Error"),
        QStringLiteral("Clínica Boa Semente"),
        QStringLiteral("Use sslmode=verify-full."),
        QStringLiteral("no"),
        QStringLiteral("Webhook"),
        QStringLiteral("d MMM"),
        QStringLiteral("d MMM yyyy"),
        QStringLiteral("status"),
        QStringLiteral("status %1"),
        QStringLiteral("SQL"),
        QStringLiteral("%1…"),
        QStringLiteral("ID"),
        QStringLiteral("commit %1"),
        QStringLiteral("Clínica %1"),
        QStringLiteral("No")};
    return keys.match(source).hasMatch() || onlySigns.match(source).hasMatch() || shared.contains(source);
}

} // namespace

/// The catalogues of the languages that Steward speaks beside English, against the sources.
class LanguagesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everySentenceIsTranslated_data() { languages(); }
    void everySentenceIsTranslated();
    void nothingEqualsItsSource_data() { languages(); }
    void nothingEqualsItsSource();
    void placeholdersMatch_data() { languages(); }
    void placeholdersMatch();
    void pluralsAreComplete_data() { languages(); }
    void pluralsAreComplete();
    void mnemonicsAndEndsMatch_data() { languages(); }
    void mnemonicsAndEndsMatch();
    void typedWordsStay_data() { languages(); }
    void typedWordsStay();
    void faultsAreFound();

private:
    static void languages();
    const std::vector<Entry>& entries();

    QHash<QString, std::vector<Entry>> m_entries;
};

void LanguagesTest::languages()
{
    QTest::addColumn<QString>("language");
    QTest::newRow("Portuguese") << QStringLiteral("pt_BR");
    QTest::newRow("Spanish") << QStringLiteral("es");
}

void LanguagesTest::initTestCase()
{
    for (const QString& language : {QStringLiteral("pt_BR"), QStringLiteral("es")}) {
        const std::optional<QByteArray> catalogue = upToDate(language);
        QVERIFY2(catalogue, "lupdate has to be there: qt6-l10n-tools");
        m_entries[language] = entriesIn(*catalogue);
        QVERIFY(m_entries[language].size() > 2000);
    }
}

const std::vector<Entry>& LanguagesTest::entries()
{
    QFETCH(QString, language);
    return m_entries[language];
}

/// Every word that the sources have now, not only those that the catalogue knows.
void LanguagesTest::everySentenceIsTranslated()
{
    QStringList missing;
    for (const Entry& entry : entries()) {
        if (entry.isUnfinished || entry.forms.isEmpty() || entry.forms.contains(QString()))
            missing << entry.where();
    }
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QLatin1Char('\n'))));
}

void LanguagesTest::nothingEqualsItsSource()
{
    QStringList same;
    for (const Entry& entry : entries()) {
        if (entry.forms.contains(entry.source) && !mayEqualItsSource(entry.source))
            same << entry.where();
    }
    QVERIFY2(same.isEmpty(), qPrintable(same.join(QLatin1Char('\n'))));
}

void LanguagesTest::placeholdersMatch()
{
    QStringList wrong;
    for (const Entry& entry : entries()) {
        for (const QString& form : entry.forms) {
            if (placeholdersOf(form) != placeholdersOf(entry.source))
                wrong << entry.where();
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

void LanguagesTest::pluralsAreComplete()
{
    int plurals = 0;
    for (const Entry& entry : entries()) {
        if (!entry.isPlural)
            continue;
        ++plurals;
        QVERIFY2(entry.forms.size() == 2 && !entry.forms.contains(QString()), qPrintable(entry.where()));
        for (const QString& form : entry.forms)
            QVERIFY2(!form.contains(QLatin1String("(s)")) && !form.contains(QLatin1String("(es)")), qPrintable(form));
    }
    QVERIFY(plurals > 100);
}

void LanguagesTest::mnemonicsAndEndsMatch()
{
    QStringList wrong;
    for (const Entry& entry : entries()) {
        for (const QString& form : entry.forms) {
            if (hasMnemonic(form) != hasMnemonic(entry.source) || endOf(form) != endOf(entry.source))
                wrong << entry.where();
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

/// What a person types, or scripts read, is the same in every language.
void LanguagesTest::typedWordsStay()
{
    static const QRegularExpression typed(QStringLiteral(
        "(?<![\\w-])--[a-z][a-z-]+|\\b[a-z]+_[a-z_]+\\b|\\b(?:STEWARD|AUTHENTICATION)_[A-Z_]+\\b|\\{[a-z_]+\\}"));
    QStringList wrong;
    for (const Entry& entry : entries()) {
        for (auto matches = typed.globalMatch(entry.source); matches.hasNext();) {
            const QString word = matches.next().captured();
            for (const QString& form : entry.forms) {
                if (!form.contains(word))
                    wrong << word + QStringLiteral(" is missing: ") + entry.where();
            }
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

/// The checks above can fail.
void LanguagesTest::faultsAreFound()
{
    const std::vector<Entry> entries =
        entriesIn("<TS><context><name>A</name>"
                  "<message><source>&amp;Save %1…</source><translation>Salvar %2</translation></message>"
                  "<message numerus=\"yes\"><source>%n row(s)</source><translation type=\"unfinished\"><numerusform>%n "
                  "linha</numerusform>"
                  "<numerusform></numerusform></translation></message></context></TS>");
    QCOMPARE(entries.size(), 2U);
    QVERIFY(placeholdersOf(entries[0].source) != placeholdersOf(entries[0].forms.first()));
    QVERIFY(hasMnemonic(entries[0].source) && !hasMnemonic(entries[0].forms.first()));
    QVERIFY(endOf(entries[0].source) != endOf(entries[0].forms.first()));
    QVERIFY(entries[1].isPlural && entries[1].isUnfinished && entries[1].forms.contains(QString()));
    QVERIFY(!mayEqualItsSource(entries[0].source) && mayEqualItsSource(QStringLiteral("Ctrl+Shift+N")));
}

STEWARD_TEST(LanguagesTest)
#include "languages_test.moc"
