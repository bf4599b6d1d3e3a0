#include "app/window/leave_guard.h"

#include "app/components/banner.h"
#include "app/operations/activity_log.h"
#include "app/operations/activity_words.h"
#include "app/operations/operation_service.h"
#include "app/profiles/profile_editor.h"

#include <QEvent>
#include <QMainWindow>
#include <QPushButton>

#include <algorithm>

namespace steward {
namespace {

QPushButton* bannerButton(Banner& banner, const QString& words, const char* name)
{
    auto* button = new QPushButton(words, &banner);
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(QString(words).remove(QLatin1Char('&')));
    button->setAutoDefault(false);
    banner.addButton(button);
    return button;
}

} // namespace

LeaveGuard::LeaveGuard(QMainWindow& window)
    : QObject(&window)
    , m_window(window)
{
    window.installEventFilter(this);
}

LeaveGuard::~LeaveGuard() = default;

bool LeaveGuard::holdsWorkspace(OperationService* operations, std::function<void()> leave)
{
    return holds({operations, std::move(leave), false});
}

bool LeaveGuard::holdsWindow(OperationService* operations, std::function<void()> leave)
{
    return holds({operations, std::move(leave), true});
}

bool LeaveGuard::holdsChanges(ProfileEditor* editor, const std::function<void()>& leave)
{
    if (!editor || !editor->isDirty())
        return false;
    auto banner = std::make_unique<Banner>(
        Tone::Warning, Icon::Alert, tr("The connections have changes that are not saved"),
        tr("Save them first, or leave without them."));
    connect(
        bannerButton(*banner, tr("&Discard the changes"), "discard"), &QPushButton::clicked, this,
        [this, leave, editor = QPointer<ProfileEditor>(editor)] {
            stay();
            if (editor)
                editor->discard();
            leave();
        });
    connect(bannerButton(*banner, tr("&Stay"), "stay"), &QPushButton::clicked, this, &LeaveGuard::stay);
    show(std::move(banner));
    return true;
}

bool LeaveGuard::holds(Pending pending)
{
    if (std::exchange(m_isDecided, false) || underWay(pending).empty()) {
        stay();
        return false;
    }
    if (pending.operations) {
        // After what ends has told what came of it.
        connect(
            pending.operations, &OperationService::changed, this, &LeaveGuard::look,
            static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::UniqueConnection));
    }
    m_pending = std::move(pending);
    ask();
    return true;
}

std::vector<Operation*> LeaveGuard::underWay(const Pending& pending) const
{
    std::vector<Operation*> all;
    const auto add = [&all](OperationService& operations) {
        const std::vector<Operation*> more = operations.activities().allUnderWay();
        all.insert(all.end(), more.begin(), more.end());
    };
    if (pending.operations)
        add(*pending.operations);
    if (pending.isClosing) {
        for (const Kept& kept : m_kept)
            add(*kept.operations);
    }
    return all;
}

void LeaveGuard::ask()
{
    const std::vector<Operation*> running = underWay(*m_pending);
    const auto count = static_cast<int>(running.size());
    QString title = running.front()->what().title;
    if (count > 1)
        title = tr("%n operations are under way", nullptr, count);
    else
        //: %1 is an operation such as "Delete 3 instances"
        title = tr("“%1” is still under way").arg(title);
    const QString text = m_pending->isClosing
                             ? tr("It can continue with this window minimized. The window closes when it has finished.")
                             : tr("It can continue while you do something else. You will be told how it ended.");
    auto banner = std::make_unique<Banner>(Tone::Warning, Icon::Clock, title, text);
    QPushButton* goOn = bannerButton(*banner, tr("&Continue in the background"), "goOn");
    goOn->setEnabled(std::ranges::none_of(running, [](const Operation* one) { return one->needsDialog(); }));
    connect(goOn, &QPushButton::clicked, this, &LeaveGuard::goOn);
    const bool canStop = std::ranges::any_of(running, [](const Operation* one) { return one->canStop(); });
    bannerButton(*banner, tr("S&top after this step"), "stopThem")->setEnabled(canStop);
    connect(
        banner->findChild<QPushButton*>(QStringLiteral("stopThem")), &QPushButton::clicked, this,
        &LeaveGuard::stopThem);
    connect(bannerButton(*banner, tr("&Stay"), "stay"), &QPushButton::clicked, this, &LeaveGuard::stay);
    show(std::move(banner));
}

