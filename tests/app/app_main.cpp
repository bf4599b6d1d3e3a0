#include "app/first_window.h"
#include "app/keyring_session.h"
#include "support/test_registry.h"

#include "app/style/appearance.h"
#include "app/style/program_resources.h"

#include <QApplication>

int main(int argc, char** argv)
{
    const bool isFirstWindow = argc == 3 && qstrcmp(argv[1], steward::test::firstWindowArgument) == 0;
    if (!isFirstWindow) // which has a screen of its own
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    steward::loadProgramResources(application);
    steward::applyAppearance(application, steward::Appearance::Light);
    if (isFirstWindow)
        return steward::test::runFirstWindow(QByteArray(argv[2]).toInt());
    if (argc > 1 && qstrcmp(argv[1], steward::test::keyringSessionArgument) == 0)
        return steward::test::runKeyringSession(1, argv);
    return steward::test::TestRegistry::run(argc, argv);
}
