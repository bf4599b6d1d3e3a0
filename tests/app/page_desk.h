#pragma once

#include "app/desk.h"

#include <QAction>
#include <QLabel>
#include <QTest>

namespace steward::test {

// What the tests of the pages look at.

inline void trigger(MainWindow& window, const char* action)
{
    auto* found = window.findChild<QAction*>(QLatin1String(action));
    QVERIFY(found);
    QVERIFY2(found->isEnabled(), action);
    found->trigger();
}

inline QString textsOf(const QWidget& widget)
{
    QStringList texts;
    for (const QLabel* label : widget.findChildren<QLabel*>()) {
        if (!label->isHidden())
            texts << label->text();
    }
    return texts.join(QLatin1Char('\n'));
}

/// The first instance with this finding that has a cache entry.
inline InstanceName cachedWith(Desk& workstation, FindingCode finding)
{
    for (const AuditRow& row : workstation.window.view()->workspace().index()->audit().rows()) {
        if (row.has(finding) && row.kind == RowKind::Instance && row.cacheEntry())
            return row.name;
    }
    return {};
}

} // namespace steward::test
