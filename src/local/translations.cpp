#include "local/translations.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

namespace steward {
namespace {

void install(QCoreApplication& application, const QLocale& locale)
{
    auto* translator = new QTranslator(&application);
    if (translator->load(locale, QStringLiteral("steward"), QStringLiteral("_"), QStringLiteral(":/translations")))
        QCoreApplication::installTranslator(translator);
}

} // namespace

void installTranslations(QCoreApplication& application)
{
    // English has the plurals of whatever another language has not translated.
    install(application, QLocale(QLocale::English));
    if (QLocale().language() != QLocale::English)
        install(application, QLocale());
}

} // namespace steward
