#include "app/workspace/workspace.h"

#include "app/work/background_runner.h"
#include "app/work/error_log.h"
#include "app/workspace/detail_reader.h"
#include "stores/store_factory.h"
#include "workflows/read/audit_reader.h"

#include <QCoreApplication>
#include <QThread>
#include <QThreadPool>

#include <algorithm>

namespace steward {

namespace {

/// Until the next round looks for what has become too old.
constexpr std::chrono::minutes betweenRounds{5};

Timestamp timeNow()
{
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

/// What a large reading holds takes a moment to be given back: never on the GUI thread, whoever lets go of it last.
std::shared_ptr<const AuditIndex> makeIndex(std::shared_ptr<const Audit> audit)
{
    return {new AuditIndex(std::move(audit)), [](const AuditIndex* index) {
                const QCoreApplication* application = QCoreApplication::instance();
                if (application && QThread::currentThread() == application->thread())
                    QThreadPool::globalInstance()->start([index] { delete index; });
                else
                    delete index;
            }};
}

} // namespace

/// Told by the reading's workers; tells the workspace on its own thread.
class Workspace::Progress final : public AuditProgress {
public:
    Progress(Workspace* workspace, std::shared_ptr<GuiDispatcher::Box> box, quint64 number)
        : m_workspace(workspace)
        , m_box(std::move(box))
        , m_number(number)
    {
    }
    void storeStarted(Store store) override { tell(store, {StoreState::Phase::Reading, 0, 0, {}}); }
    void storeRead(Store store, qint64 count, qint64 elapsedMs) override
    {
        tell(store, {StoreState::Phase::Read, count, elapsedMs, {}});
    }
    void storeFailed(Store store, const Error& error) override
    {
        logErrors("Read the stores…", {error});
        tell(store, {StoreState::Phase::Failed, 0, 0, error});
    }
    void questionFailed(Store, const Error& error) override { logErrors("Ask for details…", {error}); }

private:
    void tell(Store store, const StoreState& state)
    {
        m_box->post(
            [workspace = m_workspace, number = m_number, store, state] { workspace->setStore(number, store, state); });
    }
    Workspace* m_workspace; // alive where the box calls
    std::shared_ptr<GuiDispatcher::Box> m_box;
    quint64 m_number;
};

Workspace::Workspace(
    std::shared_ptr<const StoreFactory> stores, AuditSettings settings, BackgroundRunner& runner, QObject* parent)
    : QObject(parent)
    , m_factory(std::move(stores))
    , m_settings(std::move(settings))
    , m_runner(runner)
    , m_post(this)
{
    m_checkSettings.rate.between = std::chrono::milliseconds(1000 / std::max(m_settings.ages.questionsPerSecond, 1));
    m_checkSettings.secondLook = m_settings.secondLook;
    m_checkTimer.setSingleShot(true);
    connect(&m_checkTimer, &QTimer::timeout, this, &Workspace::startCheck);
}

Workspace::~Workspace()
{
    m_checkStop.request_stop();
    m_readingStop.request_stop();
    m_detailStop.request_stop();
}

void Workspace::refresh()
{
    m_readingStop.request_stop();
    m_detailStop.request_stop();
    stopCheck(); // what it has told is kept; the next round asks the rest
    const quint64 number = ++m_number;
    AuditRequest request;
    request.earlier = std::make_shared<const EarlierAnswers>(m_earlier);
    request.alsoAskMemory = m_onScreen;
    if (m_inspected) {
        request.alsoAskMemory.push_back(*m_inspected);
        request.askWebhooks = {*m_inspected};
    }
    m_readingStop = m_runner.run([this, number, request, box = m_post.box(), stores = m_factory,
                                  settings = m_settings](const std::stop_token& stop) {
        Progress progress(this, box, number);
        auto audit = std::make_shared<const Audit>(AuditReader(*stores, settings).read(request, progress, stop));
        const bool wasStopped = stop.stop_requested();
        auto index = wasStopped ? nullptr : makeIndex(std::move(audit));
        box->post([this, number, index = std::move(index), wasStopped] { finish(number, index, wasStopped); });
    });
    m_isReading = true;
    for (StoreState& store : m_stores)
        store = {StoreState::Phase::Reading, 0, 0, {}};
    Q_EMIT readingChanged();
    for (const Store store : {Store::Server, Store::Database, Store::Cache})
        Q_EMIT storeChanged(store);
}

void Workspace::stop()
{
    m_readingStop.request_stop();
}

void Workspace::setStore(quint64 number, Store store, StoreState state)
{
    if (number != m_number || !m_isReading)
        return;
    m_stores[static_cast<size_t>(store)] = std::move(state);
    Q_EMIT storeChanged(store);
}

namespace {

template<class Content, class Count>
StoreState stateOf(const Reading<Content>& reading, Count count)
{
    if (reading.isWhole())
        return {StoreState::Phase::Read, static_cast<qint64>(count(*reading)), reading.elapsedMs, {}};
    return {StoreState::Phase::Failed, 0, reading.elapsedMs, reading.error()};
}

} // namespace

void Workspace::restoreStates()
{
    if (!m_index) {
        m_stores = {};
        return;
    }
    const Snapshot& snapshot = m_index->audit().snapshot();
    m_stores = {
        stateOf(snapshot.server, [](const auto& content) { return content.instances.size(); }),
        stateOf(snapshot.database, [](const auto& content) { return content.integrations.size(); }),
        stateOf(snapshot.cache, [](const auto& content) { return content.entries.size(); })};
}

void Workspace::finish(quint64 number, std::shared_ptr<const AuditIndex> index, bool wasStopped)
{
    if (number != m_number)
        return; // a newer reading has begun
    m_isReading = false;
    if (!wasStopped) {
        m_index = std::move(index);
        m_earlier.take(m_index->audit().snapshot());
        m_answers.clear();
    }
    restoreStates();
    Q_EMIT readingChanged();
    for (const Store store : {Store::Server, Store::Database, Store::Cache})
        Q_EMIT storeChanged(store);
    if (!wasStopped)
        Q_EMIT indexChanged();
    m_checkTimer.start(m_checkAfter);
    askDetails();
}

void Workspace::setOnScreen(std::vector<InstanceName> names)
{
    if (names == m_onScreen)
        return;
    m_onScreen = std::move(names);
    askDetails();
}

void Workspace::setInspected(std::optional<InstanceName> name)
{
    if (name == m_inspected)
        return;
    m_inspected = std::move(name);
    askDetails();
}

void Workspace::askDetails()
{
    if (m_isReading || !m_index)
        return; // the reading asks them itself
    if (m_isAsking) {
        m_askAgain = true; // with what is known then
        return;
    }
    std::vector<InstanceName> names = m_onScreen;
    if (m_inspected && std::find(names.begin(), names.end(), *m_inspected) == names.end())
        names.push_back(*m_inspected);
    DetailRequest request = openQuestions(m_index->audit(), {std::move(names), m_inspected, {}});
    request.answers = std::exchange(m_answers, {});
    if (request.isEmpty())
        return;
    m_isAsking = true;
    const quint64 number = m_number;
    m_detailStop = m_runner.run([this, number, request, box = m_post.box(), stores = m_factory, settings = m_settings,
                                 index = m_index](const std::stop_token& stop) {
        Progress progress(this, box, number);
        auto audit = readDetails(*stores, index->audit(), settings, request, progress, stop);
        auto detailed = audit ? makeIndex(std::move(audit)) : nullptr;
        box->post([this, number, detailed] { finishDetails(number, detailed); });
    });
}

void Workspace::finishDetails(quint64 number, std::shared_ptr<const AuditIndex> index)
{
    m_isAsking = false;
    const bool askAgain = std::exchange(m_askAgain, false);
    if (number == m_number && !m_isReading && index) {
        m_index = std::move(index);
        m_earlier.take(m_index->audit().snapshot());
        Q_EMIT indexChanged();
    }
    // Where nobody answered the same is not asked again before something else happens.
    if (askAgain)
        askDetails();
}

void Workspace::setChecking(BackgroundCheck::Settings settings, std::chrono::milliseconds after)
{
    m_checkSettings = std::move(settings);
    m_checkAfter = after;
}

void Workspace::forgetAnswers(const std::optional<std::vector<InstanceName>>& names)
{
    if (!names)
        m_earlier = {};
    for (const InstanceName& name : names.value_or(std::vector<InstanceName>{}))
        m_earlier.forget(name);
}

void Workspace::startCheck()
{
    ask([settings = m_settings](const Audit& audit) { return checkQuestions(audit, settings, timeNow()); });
}

void Workspace::askScreenAgain()
{
    if (m_onScreen.empty() || !m_index || !m_index->audit().snapshot().server.isWhole())
        return;
    ask([names = m_onScreen](const Audit& audit) { return questionsAgain(audit, names); });
}

/// A round of questions, unless one is under way.
void Workspace::ask(std::function<std::vector<CheckQuestion>(const Audit&)> ofReading)
{
    if (m_isReading || !m_index || m_check.isRunning)
        return;
    const quint64 number = ++m_checkNumber;
    m_check = {true, 0, 0};
    m_checkStop = m_runner.run([this, number, box = m_post.box(), stores = m_factory, ofReading = std::move(ofReading),
                                check = m_checkSettings, index = m_index](const std::stop_token& stop) {
        const std::vector<CheckQuestion> questions = ofReading(index->audit());
        const auto tell = [this, box, number](const BackgroundCheck::News& event) {
            box->post([this, number, event] { noteCheck(number, event); });
        };
        if (!questions.empty())
            BackgroundCheck(*stores, check).run(questions, namesListedClosed(index->audit().snapshot()), tell, stop);
        box->post([this, number] { endCheck(number); });
    });
}

void Workspace::stopCheck()
{
    m_checkTimer.stop();
    m_checkStop.request_stop();
    ++m_checkNumber; // whatever comes late of it is dropped
    if (std::exchange(m_check, {}).isRunning)
        Q_EMIT checkChanged();
}

void Workspace::noteCheck(quint64 number, const BackgroundCheck::News& event)
{
    if (number != m_checkNumber)
        return;
    m_check.asked = event.asked;
    m_check.all = event.all;
    Q_EMIT checkChanged();
    if (event.answers.isEmpty())
        return;
    m_answers.push_back(event.answers);
    askDetails(); // takes them over
}

void Workspace::endCheck(quint64 number)
{
    if (number != m_checkNumber)
        return;
    m_check = {};
    if (!m_checkTimer.isActive()) // a round may be due, and what was on screen was asked before it
        m_checkTimer.start(betweenRounds);
    Q_EMIT checkChanged();
}

} // namespace steward
