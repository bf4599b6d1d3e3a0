#include "local/system_threads.h"
#include "stores/postgres/postgres_connection.h"
#include "support/test_registry.h"

#include <QCoreApplication>

int main(int argc, char** argv)
{
    steward::keepThreadLocals();
    QCoreApplication application(argc, argv);
    // Brings in what calls libpq: as in the programs, it is asked which one this program uses.
    QCoreApplication::setApplicationVersion(steward::libpqVersion());
    return steward::test::TestRegistry::run(argc, argv);
}
