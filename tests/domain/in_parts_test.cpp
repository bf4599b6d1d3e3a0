#include "domain/audit/in_parts.h"
#include "support/no_new_threads.h"
#include "support/test_registry.h"

#include <QTest>

#include <atomic>

using namespace steward;
using namespace steward::test;

namespace steward::in_parts_test {

namespace {

constexpr size_t many = 100'000;

std::vector<int> timesDone(size_t count)
{
    std::vector<int> done(count);
    inParts(count, [&done](size_t begin, size_t end) {
        for (size_t place = begin; place < end; ++place)
            ++done[place];
    });
    return done;
}

} // namespace

/// What is split into parts is done once each, on however many threads there are.
class InPartsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPlaceIsDoneOnce();
    void withoutThreadsItIsDoneHere();
};

void InPartsTest::everyPlaceIsDoneOnce()
{
    for (const size_t count : {size_t(0), size_t(1), size_t(4095), size_t(4096), size_t(8193), many})
        QCOMPARE(timesDone(count), std::vector<int>(count, 1));
}

void InPartsTest::withoutThreadsItIsDoneHere()
{
    const NoNewThreads none;
    QVERIFY(none.holds());
    std::atomic_bool isElsewhere = false;
    const std::thread::id here = std::this_thread::get_id();
    const std::jthread other = beside([&] { isElsewhere = std::this_thread::get_id() != here; });
    QVERIFY2(!other.joinable() && !isElsewhere, "a thread was made all the same, so that nothing is tried here");
    QCOMPARE(timesDone(many), std::vector<int>(many, 1));
}

STEWARD_TEST(InPartsTest)
} // namespace steward::in_parts_test

#include "in_parts_test.moc"
