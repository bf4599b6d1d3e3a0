#include "stores/contract/cache_port_contract.h"
#include "stores/practice/practice_stores.h"
#include "stores/practice/practice_world.h"
#include "support/test_registry.h"

using namespace steward;
using namespace steward::test;

namespace steward::practice_cache_contract_test {

namespace {

class PracticeCacheSubject final : public CachePortSubject {
public:
    rig::RigResult<void> start() override { return {}; }

    std::unique_ptr<CachePort> makePort(bool readOnly) override
    {
        return PracticeStores(m_world, readOnly).makeCache();
    }

    rig::RigResult<void> reset() override
    {
        m_world->setFault(Store::Cache, {});
        m_world->visit([](PracticeState& state, Timestamp) { state = {}; });
        return setSubscribers(0);
    }

    rig::RigResult<void> put(const CacheValue& value, qint64 ttlSeconds) override
    {
        PracticeEntry made = entryAt(value.key);
        if (value.key.kind == CacheKeyKind::Token)
            made.entry.name = value.instance;
        made.entry.organizationId = value.organizationId;
        made.entry.clinicId = value.clinicId;
        made.entry.displayName = value.displayName;
        made.entry.phone = value.phone;
        if (ttlSeconds >= 0)
            made.expiresAt = m_world->now() + std::chrono::seconds(ttlSeconds);
        return replace(value.key, made);
    }

    rig::RigResult<void> putUnreadable(const CacheKey& key, CacheValueState unreadable) override
    {
        PracticeEntry made = entryAt(key);
        made.entry.state = unreadable;
        if (unreadable == CacheValueState::OtherType)
            made.entry.redisType = QStringLiteral("list");
        return replace(key, made);
    }

    rig::RigResult<void> putResidue(const Residue& residue) override
    {
        m_world->visit([&residue](PracticeState& state, Timestamp) { state.residues.push_back(residue); });
        return {};
    }

    rig::RigResult<bool> holds(const CacheKey& key) override
    {
        return m_world->visit([&key](PracticeState& state, Timestamp) { return state.entry(key) != nullptr; });
    }

    rig::RigResult<void> setSubscribers(int count) override
    {
        m_world->visit([count](PracticeState& state, Timestamp) {
            state.addedSubscribers = count;
            state.removedSubscribers = count;
        });
        return {};
    }

    rig::RigResult<void> setUnreachable() override
    {
        m_world->setFault(Store::Cache, {.failure = ErrorKind::Refused});
        return {};
    }

    rig::RigResult<void> setSlow() override
    {
        m_world->setFault(Store::Cache, {.delay = std::chrono::minutes(10)});
        return {};
    }

private:
    rig::RigResult<void> replace(const CacheKey& key, const PracticeEntry& made)
    {
        m_world->visit([&](PracticeState& state, Timestamp) {
            std::erase_if(state.entries, [&key](const PracticeEntry& entry) { return entry.isAt(key); });
            state.entries.push_back(made);
        });
        return {};
    }

    static PracticeEntry entryAt(const CacheKey& key)
    {
        PracticeEntry made;
        made.entry.kind = key.kind;
        made.entry.name = key.name;
        made.entry.token = key.token;
        return made;
    }

    std::shared_ptr<PracticeWorld> m_world = std::make_shared<PracticeWorld>();
};

} // namespace

/// The practice cache keeps the same promises as a real Redis.
class PracticeCacheContractTest final : public CachePortContract {
    Q_OBJECT

protected:
    std::unique_ptr<CachePortSubject> makeSubject() override { return std::make_unique<PracticeCacheSubject>(); }
};

STEWARD_TEST(PracticeCacheContractTest)
} // namespace steward::practice_cache_contract_test

#include "practice_cache_contract_test.moc"
