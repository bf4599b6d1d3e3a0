#pragma once

#include "support/evolution_instance.h"
#include "support/http_fault.h"
#include "support/http_message.h"
#include "support/rig_result.h"
#include "support/tls_authority.h"

#include <QByteArray>
#include <QString>
#include <QThread>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace steward::rig {

enum class EvolutionVersion { V1, V2 }; ///< 1.8.2 and 2.3.6

struct EvolutionOptions {
    QByteArray apiKey = QByteArrayLiteral("rig-global-key");
    EvolutionVersion version = EvolutionVersion::V2;
    std::optional<CertificateFiles> tls;
};

class EvolutionState;
class EvolutionListener;

/// A stand-in for the Evolution API server that answers as recorded and keeps state. It runs in a thread of its own;
/// everything here may be called from any thread.
class EvolutionServer final {
    Q_DISABLE_COPY_MOVE(EvolutionServer)

public:
    explicit EvolutionServer(EvolutionOptions options = {});
    ~EvolutionServer();

    RigResult<void> start();
    /// Ends every connection and refuses new ones; start() brings it back on the same port, its state kept.
    void stop();
    int port() const { return m_port; }
    /// http(s)://127.0.0.1:port
    QString url() const;
    QByteArray apiKey() const { return m_options.apiKey; }

    // State
    void addInstance(const EvolutionInstance& instance);
    void addInstances(const std::vector<EvolutionInstance>& instances);
    /// At once, without a trace.
    void removeInstance(const QString& name);
    void clearInstances();
    /// Those the server holds, in the list's order, with those being deleted.
    std::vector<EvolutionInstance> instances() const;
    std::optional<EvolutionInstance> instance(const QString& name) const;
    qsizetype instanceCount() const;
    void setListed(const QString& name, const QString& connectionStatus);
    void setMemory(const QString& name, EvolutionMemory memory);
    /// True: in memory alone, in no list.
    void setUnlisted(const QString& name, bool unlisted);
    void setWebhook(const QString& name, const std::optional<EvolutionWebhook>& webhook);
    /// As after a scan: open in list and memory, ownerJid set.
    void pair(const QString& name, const QString& ownerJid);
    /// A phone scans the code that is shown (or its eight characters are typed): open in memory at once, in the list
    /// with ownerJid a little later. False: no code is shown.
    bool scan(
        const QString& name, const QString& ownerJid,
        std::chrono::milliseconds listDelay = std::chrono::milliseconds(200));
    /// From now on a phone scans each first code after it was shown for so long.
    void scanWhenShown(const QString& name, const QString& ownerJid, std::chrono::milliseconds after);
    /// The phone refuses: close in memory and list. False: no code is shown.
    bool refuse(const QString& name);

    // Behaviour
    void setApiKey(const QByteArray& key);
    /// While true no instance is in memory (the server has just been started).
    void setStarting(bool starting);
    /// From a DELETE's 200 until its row goes (300 ms at first); negative: rows stay for good.
    void setDeletionDelay(std::chrono::milliseconds delay);
    /// Webhook URLs that begin so do not answer: where one wants REMOVE_INSTANCE (no events: all), a DELETE's 200 is
    /// followed by so much waiting for that post before the deletion begins; negative: it waits for good. Empty: all
    /// answer. A deletion that waits goes on waiting.
    void setDeadWebhooks(const QString& urlPrefix, std::chrono::milliseconds retries);
    /// Webhook URLs that begin so do not answer: where one wants LOGOUT_INSTANCE or REMOVE_INSTANCE, what was logged
    /// out or deleted goes at once, and so long after it the server cleans up *by name*: whatever carries the name by
    /// then loses its session, or is deleted (EVOLUTION_API 8). Empty: all answer.
    void setLateCleanUps(const QString& urlPrefix, std::chrono::milliseconds after);
    /// How many instances were met so that are others than the one that was logged out or deleted.
    int strangersMet() const;
    /// What a name becomes before it is made (newer versions trim it); empty: it stays.
    void setRenames(const std::function<QString(const QString&)>& rename);
    /// As 2.3.7: a DELETE of an open instance, or a log-out, is answered with an error after it has logged out; so
    /// often, negative: always.
    void setStumbles(int deletions, int logouts);
    /// A proxy sends requests to paths that begin so a second time and hands on the second answer; empty: none.
    void setSentTwice(const QByteArray& pathPrefix);
    /// What the list and connectionState say for so long after each DELETE's 200, while nothing is deleted.
    enum class Lie { None, EmptyList, ShortList, WithoutIt };
    void setLieAfterDelete(Lie lie, std::chrono::milliseconds time);
    /// The server's clock, so much before or behind this computer's (createdAt and Date), and whether it tells a Date.
    void setClock(std::chrono::milliseconds offset, bool tellsDate = true);
    /// At least so much between two rows that go (0 at first; the real server's is about 50 ms).
    void setDeletionInterval(std::chrono::milliseconds interval);
    /// Before every answer (0 at first).
    void setLatency(std::chrono::milliseconds latency);
    /// Before connectionState's, which else has that of the others.
    void setStateLatency(std::chrono::milliseconds latency);
    /// Before a create's answer; two creates of one name within it destroy both (trap 2). 0 at first.
    void setCreateDuration(std::chrono::milliseconds duration);
    /// An instance that is created goes without a trace so long after its 201; nothing: it stays (trap 2).
    void setCreatedVanishesAfter(std::optional<std::chrono::milliseconds> time);
    /// What memory says of instances that are created from now on, whatever the list says.
    void setCreatedMemory(EvolutionMemory memory);
    /// Before connect's answer where it begins a session (0 at first; the real server's is 2 s).
    void setConnectDuration(std::chrono::milliseconds duration);
    /// From a logout's 200 until it is closed (0 at first).
    void setLogoutDuration(std::chrono::milliseconds duration);
    /// How long a code lives (45 s at first), and after how many the session is over (30 at first).
    void setCodeRules(std::chrono::milliseconds life, int limit);
    /// True: WhatsApp cannot be reached; connect gives {"count":0}.
    void setOffline(bool offline);
    /// How long an idle connection is kept (5 s as the real server).
    void setKeepAliveTimeout(std::chrono::milliseconds time);
    void addFault(const HttpFault& fault);
    void clearFaults();

    // What was asked
    std::vector<HttpRequest> requests() const;
    /// Requests of the method (empty: any) whose encoded path starts so.
    int requestCount(const QByteArray& method = {}, const QByteArray& pathPrefix = {}) const;
    void clearRequests();
    /// The most requests that were in work at one time.
    int peakConcurrency() const;
    int connectionsAccepted() const;

private:
    void change(const QString& name, const std::function<void(EvolutionInstance&)>& edit);

    EvolutionOptions m_options;
    std::shared_ptr<EvolutionState> m_state;
    QThread m_thread;
    EvolutionListener* m_listener = nullptr; ///< lives in m_thread
    int m_port = 0;
};

} // namespace steward::rig
