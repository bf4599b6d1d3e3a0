#pragma once

#include "stores/evolution/evolution_server_adapter.h"
#include "stores/evolution_server_subject.h"
#include "support/worker.h"

namespace steward::test {

// Calls on a fresh adapter of the Evolution API, and the word each ends in.

inline CallContext patient()
{
    return CallContext::within(std::chrono::seconds(20));
}

inline InstanceName name(const char* utf8)
{
    return InstanceName::fromUtf8(utf8);
}

inline rig::EvolutionInstance instanceOf(const QString& named, const QString& status = QStringLiteral("close"))
{
    rig::EvolutionInstance made;
    made.name = named;
    made.connectionStatus = status;
    return made;
}

template<class T>
QByteArray word(const Result<T>& result)
{
    return result ? QByteArray("ok") : errorWord(result.error().kind).toUtf8();
}

/// The words that a call on a fresh adapter of these settings ends in.
template<class Call>
QByteArray wordOf(const ServerSettings& settings, Call&& call)
{
    return rig::onWorker([&] {
        EvolutionServerAdapter adapter(settings);
        return word(call(adapter));
    });
}

inline QByteArray listWord(const ServerSettings& settings)
{
    return wordOf(settings, [](EvolutionServerAdapter& adapter) { return adapter.list(patient()); });
}

} // namespace steward::test
