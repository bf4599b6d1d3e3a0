#include "app/made_audit.h"
#include "support/test_registry.h"

#include "app/style/item_roles.h"
#include "app/table/instance_model.h"
#include "app/table/instance_table.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QTest>

using namespace steward;
using namespace steward::test;

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
    filter.query = RowQuery::fromText(text);
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
    void countsWhatEachChipWouldShow();
    void filtersByOrganizationAndFinding();
    void selectionIsByIdentity();
    void aClickReplacesHiddenSelection();
    void checksSurviveAReadingWithoutTheRow();
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
    QVERIFY(model.setData(model.index(0, static_cast<int>(Column::Instance)), Qt::Checked, Qt::CheckStateRole));
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
    QTest::newRow("separators match nothing") << QStringLiteral("\"alpha\x1f\"") << QStringList{};
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

void InstanceModelTest::countsWhatEachChipWouldShow()
{
    Snapshot snapshot = threeInstances();
    snapshot.database.content->integrations[0].status = QStringLiteral("pending");      // alpha is open: drift
    snapshot.cache.content->entries.erase(snapshot.cache.content->entries.begin() + 1); // beta: cold
    InstanceModel model;
    model.setIndex(indexOf(snapshot));
    const auto drift = static_cast<size_t>(FindingCode::StatusDrift);
    const auto cold = static_cast<size_t>(FindingCode::NotCached);
    QCOMPARE(model.counts().all, 3);
    QCOMPARE(model.counts().verdicts[static_cast<size_t>(Verdict::NotChecked)], 2); // cold is for information only
    QCOMPARE(model.counts().verdicts[static_cast<size_t>(Verdict::Problem)], 1);
    QCOMPARE(model.counts().verdicts[static_cast<size_t>(Verdict::Working)], 0); // nobody asked
    QCOMPARE(model.counts().findings[drift], 1);
    QCOMPARE(model.counts().findings[cold], 1);

    RowFilter filter = queryFor(QStringLiteral("beta"));
    filter.finding = FindingCode::StatusDrift;
    model.setFilter(filter);
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.counts().all, 1); // what the search leaves, whichever chip is down
    QCOMPARE(model.counts().findings[drift], 0);
}

void InstanceModelTest::filtersByOrganizationAndFinding()
{
    Snapshot snapshot = threeInstances();
    snapshot.database.content->integrations[0].status = QStringLiteral("pending");
    InstanceModel model;
    model.setIndex(indexOf(snapshot));
    RowFilter filter;
    filter.finding = FindingCode::StatusDrift;
    model.setFilter(filter);
    QCOMPARE(instances(model), QStringList{QStringLiteral("alpha")});
    filter.organization = snapshot.database.content->integrations[1].organizationId;
    model.setFilter(filter);
    QCOMPARE(model.rowCount(), 0);
    filter.finding.reset();
    model.setFilter(filter);
    QCOMPARE(instances(model), QStringList{QStringLiteral("beta")});
    filter.organization.reset();
    filter.verdict = Verdict::NotChecked;
    model.setFilter(filter);
    QCOMPARE(model.rowCount(), 2);
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

void InstanceModelTest::checksSurviveAReadingWithoutTheRow()
{
    InstanceModel model;
    model.setIndex(indexOf(threeInstances()));
    model.checkShown();
    QCOMPARE(model.checks().count(), 3);
    Snapshot fewer = emptySnapshot();
    addHealthy(fewer, QStringLiteral("beta"), 10);
    model.setIndex(indexOf(fewer));
    QCOMPARE(model.checks().count(), 1);
    model.setIndex(indexOf(threeInstances()));
    QCOMPARE(model.checks().count(), 3);
    model.clearChecks();
    QCOMPARE(model.checks().count(), 0);
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
}

void InstanceModelTest::unknownIsNotAbsent()
{
    Snapshot snapshot = threeInstances();
    snapshot.cache.content.reset();
    snapshot.cache.error = Error{ErrorKind::WrongPassword, QStringLiteral("no"), {}};
    InstanceModel model;
    model.setIndex(indexOf(snapshot));
    const QModelIndex cache = model.index(0, static_cast<int>(Column::Cache));
    QVERIFY(cache.data(UnknownRole).toBool());
    QCOMPARE(cache.data().toString(), QStringLiteral("not read"));
    QVERIFY(!model.index(0, static_cast<int>(Column::Server)).data(UnknownRole).toBool());
}

STEWARD_TEST(InstanceModelTest)
#include "instance_model_test.moc"
