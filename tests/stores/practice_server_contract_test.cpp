#include "stores/contract/server_port_contract.h"
#include "stores/practice/practice_stores.h"
#include "stores/practice/practice_world.h"
#include "support/test_registry.h"

using namespace steward;
using namespace steward::test;

namespace steward::practice_server_contract_test {

namespace {

class PracticeServerSubject final : public ServerPortSubject {
public:
    PracticeServerSubject()
    {
        m_world->visit([](PracticeState& state, Timestamp) { state.deletionTime = std::chrono::milliseconds(50); });
    }

    std::unique_ptr<ServerPort> makePort() override { return PracticeStores(m_world).makeServer(); }
    std::unique_ptr<ServerPort> makeReadOnlyPort() override { return PracticeStores(m_world, true).makeServer(); }

    void addInstance(const GivenInstance& given) override
    {
        PracticeInstance made;
        made.listed.name = given.name;
        made.listed.connection = given.connection;
        made.listed.phone = PhoneNumber::fromText(given.phoneDigits);
        made.memory = given.memory;
        m_world->visit([&made](PracticeState& state, Timestamp) { state.instances.push_back(made); });
    }

    bool exists(const InstanceName& name) override
    {
        return m_world->visit([&name](PracticeState& state, Timestamp) { return state.instance(name) != nullptr; });
    }

    void setUnreachable(bool unreachable) override
    {
        m_fault.failure = unreachable ? std::optional(ErrorKind::Refused) : std::nullopt;
        m_world->setFault(Store::Server, m_fault);
    }

    void setSlow(std::chrono::milliseconds time) override
    {
        m_fault.delay = time;
        m_world->setFault(Store::Server, m_fault);
    }

    int requestCount() override { return static_cast<int>(m_world->callCount(Store::Server)); }

private:
    std::shared_ptr<PracticeWorld> m_world = std::make_shared<PracticeWorld>();
    PracticeFault m_fault;
};

} // namespace

/// The practice server keeps the same promises as the adapter of the real one.
class PracticeServerContractTest final : public ServerPortContract {
    Q_OBJECT

protected:
    std::unique_ptr<ServerPortSubject> makeSubject() override { return std::make_unique<PracticeServerSubject>(); }
};

STEWARD_TEST(PracticeServerContractTest)
} // namespace steward::practice_server_contract_test

#include "practice_server_contract_test.moc"
