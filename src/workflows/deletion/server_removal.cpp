#include "workflows/deletion/server_removal.h"

#include "workflows/engine/patience.h"
#include "workflows/engine/workflow_run.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>

namespace steward {
namespace {

struct RemovalText {
    Q_DECLARE_TR_FUNCTIONS(steward::ServerRemoval)
};

const QString removeInstance = QStringLiteral("REMOVE_INSTANCE");

JournalStep stepFor(const QString& action, const InstanceName& name)
{
    return {Store::Server, action, name.text(), {}};
}

Error stillThere()
{
    return {
        ErrorKind::Rejected,
        RemovalText::tr("The Evolution API server still has the instance, although it said that it deletes it. It may "
                        "be waiting for a webhook that does not answer, or the instance comes back when the server is "
                        "restarted. Its row and cache entry stay as they are. Ask the server's administrator to look "
                        "at it, then delete it again."),
        QStringLiteral("still listed after the time for its deletion")};
}

Error notKnown()
{
    return {
        ErrorKind::OutcomeUnknown,
        RemovalText::tr(
            "Whether the instance is gone cannot be told: the Evolution API server did not answer for it. Its "
            "row and cache entry stay as they are. Try again."),
        QStringLiteral("not listed, and connectionState without an answer")};
}

/// Looks at a batch until all are gone or the time is over.
class RemovalWatch final {
public:
    RemovalWatch(ServerPort& server, const RemovalTimes& times, const std::vector<InstanceName>& names)
        : m_server(server)
        , m_times(times)
        , m_names(names.begin(), names.end())
        , m_end(times.proving + times.perInstance * static_cast<int>(names.size()))
    {
    }

    std::map<InstanceName, RemovalProof> watch(const Limits& limits)
    {
        GrowingPause pause(m_times.firstPause, m_times.longestPause);
        while (true) {
            const bool isLast = m_end.hasExpired();
            look(isLast, limits);
            if (isLast || m_names.empty() || !waitFor(pause.next(), limits))
                break;
        }
        for (const InstanceName& name : m_names)
            m_proofs[name] = m_trouble ? RemovalProof{RemovalVerdict::Unknown, m_trouble}
                                       : RemovalProof{RemovalVerdict::StillThere, stillThere()};
        if (limits.stopped()) {
            for (const InstanceName& name : m_names)
                m_proofs[name] = {RemovalVerdict::Unknown, stoppedError()};
        }
        return std::move(m_proofs);
    }

private:
    /// connectionState first, since it is cheap; the whole list only for those of which it says 404.
    void look(bool isLast, const Limits& limits)
    {
        const std::vector<InstanceName> asked(m_names.begin(), m_names.end());
        const auto states = m_server.memoryStates(asked, oneCall(m_times.call, limits));
        if (!states) {
            m_trouble = states.error();
            return;
        }
        const bool anyLeft = std::ranges::any_of(*states, [](MemoryState s) { return s != MemoryState::NotFound; });
        // One list for the batch, or at the end, when no more will go.
        if (!anyLeft || isLast)
            readList(asked, *states, limits);
        else
            m_trouble.reset();
    }
    void readList(const std::vector<InstanceName>& asked, const std::vector<MemoryState>& states, const Limits& limits)
    {
        const auto listing = m_server.list(oneCall(m_times.call, limits));
        if (!listing) {
            m_trouble = listing.error();
            return;
        }
        m_trouble.reset();
        std::set<InstanceName> listed;
        for (const ServerInstance& instance : listing->instances)
            listed.insert(instance.name);
        for (size_t place = 0; place < asked.size(); ++place) {
            const bool isListed = listed.contains(asked[place]);
            if (!isListed && states[place] == MemoryState::Unknown)
                m_trouble = notKnown(); // neither there nor gone, for all that was answered
            if (isListed || states[place] != MemoryState::NotFound)
                continue;
            m_proofs[asked[place]] = {RemovalVerdict::Gone, {}};
            m_names.erase(asked[place]);
        }
    }

    ServerPort& m_server;
    const RemovalTimes& m_times;
    std::set<InstanceName> m_names; ///< not proven gone yet
    const QDeadlineTimer m_end;
    std::optional<Error> m_trouble; ///< of the last look
    std::map<InstanceName, RemovalProof> m_proofs;
};

} // namespace

std::vector<QString> instanceEvents()
{
    return {
        QStringLiteral("QRCODE_UPDATED"), QStringLiteral("MESSAGES_UPSERT"), QStringLiteral("MESSAGES_UPDATE"),
        QStringLiteral("CONNECTION_UPDATE"), QStringLiteral("SEND_MESSAGE")};
}

bool holdsUpDeletion(const WebhookSettings& webhook)
{
    const auto& events = webhook.events;
    return webhook.enabled && (events.empty() || std::ranges::find(events, removeInstance) != events.end());
}

WebhookSettings calmed(const WebhookSettings& webhook)
{
    WebhookSettings calm = webhook;
    std::erase(calm.events, removeInstance);
    if (calm.events.empty())
        calm.events = instanceEvents();
    return calm;
}

void awaitClosed(ServerPort& server, const InstanceName& name, const RemovalTimes& times, const Limits& limits)
{
    const Limits within = oneCall(times.closing, limits);
    GrowingPause pause(times.firstPause, times.longestPause);
    do {
        const auto states = server.memoryStates({name}, oneCall(times.call, within));
        if (states && states->front() != MemoryState::Open && states->front() != MemoryState::Unknown)
            return;
    } while (waitFor(pause.next(), within));
}

Result<Removal> ServerRemoval::ask(const InstanceName& name, const Limits& limits)
{
    if (const auto calmed = calmWebhook(name, limits); !calmed && calmed.error().kind != ErrorKind::NotFound)
        return std::unexpected(calmed.error());
    Result<Removal> removed = remove(name, limits);
    if (removed || removed.error().kind != ErrorKind::Rejected)
        return removed;
    // v1.8 and 2.2.0 delete no open instance (EVOLUTION_API 5.8).
    if (const auto out = logOut(name, limits); !out)
        return std::unexpected(out.error());
    return remove(name, limits);
}

Result<void> ServerRemoval::calmWebhook(const InstanceName& name, const Limits& limits)
{
    const auto found = m_server.webhook(name, oneCall(m_times.call, limits));
    if (!found)
        return std::unexpected(found.error());
    if (!*found || !holdsUpDeletion(**found))
        return {};
    const WebhookSettings calm = calmed(**found);
    return m_run.write<void>(stepFor(QStringLiteral("calm-webhook"), name), [&] {
        return m_server.setWebhook(name, calm, oneCall(m_times.call, limits));
    });
}

Result<Removal> ServerRemoval::remove(const InstanceName& name, const Limits& limits)
{
    return m_run.write<Removal>(
        stepFor(QStringLiteral("delete"), name), [&] { return m_server.remove(name, oneCall(m_times.call, limits)); });
}

Result<void> ServerRemoval::logOut(const InstanceName& name, const Limits& limits)
{
    const auto out = m_run.write<LogoutAnswer>(
        stepFor(QStringLiteral("log-out"), name), [&] { return m_server.logOut(name, oneCall(m_times.call, limits)); });
    if (!out)
        return std::unexpected(out.error());
    awaitClosed(m_server, name, m_times, limits);
    return {};
}

std::map<InstanceName, RemovalProof> ServerRemoval::prove(const std::vector<InstanceName>& names, const Limits& limits)
{
    return names.empty() ? std::map<InstanceName, RemovalProof>()
                         : RemovalWatch(m_server, m_times, names).watch(limits);
}

} // namespace steward
