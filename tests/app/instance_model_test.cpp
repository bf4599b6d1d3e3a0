#include "app/made_audit.h"
#include "support/test_registry.h"

#include "app/instances/row_views.h"
#include "app/style/item_roles.h"
#include "app/style/type.h"
#include "app/table/instance_header.h"
#include "app/table/instance_model.h"
#include "app/table/instance_table.h"
#include "wording/finding_words.h"
#include "wording/query_words.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::instance_model_test {

namespace {

QStringList instances(const InstanceModel& model)
{
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row)
        names << model.row(row).title();
    return names;
}

QStringList selected(const InstanceTable& table)
{
    QStringList names;
    for (const QModelIndex& index : table.selectionModel()->selectedRows(static_cast<int>(Column::Instance)))
        names << index.data().toString();
    names.sort();
    return names;
}

Snapshot threeInstances()
{
    Snapshot snapshot = emptySnapshot();
    addHealthy(snapshot, QStringLiteral("alpha"), 30);
    addHealthy(snapshot, QStringLiteral("beta"), 10);
    addHealthy(snapshot, QStringLiteral("gamma"), 20);
    return snapshot;
}

RowFilter queryFor(const QString& text)
{
    RowFilter filter;
    filter.query = RowQuery::fromText(text, problemNames());
    return filter;
}

RowFilter viewFor(const QString& text)
{
    RowFilter filter;
    filter.view = RowQuery::fromText(text, problemNames());
    return filter;
}

} // namespace

class InstanceModelTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsTheModelsRules();
    void sortsByValueNotByText();
    void searchesAllColumns_data();
    void searchesAllColumns();
    void countsWhatEachViewShows();
    void filtersByViewAndQuery();
    void namesAndPhonesComeBeforeIds();
    void selectionIsByIdentity();
    void aClickReplacesHiddenSelection();
    void selectionSurvivesAReadingWithoutTheRow();
    void checksAreTheSelection();
    void columnsLeaveAndComeBack();
    void everyCellIsReadAloud();
    void columnsStandAsTheDesignSays();
    void shiftAndArrowsSelectARange();
    void whatIsOnTopStaysThere();
    void aHundredThousandRows();
    void unknownIsNotAbsent();
};

void InstanceModelTest::keepsTheModelsRules()
{
    InstanceModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setIndex(indexOf(threeInstances()));
    QCOMPARE(model.rowCount(), 3);
    model.sort(static_cast<int>(Column::Age), Qt::DescendingOrder);
    model.setFilter(queryFor(QStringLiteral("beta")));
    QCOMPARE(model.rowCount(), 1);
    model.setIndex(indexOf(emptySnapshot()));
    QCOMPARE(model.rowCount(), 0);
}

void InstanceModelTest::sortsByValueNotByText()
{
    InstanceModel model;
    model.setIndex(indexOf(threeInstances()));
    model.sort(static_cast<int>(Column::Age), Qt::AscendingOrder); // 11 h, 21 h, 31 h
    QCOMPARE(instances(model), QStringList({QStringLiteral("beta"), QStringLiteral("gamma"), QStringLiteral("alpha")}));
    model.sort(static_cast<int>(Column::Instance), Qt::DescendingOrder);
    QCOMPARE(instances(model), QStringList({QStringLiteral("gamma"), QStringLiteral("beta"), QStringLiteral("alpha")}));

    Snapshot numbered = emptySnapshot();
    addHealthy(numbered, QStringLiteral("a"), 10);
    addHealthy(numbered, QStringLiteral("b"), 9);
    model.setIndex(indexOf(numbered));
    model.sort(static_cast<int>(Column::Organization), Qt::AscendingOrder); // "Organization 9" before "Organization 10"
    QCOMPARE(instances(model), QStringList({QStringLiteral("b"), QStringLiteral("a")}));
}

void InstanceModelTest::searchesAllColumns_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QStringList>("found");
    const QString alpha = QStringLiteral("alpha");
    const QString beta = QStringLiteral("beta");
    const QString gamma = QStringLiteral("gamma");
    QTest::newRow("name, any case") << QStringLiteral("ALPH") << QStringList{alpha};
    QTest::newRow("phone") << QStringLiteral("5511900000010") << QStringList{beta};
    QTest::newRow("organization") << QStringLiteral("\"organization 20\"") << QStringList{gamma};
    QTest::newRow("two words, both") << QStringLiteral("alpha beta") << QStringList{};
    QTest::newRow("column") << QStringLiteral("name:a state:open") << QStringList{alpha, beta, gamma};
    QTest::newRow("another column") << QStringLiteral("org:alpha") << QStringList{};
    QTest::newRow("nothing typed") << QStringLiteral("  ") << QStringList{alpha, beta, gamma};
    QTest::newRow("no words of two parts") << QStringLiteral("\"organization 20\x1f55\"") << QStringList{};
}

