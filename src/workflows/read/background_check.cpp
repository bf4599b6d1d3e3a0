#include "workflows/read/background_check.h"

#include "stores/server_port.h"
#include "workflows/base/port_pool.h"
#include "workflows/base/store_ports.h"
#include "workflows/base/waiting.h"

#include <QElapsedTimer>

#include <map>
#include <mutex>
#include <thread>

namespace steward {
namespace {

/// So many answers of connectionState are told together, so that one that is missing is told from a starting server.
constexpr qsizetype smallestTelling = 9;

/// The answers between two tellings. Any thread.
class Collected final {
public:
    Collected(const BackgroundCheck::Settings& settings, const BackgroundCheck::Tell& tell, qint64 all)
        : m_settings(settings)
        , m_tell(tell)
    {
        m_news.all = all;
        m_sinceTold.start();
    }

    void add(const InstanceName& name, const Result<std::vector<MemoryState>>& states)
    {
        const std::scoped_lock lock(m_mutex);
        if (states && !states->empty() && states->front() != MemoryState::Unknown)
            m_news.answers.memory.insert(name, states->front());
    }
    void add(const InstanceName& name, const Result<std::optional<WebhookSettings>>& webhook)
    {
        const std::scoped_lock lock(m_mutex);
        if (webhook)
            m_news.answers.webhooks.insert(name, *webhook);
    }
    /// One instance more is done.
    void advance()
    {
        const std::scoped_lock lock(m_mutex);
        ++m_news.asked;
        const bool isEnough = m_news.answers.memory.isEmpty() || m_news.answers.memory.size() >= smallestTelling;
        if (isEnough && m_sinceTold.hasExpired(m_settings.tellEvery.count()))
            tell();
    }
    /// What is left; a few answers of the end go with those told before them.
    void tellRest()
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_news.answers.memory.isEmpty() && m_news.answers.memory.size() < smallestTelling) {
            for (auto former = m_former.cbegin(); former != m_former.cend(); ++former) {
                if (!m_news.answers.memory.contains(former.key()))
                    m_news.answers.memory.insert(former.key(), *former);
            }
        }
        tell();
    }
    /// Of all that were asked: those that memory calls open.
    QSet<InstanceName> open() const { return m_open; }
    void tellSecondLook(const QHash<InstanceName, MemoryState>& states)
    {
        const std::scoped_lock lock(m_mutex);
        m_news.answers.secondLook = states;
        tell();
    }

private:
    void tell()
    {
        m_news.answers.at = m_settings.clock();
        for (auto state = m_news.answers.memory.cbegin(); state != m_news.answers.memory.cend(); ++state) {
            if (*state == MemoryState::Open)
                m_open.insert(state.key());
        }
        m_tell(m_news);
        m_former = m_news.answers.memory;
        m_news.answers = {};
        m_sinceTold.restart();
    }

    const BackgroundCheck::Settings& m_settings;
    const BackgroundCheck::Tell& m_tell;
    std::mutex m_mutex;
    BackgroundCheck::News m_news;
    QHash<InstanceName, MemoryState> m_former;
    QSet<InstanceName> m_open;
    QElapsedTimer m_sinceTold;
};

/// Asks at the pace; each thread has pauses of its own.
class Asking final {
public:
    Asking(const BackgroundCheck::Settings& settings, const std::stop_token& stop)
        : m_settings(settings)
        , m_limits{QDeadlineTimer(QDeadlineTimer::Forever), stop}
        , m_pace(settings.rate)
    {
    }

    bool isStopped() const { return m_limits.stopped(); }
    const CallContext& limits() const { return m_limits; }

    /// Nothing where it was stopped before the question went out.
    template<class Call>
    auto ask(const Call& call) -> std::optional<decltype(call(CallContext()))>
    {
        if (!waitFor(pauseOfThread(), m_limits) || !m_pace.waitForTurn(m_limits))
            return {};
        QElapsedTimer timer;
        timer.start();
        auto answer = call(CallContext::within(m_settings.timePerQuestion, m_limits.stop));
        const bool wasAnswered = answer || answer.error().kind == ErrorKind::NotFound;
        setPause(std::chrono::milliseconds(timer.elapsed()), wasAnswered);
        return answer;
    }

private:
    struct Lane {
        CheckPauses pauses;
        std::chrono::milliseconds next{0};
    };
    std::chrono::milliseconds pauseOfThread()
    {
        const std::scoped_lock lock(m_mutex);
        const auto lane = m_lanes.find(std::this_thread::get_id());
        return lane == m_lanes.end() ? std::chrono::milliseconds(0) : lane->second.next;
    }
    void setPause(std::chrono::milliseconds elapsed, bool wasAnswered)
    {
        const std::scoped_lock lock(m_mutex);
        Lane& lane =
            m_lanes.try_emplace(std::this_thread::get_id(), Lane{CheckPauses(m_settings.rate), {}}).first->second;
        lane.next = lane.pauses.after(elapsed, wasAnswered);
    }

    const BackgroundCheck::Settings& m_settings;
    const CallContext m_limits;
    CheckPace m_pace;
    std::mutex m_mutex;
    std::map<std::thread::id, Lane> m_lanes;
};

Timestamp systemNow()
{
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

} // namespace

BackgroundCheck::BackgroundCheck(const StoreFactory& stores, Settings settings)
    : m_stores(stores)
    , m_settings([&settings] {
        if (!settings.clock)
            settings.clock = systemNow;
        return std::move(settings);
    }())
{
}

void BackgroundCheck::run(
    const std::vector<CheckQuestion>& questions, const QSet<InstanceName>& listedClosed, const Tell& tell,
    const std::stop_token& stop)
{
    assertWorkerThread();
    Collected collected(m_settings, tell, static_cast<qint64>(questions.size()));
    Asking asking(m_settings, stop);
    const auto askMemory = [&asking](StorePorts& ports, const InstanceName& name) {
        return asking.ask([&](const CallContext& limits) { return ports.server->memoryStates({name}, limits); });
    };
    forEachOnPorts(m_stores, m_settings.rate.atOnce, questions.size(), [&](StorePorts& ports, size_t place) {
        const CheckQuestion& question = questions[place];
        if (const auto states = question.memory ? askMemory(ports, question.name) : std::nullopt)
            collected.add(question.name, *states);
        const auto webhook = [&](const CallContext& limits) { return ports.server->webhook(question.name, limits); };
        if (const auto answer = question.webhook ? asking.ask(webhook) : std::nullopt)
            collected.add(question.name, *answer);
        if (!asking.isStopped())
            collected.advance();
    });
    if (asking.isStopped())
        return;
    collected.tellRest();
    const QSet<InstanceName> disagreeing = collected.open() & listedClosed;
    if (disagreeing.isEmpty() || !waitFor(m_settings.secondLook, asking.limits()))
        return;
    const std::vector<InstanceName> names(disagreeing.begin(), disagreeing.end());
    QHash<InstanceName, MemoryState> states;
    std::mutex mutex;
    forEachOnPorts(m_stores, m_settings.rate.atOnce, names.size(), [&](StorePorts& ports, size_t place) {
        const auto answer = askMemory(ports, names[place]);
        const std::scoped_lock lock(mutex);
        if (answer && *answer && !(*answer)->empty())
            states.insert(names[place], (*answer)->front());
    });
    if (!asking.isStopped())
        collected.tellSecondLook(states);
}

} // namespace steward
