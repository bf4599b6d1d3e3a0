#include "support/test_registry.h"

#include "app/look/appearance.h"
#include "app/look/program_resources.h"

#include <QApplication>

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    steward::loadProgramResources(application);
    steward::applyAppearance(application, steward::Appearance::Light);
    return steward::test::TestRegistry::run(argc, argv);
}