void InstanceModelTest::searchesAllColumns()
{
    QFETCH(QString, query);
    InstanceModel model;
    model.setIndex(indexOf(threeInstances()));
    model.sort(static_cast<int>(Column::Instance), Qt::AscendingOrder);
    model.setFilter(queryFor(query));
    QTEST(instances(model), "found");
}

void InstanceModelTest::countsWhatEachViewShows()
{
    Snapshot snapshot = threeInstances();
    snapshot.database->integrations[0].status = QStringLiteral("pending"); // alpha is open: drift
    snapshot.cache->entries.erase(snapshot.cache->entries.begin() + 1);    // beta: cold
    const auto index = indexOf(snapshot);
    const RowCounts& counts = index->counts();
    QCOMPARE(counts.all, 3);
    QCOMPARE(counts.attention, 1); // cold is for information only
    QCOMPARE(counts.states[static_cast<size_t>(InstanceState::Connected)], 3);
    QCOMPARE(counts.findings[static_cast<size_t>(FindingCode::StatusDrift)], 1);
    QCOMPARE(counts.groups[static_cast<size_t>(ProblemGroup::Connection)], 1);
    QCOMPARE(counts.groups[static_cast<size_t>(ProblemGroup::Cache)], 1);
    for (const BuiltInView& view : builtInViews()) {
        if (QLatin1String(view.id) == QLatin1String(withoutInstanceId))
            continue;
        QCOMPARE(countIn(view, *index), countRows(*index, RowQuery::fromText(viewOf(view).query, problemNames())));
    }
}

void InstanceModelTest::filtersByViewAndQuery()
{
    Snapshot snapshot = threeInstances();
    snapshot.database->integrations[0].status = QStringLiteral("pending");
    InstanceModel model;
    model.setIndex(indexOf(snapshot));
    RowFilter filter = viewFor(QStringLiteral("problem:status-drift"));
    model.setFilter(filter);
    QCOMPARE(instances(model), QStringList{QStringLiteral("alpha")});
    filter.query = RowQuery::fromText(QStringLiteral("beta"), problemNames());
    model.setFilter(filter);
    QCOMPARE(model.rowCount(), 0);
    filter.view = {};
    model.setFilter(filter);
    QCOMPARE(instances(model), QStringList{QStringLiteral("beta")});
    model.setFilter(viewFor(QStringLiteral("verdict:not-checked")));
    QCOMPARE(model.rowCount(), 2);
}

/// What has the word in a name or number comes before what has it in an id.
void InstanceModelTest::namesAndPhonesComeBeforeIds()
{
    Snapshot snapshot = emptySnapshot();
    addHealthy(snapshot, QStringLiteral("aaa-1234500000001"), 1);
    addHealthy(snapshot, QStringLiteral("bbb-1700000012345"), 2);
    InstanceModel model;
    model.setIndex(indexOf(snapshot));
    model.sort(static_cast<int>(Column::Instance), Qt::AscendingOrder);
    model.setFilter(queryFor(QStringLiteral("12345")));
    QCOMPARE(instances(model), QStringList({QStringLiteral("bbb-1700000012345"), QStringLiteral("aaa-1234500000001")}));
}

void InstanceModelTest::selectionIsByIdentity()
{
    InstanceModel model;
    InstanceTable table;
    table.setInstanceModel(&model);
    table.resize(900, 300);
    model.setIndex(indexOf(threeInstances()));
    QVERIFY(table.showInstance(InstanceName::fromText(u"beta")));
    const QStringList beta{QStringLiteral("beta")};
    QCOMPARE(selected(table), beta);

    model.sort(static_cast<int>(Column::Age), Qt::DescendingOrder);
    QCOMPARE(selected(table), beta);
    model.setFilter(queryFor(QStringLiteral("alpha")));
    QCOMPARE(selected(table), QStringList());
    model.setFilter({});
    QCOMPARE(selected(table), beta);

    Snapshot more = threeInstances();
    addHealthy(more, QStringLiteral("aardvark"), 5); // comes before all others
    model.setIndex(indexOf(more));
    QCOMPARE(selected(table), beta);
    QVERIFY(table.currentRow());
    QCOMPARE(table.currentRow()->title(), beta.first());
    QCOMPARE(table.currentIndex().siblingAtColumn(static_cast<int>(Column::Instance)).data().toString(), beta.first());

    table.selectAll();
    QCOMPARE(table.selection().count(), 4);
    model.setFilter(queryFor(QStringLiteral("gamma")));
    model.setFilter({});
    QCOMPARE(selected(table).size(), 4);
}

