#include "workflows/deletion/removal_pool.h"

#include "workflows/deletion/removal_watch.h"
#include "workflows/engine/patience.h"
#include "workflows/engine/port_pool.h"
#include "workflows/engine/sent_gate.h"
#include "workflows/engine/steering.h"
#include "workflows/engine/store_ports.h"
#include "workflows/engine/workflow_run.h"

namespace steward {

bool RemovalAnswer::mayBeGoing() const
{
    return wasSent && (!error || stepOutcomeOf(*error) != StepOutcome::Failed);
}

struct RemovalPool::Task {
    /// Announced, perhaps sent, and what came of it.
    struct Write {
        JournalStep step;
        qint64 number = 0;
        bool wasSent = false;
        std::optional<Error> error;

        static Write of(const QString& action, const RemovalRequest& request)
        {
            return {{Store::Server, action, request.name.text(), {}, request.item}};
        }
    };

    const RemovalRequest* request = nullptr;
    std::optional<WebhookSettings> calm; ///< what its webhook is set to first
    std::optional<Write> calming;
    std::optional<Write> loggingOut;
    Write removing;
    RemovalAnswer answer;

    std::vector<Write*> writes()
    {
        std::vector<Write*> all;
        if (calming)
            all.push_back(&*calming);
        if (loggingOut)
            all.push_back(&*loggingOut);
        all.push_back(&removing);
        return all;
    }
};

std::vector<RemovalPool::Webhook> RemovalPool::webhooks(const std::vector<InstanceName>& names, const Limits& limits)
{
    std::vector<Webhook> found(names.size());
    forEachOnPorts(m_stores, m_connections, names.size(), [&](StorePorts& ports, size_t place) {
        found[place] = ports.server->webhook(names[place], oneCall(m_times.call, limits));
    });
    return found;
}

std::vector<RemovalAnswer> RemovalPool::ask(
    const std::vector<RemovalRequest>& requests, const std::vector<Webhook>& webhooks, RemovalWatch& watch,
    const Limits& limits)
{
    std::vector<Task> tasks(requests.size());
    std::vector<Task*> ready;
    for (size_t place = 0; place < requests.size(); ++place) {
        Task& task = tasks[place];
        task.request = &requests[place];
        const Webhook& webhook = webhooks[place];
        if (!webhook && webhook.error().kind != ErrorKind::NotFound) {
            task.answer.error = webhook.error(); // it may hold the deletion up for minutes
            continue;
        }
        if (webhook && *webhook && holdsUpDeletion(**webhook)) {
            task.calm = calmed(**webhook);
            task.calming = Task::Write::of(QStringLiteral("calm-webhook"), *task.request);
        }
        if (task.request->logsOutFirst)
            task.loggingOut = Task::Write::of(QStringLiteral("log-out"), *task.request);
        task.removing = Task::Write::of(QStringLiteral("delete"), *task.request);
        ready.push_back(&task);
    }
    sendAll(ready, watch, limits);
    // v1.8 and 2.2.0 delete no open instance: those are logged out and asked once more.
    std::erase_if(ready, [](Task* task) {
        return !task->removing.error || task->removing.error->kind != ErrorKind::Rejected || task->loggingOut;
    });
    for (Task* task : ready) {
        task->calming.reset();
        task->loggingOut = Task::Write::of(QStringLiteral("log-out"), *task->request);
        task->removing = Task::Write::of(QStringLiteral("delete"), *task->request);
        task->answer = {};
    }
    sendAll(ready, watch, limits);
    std::vector<RemovalAnswer> answers;
    for (Task& task : tasks)
        answers.push_back(std::move(task.answer));
    return answers;
}

void RemovalPool::sendAll(std::vector<Task*> tasks, RemovalWatch& watch, const Limits& limits)
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
            if (tasks[place]->answer.mayBeGoing())
                watch.add(tasks[place]->request->name);
        });
    });
    conclude(tasks);
}

Result<qint64> RemovalPool::announce(std::vector<Task*>& tasks)
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

void RemovalPool::conclude(const std::vector<Task*>& tasks)
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

void RemovalPool::send(StorePorts& ports, Task& task, SentGate& gate, const Limits& limits) const
{
    const InstanceName& name = task.request->name;
    const auto fail = [&task](const Error& error) { task.answer.error = error; };
    if (!m_steering.mayBegin(limits))
        return fail(stoppedError());
    if (task.request->mayGo) {
        if (const auto obstacle = task.request->mayGo(ports, limits))
            return fail(*obstacle);
    }
    // What was begun is not cut short: a stop holds back only what has not.
    const Limits going{limits.deadline, {}};
    if (task.calming) {
        if (const auto passed = gate.pass({task.calming->number}); !passed)
            return fail(passed.error());
        task.calming->wasSent = true;
        const auto set = ports.server->setWebhook(name, *task.calm, oneCall(m_times.call, going));
        if (!set) {
            task.calming->error = set.error();
            if (!hasGone(*ports.server, name, set.error(), m_times, going))
                return fail(set.error());
        }
    }
    if (task.loggingOut) {
        if (const auto passed = gate.pass({task.loggingOut->number}); !passed)
            return fail(passed.error());
        logOut(*ports.server, task, going);
        if (task.loggingOut->error)
            return fail(*task.loggingOut->error);
    }
    if (const auto passed = gate.pass({task.removing.number}); !passed)
        return fail(passed.error());
    task.removing.wasSent = task.answer.wasSent = true;
    const Result<Removal> removed = ports.server->remove(name, oneCall(m_times.call, going));
    if (!removed)
        task.removing.error = task.answer.error = removed.error();
    task.answer.wasAbsent = removed && *removed == Removal::AlreadyAbsent;
}

void RemovalPool::logOut(ServerPort& server, Task& task, const Limits& limits) const
{
    task.loggingOut->wasSent = true;
    task.answer.hasTouched = true;
    const auto out = server.logOut(task.request->name, oneCall(m_times.call, limits));
    if (!out) {
        task.loggingOut->error = out.error();
        return;
    }
    awaitClosed(server, task.request->name, m_times, limits);
}

} // namespace steward
