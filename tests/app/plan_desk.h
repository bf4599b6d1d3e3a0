#pragma once

#include "app/desk.h"

#include "app/plans/plan_dialog.h"

#include <QAbstractItemModel>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QTest>

#include <algorithm>

namespace steward::test {

// What the tests of the plans' dialogs look at.

inline bool waitForTable(Desk& desk)
{
    desk.window.show();
    return QTest::qWaitFor([&] { return desk.window.view()->workspace().index() != nullptr; });
}

inline QPushButton* button(const QWidget& in, const char* name)
{
    return in.findChild<QPushButton*>(QLatin1String(name));
}

inline bool isPlanned(const PlanDialog& dialog)
{
    return button(dialog, "save")->isEnabled();
}

inline bool hasEnded(const PlanDialog& dialog)
{
    return button(dialog, "close")->isVisible();
}

inline QString linesOf(const PlanDialog& dialog)
{
    const QAbstractItemModel* model = dialog.findChild<QTableView*>(QStringLiteral("lines"))->model();
    QStringList lines;
    for (int row = 0; row < model->rowCount(); ++row)
        lines << model->index(row, 1).data(Qt::AccessibleTextRole).toString();
    return lines.join(QLatin1Char('\n'));
}

/// Without the invisible marks at which a long name may break.
inline QString labelsOf(const QWidget& widget)
{
    QStringList texts;
    for (const QLabel* label : widget.findChildren<QLabel*>()) {
        if (!label->isHidden())
            texts << label->text().remove(QChar(0x200b)).remove(QChar(0x00ad));
    }
    return texts.join(QLatin1Char('\n'));
}

/// Where the practice world still knows the name: "server row cache".
inline QString remains(Desk& desk, const InstanceName& name)
{
    return desk.world->visit([&name](PracticeState& state, Timestamp) {
        QStringList places;
        if (state.instance(name))
            places << QStringLiteral("server");
        if (std::ranges::any_of(state.rows, [&](const PracticeRow& row) { return row.row.names(name); }))
            places << QStringLiteral("row");
        if (std::ranges::any_of(state.entries, [&](const PracticeEntry& entry) { return entry.entry.name == name; }))
            places << QStringLiteral("cache");
        return places.join(QLatin1Char(' '));
    });
}

/// Everything of the world that a plan could change, counted.
inline QString worldText(Desk& desk)
{
    return desk.world->visit([](PracticeState& state, Timestamp) {
        return QStringLiteral("%1 %2 %3 %4")
            .arg(state.instances.size())
            .arg(state.rows.size())
            .arg(state.residues.size())
            .arg(std::ranges::count_if(state.rows, [](const PracticeRow& row) { return row.row.enabled; }));
    });
}

} // namespace steward::test