void InstanceModelTest::aClickReplacesHiddenSelection()
{
    InstanceModel model;
    InstanceTable table;
    table.setInstanceModel(&model);
    table.resize(900, 300);
    model.setIndex(indexOf(threeInstances()));
    table.selectAll();
    model.setFilter(queryFor(QStringLiteral("gamma")));
    table.selectRow(0);
    model.setFilter({});
    QCOMPARE(selected(table), QStringList{QStringLiteral("gamma")});
}

void InstanceModelTest::selectionSurvivesAReadingWithoutTheRow()
{
    InstanceModel model;
    InstanceTable table;
    table.setInstanceModel(&model);
    table.resize(900, 300);
    model.setIndex(indexOf(threeInstances()));
    table.selectAll();
    QCOMPARE(table.selection().count(), 3);
    Snapshot fewer = emptySnapshot();
    addHealthy(fewer, QStringLiteral("beta"), 10);
    model.setIndex(indexOf(fewer));
    QCOMPARE(table.selection().count(), 1);
    model.setIndex(indexOf(threeInstances()));
    QCOMPARE(table.selection().count(), 3);
    table.deselectAll();
    QCOMPARE(table.selection().count(), 0);
}

/// The check in front of a row is the selection: pressing it adds the row or takes it away; so does Space.
void InstanceModelTest::checksAreTheSelection()
{
    InstanceModel model;
    InstanceTable table;
    table.setInstanceModel(&model);
    table.resize(900, 300);
    table.show();
    model.setIndex(indexOf(threeInstances()));
    model.sort(static_cast<int>(Column::Instance), Qt::AscendingOrder);
    const auto cell = [&](int row) {
        return table.visualRect(model.index(row, static_cast<int>(Column::Organization)));
    };
    const auto atCheck = [&](int row) { return QPoint(cell(row).left() + 20, cell(row).center().y()); };
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, cell(0).center());
    QCOMPARE(selected(table), QStringList{QStringLiteral("alpha")});
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, atCheck(2));
    QCOMPARE(selected(table), QStringList({QStringLiteral("alpha"), QStringLiteral("gamma")}));
    QCOMPARE(table.currentRow()->title(), QStringLiteral("gamma"));
    QVERIFY(table.isHeld());
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, atCheck(0));
    QCOMPARE(selected(table), QStringList{QStringLiteral("gamma")});
    QTest::keyClick(&table, Qt::Key_Space);
    QCOMPARE(selected(table), QStringList({QStringLiteral("alpha"), QStringLiteral("gamma")}));
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, cell(1).center());
    QCOMPARE(selected(table), QStringList{QStringLiteral("beta")});
    // A right click beside what is selected selects the row under it.
    QTest::mousePress(table.viewport(), Qt::RightButton, {}, cell(2).center());
    QCOMPARE(selected(table), QStringList{QStringLiteral("gamma")});
    QTest::mouseRelease(table.viewport(), Qt::RightButton, {}, cell(2).center());
    // The header's check is that of all that are shown.
    auto* header = table.findChild<InstanceHeader*>();
    QCOMPARE(header->checked(), Qt::PartiallyChecked);
    QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, QPoint(20, header->height() / 2));
    QCOMPARE(selected(table).size(), 3);
    QCOMPARE(header->checked(), Qt::Checked);
    QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, QPoint(20, header->height() / 2));
    QCOMPARE(selected(table).size(), 0);
    QTRY_VERIFY(!table.isHeld());
}

