#pragma once

#include "stores/server_port.h"

#include <memory>

namespace steward {

class PracticeWorld;

/// The Evolution API server of a practice workspace. Answers as version 2.3.6 does (EVOLUTION_API 3 and 5): a 200 to
/// DELETE comes before the instance leaves the list, a logout leaves its number behind, names are byte-exact.
class PracticeServer final : public ServerPort {
    Q_DISABLE_COPY_MOVE(PracticeServer)

public:
    explicit PracticeServer(std::shared_ptr<PracticeWorld> world, bool readOnly = false);

    Result<ServerListing> list(const CallContext& limits) override;
    Result<std::optional<ServerInstance>> find(const InstanceName& name, const CallContext& limits) override;
    Result<std::vector<MemoryState>>
    memoryStates(const std::vector<InstanceName>& names, const CallContext& limits) override;
    Result<std::optional<WebhookSettings>> webhook(const InstanceName& name, const CallContext& limits) override;

    Result<CreatedInstance> create(const NewInstance& instance, const CallContext& limits) override;
    /// Whatever was asked for is scanned by itself after PracticeState::scanTime.
    Result<PairingAnswer>
    connect(const InstanceName& name, const std::optional<PhoneNumber>& phone, const CallContext& limits) override;
    Result<LogoutAnswer> logOut(const InstanceName& name, const CallContext& limits) override;
    Result<Removal> remove(const InstanceName& name, const CallContext& limits) override;
    Result<void>
    setWebhook(const InstanceName& name, const WebhookSettings& settings, const CallContext& limits) override;

    StoreDiagnosis diagnose(const CallContext& limits) override;

private:
    Result<void> enter(const InstanceName& name, const CallContext& limits) const;
    Result<void> enterToChange(const InstanceName& name, const CallContext& limits) const;

    std::shared_ptr<PracticeWorld> m_world;
    bool m_readOnly = false;
};

} // namespace steward
