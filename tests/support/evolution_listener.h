#pragma once

#include "support/evolution_state.h"
#include "support/rig_result.h"
#include "support/tls_authority.h"

#include <QSslConfiguration>
#include <QTcpServer>

#include <memory>
#include <optional>

namespace steward::rig {

/// Accepts the stand-in's connections; lives in its thread.
class EvolutionListener final : public QTcpServer {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EvolutionListener)

public:
    EvolutionListener(std::shared_ptr<EvolutionState> state, std::optional<QSslConfiguration> tls);

    /// The port, or 0.
    int open(int port);
    void shut();

protected:
    void incomingConnection(qintptr handle) override;

private:
    std::shared_ptr<EvolutionState> m_state;
    std::optional<QSslConfiguration> m_tls;
};

RigResult<QSslConfiguration> serverTls(const CertificateFiles& files);

} // namespace steward::rig
