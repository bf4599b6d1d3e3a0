#include "app/look/program_resources.h"

#include <QApplication>
#include <QIcon>
#include <QTranslator>

namespace steward {

void loadProgramResources(QApplication& application)
{
    auto* translator = new QTranslator(&application);
    if (translator->load(QStringLiteral(":/translations/steward_en.qm")))
        QCoreApplication::installTranslator(translator);
    QIcon icon;
    for (const int size : {16, 24, 32, 48, 64, 128, 256})
        icon.addFile(QStringLiteral(":/icons/steward-%1.png").arg(size), QSize(size, size));
    QApplication::setWindowIcon(icon);
}

} // namespace steward
