#include "workflows/writes/server_deletion_pool.h"

#include "domain/webhook_events.h"
#include "workflows/base/pause_control.h"
#include "workflows/base/port_pool.h"
#include "workflows/base/store_ports.h"
#include "workflows/base/waiting.h"
#include "workflows/journal/sent_gate.h"
#include "workflows/journal/workflow_run.h"
#include "workflows/writes/quieting.h"

namespace steward {

bool ServerDeletionAnswer::mayBeGoing() const
{
    return wasSent && !isRefused && (!error || stepOutcomeOf(*error) != StepOutcome::Failed);
}

struct ServerDeletionPool::Task {
    /// Announced, perhaps sent, and what came of it.
    struct Write {
        JournalStep step;
        qint64 number = 0;
        bool wasSent = false;
        std::optional<Error> error;

        static Write of(JournalAction action, const ServerDeletionRequest& request)
        {
            return {{action, request.name.text(), {}, request.item}};
        }
    };

    const ServerDeletionRequest* request = nullptr;
    std::optional<WebhookSettings> found; ///< its webhook, where it is not quiet
    Quietness quietness;
    AfterDelete next = AfterDelete::Refused;
    std::optional<Write> loggingOut;
    Write removing;
    bool isSecond = false; ///< it is asked once more
    ServerDeletionAnswer answer;

