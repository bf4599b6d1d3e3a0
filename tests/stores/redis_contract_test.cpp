#include "stores/redis_subject.h"
#include "support/test_registry.h"

using namespace steward;
using namespace steward::test;

namespace steward::redis_contract_test {

class RedisTcpContractTest final : public CachePortContract {
    Q_OBJECT

    std::unique_ptr<CachePortSubject> makeSubject() override
    {
        return std::make_unique<RedisSubject>(CacheSettings::Transport::Tcp);
    }
};

class RedisTlsContractTest final : public CachePortContract {
    Q_OBJECT

    std::unique_ptr<CachePortSubject> makeSubject() override
    {
        return std::make_unique<RedisSubject>(CacheSettings::Transport::Tls);
    }
};

class RedisUnixContractTest final : public CachePortContract {
    Q_OBJECT

    std::unique_ptr<CachePortSubject> makeSubject() override
    {
        return std::make_unique<RedisSubject>(CacheSettings::Transport::Unix);
    }
};

STEWARD_TEST(RedisTcpContractTest)
STEWARD_TEST(RedisTlsContractTest)
STEWARD_TEST(RedisUnixContractTest)

} // namespace steward::redis_contract_test

#include "redis_contract_test.moc"
