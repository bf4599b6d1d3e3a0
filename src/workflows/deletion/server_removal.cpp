#include "workflows/deletion/server_removal.h"

#include "workflows/deletion/removal_watch.h"
#include "workflows/engine/patience.h"
#include "workflows/engine/workflow_run.h"

#include <algorithm>

namespace steward {
namespace {

const QString removeInstance = QStringLiteral("REMOVE_INSTANCE");

JournalStep stepFor(const QString& action, const InstanceName& name)
{
    return {Store::Server, action, name.text(), {}};
}

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

bool hasGone(
    ServerPort& server, const InstanceName& name, const Error& failure, const RemovalTimes& times, const Limits& limits)
{
    if (failure.kind == ErrorKind::NotFound)
        return true;
    const auto states = server.memoryStates({name}, oneCall(times.call, limits));
    return states && states->front() == MemoryState::NotFound;
}

Result<Removal> ServerRemoval::ask(const InstanceName& name, const Limits& limits)
{
    if (const auto calmed = calmWebhook(name, limits);
        !calmed && !hasGone(m_server, name, calmed.error(), m_times, limits))
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
    RemovalWatch watch(m_times);
    for (const InstanceName& name : names)
        watch.add(name);
    watch.noMore();
    return watch.watch(m_server, limits);
}

} // namespace steward
