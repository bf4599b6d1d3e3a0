#pragma once

#include "app/components/marked_counts.h"
#include "app/operations/another_attempt.h"
#include "app/operations/report.h"
#include "app/style/status_list.h"
#include "domain/ids.h"
#include "workflows/session/change_result.h"

#include <QDateTime>
#include <QDialog>
#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

class QAbstractItemModel;

namespace steward {

class PauseControl;

/// One operation of this session: its checklist, how far it is, how it ended, and the hand of the person on it. It is
/// the service's: windows and panels watch it, and it goes on without them. GUI thread only.
class Operation final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Operation)

public:
    enum class State : quint8 {
        Running,
        Paused,
        Stopping,
        Done,
        Partial,
        Stopped, ///< by the person, before its end
        Refused,
        Failed,
        LeftOpen, ///< interrupted; the journal knows how to go on
    };
    struct What {
        QString title; ///< "Delete 3 instances"
        QString kind;  ///< untranslated, as in the journal: "delete"
    };
    /// What a person can do with it while it is under way, and afterwards.
    struct Control {
        QString stopWords; ///< the button's; empty: it cannot be stopped
        /// It can be paused, and a stop lets come to its end what has begun; null: a stop is for the work itself.
        std::shared_ptr<PauseControl> pauseControl = {};
        std::optional<AnotherAttempt> again = {}; ///< offered unless it is done whole
        bool needsDialog = false;                 ///< it is stopped with its window: a code that nobody sees is no use
        std::function<void()> show = {};          ///< the page that shows it, where no dialog does
    };
    struct Progress {
        int ended = 0;
        int all = 0;     ///< 0: not known
        int trouble = 0; ///< of those that have ended
        QString counts;  ///< "3 of 10 done · 1 still there"
        std::vector<MarkedCount> parts = {};
        QString pace = {}; ///< "26 a minute"; empty: not known
        QString left = {}; ///< "about 1 min left"; empty: not known
        bool operator==(const Progress&) const = default;
    };
    struct Ending {
        State state = State::Done;
        StatusList::Line line; ///< what came of it, and why
        std::optional<Report> report;
        std::optional<AnotherAttempt> again = {}; ///< where something was not done; else that of its control
        int againItems = 0;                       ///< how many that is about; 0: it is not told
    };

    /// `dialog`: the window that shows it; null: none does.
    Operation(What what, QDialog* dialog, Control control, QObject* parent = nullptr);
    /// One that was interrupted, from the journal.
    Operation(What what, const OperationId& entry, const QDateTime& started, QObject* parent = nullptr);

    /// Nobody would hear of it any more: it is stopped.
    ~Operation() override;

    const What& what() const { return m_what; }
    State state() const { return m_state; }
    bool isUnderWay() const { return m_state <= State::Stopping; }
    const QDateTime& started() const { return m_started; }
    const QDateTime& ended() const { return m_ended; } ///< null while it has not
    const Progress& progress() const { return m_progress; }
    const std::optional<Ending>& ending() const { return m_ending; }
    /// Where it stands, in a sentence.
    QString sentence() const;
    QAbstractItemModel* checklist() const { return m_checklist.get(); }
    const OperationId& entry() const { return m_entry; } ///< in the journal, of one that was left open; else null

    // What its work tells.
    /// `stop`: of what runs for it.
    void setWork(const std::stop_source& stop) { m_stop = stop; }
    void setChecklist(std::shared_ptr<QAbstractItemModel> checklist);
    void setProgress(const Progress& progress);
    /// What it is at, in a sentence, while it runs; empty: nothing special.
    void setStage(const QString& sentence);
    void end(const Ending& ending);
    /// The dialog is about something else from now on.
    void leaveDialog();
    /// Another attempt at what was not done has begun.
    void setTriedAgain();
    /// Hides the dialog; the operation goes on.
    void continueInBackground();

    // What a person can do.
    bool canStop() const { return isUnderWay() && !m_control.stopWords.isEmpty(); }
    bool needsDialog() const { return m_control.needsDialog; }
    bool canPause() const { return isUnderWay() && m_control.pauseControl; }
    const QString& stopWords() const { return m_control.stopWords; }
    /// What has begun is brought to its end, or taken back.
    void stop();
    void pause(bool isPaused);
    QDialog* dialog() const { return m_dialog; }
    /// Something shows it.
    bool canBeOpened() const { return m_dialog || m_control.show; }
    void openDialog();

Q_SIGNALS:
    void changed();
    void checklistChanged();
    /// The person chose to see it in the panel alone.
    void wentToBackground();

private:
    void setState(State state);
    void loseDialog();

    const What m_what;
    const OperationId m_entry;
    QPointer<QDialog> m_dialog;
    Control m_control;
    std::stop_source m_stop;
    State m_state = State::Running;
    Progress m_progress;
    QString m_stage;
    std::optional<Ending> m_ending;
    std::shared_ptr<QAbstractItemModel> m_checklist;
    const QDateTime m_started;
    QDateTime m_ended;
};

/// How it ended: stopped by the person is told apart from failed.
Operation::State activityStateOf(const Result<ChangeResult>& result);
/// Several results as one, for the state and the report.
ChangeResult combined(const QString& operation, const std::vector<ChangeResult>& results);

/// A dialog that belongs to another one goes with it, and offers nothing of the kind.
bool mayGoToBackground(const QDialog& dialog);

} // namespace steward
