#pragma once

#include "support/evolution_routes.h"

namespace steward::rig {

/// POST /instance/create (EVOLUTION_API 3.1).
class EvolutionCreate final {
public:
    EvolutionCreate(EvolutionInstances& instances, const EvolutionBehaviour& behaviour, const HttpRequest& request);

    HttpAnswer answer(bool authorized);

private:
    std::optional<HttpAnswer> nameRefused() const;
    std::optional<HttpAnswer> bodyRefused() const;
    QStringList schemaComplaints() const;
    EvolutionInstance instance() const;
    std::optional<EvolutionWebhook> webhook() const;
    HttpAnswer destroyBoth(EvolutionInstances::Entry& other);
    /// What is to go wrong with an instance after its 201.
    void spoil(EvolutionInstances::Entry& made);
    bool isV1() const { return m_behaviour.version == EvolutionVersion::V1; }

    EvolutionInstances& m_instances;
    const EvolutionBehaviour& m_behaviour;
    QJsonObject m_body;
    QString m_name;
};

} // namespace steward::rig