void InstanceModelTest::columnsLeaveAndComeBack()
{
    InstanceModel model;
    InstanceTable table;
    table.setInstanceModel(&model);
    table.resize(1000, 300);
    table.show();
    const auto isShown = [&table](Column column) { return !table.isColumnHidden(static_cast<int>(column)); };
    for (int place = 0; place < columnCount; ++place)
        QCOMPARE(isShown(static_cast<Column>(place)), isShownAtFirst(static_cast<Column>(place)));
    table.resize(scaled(740), 300);
    QVERIFY(!isShown(Column::Since) && isShown(Column::Phone));
    table.resize(scaled(680), 300);
    QVERIFY(!isShown(Column::Since) && !isShown(Column::Phone) && isShown(Column::Problem));
    table.resize(1000, 300);
    QVERIFY(isShown(Column::Since) && isShown(Column::Phone));
    table.chooseColumn(Column::Verdict, true);
    table.chooseColumn(Column::Phone, false);
    table.chooseColumn(Column::Organization, false); // it always stays
    QVERIFY(isShown(Column::Verdict) && !isShown(Column::Phone) && isShown(Column::Organization));
    InstanceTable other;
    other.setInstanceModel(&model);
    other.resize(1000, 300);
    other.show();
    other.restoreColumns(table.columnState());
    QVERIFY(!other.isColumnHidden(static_cast<int>(Column::Verdict)));
    QVERIFY(other.isColumnHidden(static_cast<int>(Column::Phone)));
    other.restoreColumns("nonsense");
    QVERIFY(!other.isColumnHidden(static_cast<int>(Column::Verdict)));
}

void InstanceModelTest::everyCellIsReadAloud()
{
    Snapshot snapshot = threeInstances();
    snapshot.database->integrations[0].status = QStringLiteral("pending");
    InstanceModel model;
    model.setIndex(indexOf(snapshot));
    model.sort(static_cast<int>(Column::Instance), Qt::AscendingOrder);
    const QString stores = model.index(0, static_cast<int>(Column::Stores)).data(Qt::AccessibleTextRole).toString();
    QVERIFY2(stores.contains(QStringLiteral("Database differs: pending")), qPrintable(stores));
    for (int row = 0; row < model.rowCount(); ++row) {
        for (int column = 0; column < columnCount; ++column) {
            const bool mayBeEmpty = column == static_cast<int>(Column::Problem);
            QVERIFY(mayBeEmpty || !model.index(row, column).data(Qt::AccessibleTextRole).toString().isEmpty());
        }
    }
}

/// The organization first, with the end of its instance's name; the three stores in one cell.
void InstanceModelTest::columnsStandAsTheDesignSays()
{
    Snapshot snapshot = emptySnapshot();
    addHealthy(snapshot, QStringLiteral("clinic-1763139992470"), 47); // for 48 hours
    snapshot.database->integrations[0].status = QStringLiteral("pending");
    InstanceModel model;
    InstanceTable table;
    table.setInstanceModel(&model);
    table.resize(scaled(1100), 300);
    table.show();
    model.setIndex(indexOf(snapshot));
    QStringList shown;
    for (int place = 0; place < columnCount; ++place) {
        const int column = table.horizontalHeader()->logicalIndex(place);
        if (!table.isColumnHidden(column))
            shown << columnTitle(static_cast<Column>(column));
    }
    const QStringList drawn{QStringLiteral("Organization"), QStringLiteral("State"), QStringLiteral("Stores"),
                            QStringLiteral("Phone"),        QStringLiteral("Since"), QStringLiteral("Problem")};
    QCOMPARE(shown, drawn);
    const auto said = [&model](Column column) {
        return model.index(0, static_cast<int>(column)).data(Qt::AccessibleTextRole).toString();
    };
    QCOMPARE(said(Column::Organization), QStringLiteral("Organization 47, 992470"));
    QCOMPARE(said(Column::State), QStringLiteral("Connected"));
    QCOMPARE(statePill(model.row(0)).text, QStringLiteral("Connected"));
    for (const Store store : {Store::Server, Store::Database, Store::Cache})
        QVERIFY2(said(Column::Stores).contains(storeLabel(store)), qPrintable(said(Column::Stores)));
    QCOMPARE(said(Column::Phone), phoneInGroups(*model.row(0).phone()));
    QCOMPARE(said(Column::Since), QStringLiteral("2 d"));
    QVERIFY2(
        said(Column::Problem).startsWith(findingTitle(FindingCode::StatusDrift)), qPrintable(said(Column::Problem)));
}

