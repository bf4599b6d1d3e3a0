#pragma once

#include "domain/error.h"
#include "domain/ids.h"
#include "workflows/journal/journal_operation.h"
#include "workflows/journal/journal_values.h"

#include <functional>
#include <optional>
#include <type_traits>
#include <vector>

namespace steward {

class Journal;

/// One operation under way: every external write goes through write(), so that its intent is in the journal before and
/// its result after. Without a journal there is none. Blocks; on the journal's thread.
class WorkflowRun final {
public:
    /// An error where there is no journal, or where it cannot be written: nothing may be sent.
    static Result<WorkflowRun> begin(Journal* journal, const JournalTask& task);
    /// Goes on with an operation that was taken over.
    explicit WorkflowRun(JournalOperation operation);

    const OperationId& id() const { return m_id; }
    /// An earlier process has begun it.
    bool isTakenOver() const { return m_isTakenOver; }

    /// Tells the journal what an answer says; for answers that say something.
    template<class T>
    using Note = std::function<void(
        std::conditional_t<std::is_void_v<T>, std::nullptr_t, std::add_lvalue_reference_t<const T>>, JournalFields&)>;

    /// Notes the intent, sends, notes the result. An error of the journal before the sending means that nothing was
    /// sent; after it, that no further write will be.
    template<class T>
    Result<T> write(const JournalStep& step, const std::function<Result<T>()>& send, const Note<T>& note = {})
    {
        const Result<qint64> number = announce(step);
        if (!number)
            return std::unexpected(number.error());
        Result<T> answer = send();
        JournalFields after;
        if constexpr (!std::is_void_v<T>) {
            if (answer && note)
                note(*answer, after);
        }
        conclude(*number, answer ? std::nullopt : std::optional(answer.error()), after);
        return answer;
    }

    /// Several writes at once: their intents are one commit before the first, their results one after the last answer.
    /// Answers the first one's number; the others follow it. An error: nothing may be sent.
    Result<qint64> announceAll(std::vector<JournalStep> steps, Sending sending = Sending::Now);
    /// The calls of steps that were announced to be sent later go out now: one commit for those that start together.
    Result<void> announceSent(const std::vector<qint64>& numbers);
    void concludeAll(const std::vector<JournalStepResult>& results);
    /// What is to be known of the operation and is no write: noted as done.
    Result<void> note(const std::vector<JournalStep>& steps);
    /// The journal failed after a write: no further one is sent, and the operation stays open.
    const std::optional<Error>& trouble() const { return m_trouble; }

    /// As long as it lives, what is announced is for that item of the plan, where the step names none itself.
    class ItemScope final {
        Q_DISABLE_COPY_MOVE(ItemScope)

    public:
        ItemScope(WorkflowRun& run, const QByteArray& item)
            : m_run(run)
        {
            m_run.m_item = item;
        }
        ~ItemScope() { m_run.m_item.clear(); }

    private:
        WorkflowRun& m_run;
    };

    /// Gives the operation its end. An operation that goes without one is found again by resume.
    Result<void> finish(OperationOutcome outcome);

private:
    Result<qint64> announce(const JournalStep& step);
    void conclude(qint64 number, const std::optional<Error>& error, JournalFields after);

    OperationId m_id;
    bool m_isTakenOver = false;
    JournalOperation m_operation;
    std::optional<Error> m_trouble; ///< the journal failed after a write
    QByteArray m_item;              ///< see ItemScope
};

/// There is no journal to write to, so nothing may be changed.
Error noJournalError();

/// What is noted of an answer.
JournalStepResult stepResult(qint64 number, const std::optional<Error>& error, JournalFields after = {});

/// What a write's error says of it: not done for certain, or unknown.
StepOutcome stepOutcomeOf(const Error& error);

} // namespace steward
