#include "app/alerts/alert_center.h"

#include "app/work/background_runner.h"
#include "app/workspace/workspace.h"
#include "wording/query_words.h"

#include <utility>

namespace steward {

AlertCenter::AlertCenter(Workspace& workspace, BackgroundRunner& runner, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_runner(runner)
    , m_watch(std::make_shared<AlertWatch>())
    , m_post(this)
{
    connect(&workspace, &Workspace::indexChanged, this, &AlertCenter::takeReading);
}

void AlertCenter::setRules(const AlertRules& rules, const RowQuery& view)
{
    m_rules = rules;
    if (view == m_view)
        return;
    m_view = view;
    ++m_number; // what the other one still tells is not asked for any more
    m_watch = std::make_shared<AlertWatch>(view, problemNames());
    m_waiting.clear();
    m_isComparing = false;
    m_taken = {};
    if (m_workspace.index())
        takeReading();
}

void AlertCenter::takeReading()
{
    const Timestamp takenAt = m_workspace.index()->audit().snapshot().takenAt;
    if (takenAt == m_taken)
        return; // more details of the same reading
    m_taken = takenAt;
    m_waiting.push_back(m_workspace.index());
    compareNext();
}

void AlertCenter::compareNext()
{
    if (m_isComparing || m_waiting.empty())
        return;
    m_isComparing = true;
    std::shared_ptr<const AuditIndex> index = std::move(m_waiting.front());
    m_waiting.pop_front();
    m_runner.run([this, number = m_number, watch = m_watch, index = std::move(index),
                  box = m_post.box()](const std::stop_token&) {
        box->post([this, number, alerts = watch->take(index->audit())] { take(number, alerts); });
    });
}

void AlertCenter::take(quint64 number, const std::vector<Alert>& alerts)
{
    if (number != m_number)
        return;
    m_isComparing = false;
    if (!alerts.empty() && m_rules.isOn) {
        for (const Alert& alert : alerts)
            m_told.push_front(alert);
        if (m_told.size() > mostTold)
            m_told.resize(mostTold);
        Q_EMIT alerted(alerts, m_rules.isQuiet(QTime::currentTime()));
    }
    compareNext();
}

} // namespace steward
