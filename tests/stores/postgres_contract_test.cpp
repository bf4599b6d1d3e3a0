#include "stores/contract/database_port_contract.h"
#include "stores/postgres_subject.h"
#include "support/test_registry.h"

using namespace steward;
using namespace steward::test;

namespace steward::postgres_contract_test {

namespace {

rig::RigResult<std::unique_ptr<DatabasePortSubject>> started(std::optional<rig::PoolMode> pooler)
{
    auto subject = std::make_unique<PostgresSubject>(pooler);
    if (const auto outcome = subject->start(); !outcome)
        return std::unexpected(outcome.error());
    return subject;
}

} // namespace

/// The real adapter, connected directly.
class PostgresDirectContractTest final : public DatabasePortContract {
    Q_OBJECT

protected:
    rig::RigResult<std::unique_ptr<DatabasePortSubject>> makeSubject() override { return started({}); }
};

/// The real adapter through PgBouncer in transaction mode.
class PostgresPoolerContractTest final : public DatabasePortContract {
    Q_OBJECT

protected:
    rig::RigResult<std::unique_ptr<DatabasePortSubject>> makeSubject() override
    {
        return started(rig::PoolMode::Transaction);
    }
};

STEWARD_TEST(PostgresDirectContractTest)
STEWARD_TEST(PostgresPoolerContractTest)
} // namespace steward::postgres_contract_test

#include "postgres_contract_test.moc"
