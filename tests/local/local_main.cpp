#include "local/keychain_session.h"
#include "support/test_registry.h"

#include <QCoreApplication>

#include <vector>

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    if (argc > 1 && qstrcmp(argv[1], steward::test::keychainSessionArgument) == 0) {
        std::vector<char*> arguments(argv, argv + argc);
        arguments.erase(arguments.begin() + 1);
        return steward::test::runKeychainSession(static_cast<int>(arguments.size()), arguments.data());
    }
    return steward::test::TestRegistry::run(argc, argv);
}
