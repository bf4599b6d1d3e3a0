#include "workflows/read/snapshot_questions.h"

#include "domain/beside.h"
#include "domain/webhook_events.h"
#include "stores/database_port.h"
#include "stores/server_port.h"
#include "workflows/base/port_pool.h"
#include "workflows/base/store_ports.h"
#include "workflows/base/waiting.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

namespace steward {
namespace {

constexpr int atOnce = 8; // as connectionState is asked
constexpr std::chrono::seconds timePerWebhook{20};
constexpr std::chrono::minutes timeForMemory{5};
constexpr size_t memoryAtATime = 400; // then it is told how many are through

/// Counts what is through, whichever thread asked it.
class Through final {
public:
    Through(const ServerQuestions& questions, const QuestionsThrough& told)
        : m_all(static_cast<qint64>(questions.memory.size() + questions.webhooks.size()))
        , m_told(told)
    {
    }

    void add(size_t count)
    {
        const qint64 through = m_through.fetch_add(static_cast<qint64>(count)) + static_cast<qint64>(count);
        if (m_told)
            m_told(through, m_all);
    }

private:
    const qint64 m_all;
    const QuestionsThrough& m_told;
    std::atomic<qint64> m_through = 0;
};

template<class Answer>
Result<void> withoutContent(const Result<Answer>& answer)
{
    if (answer)
        return {};
    return std::unexpected(answer.error());
}

void askWebhooks(
    Snapshot& snapshot, const StoreFactory& stores, const ServerQuestions& questions, Through& through,
    const CallContext& limits)
{
    const std::vector<InstanceName>& names = questions.webhooks;
    std::mutex mutex;
    forEachOnPorts(stores, atOnce, names.size(), [&](StorePorts& ports, size_t place) {
        if (limits.stopped())
            return;
        const auto webhook = ports.server->webhook(names[place], oneCall(timePerWebhook, limits));
        through.add(1);
        const std::scoped_lock lock(mutex);
        if (webhook && (!questions.onlyHoldingUp || (*webhook && !isQuiet(**webhook))))
            snapshot.addWebhook(names[place], *webhook);
    });
}

/// Those that are not asked any more because nobody answers stay unknown like those that were.
Result<void> askMemoryInParts(
    Snapshot& snapshot, ServerPort& server, const std::vector<InstanceName>& names, Through& through,
    const CallContext& limits)
{
    Result<void> answered;
    QHash<InstanceName, MemoryState> answers;
    for (size_t from = 0; from < names.size(); from += memoryAtATime) {
        const size_t count = std::min(memoryAtATime, names.size() - from);
        const auto first = names.begin() + static_cast<std::ptrdiff_t>(from);
        const std::vector<InstanceName> part(first, first + static_cast<std::ptrdiff_t>(count));
        const auto states = answered ? server.memoryStates(part, limits) : std::unexpected(answered.error());
        if (!states)
            answered = withoutContent(states);
        for (size_t index = 0; index < count; ++index)
            answers.insert(part[index], states && index < states->size() ? (*states)[index] : MemoryState::Unknown);
        through.add(count);
    }
    if (!names.empty())
        snapshot.addMemory(answers);
    return answered;
}

} // namespace

Result<void>
askMemory(Snapshot& snapshot, ServerPort& server, const std::vector<InstanceName>& names, const CallContext& limits)
{
    if (names.empty())
        return {};
    const Result<std::vector<MemoryState>> states = server.memoryStates(names, limits);
    QHash<InstanceName, MemoryState> answers;
    for (size_t index = 0; index < names.size(); ++index)
        answers.insert(names[index], states && index < states->size() ? (*states)[index] : MemoryState::Unknown);
    snapshot.addMemory(answers);
    return withoutContent(states);
}

Result<void> askWebhook(Snapshot& snapshot, ServerPort& server, const InstanceName& name, const CallContext& limits)
{
    const auto webhook = server.webhook(name, limits);
    if (webhook)
        snapshot.addWebhook(name, *webhook);
    return withoutContent(webhook);
}

Result<void> askServer(
    Snapshot& snapshot, const StoreFactory& stores, const ServerQuestions& questions, const CallContext& limits,
    const QuestionsThrough& told)
{
    Through through(questions, told);
    // Each fills a part of the snapshot of its own.
    const std::jthread webhooks = beside([&] { askWebhooks(snapshot, stores, questions, through, limits); });
    return askMemoryInParts(snapshot, *stores.makeServer(), questions.memory, through, oneCall(timeForMemory, limits));
}

Result<void>
lookAgain(Snapshot& snapshot, const StoreFactory& stores, std::chrono::milliseconds pause, const CallContext& limits)
{
    std::vector<InstanceName> names;
    if (!snapshot.server.isWhole())
        return {};
    for (const ServerInstance& instance : snapshot.server->instances) {
        if (instance.connection == Connection::Close && snapshot.memoryOf(instance.name) == MemoryState::Open)
            names.push_back(instance.name);
    }
    if (names.empty() || !waitFor(pause, limits))
        return {};
    const auto states = stores.makeServer()->memoryStates(names, oneCall(timeForMemory, limits));
    if (!states)
        return withoutContent(states);
    QHash<InstanceName, MemoryState> answers;
    for (size_t index = 0; index < names.size(); ++index)
        answers.insert(names[index], (*states)[index]);
    snapshot.addSecondLook(answers);
    return {};
}

Result<void>
askRowDetails(Snapshot& snapshot, DatabasePort& database, const InstanceName& name, const CallContext& limits)
{
    if (!snapshot.database.isWhole())
        return {};
    const auto rows = database.find(name, limits);
    if (!rows)
        return withoutContent(rows);
    for (Integration& known : snapshot.database->integrations) {
        for (const Integration& detailed : *rows) {
            if (detailed.id == known.id)
                known.maskedWebhookUrl = detailed.maskedWebhookUrl;
        }
    }
    return {};
}

} // namespace steward
