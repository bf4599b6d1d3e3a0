#include "cli/cli_process.h"
#include "support/test_registry.h"

#include "local/translations.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::language_test {

namespace {

/// The document with its sentences taken out: what scripts read.
QJsonValue withoutSentences(const QJsonValue& value)
{
    if (value.isArray()) {
        QJsonArray array;
        for (const QJsonValue& each : value.toArray())
            array.append(withoutSentences(each));
        return array;
    }
    if (!value.isObject())
        return value;
    QJsonObject object;
    const QJsonObject whole = value.toObject();
    static const QStringList sentences{QStringLiteral("sentence"), QStringLiteral("evidence"), QStringLiteral("advice"),
                                       QStringLiteral("text"),     QStringLiteral("cause"),    QStringLiteral("cure"),
                                       QStringLiteral("title"),    QStringLiteral("summary"),  QStringLiteral("detail"),
                                       QStringLiteral("remedy"),   QStringLiteral("warnings"), QStringLiteral("help")};
    for (auto it = whole.begin(); it != whole.end(); ++it) {
        const bool isTime = it.key().endsWith(QLatin1String("_ms")) || it.key().endsWith(QLatin1String("_at"));
        object.insert(
            it.key(), sentences.contains(it.key()) || isTime ? QJsonValue(true) : withoutSentences(it.value()));
    }
    return object;
}

CliRun inLanguage(const QString& language, QStringList arguments)
{
    return runCli(arguments << QStringLiteral("--lang") << language);
}

} // namespace

/// The command line in another language: sentences change, what scripts read does not.
class LanguageTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void helpSpeaksTheLanguage();
    void variablesChooseIt();
    void anUnknownOneIsAnError();
    void documentsKeepTheirWords_data();
    void documentsKeepTheirWords();
    void aPlanOfAnotherLanguageIsApplied();
    void wordsOfSystemsAreKnown();
};

void LanguageTest::helpSpeaksTheLanguage()
{
    QVERIFY(inLanguage(QStringLiteral("pt_BR"), {QStringLiteral("--help")}).out.contains("Códigos de saída"));
    QVERIFY(
        inLanguage(QStringLiteral("es"), {QStringLiteral("help"), QStringLiteral("repair")}).out.contains("Opciones:"));
    QVERIFY(inLanguage(QStringLiteral("en"), {QStringLiteral("--help")}).out.contains("Exit codes"));
    const CliRun wrong = inLanguage(QStringLiteral("es"), {QStringLiteral("adit")});
    QCOMPARE(wrong.exitCode, 1);
    QVERIFY2(wrong.err.contains("¿Quiso decir"), wrong.err.constData());
}

void LanguageTest::variablesChooseIt()
{
    const QStringList help{QStringLiteral("--help")};
    const auto word = [](const char* text) { return QString::fromLatin1(text); };
    QVERIFY(runCli(help, {{word("STEWARD_LANG"), word("pt-BR")}}).out.contains("Comandos:"));
    const CliEnvironment spanish{{word("LC_ALL"), word("es_AR.UTF-8")}, {word("LANGUAGE"), QString()}};
    QVERIFY(runCli(help, spanish).out.contains("Ejemplos") || runCli(help, spanish).out.contains("Comandos:"));
    const CliEnvironment byLang{
        {word("LANG"), word("pt_BR.UTF-8")},
        {word("LC_ALL"), QString()},
        {word("LC_MESSAGES"), QString()},
        {word("LANGUAGE"), QString()}};
    QVERIFY(runCli(help, byLang).out.contains("Comandos:"));
    CliEnvironment both = spanish;
    both.insert(word("STEWARD_LANG"), word("en"));
    QVERIFY(runCli(help, both).out.contains("Commands:"));
    QVERIFY(runCli(help + QStringList{word("--lang"), word("es")}, both).out.contains("Comandos:"));
}

void LanguageTest::anUnknownOneIsAnError()
{
    const CliRun run = inLanguage(QStringLiteral("tlh"), {QStringLiteral("--practice"), QStringLiteral("audit")});
    QCOMPARE(run.exitCode, 1);
    QVERIFY2(run.err.contains("pt_BR"), run.err.constData());
    QVERIFY(run.out.isEmpty());
}

