#include "stores/evolution_server_subject.h"

#include "stores/evolution/evolution_server_adapter.h"

namespace steward::test {
namespace {

rig::EvolutionMemory memoryFor(MemoryState state)
{
    switch (state) {
    case MemoryState::Open:
        return rig::EvolutionMemory::Open;
    case MemoryState::Connecting:
        return rig::EvolutionMemory::Connecting;
    case MemoryState::Missing:
        return rig::EvolutionMemory::Missing;
    default:
        return rig::EvolutionMemory::Close;
    }
}

} // namespace

ServerSettings settingsFor(const rig::EvolutionServer& server)
{
    ServerSettings settings;
    settings.url = QUrl(server.url());
    settings.apiKey = Secret(server.apiKey());
    return settings;
}

EvolutionServerSubject::EvolutionServerSubject()
{
    const auto started = m_server.start();
    if (!started)
        qFatal("%s", qPrintable(started.error()));
}

std::unique_ptr<ServerPort> EvolutionServerSubject::makePort()
{
    return std::make_unique<EvolutionServerAdapter>(settingsFor(m_server));
}

std::unique_ptr<ServerPort> EvolutionServerSubject::makeReadOnlyPort()
{
    ServerSettings settings = settingsFor(m_server);
    settings.readOnly = true;
    return std::make_unique<EvolutionServerAdapter>(settings);
}

void EvolutionServerSubject::addInstance(const GivenInstance& instance)
{
    rig::EvolutionInstance made;
    made.name = QString::fromUtf8(instance.name.utf8());
    made.connectionStatus = connectionWord(instance.connection);
    made.memory = memoryFor(instance.memory);
    if (!instance.phoneDigits.isEmpty())
        made.ownerJid = instance.phoneDigits + QStringLiteral("@s.whatsapp.net");
    m_server.addInstance(made);
}

bool EvolutionServerSubject::exists(const InstanceName& name)
{
    return m_server.instance(QString::fromUtf8(name.utf8())).has_value();
}

void EvolutionServerSubject::setUnreachable(bool unreachable)
{
    if (unreachable) {
        m_server.stop();
        return;
    }
    const auto started = m_server.start();
    if (!started)
        qFatal("%s", qPrintable(started.error()));
}

void EvolutionServerSubject::setSlow(std::chrono::milliseconds time)
{
    m_server.setLatency(time);
}

int EvolutionServerSubject::requestCount()
{
    return m_server.requestCount();
}

} // namespace steward::test
