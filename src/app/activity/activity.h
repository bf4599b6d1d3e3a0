#pragma once

#include "app/activity/another_attempt.h"
#include "app/operations/report.h"
#include "app/style/marked_list.h"
#include "workflows/session/change_result.h"

#include <QDateTime>
#include <QDialog>
#include <QObject>
#include <QPointer>
#include <QUuid>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QAbstractItemModel;

namespace steward {

/// One operation of this session: its checklist, how far it is, how it ended, and what a person can still do with it.
/// Its dialog tells it; it lives on when the dialog is closed. GUI thread only.
class Activity final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Activity)

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
    /// What its dialog lets a person do, called only while the dialog lives; empty: it cannot.
    struct Hands {
        std::function<void()> stop;
        std::function<void(bool isPaused)> pause;
        QString stopWords; ///< the button's
        /// Offered unless it is done whole, also without its dialog.
        std::optional<AnotherAttempt> again = {};
    };
    struct Progress {
        int ended = 0;
        int all = 0;    ///< 0: not known
        QString counts; ///< "3 of 10 done · 1 still there"
        bool operator==(const Progress&) const = default;
    };
    struct Ending {
        State state = State::Done;
        MarkedList::Line line; ///< what came of it, and why
        std::optional<Report> report;
        std::optional<AnotherAttempt> again = {}; ///< where something was not done; else that of its hands
    };

    Activity(What what, QDialog* dialog, Hands hands, QObject* parent = nullptr);
    /// One that was interrupted, from the journal.
    Activity(What what, const QUuid& entry, const QDateTime& begun, QObject* parent = nullptr);

    const What& what() const { return m_what; }
    State state() const { return m_state; }
    bool isUnderWay() const { return m_state <= State::Stopping; }
    const QDateTime& begun() const { return m_begun; }
    const QDateTime& ended() const { return m_ended; } ///< null while it has not
    const Progress& progress() const { return m_progress; }
    const std::optional<Ending>& ending() const { return m_ending; }
    /// Where it stands, in a sentence.
    QString sentence() const;
    QAbstractItemModel* checklist() const { return m_checklist.get(); }
    const QUuid& entry() const { return m_entry; } ///< in the journal, of one that was left open; else null

    // What its dialog tells.
    void setChecklist(std::shared_ptr<QAbstractItemModel> checklist);
    void setProgress(const Progress& progress);
    void setPaused(bool isPaused);
    void setStopping();
    void end(const Ending& ending);
    /// The dialog is about something else from now on.
    void leaveDialog();
    /// Another attempt at what was not done has begun.
    void setTriedAgain();
    /// Hides the dialog; the operation goes on.
    void continueInBackground();

    // What a person can do.
    bool canStop() const { return isUnderWay() && m_dialog && m_hands.stop; }
    bool canPause() const { return isUnderWay() && m_dialog && m_hands.pause; }
    const QString& stopWords() const { return m_hands.stopWords; }
    void stop();
    void pause(bool isPaused);
    QDialog* dialog() const { return m_dialog; }
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
    const QUuid m_entry;
    QPointer<QDialog> m_dialog;
    Hands m_hands;
    State m_state = State::Running;
    Progress m_progress;
    std::optional<Ending> m_ending;
    std::shared_ptr<QAbstractItemModel> m_checklist;
    const QDateTime m_begun;
    QDateTime m_ended;
};

/// How it ended: stopped by the person is told apart from failed.
Activity::State activityStateOf(const Result<ChangeResult>& result);
/// Several results as one, for the state and the report.
ChangeResult together(const QString& operation, const std::vector<ChangeResult>& results);

/// A dialog that belongs to another one goes with it, and offers nothing of the kind.
bool mayGoToBackground(const QDialog& dialog);

} // namespace steward
