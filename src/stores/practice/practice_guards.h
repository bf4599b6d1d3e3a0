#pragma once

#include "stores/guards_port.h"

#include <memory>

namespace steward {

class PracticeWorld;

/// The guards of a practice workspace's database. At first none stands, as in a database as it is found.
class PracticeGuards final : public GuardsPort {
    Q_DISABLE_COPY_MOVE(PracticeGuards)

public:
    explicit PracticeGuards(std::shared_ptr<PracticeWorld> world, bool readOnly = false);

    Result<GuardsReport> inspect(const QStringList& keepExecute, const CallContext& limits) override;
    Result<void> apply(GuardPart part, const QStringList& keepExecute, const CallContext& limits) override;

private:
    std::shared_ptr<PracticeWorld> m_world;
    bool m_readOnly = false;
};

} // namespace steward
