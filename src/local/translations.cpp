#include "local/translations.h"

#include "domain/unknown_value.h"
#include "domain/word_table.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

namespace steward {
namespace {

struct LanguageText {
    Q_DECLARE_TR_FUNCTIONS(steward::Language)
};

const auto builtInFolder = QStringLiteral(":/translations");
const auto ownName = QStringLiteral("stewardTranslator");
const char* const spokenKey = "stewardLanguage";

void install(QCoreApplication& application, const QString& file)
{
    auto* translator = new QTranslator(&application);
    translator->setObjectName(ownName);
    if (translator->load(file, builtInFolder))
        QCoreApplication::installTranslator(translator);
    else
        delete translator;
}

/// The system's own, where it speaks the language: its dates and numbers are the person's.
QLocale localeOf(Language language)
{
    const QLocale system = QLocale::system();
    switch (language) {
    case Language::Portuguese:
        return system.language() == QLocale::Portuguese ? system : QLocale(QLocale::Portuguese, QLocale::Brazil);
    case Language::Spanish:
        return system.language() == QLocale::Spanish ? system : QLocale(QLocale::Spanish);
    case Language::System:
    case Language::English:
        break;
    }
    const bool isOwn = system.language() == QLocale::English || system.language() == QLocale::C;
    return isOwn ? system : QLocale(QLocale::English);
}

} // namespace

std::vector<Language> allLanguages()
{
    return {Language::System, Language::English, Language::Portuguese, Language::Spanish};
}

QString languageWord(Language language)
{
    static constexpr WordTable<Language, 4> words{{"system", "en", "pt_BR", "es"}};
    return words.of(language);
}

std::optional<Language> languageFromWord(const QString& word)
{
    const QString lower = word.trimmed().toLower();
    if (lower == QLatin1String("system"))
        return Language::System;
    const QString language = lower.section(QLatin1Char('.'), 0, 0).replace(QLatin1Char('-'), QLatin1Char('_'));
    const QString first = language.section(QLatin1Char('_'), 0, 0);
    if (first == QLatin1String("en"))
        return Language::English;
    if (first == QLatin1String("pt"))
        return Language::Portuguese;
    return first == QLatin1String("es") ? std::optional(Language::Spanish) : std::nullopt;
}

QString languageTitle(Language language)
{
    switch (language) {
    case Language::System:
        return LanguageText::tr("As the system");
    case Language::English:
        return QStringLiteral("English");
    case Language::Portuguese:
        return QStringLiteral("Português (Brasil)");
    case Language::Spanish:
        return QStringLiteral("Español");
    }
    return unknownWord();
}

QString unknownLanguageSentence(const QString& typed)
{
    //: %1 is what was typed
    return LanguageText::tr("Steward does not speak “%1”. It speaks en, pt_BR and es.").arg(typed);
}

Language languageAskedFor(const QStringList& arguments)
{
    QString word;
    for (qsizetype index = 0; index < arguments.size(); ++index) {
        if (arguments[index] == QLatin1String("--lang"))
            word = arguments.value(index + 1);
        else if (arguments[index].startsWith(QLatin1String("--lang=")))
            word = arguments[index].section(QLatin1Char('='), 1);
    }
    return languageFromWord(word).value_or(Language::System);
}

Language systemLanguage()
{
    QStringList wanted{qEnvironmentVariable("STEWARD_LANG")};
    wanted << QLocale::system().uiLanguages();
    for (const QString& word : wanted) {
        const std::optional<Language> language = languageFromWord(word);
        if (language && *language != Language::System)
            return *language;
    }
    return Language::English;
}

Language resolved(Language language)
{
    return language == Language::System ? systemLanguage() : language;
}

void installTranslations(QCoreApplication& application, Language language)
{
    const Language spoken = resolved(language);
    application.setProperty(spokenKey, static_cast<int>(spoken));
    QLocale::setDefault(localeOf(spoken));
    const QList<QTranslator*> former = application.findChildren<QTranslator*>(ownName, Qt::FindDirectChildrenOnly);
    // English has the plurals of whatever another language has not translated.
    install(application, QStringLiteral("steward_en"));
    if (spoken != Language::English) {
        install(application, QStringLiteral("qtbase_") + languageWord(spoken));
        install(application, QStringLiteral("steward_") + languageWord(spoken));
    }
    qDeleteAll(former); // each takes itself out
}

Language spokenLanguage()
{
    const QCoreApplication* application = QCoreApplication::instance();
    const QVariant spoken = application ? application->property(spokenKey) : QVariant();
    return spoken.isValid() ? static_cast<Language>(spoken.toInt()) : Language::English;
}

QString translatedTo(Language language, const char* context, const char* source)
{
    QTranslator translator;
    const QString found = translator.load(QStringLiteral("steward_") + languageWord(resolved(language)), builtInFolder)
                              ? translator.translate(context, source)
                              : QString();
    return found.isEmpty() ? QString::fromUtf8(source) : found;
}

} // namespace steward