    void prepare(bool logsOut)
    {
        removing = Write::of(JournalAction::DeleteInstance, *request);
        if (logsOut)
            loggingOut = Write::of(JournalAction::LogOut, *request);
        else
            loggingOut.reset();
        for (Write* write : writes())
            noteQuiet(write->step.before, quietness.isQuiet);
    }
    std::vector<Write*> writes()
    {
        std::vector<Write*> all;
        if (loggingOut)
            all.push_back(&*loggingOut);
        all.push_back(&removing);
        return all;
    }
};

std::vector<ServerDeletionPool::Webhook>
ServerDeletionPool::webhooks(const std::vector<InstanceName>& names, const CallContext& limits)
{
    std::vector<Webhook> found(names.size());
    forEachOnPorts(m_stores, m_connections, names.size(), [&](StorePorts& ports, size_t place) {
        found[place] = ports.server->webhook(names[place], oneCall(m_times.call, limits));
    });
    std::vector<InstanceName> unread;
    for (size_t place = 0; place < names.size(); ++place) {
        if (!found[place])
            unread.push_back(names[place]);
    }
    if (unread.empty())
        return found;
    const std::set<InstanceName> gone = goneAmong(*StorePorts(m_stores).server, unread, m_times, limits);
    for (size_t place = 0; place < names.size(); ++place) {
        if (!found[place] && gone.contains(names[place]))
            found[place] = std::nullopt;
    }
    return found;
}

std::vector<ServerDeletionAnswer> ServerDeletionPool::ask(
    const std::vector<ServerDeletionRequest>& requests, const Going& going, const CallContext& limits)
{
    std::vector<Task> tasks;
    for (const ServerDeletionRequest& request : requests) {
        Task& task = tasks.emplace_back();
        task.request = &request;
        const Webhook& webhook = request.webhook;
        task.quietness = request.earlier;
        task.quietness.isQuiet = webhook && (!*webhook || isQuiet(**webhook));
        if (webhook && !task.quietness.isQuiet)
            task.found = *webhook;
        else if (!webhook)
            task.quietness.trouble = webhook.error();
    }
    quietenAll(tasks, limits);
    std::vector<Task*> ready;
    for (Task& task : tasks) {
        if (!task.quietness.isQuiet && task.request->need == QuietNeed::Always && !task.answer.error)
            task.answer.error = notQuietError(task.quietness.trouble);
        if (task.answer.error)
            continue;
        task.prepare(task.request->logsOutFirst);
        ready.push_back(&task);
    }
    sendAll(ready, going, limits);
    std::erase_if(ready, [](Task* task) {
        return !task->answer.error || (task->next != AfterDelete::Again && task->next != AfterDelete::LogOutFirst);
    });
    for (Task* task : ready) {
        task->isSecond = true;
        task->prepare(task->next == AfterDelete::LogOutFirst);
        task->answer = {.hasTouched = task->answer.hasTouched};
    }
    sendAll(ready, going, limits);
    wakeThoseThatStay(tasks, limits);
    std::vector<ServerDeletionAnswer> answers;
    answers.reserve(tasks.size());
    for (Task& task : tasks)
        answers.push_back(std::move(task.answer));
    return answers;
}

/// One after the other: they are few, and the journal is this thread's. One whose answer is not known may go all the
/// same, and would clean up by name later; one to which nothing was sent, because a person stopped it or it has
/// changed, stays.
void ServerDeletionPool::wakeThoseThatStay(std::vector<Task>& tasks, const CallContext& limits)
{
    const CallContext going{limits.deadline, {}};
    for (Task& task : tasks) {
        if (!task.answer.error || task.quietness.takenOut.isEmpty())
            continue;
        const bool isNothingSent = !task.answer.wasSent && !task.answer.hasTouched;
        if (!isNothingSent && (task.answer.mayBeGoing() || stepOutcomeOf(*task.answer.error) != StepOutcome::Failed))
            continue;
        const StorePorts ports(m_stores);
        (void)Quieting(*ports.server, m_run, m_times).wake(task.request->name, task.quietness, going);
    }
}

void ServerDeletionPool::sendAll(std::vector<Task*> tasks, const Going& going, const CallContext& limits)
{
    if (tasks.empty())
        return;
    if (const auto announced = announce(tasks); !announced) {
        for (Task* task : tasks)
            task->answer.error = announced.error();
        return;
    }
    SentGate gate(m_run);
    gate.serve([&] {
        forEachOnPorts(m_stores, m_connections, tasks.size(), [&](StorePorts& ports, size_t place) {
            send(ports, *tasks[place], gate, limits);
            if (going && tasks[place]->answer.mayBeGoing())
                going(tasks[place]->request->name);
        });
    });
    conclude(tasks);
}

Result<qint64> ServerDeletionPool::announce(std::vector<Task*>& tasks)
{
    std::vector<JournalStep> steps;
    for (Task* task : tasks) {
        for (const Task::Write* write : task->writes())
            steps.push_back(write->step);
    }
    const Result<qint64> first = m_run.announceAll(steps, Sending::Later);
    qint64 number = first.value_or(0);
    for (Task* task : tasks) {
        for (Task::Write* write : task->writes())
            write->number = number++;
    }
    return first;
}

void ServerDeletionPool::conclude(const std::vector<Task*>& tasks)
{
    std::vector<JournalStepResult> results;
    for (Task* task : tasks) {
        for (const Task::Write* write : task->writes()) {
            JournalStepResult result = stepResult(write->number, write->error);
            if (!write->wasSent)
                result.outcome = StepOutcome::Failed;
            results.push_back(std::move(result));
        }
    }
    m_run.concludeAll(results);
}

/// Before anything else is announced: what is logged out or deleted says whether it is quiet.
void ServerDeletionPool::quietenAll(std::vector<Task>& tasks, const CallContext& limits)
{
    std::vector<Task*> loud;
    std::vector<JournalStep> steps;
    for (Task& task : tasks) {
        if (!task.found)
            continue;
        loud.push_back(&task);
        steps.push_back(quietingStep(task.request->name, *task.found));
        steps.back().item = task.request->item;
    }
    if (loud.empty())
        return;
    const Result<qint64> first = m_run.announceAll(steps, Sending::Later);
    std::vector<JournalStepResult> results(loud.size());
    for (size_t place = 0; place < loud.size(); ++place) {
        results[place] = {first.value_or(0) + static_cast<qint64>(place), StepOutcome::Failed, {}};
        if (!first)
            loud[place]->answer.error = first.error();
    }
    if (!first)
        return;
    SentGate gate(m_run);
    gate.serve([&] {
        forEachOnPorts(m_stores, m_connections, loud.size(), [&](StorePorts& ports, size_t place) {
            if (const auto set = quieten(ports, *loud[place], gate, results[place].step, limits))
                results[place] = stepResult(results[place].step, *set ? std::nullopt : std::optional(set->error()));
        });
    });
    m_run.concludeAll(results);
}

/// What came of webhook/set; nothing: it was not sent.
std::optional<Result<void>>
ServerDeletionPool::quieten(StorePorts& ports, Task& task, SentGate& gate, qint64 step, const CallContext& limits) const
{
    if (!mayBegin(ports, task, limits))
        return {};
    if (const auto passed = gate.pass({step}); !passed) {
        task.answer.error = passed.error();
        return {};
    }
    const CallContext going{limits.deadline, {}};
    const InstanceName& name = task.request->name;
    const auto set = ports.server->setWebhook(name, quietened(*task.found), oneCall(m_times.call, going));
    task.quietness = readBackQuietness(*ports.server, name, *task.found, set, m_times, going);
    return set;
}

/// Just before a task's first request.
bool ServerDeletionPool::mayBegin(StorePorts& ports, Task& task, const CallContext& limits) const
{
    if (!m_pauseControl.mayBegin(limits))
        task.answer.error = stoppedError();
    else if (task.request->lastLook && !task.isSecond)
        task.answer.error = task.request->lastLook(ports, limits);
    if (!task.answer.error && task.request->mayGo)
        task.answer.error = task.request->mayGo(ports, limits);
    return !task.answer.error;
}

void ServerDeletionPool::send(StorePorts& ports, Task& task, SentGate& gate, const CallContext& limits) const
{
    const InstanceName& name = task.request->name;
    if (!mayBegin(ports, task, limits))
        return;
    // What was begun is not cut short: a stop holds back only what has not.
    const CallContext going{limits.deadline, {}};
    if (task.loggingOut) {
        if (const auto passed = gate.pass({task.loggingOut->number}); !passed) {
            task.answer.error = passed.error();
            return;
        }
        if (!logOut(*ports.server, task, going)) {
            task.answer.error = task.loggingOut->error;
            return;
        }
    }
    if (const auto passed = gate.pass({task.removing.number}); !passed) {
        task.answer.error = passed.error();
        return;
    }
    task.removing.wasSent = task.answer.wasSent = true;
    const Result<Removal> removed = ports.server->remove(name, oneCall(m_times.call, going));
    task.answer.wasAbsent = removed && *removed == Removal::AlreadyAbsent;
    if (removed)
        return;
    Error error = removed.error();
    task.removing.error = error;
    const DeletionLook look = afterDelete(*ports.server, *task.request, task.isSecond, error, m_times, going);
    task.next = look.next;
    task.answer.hasTouched = task.answer.hasTouched || look.hasLoggedOut;
    task.answer.error = error;
    task.answer.isRefused = task.next != AfterDelete::Prove;
    task.answer.isStillThere = task.answer.isRefused && error != removed.error();
}

/// False: it was not logged out.
bool ServerDeletionPool::logOut(ServerPort& server, Task& task, const CallContext& limits) const
{
    task.loggingOut->wasSent = true;
    task.answer.hasTouched = true;
    const auto out = server.logOut(task.request->name, oneCall(m_times.call, limits));
    if (!out)
        task.loggingOut->error = out.error();
    if (!out && stepOutcomeOf(out.error()) == StepOutcome::Failed)
        return false;
    // 2.3.7 says 500 after it has logged out (EVOLUTION_API 8): what the state says counts.
    const bool isClosed = awaitClosed(server, task.request->name, m_times, limits);
    return out || isClosed;
}

} // namespace steward