void LeaveGuard::goOn()
{
    if (!m_pending)
        return;
    // What has begun since it was asked may not go on unseen.
    if (std::ranges::any_of(underWay(*m_pending), [](const Operation* one) { return one->needsDialog(); }))
        return ask();
    m_pending->isDecided = true;
    for (Operation* one : underWay(*m_pending))
        one->pause(false);      // nobody could let it continue afterwards
    if (m_pending->isClosing) { // and closes once all has ended
        auto banner = std::make_unique<Banner>(
            Tone::Busy, Icon::Clock, tr("It continues in the background"),
            tr("This window closes when it has finished."));
        connect(bannerButton(*banner, tr("&Stay"), "stay"), &QPushButton::clicked, this, &LeaveGuard::stay);
        show(std::move(banner));
        return m_window.showMinimized();
    }
    m_isDecided = true;
    const std::function<void()> leave = m_pending->leave;
    leave();
}

void LeaveGuard::stopThem()
{
    if (!m_pending)
        return;
    m_pending->isDecided = true;
    for (Operation* one : underWay(*m_pending))
        one->stop();
    auto banner = std::make_unique<Banner>(
        Tone::Busy, Icon::Clock, tr("Stopping after this step"), tr("Nothing further is started."));
    connect(bannerButton(*banner, tr("&Stay"), "stay"), &QPushButton::clicked, this, &LeaveGuard::stay);
    show(std::move(banner));
}

void LeaveGuard::stay()
{
    m_pending.reset();
    show({});
    tellEnds(); // of what ended while something was asked
}

void LeaveGuard::keep(OperationService& operations)
{
    Kept kept{&operations, {}};
    for (Operation* one : operations.activities().allUnderWay())
        kept.running.emplace_back(one);
    if (kept.running.empty())
        return;
    operations.setParent(this);
    connect(
        &operations, &OperationService::changed, this, &LeaveGuard::look,
        static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::UniqueConnection));
    m_kept.push_back(std::move(kept));
}

bool LeaveGuard::isKeeping(const QString& profileId) const
{
    return std::ranges::any_of(
        m_kept, [&](const Kept& kept) { return kept.operations && kept.operations->stores().profileId == profileId; });
}

void LeaveGuard::look()
{
    for (Kept& kept : m_kept)
        lookAt(kept);
    std::erase_if(m_kept, [](const Kept& kept) { return kept.operations == nullptr; });
    if (!m_pending || !underWay(*m_pending).empty())
        return;
    if (!m_pending->isDecided)
        return stay();
    const std::function<void()> leave = m_pending->leave;
    stay(); // it has been decided, also where the window only hides
    leave();
}

/// Says what came of it, where the person is by now.
void LeaveGuard::lookAt(Kept& kept)
{
    if (!kept.operations->activities().allUnderWay().empty())
        return;
    for (const QPointer<Operation>& one : kept.running) {
        if (one)
            m_ended.push_back({activityMark(one->state()).tone, one->what().title, one->sentence()});
    }
    kept.operations->deleteLater();
    kept.operations = nullptr;
    if (!m_pending) // else the question that is asked comes first
        tellEnds();
}

void LeaveGuard::tellEnds()
{
    if (m_ended.empty())
        return;
    const Ended& first = m_ended.front();
    QStringList lines;
    Tone worst = first.tone;
    for (const Ended& one : m_ended) {
        //: %1 is what was done, such as "Delete 3 instances", %2 what came of it
        lines << tr("%1: %2").arg(one.title, QString(one.sentence).replace(QLatin1Char('\n'), QLatin1Char(' ')));
        worst = std::max(worst, one.tone); // the later ones of Tone ask for more attention
    }
    auto banner = m_ended.size() == 1 ? std::make_unique<Banner>(worst, Icon::Clock, first.title, first.sentence)
                                      : std::make_unique<Banner>(
                                            worst, Icon::Clock,
                                            tr("%n operations have ended", nullptr, static_cast<int>(m_ended.size())),
                                            lines.join(QLatin1Char('\n')));
    connect(bannerButton(*banner, tr("&Dismiss"), "dismiss"), &QPushButton::clicked, this, [this] {
        m_ended.clear();
        stay();
    });
    show(std::move(banner));
}

void LeaveGuard::show(std::unique_ptr<Banner> banner)
{
    if (m_banner) {
        m_banner->hide();
        m_banner->setObjectName({});
        m_banner->deleteLater(); // its own button may be what was pressed
    }
    m_banner = banner.release();
    if (!m_banner)
        return;
    m_banner->setObjectName(QStringLiteral("leaving"));
    m_banner->setParent(&m_window);
    place();
    m_banner->show();
    m_banner->raise();
    if (auto* button = m_banner->findChild<QPushButton*>(QStringLiteral("stay")))
        button->setFocus();
}

/// Over the top of what the window shows.
void LeaveGuard::place()
{
    if (!m_banner)
        return;
    const QWidget* below = m_window.centralWidget();
    const QRect all = below ? below->geometry() : m_window.rect();
    m_banner->setGeometry(all.left(), all.top(), all.width(), m_banner->heightForWidth(all.width()));
}

bool LeaveGuard::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)
        place();
    return QObject::eventFilter(watched, event);
}

} // namespace steward
