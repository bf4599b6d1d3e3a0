#include "support/evolution_server.h"

#include "support/evolution_listener.h"
#include "support/evolution_state.h"

#include <algorithm>

namespace steward::rig {

using Parts = EvolutionState::Parts;

EvolutionServer::EvolutionServer(EvolutionOptions options)
    : m_options(std::move(options))
    , m_state(std::make_shared<EvolutionState>(m_options))
{
}

EvolutionServer::~EvolutionServer()
{
    stop();
}

RigResult<void> EvolutionServer::start()
{
    if (m_listener)
        return {};
    std::optional<QSslConfiguration> tls;
    if (m_options.tls) {
        auto configuration = serverTls(*m_options.tls);
        if (!configuration)
            return std::unexpected(configuration.error());
        tls = std::move(*configuration);
    }
    m_listener = new EvolutionListener(m_state, tls);
    m_listener->moveToThread(&m_thread);
    m_thread.start();
    int port = 0;
    QMetaObject::invokeMethod(
        m_listener, [this] { return m_listener->open(m_port); }, Qt::BlockingQueuedConnection, &port);
    if (port == 0) {
        stop();
        return std::unexpected(QStringLiteral("the stand-in found no port to listen on"));
    }
    m_port = port;
    m_state->locked([&](Parts& parts) { parts.behaviour.port = port; });
    return {};
}

void EvolutionServer::stop()
{
    if (!m_listener)
        return;
    QMetaObject::invokeMethod(m_listener, &EvolutionListener::shut, Qt::BlockingQueuedConnection);
    m_listener->deleteLater(); // done when its thread ends
    m_listener = nullptr;
    m_thread.quit();
    m_thread.wait();
}

QString EvolutionServer::url() const
{
    const QString scheme = m_options.tls ? QStringLiteral("https") : QStringLiteral("http");
    return QStringLiteral("%1://127.0.0.1:%2").arg(scheme).arg(m_port);
}

void EvolutionServer::addInstance(const EvolutionInstance& instance)
{
    m_state->locked([&](Parts& parts) { parts.instances.add(instance); });
}

void EvolutionServer::addInstances(const std::vector<EvolutionInstance>& instances)
{
    m_state->locked([&](Parts& parts) {
        for (const EvolutionInstance& instance : instances)
            parts.instances.add(instance);
    });
}

void EvolutionServer::removeInstance(const QString& name)
{
    m_state->locked([&](Parts& parts) { parts.instances.remove(name); });
}

void EvolutionServer::clearInstances()
{
    m_state->locked([](Parts& parts) { parts.instances.clear(); });
}

std::vector<EvolutionInstance> EvolutionServer::instances() const
{
    return m_state->locked([](Parts& parts) { return parts.instances.all(); });
}

std::optional<EvolutionInstance> EvolutionServer::instance(const QString& name) const
{
    return m_state->locked([&](Parts& parts) -> std::optional<EvolutionInstance> {
        const auto* entry = parts.instances.find(name);
        return entry ? std::optional(entry->instance) : std::nullopt;
    });
}

qsizetype EvolutionServer::instanceCount() const
{
    return m_state->locked([](Parts& parts) { return parts.instances.size(); });
}

void EvolutionServer::change(const QString& name, const std::function<void(EvolutionInstance&)>& edit)
{
    m_state->locked([&](Parts& parts) {
        auto* entry = parts.instances.find(name);
        if (!entry)
            return;
        edit(entry->instance);
        parts.instances.edited(*entry);
    });
}

void EvolutionServer::setListed(const QString& name, const QString& connectionStatus)
{
    change(name, [&](EvolutionInstance& instance) { instance.connectionStatus = connectionStatus; });
}

void EvolutionServer::setMemory(const QString& name, EvolutionMemory memory)
{
    change(name, [&](EvolutionInstance& instance) { instance.memory = memory; });
}

void EvolutionServer::setUnlisted(const QString& name, bool unlisted)
{
    change(name, [&](EvolutionInstance& instance) { instance.unlisted = unlisted; });
}

void EvolutionServer::setWebhook(const QString& name, const std::optional<EvolutionWebhook>& webhook)
{
    change(name, [&](EvolutionInstance& instance) { instance.webhook = webhook; });
}

void EvolutionServer::pair(const QString& name, const QString& ownerJid)
{
    m_state->locked([&](Parts& parts) {
        if (const auto* entry = parts.instances.find(name))
            parts.instances.endSession(*entry);
    });
    change(name, [&](EvolutionInstance& instance) {
        instance.connectionStatus = QStringLiteral("open");
        instance.memory = EvolutionMemory::AsListed;
        instance.ownerJid = ownerJid;
        instance.updatedAt = QDateTime::currentDateTimeUtc();
    });
}

bool EvolutionServer::scan(const QString& name, const QString& ownerJid, std::chrono::milliseconds listDelay)
{
    return m_state->locked([&](Parts& parts) {
        auto* entry = parts.instances.find(name);
        return entry && parts.instances.scan(*entry, ownerJid, listDelay);
    });
}

void EvolutionServer::scanWhenShown(const QString& name, const QString& ownerJid, std::chrono::milliseconds after)
{
    change(name, [&](EvolutionInstance& instance) {
        instance.phoneThatScans = ownerJid;
        instance.scansAfter = after;
    });
}

bool EvolutionServer::refuse(const QString& name)
{
    return m_state->locked([&](Parts& parts) {
        auto* entry = parts.instances.find(name);
        if (!entry || !parts.instances.hasSession(*entry))
            return false;
        EvolutionRoutes::becomeLoggedOut(parts.instances, *entry);
        return true;
    });
}

void EvolutionServer::setApiKey(const QByteArray& key)
{
    m_options.apiKey = key;
    m_state->locked([&](Parts& parts) { parts.behaviour.apiKey = key; });
}

void EvolutionServer::setStarting(bool starting)
{
    m_state->locked([&](Parts& parts) { parts.instances.setStarting(starting); });
}

void EvolutionServer::setDeletionDelay(std::chrono::milliseconds delay)
{
    m_state->locked([&](Parts& parts) { parts.behaviour.deletionDelay = delay; });
}

void EvolutionServer::setDeadWebhooks(const QString& urlPrefix, std::chrono::milliseconds retries)
{
    m_state->locked([&](Parts& parts) {
        parts.behaviour.deadWebhooks = urlPrefix;
        parts.behaviour.webhookRetries = retries;
    });
}

void EvolutionServer::setLateCleanUps(const QString& urlPrefix, std::chrono::milliseconds after)
{
    m_state->locked([&](Parts& parts) {
        parts.behaviour.lateCleanUps = urlPrefix;
        parts.behaviour.cleanUpAfter = after;
    });
}

int EvolutionServer::strangersMet() const
{
    return m_state->locked([](Parts& parts) {
        (void)parts.instances.size(); // what is due by now
        return parts.instances.strangersMet();
    });
}

void EvolutionServer::setRenames(const std::function<QString(const QString&)>& rename)
{
    m_state->locked([&](Parts& parts) { parts.behaviour.rename = rename; });
}

void EvolutionServer::setStumbles(int deletions, int logouts)
{
    m_state->locked([&](Parts& parts) {
        parts.behaviour.stumblingDeletions = deletions;
        parts.behaviour.stumblingLogouts = logouts;
    });
}

void EvolutionServer::setSentTwice(const QByteArray& pathPrefix)
{
    m_state->locked([&](Parts& parts) { parts.sentTwice = pathPrefix; });
}

void EvolutionServer::setLieAfterDelete(Lie lie, std::chrono::milliseconds time)
{
    m_state->locked([&](Parts& parts) {
        parts.behaviour.lie = lie;
        parts.behaviour.lieTime = time;
        parts.behaviour.liesUntil = {};
        parts.behaviour.liesAbout.clear();
    });
}

void EvolutionServer::setClock(std::chrono::milliseconds offset, bool tellsDate)
{
    m_state->locked([&](Parts& parts) {
        parts.instances.setClockOffset(offset);
        parts.tellsDate = tellsDate;
    });
}

void EvolutionServer::setDeletionInterval(std::chrono::milliseconds interval)
{
    m_state->locked([&](Parts& parts) { parts.behaviour.deletionInterval = interval; });
}

void EvolutionServer::setLatency(std::chrono::milliseconds latency)
{
    m_state->locked([&](Parts& parts) { parts.latency = latency; });
}

void EvolutionServer::setStateLatency(std::chrono::milliseconds latency)
{
    m_state->locked([&](Parts& parts) { parts.stateLatency = latency; });
}

void EvolutionServer::setCreateDuration(std::chrono::milliseconds duration)
{
    m_state->locked([&](Parts& parts) { parts.behaviour.createDuration = duration; });
}

void EvolutionServer::setCreatedVanishesAfter(std::optional<std::chrono::milliseconds> time)
{
    m_state->locked([&](Parts& parts) { parts.behaviour.createdVanishesAfter = time; });
}

void EvolutionServer::setCreatedMemory(EvolutionMemory memory)
{
    m_state->locked([&](Parts& parts) { parts.behaviour.createdMemory = memory; });
}

void EvolutionServer::setConnectDuration(std::chrono::milliseconds duration)
{
    m_state->locked([&](Parts& parts) { parts.behaviour.connectDuration = duration; });
}

void EvolutionServer::setLogoutDuration(std::chrono::milliseconds duration)
{
    m_state->locked([&](Parts& parts) { parts.behaviour.logoutDuration = duration; });
}

void EvolutionServer::setCodeRules(std::chrono::milliseconds life, int limit)
{
    m_state->locked([&](Parts& parts) { parts.instances.setCodeRules(life, limit); });
}

void EvolutionServer::setOffline(bool offline)
{
    m_state->locked([&](Parts& parts) { parts.behaviour.offline = offline; });
}

void EvolutionServer::setKeepAliveTimeout(std::chrono::milliseconds time)
{
    m_state->locked([&](Parts& parts) { parts.keepAlive = time; });
}

void EvolutionServer::addFault(const HttpFault& fault)
{
    m_state->locked([&](Parts& parts) { parts.faults.push_back(fault); });
}

void EvolutionServer::clearFaults()
{
    m_state->locked([](Parts& parts) { parts.faults.clear(); });
}

std::vector<HttpRequest> EvolutionServer::requests() const
{
    return m_state->locked([](Parts& parts) { return parts.requests; });
}

int EvolutionServer::requestCount(const QByteArray& method, const QByteArray& pathPrefix) const
{
    return m_state->locked([&](Parts& parts) {
        return static_cast<int>(
            std::count_if(parts.requests.cbegin(), parts.requests.cend(), [&](const HttpRequest& request) {
                return (method.isEmpty() || request.method == method) && request.target.startsWith(pathPrefix);
            }));
    });
}

void EvolutionServer::clearRequests()
{
    m_state->locked([](Parts& parts) { parts.requests.clear(); });
    m_state->resetPeak();
}

int EvolutionServer::peakConcurrency() const
{
    return m_state->peak();
}

int EvolutionServer::connectionsAccepted() const
{
    return m_state->accepted();
}

} // namespace steward::rig