void InstanceModelTest::shiftAndArrowsSelectARange()
{
    InstanceModel model;
    InstanceTable table;
    table.setInstanceModel(&model);
    table.resize(900, 300);
    table.show();
    model.setIndex(indexOf(threeInstances()));
    model.sort(static_cast<int>(Column::Instance), Qt::AscendingOrder);
    const QRect first = table.visualRect(model.index(0, static_cast<int>(Column::Organization)));
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, first.center());
    const QString alpha = QStringLiteral("alpha");
    const QString beta = QStringLiteral("beta");
    QCOMPARE(selected(table), QStringList{alpha});
    QTest::keyClick(&table, Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(&table, Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(selected(table), QStringList({alpha, beta, QStringLiteral("gamma")}));
    QTest::keyClick(&table, Qt::Key_Up, Qt::ShiftModifier);
    QCOMPARE(selected(table), QStringList({alpha, beta}));
    QTest::keyClick(&table, Qt::Key_Up);
    QCOMPARE(selected(table), QStringList{alpha});
}

/// A new reading with more rows above moves nothing of what one looks at.
void InstanceModelTest::whatIsOnTopStaysThere()
{
    InstanceModel model;
    InstanceTable table;
    table.setInstanceModel(&model);
    table.resize(900, 300);
    table.show();
    model.setIndex(indexOf(largeSnapshot(300, 300)));
    model.sort(static_cast<int>(Column::Instance), Qt::AscendingOrder);
    QVERIFY(QTest::qWaitForWindowExposed(&table));
    table.scrollTo(model.index(150, 0), QAbstractItemView::PositionAtTop);
    const InstanceName top = model.row(table.rowAt(0)).name;
    QVERIFY(table.rowAt(0) > 100);
    Snapshot more = largeSnapshot(300, 300);
    for (int number = 0; number < 5; ++number)
        addHealthy(more, QStringLiteral("aaa-%1").arg(number), 1'000 + number);
    model.setIndex(indexOf(more));
    QCOMPARE(model.rowCount(), 305);
    QCOMPARE(model.row(table.rowAt(0)).name, top);
}

void InstanceModelTest::aHundredThousandRows()
{
    InstanceModel model;
    InstanceTable table;
    table.setInstanceModel(&model);
    table.resize(900, 600);
    model.setIndex(indexOf(largeSnapshot(100'000, 5'000)));
    QCOMPARE(model.rowCount(), 100'000);
    table.selectAll();
    QCOMPARE(table.selection().count(), 100'000);
    model.setFilter(queryFor(QStringLiteral("clinic-9999")));
    QCOMPARE(model.rowCount(), 11); // 9999 and 99990 … 99999
    QCOMPARE(table.selectionModel()->selectedRows().size(), 11);
    model.sort(static_cast<int>(Column::Server), Qt::DescendingOrder);
    model.setFilter({});
    QCOMPARE(model.rowCount(), 100'000);
    QCOMPARE(table.selection().count(), 100'000);
    QVERIFY(table.selectionModel()->isRowSelected(99'999));

    // So many are sorted by another thread; until then they stand as they are.
    const InstanceName first = model.row(0).name;
    model.sort(static_cast<int>(Column::Instance), Qt::AscendingOrder);
    model.sort(static_cast<int>(Column::Instance), Qt::DescendingOrder); // the last counts
    QCOMPARE(model.row(0).name, first);
    QTRY_COMPARE(model.row(0).name, InstanceName::fromText(u"clinic-99999"));
    QCOMPARE(model.row(99'999).name, InstanceName::fromText(u"clinic-0"));
    QCOMPARE(table.selection().count(), 100'000);
    QVERIFY(table.selectionModel()->isRowSelected(0));
}

void InstanceModelTest::unknownIsNotAbsent()
{
    Snapshot snapshot = threeInstances();
    snapshot.cache = Error{ErrorKind::WrongPassword, QStringLiteral("no"), {}};
    InstanceModel model;
    model.setIndex(indexOf(snapshot));
    const QModelIndex cache = model.index(0, static_cast<int>(Column::Cache));
    QVERIFY(cache.data(UnknownRole).toBool());
    QCOMPARE(cache.data().toString(), QStringLiteral("not read"));
    QVERIFY(!model.index(0, static_cast<int>(Column::Server)).data(UnknownRole).toBool());
}

STEWARD_TEST(InstanceModelTest)
} // namespace steward::instance_model_test

#include "instance_model_test.moc"
