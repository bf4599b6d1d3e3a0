#include "app/desk.h"
#include "support/test_registry.h"

#include "app/profiles/profile_editor.h"
#include "app/shell/plan_actions.h"
#include "app/shell/workspace_actions.h"
#include "app/table/instance_table.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QLabel>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::accessibility_test {

namespace {

/// Qt's own parts inside a control answer for themselves.
bool isInner(const QWidget& widget)
{
    return widget.objectName().startsWith(QStringLiteral("qt_")) || widget.inherits("QScrollBar") ||
           widget.inherits("QHeaderView") || widget.inherits("QTabBar") || widget.inherits("QSizeGrip") ||
           widget.inherits("QTableCornerButton") || widget.inherits("QComboBoxListView") || widget.inherits("QLabel") ||
           (widget.parentWidget() &&
            (widget.parentWidget()->inherits("QAbstractSpinBox") || widget.parentWidget()->inherits("QComboBox") ||
             widget.parentWidget()->inherits("QLineEdit") || widget.parentWidget()->inherits("QTabBar")));
}

QStringList nameless(const QWidget& window)
{
    QStringList found;
    for (QWidget* widget : window.findChildren<QWidget*>()) {
        if (widget->focusPolicy() == Qt::NoFocus || isInner(*widget))
            continue;
        QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(widget);
        if (!accessible || accessible->text(QAccessible::Name).isEmpty())
            found << QLatin1String(widget->metaObject()->className()) + QLatin1Char(' ') + widget->objectName();
    }
    return found;
}

/// The controls that Tab reaches, one after another, until it comes round.
QSet<QWidget*> reachedByTab(QWidget& window)
{
    QSet<QWidget*> reached;
    for (int step = 0; step < 200; ++step) {
        QTest::keyClick(&window, Qt::Key_Tab);
        QWidget* focus = window.focusWidget();
        if (!focus || reached.contains(focus))
            break;
        reached.insert(focus);
    }
    return reached;
}

} // namespace

class AccessibilityTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyControlHasAName();
    void theKeyboardReachesEveryPart();
};

void AccessibilityTest::everyControlHasAName()
{
    Desk workstation(false);
    workstation.window.show();
    QVERIFY2(nameless(workstation.window).isEmpty(), qPrintable(nameless(workstation.window).join(QLatin1Char('\n'))));
    workstation.window.openStores(workstation.practice());
    QTRY_VERIFY(workstation.window.view()->workspace().index());
    workstation.window.view()->table().selectRow(0);
    QVERIFY2(nameless(workstation.window).isEmpty(), qPrintable(nameless(workstation.window).join(QLatin1Char('\n'))));
    const ProfileEditor editor(Profile{}, workstation.profiles);
    QVERIFY2(nameless(editor).isEmpty(), qPrintable(nameless(editor).join(QLatin1Char('\n'))));
    WorkspaceActions& actions = workstation.window.view()->actions();
    actions.showGuards();
    actions.create();
    actions.createFromFile();
    actions.showJournal();
    actions.pair(workstation.window.view()->model().row(0).name);
    workstation.window.view()->plans().show({});
    workstation.window.view()->plans().clean({});
    workstation.window.view()->plans().adopt(workstation.window.view()->model().row(0));
    const QList<QDialog*> dialogs = workstation.window.findChildren<QDialog*>();
    QCOMPARE(dialogs.size(), 5); // pages that stand in the place of others, and what is no page yet
    QVERIFY2(nameless(workstation.window).isEmpty(), qPrintable(nameless(workstation.window).join(QLatin1Char('\n'))));
    for (const QDialog* shown : dialogs) {
        QVERIFY2(nameless(*shown).isEmpty(), qPrintable(nameless(*shown).join(QLatin1Char('\n'))));
        for (const QLabel* label : shown->findChildren<QLabel*>())
            QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->objectName()));
    }
}

void AccessibilityTest::theKeyboardReachesEveryPart()
{
    Desk workstation;
    workstation.window.show();
    workstation.window.activateWindow();
    QTRY_VERIFY(workstation.window.view()->workspace().index());
    workstation.window.view()->table().selectRow(0);
    const QSet<QWidget*> reached = reachedByTab(workstation.window);
    for (const char* part : {"views", "search", "columns", "table", "tabs", "change"}) {
        auto* widget = workstation.window.findChild<QWidget*>(QLatin1String(part));
        QVERIFY2(widget && reached.contains(widget), part);
    }
}

STEWARD_TEST(AccessibilityTest)
} // namespace steward::accessibility_test

#include "accessibility_test.moc"
