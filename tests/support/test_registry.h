#pragma once

#include <QObject>

#include <functional>
#include <memory>

namespace steward::test {

/// The test classes of one binary. CTest runs "binary ClassName [QtTest arguments]"; without a name all are run.
class TestRegistry final {
public:
    using Maker = std::function<std::unique_ptr<QObject>()>;
    static bool add(const char* name, Maker maker);
    /// Runs the classes asked for; the number that failed.
    static int run(int argc, char** argv);
};

} // namespace steward::test

/// Put once behind the class, in the .cpp file, before its .moc include.
#define STEWARD_TEST(Class)                                                                                            \
    static const bool registered##Class =                                                                              \
        steward::test::TestRegistry::add(#Class, [] { return std::unique_ptr<QObject>(new Class); });
