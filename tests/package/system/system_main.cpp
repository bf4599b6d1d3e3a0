#include "local/system_threads.h"
#include "support/test_registry.h"

#include <QCoreApplication>

int main(int argc, char** argv)
{
    steward::keepThreadLocals();
    QCoreApplication application(argc, argv);
    return steward::test::TestRegistry::run(argc, argv);
}
