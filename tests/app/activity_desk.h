#pragma once

#include "app/plan_desk.h"

#include "app/activity/activity_button.h"
#include "app/activity/activity_page.h"
#include "app/operations/activity_log.h"
#include "app/operations/operation_view.h"

#include <QAction>
#include <QFile>
#include <QFileDialog>

namespace steward::test {

/// The window on its practice stores, with the page of what is done shown.
struct ActivityDesk : Desk {
    ActivityDesk()
        : ActivityDesk(true)
    {
    }
    explicit ActivityDesk(bool opened)
        : Desk(opened)
    {
        if (opened && waitForTable(*this))
            window.findChild<QAction*>(QStringLiteral("actionActivity"))->trigger();
    }
    ActivityLog& log() { return window.view()->activities(); }
    ActivityPage& panel() { return *window.findChild<ActivityPage*>(); }
    /// A button of the page, which is shown for it.
    QPushButton& press(const char* name)
    {
        window.findChild<QAction*>(QStringLiteral("actionActivity"))->trigger();
        return *button(panel(), name);
    }
    /// The one that is shown there.
    Operation* shown() { return panel().shown().operation(); }
    QAbstractItemModel* checklist() { return shown() ? shown()->checklist() : nullptr; }
    QString footWords() { return window.findChild<ActivityButton*>()->text(); }
    QString stateOf(int row) { return log().index(row, ActivityLog::StateColumn).data().toString(); }
    /// What came of the one that is shown.
    QString outcome() { return panel().findChild<QLabel*>(QStringLiteral("outcome"))->text(); }

    /// A plan that is applied, and held before its first item: by the page's own button, or whatever else is pressed
    /// then.
    PlanPage* applyHeld(PlanKind kind, const std::vector<InstanceName>& names)
    {
        PlanPage* dialog = openPlan(*this, kind, names);
        applyHeld(*dialog, [dialog] { button(*dialog, "pause")->click(); });
        return dialog;
    }
    template<class Hold>
    void applyHeld(PlanPage& dialog, Hold&& hold)
    {
        if (!QTest::qWaitFor([&] { return button(dialog, "apply")->isEnabled(); }))
            return;
        // It looks again before it begins, and no store answers while the world is visited: however busy the machine.
        world->visit([&](PracticeState&, Timestamp) {
            button(dialog, "apply")->click();
            hold();
        });
    }
    PlanPage* apply(PlanKind kind, const std::vector<InstanceName>& names)
    {
        PlanPage* dialog = openPlan(*this, kind, names);
        if (QTest::qWaitFor([&] { return button(*dialog, "apply")->isEnabled(); }))
            button(*dialog, "apply")->click();
        return dialog;
    }
    /// What the page's report holds once it is written.
    QByteArray report(const QString& file)
    {
        const QString path = folder.filePath(file);
        press("report").click();
        auto* chooser = panel().findChild<QFileDialog*>();
        Q_EMIT chooser->fileSelected(path);
        delete chooser;
        QByteArray content;
        static_cast<void>(QTest::qWaitFor([&] {
            QFile written(path);
            content = written.open(QIODevice::ReadOnly) ? written.readAll() : QByteArray();
            return !content.isEmpty();
        }));
        return content;
    }
};

} // namespace steward::test
