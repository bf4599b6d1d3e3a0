#include "support/test_registry.h"

#include <QCoreApplication>

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    return steward::test::TestRegistry::run(argc, argv);
}
