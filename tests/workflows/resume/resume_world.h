#pragma once

#include "domain/plans/plan.h"
#include "stores/practice/practice_world.h"
#include "workflows/base/pause_control.h"
#include "workflows/creation/creation.h"
#include "workflows/execute/apply_times.h"
#include "workflows/journal/journal_action.h"

#include <QJsonObject>
#include <QSet>
#include <QString>
#include <QTemporaryDir>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace steward {
class StoreFactory;
struct PracticeTenant;
struct Session;
} // namespace steward

namespace steward::test {

/// An operation that is killed.
enum class Killed : quint8 {
    Delete,
    DeleteOpen,
    DeleteLast, ///< the organization's only connected instance
    Clean,
    Disable,
    Enable,
    Warm,
    Mismatch,
    Adopt,
    Stuck,
    Reset,
    Create,
    Replace,
    ReplaceSame, ///< under the same name
    ReplaceLast, ///< the organization's only connected instance
    // What no plan of now can be compared with:
    Pair, ///< by number, of one that is connecting
    Unlink,
    Restore,
    Guards,
    Tell, ///< what nobody heard at first
};
constexpr Killed allKilled[] = {Killed::Delete,  Killed::DeleteOpen,  Killed::DeleteLast, Killed::Clean,
                                Killed::Disable, Killed::Enable,      Killed::Warm,       Killed::Mismatch,
                                Killed::Adopt,   Killed::Stuck,       Killed::Reset,      Killed::Create,
                                Killed::Replace, Killed::ReplaceSame, Killed::ReplaceLast};
constexpr Killed otherKilled[] = {Killed::Pair, Killed::Unlink, Killed::Restore, Killed::Guards, Killed::Tell};
QString killedWord(Killed operation);

/// What happened between the kill and the resume.
enum class Meanwhile : quint8 {
    Nothing,
    PhoneLinked,
    OtherPhone,
    OtherOrganization,
    RowDisabled,
    Protected,
    RowGone,
    InstanceGone,
    InstanceNew,
    ServerEmpty,
    ListShort,
    OtherDesk,
};
constexpr Meanwhile allMeanwhile[] = {Meanwhile::Nothing,           Meanwhile::PhoneLinked,  Meanwhile::OtherPhone,
                                      Meanwhile::OtherOrganization, Meanwhile::RowDisabled,  Meanwhile::Protected,
                                      Meanwhile::RowGone,           Meanwhile::InstanceGone, Meanwhile::InstanceNew,
                                      Meanwhile::ServerEmpty,       Meanwhile::ListShort,    Meanwhile::OtherDesk};
QString meanwhileWord(Meanwhile change);

/// What the webhooks of those that the operation is about want posted.
enum class Webhooks : quint8 {
    Template, ///< what a creation sets
    CleanUps, ///< also what a server cleans up by name after, so that it has to be taken out first
};

/// The moment of a kill: what the journal's files hold, and what the three stores do.
struct KillMoment {
    std::vector<std::pair<QString, QByteArray>> journal; ///< name in its folder, bytes
    PracticeState stores;
    int answers = 0; ///< calls that change something, answered so far
};

/// Stores in memory with a small fleet, of which one operation is about a part.
class ResumeWorld final {
    Q_DISABLE_COPY_MOVE(ResumeWorld)

public:
    explicit ResumeWorld(Killed operation, Webhooks webhooks = Webhooks::Template);

