#include "app/alerts/alert_teller.h"

#include "app/alerts/alert_center.h"
#include "app/alerts/notifier.h"
#include "app/components/toasts.h"
#include "app/style/plain_text.h"
#include "domain/iso_time.h"

#include <QDateTime>
#include <QLocale>
#include <QMenu>
#include <QWidget>

namespace steward {
namespace {

constexpr int inMenu = 20;
constexpr int widestEntry = 90;

QString alertTimeText(Timestamp at)
{
    const QDateTime time = localTime(at);
    return QLocale().toString(
        time, time.date() == QDate::currentDate() ? QStringLiteral("HH:mm") : QStringLiteral("d MMM HH:mm"));
}

} // namespace

AlertTeller::AlertTeller(Toasts& toasts, Notifier& notifier, QWidget& window)
    : QObject(&window)
    , m_toasts(toasts)
    , m_notifier(notifier)
    , m_window(window)
{
}

void AlertTeller::follow(AlertCenter* center)
{
    if (m_center)
        disconnect(m_center, nullptr, this, nullptr);
    m_center = center;
    if (center)
        connect(center, &AlertCenter::alerted, this, &AlertTeller::tell);
    Q_EMIT changed();
}

const AlertCenter* AlertTeller::center() const
{
    return m_center;
}

void AlertTeller::tell(const std::vector<Alert>& alerts, bool isQuiet)
{
    Q_EMIT changed();
    if (isQuiet)
        return;
    if (m_isDiscreet)
        return notifyWithoutNames(alerts);
    // The window has room for one line; the list has them all.
    std::vector<Alert> seen = alerts;
    std::erase_if(seen, [](const Alert& alert) { return alert.kind == AlertKind::StoreUnread; }); // the banner says it
    if (!seen.empty()) {
        const auto showAll = [this, alerts] { Q_EMIT showWanted(alerts); };
        m_toasts.show(alertsSentence(seen), tr("Show"), showAll, {MarkShape::Diamond, Tone::Warning});
    }
    if (alerts.size() > alertsToldAlone)
        return notify(alerts, alerts);
    for (const Alert& alert : alerts)
        notify({alert}, alerts); // the desktop does not say which of them was pressed
}

void AlertTeller::notify(const std::vector<Alert>& told, const std::vector<Alert>& all)
{
    //: %1 is a workspace's name
    const QString title = m_place.isEmpty() ? tr("Steward") : tr("Steward: %1").arg(m_place);
    m_notifier.notify(title, alertsSentence(told), [this, all] {
        bringForward(m_window);
        Q_EMIT showWanted(all);
    });
}

void AlertTeller::notifyWithoutNames(const std::vector<Alert>& alerts)
{
    const QString sentence =
        tr("%n change(s). Unlock Steward to see what it is.", nullptr, static_cast<int>(alerts.size()));
    m_notifier.notify(tr("Steward"), sentence, [this, alerts] {
        bringForward(m_window);
        Q_EMIT showWanted(alerts); // below the cover
    });
}

void bringForward(QWidget& window)
{
    window.show();
    window.setWindowState(window.windowState() & ~Qt::WindowMinimized);
    window.raise();
    window.activateWindow();
}

void AlertTeller::fill(QMenu& menu)
{
    menu.clear();
    if (!m_center || m_center->told().empty()) {
        menu.addAction(tr("Nothing has changed since the workspace was opened."))->setEnabled(false);
        return;
    }
    int count = 0;
    for (const Alert& alert : m_center->told()) {
        if (++count > inMenu)
            break;
        QString sentence = alertSentence(alert);
        if (sentence.size() > widestEntry)
            sentence = sentence.left(widestEntry - 1) + QChar(0x2026);
        const QString text = alertTimeText(alert.at) + QStringLiteral("  ") + sentence;
        connect(menu.addAction(withoutMnemonics(text)), &QAction::triggered, this, [this, alert] {
            Q_EMIT showWanted({alert});
        });
    }
}

} // namespace steward
