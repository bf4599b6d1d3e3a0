#include "app/style/program_resources.h"

#include <QApplication>
#include <QIcon>

namespace steward {

void loadProgramResources(QApplication& application, Language language)
{
    installTranslations(application, language);
    QIcon icon;
    for (const int size : {16, 24, 32, 48, 64, 128, 256})
        icon.addFile(QStringLiteral(":/icons/steward-%1.png").arg(size), QSize(size, size));
    QApplication::setWindowIcon(icon);
}

} // namespace steward