    /// Runs the operation to its end; every moment at which it could have been killed.
    std::vector<KillMoment> moments();
    /// The moment laid down and resumed to its end; every moment at which that could have been killed in its turn.
    std::vector<KillMoment> momentsOfResume(const KillMoment& moment);
    /// Lays the moment down with what happened since, and resumes. What is wrong with what it did.
    std::optional<QString> violationOf(const KillMoment& moment, Meanwhile change);
    /// What was announced last and has no result; nothing: all has one.
    std::optional<JournalAction> underWay(const KillMoment& moment);
    /// What comes of it then.
    std::vector<ChangeResult> resultsAt(const KillMoment& moment, Meanwhile change);
    /// The same journal as a version wrote it that noted nothing of what it sent: what of it has no answer is left.
    std::optional<QString> violationOfOlder(const KillMoment& moment);
    /// The operation's journal with its moments, for the program of another day: records, and of each moment how many
    /// there were, and how many answers.
    QJsonObject recorded();
    /// Those moments again: the journal as it was recorded, the stores as they are at so many answers now. Beside each
    /// the moment of now that has come as far.
    std::vector<std::pair<KillMoment, KillMoment>> momentsOf(const QJsonObject& recorded);
    /// Of the operations that are compared with no plan: resumed to an end, and no step is unknown.
    std::optional<QString> violationOfOther(const KillMoment& moment);
    /// Runs it, with something that happens after the first deletion on the server was answered.
    ChangeResult runCut(const std::function<void(PracticeWorld& world, PauseControl& pauseControl)>& atFirstRemoval);
    /// Exit code of a resume of that, and how many operations it found; the stores are well again.
    std::pair<int, size_t> resumeCut();
    /// How many of those that the operation is about the server lists.
    int listed() const;

private:
    struct Picture;
    struct Allowed;
    struct Resumed;
    void fill();
    void prepare(PracticeTenant& tenant);
    void changeBy(PracticeState& state, Meanwhile change) const;
    void changeRows(PracticeState& state, Meanwhile change) const;
    void changeServer(PracticeState& state, Meanwhile change) const;
    ChangeResult runIn(const QString& journalPath, bool isWatched);
    std::shared_ptr<const StoreFactory> watched(const QString& journalPath);
    void keep(const QString& journalPath);
    ChangeResult runOther(const Session& session, const CallContext& limits);
    std::vector<QByteArray> recordsOf(const KillMoment& moment);
    KillMoment momentWith(const PracticeState& stores, std::span<const QString> records);
    PracticeState state() const;
    void setState(const PracticeState& state) const;
    ChangeResult replaceIn(const Session& session, const CallContext& limits);
    bool isReplacing() const;
    CreationRequest wanted() const;
    std::optional<QString> violationOfReplaced(const ChangeResult& result) const;
    PlanRequest request() const;
    bool isSubject(const InstanceName& name) const;
    QSet<QString> actsOfFresh(const PracticeState& before);
    QSet<QString> explained(const PracticeState& before, const QString& journalPath, Meanwhile change) const;
    QSet<QString> ofReplacement(const QString& journalPath) const;
    std::optional<QString>
    violationIn(const Picture& before, const Picture& after, const Allowed& allowed, Meanwhile change) const;
    QString newJournal(const KillMoment* moment);
    QString olderJournal(const QString& path);
    Resumed resumeIn(const QString& path, bool isWatched = false);
    std::optional<QString> violationOfWebhooks(const QString& journalPath) const;
    std::optional<QString> violationOfEnd(const Resumed& resumed, Meanwhile change) const;
    qint64 toldTwice(const PracticeState& before, const QString& journalPath) const;

    const Killed m_operation;
    const Webhooks m_webhooks;
    const QTemporaryDir m_folder;
    const std::shared_ptr<PracticeWorld> m_world = std::make_shared<PracticeWorld>();
    PracticeState m_atFirst;
    std::vector<InstanceName> m_subjects;
    InstanceName m_replacement;           ///< what is created for them
    QSet<OrganizationId> m_organizations; ///< theirs
    OrganizationId m_otherOrganization;
    int m_journals = 0;
    QString m_cutJournal;
    std::function<void(const char* call)> m_afterCall; ///< of a call that changes something
    PauseControl m_pauseControl;
    std::mutex m_mutex; ///< of the moments
    std::vector<KillMoment> m_moments;
    int m_answers = 0;
};

} // namespace steward::test
