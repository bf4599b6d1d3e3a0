#pragma once

#include "stores/connection_settings.h"
#include "stores/contract/server_port_contract.h"
#include "support/evolution_server.h"

namespace steward::test {

/// The settings with which the adapter reaches the rig's server.
ServerSettings settingsFor(const rig::EvolutionServer& server);

/// The real adapter before the rig's stand-in of the server.
class EvolutionServerSubject final : public ServerPortSubject {
public:
    EvolutionServerSubject();

    std::unique_ptr<ServerPort> makePort() override;
    std::unique_ptr<ServerPort> makeReadOnlyPort() override;
    void addInstance(const GivenInstance& instance) override;
    bool exists(const InstanceName& name) override;
    void setUnreachable(bool unreachable) override;
    void setSlow(std::chrono::milliseconds time) override;
    int requestCount() override;

private:
    rig::EvolutionServer m_server;
};

} // namespace steward::test