void LanguageTest::documentsKeepTheirWords_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::newRow("audit") << QStringList{QStringLiteral("audit")};
    QTest::newRow("list") << QStringList{QStringLiteral("list"), QStringLiteral("state:closed")};
    QTest::newRow("doctor") << QStringList{QStringLiteral("doctor")};
    QTest::newRow("plan") << QStringList{QStringLiteral("plan"), QStringLiteral("clean")};
    QTest::newRow("an error") << QStringList{QStringLiteral("show"), QStringLiteral("nobody")};
}

void LanguageTest::documentsKeepTheirWords()
{
    QFETCH(QStringList, command);
    const QStringList all = QStringList{QStringLiteral("--practice"), QStringLiteral("--json")} + command;
    const auto keysOf = [](const CliRun& run) {
        QStringList keys;
        const auto walk = [&keys](const auto& self, const QString& path, const QJsonValue& value) -> void {
            if (value.isObject()) {
                const QJsonObject object = value.toObject();
                for (auto it = object.begin(); it != object.end(); ++it)
                    self(self, path + QLatin1Char('/') + it.key(), it.value());
            } else if (value.isArray()) {
                for (const QJsonValue& each : value.toArray())
                    self(self, path + QStringLiteral("[]"), each);
            } else {
                keys << path;
            }
        };
        walk(walk, {}, withoutSentences(run.json()));
        keys.removeDuplicates();
        keys.sort();
        return keys;
    };
    const auto codesOf = [](const CliRun& run) {
        QStringList codes;
        for (const QJsonValue& row : run.json().value(QStringLiteral("rows")).toArray()) {
            for (const QJsonValue& finding : row[QStringLiteral("findings")].toArray())
                codes << finding[QStringLiteral("code")].toString() + finding[QStringLiteral("severity")].toString();
            codes << row[QStringLiteral("verdict")].toString() +
                         row[QStringLiteral("server")][QStringLiteral("state")].toString();
        }
        return codes;
    };
    const CliRun english = inLanguage(QStringLiteral("en"), all);
    QVERIFY(!english.json().isEmpty());
    for (const QString& language : {QStringLiteral("pt_BR"), QStringLiteral("es")}) {
        const CliRun other = inLanguage(language, all);
        QCOMPARE(other.exitCode, english.exitCode);
        QCOMPARE(keysOf(other), keysOf(english));
        QCOMPARE(codesOf(other), codesOf(english));
    }
}

/// What was made in one language is understood in every other: a plan is no sentence.
void LanguageTest::aPlanOfAnotherLanguageIsApplied()
{
    const QTemporaryDir folder;
    const QString plan = folder.filePath(QStringLiteral("plan.json"));
    const CliRun made = runCli(
        {QStringLiteral("--practice"), QStringLiteral("--lang"), QStringLiteral("en"), QStringLiteral("plan"),
         QStringLiteral("repair"), QStringLiteral("--finding"), QStringLiteral("cold-cache"), QStringLiteral("--out"),
         plan},
        {}, folder.path());
    QVERIFY2(QFile::exists(plan), made.err.constData());
    const CliRun applied = runCli(
        {QStringLiteral("--practice"), QStringLiteral("--json"), QStringLiteral("--lang"), QStringLiteral("es"),
         QStringLiteral("apply"), plan, QStringLiteral("--yes")},
        {}, folder.path());
    QVERIFY2(applied.exitCode == 0, applied.all().constData());
}

void LanguageTest::wordsOfSystemsAreKnown()
{
    for (const char* word : {"pt", "pt_BR", "pt-BR", "pt_BR.UTF-8", "pt_PT"})
        QCOMPARE(languageFromWord(QString::fromLatin1(word)), Language::Portuguese);
    for (const char* word : {"es", "es_AR.UTF-8", "es-419", "ES"})
        QCOMPARE(languageFromWord(QString::fromLatin1(word)), Language::Spanish);
    for (const char* word : {"en", "en_GB", "en-US.UTF-8"})
        QCOMPARE(languageFromWord(QString::fromLatin1(word)), Language::English);
    for (const char* word : {"", "fr", "C", "essential"})
        QVERIFY2(!languageFromWord(QString::fromLatin1(word)), word);
    for (const Language language : allLanguages())
        QCOMPARE(languageFromWord(languageWord(language)), language);
}

STEWARD_TEST(LanguageTest)
} // namespace steward::language_test

#include "language_test.moc"
