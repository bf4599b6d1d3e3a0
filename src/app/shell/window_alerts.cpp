#include "app/shell/window_alerts.h"

#include "app/alerts/alert_center.h"
#include "app/alerts/tray.h"
#include "app/overview/overview_words.h"
#include "app/shell/window_header.h"
#include "app/shell/window_settings.h"
#include "app/shell/workspace_pages.h"
#include "app/shell/workspace_view.h"
#include "app/style/plain_text.h"
#include "domain/query/named_views.h"
#include "wording/query_words.h"

#include <QMainWindow>

#include <utility>

namespace steward {

WindowAlerts::WindowAlerts(QMainWindow& window, Toasts& toasts, WindowHeader& header, WindowSettings& settings)
    : QObject(&window)
    , m_window(window)
    , m_toasts(toasts)
    , m_header(header)
    , m_settings(settings)
    , m_closesToTray(settings.closesToTray())
{
    connect(&settings, &WindowSettings::choiceChanged, this, &WindowAlerts::takeSettings);
    auto tray = std::make_unique<Tray>();
    connect(tray.get(), &Tray::openWanted, this, [this] {
        bringForward(m_window);
        m_notifier->setShown(closesToTray());
    });
    connect(tray.get(), &Tray::quitWanted, this, &WindowAlerts::quitWanted);
    m_notifier = std::move(tray);
    makeTeller();
    connect(&m_menu, &QMenu::aboutToShow, this, [this] {
        m_teller->fill(m_menu);
        m_unseen = 0;
        showBell();
    });
    m_header.setAlertMenu(m_menu);
    showBell();
}

WindowAlerts::~WindowAlerts() = default;

void WindowAlerts::makeTeller()
{
    m_teller = std::make_unique<AlertTeller>(m_toasts, *m_notifier, m_window);
    m_teller->setDiscreet(m_isDiscreet);
    connect(m_teller.get(), &AlertTeller::showWanted, this, &WindowAlerts::showRows);
}

void WindowAlerts::setNotifier(std::unique_ptr<Notifier> notifier)
{
    m_teller.reset();
    m_notifier = std::move(notifier);
    makeTeller();
    follow(m_pages, m_profileId);
}

void WindowAlerts::setDiscreet(bool isDiscreet)
{
    m_isDiscreet = isDiscreet;
    m_teller->setDiscreet(isDiscreet);
    m_notifier->setPlace(isDiscreet ? QString() : place());
}

/// The workspace's name; empty: none is open.
QString WindowAlerts::place() const
{
    return m_pages ? m_pages->view().operations().stores().title : QString();
}

void WindowAlerts::follow(WorkspacePages* pages, const QString& profileId)
{
    if (m_pages) {
        disconnect(&m_pages->view().alerts(), nullptr, this, nullptr);
        disconnect(&m_pages->view().instances(), nullptr, this, nullptr);
    }
    m_pages = pages;
    m_profileId = profileId;
    m_unseen = 0;
    m_teller->follow(pages ? &pages->view().alerts() : nullptr);
    m_teller->setPlace(place());
    m_notifier->setPlace(m_isDiscreet ? QString() : place());
    showBell();
    if (!pages)
        return;
    pages->view().live().follow(&m_window);
    connect(&pages->view().alerts(), &AlertCenter::alerted, this, [this](const std::vector<Alert>& alerts) {
        m_unseen += static_cast<int>(alerts.size());
        showBell();
    });
    connect(&pages->view().instances(), &InstancesPage::viewsChanged, this, &WindowAlerts::apply);
    apply();
}

AlertRules WindowAlerts::rules() const
{
    return AlertRules::fromVariant(m_settings.alerts(m_profileId));
}

void WindowAlerts::setRules(const AlertRules& rules)
{
    m_settings.setAlerts(m_profileId, rules.toVariant());
    apply();
}

AlertSettings::Views WindowAlerts::views() const
{
    AlertSettings::Views views;
    for (const BuiltInView& view : builtInViews()) {
        if (viewQuery(QLatin1String(view.id)))
            views.emplace_back(
                viewQuery(QLatin1String(view.id))->isEmpty() ? QString() : QLatin1String(view.id), viewOf(view).title);
    }
    if (m_pages) {
        for (const RowView& view : m_pages->view().instances().savedViews())
            views.emplace_back(view.id, view.title);
    }
    return views;
}

/// What is chosen holds, also after its view was changed; one that is no more watches all.
void WindowAlerts::apply()
{
    if (!m_pages)
        return;
    const AlertRules rules = this->rules();
    QString query = viewQuery(rules.view).value_or(QString());
    for (const RowView& view : m_pages->view().instances().savedViews()) {
        if (view.id == rules.view)
            query = view.query;
    }
    m_pages->view().alerts().setRules(rules, RowQuery::fromText(query, problemNames()));
    // In the window alone nobody is told while nobody looks.
    m_pages->view().live().setWatched(rules.isOn && m_notifier->isThere());
}

bool WindowAlerts::closesToTray() const
{
    return m_settings.closesToTray();
}

void WindowAlerts::setClosesToTray(bool isOn)
{
    m_settings.setClosesToTray(isOn);
    m_notifier->setShown(isOn);
}

void WindowAlerts::takeSettings()
{
    if (std::exchange(m_closesToTray, closesToTray()) != closesToTray())
        m_notifier->setShown(closesToTray() || m_window.isHidden());
    apply();
}

bool WindowAlerts::hidesAtClosing() const
{
    return m_pages && closesToTray() && m_notifier->isThere();
}

void WindowAlerts::hideWindow()
{
    m_notifier->setShown(true);
    m_window.hide();
}

void WindowAlerts::showRows(const std::vector<Alert>& alerts)
{
    if (!m_pages)
        return;
    QStringList names;
    for (const Alert& alert : alerts) {
        const auto& index = m_pages->view().workspace().index();
        if (!alert.instance.isEmpty() && index && index->audit().find(alert.instance))
            names << alert.instance.text();
    }
    if (names.isEmpty())
        return m_pages->show(Page::Overview); // a store, or what is in no store any more
    m_pages->show(Page::Instances);
    if (names.size() == 1)
        return m_pages->view().instances().showInstance(InstanceName::fromText(names.front()));
    m_pages->view().instances().search(queryOfNames(names));
}

void WindowAlerts::showBell()
{
    const AlertCenter* center = m_teller->center();
    m_header.setAlerts(center && !center->told().empty(), m_unseen);
}

} // namespace steward
