#include "app/activity/activity.h"

#include "app/activity/activity_words.h"

#include <QAbstractItemModel>

#include <algorithm>

namespace steward {

Activity::Activity(What what, QDialog* dialog, Hands hands, QObject* parent)
    : QObject(parent)
    , m_what(std::move(what))
    , m_dialog(dialog)
    , m_hands(std::move(hands))
    , m_begun(QDateTime::currentDateTime())
{
    connect(dialog, &QObject::destroyed, this, &Activity::loseDialog);
}

Activity::Activity(What what, const QUuid& entry, const QDateTime& begun, QObject* parent)
    : QObject(parent)
    , m_what(std::move(what))
    , m_entry(entry)
    , m_state(State::LeftOpen)
    , m_begun(begun)
{
}

QString Activity::sentence() const
{
    if (!m_ending)
        return activitySentence(m_state);
    QStringList sentences{m_ending->line.title};
    sentences << m_ending->line.notes;
    return sentences.join(QLatin1Char('\n'));
}

void Activity::setChecklist(std::shared_ptr<QAbstractItemModel> checklist)
{
    // The former one goes once nobody shows it any more.
    const std::shared_ptr<QAbstractItemModel> former = std::exchange(m_checklist, std::move(checklist));
    Q_EMIT checklistChanged();
}

void Activity::setProgress(const Progress& progress)
{
    if (progress == m_progress)
        return;
    m_progress = progress;
    Q_EMIT changed();
}

void Activity::setState(State state)
{
    if (state == m_state)
        return;
    m_state = state;
    Q_EMIT changed();
}

void Activity::setPaused(bool isPaused)
{
    if (m_state == State::Running || m_state == State::Paused)
        setState(isPaused ? State::Paused : State::Running);
}

void Activity::setStopping()
{
    if (isUnderWay())
        setState(State::Stopping);
}

void Activity::end(const Ending& ending)
{
    if (!isUnderWay())
        return;
    // What a person stopped has not failed.
    const bool isStopped =
        m_state == State::Stopping && (ending.state == State::Refused || ending.state == State::Failed);
    m_ending = ending;
    if (!m_ending->again && ending.state != State::Done)
        m_ending->again = m_hands.again;
    m_ended = QDateTime::currentDateTime();
    setState(isStopped ? State::Stopped : ending.state);
}

void Activity::leaveDialog()
{
    if (!m_dialog)
        return;
    disconnect(m_dialog, nullptr, this, nullptr);
    loseDialog();
}

void Activity::loseDialog()
{
    m_dialog = nullptr;
    if (isUnderWay())
        end({State::Stopped, closedLine(), {}, {}});
    else
        Q_EMIT changed();
}

void Activity::setTriedAgain()
{
    if (!m_ending || !m_ending->again)
        return;
    m_ending->again.reset();
    m_ending->line.notes << triedAgainSentence();
    Q_EMIT changed();
}

void Activity::continueInBackground()
{
    if (m_dialog)
        m_dialog->hide();
    Q_EMIT wentToBackground();
}

void Activity::stop()
{
    if (canStop())
        m_hands.stop();
}

void Activity::pause(bool isPaused)
{
    if (canPause())
        m_hands.pause(isPaused);
}

void Activity::openDialog()
{
    if (!m_dialog)
        return;
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

Activity::State activityStateOf(const Result<ChangeResult>& result)
{
    const std::optional<Error>& error = result ? result->error : std::optional(result.error());
    if (result && result->outcome == OperationOutcome::Done)
        return Activity::State::Done;
    if (error && error->kind == ErrorKind::Stopped)
        return Activity::State::Stopped;
    if (!result)
        return Activity::State::Failed;
    switch (result->outcome) {
    case OperationOutcome::Done:
        return Activity::State::Done;
    case OperationOutcome::Partial:
        return Activity::State::Partial;
    case OperationOutcome::Refused:
        return Activity::State::Refused;
    case OperationOutcome::Failed:
        return Activity::State::Failed;
    }
    Q_UNREACHABLE();
}

ChangeResult together(const QString& operation, const std::vector<ChangeResult>& results)
{
    ChangeResult whole{operation, OperationOutcome::Done, {}, {}};
    int done = 0;
    for (const ChangeResult& result : results) {
        done += result.outcome == OperationOutcome::Done ? 1 : 0;
        whole.items.insert(whole.items.end(), result.items.begin(), result.items.end());
        if (!whole.error)
            whole.error = result.error;
    }
    if (!results.empty() && done < static_cast<int>(results.size())) {
        const bool isMixed = std::ranges::any_of(
            results, [&](const ChangeResult& result) { return result.outcome != results.front().outcome; });
        whole.outcome = isMixed ? OperationOutcome::Partial : results.front().outcome;
    }
    return whole;
}

bool mayGoToBackground(const QDialog& dialog)
{
    return !dialog.isModal() && !qobject_cast<const QDialog*>(dialog.parentWidget());
}

} // namespace steward
