#include "app/operations/operation.h"

#include "app/components/dialog_page.h"
#include "app/operations/activity_words.h"
#include "workflows/base/pause_control.h"

#include <QAbstractItemModel>

#include <algorithm>

namespace steward {

Operation::Operation(What what, QDialog* dialog, Control control, QObject* parent)
    : QObject(parent)
    , m_what(std::move(what))
    , m_dialog(dialog)
    , m_control(std::move(control))
    , m_started(QDateTime::currentDateTime())
{
    if (dialog)
        connect(dialog, &QObject::destroyed, this, &Operation::loseDialog);
}

Operation::Operation(What what, const OperationId& entry, const QDateTime& started, QObject* parent)
    : QObject(parent)
    , m_what(std::move(what))
    , m_entry(entry)
    , m_state(State::LeftOpen)
    , m_started(started)
{
}

Operation::~Operation()
{
    if (isUnderWay() && m_control.pauseControl)
        m_control.pauseControl->stopAfterThis();
    m_stop.request_stop();
}

QString Operation::sentence() const
{
    if (!m_ending)
        return m_state == State::Running && !m_stage.isEmpty() ? m_stage : activitySentence(m_state);
    QStringList sentences{m_ending->line.title};
    sentences << m_ending->line.notes;
    return sentences.join(QLatin1Char('\n'));
}

void Operation::setChecklist(std::shared_ptr<QAbstractItemModel> checklist)
{
    // The former one goes once nobody shows it any more.
    const std::shared_ptr<QAbstractItemModel> former = std::exchange(m_checklist, std::move(checklist));
    Q_EMIT checklistChanged();
}

void Operation::setProgress(const Progress& progress)
{
    if (progress == m_progress)
        return;
    m_progress = progress;
    Q_EMIT changed();
}

void Operation::setStage(const QString& sentence)
{
    if (sentence == m_stage)
        return;
    m_stage = sentence;
    Q_EMIT changed();
}

void Operation::setState(State state)
{
    if (state == m_state)
        return;
    m_state = state;
    Q_EMIT changed();
}

void Operation::end(const Ending& ending)
{
    if (!isUnderWay())
        return;
    // What a person stopped has not failed.
    const bool isStopped =
        m_state == State::Stopping && (ending.state == State::Refused || ending.state == State::Failed);
    m_ending = ending;
    if (!m_ending->again && ending.state != State::Done)
        m_ending->again = m_control.again;
    m_ended = QDateTime::currentDateTime();
    setState(isStopped ? State::Stopped : ending.state);
}

void Operation::leaveDialog()
{
    if (!m_dialog)
        return;
    disconnect(m_dialog, nullptr, this, nullptr);
    loseDialog();
}

void Operation::loseDialog()
{
    m_dialog = nullptr;
    Q_EMIT changed();
}

void Operation::setTriedAgain()
{
    if (!m_ending || !m_ending->again)
        return;
    m_ending->again.reset();
    m_ending->line.notes << triedAgainSentence();
    Q_EMIT changed();
}

void Operation::continueInBackground()
{
    if (m_dialog)
        m_dialog->hide();
    Q_EMIT wentToBackground();
}

void Operation::stop()
{
    if (!canStop())
        return;
    if (m_control.pauseControl)
        m_control.pauseControl->stopAfterThis();
    else
        m_stop.request_stop();
    setState(State::Stopping);
}

void Operation::pause(bool isPaused)
{
    if (!canPause() || m_state == State::Stopping)
        return;
    m_control.pauseControl->setPaused(isPaused);
    setState(isPaused ? State::Paused : State::Running);
}

void Operation::openDialog()
{
    if (m_dialog)
        bringToFront(*m_dialog);
    else if (m_control.show)
        m_control.show();
}

Operation::State activityStateOf(const Result<ChangeResult>& result)
{
    const std::optional<Error>& error = result ? result->error : std::optional(result.error());
    if (result && result->outcome == OperationOutcome::Done)
        return Operation::State::Done;
    if (error && error->kind == ErrorKind::Stopped)
        return Operation::State::Stopped;
    if (!result)
        return Operation::State::Failed;
    switch (result->outcome) {
    case OperationOutcome::Done:
        return Operation::State::Done;
    case OperationOutcome::Partial:
        return Operation::State::Partial;
    case OperationOutcome::Refused:
        return Operation::State::Refused;
    case OperationOutcome::Failed:
        return Operation::State::Failed;
    }
    return Operation::State::Partial; // what was done of it is not known
}

ChangeResult combined(const QString& operation, const std::vector<ChangeResult>& results)
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
