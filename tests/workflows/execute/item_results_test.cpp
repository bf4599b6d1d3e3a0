#include "support/any_id.h"
#include "support/test_registry.h"
#include "workflows/execute/item_results.h"

#include <QTest>

using namespace steward;

namespace steward::item_results_test {
using steward::test::newId;

/// How the items of a plan ended, kept short.
class ItemEndsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsKeptIsWhatCame();
    void errorsStayWithTheirItems();
};

void ItemEndsTest::whatIsKeptIsWhatCame()
{
    PlanItem item;
    item.name = InstanceName::fromText(u"one");
    item.organizationId = newId();
    ItemResults ends(3);
    ItemResult end;
    end.change.server = StoreOutcome::Gone;
    end.change.database = StoreOutcome::Kept;
    end.change.cache = StoreOutcome::StillThere;
    end.change.workers = WorkersOutcome{3, true};
    end.isOpen = true;
    ends.put(1, end);
    QVERIFY(!ends.has(0) && ends.has(1) && !ends.has(2));
    QVERIFY(ends.isOpen(1) && !ends.hasWritten(1));
    const ChangeItem change = ends.change(1, item);
    QVERIFY(change.instanceName == item.name);
    QVERIFY(change.organizationId == item.organizationId);
    QVERIFY(change.server == StoreOutcome::Gone);
    QVERIFY(change.database == StoreOutcome::Kept);
    QVERIFY(change.cache == StoreOutcome::StillThere);
    QCOMPARE(change.workers->receivers, std::optional<qint64>(3));
    QVERIFY(change.workers->pending);
    QVERIFY(!change.error);
    end.change.workers = WorkersOutcome{};
    end.hasWritten = true;
    ends.put(1, end); // settled anew
    QVERIFY(ends.hasWritten(1));
    QVERIFY(ends.change(1, item).workers && !ends.change(1, item).workers->receivers);
    QVERIFY(!ends.change(1, item).workers->pending);
    end.change.workers.reset();
    ends.put(1, end);
    QVERIFY(!ends.change(1, item).workers);
}

void ItemEndsTest::errorsStayWithTheirItems()
{
    ItemResults ends(4);
    const Error one{ErrorKind::Rejected, QStringLiteral("one"), {}};
    const Error two{ErrorKind::Stopped, QStringLiteral("two"), {}};
    size_t place = 0;
    for (const Error& error : {one, one, two, one}) {
        ItemResult end;
        end.change.error = error;
        ends.put(place++, end);
    }
    const PlanItem item;
    QCOMPARE(ends.change(0, item).error->sentence, one.sentence);
    QCOMPARE(ends.change(1, item).error->sentence, one.sentence);
    QVERIFY(ends.change(2, item).error->kind == ErrorKind::Stopped);
    QCOMPARE(ends.change(3, item).error->sentence, one.sentence);
}

STEWARD_TEST(ItemEndsTest)
} // namespace steward::item_results_test

#include "item_results_test.moc"
