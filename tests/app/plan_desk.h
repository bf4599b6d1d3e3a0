#pragma once

#include "app/desk.h"

#include "app/plans/choose_step.h"
#include "app/plans/plan_page.h"
#include "app/plans/review_step.h"
#include "app/shell/plan_actions.h"
#include "app/shell/workspace_actions.h"
#include "support/any_id.h"

#include <QAbstractItemModel>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTableView>
#include <QTest>

#include <algorithm>

namespace steward::test {

// What the tests of the plans' page look at.

constexpr int longWait = 30'000;

inline QPushButton* button(const QWidget& in, const char* name)
{
    return in.findChild<QPushButton*>(QLatin1String(name));
}

inline bool isPlanned(const PlanPage& dialog)
{
    return button(dialog, "save")->isEnabled();
}

inline bool hasEnded(const PlanPage& dialog)
{
    return button(dialog, "close")->isVisible();
}

inline QString linesOf(const PlanPage& dialog)
{
    const QAbstractItemModel* model = dialog.findChild<QListView*>(QStringLiteral("lines"))->model();
    QStringList lines;
    for (int row = 0; row < model->rowCount(); ++row)
        lines << model->index(row, 0).data(Qt::AccessibleTextRole).toString();
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
inline QString remains(Desk& workstation, const InstanceName& name)
{
    return workstation.world->visit([&name](PracticeState& state, Timestamp) {
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
inline QString worldText(Desk& workstation)
{
    return workstation.world->visit([](PracticeState& state, Timestamp) {
        return QStringLiteral("%1 %2 %3 %4")
            .arg(state.instances.size())
            .arg(state.rows.size())
            .arg(state.residues.size())
            .arg(std::ranges::count_if(state.rows, [](const PracticeRow& row) { return row.row.enabled; }));
    });
}

/// Instances that a deletion takes without asking for a text: not connected, with one row that is theirs.
inline std::vector<InstanceName> closedInstances(Desk& workstation, size_t count)
{
    std::vector<InstanceName> names;
    for (const AuditRow& row : workstation.window.view()->workspace().index()->audit().rows()) {
        const bool fits = WorkspaceActions::canBePaired(row) && row.connection() == Connection::Close &&
                          row.enabledIntegration() && row.integrations.size() == 1 && !row.isProtected &&
                          row.memory != MemoryState::Missing && row.cacheEntry();
        if (fits && names.size() < count)
            names.push_back(row.name);
    }
    return names;
}

/// Instances put into the world by hand, not connected, with a row and a cache entry each.
inline std::vector<InstanceName> addInstances(Desk& workstation, int count)
{
    std::vector<InstanceName> names;
    workstation.world->visit([&](PracticeState& state, Timestamp now) {
        for (int number = 0; number < count; ++number) {
            const auto name = InstanceName::fromText(QStringLiteral("added-%1").arg(number));
            PracticeInstance instance;
            instance.listed.id = newId();
            instance.listed.name = name;
            instance.listed.connection = Connection::Close;
            PracticeRow row;
            row.row.id = newId();
            row.row.organizationId = newId();
            row.row.instanceName = name;
            row.row.enabled = true;
            row.row.status = QStringLiteral("disconnected");
            row.row.webhookToken = WebhookToken(QByteArray("token-of-added-") + QByteArray::number(number));
            PracticeEntry entry;
            entry.entry.name = name;
            entry.entry.organizationId = row.row.organizationId;
            entry.expiresAt = now + std::chrono::hours(1);
            state.instances.push_back(instance);
            state.rows.push_back(row);
            state.entries.push_back(entry);
            names.push_back(name);
        }
    });
    return names;
}

/// What the person is told to type, and what the engine is handed for it.
inline std::optional<Confirmation> confirmationOf(const PlanPage& page)
{
    return page.findChild<ReviewStep*>()->confirmation();
}

/// Types what is asked for, where anything is.
inline void confirm(const PlanPage& page)
{
    auto* field = page.findChild<QLineEdit*>(QStringLiteral("confirm"));
    if (const auto asked = confirmationOf(page))
        field->setText(asked->asked);
}

inline PlanPage* openPlan(Desk& workstation, PlanKind kind, const std::vector<InstanceName>& names)
{
    PlanRequest request;
    request.kind = kind;
    request.names = names;
    workstation.window.view()->plans().show(request);
    return workstation.window.findChildren<PlanPage*>().last();
}

} // namespace steward::test
