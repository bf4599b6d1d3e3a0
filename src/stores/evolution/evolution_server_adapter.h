#pragma once

#include "stores/connection_settings.h"
#include "stores/server_port.h"

#include <memory>

namespace steward {

class HttpClient;
struct HttpAnswer;
struct HttpRequest;

/// The real Evolution API server, v1.8 and v2, over HTTP (EVOLUTION_API).
///
/// Changes: a request that may have left this computer and was not answered as this server answers is OutcomeUnknown,
/// also when it was stopped or timed out. A 404 counts as "not there" only in the server's own words, never from a
/// proxy or behind a wrong base path.
class EvolutionServerAdapter final : public ServerPort {
public:
    explicit EvolutionServerAdapter(ServerSettings settings);
    ~EvolutionServerAdapter() override;
    Q_DISABLE_COPY_MOVE(EvolutionServerAdapter)

    /// Also WrongKey where the key is an instance's own, which shows that instance only (EVOLUTION_API 3.3).
    Result<ServerListing> list(const CallContext& limits) override;
    Result<std::optional<ServerInstance>> find(const InstanceName& name, const CallContext& limits) override;
    /// A name that no path reaches is Unknown without being asked.
    Result<std::vector<MemoryState>>
    memoryStates(const std::vector<InstanceName>& names, const CallContext& limits) override;
    Result<std::optional<WebhookSettings>> webhook(const InstanceName& name, const CallContext& limits) override;

    Result<CreatedInstance> create(const NewInstance& instance, const CallContext& limits) override;
    /// Where the answer is none that connect gives it is OutcomeUnknown: a session may have started.
    Result<PairingAnswer>
    connect(const InstanceName& name, const std::optional<PhoneNumber>& phone, const CallContext& limits) override;
    Result<LogoutAnswer> logOut(const InstanceName& name, const CallContext& limits) override;
    /// POST; v1: PUT.
    Result<RestartAnswer> restart(const InstanceName& name, const CallContext& limits) override;
    /// v1 refuses an instance that is open (Rejected): log out first.
    Result<Removal> remove(const InstanceName& name, const CallContext& limits) override;
    /// InvalidSettings for an enabled webhook without events: the server would take it as all of them.
    Result<void>
    setWebhook(const InstanceName& name, const WebhookSettings& settings, const CallContext& limits) override;

    StoreDiagnosis diagnose(const CallContext& limits) override;

private:
    Result<void> mayChange() const;
    Result<HttpAnswer> change(
        const QByteArray& method, QByteArrayView route, const InstanceName& name, const QByteArray& json,
        const CallContext& limits);
    Result<int> version(const CallContext& limits);
    /// Nothing is asked where nothing could be changed.
    Result<int> versionToChange(const InstanceName& name, const CallContext& limits);
    Result<void> confirmGlobalKey(const CallContext& limits);
    Result<MemoryState>
    memoryOf(const InstanceName& name, const HttpRequest& request, const Result<HttpAnswer>& answer) const;
    Error errorOf(const HttpRequest& request, const HttpAnswer& answer) const;
    Error errorHiding(const WebhookSettings& webhook, const HttpRequest& request, const HttpAnswer& answer) const;
    void learn(int majorVersion);

    std::unique_ptr<HttpClient> m_client;
    int m_majorVersion = 0; ///< 0: not known yet
};

} // namespace steward
