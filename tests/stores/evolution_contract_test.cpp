#include "stores/contract/server_port_contract.h"
#include "stores/evolution_server_subject.h"
#include "support/test_registry.h"

namespace steward::evolution_contract_test {

class EvolutionContractTest final : public steward::test::ServerPortContract {
    Q_OBJECT

protected:
    std::unique_ptr<steward::test::ServerPortSubject> makeSubject() override
    {
        return std::make_unique<steward::test::EvolutionServerSubject>();
    }
};

STEWARD_TEST(EvolutionContractTest)
} // namespace steward::evolution_contract_test

#include "evolution_contract_test.moc"
