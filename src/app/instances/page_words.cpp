#include "app/instances/page_words.h"

#include "app/table/instance_model.h"
#include "app/workspace/workspace.h"

#include <QCoreApplication>
#include <QLocale>

namespace steward {
namespace {

struct PageText {
    Q_DECLARE_TR_FUNCTIONS(steward::InstancesPage)
};

/// How far the questions in the background are: progress while they run, else how old the answers are.
QString checkText(const Workspace& workspace)
{
    const CheckingState& check = workspace.check();
    if (check.isRunning && check.all > 0) {
        //: %1 of %2 instances were asked whether they work
        return PageText::tr("checking %1 of %2").arg(QLocale().toString(check.asked), QLocale().toString(check.all));
    }
    const auto& index = workspace.index();
    const qint64 waiting = index ? index->audit().counts().verdicts.value(Verdict::NotChecked) : 0;
    if (waiting > 0)
        return PageText::tr("%n not checked", nullptr, static_cast<int>(waiting));
    if (!index || !index->oldestAnswer())
        return {};
    const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    //: %1 is a time such as "3 min": how old the oldest answer is
    return PageText::tr("checked within %1")
        .arg(durationText(std::chrono::duration_cast<std::chrono::seconds>(now - *index->oldestAnswer())));
}

} // namespace

QString summaryText(int shown, int selected, int hidden, const Workspace& workspace)
{
    const QString parting = QStringLiteral(" · ");
    QString summary = PageText::tr("%n shown", nullptr, shown);
    if (selected + hidden > 0)
        summary += parting + PageText::tr("%n selected", nullptr, selected);
    if (hidden > 0) {
        //: %n is how many of the selected rows the filter hides; it follows "5 selected"
        summary += QStringLiteral(", ") + PageText::tr("%n hidden and left alone", nullptr, hidden);
    }
    if (const QString checking = checkText(workspace); !checking.isEmpty())
        summary += parting + checking;
    return summary;
}

QString unreadStores(const Audit& audit)
{
    const Snapshot& snapshot = audit.snapshot();
    QStringList stores;
    if (!snapshot.server.isWhole())
        stores << PageText::tr("server");
    if (!snapshot.database.isWhole())
        stores << PageText::tr("database");
    if (!snapshot.cache.isWhole())
        stores << PageText::tr("cache");
    if (stores.size() < 2)
        return stores.join(QString());
    const QString last = stores.takeLast();
    //: Stores: %1 is "server" or "server, database", %2 is "cache"
    return PageText::tr("%1 and %2").arg(stores.join(QStringLiteral(", ")), last);
}

QString shownText(int shown, const InstanceModel& model)
{
    const QString unread = model.auditIndex() ? unreadStores(model.auditIndex()->audit()) : QString();
    if (!unread.isEmpty()) {
        //: %1 is "server", "server and cache": what was not read
        return PageText::tr("%n shown, %1 unknown", nullptr, shown).arg(unread);
    }
    //: How many rows are shown: %1 of %2
    return PageText::tr("%1 of %2").arg(QLocale().toString(shown), QLocale().toString(model.totalRows()));
}

} // namespace steward
