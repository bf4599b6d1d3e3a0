#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

class QCoreApplication;

namespace steward {

/// What Steward speaks. Codes, JSON, options and exit codes are the same in all of them.
enum class Language : quint8 { System, English, Portuguese, Spanish };

/// Those that can be chosen; the first leaves it to the system.
std::vector<Language> allLanguages();
/// "system", "en", "pt_BR", "es": as settings keep it and --lang takes it.
QString languageWord(Language language);
/// Also as systems write it: "pt-BR", "pt_BR.UTF-8", "es_AR". Nothing: none that is spoken here.
std::optional<Language> languageFromWord(const QString& word);
/// What it calls itself: "Português (Brasil)".
QString languageTitle(Language language);
/// Why a word that was typed is none of them, and which there are.
QString unknownLanguageSentence(const QString& typed);

/// What --lang says among these words, before they are looked into: what is wrong with them is told in it too. Where it
/// says nothing of use, it is left to the system.
Language languageAskedFor(const QStringList& arguments);

/// What the system asks for: STEWARD_LANG, else the languages of its settings (LANG), else English. Never System.
Language systemLanguage();
/// The one that is meant; never System.
Language resolved(Language language);

/// Installs what is built in, for every front end: Steward's words and Qt's own in this language, below them English
/// with its plurals; dates, numbers and order follow. May be called again: what was installed before goes. On the main
/// thread.
void installTranslations(QCoreApplication& application, Language language = Language::System);
/// What was installed last; never System.
Language spokenLanguage();

/// A sentence in another language than the one that is spoken; where it is not translated, in English.
QString translatedTo(Language language, const char* context, const char* source);

} // namespace steward
