#pragma once

#include "app/alerts/alert_rules.h"
#include "app/table/audit_index.h"
#include "app/work/gui_dispatcher.h"
#include "local/history/alerts.h"

#include <QObject>

#include <deque>
#include <memory>
#include <vector>

namespace steward {

class BackgroundRunner;
class Workspace;

/// Compares each reading of a workspace with the one before, in their order and on workers, and tells what somebody
/// should know: each change once. GUI thread only; never waits.
class AlertCenter final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AlertCenter)

public:
    AlertCenter(Workspace& workspace, BackgroundRunner& runner, QObject* parent);

    const AlertRules& rules() const { return m_rules; }
    /// `view`: the query of the rules' view. With another one the reading that is shown is what the next is compared
    /// with.
    void setRules(const AlertRules& rules, const RowQuery& view);
    /// Newest first; in quiet hours too.
    const std::deque<Alert>& told() const { return m_told; }
    static constexpr size_t mostTold = 200;

Q_SIGNALS:
    /// All that one reading showed. `isQuiet`: only for the list.
    void alerted(const std::vector<steward::Alert>& alerts, bool isQuiet);

private:
    void takeReading();
    void compareNext();
    void take(quint64 number, const std::vector<Alert>& alerts);

    Workspace& m_workspace;
    BackgroundRunner& m_runner;
    AlertRules m_rules;
    RowQuery m_view;
    std::shared_ptr<AlertWatch> m_watch; ///< of one worker at a time
    std::deque<std::shared_ptr<const AuditIndex>> m_waiting;
    bool m_isComparing = false;
    quint64 m_number = 0; ///< of the watch
    Timestamp m_taken{};  ///< the reading that came last
    std::deque<Alert> m_told;
    GuiDispatcher m_post;
};

} // namespace steward
