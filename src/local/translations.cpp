#include "local/translations.h"

#include <QCoreApplication>
#include <QTranslator>

namespace steward {

void installTranslations(QCoreApplication& application)
{
    auto* translator = new QTranslator(&application);
    if (translator->load(QStringLiteral(":/translations/steward_en.qm")))
        QCoreApplication::installTranslator(translator);
}

} // namespace steward
