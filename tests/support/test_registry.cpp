#include "support/test_registry.h"

#include <QStringList>
#include <QTest>

#include <map>

namespace steward::test {
namespace {

std::map<QByteArray, TestRegistry::Maker>& makers()
{
    static std::map<QByteArray, TestRegistry::Maker> classes; // filled by static initialisers, hence the function
    return classes;
}

} // namespace

bool TestRegistry::add(const char* name, Maker maker)
{
    makers().emplace(name, std::move(maker));
    return true;
}

int TestRegistry::run(int argc, char** argv)
{
    // Qt ends a function after five minutes, which a campaign in full takes longer than.
    if (qEnvironmentVariableIsSet("STEWARD_TEST_LONG") && !qEnvironmentVariableIsSet("QTEST_FUNCTION_TIMEOUT"))
        qputenv("QTEST_FUNCTION_TIMEOUT", "7200000");
    std::vector<char*> arguments(argv, argv + argc);
    if (argc > 1 && argv[1][0] != '-') {
        const auto found = makers().find(argv[1]);
        if (found == makers().end()) {
            fprintf(stderr, "no test class %s in this binary\n", argv[1]);
            return 1;
        }
        arguments.erase(arguments.begin() + 1);
        const auto test = found->second();
        return QTest::qExec(test.get(), static_cast<int>(arguments.size()), arguments.data());
    }
    int failed = 0;
    for (const auto& [name, maker] : makers())
        failed += QTest::qExec(maker().get(), argc, argv) != 0 ? 1 : 0;
    return failed;
}

} // namespace steward::test
