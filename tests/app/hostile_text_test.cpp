#include "app/desk.h"
#include "support/test_registry.h"

#include "app/inspector/inspector_panel.h"
#include "app/table/instance_table.h"

#include <QAction>
#include <QLabel>
#include <QTableWidget>
#include <QTest>
#include <QTextDocument>
#include <QToolButton>

using namespace steward;
using namespace steward::test;

namespace steward::hostile_text_test {

namespace {

/// 255 characters that would be a heading, a picture and a link if anybody believed them.
QString hostileName()
{
    const QString html = QStringLiteral("<h1>big</h1><img src=\"file:///etc/passwd\"><a href=\"x\">&amp;y</a>");
    return html.repeated(4).left(255);
}

/// An organization, an instance, a row and a cache entry, all named so.
void addNamed(PracticeState& state, const QString& name)
{
    PracticeInstance instance;
    instance.listed.name = InstanceName::fromText(name);
    instance.listed.profileName = name;
    instance.listed.connection = Connection::Open;
    instance.memory = MemoryState::Open;
    state.instances.push_back(instance);
    PracticeRow row;
    row.row.id = state.drawId<IntegrationId>();
    row.row.organizationId = state.drawId<OrganizationId>();
    row.row.enabled = true;
    row.row.status = name;
    row.row.displayName = name;
    row.row.instanceName = instance.listed.name;
    state.rows.push_back(row);
    state.organizations.push_back({row.row.organizationId, name, true});
    PracticeEntry entry;
    entry.entry.name = instance.listed.name;
    entry.entry.organizationText = name;
    entry.entry.displayName = name;
    state.entries.push_back(entry);
}

/// What a tool tip shows of its text.
QString shown(const QString& toolTip)
{
    if (!Qt::mightBeRichText(toolTip))
        return toolTip;
    QTextDocument document;
    document.setHtml(toolTip);
    return document.toPlainText();
}

} // namespace

class HostileTextTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noLabelGuesses();
    void toolTipsShowTheCharacters();
    void changesNothingButItsCell();
};

void HostileTextTest::noLabelGuesses()
{
    Desk workstation;
    workstation.world->visit([](PracticeState& state, Timestamp) { addNamed(state, hostileName()); });
    workstation.window.openStores(workstation.practice());
    workstation.window.show();
    QTRY_VERIFY(workstation.window.view()->workspace().index());
    QVERIFY(workstation.window.view()->table().showInstance(InstanceName::fromText(hostileName())));
    QTest::qWait(50);
    const QList<QLabel*> labels = workstation.window.findChildren<QLabel*>();
    QVERIFY(labels.size() > 10);
    bool sawIt = false;
    for (const QLabel* label : labels) {
        QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->objectName() + label->text()));
        sawIt = sawIt || label->text().startsWith(QStringLiteral("<h1>"));
    }
    QVERIFY(sawIt); // the inspector's title
}

void HostileTextTest::toolTipsShowTheCharacters()
{
    Desk workstation;
    workstation.world->visit([](PracticeState& state, Timestamp) { addNamed(state, hostileName()); });
    workstation.window.openStores(workstation.practice());
    workstation.window.show();
    QTRY_VERIFY(workstation.window.view()->workspace().index());
    InstanceTable& table = workstation.window.view()->table();
    QVERIFY(table.showInstance(InstanceName::fromText(hostileName())));
    const QModelIndex current = table.currentIndex();
    for (const Column column : {Column::Organization, Column::Instance, Column::Database}) {
        const QModelIndex cell = current.siblingAtColumn(static_cast<int>(column));
        QCOMPARE(cell.data().toString(), hostileName());
        QVERIFY(shown(cell.data(Qt::ToolTipRole).toString()).startsWith(hostileName()));
    }
    const QString findings =
        current.siblingAtColumn(static_cast<int>(Column::Problem)).data(Qt::ToolTipRole).toString();
    QVERIFY(!findings.contains(QStringLiteral("<h1>")));
    for (const QWidget* widget : workstation.window.findChildren<QWidget*>())
        QVERIFY2(!widget->toolTip().contains(QStringLiteral("<img")), qPrintable(widget->objectName()));
    const auto* records = workstation.window.findChild<InspectorPanel*>()->findChild<QTableWidget*>();
    for (int line = 0; line < records->rowCount(); ++line) {
        for (int column = 1; column < records->columnCount(); ++column)
            QVERIFY(!records->item(line, column)->toolTip().contains(QStringLiteral("<img")));
    }
}

void HostileTextTest::changesNothingButItsCell()
{
    Desk plain;
    Desk hostile;
    hostile.world->visit([](PracticeState& state, Timestamp) { addNamed(state, hostileName()); });
    hostile.window.openStores(hostile.practice());
    // As many of everything: figures are not of one width.
    plain.world->visit([](PracticeState& state, Timestamp) { addNamed(state, QStringLiteral("clinic")); });
    plain.window.openStores(plain.practice());
    for (Desk* workstation : {&plain, &hostile}) {
        workstation->window.resize(1400, 880);
        workstation->window.show();
        QTRY_VERIFY(workstation->window.view()->workspace().index());
    }
    QVERIFY(hostile.window.view()->table().showInstance(InstanceName::fromText(hostileName())));
    QTest::qWait(50);
    const QTableView& a = plain.window.view()->table();
    const QTableView& b = hostile.window.view()->table();
    QCOMPARE(b.rowHeight(0), a.rowHeight(0));
    QCOMPARE(b.rowHeight(b.currentIndex().row()), a.rowHeight(0));
    for (int column = 0; column < columnCount; ++column)
        QCOMPARE(b.columnWidth(column), a.columnWidth(column));
    QCOMPARE(hostile.window.size(), plain.window.size());
    // The foot says how long each store took, and those figures differ by chance.
    const int figures = plain.window.fontMetrics().horizontalAdvance(QStringLiteral("000"));
    const int widened = hostile.window.minimumSizeHint().width() - plain.window.minimumSizeHint().width();
    QVERIFY2(std::abs(widened) <= figures, qPrintable(QString::number(widened)));
}

STEWARD_TEST(HostileTextTest)
} // namespace steward::hostile_text_test

#include "hostile_text_test.moc"
